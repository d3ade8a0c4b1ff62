"""Who a contact is with: the debtor, somebody liable, the client, or a third party; and on which number."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from dunning_cli.domain.case import Case, Party, Phone
from dunning_cli.domain.codes import DetailStatus, PersonKind, Role
from dunning_cli.domain.message import Message, label
from dunning_cli.domain.privacy import SEALED_PREFIX

DEAD_STATUS = frozenset({DetailStatus.WRONG, DetailStatus.DEAD, DetailStatus.UNREACHABLE})
"""Numbers on which the person cannot be reached."""

_COUNTRY_CODES = ("0086", "+86")


class Side(StrEnum):
    """Where a person stands to the debt."""

    DEBTOR = "debtor"
    LIABLE = "liable"
    """Guarantor, co-debtor, heir: parties of the debt."""
    AGENT = "agent"
    """The debtor's lawyer, and whoever answers for an organisation that owes."""
    CLIENT = "client"
    THIRD = "third"


SIDE_LABELS: dict[Side, Message] = {
    Side.DEBTOR: label("debtor"),
    Side.LIABLE: label("liable party"),
    Side.AGENT: label("representative"),
    Side.CLIENT: label("client"),
    Side.THIRD: label("third party"),
}
_SIDES = {
    Role.GUARANTOR: Side.LIABLE,
    Role.CO_DEBTOR: Side.LIABLE,
    Role.HEIR: Side.LIABLE,
    Role.LAWYER: Side.AGENT,
    Role.CONTACT: Side.THIRD,
}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody contacted. `name` tells people of one side apart; the debtor's and the client's is empty."""

    side: Side
    name: str = ""
    phones: tuple[Phone, ...] = ()
    listed: bool = True
    """Whether the head of the case names the person."""

    def same(self, other: Person) -> bool:
        """Whether both are the same person of the case."""
        return (self.side, self.name) == (other.side, other.name)


def person_of(case: Case, to: str | None) -> Person:
    """The person meant by `debtor` (also no name), `guarantor`, `creditor` or a name.

    A name that is no party of the case is a third party, and so is a party who does not owe:
    a contact person, unless the debtor is an organisation, which has nobody else to answer.
    """
    head = case.head
    wanted = _plain(to or "debtor")
    if wanted in ("debtor", _plain(head.debtor.name)):
        return Person(Side.DEBTOR, "", head.debtor.phones)
    for party in head.parties:
        if wanted == _plain(party.name) or (wanted == "guarantor" and party.role is Role.GUARANTOR):
            return as_person(case, party)
    if wanted == "guarantor":
        return Person(Side.LIABLE, wanted, listed=False)
    if wanted == "creditor" or (head.creditor is not None and wanted == _plain(head.creditor)):
        return Person(Side.CLIENT, listed=head.creditor is not None)
    return Person(Side.THIRD, wanted, listed=False)


def as_person(case: Case, party: Party) -> Person:
    """A party of the case as a person to contact."""
    side = _SIDES[party.role]
    if side is Side.THIRD and case.head.debtor.kind is PersonKind.ORGANISATION:
        side = Side.AGENT
    return Person(side, _plain(party.name), party.phones)


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKC", name).strip()


def dialled(number: str) -> str:
    """A number as it is compared: digits only, without China's country code; sealed numbers as they are."""
    if number.startswith(SEALED_PREFIX):
        return number
    text = unicodedata.normalize("NFKC", number).replace(" ", "")
    for code in _COUNTRY_CODES:
        text = text.removeprefix(code)
    return "".join(character for character in text if character.isdecimal())


def number_used(person: Person, number: str | None) -> str | None:
    """The number of a call as it is compared: the one named, else the person's only one, else unknown."""
    if number:
        return dialled(number) or None
    known = {dialled(phone.number) for phone in person.phones}
    return known.pop() if len(known) == 1 else None
