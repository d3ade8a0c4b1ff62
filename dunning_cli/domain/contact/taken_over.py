"""Contacts taken over from a client's history: which came with one import, and which came twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import Contact
from dunning_cli.kernel.record import dataclass

Import = tuple[str, datetime]
"""Who imported, and when."""


def import_of(contact: Contact) -> Import:
    """The import that a contact came with."""
    return contact.by, contact.at


def undone_among(cases: Iterable[Case]) -> frozenset[Import]:
    """The imports of which no contact in these cases stands."""
    made: set[Import] = set()
    standing: set[Import] = set()
    for case in cases:
        taken_back = case.reversed_ids
        for entry in case.entries:
            if isinstance(entry, Contact) and entry.taken_over:
                made.add(import_of(entry))
                if entry.id not in taken_back:
                    standing.add(import_of(entry))
    return frozenset(made - standing)


@dataclass(frozen=True, slots=True)
class ImportedTwice:
    """Contacts that an earlier import had recorded already: `contacts` are those of the later one, by case.

    `all_of_it`: no other contact of the later import stands.
    """

    earlier: Import
    later: Import
    contacts: tuple[tuple[Case, Contact], ...]
    all_of_it: bool


def standing_by_import(case: Case) -> Counter[Import]:
    """How many contacts of each import stand in a case."""
    return Counter(import_of(contact) for contact in _taken_over(case))


def taken_over_again(case: Case) -> Iterator[tuple[Contact, Contact]]:
    """The contacts of a case that an import recorded though another had before, each behind the one of before.

    A contact is known by its key, which is made of case, time, channel, number and text. Those taken back do not count.
    """
    first: dict[str, Contact] = {}
    for contact in sorted(_taken_over(case), key=lambda contact: (contact.at, contact.id)):
        if contact.key_ is not None:
            before = first.setdefault(contact.key_, contact)
            if before is not contact:
                yield before, contact


def imported_twice(cases: Iterable[Case], standing: Mapping[Import, int]) -> Iterator[ImportedTwice]:
    """What two clones took over of one history, each before it knew of the other; the earlier import first.

    `cases` are those in which something was taken over again, `standing` tells of each import how many of its
    contacts stand in all cases.
    """
    doubles: dict[tuple[Import, Import], list[tuple[Case, Contact]]] = {}
    for case in sorted(cases, key=lambda case: case.id):
        for before, contact in taken_over_again(case):
            doubles.setdefault((import_of(before), import_of(contact)), []).append((case, contact))
    twice: dict[Import, int] = {}
    for (_, later), found in doubles.items():
        twice[later] = twice.get(later, 0) + len(found)
    for (earlier, later), found in sorted(doubles.items(), key=lambda each: each[0]):
        yield ImportedTwice(earlier, later, tuple(found), twice[later] == standing[later])


def _taken_over(case: Case) -> Iterator[Contact]:
    for entry in case.standing(date.max):
        if isinstance(entry, Contact) and entry.taken_over:
            yield entry
