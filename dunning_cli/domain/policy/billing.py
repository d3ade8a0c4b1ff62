"""Bills by area and price: property and heating fees, with suspended households and a discount for paying ahead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Annotated

from dunning_cli.domain.policy.card_keys import MonthDay
from dunning_cli.kernel.dates import ONE_DAY, add_months, clamped
from dunning_cli.kernel.errors import Unreadable
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.money import ZERO, exact_to_cents
from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.rates import Percent
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import Scalar, TypedAs, key
from dunning_cli.kernel.values import Amount, Count, Day, PositiveAmount

MOST_PERIODS = 120
"""Of a span: ten years of months."""
_LAST_OF_EVERY_MONTH = 31
_TO = ".."
_PERIOD = pattern(r"([0-9]{4})(?:Q([1-4])|-([0-9]{2}))?", re.ASCII)


class BillEvery(StrEnum):
    """How often a bill is made."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


_MONTHS = {BillEvery.MONTH: 1, BillEvery.QUARTER: 3, BillEvery.YEAR: 12}


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspended:
    """Months in which the household is suspended (报停)."""

    from_: Day = key("first day", required=True)
    until: Day | None = key("last day; open while missing")

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """The end is not before the beginning."""
        if self.until is not None and self.until < self.from_:
            yield "until", msg("until is before from")

    def covers(self, first: date, last: date) -> bool:
        """Whether it holds for the whole span."""
        return self.from_ <= first and (self.until is None or last <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Billing:
    """How the bills of a policy or a case are made."""

    every: BillEvery = key("month, quarter or year", default=BillEvery.QUARTER)
    price: PositiveAmount | None = key("yuan per square metre and month")
    area: Amount | None = key("square metres billed; given by the case")
    due_day: MonthDay | None = key(
        "day of the period's first month on which its bill is due, the last one where the month is shorter; 31 while "
        "missing"
    )
    due_days: Count | None = key("instead: days from the first day of the period to the due date")
    prepay_discount: Percent | None = key("discount of a bill paid ahead")
    prepay_days: Count | None = key(
        "days before its due date by which a bill has to be paid ahead for the discount: `bill` then sees itself who "
        "did; unless given, bill --prepaid says it"
    )
    suspended: tuple[Suspended, ...] = key("months in which the household is suspended", default=())
    suspended_share: Percent = key("share of the price still owed for a suspended month", default=Fraction(0))

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """The due date is said in one way; days for paying ahead are of a discount."""
        if self.due_day is not None and self.due_days is not None:
            yield "due_days", msg("due_day and due_days exclude each other")
        if self.prepay_days is not None and self.prepay_discount is None:
            yield "prepay_days", msg("there is no prepay_discount that prepay_days could be for")


@dataclass(frozen=True, slots=True)
class BillPeriod:
    """The months a bill is for: first day of the first, first day after the last, and its name."""

    first: date
    end: date
    name: str

    def months(self) -> Iterator[tuple[date, date]]:
        """First and last day of each month."""
        begin = self.first
        while begin < self.end:
            following = add_months(begin, 1)
            yield begin, following - ONE_DAY
            begin = following


def parse_period(text: str) -> BillPeriod:
    """A month `2026-01`, a quarter `2026Q1` or a year `2026`. Raises Unreadable."""
    match = _PERIOD.fullmatch(text)
    month = int(match[3]) if match and match[3] else 1
    if match is None or not 1 <= month <= 12 or not 1900 <= int(match[1]) <= 2198:
        raise Unreadable(msg("'{text}' is not a period: write 2026-01, 2026Q1 or 2026", text=text))
    year, quarter = int(match[1]), match[2]
    if quarter:
        first = date(year, 3 * int(quarter) - 2, 1)
        return BillPeriod(first, add_months(first, 3), text)
    first = date(year, month, 1)
    return BillPeriod(first, add_months(first, 1 if match[3] else 12), text)


def period_of(reference: str) -> BillPeriod | None:
    """The period that the reference of a bill tells, capitals aside; None where it tells none."""
    try:
        return parse_period(reference.upper())
    except Unreadable:
        return None


@dataclass(frozen=True, slots=True)
class BillSpan:
    """Periods of one length that follow each other, as `2025Q1..2025Q4` names them; a single one names itself."""

    periods: tuple[BillPeriod, ...]
    name: str


def parse_span(text: str) -> BillSpan:
    """A period, or the first and the last of several of one length: `2025Q1..2025Q4`. Raises Unreadable."""
    begin, several, end = (part.strip() for part in text.partition(_TO))
    if not several:
        return BillSpan((parse_period(begin),), begin)
    first, last = parse_period(begin), parse_period(end)
    if len(begin) != len(end) or ("Q" in begin) != ("Q" in end):
        raise Unreadable(msg("'{first}' and '{last}' are not of one length", first=begin, last=end))
    if last.first < first.first:
        raise Unreadable(msg("'{last}' lies before '{first}'", first=begin, last=end))
    periods = [first]
    while periods[-1].first < last.first:
        periods.append(_following(periods[-1]))
        if len(periods) > MOST_PERIODS:
            raise Unreadable(msg("'{text}' is more than {most} periods", text=text, most=MOST_PERIODS))
    return BillSpan(tuple(periods), f"{begin}{_TO}{end}")


def _following(period: BillPeriod) -> BillPeriod:
    day = period.end
    if "Q" in period.name:
        return parse_period(f"{day.year}Q{(day.month + 2) // 3}")
    return parse_period(f"{day:%Y-%m}" if "-" in period.name else f"{day.year}")


SpanName = Annotated[
    BillSpan,
    Scalar(
        label("month, quarter or year, or several as 2025Q1..2025Q4"),
        parse_span,
        lambda span: span.name,
        typed_as=TypedAs.PERIOD,
    ),
]


def bill_amount(billing: Billing, period: BillPeriod, prepaid: bool) -> Decimal:
    """What a household owes for a period, yuan: area × price for each month, to the cent, half up.

    A month suspended as a whole counts with its share; the discount for paying ahead comes off the sum.
    """
    monthly = Fraction(billing.area or ZERO) * Fraction(billing.price or ZERO)
    exact = sum((monthly * _share(billing, first, last) for first, last in period.months()), Fraction(0))
    if prepaid and billing.prepay_discount is not None:
        exact *= 1 - billing.prepay_discount
    return exact_to_cents(exact)


def _share(billing: Billing, first: date, last: date) -> Fraction:
    suspended = any(span.covers(first, last) for span in billing.suspended)
    return billing.suspended_share if suspended else Fraction(1)


def due_date(billing: Billing, period: BillPeriod) -> date:
    """The last day for paying the bill of a period."""
    if billing.due_days is not None:
        return period.first + timedelta(days=billing.due_days)
    return clamped(period.first.year, period.first.month, billing.due_day or _LAST_OF_EVERY_MONTH)


def ahead_until(billing: Billing, due: date) -> date | None:
    """The last day on which a bill due on a day counts as paid ahead; None where the rules leave that to be said."""
    return None if billing.prepay_days is None else due - timedelta(days=billing.prepay_days)


def fits(billing: Billing, period: BillPeriod) -> bool:
    """Whether the period is as long as the bills are."""
    return len(list(period.months())) == _MONTHS[billing.every]
