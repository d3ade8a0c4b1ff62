"""Contacts recorded in other cases: those with the same person and on the same number count for limits and refusals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, tzinfo

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.talk import CONNECTED
from dunning_cli.domain.case.entries import Contact
from dunning_cli.domain.case.people.details import known_on
from dunning_cli.domain.case.people.roles import Person, PersonSide, as_person, person_of
from dunning_cli.domain.case.people.telephone import dialled
from dunning_cli.domain.contact.history import UNANSWERED, calls_on, contacts_of, earlier
from dunning_cli.domain.contact.intent import number_on
from dunning_cli.kernel.record import dataclass


@dataclass(frozen=True, slots=True)
class RelatedCall:
    """A call or other contact of another case: whom it was with and on which number, as compared between cases."""

    contact: Contact
    identity: str | None
    number: str | None
    side: PersonSide


def related_calls(cases: Iterable[Case]) -> tuple[RelatedCall, ...]:
    """The contacts of other cases that were not reversed."""
    return tuple(call for case in cases for call in _calls(case))


def _calls(case: Case) -> Iterator[RelatedCall]:
    case = known_on(case, date.max)
    for contact in contacts_of(case):
        person = person_of(case, contact.to)
        number = number_on(contact.channel, person, contact.number)
        yield RelatedCall(contact, person.identity, number, person.side)


def calls_before(
    calls: Sequence[RelatedCall], day: date, moment: datetime | None, zone: tzinfo
) -> tuple[RelatedCall, ...]:
    """Those before a moment; without a moment all up to the end of the day."""
    past = {id(entry) for entry in earlier([call.contact for call in calls], day, moment, zone)}
    return tuple(call for call in calls if id(call.contact) in past)


def traces(case: Case) -> frozenset[str]:
    """What a case has in common with another where the calls of one count in the other: persons and numbers."""
    case = known_on(case, date.max)
    people = [person_of(case, "debtor"), *(as_person(case, party) for party in case.head.parties)]
    numbers = {dialled(phone.number) for person in people for phone in person.phones}
    numbers |= {dialled(contact.number) for contact in contacts_of(case) if contact.number}
    identities = {person.identity for person in people if person.identity}
    return frozenset(numbers - {""} | identities)


def connected_elsewhere(person: Person, calls: Sequence[RelatedCall], day: date, zone: tzinfo) -> int:
    """How many calls with a person were connected on a day in other cases."""
    if person.identity is None:
        return 0
    same = [call.contact for call in calls if call.identity == person.identity]
    return sum(contact.result in CONNECTED for contact in calls_on(same, day, zone))


def unanswered_elsewhere(number: str, calls: Sequence[RelatedCall], day: date, zone: tzinfo) -> int:
    """How many calls on a number nobody answered on a day in other cases."""
    same = [call.contact for call in calls if call.number == number]
    return sum(contact.result in UNANSWERED for contact in calls_on(same, day, zone))
