"""Deadlines as an iCalendar file (RFC 5545): whole days, each event under an id that stays the same."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import BinaryIO

from dunning_cli.kernel.record import dataclass

PRODUCT = "-//dunning//calendar//EN"


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """Something that falls on a day; `uid` is the same each time, so that importing again moves it."""

    uid: str
    day: date
    summary: str
    description: str
    category: str


def write_calendar(events: Iterable[CalendarEvent], name: str, stamp: datetime, out: BinaryIO) -> None:
    """A calendar of whole-day events that leave the day free; `stamp` is when it was made."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for each in events:
        event = Event()
        event.add("uid", each.uid)
        event.add("dtstamp", stamp)
        event.add("last-modified", stamp)
        event.add("dtstart", each.day)
        event.add("dtend", each.day + timedelta(1))
        event.add("summary", each.summary)
        event.add("description", each.description)
        event.add("categories", [each.category])
        event.add("transp", "TRANSPARENT")
        event.add("class", "PRIVATE")
        calendar.add_component(event)
    out.write(calendar.to_ical())
