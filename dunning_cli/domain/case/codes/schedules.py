"""The words that an instalment schedule is ordered with."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from dunning_cli.kernel.dates import add_months


class ScheduleKind(StrEnum):
    """How principal and interest are spread."""

    EQUAL_INSTALMENT = "equal-instalment"
    EQUAL_PRINCIPAL = "equal-principal"
    INTEREST_FIRST = "interest-first"
    BULLET = "bullet"


class InterestCount(StrEnum):
    """Interest by whole periods, or by the days of each period on a basis."""

    PERIOD = "period"
    DAYS_360 = "360"
    DAYS_365 = "365"
    ACTUAL = "actual"
    THIRTY_360 = "30-360"


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


MONTHS_OF = {Every.MONTH: 1, Every.QUARTER: 3, Every.YEAR: 12}
"""The months of a period that is counted in them."""
