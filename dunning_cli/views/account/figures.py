"""The figures that lists show of every case on a day, from the table of figures where it has them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from dunning_cli.kernel.masking import Mask
from dunning_cli.store.format.folder import CaseFile
from dunning_cli.store.reading.figure_rows import FigureRow, PersonRow
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.store.reading.table_cache import TableCache
from dunning_cli.views.account.case_figures import CaseFigures, figures_table
from dunning_cli.views.account.unknown import Unknown

if TYPE_CHECKING:
    from dunning_cli.domain.case.people.viewing import Viewer


def all_figures(reader: LedgerReader, as_of: date) -> Iterator[CaseFigures | Unknown]:
    """Every case of the ledger, by id; what cannot be worked out becomes an Unknown, never a gap."""
    return figures_in(reader, reader.case_files(), as_of)


def figures_in(
    reader: LedgerReader,
    files: Sequence[CaseFile] | None,
    as_of: date,
    among: Sequence[CaseFile] | None = None,
) -> Iterator[CaseFigures | Unknown]:
    """The same of the reader's files, by whoever has looked at them already; of some of them, with `among` all."""
    if files is None:
        from dunning_cli.views.account.figures_made import all_made

        yield from all_made(reader, as_of)
        return
    digest = reader.rules_digest
    with (
        TableCache(reader.folder, figures_table(as_of, digest), FigureRow) as figures,
        TableCache(reader.folder, "people", PersonRow) as people,
    ):
        rows, persons = figures.get_all(files), people.get_all(files)
        missing = [file for file in files if file.path not in rows or file.path not in persons]
        unknown: dict[str, Unknown] = {}
        if missing:
            from dunning_cli.views.account.figures_made import made_anew

            before = _latest_before(figures, as_of, digest)
            fresh, unknown = made_anew(reader, missing, as_of, before, persons)
            paths = {file.path for file in among or files}
            figures.keep({file: found.row for file, found in fresh.items()}, paths)
            new = {file: found.person for file, found in fresh.items() if file.path not in persons}
            people.keep(new, paths)
            rows |= {file.path: found.row for file, found in fresh.items()}
            persons |= {file.path: found.person for file, found in fresh.items()}
    for file in files:
        if file.path in unknown:
            yield unknown[file.path]
        else:
            yield CaseFigures(rows[file.path], persons[file.path])


def _latest_before(figures: TableCache[FigureRow], as_of: date, digest: str) -> date | None:
    """The last day before another for which there is a table under the same rules."""
    found = [words[1] for words in map(str.split, figures.names()) if words[::2] == ["figures", digest]]
    return max((day for day in map(date.fromisoformat, found) if day < as_of), default=None)


Masking: TypeAlias = Callable[[CaseFigures], Mask]
"""How what a row holds of people is shown."""


def mask_on(reader: LedgerReader, as_of: date, viewer: Viewer) -> Masking:
    """How a viewer sees the people of rows of a day: by who collects a case now, or will on a later day."""
    # an office has few collectors and many cases
    seen = cache(lambda collector: Mask(viewer.reveal, viewer.sees_collected(collector)))
    day = max(as_of, viewer.today)
    if viewer.office is None or not viewer.office.staff or (viewer.collectors is None and day == as_of):
        return lambda found: seen(found.row.owner)
    owners = collectors_on(reader, day) if viewer.collectors is None else viewer.collectors(day)
    return lambda found: seen(owners.get(found.row.case, found.row.owner))


def collectors_on(reader: LedgerReader, day: date) -> dict[str, str | None]:
    """Who collects each case on a day, by its id."""
    owners = {}
    for found in all_figures(reader, day):
        if isinstance(found, CaseFigures):
            owners[found.row.case] = found.row.owner
        elif found.case is not None:
            owners[found.case_id] = found.case.owner(day)
    return owners
