"""All cases of a ledger, each file read once and then from the cache until it changes."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import Entry
from dunning_cli.kernel.errors import NotFound
from dunning_cli.kernel.message import Problem, msg
from dunning_cli.store.format.case_file import CaseRead, read_case
from dunning_cli.store.format.case_path import case_id_in
from dunning_cli.store.format.folder import CaseFile, LedgerFolder, stamp_of
from dunning_cli.store.reading.cache import RowCache

_AT_ONCE = 500


def load_cases(folder: LedgerFolder, files: Iterable[CaseFile] | None = None) -> Iterator[CaseRead]:
    """Every case file, or those given, read; sorted by case id as the folder lists them.

    A file that cannot be read as a case comes with its problems and no case, so that none disappears.
    """
    chosen = list(folder.case_files() if files is None else files)
    with RowCache(folder, "cases") as cache:
        for start in range(0, len(chosen), _AT_ONCE):
            yield from _some_cases(folder, chosen[start : start + _AT_ONCE], cache)


def _some_cases(folder: LedgerFolder, files: list[CaseFile], cache: RowCache) -> Iterator[CaseRead]:
    from dunning_cli.store.reading.case_rows import case_of_row, case_row

    rows = cache.get_all(files)
    fresh: list[tuple[CaseFile, bytes]] = []
    for file in files:
        kept = rows.get(file.path)
        case = case_of_row(kept) if kept is not None else None
        if case is not None:
            yield CaseRead(case, (), file.path)
            continue
        found = load_file(folder, file.path)
        row = case_row(found.case) if found.case is not None else None
        if row is not None:
            fresh.append((file, row))
        yield found
    cache.keep(fresh)


def load_entries(
    folder: LedgerFolder, files: Iterable[CaseFile], kinds: Collection[str]
) -> Iterator[tuple[str, tuple[Entry, ...] | CaseRead]]:
    """Path and entries of some kinds for each of the case files; for one that is no sound case its problems.

    Entries that are kept are not read but for these.
    """
    from dunning_cli.store.reading.case_rows import entries_in_row

    chosen = list(files)
    with RowCache(folder, "cases") as cache:
        for start in range(0, len(chosen), _AT_ONCE):
            some = chosen[start : start + _AT_ONCE]
            unknown = []
            rows = cache.get_all(some)
            for file in some:
                row = rows.get(file.path)
                entries = entries_in_row(row, kinds) if row is not None else None
                if entries is None:
                    unknown.append(file)
                else:
                    yield file.path, entries
            for found in _some_cases(folder, unknown, cache):
                if found.case is None:
                    yield found.file, found
                else:
                    yield found.file, tuple(each for each in found.case.entries if each.kind in kinds)


def load_kept(folder: LedgerFolder, path: str) -> Case | None:
    """The case of a file as it stands; None where the file cannot be opened or is no sound case."""
    files = folder.files_at([path])
    return next((found.case for found in load_cases(folder, files)), None) if files else None


def load_case(folder: LedgerFolder, case_id: str) -> CaseRead:
    """The case of an id, read from its file. Raises NotFound where there is no such file."""
    path = folder.locate(case_id)
    if path is None:
        raise NotFound(msg("there is no case '{case}'", case=case_id))
    return load_file(folder, path)


def load_file(folder: LedgerFolder, path: str) -> CaseRead:
    """One case file, read. A file that cannot be opened is a problem too."""
    try:
        data = folder.absolute(path).read_bytes()
    except OSError as error:
        problem = Problem("unreadable-file", msg("cannot be read: {reason}", reason=error.strerror), path)
        return CaseRead(None, (problem,), path)
    return read_case(data, path)


def read_with_bytes(folder: LedgerFolder, path: str, cache: RowCache) -> tuple[CaseRead, bytes]:
    """One case file with the bytes it was read from, from the cache where that holds the case of just these bytes.

    The file's stamp is taken after its bytes: had anybody written meanwhile, it would be another than that of the row.
    Raises OSError.
    """
    from dunning_cli.store.reading.case_rows import case_of_row

    with open(folder.absolute(path), "rb") as opened:
        data = opened.read()
        file = CaseFile(case_id_in(path), path, stamp_of(os.fstat(opened.fileno())))
    kept = cache.get_all([file]).get(path)
    case = case_of_row(kept) if kept is not None else None
    return (CaseRead(case, (), path) if case is not None else read_case(data, path)), data
