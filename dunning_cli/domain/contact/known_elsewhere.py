"""What is known of the people of a case from other cases: known once, it holds in all of them.

A death, a stop of contact, an open complaint, heirs, a wrong number, a verified identity and consent protect or concern
the person, not one debt. They are laid beside the entries of a case for everything that judges contacts, letters and
visits and lists work; figures, files and the case's own history know nothing of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import TypeGuard

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.agreements import HoldWhat
from dunning_cli.domain.case.codes.people import DetailStatus, Role
from dunning_cli.domain.case.codes.talk import CALLS, Result
from dunning_cli.domain.case.entries import (
    Complaint,
    Consent,
    Contact,
    Death,
    Detail,
    Entry,
    Hold,
    Incapacity,
    Insolvency,
    NewParty,
    Renunciation,
    Verify,
)
from dunning_cli.domain.case.people.details import known_on
from dunning_cli.domain.case.people.identity import Identity
from dunning_cli.domain.case.people.roles import Person, PersonSide, as_person, person_of
from dunning_cli.domain.case.people.telephone import dialled
from dunning_cli.domain.contact.history import answered_since, contacts_of, verified_by

DEBTOR = "debtor"
_STAND_INS = frozenset({Role.HEIR, Role.GUARDIAN, Role.ADMINISTRATOR})
"""Who comes in the place of a debtor."""
_Names = Mapping[Identity, str]
"""The people of a case whom a number tells, each under the word or name by which its entries call them."""


def people_told(case: Case) -> dict[Identity, str]:
    """The people of a case whom the number of a document tells from all others, as its entries call them."""
    head = known_on(case, date.max).head
    found = {as_person(case, party).identity: party.name for party in reversed(head.parties)}
    found[person_of(case, DEBTOR).identity] = DEBTOR
    return {identity: name for identity, name in found.items() if identity is not None}


def with_known_elsewhere(case: Case, others: Iterable[Case]) -> Case:
    """The case with what other cases know of its people; the case itself where they know nothing more.

    An entry from elsewhere keeps its date, and its id, by which `Case.elsewhere` tells the case it stands in.
    """
    listed = tuple(others)
    if not listed:
        return case
    names, numbers = people_told(case), _numbers(case)
    checked = any(isinstance(entry, Verify) or verified_by(case, entry) for entry in case.standing(date.max))
    found: dict[str, Entry] = {}
    origins: dict[str, str] = {}
    for other in listed:
        for entry in _of_people(other, names, numbers, checked):
            found.setdefault(entry.id, entry)
            origins.setdefault(entry.id, other.id)
    if not found:
        return case
    return replace(case, entries=(*case.entries, *found.values()), elsewhere={**case.elsewhere, **origins})


def _of_people(
    other: Case, names: _Names, numbers: Mapping[str, frozenset[str]], checked: bool
) -> Iterator[Entry]:
    """What another case knows of people, in the names that this one has for them."""
    there = {name: names[identity] for identity, name in people_told(other).items() if identity in names}
    known, standing = known_on(other, date.max), other.standing(date.max)
    for entry in standing:
        if isinstance(entry, (Consent, Death)) or _of_the_person(entry):
            name = there.get(_called(known, entry.of))
            if name is not None:
                yield replace(entry, of=name)
        elif isinstance(entry, Detail) and entry.phone is not None and entry.status is not None:
            name = there.get(_called(known, entry.of))
            if name is not None and dialled(entry.phone) in numbers.get(name, frozenset()):
                yield replace(entry, of=name)
    yield from _wrong_numbers(other, there, numbers)
    if there.get(DEBTOR) == DEBTOR:
        yield from _of_the_debtor(other, standing, checked)


def _of_the_debtor(other: Case, standing: Iterable[Entry], checked: bool) -> Iterator[Entry]:
    for entry in standing:
        if isinstance(entry, Hold) and entry.what is not HoldWhat.ACCRUAL:
            yield replace(entry, what=HoldWhat.CONTACT, stage_clock=None, pending=None)
        elif (
            isinstance(entry, Complaint)
            or (isinstance(entry, NewParty) and entry.role in _STAND_INS)
            or isinstance(entry, Renunciation)
            or (not checked and isinstance(entry, Verify) and entry.valid)
        ):
            yield entry
        elif not checked and verified_by(other, entry):
            yield Verify(id=entry.id, date=entry.date, by=entry.by, at=entry.at, valid=True)


def _of_the_person(entry: Entry) -> TypeGuard[Insolvency | Incapacity]:
    """Whether it protects a person in all cases: an insolvency, lost capacity; of no figure of another case."""
    return isinstance(entry, (Insolvency, Incapacity))


def _wrong_numbers(
    other: Case, there: Mapping[str, str], numbers: Mapping[str, frozenset[str]]
) -> Iterator[Entry]:
    """Numbers on which the last call that was answered reached somebody else."""
    known = known_on(other, date.max)
    calls = [entry for entry in contacts_of(other) if entry.channel in CALLS]
    for called, name in there.items():
        person = person_of(known, called)
        with_person = [call for call in calls if person.same(person_of(known, call.to))]
        for number, call in answered_since(known, person, with_person, date.max).items():
            if call.result is Result.WRONG_NUMBER and number in numbers.get(name, frozenset()):
                yield _as_detail(call, name, number)


def _as_detail(call: Contact, name: str, number: str) -> Detail:
    return Detail(
        id=call.id, date=call.date, by=call.by, at=call.at, of=name, phone=number, status=DetailStatus.WRONG
    )


def _called(known: Case, of: str) -> str:
    """The word by which `people_told` has a person whom an entry names; the head is as known."""
    person: Person = person_of(known, of)
    if person.side is PersonSide.DEBTOR:
        return DEBTOR
    return next((party.name for party in known.head.parties if person.same(as_person(known, party))), of)


def _numbers(case: Case) -> dict[str, frozenset[str]]:
    """The numbers of each person, as compared."""
    head = known_on(case, date.max).head
    found = {party.name: frozenset(dialled(phone.number) for phone in party.phones) for party in head.parties}
    found[DEBTOR] = frozenset(dialled(phone.number) for phone in head.debtor.phones)
    return found
