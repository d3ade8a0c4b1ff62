"""Instalment schedules: equal instalments, equal principal, flat interest, interest first, bullet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from dunning_cli.domain.account.interest_count import period_share, share_between
from dunning_cli.domain.account.schedule_order import (
    SCHEDULE_LABELS,
    Part,
    ScheduleOrder,
    check_order,
    is_rounded,
)
from dunning_cli.domain.case.codes.schedules import (
    MONTHS_OF,
    Collected,
    DueDayRule,
    Every,
    InterestCount,
    RoundTo,
    ScheduleKind,
)
from dunning_cli.kernel.dates import ONE_DAY, add_months
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.money import ZERO, as_cents, as_yuan, exact_to_cents


def schedule(order: ScheduleOrder) -> tuple[Part, ...]:
    """The instalments of an order; principal adds up exactly, the last part takes what rounding left.

    Raises Refused for no principal, no or too many periods, a first due date not after the start, a grace that
    swallows the term, and rounding that leaves nothing for the last instalment or nothing for those before it.
    """
    check_order(order)
    dues = list(due_dates(order))
    if order.kind is ScheduleKind.BULLET:
        return (_bullet(order, dues),)
    begins = [order.start, *dues]
    shares = [
        _share(order, begin, end, number)
        for number, (begin, end) in enumerate(zip(begins, dues, strict=False), start=1)
    ]
    parts = tuple(_parts(order, dues, shares))
    _check_last(order, parts)
    return _put_off(order, parts)


def _check_last(order: ScheduleOrder, parts: Sequence[Part]) -> None:
    """Refuses instalments rounded so far up that the last has no principal left to pay."""
    paid_off = next(part.number for part in parts if part.remaining == ZERO)
    if paid_off < order.periods:
        raise Refused(
            msg(
                "rounded to the {unit}, {count} of {periods} instalments pay off {principal} and leave nothing for the"
                " last: take fewer periods, or round less",
                unit=SCHEDULE_LABELS[RoundTo][order.round_to],
                count=paid_off,
                periods=order.periods,
                principal=order.principal,
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
    due = add_months(order.first, months, order.agreed_day)
    if order.due_day is DueDayRule.ROLL and due.day < order.agreed_day:
        return due + ONE_DAY
    return due


def _share(order: ScheduleOrder, begin: date, end: date, number: int) -> Fraction:
    """Interest of one period as a share of the principal."""
    if number <= order.interest_free:
        return Fraction(0)
    if order.count is InterestCount.PERIOD:
        return period_share(order.rate, order.every)
    return share_between(order.rate, order.count, begin, end, _day_counted_by(order, begin))


def _day_counted_by(order: ScheduleOrder, begin: date) -> int:
    """The day of the month by which a stretch runs: that of the due dates where it begins on one, or a period before."""
    regular = begin != order.start or begin == order.every.before(order.first, order.agreed_day)
    return order.agreed_day if regular else begin.day


def _bullet(order: ScheduleOrder, dues: Sequence[date]) -> Part:
    """All at the end, with the interest of the whole time, rounded once."""
    free = order.interest_free
    if order.count is InterestCount.PERIOD:
        share = period_share(order.rate, order.every) * (order.periods - free)
    else:
        begin = dues[free - 1] if free else order.start
        share = share_between(order.rate, order.count, begin, dues[-1], _day_counted_by(order, begin))
    return Part(1, dues[-1], order.principal, exact_to_cents(Fraction(order.principal) * share), ZERO)


def _parts(order: ScheduleOrder, dues: Sequence[date], shares: Sequence[Fraction]) -> Iterator[Part]:
    remaining, usual = order.principal, _usual_amount(order)
    for number, (due, share) in enumerate(zip(dues, shares, strict=True), start=1):
        base = order.principal if order.kind is ScheduleKind.FLAT else remaining
        interest = exact_to_cents(Fraction(base) * share)
        if number == order.periods:
            principal = remaining
        elif number <= order.interest_only:
            principal = ZERO
        elif order.kind is ScheduleKind.EQUAL_INSTALMENT:
            principal = min(remaining, max(usual - interest, ZERO))
        else:
            principal = min(remaining, usual)
        remaining -= principal
        yield Part(number, due, principal, interest, remaining)


def _usual_amount(order: ScheduleOrder) -> Decimal:
    """The instalment where all are equal, else the principal in one: rounded, and the same in all but the last.

    Raises Refused where rounding leaves no principal in it.
    """
    if not is_rounded(order.kind):
        return ZERO
    if order.instalment is not None:
        return order.instalment
    interest = exact_to_cents(Fraction(order.principal) * period_share(order.rate, order.every))
    if order.kind is ScheduleKind.EQUAL_INSTALMENT:
        usual = _equal_instalment(order)
        principal = usual if order.interest_free > order.interest_only else usual - interest
    elif order.kind is ScheduleKind.FLAT:
        # what is paid each time is rounded, interest and all
        part = Fraction(order.principal) / order.repaying
        usual = principal = order.rounded(part + Fraction(interest)) - interest
    else:
        usual = principal = order.rounded(Fraction(order.principal) / order.repaying)
    if principal <= ZERO and order.repaying > 1:
        raise Refused(
            msg(
                "rounded to the {unit}, an instalment pays nothing of {principal} back:"
                " take fewer periods, or round less or up",
                unit=SCHEDULE_LABELS[RoundTo][order.round_to],
                principal=order.principal,
            )
        )
    return usual


def with_instalment(order: ScheduleOrder, instalment: Decimal) -> ScheduleOrder:
    """The order with as few periods as an instalment of so many yuan pays it off in, at most those it has.

    Of equal instalments it is the whole of one, of equal principal the principal in it. Raises Refused where it does not
    pay it off in them.
    """
    for periods in range(1, order.periods + 1):
        shorter = replace(order, periods=periods, interest_only=0)
        if shorter.kind is ScheduleKind.EQUAL_INSTALMENT:
            needed = _equal_instalment(shorter)
        else:
            needed = exact_to_cents(Fraction(order.principal) / periods)
        if needed <= instalment:
            return replace(shorter, instalment=instalment)
    raise Refused(
        msg(
            "instalments of {amount} do not pay {principal} off in {periods}",
            amount=instalment,
            principal=order.principal,
            periods=order.periods,
        )
    )


def _equal_instalment(order: ScheduleOrder) -> Decimal:
    """The instalment that pays principal and interest off in equal parts, rounded.

    Principal ÷ what one yuan with each instalment that pays back is worth at the start of them, at the rate of a
    period; a period without interest takes nothing off.
    """
    free = max(order.interest_free - order.interest_only, 0)
    bearing = order.repaying - free
    share = period_share(order.rate, order.every)
    worth = (1 - (1 + share) ** -bearing) / share if share else Fraction(bearing)
    return order.rounded(Fraction(order.principal) / (free + worth))


def _put_off(order: ScheduleOrder, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The parts with the interest of the first periods taken out of them and put into later ones."""
    if not order.interest_deferred:
        return parts
    first, rest = parts[: order.interest_deferred], parts[order.interest_deferred :]
    later = _collected(order, sum((part.interest for part in first), ZERO), len(rest))
    return (
        *(Part(part.number, part.due, part.principal, ZERO, part.remaining) for part in first),
        *(
            Part(part.number, part.due, part.principal, part.interest + more, part.remaining, more)
            for part, more in zip(rest, later, strict=True)
        ),
    )


def _collected(order: ScheduleOrder, deferred: Decimal, count: int) -> tuple[Decimal, ...]:
    """What each of so many later instalments takes of the interest put off, yuan; the last one what is over.

    Shares are rounded down to the unit of the instalments, so that the last is never below zero.
    """
    nothing = (ZERO,) * (count - 1)
    if order.collected is Collected.NEXT:
        return (deferred, *nothing)
    if order.collected is Collected.LAST:
        return (*nothing, deferred)
    step = order.round_to.cents
    each = as_yuan(as_cents(deferred) // (count * step) * step)
    return (*(each for _ in nothing), deferred - each * (count - 1))
