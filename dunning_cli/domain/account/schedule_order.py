"""What an instalment schedule is ordered with, and what it is made of."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from dunning_cli.domain.case.codes.schedules import (
    Collected,
    DueDayRule,
    Every,
    InterestCount,
    RoundTo,
    ScheduleKind,
)
from dunning_cli.domain.case.references import INSTALMENTS
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.money import ZERO, as_yuan
from dunning_cli.kernel.record import dataclass

SCHEDULE_LABELS: dict[type[StrEnum], dict[StrEnum, Message]] = {
    ScheduleKind: {kind: INSTALMENTS[kind.value] for kind in ScheduleKind},
    InterestCount: {
        InterestCount.PERIOD: label("by period"),
        InterestCount.ACTUAL: label("by actual days"),
        InterestCount.MONTHS_360: label("by whole months, days on 360"),
        InterestCount.MONTHS_365: label("by whole months, days on 365"),
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
    RoundTo: {RoundTo.CENT: label("cent"), RoundTo.JIAO: label("jiao"), RoundTo.YUAN: label("yuan")},
    Collected: {
        Collected.SPREAD: label("spread over the rest"),
        Collected.NEXT: label("with the next one"),
        Collected.LAST: label("with the last one"),
    },
}
"""The words for what a schedule is made of."""
MOST_PERIODS = 600


def is_rounded(kind: ScheduleKind) -> bool:
    """Whether instalments of a kind each pay back a part of the principal, and so are rounded."""
    return kind not in (ScheduleKind.INTEREST_FIRST, ScheduleKind.BULLET)


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
    interest_only: int = 0
    """How many instalments from the first have no principal."""
    interest_free: int = 0
    """How many periods from the first bear no interest."""
    interest_deferred: int = 0
    """Of how many periods from the first the interest is collected later."""
    collected: Collected = Collected.SPREAD
    """With which instalments that interest is collected."""
    round_to: RoundTo = RoundTo.CENT
    """What each instalment is a whole number of; the last one takes the remainder."""
    round_up: bool = False
    """Whether an instalment is rounded up, not to the nearest."""

    instalment: Decimal | None = None
    """What an instalment goes on paying, yuan: of equal instalments the whole of it, else the principal in it; the last
    one pays what is left."""

    @property
    def agreed_day(self) -> int:
        """The day of the month on which instalments fall due where a month has it."""
        return self.day or self.first.day

    @property
    def repaying(self) -> int:
        """How many instalments pay principal back, of a kind whose instalments all do."""
        return self.periods - self.interest_only

    def rounded(self, exact: Fraction) -> Decimal:
        """An exact figure in whole cents, jiao or yuan: up, or to the nearest, a half up."""
        steps = exact * 100 / self.round_to.cents
        whole = -(-steps // 1) if self.round_up else (2 * steps + 1) // 2
        return as_yuan(int(whole) * self.round_to.cents)


@dataclass(frozen=True, slots=True)
class Part:
    """One instalment, yuan; `remaining` is the principal left after it."""

    number: int
    due: date
    principal: Decimal
    interest: Decimal
    remaining: Decimal
    deferred: Decimal = ZERO
    """How much of the interest is of earlier periods, which was put off."""
    fee: Decimal = ZERO
    """What is charged with it besides, where it is a share of instalments that had fees."""

    @property
    def total(self) -> Decimal:
        """All of it."""
        return self.principal + self.interest + self.fee


def check_order(order: ScheduleOrder) -> None:
    """Raises Refused for no principal, no or too many periods, dates that do not fit, or a grace that swallows the term."""
    _check_terms(order)
    _check_rounding(order)
    _check_grace(order)


def _check_terms(order: ScheduleOrder) -> None:
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


def _check_rounding(order: ScheduleOrder) -> None:
    if (order.round_up or order.round_to is not RoundTo.CENT) and not is_rounded(order.kind):
        raise Refused(
            msg(
                "{kind}: there is no instalment to round, --round-to and --round-up are for the other kinds",
                kind=INSTALMENTS[order.kind.value],
            )
        )


def _check_grace(order: ScheduleOrder) -> None:
    """Refuses a grace that leaves nothing of the term, or that changes nothing."""
    kind = INSTALMENTS[order.kind.value]
    if order.interest_only and not is_rounded(order.kind):
        raise Refused(
            msg("{kind}: the principal is paid at the end as it is, without --interest-only", kind=kind)
        )
    if order.interest_deferred and order.kind is ScheduleKind.BULLET:
        raise Refused(
            msg("{kind}: the interest is paid at the end as it is, without --interest-deferred", kind=kind)
        )
    if order.interest_only >= order.periods:
        raise Refused(
            msg(
                "--interest-only {count} leaves none of {periods} instalments to pay the principal with",
                count=order.interest_only,
                periods=order.periods,
            )
        )
    if order.interest_free >= order.periods:
        raise Refused(
            msg(
                "--interest-free {count} leaves none of {periods} periods with interest; for none at all give --rate 0%",
                count=order.interest_free,
                periods=order.periods,
            )
        )
    if order.interest_deferred >= order.periods:
        raise Refused(
            msg(
                "--interest-deferred {count} leaves none of {periods} instalments to collect that interest with",
                count=order.interest_deferred,
                periods=order.periods,
            )
        )
    if 0 < order.interest_deferred <= order.interest_free:
        raise Refused(
            msg(
                "--interest-deferred {count} puts nothing off: the first {free} periods bear no interest",
                count=order.interest_deferred,
                free=order.interest_free,
            )
        )
