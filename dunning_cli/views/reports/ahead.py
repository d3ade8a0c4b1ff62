"""What lies ahead of an office: the work of the coming days by what it is, deadlines first, from what `remind` knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date, timedelta

from dunning_cli.domain.case.people.viewing import Viewer
from dunning_cli.domain.worklist.reminder import Action
from dunning_cli.kernel.answer import Cell
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.views.worklist.reminder_sheet import ACTIONS
from dunning_cli.views.worklist.work_list import Asked, work_in_order
from dunning_cli.views.worklist.work_table import COLUMNS, ROW, Work

DEADLINES = (Action.LIMITATION, Action.RETURN, Action.PROMISE, Action.INSTALMENT)
"""What is lost, or was promised, by its day."""
_SHOWN = ("act by", "action", "case", "why", "collector")
_PLACES = tuple([column.title.template for column in COLUMNS].index(name) for name in _SHOWN)
AHEAD_COLUMNS = tuple(COLUMNS[place] for place in _PLACES)
"""The columns of work ahead: no name and no number of a debtor is among them."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """The work of a day and the days after it."""

    as_of: date
    until: date
    work: Sequence[Work]

    def of(self, actions: Collection[Action]) -> list[Work]:
        """The work of some sorts, by the day by which it is to be done."""
        found = (each for each in self.work if each.place.action in actions)
        return sorted(found, key=lambda each: (each.place.due, each.place.case_id))

    def counted(self) -> list[tuple[Action, int, int]]:
        """Of each sort that there is, how much fell due by the day, and how much falls due after it."""
        due = Counter(each.place.action for each in self.work if each.place.due <= self.as_of)
        later = Counter(each.place.action for each in self.work if each.place.due > self.as_of)
        return [(each, due[each], later[each]) for each in ACTIONS if due[each] or later[each]]


def ahead_of(reader: LedgerReader, as_of: date, days: int, language: str, owner: str | None = None) -> Ahead:
    """The work of one person or all from a day to some days later, people masked whoever asks."""
    until = as_of + timedelta(days)
    asked = Asked(as_of, until, language, (ROW,))
    work, _ = work_in_order(reader, reader.case_files(), asked, Viewer(language=language), owner)
    return Ahead(as_of, until, work)


def ahead_row(work: Work) -> list[Cell]:
    """One thing to do, a cell for each of `AHEAD_COLUMNS`."""
    cells = work.row()
    return [cells[place] for place in _PLACES]
