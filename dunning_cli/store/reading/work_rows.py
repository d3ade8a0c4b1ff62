"""What is kept of the work that each case asks for on a day: enough to choose and order it, and how it is shown.

Each part of how it is shown stands in a table of its own: most who ask want one of them, and the longest is for scripts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from datetime import date

import msgspec

from dunning_cli.domain.case.people.identity import Identity, is_identity
from dunning_cli.store.format.folder import CaseFile, LedgerFolder
from dunning_cli.store.reading.table_cache import TableCache


class ItemRow(msgspec.Struct, frozen=True, array_like=True):
    """One thing to do."""

    priority: int
    due: date
    action: str
    rule: str
    entry: str | None
    collector: str | None
    pool: tuple[str, ...]
    batch: str
    unknown_year: int | None
    """The year of its day, where that was chosen by a calendar which does not know it."""


class WorkRow(msgspec.Struct, frozen=True, array_like=True):
    """The work of one case, and what it depends on beside the case itself: the files that may be about its people."""

    people: tuple[int, ...]
    """Tokens of its people (`token_of`)."""
    others: bytes
    """The state of those files (`OtherFiles.state`)."""
    items: tuple[ItemRow, ...]


class ShownRow(msgspec.Struct, frozen=True, array_like=True):
    """One part of how each thing to do in a case is shown, in the order of `WorkRow.items`, packed."""

    others: bytes
    """As in the `WorkRow` it belongs to."""
    masked: tuple[msgspec.Raw, ...]
    """To who may not see the contact details of the case."""
    in_full: tuple[msgspec.Raw, ...]
    """To who may."""


class MadeRow(msgspec.Struct, frozen=True, array_like=True):
    """The work of one case with all parts of how it is shown, by their numbers."""

    work: WorkRow
    shown: tuple[ShownRow, ...]


class WorkTables:
    """The tables of one day, language and set of rules, as one; `wanted` are the numbers of the parts that are read."""

    def __init__(self, folder: LedgerFolder, name: str, wanted: Sequence[int]) -> None:
        self._folder = folder
        self._name = name
        self._wanted = wanted

    def get_all(
        self, files: Sequence[CaseFile], others: OtherFiles
    ) -> tuple[dict[str, WorkRow], dict[int, dict[str, ShownRow]]]:
        """Path to row, and to the parts wanted by their numbers, for those of the files of which all of it stands."""
        with TableCache(self._folder, self._name, WorkRow) as table:
            rows = table.get_all(files)
        shown = {}
        for part in self._wanted:
            with self._part(part) as parts:
                shown[part] = parts.get_all(files)
        standing = {}
        for file in files:
            row = rows.get(file.path)
            if row is None or row.others != others.state(file.id, row.people):
                continue
            if all(_is_of(each.get(file.path), row) for each in shown.values()):
                standing[file.path] = row
        return standing, shown

    def keep(self, made: Mapping[CaseFile, MadeRow], paths: Collection[str]) -> None:
        """Remembers rows with all their parts, as `TableCache.keep`."""
        with TableCache(self._folder, self._name, WorkRow) as table:
            table.keep({file: each.work for file, each in made.items()}, paths)
        for part in range(max((len(each.shown) for each in made.values()), default=0)):
            with self._part(part) as parts:
                parts.keep({file: each.shown[part] for file, each in made.items()}, paths)

    def _part(self, part: int) -> TableCache[ShownRow]:
        return TableCache(self._folder, f"{self._name} {part}", ShownRow)


def _is_of(shown: ShownRow | None, row: WorkRow) -> bool:
    """Whether a part was worked out with a row, and not by another command that saw other files."""
    return shown is not None and shown.others == row.others and len(shown.masked) == len(row.items)


class PeopleRow(msgspec.Struct, frozen=True, array_like=True):
    """Tokens of all people whom the numbers in a file may tell."""

    tokens: tuple[int, ...]
    visitors: tuple[str, ...]
    """Traces of the staff whom arranged visits name."""


class OtherFiles:
    """What files say of people beside the case that is looked at: which may be about its people, whom visits name."""

    def __init__(self, folder: LedgerFolder, files: Sequence[CaseFile]) -> None:
        self._by_token: dict[int, list[CaseFile]] = {}
        self._rows = _people_in(folder, files)
        for file in files:
            for token in self._rows[file.path].tokens:
                self._by_token.setdefault(token, []).append(file)

    def of(self, case_id: str, people: tuple[int, ...]) -> list[CaseFile]:
        """The files of other cases that name one of the people of a case, by id."""
        found = {other for token in people for other in self._by_token.get(token, ()) if other.id != case_id}
        return sorted(found)

    def may_send(self, file: CaseFile, person: str) -> bool:
        """Whether a visit that was arranged in a case may name a member of the staff."""
        from dunning_cli.store.reading.trace_index import ANY_VISITOR, VISITOR

        return not {f"{VISITOR}{person}", ANY_VISITOR}.isdisjoint(self._rows[file.path].visitors)

    def state(self, case_id: str, people: tuple[int, ...]) -> bytes:
        """What the files of other cases are, and how they stand; nothing where there are none."""
        found = self.of(case_id, people)
        return msgspec.msgpack.encode([(other.path, other.stamp) for other in found]) if found else b""


def token_of(person: Identity) -> int:
    """A small number for somebody whom a document's number tells; two people may have the same one."""
    return int.from_bytes(hashlib.blake2b(person.encode(), digest_size=7).digest())


def _people_in(folder: LedgerFolder, files: Sequence[CaseFile]) -> dict[str, PeopleRow]:
    with TableCache(folder, "people told", PeopleRow) as table:
        rows = table.get_all(files)
        unseen = [file for file in files if file.path not in rows]
        if unseen:
            from dunning_cli.store.reading.trace_index import TraceIndex

            traces = TraceIndex(folder).traces_of(unseen)
            fresh = {file: _people_row(traces[file.path].decode().splitlines()) for file in unseen}
            table.keep(fresh, {file.path for file in files})
            rows |= {file.path: row for file, row in fresh.items()}
    return rows


def _people_row(traces: Sequence[str]) -> PeopleRow:
    from dunning_cli.store.reading.trace_index import VISITOR

    return PeopleRow(
        tuple(token_of(Identity(trace)) for trace in traces if is_identity(trace)),
        tuple(trace for trace in traces if trace.startswith(VISITOR)),
    )
