"""Dates and times as text and as calendar arithmetic, without a clock."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, timedelta

from dunning_cli.domain.message import msg
from dunning_cli.domain.reading import Unreadable

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_DATETIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})?", re.ASCII
)
FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Far enough for any debt, and far enough from the calendar's ends to count beyond."""
ONE_DAY = timedelta(days=1)


def parse_date(text: str) -> date:
    """A calendar day from `2026-02-28`. Raises Unreadable for any other form or a day that does not exist."""
    if _DATE.fullmatch(text):
        try:
            return _in_range(date.fromisoformat(text), text)
        except ValueError:
            raise Unreadable(msg("'{text}' is not a day of the calendar", text=text)) from None
    raise Unreadable(msg("'{text}' is not a date: write it as 2026-02-28", text=text))


def _in_range(day: date, text: str) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Unreadable(
            msg(
                "'{text}' is outside the years {first} to {last}", text=text, first=FIRST_YEAR, last=LAST_YEAR
            )
        )
    return day


def parse_datetime(text: str) -> datetime:
    """A moment from `2026-05-04T09:10`, seconds and offset optional.

    Without an offset the result has no time zone; the reader adds the ledger's.
    Raises Unreadable for any other form or a moment that does not exist.
    """
    if _DATETIME.fullmatch(text):
        try:
            moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
            _in_range(moment.date(), text)
            return moment
        except ValueError:
            raise Unreadable(msg("'{text}' is not a time of the calendar", text=text)) from None
    raise Unreadable(msg("'{text}' is not a time: write it as 2026-05-04T09:10", text=text))


def clamped(year: int, month: int, day: int) -> date:
    """Day `day` of a month, or its last day where the month is shorter."""
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def add_months(start: date, months: int, day: int | None = None) -> date:
    """The date `months` later, on `day` (default: the start's), clamped to the month's end."""
    index = start.year * 12 + start.month - 1 + months
    return clamped(index // 12, index % 12 + 1, day or start.day)
