"""Working out the day's work of cases for lists: for one reader at once, or as rows that are kept for all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.people.viewing import Viewer
from dunning_cli.domain.contact.known_elsewhere import people_told
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.workdays import WorkCalendar
from dunning_cli.store.format.folder import CaseFile
from dunning_cli.store.reading.cache import is_settled
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.store.reading.work_rows import ItemRow, MadeRow, OtherFiles, ShownRow, WorkRow, token_of
from dunning_cli.views.account.many_cases import row_of_each
from dunning_cli.views.account.standing import AccountState, standing_of
from dunning_cli.views.account.unknown import Unknown
from dunning_cli.views.worklist.reminder_sheet import WorkItem, shown
from dunning_cli.views.worklist.reminders import is_told_to, items_of, place_of, unordered
from dunning_cli.views.worklist.shown_parts import packed
from dunning_cli.views.worklist.work_table import PARTS, Work

if TYPE_CHECKING:
    from dunning_cli.views.worklist.work_list import Asked


@dataclass(slots=True)
class MadeWork:
    """What was worked out: rows by path, those of them that may be kept, and cases of which there is none."""

    rows: dict[str, MadeRow] = field(default_factory=dict)
    to_be_kept: dict[CaseFile, MadeRow] = field(default_factory=dict)
    unknown: list[Unknown] = field(default_factory=list)


def made_now(
    reader: LedgerReader, asked: Asked, owner: str | None, viewer: Viewer
) -> tuple[Sequence[Work], list[Unknown]]:
    """The work as one reader sees it, in no order, from the cases themselves."""
    items, unknown = unordered(reader, asked.as_of, asked.until, owner)
    calendar = reader.calendar
    work = [
        Work(place_of(item), item.pool, _unknown_year(item, calendar), partial(_part, item, viewer))
        for item in items
    ]
    return work, unknown


def _part(item: WorkItem, viewer: Viewer, part: int) -> Any:
    return shown(item, viewer)[part]


def made_anew(
    reader: LedgerReader, files: Sequence[CaseFile], asked: Asked, owner: str | None, others: OtherFiles
) -> MadeWork:
    """The rows of some files; `owner` is whose cases are meant of those that cannot be worked out.

    Raises CannotBeKept.
    """
    made = MadeWork()
    making = _Making(reader, asked, others)
    for file, row in row_of_each(reader, files, making.row, MadeRow):
        if isinstance(row, Unknown):
            if is_told_to(owner, row, asked.as_of, reader.office):
                made.unknown.append(row)
            continue
        made.rows[file.path] = row
        if all(map(is_settled, others.of(file.id, row.work.people))):
            made.to_be_kept[file] = row
    return made


class _Making:
    """Makes rows as each of two readers sees them: one who may see the contact details of a case, and one who may not."""

    def __init__(self, reader: LedgerReader, asked: Asked, others: OtherFiles) -> None:
        self._reader, self._asked, self._others = reader, asked, others
        self._calendar = reader.calendar
        self._viewers = (
            Viewer(language=asked.language),
            Viewer(office=replace(reader.office, staff=()), language=asked.language),
        )

    def row(self, case: Case) -> MadeRow:
        """The row of a case. Raises Refused, Miscalculated and CannotBeKept."""
        standing = standing_of(self._reader, case, self._asked.as_of)
        people = tuple(sorted(map(token_of, people_told(case))))
        state = self._others.state(case.id, people)
        items = self._items(standing, alone=not self._others.of(case.id, people))
        masked, in_full = ([packed(shown(item, viewer)) for item in items] for viewer in self._viewers)
        parts = tuple(
            ShownRow(state, tuple(each[part] for each in masked), tuple(each[part] for each in in_full))
            for part in PARTS
        )
        return MadeRow(WorkRow(people, state, tuple(map(self._item, items))), parts)

    def _items(self, standing: AccountState, *, alone: bool) -> list[WorkItem]:
        if standing.case.closing(standing.as_of) is not None:
            return []
        return items_of(self._reader, standing, self._asked.until, self._calendar, alone=alone)

    def _item(self, item: WorkItem) -> ItemRow:
        place = place_of(item)
        return ItemRow(
            place.priority,
            place.due,
            place.action,
            place.rule,
            place.entry,
            place.collector,
            item.pool,
            place.batch,
            _unknown_year(item, self._calendar),
        )


def _unknown_year(item: WorkItem, calendar: WorkCalendar) -> int | None:
    due = item.reminder.due
    return due.year if item.reminder.workdays and not calendar.knows(due) else None
