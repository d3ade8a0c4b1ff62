"""Which case files may have to do with each other: those with a person or a number in common, and theirs in turn."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import msgspec

from dunning_cli.store.format.folder import CaseFile, LedgerFolder
from dunning_cli.store.reading.table_cache import TableCache


class TracesRow(msgspec.Struct, frozen=True, array_like=True):
    """Small numbers for all people and telephone numbers that a file may name; two of them may have the same one."""

    tokens: tuple[int, ...]


class RelatedFiles:
    """The files of a ledger in groups: what is known of the people of a case stands in the files of its group alone."""

    def __init__(self, folder: LedgerFolder, files: Sequence[CaseFile]) -> None:
        self._groups: dict[str, list[CaseFile]] = {}
        """The group of each file that is not alone, by path; the files in their order."""
        rows = _traces_in(folder, files)
        first: dict[int, CaseFile] = {}
        for file in files:
            for token in rows[file.path].tokens:
                other = first.setdefault(token, file)
                if other is not file:
                    self._join(other, file)
        for group in {id(group): group for group in self._groups.values()}.values():
            group.sort()

    def _join(self, one: CaseFile, other: CaseFile) -> None:
        group, added = (self._groups.setdefault(file.path, [file]) for file in (one, other))
        if group is added:
            return
        if len(group) < len(added):
            group, added = added, group
        group += added
        self._groups.update((file.path, group) for file in added)

    def group(self, file: CaseFile) -> Sequence[CaseFile]:
        """The files of the group of one, itself among them, in their order."""
        return self._groups.get(file.path, (file,))

    def state(self, file: CaseFile) -> bytes:
        """Which files the group of one has and how they stand, as a digest; nothing where it is alone."""
        group = self._groups.get(file.path)
        if group is None:
            return b""
        told = msgspec.msgpack.encode(
            [(each.path.encode("utf-8", "surrogateescape"), each.stamp) for each in group]
        )
        return hashlib.blake2b(told, digest_size=16).digest()


def _traces_in(folder: LedgerFolder, files: Sequence[CaseFile]) -> dict[str, TracesRow]:
    with TableCache(folder, "traces in common", TracesRow) as table:
        rows = table.get_all(files)
        unseen = [file for file in files if file.path not in rows]
        if unseen:
            from dunning_cli.store.reading.trace_index import TraceIndex, is_in_common

            traces = TraceIndex(folder).traces_of(unseen)
            fresh = {
                file: TracesRow(
                    tuple(map(_token, filter(is_in_common, traces[file.path].decode().split("\n"))))
                )
                for file in unseen
            }
            table.keep(fresh, {file.path for file in files})
            rows |= {file.path: row for file, row in fresh.items()}
    return rows


def _token(trace: str) -> int:
    return int.from_bytes(hashlib.blake2b(trace.encode("utf-8", "surrogatepass"), digest_size=7).digest())
