"""Who a contact is with: the debtor, somebody liable, the client, or a third party; and on which number."""

from __future__ import annotations

from enum import StrEnum

from dunning_cli.domain.case.case import Case, Party, Phone
from dunning_cli.domain.case.codes.people import DetailStatus, Role
from dunning_cli.domain.case.people.identity import Identity, identity
from dunning_cli.domain.case.people.organisations import is_organisation
from dunning_cli.domain.case.people.plain_names import plain_name
from dunning_cli.domain.case.people.same_debtor import debtor_key
from dunning_cli.domain.case.people.telephone import dialled
from dunning_cli.kernel.message import Message, label
from dunning_cli.kernel.record import dataclass

DEAD_STATUS = frozenset({DetailStatus.WRONG, DetailStatus.DEAD, DetailStatus.UNREACHABLE})
"""Numbers on which the person cannot be reached."""

_SELF = frozenset(
    {
        "本人", "自己", "债务人", "债务人本人", "收件人", "收件人本人", "客户", "客户本人", "借款人", "借款人本人",
        "业主", "业主本人", "持卡人", "持卡人本人", "self", "oneself", "himself", "herself", "in person", "debtor",
        "the debtor", "debtor himself", "debtor herself", "addressee", "the addressee",
    }
)  # fmt: skip
"""Words for the person concerned, where a name is asked for."""


class PersonSide(StrEnum):
    """Where a person stands to the debt."""

    DEBTOR = "debtor"
    LIABLE = "liable"
    """Guarantor, co-debtor, heir: parties of the debt."""
    AGENT = "agent"
    """The debtor's lawyer, guardian or administrator, and whoever answers for an organisation that owes."""
    CLIENT = "client"
    THIRD = "third"


SIDE_LABELS: dict[PersonSide, Message] = {
    PersonSide.DEBTOR: label("debtor"),
    PersonSide.LIABLE: label("liable party"),
    PersonSide.AGENT: label("representative"),
    PersonSide.CLIENT: label("client"),
    PersonSide.THIRD: label("third party"),
}
_SIDES = {
    Role.GUARANTOR: PersonSide.LIABLE,
    Role.CO_DEBTOR: PersonSide.LIABLE,
    Role.HEIR: PersonSide.LIABLE,
    Role.LAWYER: PersonSide.AGENT,
    Role.GUARDIAN: PersonSide.AGENT,
    Role.ADMINISTRATOR: PersonSide.AGENT,
    Role.CONTACT: PersonSide.THIRD,
}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody contacted. `name` tells people of one side apart; the debtor's and the client's is empty."""

    side: PersonSide
    name: str = ""
    phones: tuple[Phone, ...] = ()
    listed: bool = True
    """Whether the head of the case names the person."""
    identity: Identity | None = None
    """What tells the person apart in other cases, where a number of a document is known."""

    def same(self, other: Person) -> bool:
        """Whether both are the same person of the case."""
        return (self.side, self.name) == (other.side, other.name)


def person_of(case: Case, to: str | None) -> Person:
    """The person meant by `debtor` (also no name, 本人 and the like), `guarantor`, `creditor` or a name.

    A name that is no party of the case is a third party, and so is a party who does not owe:
    a contact person, unless the debtor is an organisation, which has nobody else to answer.
    """
    head = case.head
    wanted = plain_name(to or "debtor")
    if is_self(wanted) or wanted == plain_name(head.debtor.name):
        return Person(PersonSide.DEBTOR, "", head.debtor.phones, identity=debtor_key(head))
    for party in head.parties:
        if wanted == plain_name(party.name) or (wanted == "guarantor" and party.role is Role.GUARANTOR):
            return as_person(case, party)
    if wanted == "guarantor":
        return Person(PersonSide.LIABLE, wanted, listed=False)
    if wanted == "creditor" or (head.creditor is not None and wanted == plain_name(head.creditor)):
        return Person(PersonSide.CLIENT, listed=head.creditor is not None)
    return Person(PersonSide.THIRD, wanted, listed=False)


def as_person(case: Case, party: Party) -> Person:
    """A party of the case as a person to contact."""
    side = _SIDES[party.role]
    if side is PersonSide.THIRD and is_organisation(case.head.debtor):
        side = PersonSide.AGENT
    return Person(side, plain_name(party.name), party.phones, identity=identity(party.id_number))


def is_self(name: str) -> bool:
    """Whether a word stands for the person concerned: 本人, self, the debtor."""
    return plain_name(name).casefold() in _SELF


def number_used(person: Person, number: str | None) -> str | None:
    """The number of a call as it is compared: the one named, else the person's only one, else unknown."""
    if number:
        return dialled(number) or None
    known = {dialled(phone.number) for phone in person.phones}
    return known.pop() if len(known) == 1 else None
