"""What a policy says of one day, read from its records: rates, caps, order of payments, days that stand still."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from math import floor
from typing import Any

ONE_DAY = timedelta(1)
COMPONENTS = ("principal", "interest", "penalty", "fee")
LPR_CHANGE = date(2020, 8, 20)
Item = dict[str, Any]
"""One charge or opening: cents by component, what accrued as fractions of a cent."""


class World:
    """What a case's figures depend on beside its entries: rules of a day, reference rates, dates of the contract."""

    def __init__(self, case: Any, case_policy: Any, as_of: date) -> None:
        self.case_policy = case_policy
        self.as_of = as_of
        self.contract_date = case.contract_date
        taken_back = {entry.entry for entry in case.entries if entry.kind == "reversal"}
        known = [
            e for e in case.entries if e.date <= as_of and e.id not in taken_back and e.kind != "reversal"
        ]
        # what had ended before it was to be charged never was
        ended: dict[str, date] = {}
        for entry in known:
            if entry.kind in ("acceleration", "reschedule"):
                for row in entry.ended:
                    ended[row.entry] = min(entry.date, ended.get(row.entry, entry.date))
        known = [e for e in known if e.date <= ended.get(e.id, e.date)]
        self.entries = sorted(known, key=lambda entry: (entry.date, entry.at, entry.id))
        self.sued = next((e.date for e in self.entries if e.kind == "legal" and e.step == "file"), as_of)
        accepted = [e.accepted for e in self.entries if e.kind == "insolvency" and e.interest_stops]
        self.fixed = min((day for day in accepted if day), default=date.max)
        self.holds = [e for e in self.entries if e.kind == "hold" and e.what != "contact"]
        self._policies: dict[date, Any] = {}
        self._rates: dict[date, list[tuple[str, str, str, Fraction]]] = {}

    def policy(self, day: date) -> Any:
        """The rules of a day, agreed changes included."""
        if day not in self._policies:
            self._policies[day] = self.case_policy.on(day, self.as_of)
        return self._policies[day]

    def both_ends(self, day: date) -> bool:
        """Whether the day looked at counts too."""
        return bool(self.policy(day).day_count.ends == "inclusive")

    def first_after(self, due: date) -> date:
        """The first day counted from a due date: the day after it where both ends count."""
        return due + ONE_DAY if self.both_ends(self.as_of) else due

    def stands_still(self, day: date) -> bool:
        """Nothing accrues on the days of a hold, both its ends included, nor once an insolvency has fixed the claim."""
        return day >= self.fixed or any(
            hold.from_ <= day and (hold.until is None or day <= hold.until) for hold in self.holds
        )

    def rates(self, day: date) -> list[tuple[str, str, str, Fraction]]:
        """Each accrual rule of a day: name, component, base, share per day."""
        if day not in self._rates:
            policy = self.policy(day)
            rules = [rule for rule in policy.accruals if rule.from_ is None or rule.from_ <= day]
            self._rates[day] = [(r.name, r.component, r.base, self.per_day(r.rates, day)) for r in rules]
        return self._rates[day]

    def per_day(self, rows: Sequence[Any], day: date) -> Fraction:
        """A dated rate on a day as a share per day; zero where no row holds or the contract rate is missing."""
        row = holding(rows, day)
        return self.rate(row.rate, day) if row else Fraction(0)

    def rate(self, rate: Any, day: date, basis: Any = None) -> Fraction:
        """A rate on a day as a share per day, over the policy's year or another."""
        policy, total = self.policy(day), Fraction(0)
        year = days_of_year(basis or policy.day_count.basis, day)
        for part in rate.summands:
            if part.reference == "contract":
                contract = holding(policy.keys.contract_rate, day)
                if contract is None:
                    return Fraction(0)
                total += self.rate(contract.rate, day, basis) * part.factor
            elif part.reference:
                total += self.reference(part, day) * part.factor / year
            elif part.unit == "day":
                total += part.factor
            elif part.unit == "month":
                total += part.factor / 30
            else:
                total += part.factor / year
        return max(total, Fraction(0))

    def reference(self, part: Any, day: date) -> Fraction:
        """A reference rate per year, floating or as of the date it is fixed at."""
        fixed = self.contract_date if part.at == "contract_date" else part.at or day
        return Fraction(self.case_policy.references.on(part.reference, fixed))

    def caps(self, policy: Any) -> list[Any]:
        """The rows of the annual cap that are of this contract."""
        return [
            row
            for row in policy.cap.annual
            if row.contracts_from is None or (self.contract_date and self.contract_date >= row.contracts_from)
        ]

    @property
    def has_cap(self) -> bool:
        """Whether an annual cap holds at any time."""
        versions = self.case_policy.versions(self.as_of)
        return any(row.rate.text != "none" for version in versions for row in self.caps(version.policy))

    def cap(self, day: date) -> Fraction | None:
        """The annual cap of a day as a share of principal per day, always on 365 days; None where there is none."""
        policy = self.policy(day)
        row = holding(self.caps(policy), day)
        if row is None or row.rate.text == "none":
            return None
        if row.rate.text == "judicial":
            return self._judicial(day) / 365
        anchor = policy.cap.at or "contract_date"
        at = {"contract_date": self.contract_date, "floating": day}.get(anchor, anchor)
        yearly = Fraction(0)
        for part in row.rate.summands:
            known = self.case_policy.references.on(part.reference, at) if part.reference else Fraction(1)
            yearly += known * part.factor * {"day": 365, "month": 12}.get(part.unit, 1)
        return yearly / 365

    def _judicial(self, day: date) -> Fraction:
        lpr = self.case_policy.references.on
        if self.contract_date >= LPR_CHANGE:
            return 4 * lpr("lpr_1y", self.contract_date)
        return Fraction(24, 100) if day < LPR_CHANGE else 4 * lpr("lpr_1y", self.sued)


def holding(rows: Sequence[Any], day: date) -> Any:
    """The last row of a dated list that has begun."""
    begun = [row for row in rows if row.from_ is None or row.from_ <= day]
    return begun[-1] if begun else None


def days_of_year(basis: Any, day: date) -> int:
    return int(basis) if basis != "actual" else 366 if isleap(day.year) else 365


def order_of(allocation: Any, days_past_due: int) -> list[str]:
    """The order of components at that age, those not named last."""
    order = list(allocation.order)
    for later in allocation.switch:
        if days_past_due >= later.from_:
            order = list(later.order)
    return order + [component for component in COMPONENTS if component not in order]


def arranged(
    groups: Sequence[list[Item]],
    allocation: Any,
    days_past_due: int,
    to: str | None,
    to_item: str | None,
    ahead: Collection[int] = (),
) -> list[tuple[Item, str]]:
    """Items and components in the order money serves them: the payer's direction, then group by group.

    `ahead`: the ids of what is not yet due, which may have an order of its own.
    """
    usual = order_of(allocation, days_past_due)
    early = list(allocation.ahead) + [c for c in COMPONENTS if c not in allocation.ahead]
    first = [to] if to else []

    def own(item: Item) -> list[str]:
        return early if allocation.ahead and id(item) in ahead else usual

    named = [item for group in groups for item in group if to_item and item["id"] == to_item]
    served = [(item, component) for item in named for component in (*first, *own(item))]
    served += [(item, component) for component in first for group in groups for item in group]
    for group in groups:
        order = own(group[0]) if group else usual
        if allocation.across == "item":
            served += [(item, component) for item in group for component in order]
        else:
            served += [(item, component) for component in order for item in group]
    return served


def to_cents(exact: Fraction, policy: Any) -> int:
    """A running total in whole cents, half up unless the policy truncates."""
    return floor(exact) if policy.rounding == "truncate" else floor(exact + Fraction(1, 2))


def share(percent: Fraction, cents: int) -> int:
    """A share of an amount in cents, half up."""
    return floor(percent * cents + Fraction(1, 2))


def parts(entry: Any) -> dict[str, int]:
    """The amounts of an entry in cents by component."""
    return {name: int((getattr(entry, name) or 0) * 100) for name in COMPONENTS}


def days(first: date, last: date) -> Iterator[date]:
    """Every day from the first through the last."""
    while first <= last:
        yield first
        first += ONE_DAY
