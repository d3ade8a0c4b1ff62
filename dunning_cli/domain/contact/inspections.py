"""Inspections of contacts (稽核): which can be inspected and by whom, what was found last, what is still to be corrected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import Contact, Entry, Inspection
from dunning_cli.kernel.record import dataclass


def own_contacts(standing: Iterable[Entry]) -> Iterator[Contact]:
    """The contacts that the office itself made: those taken over from another system are nobody's work here."""
    return (entry for entry in standing if isinstance(entry, Contact) and not entry.taken_over)


def made_by(contact: Contact) -> frozenset[str]:
    """Who made a contact, and who went along: none of them can inspect it."""
    return frozenset(each for each in (contact.actor, contact.second) if each is not None)


def found_in(standing: Iterable[Entry]) -> Iterator[Inspection]:
    """The inspections, without those entries that say a finding was corrected."""
    return (entry for entry in standing if isinstance(entry, Inspection) and entry.closes is None)


def inspected_among(standing: Iterable[Entry]) -> frozenset[str]:
    """The ids of the contacts that were inspected."""
    return frozenset(each.entry for each in found_in(standing) if each.entry is not None)


@dataclass(frozen=True, slots=True)
class Correction:
    """What an inspection wants corrected by a day."""

    inspection: Inspection
    by: date
    contact: Contact | None
    """The contact it is about, taken back since or not; None where the inspection names none."""

    def is_overdue(self, day: date) -> bool:
        """Whether its day has passed."""
        return self.by < day


def open_corrections(case: Case, standing: Sequence[Entry]) -> Iterator[Correction]:
    """What inspections of a case want corrected and nobody has said to be, of the entries that stand on a day."""
    closed = {entry.closes for entry in standing if isinstance(entry, Inspection)}
    for each in found_in(standing):
        if each.correct_by is not None and each.id not in closed:
            yield Correction(each, each.correct_by, contact_of(case, each))


def contact_of(case: Case, inspection: Inspection) -> Contact | None:
    """The contact that an inspection names, taken back since or not."""
    found = case.entry(inspection.entry) if inspection.entry is not None else None
    return found if isinstance(found, Contact) else None


def maker_of(case: Case, inspection: Inspection) -> str | None:
    """For whom an inspection counts: who made the contact, else who had the case on its day; None for nobody."""
    contact = contact_of(case, inspection)
    return contact.actor if contact is not None else case.owner(inspection.date)
