"""A card's statements: their dates, minimum payments and fees."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from dunning_cli.domain.policy.card_keys import OverLimitFee
from dunning_cli.domain.policy.grace import NO_GRACE, Grace
from dunning_cli.domain.policy.late_fee import within
from dunning_cli.kernel.dates import add_months, clamped
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.shares import share_of


@dataclass(slots=True, eq=False)
class Statement:
    """One statement; amounts in cents. A takeover's opening counts as one, without a late fee."""

    index: int
    day: date
    due: date
    own: int
    """What its minimum asks for beyond the earlier unpaid minimums."""
    covered: int = 0
    """How much of `own` has been paid or waived."""
    opening: bool = False
    grace: Grace = NO_GRACE

    @property
    def last_day(self) -> date:
        """The last day on which paying it is in time."""
        return self.grace.last_day(self.due)

    @property
    def uncovered(self) -> int:
        """What is still missing of its own part of the minimum, cents."""
        return self.own - self.covered


def statement_on_or_after(day: date, statement_day: int) -> date:
    """The first statement date not before a day; clamped to the month's end."""
    candidate = clamped(day.year, day.month, statement_day)
    return candidate if candidate >= day else add_months(day, 1, statement_day)


def due_after(statement: date, due_day: int) -> date:
    """The next due day after a statement date; clamped to the month's end."""
    candidate = clamped(statement.year, statement.month, due_day)
    return candidate if candidate > statement else add_months(statement, 1, due_day)


def opening_minimum(percent: Fraction, owed: tuple[int, int, int, int]) -> int:
    """What the minimum of a debt taken over asks for, cents: a share of its principal, and all the rest."""
    principal, *charges = owed
    return share_of(percent, principal) + sum(charges)


def over_limit_fee(rule: OverLimitFee, over: int) -> int:
    """The former fee on the part of a balance above the credit limit, cents."""
    return within(share_of(rule.percent, over), rule.min, None) if over > 0 else 0
