"""The rows of one sheet as text, as every kind of file gives them before any header is known."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field

from dunning_cli.kernel.message import Message
from dunning_cli.kernel.record import dataclass

HEADER_WITHIN = 60
"""The header is looked for in this many rows from the top."""

MOST_ROWS = 100_000
"""Rows with data that one file may hold; the whole file is kept in memory."""


@dataclass(frozen=True, slots=True)
class RawRow:
    """The cells of one row as text, `number` as the person sees it, counted from 1.

    `doubts` says by position why a cell must not be believed, for example digits lost by the spreadsheet. `merged` are
    the positions whose cell spans several rows: below the first of them they hold its text. `hidden` is true for a row
    that the spreadsheet does not show, because of a filter or by hand.
    """

    number: int
    cells: Sequence[str]
    doubts: Mapping[int, Message] = field(default_factory=dict)
    merged: frozenset[int] = frozenset()
    hidden: bool = False


Rows = Callable[[], Iterator[RawRow]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, or one way to split a text file into cells.

    `top` are its first rows, in which a merged cell's text stands in all the cells it covers. `rows` reads them
    all from the first. `delimited` is true for a text file, where a cell beyond the header means that the row is
    shifted. `encoding` is empty for a workbook.
    """

    name: str
    top: tuple[RawRow, ...]
    rows: Rows
    delimited: bool = False
    encoding: str = ""
