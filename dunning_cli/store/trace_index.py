"""Which cases have a person or a number in common: an index kept in the cache, so that no call reads every case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from dunning_cli.domain.case import Case
from dunning_cli.domain.other_calls import traces
from dunning_cli.store.cache import RowCache
from dunning_cli.store.case_store import load_cases
from dunning_cli.store.folder import CaseFile, LedgerFolder


class TraceIndex:
    """The cases of a ledger by their traces, as the files are when it is first asked."""

    def __init__(self, folder: LedgerFolder) -> None:
        self._folder = folder

    def sharing(self, case: Case) -> Iterator[Case]:
        """The other cases that have a trace in common with one, by id; files that cannot be read are left out."""
        found = {
            file.path: file
            for trace in traces(case)
            for file in self._by_trace.get(trace, ())
            if file.id != case.id
        }
        if found:
            read = load_cases(self._folder, sorted(found.values(), key=lambda file: file.id))
            yield from (each.case for each in read if each.case is not None)

    @cached_property
    def _by_trace(self) -> dict[str, list[CaseFile]]:
        files = self._folder.case_files()
        with RowCache(self._folder, "traces") as cache:
            rows = {path: row.decode().split("\n") for path, row in cache.get_all(files).items()}
            fresh = self._read(file for file in files if file.path not in rows)
            cache.keep((file, "\n".join(found).encode()) for file, found in fresh)
        rows.update((file.path, found) for file, found in fresh)
        index: dict[str, list[CaseFile]] = {}
        for file in files:
            for trace in rows.get(file.path, ()):
                index.setdefault(trace, []).append(file)
        return index

    def _read(self, files: Iterable[CaseFile]) -> list[tuple[CaseFile, list[str]]]:
        by_path = {file.path: file for file in files}
        return [
            (by_path[found.file], sorted(traces(found.case)))
            for found in load_cases(self._folder, by_path.values())
            if found.case is not None
        ]
