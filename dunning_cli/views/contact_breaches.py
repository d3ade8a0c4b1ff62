"""Which contact rules were overridden: where, by whom, and for what reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from dunning_cli.domain.case import Case
from dunning_cli.domain.codes import LABELS
from dunning_cli.domain.contact_details import known_on
from dunning_cli.domain.contact_people import SIDE_LABELS, Side, person_of
from dunning_cli.domain.entries import Contact, Entry, Letter
from dunning_cli.domain.message import Message, label, msg
from dunning_cli.domain.once import RULE as RECORDED_BEFORE
from dunning_cli.domain.privacy import Mask
from dunning_cli.domain.privacy.sight import Reader
from dunning_cli.domain.sheet import Answer, Column, Table
from dunning_cli.store.books import Books

COLUMNS = (
    Column(label("date")),
    Column(label("time")),
    Column(label("case")),
    Column(label("rule")),
    Column(label("how")),
    Column(label("to")),
    Column(label("who did it")),
    Column(label("reason")),
    Column(label("entry")),
)


@dataclass(frozen=True, slots=True)
class _Override:
    case: Case
    entry: Entry
    reversed: bool


def contact_breaches(books: Books, first: date | None, last: date | None, reader: Reader) -> Answer:
    """Every override of a contact rule with a value date from `first` to `last`, both included; None: no limit.

    Reversed ones are listed too and say so: the contact had been made, or somebody meant to make it.
    """
    found: list[_Override] = []
    unread: list[Message] = []
    for read in books.cases():
        if read.case is None:
            unread += [problem.as_message() for problem in read.problems[:1]]
            continue
        found += [
            item
            for item in _overrides(read.case)
            if (first is None or first <= item.entry.date) and (last is None or item.entry.date <= last)
        ]
    found.sort(key=lambda item: (item.entry.date, item.entry.at.timestamp(), item.entry.id))
    shown = [(item, reader.mask(item.case, reader.today)) for item in found]
    data = {"from": first, "to": last, "breaches": [_data(*each) for each in shown]}
    if not found:
        return Answer(data, (label("no contact rule was overridden"),), tuple(unread))
    rows = [_row(*each) for each in shown]
    return Answer(data, (Table(COLUMNS, rows), msg("{count} overrides", count=len(rows))), tuple(unread))


def _overrides(case: Case) -> list[_Override]:
    taken_back = case.reversed_ids
    return [
        _Override(case, entry, entry.id in taken_back)
        for entry in case.entries
        if entry.overridden and entry.overridden != RECORDED_BEFORE
    ]


def _data(item: _Override, mask: Mask) -> dict[str, Any]:
    entry = item.entry
    return {
        "date": entry.date,
        "time": entry.time.isoformat(timespec="minutes")
        if isinstance(entry, Contact) and entry.time
        else None,
        "case": item.case.id,
        "entry": entry.id,
        "kind": entry.kind,
        "rules": (entry.overridden or "").split(", "),
        "channel": entry.channel.value if isinstance(entry, Contact) else entry.kind,
        "to": _to(item, mask),
        "agent": entry.actor,
        "by": entry.by,
        "reason": mask.text(entry.override) or None,
        "reversed": item.reversed,
    }


def _to(item: _Override, mask: Mask) -> str | None:
    """`debtor`, `guarantor` and the like as written, names in part."""
    entry = item.entry
    named = entry.to if isinstance(entry, (Contact, Letter)) else None
    if named is None or named in ("debtor", "guarantor", "creditor"):
        return named
    return mask.name(named)


def _row(item: _Override, mask: Mask) -> tuple[object, ...]:
    entry = item.entry
    contact = entry if isinstance(entry, Contact) else None
    how: Message = LABELS[contact.channel] if contact else entry.title
    if item.reversed:
        how = msg("{what} (reversed)", what=how)
    return (
        entry.date,
        f"{contact.time:%H:%M}" if contact and contact.time else None,
        item.case.id,
        entry.overridden,
        how,
        _who(item, mask),
        entry.actor,
        mask.text(entry.override),
        entry.id,
    )


def _who(item: _Override, mask: Mask) -> object:
    entry = item.entry
    named = entry.to if isinstance(entry, (Contact, Letter)) else None
    person = person_of(known_on(item.case, entry.date), named)
    if person.side is Side.DEBTOR or named in ("guarantor", "creditor"):
        return SIDE_LABELS[person.side]
    return msg("{side} {name}", side=SIDE_LABELS[person.side], name=mask.name(named))
