"""What was counted of cases, in rows that can be kept, and back."""

from __future__ import annotations

from collections.abc import Mapping

from dunning_cli.domain.portfolio.sums import Sums
from dunning_cli.store.reading.report_rows import CountedRow, SumsRow


def counted_rows(found: Mapping[str | None, Sums], part: str = "") -> tuple[CountedRow, ...]:
    """The rows of what was counted for each person; `part` tells several counts of the same things apart."""
    return tuple(
        CountedRow(
            person,
            {key: number for key, number in sums.numbers.items() if number},
            {key: tuple(sorted(names)) for key, names in sums.names.items()},
            part,
        )
        for person, sums in found.items()
        if sums
    )


def sums_row(sums: Sums) -> SumsRow:
    """The row of sums."""
    return SumsRow(dict(sums.numbers), {key: tuple(sorted(names)) for key, names in sums.names.items()})


def sums_of_row(row: SumsRow) -> Sums:
    """The sums of a row."""
    sums = Sums()
    sums.add(row.numbers.items(), row.names.items())
    return sums
