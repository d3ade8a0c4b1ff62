"""The export of entries: everything that was ever recorded, what was taken back among it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from enum import StrEnum

from dunning_cli.documents.export.columns import Kind
from dunning_cli.domain.case.entries import Entry
from dunning_cli.kernel.message import Message, label
from dunning_cli.kernel.personal_marks import FREE_TEXT, STAFF
from dunning_cli.kernel.schema import fields_of, to_node
from dunning_cli.views.entry_words import all_at_hand
from dunning_cli.views.export.case_items import CaseItem
from dunning_cli.views.export.common import CASE
from dunning_cli.views.export.dataset import Coded, Dataset, ExportColumn, Source, plain_data, shown
from dunning_cli.views.export.entry_items import Below, below, part
from dunning_cli.views.people.masking import masked_entry

COMMON = frozenset(each.key for each in fields_of(Entry)) - {"override", "overridden"}


class Effect(StrEnum):
    """Whether an entry counts on the day of the export."""

    COUNTS = "counts"
    REVERSED = "reversed"
    WAITING = "waiting"


EFFECTS: dict[Effect, Message] = {
    Effect.COUNTS: label("counts"),
    Effect.REVERSED: label("taken back"),
    Effect.WAITING: label("waiting for approval"),
}


class _Recorded:
    """One entry with what the export says of it beside its own keys."""

    def __init__(self, entry: Entry, effect: Effect, words: Message | str, data: str) -> None:
        self.entry, self.effect, self.words, self.data = entry, effect, words, data


def _entries(source: Source) -> Iterable[Below[_Recorded]]:
    """The entries dated up to the day in the order of the file, each masked as a whole by the marks of its keys."""

    def recorded(item: CaseItem) -> Iterator[_Recorded]:
        if item.case is None:
            return
        mask = source.viewer.mask(item.case, item.as_of)
        at_hand = all_at_hand(item.case, source.reader.office.reasons, source.language)
        waiting, taken_back = item.case.waiting(item.as_of), item.case.reversed_ids
        for entry in item.case.entries:
            if entry.date > item.as_of:
                continue
            effect = Effect.REVERSED if entry.id in taken_back else Effect.COUNTS
            effect = Effect.WAITING if entry.id in waiting and effect is Effect.COUNTS else effect
            shown = masked_entry(entry, mask)
            yield _Recorded(shown, effect, shown.in_words_with(at_hand), _own_keys(shown))

    return below(source, recorded)


def _own_keys(entry: Entry) -> str:
    """The keys of its kind as they stand in the file, in JSON."""
    data = plain_data(to_node(entry))
    assert isinstance(data, dict)
    return json.dumps({key: data[key] for key in data if key not in COMMON}, ensure_ascii=False)


def _entry(key: str, title: Message, kind: Kind = Kind.TEXT) -> ExportColumn:
    """A key of the entry; what of it is personal was masked with the entry as a whole."""
    value = part("entry")
    attribute = {"entry": "id"}.get(key, key)
    return ExportColumn(key, title, lambda item: getattr(value(item), attribute, None), kind)


COLUMNS = (
    CASE,
    _entry("entry", label("entry")),
    ExportColumn(
        "kind", label("kind"), lambda item: Coded(item.what.entry.kind, item.what.entry.title), Kind.CODE
    ),
    _entry("date", label("value date"), Kind.DAY),
    _entry("at", label("recorded on"), Kind.MOMENT),
    ExportColumn("by", label("recorded by"), lambda item: item.what.entry.by, personal=STAFF),
    ExportColumn("agent", label("who did it"), lambda item: item.what.entry.actor, personal=STAFF),
    ExportColumn("effect", label("effect"), part("effect"), Kind.CODE, words=EFFECTS),
    _entry("amount", label("amount"), Kind.AMOUNT),
    _entry("principal", label("principal"), Kind.AMOUNT),
    _entry("interest", label("interest"), Kind.AMOUNT),
    _entry("penalty", label("penalty"), Kind.AMOUNT),
    _entry("fee", label("fee"), Kind.AMOUNT),
    _entry("due", label("due"), Kind.DAY),
    ExportColumn("what", label("what happened"), lambda item: shown(item.what.words), personal=FREE_TEXT),
    ExportColumn("data", label("all its keys"), lambda item: shown(item.what.data), personal=FREE_TEXT),
)

ENTRIES = Dataset("entries", COLUMNS, _entries)
