"""A table in columns for a terminal, as tabulate's `simple` form writes it, in a fraction of its time.

Of the ten thousand rows of a list tabulate looks at each cell four times for what it may be; here all are texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from dunning_cli.present.columns import columns_of
from dunning_cli.present.lines import folded

_BETWEEN = "  "
_LEAST_TEXT = 16
"""Columns that a column of texts keeps, however narrow the terminal is."""


def simple_table(titles: Sequence[str], rows: Sequence[Sequence[str]], figures: Sequence[bool]) -> str:
    """Titles, a line of dashes and the rows; `figures` tells which columns stand to the right. Cells hold one line."""
    lines: list[list[str]] = []
    for place, title in enumerate(titles):
        cells = [row[place].strip() for row in rows]
        # of most columns few cells differ
        taken = {cell: columns_of(cell) for cell in set(cells)}
        width = max(_room_of(title), max(taken.values(), default=0))
        pad = _left if figures[place] and rows else _right
        padded = {cell: pad(cell, width - columns) for cell, columns in taken.items()}
        lines.append([pad(title, width - columns_of(title)), "-" * width, *map(padded.__getitem__, cells)])
    return "\n".join([_BETWEEN.join(line).rstrip() for line in zip(*lines, strict=True)])


def narrowed(
    titles: Sequence[str], rows: Sequence[Sequence[str]], figures: Sequence[bool], room: int
) -> Sequence[Sequence[str]]:
    """The rows with long texts folded into further rows below, so that the table takes at most `room` columns.

    They stay as they are where it fits, and where it cannot: a table of many figures is wide.
    """
    widths = [
        max(_room_of(title), *(columns_of(text.strip()) for text in {row[place] for row in rows}), 0)
        for place, title in enumerate(titles)
    ]
    least = [
        width if figures[place] else min(width, max(_room_of(titles[place]), _LEAST_TEXT))
        for place, width in enumerate(widths)
    ]
    between = len(_BETWEEN) * (len(widths) - 1)
    if sum(widths) + between <= room or sum(least) + between > room:
        return rows
    for _ in range(sum(widths) + between - room):
        widest = max(
            (place for place, width in enumerate(widths) if width > least[place]), key=widths.__getitem__
        )
        widths[widest] -= 1
    return [line for row in rows for line in _lines_of(row, widths)]


def _lines_of(row: Sequence[str], widths: Sequence[int]) -> Iterator[tuple[str, ...]]:
    cells = [
        [cell] if columns_of(cell) <= width else folded(cell, width)
        for cell, width in zip(row, widths, strict=True)
    ]
    yield from zip_longest(*cells, fillvalue="")


def _room_of(title: str) -> int:
    """The columns of a title: two more than its own, as if it stood between two others."""
    return columns_of(title) + len(_BETWEEN)


def _left(text: str, blanks: int) -> str:
    return " " * blanks + text


def _right(text: str, blanks: int) -> str:
    return text + " " * blanks
