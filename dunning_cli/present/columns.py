"""How many columns of a terminal a text takes: Chinese characters take two."""

from __future__ import annotations

import unicodedata
from functools import cache

_TWO = frozenset("WF")
_NO_COLUMN = frozenset(("Mn", "Me", "Mc", "Cf", "Cc", "Zl", "Zp", "Cn", "Co", "Cs"))
_KNOWN = (
    *((0x20, 0x2FF), (0x2010, 0x2027), (0x2190, 0x21FF), (0x2E80, 0x312F), (0x3400, 0x4DBF)),
    *((0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0xFF01, 0xFF5E), (0xFFE0, 0xFFE6)),
)
"""Latin letters, punctuation, arrows, and Chinese characters."""


def columns_of(text: str) -> int:
    """The columns of a text; the library that knows all scripts is loaded only for what is not plain or Chinese text."""
    if text.isascii() and text.isprintable():
        return len(text)
    columns = 0
    for character in text:
        taken = 2 if "一" <= character <= "鿿" else _columns_of_plain(character)
        if taken is None:
            from wcwidth import wcswidth

            return int(wcswidth(text))
        columns += taken
    return columns


@cache
def _columns_of_plain(character: str) -> int | None:
    """The columns of a character whose text may be counted one by one; None for any other."""
    known = any(first <= ord(character) <= last for first, last in _KNOWN)
    if not known or unicodedata.category(character) in _NO_COLUMN:
        return None
    return 2 if unicodedata.east_asian_width(character) in _TWO else 1
