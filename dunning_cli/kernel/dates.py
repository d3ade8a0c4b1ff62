"""Dates and times as text and as calendar arithmetic, without a clock."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from typing import TypeVar

from dunning_cli.kernel.errors import Unreadable
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.pattern import pattern

Entered = TypeVar("Entered", bound=date)

_DATE = pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_DATETIME = pattern(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})?", re.ASCII
)
_MONTH = pattern(r"[0-9]{4}-[0-9]{2}", re.ASCII)
FIRST_YEAR, LAST_YEAR = 1900, 2199
"""What a file may hold: far enough for any debt, and far enough from the calendar's ends to count beyond."""
FIRST_ENTERED, LAST_ENTERED = 1970, 2099
"""What may be entered. Before, the offsets of time zones have seconds and most dates are slips of the hand."""
ONE_DAY = timedelta(days=1)
ONE_MINUTE = timedelta(minutes=1)
_DAYS_OF_EVERY_MONTH = 28


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
        raise Unreadable(_outside(text, FIRST_YEAR, LAST_YEAR))
    return day


def may_be_entered(day: date) -> bool:
    """Whether a day, or the day of a moment, lies in the years that may be entered."""
    return FIRST_ENTERED <= day.year <= LAST_ENTERED


def entered(day: Entered) -> Entered:
    """A day or moment that somebody enters, as it is. Raises Unreadable outside the years 1970 to 2099."""
    if not may_be_entered(day):
        raise Unreadable(not_to_be_entered(day))
    return day


def not_to_be_entered(day: date) -> Message:
    """Why a day or moment cannot be entered."""
    return _outside(day.isoformat(), FIRST_ENTERED, LAST_ENTERED)


def _outside(text: str, first: int, last: int) -> Message:
    return msg("'{text}' is outside the years {first} to {last}", text=text, first=first, last=last)


def recorded_moment(moment: datetime) -> datetime:
    """A moment as a file can hold it: in whole seconds, with an offset of whole minutes.

    The clock tells fractions of a second, and the local times of long ago have seconds in their offset.
    """
    moment = moment.replace(microsecond=0)
    offset = moment.utcoffset()
    if offset is None or not offset % ONE_MINUTE:
        return moment
    return moment.astimezone(timezone(int(offset / ONE_MINUTE) * ONE_MINUTE))


def parse_month(text: str) -> date:
    """The first day of a month from `2026-02`. Raises Unreadable for any other form or a month that does not exist."""
    if _MONTH.fullmatch(text):
        try:
            return _in_range(date.fromisoformat(f"{text}-01"), text)
        except ValueError:
            raise Unreadable(msg("'{text}' is not a month of the calendar", text=text)) from None
    raise Unreadable(msg("'{text}' is not a month: write it as 2026-02", text=text))


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
    if day <= _DAYS_OF_EVERY_MONTH:
        return date(year, month, day)
    last = date(year + month // 12, month % 12 + 1, 1) - ONE_DAY
    return date(year, month, min(day, last.day))


def add_months(start: date, months: int, day: int | None = None) -> date:
    """The date `months` later, on `day` (default: the start's), clamped to the month's end."""
    index = start.year * 12 + start.month - 1 + months
    return clamped(index // 12, index % 12 + 1, day or start.day)
