"""Whom a row of a contact history was with: the debtor, a party of the case, or a third person by name."""

from __future__ import annotations

from collections.abc import Mapping

from dunning_cli.domain.case.case import Head
from dunning_cli.domain.case.people.details import party_named
from dunning_cli.domain.case.people.plain_names import plain_name
from dunning_cli.domain.case.people.roles import is_self
from dunning_cli.domain.case.people.telephone import dialled
from dunning_cli.intake.contacts.records import FileContact
from dunning_cli.intake.profiles.cells import RowProblem
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.record import dataclass

DEBTOR = "debtor"


@dataclass(frozen=True, slots=True)
class Partner:
    """Whom a contact was with, as its entry says it; `listed` where the head of the case names the person so."""

    to: str
    listed: bool


def spoken_with(head: Head, contact: FileContact, headers: Mapping[str, str]) -> Partner | RowProblem:
    """The person a row names, by the head as known; a problem of the row where name and relation contradict each other.

    Without a name it is whose number was called, else the debtor, as in a note; or whom the relation tells.
    """
    relation = contact.relation.text if contact.relation is not None else ""
    itself = not relation or is_self(relation)
    if not contact.to or is_self(contact.to):
        return _by_number(head, contact.number) if itself else Partner(relation, listed=False)
    if same_name(contact.to, head.debtor.name):
        return Partner(DEBTOR, listed=True) if itself else _namesake(head, contact, relation, headers)
    if relation and itself:
        return _problem(
            contact,
            headers,
            msg(
                "'{relation}' is the debtor, but the name is another's: mend one of the two",
                relation=relation,
            ),
        )
    party = party_named(head, contact.to)
    return Partner(party.name, listed=True) if party is not None else Partner(contact.to, listed=False)


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same, blanks aside: 王 芳 is 王芳."""
    return "".join(plain_name(one).split()) == "".join(plain_name(other).split())


def _by_number(head: Head, number: str) -> Partner:
    wanted = dialled(number)
    if wanted and wanted not in {dialled(phone.number) for phone in head.debtor.phones}:
        named = {
            party.name
            for party in head.parties
            if wanted in {dialled(phone.number) for phone in party.phones}
        }
        if len(named) == 1:
            return Partner(named.pop(), listed=True)
    return Partner(DEBTOR, listed=True)


def _namesake(
    head: Head, contact: FileContact, relation: str, headers: Mapping[str, str]
) -> Partner | RowProblem:
    """Somebody else of the debtor's name, told apart by the client's relation word."""
    if dialled(contact.number) in {"", *(dialled(phone.number) for phone in head.debtor.phones)}:
        reason = msg(
            "the name is the debtor's, but '{relation}' is somebody else: mend one of the two",
            relation=relation,
        )
        return _problem(contact, headers, reason)
    return Partner(f"{contact.to}（{relation}）", listed=False)


def _problem(contact: FileContact, headers: Mapping[str, str], reason: Message) -> RowProblem:
    return RowProblem(contact.row, headers.get("to", "to"), reason)
