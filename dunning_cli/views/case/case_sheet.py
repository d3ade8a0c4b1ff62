"""One case on one sheet: head, state and entries, personal data masked for those who do not need it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import is_dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from dunning_cli.domain.account.closings import principal_to_come
from dunning_cli.domain.account.new_terms import never_charged
from dunning_cli.domain.case.case import Case, Head
from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.entries import Entry, entry_node
from dunning_cli.domain.case.office.clients import client_of
from dunning_cli.domain.case.people.details import known_on
from dunning_cli.domain.case.people.viewing import Viewer
from dunning_cli.domain.case.term_words import value_words
from dunning_cli.kernel.answer import Answer, Column, Table
from dunning_cli.kernel.errors import Failure
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.nodes import Map, Node, Sequence
from dunning_cli.kernel.schema import fields_of, to_node
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.views.account.data import overdue_by_age, overdue_table
from dunning_cli.views.account.standing import AccountState, standing_of
from dunning_cli.views.entry_words import all_at_hand
from dunning_cli.views.head_words import head_words
from dunning_cli.views.people.clients import client_table
from dunning_cli.views.people.masking import masked_entry, masked_head
from dunning_cli.views.people.people import consent_table, death_line, detail_table, life_lines, stop_lines
from dunning_cli.views.titles import InTitles

if TYPE_CHECKING:
    from dunning_cli.views.case.json_keys import CaseSheetData

HEAD_COLUMNS = (Column(label("key")), Column(label("value")))
ENTRY_COLUMNS = (
    Column(label("date")),
    Column(label("what")),
    Column(label("details")),
    Column(label("by")),
    Column(label("entry")),
)


def case_sheet(reader: LedgerReader, reference: str, as_of: date, viewer: Viewer) -> Answer:
    """A case with its state on a day and the entries dated up to it; words of the office's own in the reader's language.

    Raises NotFound, Refused.
    """
    from dunning_cli.views.account.figures_made import figures_of, suspected
    from dunning_cli.views.case.states import state_data, suspicion_line

    found = reader.find(reference)
    case, known = known_on(found, as_of), known_on(reader.known(found), as_of)
    mask = viewer.mask(case, as_of)
    head = masked_head(case.head, mask)
    entries = sorted(
        (entry for entry in case.entries if entry.date <= as_of),
        key=lambda entry: (entry.date, entry.at, entry.id),
    )
    state, warning = _state(reader, case, as_of)
    client = client_of(reader.office.clients, case.head.creditor)
    data: CaseSheetData = {
        "case": case.id,
        "head": plain(to_node(head)),
        "state": state_data(figures_of(state), as_of) if state is not None else None,
        "overdue_by_age": overdue_by_age(state.account) if state is not None else None,
        "client": plain(to_node(client)) if client is not None else None,
        "entries": [plain(entry_node(masked_entry(entry, mask))) for entry in entries],
    }
    taken_back, waiting, never = case.reversed_ids, case.waiting(as_of), never_charged(case.standing(as_of))
    at_hand = all_at_hand(case, reader.office.reasons, viewer.language)
    rows = []
    for entry in entries:
        shown = masked_entry(entry, mask)
        rows.append(
            _entry_row(
                shown,
                shown.in_words_with(at_hand),
                entry.id in taken_back,
                entry.id in waiting,
                entry.id in never,
            )
        )
    parts = (
        Table(HEAD_COLUMNS, list(_rows_of_head(head, reader, viewer)), msg("case {case}", case=case.id)),
        detail_table(case, as_of, mask),
        consent_table(case, as_of, mask),
        client_table(client),
        _state_line(state),
        overdue_table(state.account) if state is not None and case.closing(as_of) is None else None,
        _to_come_line(case, as_of),
        suspicion_line(case.id, suspected(case, as_of)),
        death_line(known, as_of),
        *life_lines(known, as_of, mask),
        *stop_lines(known, as_of, mask),
        Table(ENTRY_COLUMNS, rows, msg("entries: {count}", count=len(rows))),
    )
    return Answer(data, tuple(part for part in parts if part is not None), warning)


def _state(reader: LedgerReader, case: Case, as_of: date) -> tuple[AccountState | None, tuple[Message, ...]]:
    try:
        return standing_of(reader, case, as_of), ()
    except Failure as failure:
        return None, (failure.message,)


def _to_come_line(case: Case, as_of: date) -> Message | None:
    """The principal that is lent and not asked for yet: instalments still to come."""
    to_come = principal_to_come(case, as_of)
    if not to_come:
        return None
    return msg("principal of instalments still to come: {amount}", amount=to_come)


def _state_line(state: AccountState | None) -> Message | None:
    if state is None:
        return None
    closing = state.case.closing(state.as_of)
    if closing is not None:
        return msg("on {date}: closed, owed {total}", date=state.as_of, total=state.account.balance.total)
    return msg(
        "on {date}: stage {stage}, {days} days past due, owed {total}",
        date=state.as_of,
        stage=state.stage.stage,
        days=state.account.days_past_due,
        total=state.account.balance.total,
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


def _rows_of_head(head: Head, reader: LedgerReader, viewer: Viewer) -> Iterator[tuple[object, ...]]:
    """The rows of a head; the product by its title beside its name, where the language is not that of names."""
    product = InTitles(reader, viewer.language).said(msg("{policy}", policy=head.policy))
    titled = str(product) != head.policy
    for words, value in _head_rows(head):
        if titled and words == head_words("policy"):
            yield words, msg("{what} ({code})", what=product, code=head.policy)
        else:
            yield words, value


def _head_rows(record: Any, prefix: str = "") -> Iterator[tuple[object, ...]]:
    """Keys and values of a head with words for its codes; contact details stand in a table of their own."""
    for item in fields_of(type(record)):
        name, value = prefix + item.key, getattr(record, item.attribute)
        if value in (None, ()) or item.key in _DETAILS:
            continue
        if isinstance(value, tuple):
            for index, part in enumerate(value):
                yield head_words(f"{name}[{index}]"), _in_one_line(part)
        elif isinstance(value, Map):
            yield from _map_rows(value, name + ".")
        elif is_dataclass(value):
            yield from _head_rows(value, name + ".")
        else:
            yield head_words(name), _cell(value)


def _map_rows(node: Map, prefix: str) -> Iterator[tuple[object, ...]]:
    for pair in node.pairs:
        if isinstance(pair.node, Map):
            yield from _map_rows(pair.node, f"{prefix}{pair.key}.")
        else:
            yield head_words(prefix + pair.key), value_words(pair.node)


def _in_one_line(record: Any) -> object:
    cells = [
        _cell(value)
        for item in fields_of(type(record))
        if (value := getattr(record, item.attribute)) not in (None, ()) and item.key not in _DETAILS
    ]
    words = cells[0]
    for cell in cells[1:]:
        words = msg("{before}, {value}", before=words, value=cell)
    return words


def _cell(value: object) -> object:
    return label_of(value) if isinstance(value, StrEnum) else value


_DETAILS = ("phones", "addresses", "email")


def _entry_row(
    entry: Entry, details: Message | str, taken_back: bool, waiting: bool, never: bool
) -> tuple[object, ...]:
    title: Message = entry.title
    if taken_back:
        title = msg("{what} (reversed)", what=title)
    elif waiting:
        title = msg("{what} (not approved)", what=title)
    elif never:
        title = msg("{what} (ended before)", what=title)
    return entry.date, title, details, entry.actor, entry.id
