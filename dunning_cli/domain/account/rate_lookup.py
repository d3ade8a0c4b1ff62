"""What a rate comes to per day on a date: references, the contract's own rate, days of a year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import TypeVar

from dunning_cli.domain.policy.dated_rates import DatedRate
from dunning_cli.domain.policy.keys import FLOATING, JUDICIAL, DatedCap
from dunning_cli.domain.policy.policy import Policy
from dunning_cli.domain.policy.reference_rates import ReferenceRates
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.rates import (
    CONTRACT,
    CONTRACT_DATE,
    DAYS_OF_A_MONTH,
    Basis,
    Rate,
    Summand,
    Unit,
    percent_text,
)
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import Setting, remedy

JUDICIAL_CHANGE = date(2020, 8, 20)
_JUDICIAL_BEFORE = Fraction(24, 100)
"""Through 2020-08-19 at most 24 % a year was enforceable (法释〔2020〕17 art. 31)."""
_MONTHS = 12
_CAP_YEAR = 365
"""An annual cap is reckoned on 365 days whatever the basis of the contract."""

Row = TypeVar("Row", DatedRate, DatedCap)


def row_on(rows: Sequence[Row], day: date) -> Row | None:
    """The row of a dated list that holds on a day, or None before the first."""
    found = None
    for row in rows:
        if row.from_ is None or row.from_ <= day:
            found = row
    return found


@dataclass(frozen=True, slots=True)
class RateLookup:
    """Where the figures behind a case's rates are looked up; `leap` tells whether a year has 366 days."""

    references: ReferenceRates
    contract_date: date | None
    sued: date
    case: str
    leap: bool = False
    basis: Basis | None = None
    """Days a yearly rate is divided by, where not those of the policy: of what a court awarded."""

    def breaks(self, rows: Iterable[DatedRate | DatedCap], policy: Policy) -> Iterator[date]:
        """Days on which one of these rates may change."""
        for row in rows:
            if row.from_:
                yield row.from_
            for part in row.rate.summands:
                if part.reference == CONTRACT:
                    yield from self.breaks(policy.keys.contract_rate, policy)
                elif part.reference and part.at is None:
                    yield from self.references.changes(part.reference)

    def per_day(self, rate: Rate, day: date, policy: Policy) -> Fraction | None:
        """The rate per day as a share; None where the contract rate is needed and missing. Raises Refused."""
        total = Fraction(0)
        for part in rate.summands:
            figure = self._summand(part, day, policy)
            if figure is None:
                return None
            total += figure
        return total

    def per_year(self, rate: Rate, day: date, policy: Policy) -> Fraction | None:
        """The same rate for a year as a share: twelve times one for a month. None and Refused as for `per_day`."""
        total = Fraction(0)
        for part in rate.summands:
            if part.reference == CONTRACT or part.unit is Unit.DAY:
                figure = self._summand(part, day, policy)
                if figure is None:
                    return None
                total += figure * self._year(policy)
            elif part.reference:
                total += self.references.on(part.reference, self._fixed_day(part.at, day)) * part.factor
            else:
                total += part.factor * (_MONTHS if part.unit is Unit.MONTH else 1)
        return total

    def _summand(self, part: Summand, day: date, policy: Policy) -> Fraction | None:
        if part.reference == CONTRACT:
            row = row_on(policy.keys.contract_rate, self._fixed_day(part.at, day))
            figure = self.per_day(row.rate, day, policy) if row else None
            return None if figure is None else figure * part.factor
        if part.reference:
            yearly = self.references.on(part.reference, self._fixed_day(part.at, day))
            return yearly * part.factor / self._year(policy)
        return part.factor / self._days_of(part.unit or Unit.YEAR, policy)

    def _days_of(self, unit: Unit, policy: Policy) -> int:
        if unit is Unit.DAY:
            return 1
        return DAYS_OF_A_MONTH if unit is Unit.MONTH else self._year(policy)

    def _year(self, policy: Policy) -> int:
        return (self.basis or policy.day_count.basis).days(leap=self.leap)

    def _fixed_day(self, anchor: date | str | None, day: date) -> date:
        if anchor == CONTRACT_DATE:
            if self.contract_date is None:
                raise Refused(
                    msg(
                        "case {case}: the rules need the contract date, which is missing; "
                        "set it with: {cure}",
                        case=self.case,
                        cure=remedy(
                            "set", case=self.case, change=Setting("account.contract_date", "2024-03-01")
                        ),
                    )
                )
            return self.contract_date
        return anchor if isinstance(anchor, date) else day

    def text(self, rate: Rate, per_day: Fraction, day: date, policy: Policy) -> str:
        """The rate as a line shows it: as written, or worked out where it refers to another."""
        if not rate.references:
            return rate.text
        unit = self._unit(rate, policy, day)
        return f"{percent_text(per_day * self._days_of(unit, policy))}/{unit}"

    def _unit(self, rate: Rate, policy: Policy, day: date) -> Unit:
        units = {part.unit or Unit.YEAR for part in rate.summands if part.reference != CONTRACT}
        row = row_on(policy.keys.contract_rate, day) if CONTRACT in rate.references else None
        if row is not None:
            units.add(self._unit(row.rate, policy, day))
        return units.pop() if len(units) == 1 else Unit.YEAR

    def cap(self, rate: Rate, day: date, policy: Policy) -> Fraction:
        """An annual cap per day of a 365-day year. Raises Refused."""
        yearly = self._judicial(day) if rate is JUDICIAL else self._yearly(rate, day, policy)
        return yearly / _CAP_YEAR

    def cap_text(self, per_day: Fraction) -> str:
        """A cap as a line shows it."""
        return f"{percent_text(per_day * _CAP_YEAR)}/year"

    def _judicial(self, day: date) -> Fraction:
        contract = self._fixed_day(CONTRACT_DATE, day)
        if contract >= JUDICIAL_CHANGE:
            return self.references.on("lpr_1y", contract) * 4
        if day < JUDICIAL_CHANGE:
            return _JUDICIAL_BEFORE
        return self.references.on("lpr_1y", self.sued) * 4

    def _yearly(self, rate: Rate, day: date, policy: Policy) -> Fraction:
        """The cap a year: references at the day the cap names, by default the contract date."""
        anchor = policy.cap.at or CONTRACT_DATE
        total = Fraction(0)
        for part in rate.summands:
            if part.reference == CONTRACT:
                row = row_on(policy.keys.contract_rate, day)
                per_day = self.per_day(row.rate, day, policy) if row else None
                if per_day is None:
                    raise Refused(
                        msg(
                            "the cap needs the contract rate, which is missing; give it with --term contract_rate=4.35%/year"
                        )
                    )
                total += per_day * self._year(policy) * part.factor
            elif part.reference:
                fixed = self._fixed_day(part.at or (None if anchor == FLOATING else anchor), day)
                total += self.references.on(part.reference, fixed) * part.factor
            else:
                times = {Unit.DAY: _CAP_YEAR, Unit.MONTH: 12}.get(part.unit or Unit.YEAR, 1)
                total += part.factor * times
        return total
