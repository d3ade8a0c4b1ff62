"""Instalment schedules: equal instalments, equal principal, interest first, bullet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from dunning_cli.domain.case.codes.schedules import MONTHS_OF, DueDayRule, Every, InterestCount, ScheduleKind
from dunning_cli.domain.case.references import INSTALMENTS
from dunning_cli.kernel.dates import ONE_DAY, add_months, clamped
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.money import CENT, ZERO, exact_to_cents
from dunning_cli.kernel.record import dataclass

SCHEDULE_LABELS: dict[type[StrEnum], dict[StrEnum, Message]] = {
    ScheduleKind: {kind: INSTALMENTS[kind.value] for kind in ScheduleKind},
    InterestCount: {
        InterestCount.PERIOD: label("by period"),
        InterestCount.ACTUAL: label("by actual days"),
    },
    DueDayRule: {
        DueDayRule.CLAMP: label("last day of the month"),
        DueDayRule.ROLL: label("first day of the next month"),
    },
    Every: {
        Every.MONTH: label("by the month"),
        Every.QUARTER: label("by the quarter"),
        Every.YEAR: label("by the year"),
        Every.WEEK: label("by the week"),
    },
}
"""The words for what a schedule is made of."""
_PERIODS_A_YEAR = {Every.MONTH: 12, Every.QUARTER: 4, Every.YEAR: 1, Every.WEEK: 52}
MOST_PERIODS = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleOrder:
    """What is to be spread: `principal` yuan from `start`, `rate` a year as a share, in `periods` parts."""

    kind: ScheduleKind
    principal: Decimal
    rate: Fraction
    periods: int
    start: date
    first: date
    every: Every = Every.MONTH
    count: InterestCount = InterestCount.PERIOD
    due_day: DueDayRule = DueDayRule.CLAMP
    day: int | None = None
    """Day of the month on which every instalment after the first is due; the first one's while None."""
    whole_yuan: bool = False
    """Instalments in whole yuan; the last one takes the remainder."""


@dataclass(frozen=True, slots=True)
class Part:
    """One instalment, yuan; `remaining` is the principal left after it."""

    number: int
    due: date
    principal: Decimal
    interest: Decimal
    remaining: Decimal

    @property
    def total(self) -> Decimal:
        """Principal and interest."""
        return self.principal + self.interest


def schedule(order: ScheduleOrder) -> tuple[Part, ...]:
    """The instalments of an order; principal adds up exactly, the last part takes what rounding left.

    Raises Refused for no principal, no or too many periods, or a first due date not after the start.
    """
    _check(order)
    dues = list(due_dates(order))
    shares = [
        _interest_share(order, begin, end) for begin, end in zip([order.start, *dues], dues, strict=False)
    ]
    if order.kind is ScheduleKind.BULLET:
        interest = exact_to_cents(Fraction(order.principal) * sum(shares))
        return (Part(1, dues[-1], order.principal, interest, ZERO),)
    return tuple(_parts(order, dues, shares))


def _check(order: ScheduleOrder) -> None:
    if order.principal <= ZERO:
        raise Refused(msg("the amount must be more than zero"))
    if not 1 <= order.periods <= MOST_PERIODS:
        raise Refused(
            msg("a schedule has 1 to {most} periods, not {count}", most=MOST_PERIODS, count=order.periods)
        )
    if order.day is not None and order.every is Every.WEEK:
        raise Refused(msg("--day is a day of the month; instalments of every week have none"))
    if order.first <= order.start:
        raise Refused(
            msg(
                "the first due date {first} is not after the start {start}",
                first=order.first,
                start=order.start,
            )
        )


def due_dates(order: ScheduleOrder) -> Iterator[date]:
    """The due date of each period, from the first."""
    for number in range(order.periods):
        if order.every is Every.WEEK:
            yield order.first + timedelta(weeks=number)
        else:
            yield _month_day(order, number * MONTHS_OF[order.every]) if number else order.first


def _month_day(order: ScheduleOrder, months: int) -> date:
    day = order.day or order.first.day
    due = add_months(order.first, months, day)
    if order.due_day is DueDayRule.ROLL and due.day < day:
        return due + ONE_DAY
    return due


def _interest_share(order: ScheduleOrder, begin: date, end: date) -> Fraction:
    """Interest of one period as a share of the principal."""
    if order.count is InterestCount.PERIOD:
        return order.rate / _PERIODS_A_YEAR[order.every]
    if order.count is InterestCount.THIRTY_360:
        return order.rate * _days_30(begin, end) / 360
    if order.count is InterestCount.ACTUAL:
        return sum((order.rate / (366 if _is_leap(day) else 365) for day in _days(begin, end)), Fraction(0))
    return order.rate * (end - begin).days / int(order.count.value)


def _days(begin: date, end: date) -> Iterator[date]:
    return (begin + timedelta(days=number) for number in range((end - begin).days))


def _is_leap(day: date) -> bool:
    return clamped(day.year, 2, 29).day == 29


def _days_30(begin: date, end: date) -> int:
    """Days between two dates when every month has thirty."""
    first, last = min(begin.day, 30), min(end.day, 30)
    return (end.year - begin.year) * 360 + (end.month - begin.month) * 30 + last - first


def _parts(order: ScheduleOrder, dues: list[date], shares: list[Fraction]) -> Iterator[Part]:
    remaining = order.principal
    instalment = _equal_instalment(order)
    for number, (due, share) in enumerate(zip(dues, shares, strict=True), start=1):
        interest = exact_to_cents(Fraction(remaining) * share)
        last = number == order.periods
        principal = remaining if last else min(remaining, _principal_part(order, instalment, interest))
        remaining -= principal
        yield Part(number, due, principal, interest, remaining)


def _principal_part(order: ScheduleOrder, instalment: Decimal, interest: Decimal) -> Decimal:
    if order.kind is ScheduleKind.INTEREST_FIRST:
        return ZERO
    if order.kind is ScheduleKind.EQUAL_PRINCIPAL:
        return _stepped(Fraction(order.principal) / order.periods, order.whole_yuan)
    return max(instalment - interest, ZERO)


def _equal_instalment(order: ScheduleOrder) -> Decimal:
    """The instalment that pays principal and interest off in equal parts, rounded."""
    principal, periods = Fraction(order.principal), order.periods
    share = order.rate / _PERIODS_A_YEAR[order.every]
    if share == 0:
        return _stepped(principal / periods, order.whole_yuan)
    growth = (1 + share) ** periods
    return _stepped(principal * share * growth / (growth - 1), order.whole_yuan)


def _stepped(exact: Fraction, whole_yuan: bool) -> Decimal:
    if whole_yuan:
        return Decimal(int(exact + Fraction(1, 2))).quantize(CENT)
    return exact_to_cents(exact)
