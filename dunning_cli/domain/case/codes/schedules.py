"""The words that an instalment schedule is ordered with."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from dunning_cli.kernel.dates import add_months


class ScheduleKind(StrEnum):
    """How principal and interest are spread."""

    EQUAL_INSTALMENT = "equal-instalment"
    EQUAL_PRINCIPAL = "equal-principal"
    FLAT = "flat"
    INTEREST_FIRST = "interest-first"
    BULLET = "bullet"


class InterestCount(StrEnum):
    """Interest by whole periods, by the days of each period on a basis, or by whole months and the days left over."""

    PERIOD = "period"
    DAYS_360 = "360"
    DAYS_365 = "365"
    ACTUAL = "actual"
    THIRTY_360 = "30-360"
    THIRTY_E_360 = "30e-360"
    MONTHS_360 = "months-360"
    MONTHS_365 = "months-365"


class RoundTo(StrEnum):
    """What an instalment is a whole number of."""

    CENT = "cent"
    JIAO = "jiao"
    YUAN = "yuan"

    @property
    def cents(self) -> int:
        """How many cents it is."""
        return {RoundTo.CENT: 1, RoundTo.JIAO: 10, RoundTo.YUAN: 100}[self]


class Collected(StrEnum):
    """With which instalments interest is collected that was put off: spread over the rest, the next one or the last."""

    SPREAD = "spread"
    NEXT = "next"
    LAST = "last"


class DueDayRule(StrEnum):
    """What a due day does that a month does not have: the month's last day, or the next month's first."""

    CLAMP = "clamp"
    ROLL = "roll"


class Every(StrEnum):
    """The length of a period."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    WEEK = "week"

    def before(self, due: date, day: int | None = None) -> date:
        """The day one period earlier, on that day of the month where one is given."""
        return due - timedelta(weeks=1) if self is Every.WEEK else add_months(due, -MONTHS_OF[self], day)

    def after(self, day: date) -> date:
        """The day one period later."""
        return day + timedelta(weeks=1) if self is Every.WEEK else add_months(day, MONTHS_OF[self])


MONTHS_OF = {Every.MONTH: 1, Every.QUARTER: 3, Every.YEAR: 12}
"""The months of a period that is counted in them."""
