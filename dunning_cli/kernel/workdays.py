"""Working days: weekends, statutory holidays, and weekends that are worked in their place."""

from __future__ import annotations

from datetime import date

from dunning_cli.kernel.dates import ONE_DAY
from dunning_cli.kernel.record import dataclass

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The days that differ from the plain week; in years outside `years` only weekends are known to be off."""

    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()

    def knows(self, day: date) -> bool:
        """Whether the holidays of the day's year are known."""
        return day.year in self.years

    @property
    def last_year(self) -> int | None:
        """The last year whose holidays are known; None where none is."""
        return max(self.years, default=None)

    def known_through(self, day: date) -> date | None:
        """The last day up to which no year's holidays are unknown, from a day on; before a day of an unknown year,
        the last one whose holidays were known. None where there is none.
        """
        if self.knows(day):
            year = next(year for year in range(day.year, max(self.years) + 1) if year + 1 not in self.years)
        else:
            year = max((known for known in self.years if known < day.year), default=0)
        return date(year, 12, 31) if year else None


WEEKENDS_ONLY = WorkCalendar()
"""The calendar of somebody who knows no holidays."""


def is_workday(day: date, calendar: WorkCalendar) -> bool:
    """Whether offices and courts are open on a day."""
    if day in calendar.worked:
        return True
    return day.weekday() < _SATURDAY and day not in calendar.off


def last_day(day: date, calendar: WorkCalendar) -> date:
    """The last day of a period that ends on `day`: the next working day where that is a day off (民法典 203)."""
    while not is_workday(day, calendar):
        day += ONE_DAY
    return day


def workday_by(day: date, calendar: WorkCalendar) -> date:
    """The last working day up to a day: what is to be done by the end of a month is done before its days off."""
    while not is_workday(day, calendar):
        day -= ONE_DAY
    return day
