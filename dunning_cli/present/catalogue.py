"""A compiled language catalogue (.mo), of which only the messages asked for are read.

The standard library's reader takes all of a catalogue in before it gives the first word, which takes longer than a
help page does.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

_MAGIC = 0x950412DE
_SIZE = 4


class Catalogue:
    """The messages of one file, found by halves: the originals in it are sorted."""

    def __init__(self, file: Path) -> None:
        self._data = file.read_bytes()
        self._order: Literal["little", "big"] = (
            "little" if self._data.startswith(_MAGIC.to_bytes(4, "little")) else "big"
        )
        self._count, self._originals, self._translations = (self._number(place) for place in (8, 12, 16))
        self._known: dict[str, str] = {}

    def translated(self, text: str) -> str:
        """The translation of a text, itself where there is none."""
        found = self._known.get(text)
        if found is None:
            found = self._known[text] = self._found(text.encode("utf-8", "surrogatepass")) or text
        return found

    def _found(self, wanted: bytes) -> str | None:
        low, high = 0, self._count
        while low < high:
            middle = (low + high) // 2
            original = self._text(self._originals, middle)
            if original == wanted:
                return self._text(self._translations, middle).decode()
            low, high = (middle + 1, high) if original < wanted else (low, middle)
        return None

    def _text(self, table: int, number: int) -> bytes:
        row = table + number * 2 * _SIZE
        length, start = self._number(row), self._number(row + _SIZE)
        return self._data[start : start + length]

    def _number(self, place: int) -> int:
        return int.from_bytes(self._data[place : place + _SIZE], self._order)
