"""The working days of the sample's half year, and the moments at which the office writes things down."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

YEAR = 2026
TODAY = date(2026, 6, 15)
OFFICE_ZONE = timezone(timedelta(hours=8))
OPENS, CLOSES = time(8, 30), time(18, 0)
LAST_MOMENT = datetime(2026, 6, 15, 9, 55, tzinfo=OFFICE_ZONE)
"""The fixed day of the sample stands for 10:00; nothing is recorded after that."""

_ONE_DAY = timedelta(days=1)
_WORKED_WEEKENDS = {date(2026, 1, 4), date(2026, 2, 14), date(2026, 2, 28), date(2026, 5, 9)}
_HOLIDAYS = {
    *(date(2026, 1, day) for day in range(1, 4)),
    *(date(2026, 2, day) for day in range(15, 24)),
    *(date(2026, 4, day) for day in range(4, 7)),
    *(date(2026, 5, day) for day in range(1, 6)),
}


def on(text: str) -> date:
    """A day from `05-06` of the sample's year or from `2025-12-20`."""
    return date.fromisoformat(text if len(text) > len("05-06") else f"{YEAR}-{text}")


def at(day: date, clock: str) -> datetime:
    """A moment of a day from `10:01`, in the office's time."""
    return datetime.combine(day, time.fromisoformat(clock), OFFICE_ZONE)


def is_working_day(day: date) -> bool:
    """Whether the office is open: make-up Saturdays count, statutory holidays do not."""
    return day in _WORKED_WEEKENDS or (day.weekday() < 5 and day not in _HOLIDAYS)


def working_days(first: date, last: date) -> list[date]:
    """The days from `first` to `last`, both counted, on which the office is open."""
    span = range((last - first).days + 1)
    return [day for day in (first + timedelta(days=n) for n in span) if is_working_day(day)]


def next_working_day(day: date) -> date:
    """The first working day after a day."""
    day += _ONE_DAY
    while not is_working_day(day):
        day += _ONE_DAY
    return day


def in_office_hours(moment: datetime) -> bool:
    """Whether somebody is at a desk to write something down."""
    return is_working_day(moment.date()) and OPENS <= moment.time() <= CLOSES
