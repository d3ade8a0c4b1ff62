"""A row of every case, by id, from a table that is kept where the ledger's files are at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

import msgspec

from dunning_cli.domain.case.case import Case
from dunning_cli.store.format.case_path import case_id_in
from dunning_cli.store.format.folder import CaseFile
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.store.reading.table_cache import TableCache
from dunning_cli.views.account.many_cases import row_of_each
from dunning_cli.views.account.standing import of_each_case
from dunning_cli.views.account.unknown import Unknown

Row = TypeVar("Row", bound=msgspec.Struct)


def kept_rows(
    reader: LedgerReader, name: str, form: type[Row], work: Callable[[Case], Row]
) -> Iterator[tuple[str, Row | Unknown]]:
    """Each case by id with the row that `work` gives of it, or what stands in the way, of which nothing is kept.

    `name` says all that a row depends on beside its case file and the rules.
    """
    files = reader.case_files()
    if files is None:
        for found in of_each_case(reader, lambda case: (case.id, work(case))):
            yield (found.case_id, found) if isinstance(found, Unknown) else found
        return
    unknown: dict[str, Unknown] = {}
    with TableCache(reader.folder, f"{name} {reader.rules_digest}", form) as table:
        rows = table.get_all(files)
        missing = [file for file in files if file.path not in rows]
        fresh: dict[CaseFile, Row] = {}
        for file, row in row_of_each(reader, missing, work, form):
            if isinstance(row, Unknown):
                unknown[file.path] = row
            else:
                fresh[file] = row
        table.keep(fresh, {file.path for file in files})
    rows |= {file.path: row for file, row in fresh.items()}
    for file in files:
        yield case_id_in(file.path), unknown[file.path] if file.path in unknown else rows[file.path]
