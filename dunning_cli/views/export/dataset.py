"""How a table leaves the ledger: its columns with where their values are from, and its rows one at a time, masked."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Protocol

from dunning_cli.documents.export.columns import Heading, Kind, Sheet, Value
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.people.viewing import Viewer
from dunning_cli.kernel.masking import Mask
from dunning_cli.kernel.message import Message, Translate
from dunning_cli.kernel.nodes import Map, Node, Sequence
from dunning_cli.kernel.personal_marks import NOT_PERSONAL, Mark
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.views.portfolio.selection import Selection


class Item(Protocol):
    """What a row is made of: at least the case it belongs to; None where its file could not be read."""

    @property
    def case_id(self) -> str:
        """The id of the case."""

    @property
    def case(self) -> Case | None:
        """The case."""


@dataclass(frozen=True, slots=True)
class Coded:
    """A code that is no enumeration, with its words: for programs the one, for people the other."""

    code: str
    words: Message | str


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """A column: key, label, kind of value, what it is of people; and how its value is had from an item.

    A value is text, typed, a code, or a message; several are a tuple of such. What is personal in a message stands in
    it as `Personal`. `words` are the labels of codes that have none of their own.
    """

    key: str
    title: Message
    value: Callable[[Any], object]
    kind: Kind = Kind.TEXT
    personal: Mark = NOT_PERSONAL
    words: Mapping[Any, Message] | None = None

    @property
    def heading(self) -> Heading:
        """The column as the writers of files know it."""
        return Heading(self.key, self.title, self.kind, self.personal)


@dataclass(frozen=True, slots=True)
class Dataset:
    """A table that can be exported: its name on the command line, its columns, and the items its rows are made of."""

    name: str
    columns: tuple[ExportColumn, ...]
    items: Callable[[Source], Iterable[Item]]

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The columns as the writers of files know them."""
        return tuple(each.heading for each in self.columns)


@dataclass(frozen=True, slots=True)
class Source:
    """From which ledger, as of which day, which cases, for whom.

    `notes` gathers what is to be said beside the table once its rows were read. `now` is the office's present moment,
    which a practice ledger may tell; `clock` is the real one.
    """

    reader: LedgerReader
    as_of: date
    now: datetime
    clock: datetime
    selection: Selection
    translate: Translate
    language: str = "en"
    reveal: bool = False
    codes: bool = False
    notes: list[Message] = field(default_factory=list)

    @property
    def viewer(self) -> Viewer:
        """Who reads a file that leaves the ledger is not known: only --reveal shows anybody's data in full."""
        return Viewer(reveal=self.reveal, language=self.language)


class Export:
    """One export under way: its sheet for a writer, and once that has gone through it, what was in it."""

    def __init__(self, dataset: Dataset, source: Source) -> None:
        self.dataset = dataset
        self.source = source
        self.rows = 0
        self._cases: dict[str, None] = {}

    @property
    def cases(self) -> tuple[str, ...]:
        """The cases that had a row, each once, in the order of the rows."""
        return tuple(self._cases)

    def sheet(self, codes: bool) -> Sheet:
        """The table; `codes`: keys for headers, codes instead of words."""
        rows = self._rows(codes)
        return Sheet(self.dataset.name, self.dataset.headings, rows, self.source.translate, codes)

    def _rows(self, codes: bool) -> Iterator[tuple[Value, ...]]:
        viewer, columns = self.source.viewer, self.dataset.columns
        for item in self.dataset.items(self.source):
            mask = Mask(viewer.reveal)
            if item.case is not None:
                mask = viewer.mask(item.case, self.source.as_of)
            cells = _Cells(mask, codes, self.source)
            yield tuple(cells.of(column, column.value(item)) for column in columns)
            self.rows += 1
            self._cases.setdefault(item.case_id)


@dataclass(frozen=True, slots=True)
class _Cells:
    """How the values of one row are shown."""

    mask: Mask
    codes: bool
    source: Source

    def of(self, column: ExportColumn, value: object) -> Value:
        """A value as it stands in the table: masked, and in words where people read it."""
        if value is None or value == "" or value == ():
            return None
        if isinstance(value, StrEnum):
            return self._code(column, value)
        if isinstance(value, Coded):
            return value.code if self.codes else self.of(column, shown(value.words))
        if isinstance(value, str):
            form = column.personal.form
            return self.mask.shown(value, form) if column.personal.masked and form is not None else value
        if isinstance(value, Message):
            return self.source.translate(self.mask.words(value))
        if isinstance(value, tuple):
            return "; ".join(str(self.of(column, each)) for each in value)
        if isinstance(value, datetime):
            return value.astimezone(self.source.reader.office.time_zone)
        if isinstance(value, (bool, int, Decimal, date)):
            return value
        raise TypeError(f"the column {column.key} gives {type(value).__name__}")

    def _code(self, column: ExportColumn, code: StrEnum) -> str:
        if self.codes:
            return code.value
        return self.source.translate(column.words[code] if column.words is not None else label_of(code))


def shown(value: object) -> Message:
    """A value that is not to be masked by its column: it is masked already, or says itself what it is (`Personal`)."""
    return Message("{value}", {"value": value})


def plain_data(node: Node) -> object:
    """A tree of a file as maps, lists and texts."""
    if isinstance(node, Map):
        return {pair.key: plain_data(pair.node) for pair in node.pairs}
    if isinstance(node, Sequence):
        return [plain_data(item) for item in node.items]
    return node.value


def as_json(node: Node) -> str | None:
    """A tree of a file as JSON on one line; None for an empty one."""
    if isinstance(node, Map) and not node.pairs:
        return None
    return json.dumps(plain_data(node), ensure_ascii=False)
