"""What one case's rules cost per day, date by date: every rate resolved to a whole number over one scale."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction
from math import lcm

from dunning_cli.domain.failure import Refused
from dunning_cli.domain.message import msg
from dunning_cli.domain.money import Component
from dunning_cli.domain.policy import Accrual, Policy
from dunning_cli.domain.policy_book import CasePolicy, Version
from dunning_cli.domain.policy_keys import FLOATING, JUDICIAL, Base, DatedCap, DatedRate
from dunning_cli.domain.rates import (
    CONTRACT,
    CONTRACT_DATE,
    DAYS_OF_A_MONTH,
    Basis,
    Rate,
    Summand,
    Unit,
    percent_text,
)
from dunning_cli.domain.reference_rates import ReferenceRates

COMPONENTS = tuple(Component)
PRINCIPAL, INTEREST, PENALTY, FEE = range(4)
"""Places of the components in the four-figure lists of an account."""

JUDICIAL_CHANGE = date(2020, 8, 20)
JUDICIAL_BEFORE = Fraction(24, 100)
"""Through 2020-08-19 at most 24 % a year was enforceable (法释〔2020〕17 art. 31)."""
_CAP_YEAR = 365
"""An annual cap is reckoned on 365 days whatever the basis of the contract."""
_DELAYED = "delayed_performance"
_LAST_YEAR_OF_ACTUAL = 2200


class On(IntEnum):
    """What a rule is reckoned on, in the account's own words."""

    OVERDUE_PRINCIPAL = 0
    OVERDUE_INTEREST = 1
    PRINCIPAL = 2
    FULL_BALANCE = 3
    BILLED_INTEREST = 4
    JUDGMENT_MONEY = 5


_ON = {
    Base.OVERDUE_PRINCIPAL: On.OVERDUE_PRINCIPAL,
    Base.OVERDUE_INTEREST: On.OVERDUE_INTEREST,
    Base.PRINCIPAL: On.PRINCIPAL,
    Base.FULL_BALANCE: On.FULL_BALANCE,
}


@dataclass(frozen=True, slots=True)
class RuleRate:
    """One rule at one time: `per_day` over the tariff's scale, or why it cannot be told."""

    rule: str
    component: int
    on: On
    per_day: int
    text: str
    from_: date | None = None
    refusal: Refused | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A time in which no rate changes."""

    start: date
    rules: tuple[RuleRate, ...]
    delayed: RuleRate
    cap: RuleRate | None
    """The annual cap on principal; None where there is none."""
    capped: frozenset[int]
    penalty_to_principal: Fraction | None


@dataclass(frozen=True, slots=True)
class Tariff:
    """All segments of a case, oldest first, the first from the beginning of time."""

    scale: int
    segments: tuple[Segment, ...]
    starts: tuple[date, ...]
    unknown: tuple[str, ...]
    """Rules whose rate is not known because the contract rate is missing."""
    capped: bool
    """Whether an annual cap holds at any time."""

    def on(self, day: date) -> Segment:
        """The rates of a day."""
        return self.segments[bisect_right(self.starts, day) - 1]

    def stretches(self, start: date, end: date) -> Iterator[tuple[date, date, Segment]]:
        """The days from `start` to before `end`, cut where a rate changes."""
        index = bisect_right(self.starts, start) - 1
        while start < end:
            stop = self.starts[index + 1] if index + 1 < len(self.starts) else end
            stop = min(stop, end)
            yield start, stop, self.segments[index]
            start = stop
            index += 1


def tariff_of(policy: CasePolicy, versions: tuple[Version, ...], sued: date) -> Tariff:
    """The tariff of a case under the given versions of its rules; `sued` is the day of suing for `judicial`."""
    place = (
        versions if len(versions) > 1 else versions[0].policy,
        (policy.contract_date or policy.case) if _needs_contract_date(versions) else None,
        sued if any(_is_judicial(version.policy) for version in versions) else None,
    )
    tariff = policy.book.tariffs.get(place)
    if not isinstance(tariff, Tariff):
        tariff = _worked_out(versions, _Looker(policy.references, policy.contract_date, sued, policy.case))
        policy.book.tariffs[place] = tariff
    return tariff


def _needs_contract_date(versions: tuple[Version, ...]) -> bool:
    return any(
        bool(version.policy.cap.annual)
        or any(row.rate.needs_contract_date for row in _all_rates(version.policy))
        for version in versions
    )


def _is_judicial(policy: Policy) -> bool:
    return any(row.rate is JUDICIAL for row in policy.cap.annual)


def _all_rates(policy: Policy) -> Iterator[DatedRate]:
    for rule in policy.accruals:
        yield from rule.rates
    yield from policy.keys.contract_rate
    if policy.keys.interest:
        yield from policy.keys.interest.rate


@dataclass(frozen=True, slots=True)
class _Looker:
    """Where the figures behind a rate are looked up."""

    references: ReferenceRates
    contract_date: date | None
    sued: date
    case: str

    def fixed_day(self, anchor: date | str | None, day: date) -> date:
        if anchor == CONTRACT_DATE:
            if self.contract_date is None:
                raise Refused(
                    msg(
                        "case {case}: the rules need the contract date, which is missing; "
                        "set it with: dunning set {case} account.contract_date=YYYY-MM-DD",
                        case=self.case,
                    )
                )
            return self.contract_date
        return anchor if isinstance(anchor, date) else day

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
        basis = policy.day_count.basis.days(day.year)
        total = Fraction(0)
        for part in rate.summands:
            figure = self._summand(part, day, basis, policy)
            if figure is None:
                return None
            total += figure
        return total

    def _summand(self, part: Summand, day: date, basis: int, policy: Policy) -> Fraction | None:
        if part.reference == CONTRACT:
            row = row_on(policy.keys.contract_rate, self.fixed_day(part.at, day))
            figure = self.per_day(row.rate, day, policy) if row else None
            return None if figure is None else figure * part.factor
        if part.reference:
            return self.references.on(part.reference, self.fixed_day(part.at, day)) * part.factor / basis
        if part.unit is Unit.DAY:
            return part.factor
        return part.factor / (DAYS_OF_A_MONTH if part.unit is Unit.MONTH else basis)

    def text(self, rate: Rate, per_day: Fraction, day: date, policy: Policy) -> str:
        """The rate as a line shows it: as written, or worked out where it refers to another."""
        if not rate.references:
            return rate.text
        unit, days = self._unit(rate, policy, day)
        return f"{percent_text(per_day * days)}/{unit}"

    def _unit(self, rate: Rate, policy: Policy, day: date) -> tuple[Unit, int]:
        units = {part.unit or Unit.YEAR for part in rate.summands if part.reference != CONTRACT}
        if CONTRACT in rate.references:
            row = row_on(policy.keys.contract_rate, day)
            units |= {self._unit(row.rate, policy, day)[0]} if row else set()
        unit = units.pop() if len(units) == 1 else Unit.YEAR
        days = {Unit.DAY: 1, Unit.MONTH: DAYS_OF_A_MONTH, Unit.YEAR: policy.day_count.basis.days(day.year)}
        return unit, days[unit]


def row_on(rows: tuple[DatedRate, ...], day: date) -> DatedRate | None:
    """The row of a dated list that holds on a day, or None before the first."""
    found = None
    for row in rows:
        if row.from_ is None or row.from_ <= day:
            found = row
    return found


def _worked_out(versions: tuple[Version, ...], looker: _Looker) -> Tariff:
    unknown: dict[str, None] = {}
    drafts = []
    for version, following in zip(versions, [*versions[1:], None], strict=True):
        end = following.from_ if following else date.max
        days = {version.from_, *_breaks(version.policy, looker)}
        for start in sorted(day for day in days if version.from_ <= day < end):
            drafts.append(_segment(start, version.policy, looker, unknown))
    scale = lcm(*(figure.denominator for draft in drafts for figure in draft.figures))
    segments = tuple(draft.scaled(scale) for draft in drafts)
    starts = tuple(segment.start for segment in segments)
    return Tariff(scale, segments, starts, tuple(unknown), any(segment.cap for segment in segments))


def _breaks(policy: Policy, looker: _Looker) -> Iterator[date]:
    yield from looker.breaks(_all_rates(policy), policy)
    if not _is_judicial(policy):
        if policy.cap.at == FLOATING:
            yield from looker.breaks(policy.cap.annual, policy)
        else:
            yield from (row.from_ for row in policy.cap.annual if row.from_)
    else:
        yield JUDICIAL_CHANGE
    yield from (rule.from_ for rule in policy.accruals if rule.from_)
    basis = policy.day_count.basis
    if basis is Basis.ACTUAL:
        years = range(1980, _LAST_YEAR_OF_ACTUAL)
        yield from (date(year, 1, 1) for year in years if basis.days(year) != basis.days(year - 1))


@dataclass(frozen=True, slots=True)
class _Draft:
    """A segment before its shares are brought over the common scale."""

    segment: Segment
    figures: tuple[Fraction, ...]
    """Per day: each rule, delayed performance, the cap."""

    def scaled(self, scale: int) -> Segment:
        whole = [figure.numerator * (scale // figure.denominator) for figure in self.figures]
        segment = self.segment
        rules = tuple(replace(rule, per_day=n) for rule, n in zip(segment.rules, whole, strict=False))
        cap = replace(segment.cap, per_day=whole[-1]) if segment.cap else None
        delayed = replace(segment.delayed, per_day=whole[len(rules)])
        return replace(segment, rules=rules, delayed=delayed, cap=cap)


def _segment(start: date, policy: Policy, looker: _Looker, unknown: dict[str, None]) -> _Draft:
    rules, figures = [], []
    for rule, on in _rules(policy):
        rule_rate, figure = _rule_rate(rule, on, start, policy, looker, unknown)
        rules.append(rule_rate)
        figures.append(figure)
    delayed = looker.per_day(policy.judgment_rate, start, policy) or Fraction(0)
    cap, cap_figure = _cap(start, policy, looker)
    segment = Segment(
        start=start,
        rules=tuple(rules),
        delayed=RuleRate(_DELAYED, PENALTY, On.JUDGMENT_MONEY, 0, policy.judgment_rate.text),
        cap=cap,
        capped=frozenset(COMPONENTS.index(component) for component in policy.cap.components),
        penalty_to_principal=policy.cap.penalty_to_principal,
    )
    return _Draft(segment, (*figures, delayed, cap_figure))


def _rules(policy: Policy) -> Iterator[tuple[Accrual, On]]:
    interest = policy.keys.interest
    if interest is None:
        for rule in policy.accruals:
            yield rule, _ON[rule.base]
        return
    yield Accrual("interest", Component.INTEREST, Base.PRINCIPAL, interest.rate), On.PRINCIPAL
    yield Accrual("compound_interest", Component.INTEREST, Base.PRINCIPAL, interest.rate), On.BILLED_INTEREST


def _rule_rate(
    rule: Accrual, on: On, day: date, policy: Policy, looker: _Looker, unknown: dict[str, None]
) -> tuple[RuleRate, Fraction]:
    component = COMPONENTS.index(rule.component)
    row = row_on(rule.rates, day)
    if row is None:
        return RuleRate(rule.name, component, on, 0, "none", rule.from_), Fraction(0)
    try:
        per_day = looker.per_day(row.rate, day, policy)
    except Refused as refusal:
        return RuleRate(rule.name, component, on, 0, row.rate.text, rule.from_, refusal), Fraction(0)
    if per_day is None:
        unknown[rule.name] = None
        return RuleRate(rule.name, component, on, 0, row.rate.text, rule.from_), Fraction(0)
    per_day = max(per_day, Fraction(0))
    text = looker.text(row.rate, per_day, day, policy)
    return RuleRate(rule.name, component, on, 0, text, rule.from_), per_day


def _cap(day: date, policy: Policy, looker: _Looker) -> tuple[RuleRate | None, Fraction]:
    rows = [row for row in policy.cap.annual if row.from_ is None or row.from_ <= day]
    if not rows or (rows[-1].rate is not JUDICIAL and not rows[-1].rate.summands):
        return None, Fraction(0)
    rate = rows[-1].rate
    blank = RuleRate("cap.annual", PENALTY, On.PRINCIPAL, 0, rate.text)
    try:
        yearly = _judicial(day, looker) if rate is JUDICIAL else _yearly(rate, day, policy, looker)
    except Refused as refusal:
        return replace(blank, refusal=refusal), Fraction(0)
    return replace(blank, text=f"{percent_text(yearly)}/year"), yearly / _CAP_YEAR


def _judicial(day: date, looker: _Looker) -> Fraction:
    contract = looker.fixed_day(CONTRACT_DATE, day)
    if contract >= JUDICIAL_CHANGE:
        return looker.references.on("lpr_1y", contract) * 4
    if day < JUDICIAL_CHANGE:
        return JUDICIAL_BEFORE
    return looker.references.on("lpr_1y", looker.sued) * 4


def _yearly(rate: Rate, day: date, policy: Policy, looker: _Looker) -> Fraction:
    """The cap a year: references at the day the cap names, by default the contract date."""
    anchor = policy.cap.at or CONTRACT_DATE
    total = Fraction(0)
    for part in rate.summands:
        if part.reference == CONTRACT:
            row = row_on(policy.keys.contract_rate, day)
            per_day = looker.per_day(row.rate, day, policy) if row else None
            if per_day is None:
                raise Refused(msg("case {case}: the cap needs the contract rate", case=looker.case))
            total += per_day * policy.day_count.basis.days(day.year) * part.factor
        elif part.reference:
            fixed = looker.fixed_day(part.at or (None if anchor == FLOATING else anchor), day)
            total += looker.references.on(part.reference, fixed) * part.factor
        else:
            days = {Unit.DAY: _CAP_YEAR, Unit.MONTH: 12}.get(part.unit or Unit.YEAR, 1)
            total += part.factor * days
    return total


def as_yuan(cents: int) -> Decimal:
    """Whole cents as yuan with two decimals."""
    return Decimal(cents).scaleb(-2)
