"""The raw rows of one sheet, as both kinds of file give them before any header is known."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from dataclasses import field

from dunning_cli.kernel.message import Message
from dunning_cli.kernel.record import dataclass

HEADER_WITHIN = 20
"""The header is looked for in this many rows from the top."""

LEAST_HEADERS = 3
"""So many known headers make a row the header."""

HeaderScore = Callable[[Iterable[Sequence[str]]], int]
"""How many known headers the best of these rows holds; chooses among sheets and delimiters."""


@dataclass(frozen=True, slots=True)
class RawRow:
    """The cells of one row as text, `number` as the person sees it, counted from 1.

    `doubts` says by position why a cell must not be believed, for example digits lost by the spreadsheet.
    """

    number: int
    cells: Sequence[str]
    doubts: Mapping[int, Message] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The chosen sheet: its rows are read while they are asked for, once.

    `others` names sheets that also have a header and are not read. `delimited` is true for a text
    file, where a cell beyond the header means that the row is shifted. `encoding` is empty for a workbook.
    """

    name: str
    rows: Generator[RawRow, None, None]
    others: tuple[str, ...] = ()
    delimited: bool = False
    encoding: str = ""
