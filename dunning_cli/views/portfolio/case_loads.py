"""What each case adds to its collector's work, from what is kept: on hand on a day, and done in a month up to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from dunning_cli.store.format.folder import CaseFile
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.store.reading.load_rows import LoadRow
from dunning_cli.views.account.kept_rows import kept_rows
from dunning_cli.views.account.unknown import Unknown

if TYPE_CHECKING:
    from dunning_cli.domain.case.case import Case
    from dunning_cli.domain.portfolio.periods import Period


def case_loads(
    reader: LedgerReader, files: Sequence[CaseFile] | None, month: Period, as_of: date
) -> Iterator[LoadRow]:
    """Every case of the reader's files of which anything is known, by id: on hand as of a day, and done in a time up to it."""

    def made(case: Case) -> LoadRow:
        from dunning_cli.views.portfolio.loads_made import load_of

        return load_of(reader, case, month, as_of)

    for _, row in kept_rows(reader, files, f"loads {as_of} {month.first} {month.last}", LoadRow, made):
        if not isinstance(row, Unknown):
            yield row
        elif row.case is not None:
            from dunning_cli.views.portfolio.loads_made import known_of

            yield known_of(reader, row.case, month, as_of)
