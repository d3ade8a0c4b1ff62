"""Cases as a commit holds them, each version read once and then from what is kept of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dunning_cli.store.format.case_file import CaseRead, read_case
from dunning_cli.store.format.case_path import is_named_for
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.git.history import CommittedFile, committed_bytes
from dunning_cli.store.reading.past_rows import PastRows

_AT_ONCE = 500


def past_cases(folder: LedgerFolder, files: Sequence[CommittedFile]) -> Iterator[CaseRead]:
    """The cases of files of a commit, in their order; one that is no sound case comes with its problems."""
    with PastRows(folder) as rows:
        for start in range(0, len(files), _AT_ONCE):
            yield from _some(folder, files[start : start + _AT_ONCE], rows)


def _some(folder: LedgerFolder, files: Sequence[CommittedFile], rows: PastRows) -> Iterator[CaseRead]:
    from dunning_cli.store.reading.case_rows import case_of_row, case_row

    kept = rows.get_all([file.blob for file in files])
    unread = [file for file in files if file.blob not in kept]
    contents = dict(zip(unread, committed_bytes(folder, unread), strict=True))
    fresh: list[tuple[str, bytes]] = []
    for file in files:
        case = case_of_row(kept[file.blob]) if file.blob in kept else None
        # the same bytes under another name are no sound case
        if case is not None and is_named_for(file.path, case.id):
            yield CaseRead(case, (), file.path)
            continue
        data = contents.get(file)
        found = read_case(next(committed_bytes(folder, [file])) if data is None else data, file.path)
        row = case_row(found.case) if found.case is not None else None
        if row is not None:
            fresh.append((file.blob, row))
        yield found
    rows.keep(fresh)
