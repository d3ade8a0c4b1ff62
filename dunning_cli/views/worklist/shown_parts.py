"""How one thing to do is shown, packed part by part to be kept, and unpacked for whoever asks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from dunning_cli.store.reading.word_rows import plain_words, words_of_plain
from dunning_cli.store.reading.work_rows import ShownRow
from dunning_cli.views.worklist.work_table import ROW, Shown

_PLAIN = (str, int, type(None))
"""Cells that are kept as they are; the words of others are packed by themselves, as many rows have the same ones."""


def packed(shown: Shown) -> tuple[msgspec.Raw, ...]:
    """Each part by itself, by its number. Raises CannotBeKept."""
    data, row, script = shown
    told = (
        plain_words(data),
        [cell if type(cell) in _PLAIN else msgspec.msgpack.encode(plain_words(cell)) for cell in row],
        plain_words(list(script) if script is not None else None),
    )
    return tuple(msgspec.Raw(msgspec.msgpack.encode(part)) for part in told)


class ShownParts:
    """The parts wanted of what is shown of the work of cases, by number and path, unpacked when they are asked for."""

    def __init__(self, rows: Mapping[int, Mapping[str, ShownRow]]) -> None:
        self._rows = rows
        self._cells: dict[bytes, Any] = {}

    def part(self, part: int, path: str, place: int, *, in_full: bool) -> Any:
        """One part of how the thing to do at a place in a case is shown (`Shown`); LookupError for one not wanted."""
        row = self._rows[part][path]
        raw = (row.in_full if in_full else row.masked)[place]
        plain = msgspec.msgpack.decode(raw)
        return [self._cell(each) for each in plain] if part == ROW else words_of_plain(plain)

    def _cell(self, kept: Any) -> Any:
        if type(kept) is not bytes:
            return kept
        if kept not in self._cells:
            self._cells[kept] = words_of_plain(msgspec.msgpack.decode(kept))
        return self._cells[kept]
