"""What the reading of a foreign file came to, whatever it is of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Self

from dunning_cli.intake.profiles.cells import RowProblem
from dunning_cli.intake.profiles.profile import Profile
from dunning_cli.intake.profiles.recognised import Columns, Found
from dunning_cli.intake.profiles.rows import SkippedRow, TableRows
from dunning_cli.kernel.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFile:
    """A foreign file as it was read; a row with any problem is in `rejected` only, once for each wrong cell."""

    found: Found
    table: TableRows
    rejected: tuple[RowProblem, ...] = ()

    def rejecting(self, problems: Iterable[RowProblem]) -> Self:
        """With all that is wrong with its rows, the ledger being known too; of those taken the cells are forgotten."""
        rejected = tuple(problems)
        return replace(self, rejected=rejected, table=self.table.only({problem.row for problem in rejected}))

    @property
    def profile(self) -> Profile:
        """What its columns were read by."""
        return self.found.profile

    @property
    def rows(self) -> int:
        """How many rows hold data."""
        return self.table.count

    @property
    def columns(self) -> Columns:
        """Its columns, with what each gives."""
        return self.found.columns

    @property
    def wrong(self) -> tuple[tuple[int, tuple[str, ...]], ...]:
        """The rejected rows as they stand: number, and cells by column."""
        numbers = {problem.row for problem in self.rejected}
        width = range(len(self.columns.headers))
        return tuple(
            (row.number, tuple(row.cells.get(at, "") for at in width))
            for row in self.table.rows
            if row.number in numbers
        )

    @property
    def skipped(self) -> tuple[SkippedRow, ...]:
        """Rows that hold no data."""
        return self.table.skipped

    @property
    def hidden(self) -> tuple[int, ...]:
        """Rows that the spreadsheet does not show."""
        return self.table.hidden

    @property
    def merged(self) -> tuple[int, ...]:
        """Rows into which a text was filled from a merged cell above."""
        return self.table.merged

    @property
    def unknown_columns(self) -> tuple[str, ...]:
        """Columns that were not understood."""
        return tuple(self.columns.headers[at] for at in self.columns.unknown)

    @property
    def other_sheets(self) -> tuple[str, ...]:
        """Sheets that look like files of this kind too and were not read."""
        return self.found.others
