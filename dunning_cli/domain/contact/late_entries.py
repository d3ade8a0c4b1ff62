"""What was put on record long after it happened: contacts after their hour, cases after the client's data came."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, tzinfo

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import Entry, Opening
from dunning_cli.domain.case.office.clients import client_of
from dunning_cli.domain.case.office.settings import Office
from dunning_cli.domain.contact.history import contacts_of, day_of
from dunning_cli.kernel.dates import ONE_DAY
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.workdays import WorkCalendar, is_workday

USUAL_HOURS = 24
"""Hours from a contact to its entry where neither client nor office says otherwise."""
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Late:
    """An entry recorded more hours after the event than are allowed; days off in between are not counted."""

    case: Case
    entry: Entry
    hours: int
    allowed: int
    is_intake: bool
    """Whether it is the case's opening balance, after its client's data were received."""


def late_contacts(case: Case, office: Office, calendar: WorkCalendar) -> Iterator[Late]:
    """The contacts that stand and were recorded too late; one without an hour counts from the end of its day.

    One taken over from another system was on record there.
    """
    client = client_of(office.clients, case.head.creditor)
    given = [client.contact_hours if client is not None else None, office.contact_hours]
    allowed = next((hours for hours in given if hours is not None), USUAL_HOURS)
    for contact in contacts_of(case):
        if contact.taken_over:
            continue
        happened = contact.time or _end_of(day_of(contact, office.time_zone), office.time_zone)
        hours = working_hours(happened, contact.at, office.time_zone, calendar)
        if hours > allowed:
            yield Late(case, contact, hours, allowed, is_intake=False)


def late_intake(case: Case, office: Office, calendar: WorkCalendar) -> Late | None:
    """A case whose opening balance came too late after the day its batch was entrusted, from the end of that day.

    When a case without one was entered its file does not say.
    """
    client, first = client_of(office.clients, case.head.creditor), _first_opening(case)
    if client is None or client.entry_hours is None or first is None:
        return None
    hours = hours_to_intake(case, office.time_zone, calendar)
    if hours is None or hours <= client.entry_hours:
        return None
    return Late(case, first, hours, client.entry_hours, is_intake=True)


def hours_to_intake(case: Case, zone: tzinfo, calendar: WorkCalendar) -> int | None:
    """Hours from the end of the day a batch was entrusted to the first opening balance, days off not counted.

    None where either is not on record; zero where it was entered on that day or before.
    """
    batch, first = case.head.batch, _first_opening(case)
    if batch is None or batch.entrusted is None or first is None:
        return None
    return max(0, working_hours(_end_of(batch.entrusted, zone), first.at, zone, calendar))


def _first_opening(case: Case) -> Opening | None:
    openings = (entry for entry in case.standing(date.max) if isinstance(entry, Opening))
    return min(openings, key=lambda entry: (entry.at, entry.id), default=None)


def working_hours(happened: datetime, recorded: datetime, zone: tzinfo, calendar: WorkCalendar) -> int:
    """Whole hours between two moments, without the whole days off that lie between them."""
    passed, start = recorded - happened, happened.astimezone(zone)
    # what happened at midnight, such as the end of a day, has the whole of the new day after it
    day = start.date() + (ONE_DAY if start.time() > time() else timedelta())
    end = recorded.astimezone(zone).date()
    while day < end:
        if not is_workday(day, calendar):
            passed -= ONE_DAY
        day += ONE_DAY
    return passed // _HOUR


def _end_of(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day + ONE_DAY, time(), tzinfo=zone)
