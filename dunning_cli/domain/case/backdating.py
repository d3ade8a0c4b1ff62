"""Back-dating: by how many days what is recorded lies in the past (since when it counts, and when it was recorded)."""

from __future__ import annotations

from datetime import date, datetime, tzinfo

from dunning_cli.domain.case.entries import Delivery, Entry, Hold, Terms


def recorded_on(moment: datetime, zone: tzinfo) -> date:
    """The office's day on which something was recorded."""
    return moment.astimezone(zone).date()


def counts_from(entry: Entry) -> date:
    """The first day for which an entry says something: its value date, or an earlier day that it names.

    Such are the day on which a letter arrived or else went out, and the first day of a hold or of changed terms.
    """
    days: tuple[date | None, ...] = ()
    if isinstance(entry, Delivery):
        days = (entry.received or entry.posted,)
    elif isinstance(entry, (Hold, Terms)):
        days = (entry.from_,)
    return min([entry.date, *(day for day in days if day is not None)])


def days_backdated(entry: Entry, zone: tzinfo) -> int:
    """Days from the first day for which an entry counts to its recording; negative where that day was still to come."""
    return (recorded_on(entry.at, zone) - counts_from(entry)).days
