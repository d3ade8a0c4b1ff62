"""Folding text to the width of a page, where Chinese characters take two columns."""

from __future__ import annotations

import shutil

from dunning_cli.kernel.pattern import pattern
from dunning_cli.present.columns import columns_of

# one range holds all scripts whose lines break at any character: several would take longer to compile than a page to fold
_PIECES = pattern(r"[⺀-￯]|[^\s⺀-￯]+\s*|\s+")
WIDEST_PAGE = 110


def page_width() -> int:
    """Columns of the terminal, at most WIDEST_PAGE; WIDEST_PAGE where there is none."""
    return min(shutil.get_terminal_size((WIDEST_PAGE, 24)).columns, WIDEST_PAGE)


def folded(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` columns, broken at blanks and between Chinese characters."""
    lines = [""]
    used = 0
    for piece in _PIECES.findall(text):
        word = piece.rstrip()
        columns = columns_of(word)
        if used and used + columns > width:
            lines.append("")
            used = 0
        lines[-1] += piece
        used += columns + columns_of(piece[len(word) :])
    return [line.rstrip() for line in lines]


def beside(name: str, text: str, indent: int, column: int, width: int) -> list[str]:
    """A name with its text beside it from `column` on, folded; below it where the name is too long."""
    lines = folded(text, width - column)
    start = " " * indent + name
    if len(start) + 2 > column:
        return [start, *(" " * column + line for line in lines if line)]
    first = start.ljust(column) + lines[0]
    return [first.rstrip(), *(" " * column + line for line in lines[1:])]
