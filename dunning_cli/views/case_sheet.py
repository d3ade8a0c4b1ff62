"""One case on one sheet: head, state and entries, personal data masked unless asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from dunning_cli.domain.case import Address, Case, Head, Party, Phone
from dunning_cli.domain.entries import Contact, Entry, Payment, entry_node
from dunning_cli.domain.failure import Failure
from dunning_cli.domain.message import Message, label, msg
from dunning_cli.domain.nodes import Map, Node, Sequence, Text
from dunning_cli.domain.privacy import Mask, sealed_hidden
from dunning_cli.domain.schema import to_node
from dunning_cli.domain.sheet import Answer, Column, Table
from dunning_cli.store.books import Books
from dunning_cli.views.entry_words import entry_words
from dunning_cli.views.standing import Standing, standing_of
from dunning_cli.views.states import state_data

HEAD_COLUMNS = (Column(label("key")), Column(label("value")))
ENTRY_COLUMNS = (
    Column(label("date")),
    Column(label("what")),
    Column(label("details")),
    Column(label("by")),
    Column(label("entry")),
)


def case_sheet(books: Books, reference: str, as_of: date, reveal: bool = False) -> Answer:
    """A case with its state on a day and the entries dated up to it. Raises NotFound, Refused."""
    case = books.find(reference)
    mask = Mask(reveal)
    head = masked_head(case.head, mask)
    entries = sorted(
        (entry for entry in case.entries if entry.date <= as_of),
        key=lambda entry: (entry.date, entry.at, entry.id),
    )
    state, warning = _state(books, case, as_of)
    data = {
        "case": case.id,
        "head": plain(to_node(head)),
        "state": state_data(state) if state is not None else None,
        "entries": [plain(entry_node(masked_entry(entry, mask))) for entry in entries],
    }
    taken_back = case.reversed_ids
    rows = [_entry_row(masked_entry(entry, mask), entry.id in taken_back) for entry in entries]
    parts = (
        Table(HEAD_COLUMNS, list(_head_rows(to_node(head))), msg("case {case}", case=case.id)),
        _state_line(state),
        Table(ENTRY_COLUMNS, rows, msg("entries: {count}", count=len(rows))),
    )
    return Answer(data, tuple(part for part in parts if part is not None), warning)


def _state(books: Books, case: Case, as_of: date) -> tuple[Standing | None, tuple[Message, ...]]:
    try:
        return standing_of(books, case, as_of), ()
    except Failure as failure:
        return None, (failure.message,)


def _state_line(state: Standing | None) -> Message | None:
    if state is None:
        return None
    closing = state.case.closing(state.as_of)
    if closing is not None:
        return msg(
            "on {date}: closed, owed {total}", date=state.as_of, total=f"{state.account.balance.total:,.2f}"
        )
    return msg(
        "on {date}: stage {stage}, {days} days past due, owed {total}",
        date=state.as_of,
        stage=state.stage.stage,
        days=state.account.days_past_due,
        total=f"{state.account.balance.total:,.2f}",
    )


def masked_head(head: Head, mask: Mask) -> Head:
    """A head as it may be shown."""
    head = sealed_hidden(head)
    debtor = head.debtor
    contract = head.account
    return replace(
        head,
        debtor=replace(
            debtor,
            name=mask.name(debtor.name),
            id_number=mask.number(debtor.id_number) or None,
            phones=_phones(debtor.phones, mask),
            addresses=_addresses(debtor.addresses, mask),
        ),
        parties=tuple(_party(party, mask) for party in head.parties),
        account=replace(
            contract,
            number=mask.number(contract.number) or None,
            bank_account=mask.number(contract.bank_account) or None,
        )
        if contract
        else None,
    )


def masked_entry(entry: Entry, mask: Mask) -> Entry:
    """An entry as it may be shown: numbers dialled and names of payers in part."""
    entry = sealed_hidden(entry)
    if isinstance(entry, Contact) and entry.number:
        return replace(entry, number=mask.phone(entry.number))
    if isinstance(entry, Payment) and entry.payer:
        return replace(entry, payer=mask.name(entry.payer))
    return entry


def _phones(phones: tuple[Phone, ...], mask: Mask) -> tuple[Phone, ...]:
    return tuple(replace(phone, number=mask.phone(phone.number)) for phone in phones)


def _addresses(addresses: tuple[Address, ...], mask: Mask) -> tuple[Address, ...]:
    return tuple(replace(address, text=mask.address(address.text)) for address in addresses)


def _party(party: Party, mask: Mask) -> Party:
    return replace(
        party,
        name=mask.name(party.name),
        id_number=mask.number(party.id_number) or None,
        phones=_phones(party.phones, mask),
        addresses=_addresses(party.addresses, mask),
    )


def plain(node: Node) -> Any:
    """A tree as JSON values: texts as written, true and false as such."""
    if isinstance(node, Map):
        return {pair.key: plain(pair.node) for pair in node.pairs}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    if not node.quoted and node.value in ("true", "false"):
        return node.value == "true"
    return node.value


def _head_rows(node: Map, prefix: str = "") -> Iterator[tuple[object, ...]]:
    for pair in node.pairs:
        name = prefix + pair.key
        if isinstance(pair.node, Map):
            yield from _head_rows(pair.node, name + ".")
        elif isinstance(pair.node, Sequence):
            for index, item in enumerate(pair.node.items):
                yield f"{name}[{index}]", _in_one_line(item)
        else:
            yield name, pair.node.value


def _in_one_line(node: Node) -> str:
    if isinstance(node, Text):
        return node.value
    if isinstance(node, Sequence):
        return ", ".join(_in_one_line(item) for item in node.items)
    return ", ".join(_in_one_line(pair.node) for pair in node.pairs)


def _entry_row(entry: Entry, taken_back: bool) -> tuple[object, ...]:
    title: Message = msg("{what} (reversed)", what=entry.title) if taken_back else entry.title
    return entry.date, title, entry_words(entry), entry.actor, entry.id
