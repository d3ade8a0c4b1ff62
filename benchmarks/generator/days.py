"""The office's days: Monday to Friday, and the hours at which things are written down."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

ZONE = timezone(timedelta(hours=8))
_FIRST_WEEKEND_DAY = 5


def moment(day: date, hour: int, minute: int = 0, seconds: int = 0) -> datetime:
    """A moment of a day in the office's time; seconds may run on into the next minutes and hours."""
    return datetime.combine(day, time(hour, minute), ZONE) + timedelta(seconds=seconds)


def working_day(day: date) -> date:
    """The day, or the Monday after it."""
    while day.weekday() >= _FIRST_WEEKEND_DAY:
        day += timedelta(1)
    return day


def next_working_day(day: date) -> date:
    """The first working day after a day."""
    return working_day(day + timedelta(1))


def month_later(day: date, months: int) -> date:
    """The same day of another month; none after the 28th is asked for."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, day.day)
