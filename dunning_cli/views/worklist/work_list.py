"""What falls due by a day, as `remind` lists it: kept for each case until the case, the rules or the day change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, timedelta
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple

from dunning_cli.kernel.answer import Answer, Each
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.format.folder import CaseFile
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.store.reading.word_rows import CannotBeKept
from dunning_cli.store.reading.work_rows import ItemRow, OtherFiles, ShownRow, WorkRow, WorkTables
from dunning_cli.views.account.unknown import Unknown, unknown_warning
from dunning_cli.views.worklist.shown_parts import ShownParts
from dunning_cli.views.worklist.work_order import Place, concerns, in_order, takes_from_others
from dunning_cli.views.worklist.work_table import DATA, ROW, SCRIPT, Work, table_of

if TYPE_CHECKING:
    from dunning_cli.domain.case.office.settings import Office
    from dunning_cli.domain.case.people.viewing import Viewer
    from dunning_cli.views.worklist.reminder_sheet import WorkItem


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which work is asked for: of one person or all, some days ahead, with its scripts."""

    owner: str | None = None
    days_ahead: int = 0
    scripts: bool = False
    data: bool = True
    """Whether the things to do are wanted as data, beside the table; without, the answer's data names the day alone."""

    @property
    def parts(self) -> tuple[int, ...]:
        """The parts of how work is shown that the answer needs."""
        return (ROW, *((SCRIPT,) if self.scripts else ()), *((DATA,) if self.data else ()))


class Asked(NamedTuple):
    """For which day, up to which day, in which language, and which parts of how work is shown."""

    as_of: date
    until: date
    language: str
    parts: tuple[int, ...] = ()


def work_list(reader: LedgerReader, as_of: date, wanted: Wanted, viewer: Viewer) -> Answer:
    """What falls due by `as_of` plus the days ahead, by priority, then date; a case that cannot be worked out keeps its row."""
    asked = Asked(as_of, as_of + timedelta(days=wanted.days_ahead), viewer.language, wanted.parts)
    work, unknown = work_in_order(reader, reader.case_files(), asked, viewer, wanted.owner)
    parts = table_of(work, unknown, as_of, alone=wanted.owner is not None, scripts=wanted.scripts)
    warnings = [unknown_warning(item) for item in unknown]
    items = {"items": Each(work, Work.data)} if wanted.data else {}
    return Answer({"as_of": as_of, **items}, parts, (*warnings, *_unknown_years(work)))


def work_in_order(
    reader: LedgerReader,
    files: list[CaseFile] | None,
    asked: Asked,
    viewer: Viewer,
    owner: str | None = None,
) -> tuple[list[Work], list[Unknown]]:
    """The work of one person or all in the reader's files, the most pressing first; cases that cannot be worked out."""
    work, unknown = _all_work(reader, files, asked, owner, viewer)
    return in_order(work, lambda each: each.place, Work.for_cases), unknown


def work_of_person(
    reader: LedgerReader, as_of: date, owner: str, language: str
) -> tuple[list[WorkItem], list[Unknown]]:
    """A person's work of a day with all that belongs to it: only the cases are read that ask for something of theirs."""
    from dunning_cli.views.account.standing import standing_in
    from dunning_cli.views.worklist.reminders import work_of

    files = reader.case_files()
    if files is not None:
        with suppress(CannotBeKept):
            found, unknown = _rows(reader, files, Asked(as_of, as_of, language), owner)
            theirs = [file for file in files if _asks(found.rows.get(file.path), owner, reader.office)]
            items, more = work_of(reader, as_of, as_of, owner, standing_in(reader, theirs, as_of))
            return items, unknown + more
    return work_of(reader, as_of, as_of, owner)


def _asks(row: WorkRow | None, owner: str, office: Office) -> bool:
    return row is not None and any(concerns(item.pool, item.collector, owner, office) for item in row.items)


def _all_work(
    reader: LedgerReader, files: list[CaseFile] | None, asked: Asked, owner: str | None, viewer: Viewer
) -> tuple[Sequence[Work], list[Unknown]]:
    """The work of one person or all, in no order, and the cases that cannot be worked out."""
    # who sees everything, or looks back, sees what is kept for nobody
    if not (files is None or viewer.reveal or viewer.collectors is not None or asked.as_of < viewer.today):
        with suppress(CannotBeKept):
            found, unknown = _rows(reader, files, asked, owner)
            return list(_of_rows(reader, files, found, owner, viewer)), unknown
    from dunning_cli.views.worklist.work_made import made_now

    return made_now(reader, asked, owner, viewer)


class _Rows(NamedTuple):
    """The rows of all cases by path, and how their work is shown: the parts asked for by number, then by path."""

    rows: Mapping[str, WorkRow]
    shown: Mapping[int, Mapping[str, ShownRow]]


def _of_rows(
    reader: LedgerReader, files: Sequence[CaseFile], found: _Rows, owner: str | None, viewer: Viewer
) -> Iterator[Work]:
    sees = cache(viewer.sees_collected)
    office = reader.office
    parts = ShownParts(found.shown)
    for file in files:
        row = found.rows.get(file.path)
        for place, item in enumerate(row.items if row is not None else ()):
            if concerns(item.pool, item.collector, owner, office):
                in_full = sees(item.collector, item.pool)
                show = partial(parts.part, path=file.path, place=place, in_full=in_full)
                yield Work(_place(file, item), item.pool, item.unknown_year, show)


def _rows(
    reader: LedgerReader, files: list[CaseFile], asked: Asked, owner: str | None
) -> tuple[_Rows, list[Unknown]]:
    """The rows of all cases, worked out where they are not kept, and those of which there is none."""
    name = f"work {asked.as_of} {asked.until} {asked.language} {reader.rules_digest}"
    tables = WorkTables(reader.folder, name, asked.parts)
    others = OtherFiles(reader.folder, files)
    rows, shown = tables.get_all(files, others)
    missing = [file for file in files if file.path not in rows]
    if owner is not None:
        missing = _that_may_concern(reader, missing, asked.as_of, owner, others)
    if not missing:
        return _Rows(rows, shown), []
    from dunning_cli.views.worklist.work_made import made_anew

    made = made_anew(reader, missing, asked, owner, others)
    tables.keep(made.to_be_kept, {file.path for file in files})
    rows |= {path: each.work for path, each in made.rows.items()}
    for part, kept in shown.items():
        kept |= {path: each.shown[part] for path, each in made.rows.items()}
    return _Rows(rows, shown), made.unknown


def _that_may_concern(
    reader: LedgerReader, files: list[CaseFile], as_of: date, person: str, others: OtherFiles
) -> list[CaseFile]:
    """The files of cases that may give work to a person: most cases are none of a collector's business."""
    office = reader.office
    if not files or takes_from_others(person, office):
        return files
    from dunning_cli.views.account.figures import all_figures

    theirs: set[str] = set()
    of_others: set[str] = set()
    for found in all_figures(reader, as_of):
        if isinstance(found, Unknown):
            theirs.add(found.case_id)
        else:
            (theirs if office.is_wanted(found.row.owner, person) else of_others).add(found.row.case)
    none_of_theirs = of_others - theirs
    return [file for file in files if file.id not in none_of_theirs or others.may_send(file, person)]


def _place(file: CaseFile, item: ItemRow) -> Place:
    return Place(
        item.priority, item.due, file.id, item.action, item.rule, item.entry, item.collector, item.batch
    )


def _unknown_years(work: Sequence[Work]) -> Iterator[Message]:
    """What to say of days chosen by a calendar that knows no holidays of their year."""
    for year in sorted({each.unknown_year for each in work if each.unknown_year is not None}):
        yield msg(
            "the holidays of {year} are not known: only weekends were left out; list them in dunning.yaml",
            year=year,
        )
