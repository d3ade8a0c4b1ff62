"""A table of small rows, one for each case, read whole: kept in segments, so that ten thousand cost what a few hundred do."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Generic, TypeVar
from zlib import crc32

import msgspec

from dunning_cli.store.format.folder import CaseFile, LedgerFolder
from dunning_cli.store.reading.cache import CacheSet, is_settled

_SEGMENTS = 256
"""A change of one case writes one of them anew."""
_FEW_FILES, _FEW_SEGMENTS = 2000, 128
"""Up to so many files, and segments that they lie in, these alone are read."""
Row = TypeVar("Row", bound=msgspec.Struct)


class TableCache(CacheSet, Generic[Row]):
    """One set of rows of one record, for all cases of a ledger.

    A row is good for one path with one stamp. Rows are data and nothing that can run; what does not read as the record
    is as if it were not there.
    """

    def __init__(self, folder: LedgerFolder, name: str, record: type[Row]) -> None:
        super().__init__(folder, name)
        self._decoder = msgspec.msgpack.Decoder(list[tuple[str, tuple[int, int, int, int], record]])  # type: ignore[valid-type]  # the record of this table

    def get_all(self, files: Sequence[CaseFile]) -> dict[str, Row]:
        """Path to row, for those of the files that have one as they stand."""
        stamps = {file.path: file.stamp for file in files}
        found = {}
        for place, seal, data in self._segments(files):
            for path, stamp, row in self._read(place, seal, data):
                if stamps.get(path) == stamp:
                    found[path] = row
        return found

    def _segments(self, files: Sequence[CaseFile]) -> list[tuple[int, object, object]]:
        """The segments in which rows of some files can be: of few files not all of them are asked for."""
        query = "SELECT place, seal, data FROM segments WHERE set_id = ?"
        places = {place_of(file.path) for file in files} if len(files) <= _FEW_FILES else ()
        if not places or len(places) > _FEW_SEGMENTS:
            return self.ask(query)
        return self.ask(f"{query} AND place IN ({','.join('?' * len(places))})", *sorted(places))

    def keep(self, rows: Mapping[CaseFile, Row], paths: Collection[str]) -> None:
        """Remember rows; `paths` are those of all case files there are: rows of others are forgotten on the way.

        Rows of files changed in this very moment are left out and asked for again.
        """
        fresh: dict[int, list[tuple[CaseFile, Row]]] = {}
        for file, row in rows.items():
            if is_settled(file) and is_plain(file.path):
                fresh.setdefault(place_of(file.path), []).append((file, row))
        if fresh:
            self.put(
                "INSERT OR REPLACE INTO segments VALUES (?, ?, ?, ?)",
                lambda number: self._written(number, fresh, paths),
            )

    def _written(
        self, number: int, fresh: Mapping[int, Iterable[tuple[CaseFile, Row]]], paths: Collection[str]
    ) -> Iterator[tuple[object, ...]]:
        for place, added in fresh.items():
            segment: dict[str, tuple[tuple[int, int, int, int], Row]] = {}
            for seal, data in self.ask(
                "SELECT seal, data FROM segments WHERE set_id = ? AND place = ?", place
            ):
                for path, stamp, row in self._read(place, seal, data):
                    if path in paths:
                        segment[path] = (stamp, row)
            segment.update((file.path, (file.stamp, row)) for file, row in added)
            packed = msgspec.msgpack.encode([(path, *kept) for path, kept in segment.items()])
            yield number, place, self.sealed(f"segment {place}", packed), packed

    def _read(
        self, place: int, seal: object, data: object
    ) -> Iterable[tuple[str, tuple[int, int, int, int], Row]]:
        if not isinstance(data, bytes) or seal != self.sealed(f"segment {place}", data):
            return ()
        try:
            rows: Iterable[tuple[str, tuple[int, int, int, int], Row]] = self._decoder.decode(data)
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            return ()
        return rows


def is_plain(path: str) -> bool:
    """Whether a path is text: one in bytes that are no UTF-8 is read anew each time."""
    return path.isascii() or not any("\ud800" <= character <= "\udfff" for character in path)


def place_of(path: str) -> int:
    """The segment of a file."""
    return crc32(path.encode("utf-8", "surrogateescape")) % _SEGMENTS
