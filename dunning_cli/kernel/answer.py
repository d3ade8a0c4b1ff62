"""An answer as it would stand on paper: lines of text and tables with labelled columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import datetime
from decimal import Decimal
from typing import Any

from dunning_cli.kernel.message import Message, ToBeFilled, Translate, msg
from dunning_cli.kernel.money import format_amount
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.text import harmless

Cell = object
"""Text, a number, a date, an amount (Decimal), a message or None."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its label, and whether its values are figures, set to the right."""

    title: Message
    figures: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under labelled columns, with an optional heading and last row."""

    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    heading: Message | None = None
    total: Sequence[Cell] | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of text as they are, such as a letter."""

    text: str


@dataclass(frozen=True, slots=True)
class Listing:
    """Names with their text beside them; a line without a name goes on with the one above."""

    rows: Sequence[tuple[Message | str | None, Cell]]


class Each(Sequence[Any]):
    """A list for scripts of which each part is made when it is asked for: whoever reads a table never pays for it."""

    def __init__(self, items: Sequence[Any], make: Callable[[Any], Any]) -> None:
        self._items = items
        self._make = make

    def __len__(self) -> int:
        return len(self._items)

    def __getitem__(self, place: Any) -> Any:
        found = self._items[place]
        return list(map(self._make, found)) if isinstance(place, slice) else self._make(found)

    def __iter__(self) -> Iterator[Any]:
        return map(self._make, self._items)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a view answers: `data` for scripts, `parts` for people, `warnings` beside either."""

    data: Mapping[str, Any]
    parts: tuple[Table | Listing | Message | Paragraph, ...] = ()
    warnings: tuple[Message, ...] = field(default=())


def cell_text(cell: Cell, translate: Translate) -> str:
    """A cell to read: amounts with two decimals and thousands apart, moments to the minute, nothing for None."""
    if isinstance(cell, str):
        return cell if cell.isprintable() else harmless(cell)
    if cell is None:
        return ""
    if isinstance(cell, Message):
        return translate(cell)
    if isinstance(cell, ToBeFilled):
        return translate(msg("{cure}", cure=cell))
    if isinstance(cell, Decimal):
        return f"{cell:,.2f}"
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M")
    return harmless(cell)


def plain_cell(cell: Cell, translate: Translate) -> str:
    """A cell for machines: as `cell_text`, without thousands separators."""
    return format_amount(cell) if isinstance(cell, Decimal) else cell_text(cell, translate)
