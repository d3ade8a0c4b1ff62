"""Folding text to the width of a page, where Chinese characters take two columns."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

from dunning_cli.present.columns import columns_of

WIDEST_PAGE = 110


def page_width() -> int:
    """Columns of the terminal, at most WIDEST_PAGE; WIDEST_PAGE where there is none."""
    return min(shutil.get_terminal_size((WIDEST_PAGE, 24)).columns, WIDEST_PAGE)


def terminal_size() -> tuple[int, int]:
    """Columns and rows of the terminal."""
    return shutil.get_terminal_size()


def rows_of(text: str, columns: int) -> int:
    """How many rows of a terminal of so many columns a text takes."""
    return sum(max(columns_of(line) - 1, 0) // max(columns, 1) + 1 for line in text.split("\n"))


def folded(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` columns, broken at blanks and between Chinese characters."""
    lines = [""]
    used = 0
    for piece in _pieces(text):
        word = piece.rstrip()
        columns = columns_of(word)
        if used and used + columns > width:
            lines.append("")
            used = 0
        lines[-1] += piece
        used += columns + columns_of(piece[len(word) :])
    return [line.rstrip() for line in lines]


def _pieces(text: str) -> Iterator[str]:
    """Words, each with the blanks behind it, and one by one the characters of scripts whose lines break anywhere."""
    start = 0
    for place, character in enumerate(text):
        alone = "⺀" <= character <= "￯"
        if place > start and (alone or (text[place - 1].isspace() and not character.isspace())):
            yield text[start:place]
            start = place
        if alone:
            yield character
            start = place + 1
    if start < len(text):
        yield text[start:]


def beside(name: str, text: str, indent: int, column: int, width: int) -> list[str]:
    """A name with its text beside it from `column` on, folded; below it where the name is too long."""
    lines = folded(text, width - column)
    start = " " * indent + name
    if len(start) + 2 > column:
        return [start, *(" " * column + line for line in lines if line)]
    first = start.ljust(column) + lines[0]
    return [first.rstrip(), *(" " * column + line for line in lines[1:])]
