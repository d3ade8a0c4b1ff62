"""Times that reports are of, and those they are held against: the one before, and the same a year earlier."""

from __future__ import annotations

from datetime import date, timedelta

from dunning_cli.kernel.dates import add_months
from dunning_cli.kernel.record import dataclass

_ONE_DAY = timedelta(1)
_WEEK = 7
_YEAR = 12


@dataclass(frozen=True, slots=True)
class Period:
    """A time from its first to its last day, both included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def eve(self) -> date:
        """The day before its first."""
        return self.first - _ONE_DAY

    @property
    def is_whole_months(self) -> bool:
        """Whether it begins with a month and ends with one."""
        return self.first.day == 1 and (self.last + _ONE_DAY).day == 1

    def before(self) -> Period:
        """The time before it: as many months earlier where it begins with a month, else as many days right before it."""
        if self.first.day != 1:
            return self.preceding()
        return self._earlier(
            (self.last.year - self.first.year) * _YEAR + self.last.month - self.first.month + 1
        )

    def preceding(self) -> Period:
        """As many days right before it."""
        return Period(self.first - (self.last - self.eve), self.eve)

    def a_year_before(self) -> Period:
        """The same days of the year before; 29 February becomes the 28th."""
        return self._earlier(_YEAR)

    def _earlier(self, months: int) -> Period:
        """The same some months earlier; what was whole months stays such."""
        first = add_months(self.first, -months)
        if self.is_whole_months:
            return Period(first, add_months(self.last + _ONE_DAY, -months) - _ONE_DAY)
        return Period(first, add_months(self.last, -months))


def week_to(day: date) -> Period:
    """The seven days that end with a day."""
    return Period(day - timedelta(_WEEK - 1), day)


def month_of(day: date) -> Period:
    """The whole month of a day."""
    first = day.replace(day=1)
    return Period(first, add_months(first, 1) - _ONE_DAY)


def month_to(day: date) -> Period:
    """The month of a day, up to that day."""
    return Period(day.replace(day=1), day)


def month_up_to(day: date, today: date) -> Period:
    """The month of a day, up to today where it is not over."""
    month = month_of(day)
    return Period(month.first, today) if today in month else month


def month_before(day: date) -> Period:
    """The whole month before that of a day."""
    last = day.replace(day=1) - _ONE_DAY
    return Period(last.replace(day=1), last)


def year_to(day: date) -> Period:
    """The year of a day, up to that day."""
    return Period(day.replace(month=1, day=1), day)
