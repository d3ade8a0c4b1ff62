"""Cells that stand beside each other in lines of text, found again by the columns that are blank in all of them."""

from __future__ import annotations

from collections.abc import Sequence

from dunning_cli.documents.plain_text import display_width
from dunning_cli.kernel.pattern import pattern

_BETWEEN = pattern(r"(?<!\[) {2,}(?!\])")
"""A box to be ticked, [  ], is in one cell with what it stands before."""
_FIGURE = pattern(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?: 元)?")


def cells_of(line: str) -> list[str]:
    """What stands in a line with at least two blanks between."""
    return _BETWEEN.split(line.strip(" "))


def is_figure(text: str) -> bool:
    """Whether a cell is an amount or a count, so that it stands to the right."""
    return _FIGURE.fullmatch(text) is not None


def columns_of(lines: Sequence[str]) -> list[list[str]]:
    """The cells of lines under each other, every row with as many; a cell is empty where a line has nothing there.

    Below titles one blank column is enough to part two cells, else it takes two.
    """
    cells = [_by_column(line) for line in lines]
    width = max(map(len, cells))
    used = [any(row[at] != " " for row in cells if at < len(row)) for at in range(width)]
    titled = not any(is_figure(cell) for cell in cells_of(lines[0]))
    least = 1 if titled else 2
    starts = [at for at in range(width) if used[at] and not any(used[max(0, at - least) : at])]
    edges = [*starts[1:], width]
    rows = [
        ["".join(row[start:end]).strip() for start, end in zip(starts, edges, strict=True)] for row in cells
    ]
    return _under_titles(rows) if titled else rows


def _by_column(line: str) -> list[str]:
    """A line as one entry for each column of the screen; the second of a wide character is empty."""
    found: list[str] = []
    for character in line:
        width = display_width(character)
        if width == 0 and found:
            found[-1] += character
        else:
            found += [character, *[""] * (width - 1)]
    return found


def _under_titles(rows: list[list[str]]) -> list[list[str]]:
    """What has no title of its own belongs to the column on its left."""
    places = [at for at, title in enumerate(rows[0]) if title or at == 0]
    ends = [*places[1:], len(rows[0])]
    return [
        [" ".join(cell for cell in row[at:end] if cell) for at, end in zip(places, ends, strict=True)]
        for row in rows
    ]
