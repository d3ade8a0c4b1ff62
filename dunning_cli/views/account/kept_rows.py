"""A row of every case, by id, from a table that is kept where the ledger's files are at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

import msgspec

from dunning_cli.store.format.folder import CaseFile
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.store.reading.table_cache import TableCache
from dunning_cli.views.account.unknown import Unknown

if TYPE_CHECKING:
    from dunning_cli.domain.case.case import Case

Row = TypeVar("Row", bound=msgspec.Struct)


def kept_rows(
    reader: LedgerReader,
    files: Sequence[CaseFile] | None,
    name: str,
    form: type[Row],
    work: Callable[[Case], Row],
    holds: Callable[[Row], bool] | None = None,
    among: Sequence[CaseFile] | None = None,
) -> Iterator[tuple[str, Row | Unknown]]:
    """Each case by id with the row that `work` gives of it, or what stands in the way, of which nothing is kept.

    `files` are the reader's, or some of them, and then `among` all; `name` says all that a row depends on beside its case file and the rules, but for what
    the row itself says: `holds` tells whether it holds what is asked for now.
    """
    if files is None:
        from dunning_cli.views.account.standing import of_each_case

        for found in of_each_case(reader, lambda case: (case.id, work(case))):
            yield (found.case_id, found) if isinstance(found, Unknown) else found
        return
    with TableCache(reader.folder, f"{name} {reader.rules_digest}", form) as table:
        rows = table.get_all(files)
        if holds is not None:
            rows = {path: row for path, row in rows.items() if holds(row)}
        missing = [file for file in files if file.path not in rows]
        fresh, unknown = _made(reader, missing, form, work) if missing else ({}, {})
        table.keep(fresh, {file.path for file in among or files})
    rows |= {file.path: row for file, row in fresh.items()}
    for file in files:
        yield file.id, unknown[file.path] if file.path in unknown else rows[file.path]


def _made(
    reader: LedgerReader, files: Sequence[CaseFile], form: type[Row], work: Callable[[Case], Row]
) -> tuple[dict[CaseFile, Row], dict[str, Unknown]]:
    """The rows of some files, and by path what stands in the way of the others."""
    from dunning_cli.views.account.many_cases import row_of_each

    fresh: dict[CaseFile, Row] = {}
    unknown: dict[str, Unknown] = {}
    for file, row in row_of_each(reader, files, work, form):
        if isinstance(row, Unknown):
            unknown[file.path] = row
        else:
            fresh[file] = row
    return fresh, unknown
