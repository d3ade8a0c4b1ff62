"""Back-dating: by how many days what is recorded lies in the past (its value date, and when it was recorded)."""

from __future__ import annotations

from datetime import date, datetime, tzinfo

from dunning_cli.domain.entries import Entry


def recorded_on(moment: datetime, zone: tzinfo) -> date:
    """The office's day on which something was recorded."""
    return moment.astimezone(zone).date()


def days_backdated(entry: Entry, zone: tzinfo) -> int:
    """Days from an entry's value date to its recording; negative where the value date was still to come."""
    return (recorded_on(entry.at, zone) - entry.date).days
