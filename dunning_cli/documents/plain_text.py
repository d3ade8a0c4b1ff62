"""Text fit for paper and terminal: no hidden characters, widths in display columns, folded lines."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator

from dunning_cli.kernel.pattern import pattern

PAGE_WIDTH = 76
"""Display columns of a letter's line; a Chinese character takes two."""
TURNED_WIDTH = 116
"""The same on a sheet that is turned, for wide tables."""

_LINE_BREAKS = frozenset("\t\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
_IDEOGRAPHIC_SPACE = "\u3000"
"""Python counts no blank but the plain one as printable; this one indents every Chinese paragraph."""
_JOINERS = frozenset("\u200c\u200d")
_NEVER_FIRST = frozenset("、,.;:!?)]}%‰°”’》〉」』】〕…—，。；：！？）］｝％")
_NEVER_LAST = frozenset("([{“‘《〈「『【〔（［｛￥¥")
_PIECES = pattern(r" +|[!-~]+|.", re.ASCII | re.DOTALL)


def one_line(text: str) -> str:
    """Data as it may stand in a letter: line breaks and tabs become spaces, hidden characters are dropped.

    Hidden are control characters, marks that change the direction of writing, and other format
    characters, so that no name can rewrite what a reader sees or drive a terminal.
    """
    if text.replace(_IDEOGRAPHIC_SPACE, "").isprintable():
        return text
    return "".join(_visible(character) for character in text)


def _visible(character: str) -> str:
    if character in _LINE_BREAKS:
        return " "
    category = unicodedata.category(character)
    if category == "Cs":
        return "\ufffd"
    hidden = category == "Cc" or (category == "Cf" and character not in _JOINERS)
    return "" if hidden else character


def display_width(text: str) -> int:
    """Columns of a text on a terminal: wide characters 2, marks that join the one before 0, others 1."""
    return len(text) if text.isascii() else sum(map(_columns, text))


@functools.cache
def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def fold(line: str, width: int = PAGE_WIDTH) -> list[str]:
    """One line as lines of at most `width` columns, broken at spaces or between Chinese characters.

    Lines after the first keep the leading spaces of the first; ideographic spaces indent a paragraph's
    first line only. Closing punctuation does not begin a line, opening punctuation does not end one.
    A word longer than a line is cut.
    """
    # no character takes more than two columns
    return [line.rstrip()] if 2 * len(line) <= width else list(_folded(line, width))


@functools.lru_cache(maxsize=512)
def _folded(line: str, width: int) -> tuple[str, ...]:
    """As `fold`; remembered, because most lines of many letters stand in their template word for word."""
    if display_width(line) <= width:
        return (line.rstrip(),)
    indent = " " * min(len(line) - len(line.lstrip(" ")), width // 2)
    lines: list[str] = []
    current: list[str] = []
    used = 0
    begun = False
    for piece, columns in _unbreakable(line, width - len(indent)):
        blank = piece.isspace()
        if begun and not blank and used + columns > width:
            lines.append("".join(current).rstrip())
            current, used = [indent], len(indent)
        current.append(piece)
        used += columns
        begun = begun or not blank
    return (*lines, "".join(current).rstrip())


def _unbreakable(line: str, width: int) -> Iterator[tuple[str, int]]:
    """The pieces of a line between which it may be broken, with their columns, none wider than `width`."""
    held, columns = "", 0
    for piece in _PIECES.findall(line):
        added = len(piece) if piece.isascii() else _columns(piece)
        if held and _stay_together(held, piece, added) and columns + added <= width and len(held) <= width:
            held, columns = held + piece, columns + added
            continue
        if held:
            yield held, columns
        while added > width:
            yield piece[:width], width
            piece, added = piece[width:], added - width
        held, columns = piece, added
    if held:
        yield held, columns


def _stay_together(before: str, piece: str, columns: int) -> bool:
    """Whether no line may end between two pieces; `columns` are those of the second."""
    closing = piece[0] in _NEVER_FIRST and not before.endswith(" ")
    return closing or before[-1] in _NEVER_LAST or not columns
