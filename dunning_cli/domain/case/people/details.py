"""What is known of the people of a case on a day: the head's first values, and what entries added since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from dunning_cli.domain.case.case import Address, Case, Debtor, Head, Party, Phone, replay_order
from dunning_cli.domain.case.codes.people import DetailStatus, LawfulSource, Role
from dunning_cli.domain.case.entries import Detail, Entry, NewCreditor, NewParty, Renunciation
from dunning_cli.domain.case.people.life_events import creditor_by_notice, renounced
from dunning_cli.domain.case.people.plain_names import plain_name
from dunning_cli.domain.case.people.roles import Person, person_of
from dunning_cli.domain.case.people.telephone import dialled

NO_POST = frozenset({DetailStatus.WRONG, DetailStatus.DEAD})
"""Addresses and e-mails that reach nobody."""

_ABOUT_PEOPLE: frozenset[type[Entry]] = frozenset({Detail, NewParty, Renunciation, NewCreditor})
Owner = TypeVar("Owner", Debtor, Party)
Place = TypeVar("Place", bound=Phone | Address)


def known_on(case: Case, as_of: date) -> Case:
    """The case with its head as known at the end of a day; the head in the file stays as `filed`.

    New parties join those of the head; a contact person may come to owe. A number or address that is known
    already takes what a later entry says of it; a new one comes after the others, or before them where it is
    to be tried first. An heir who renounced the estate owes nothing any more (民法典 1161); a new creditor is the
    creditor from the day on which the debtor was told (民法典 546). Entries of later days and reversed ones count
    for nothing.
    """
    if _ABOUT_PEOPLE.isdisjoint(map(type, case.entries)):
        return case
    head = case.filed or case.head
    for entry in case.standing(as_of):
        if isinstance(entry, NewParty):
            head = joined(head, entry)
        elif isinstance(entry, Detail):
            head = told(head, entry)
    return case.with_head(_after_renunciations(case, _with_creditor(case, head, as_of), as_of))


def _with_creditor(case: Case, head: Head, as_of: date) -> Head:
    assignment = creditor_by_notice(case, as_of)
    return head if assignment is None else replace(head, creditor=assignment.entry.to)


def _after_renunciations(case: Case, head: Head, as_of: date) -> Head:
    names = renounced(case.standing(as_of))
    if not names:
        return head
    parties = tuple(
        replace(party, role=Role.CONTACT)
        if party.role is Role.HEIR and plain_name(party.name) in names
        else party
        for party in head.parties
    )
    return replace(head, parties=parties)


def with_basis(head: Head, basis: LawfulSource | None) -> Head:
    """A new head whose numbers, addresses and e-mails all come from one lawful source."""
    if basis is None:
        return head
    parties = tuple(_all_from(party, basis) for party in head.parties)
    return replace(head, debtor=_all_from(head.debtor, basis), parties=parties)


def _all_from(owner: Owner, basis: LawfulSource) -> Owner:
    return replace(
        owner,
        phones=tuple(replace(phone, basis=basis) for phone in owner.phones),
        addresses=tuple(replace(address, basis=basis) for address in owner.addresses),
        email_basis=basis if owner.email else None,
    )


def told(head: Head, entry: Detail) -> Head:
    """A head with what one entry says; the same head where it says nothing new or nobody is meant."""
    name = plain_name(entry.of)
    if name in ("debtor", plain_name(head.debtor.name)):
        return replace(head, debtor=_updated(head.debtor, entry))
    return replace(
        head,
        parties=tuple(
            _updated(party, entry) if plain_name(party.name) == name else party for party in head.parties
        ),
    )


def party_named(head: Head, name: str) -> Party | None:
    """The party of that name."""
    wanted = plain_name(name)
    return next((party for party in head.parties if plain_name(party.name) == wanted), None)


def postal_address(addresses: Sequence[Address]) -> Address | None:
    """The address to write to: the first that is not marked as wrong."""
    return next((place for place in addresses if place.status not in NO_POST), None)


def last_told(case: Case, person: Person, as_of: date) -> dict[str, tuple[date, float, str]]:
    """The place in replay order of the last entry about each number of a person, by the number as compared."""
    if Detail not in map(type, case.entries):
        return {}
    return {
        dialled(entry.phone): replay_order(entry)
        for entry in case.standing(as_of)
        if isinstance(entry, Detail) and entry.phone is not None and person.same(person_of(case, entry.of))
    }


def reserved_contacts(case: Case, as_of: date) -> frozenset[str]:
    """Every number (as compared) and e-mail of the debtor known by a day, whatever became of it."""
    head = known_on(case, as_of).head
    mails = {head.debtor.email, (case.filed or case.head).debtor.email}
    mails |= {
        entry.email
        for entry in case.standing(as_of)
        if isinstance(entry, Detail) and entry.of == "debtor" and entry.email
    }
    numbers = {dialled(phone.number) for phone in head.debtor.phones}
    return frozenset(each for each in (*numbers, *mails) if each)


def may_join(known: Party | None, role: Role) -> bool:
    """Whether somebody of a name may become a party: new to the case, or so far only a contact person of it."""
    return known is None or (known.role is Role.CONTACT and role is not Role.CONTACT)


def joined(head: Head, entry: NewParty) -> Head:
    """A head with a new party; the same head where the name is taken."""
    known = party_named(head, entry.name)
    if not may_join(known, entry.role):
        return head
    party = known or Party(name=entry.name, role=entry.role)
    numbers = {dialled(phone.number) for phone in party.phones}
    new = [number for number in entry.phones if dialled(number) not in numbers]
    made = replace(
        party,
        role=entry.role,
        relation=entry.relation or party.relation,
        id_number=entry.id_number or party.id_number,
        phones=(*party.phones, *(_phone_of(entry, number) for number in new)),
        addresses=(
            *party.addresses,
            Address(text=entry.address, since=entry.date, source=entry.source, basis=entry.basis),
        )
        if entry.address
        else party.addresses,
        guarantee=entry.guarantee,
        guaranteed_until=entry.guaranteed_until,
    )
    if known is None:
        return replace(head, parties=(*head.parties, made))
    return replace(head, parties=tuple(made if party is known else party for party in head.parties))


def _phone_of(entry: NewParty, number: str) -> Phone:
    return Phone(number=number, since=entry.date, source=entry.source, basis=entry.basis)


def _updated(owner: Owner, entry: Detail) -> Owner:
    if entry.phone is not None:
        return replace(owner, phones=_with_phone(owner.phones, entry.phone, entry))
    if entry.address is not None:
        return replace(owner, addresses=_with_address(owner.addresses, entry.address, entry))
    if entry.status not in NO_POST:
        known = owner.email_basis if owner.email == entry.email else None
        return replace(owner, email=entry.email, email_basis=entry.basis or known)
    return replace(owner, email=None, email_basis=None) if owner.email == entry.email else owner


def _with_phone(phones: tuple[Phone, ...], number: str, entry: Detail) -> tuple[Phone, ...]:
    same = (phone for phone in phones if dialled(phone.number) == dialled(number))
    old = next(same, Phone(number=number, since=entry.date))
    new = replace(
        old,
        kind=entry.line or old.kind,
        status=entry.status or old.status,
        since=entry.date if entry.status else old.since,
        source=entry.source or old.source,
        basis=entry.basis or old.basis,
    )
    return _placed(phones, old, new, bool(entry.first))


def _with_address(addresses: tuple[Address, ...], text: str, entry: Detail) -> tuple[Address, ...]:
    same = (address for address in addresses if _written(address.text) == _written(text))
    old = next(same, Address(text=text, since=entry.date))
    new = replace(
        old,
        kind=entry.place or old.kind,
        status=entry.status or old.status,
        since=entry.date if entry.status else old.since,
        source=entry.source or old.source,
        basis=entry.basis or old.basis,
    )
    return _placed(addresses, old, new, bool(entry.first))


def _written(address: str) -> str:
    return "".join(plain_name(address).split())


def _placed(places: tuple[Place, ...], old: Place, new: Place, first: bool) -> tuple[Place, ...]:
    """The places with a new one for the old: where that stood, at the end where it is not among them, or first."""
    if first:
        return (new, *(place for place in places if place is not old))
    if not any(place is old for place in places):
        return (*places, new)
    return tuple(new if place is old else place for place in places)
