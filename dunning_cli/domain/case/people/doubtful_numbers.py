"""Numbers of a case that nobody can be told by or called on: noted where they come in, and by `check`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dunning_cli.domain.case.case import Debtor, Head, Party
from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.entries import Consent, Contact, Detail, Entry, NewParty
from dunning_cli.domain.case.people.identity import doubt_about
from dunning_cli.domain.case.people.telephone import doubt_about_number
from dunning_cli.kernel.message import Message, label, msg


def doubts_of(head: Head) -> tuple[Message, ...]:
    """What is doubtful about the numbers a head gives, each said once: whose it is, and why."""
    debtor = head.debtor
    found = list(_of(label("debtor"), (debtor.id_number, debtor.credit_code), _numbers(debtor)))
    for party in head.parties:
        found += _of(label_of(party.role), (party.id_number,), _numbers(party))
    return _once(found)


def doubts_of_entry(entry: Entry) -> tuple[Message, ...]:
    """What is doubtful about the numbers an entry gives."""
    if isinstance(entry, NewParty):
        return _once(_of(label_of(entry.role), (entry.id_number,), entry.phones))
    if isinstance(entry, Detail):
        return _once(_of(None, (), (entry.phone,)))
    if isinstance(entry, (Contact, Consent)):
        return _once(_of(None, (), (entry.number,)))
    return ()


def _numbers(person: Debtor | Party) -> tuple[str, ...]:
    return tuple(phone.number for phone in person.phones)


def _of(
    who: Message | None, documents: Iterable[str | None], telephones: Iterable[str | None]
) -> Iterator[Message]:
    for why in (*map(doubt_about, documents), *map(doubt_about_number, telephones)):
        if why is not None:
            yield why if who is None else msg("{who}: {why}", who=who, why=why)


def _once(found: Iterable[Message]) -> tuple[Message, ...]:
    return tuple({str(each): each for each in found}.values())
