"""What lies ahead of an office: the work of the coming days by what it is, deadlines first, from what `remind` knows.

What is told of it is kept as long as no case file, no rule and no day changes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

import msgspec

from dunning_cli.domain.case.people.viewing import Viewer
from dunning_cli.domain.worklist.reminder import Action
from dunning_cli.kernel.answer import Cell
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.reading.part_cache import Part, PartCache
from dunning_cli.store.reading.word_rows import CannotBeKept, plain_words, words_of_plain
from dunning_cli.views.reports.looked_up import LookedUp
from dunning_cli.views.worklist.reminder_sheet import ACTIONS
from dunning_cli.views.worklist.work_list import Asked, work_in_order
from dunning_cli.views.worklist.work_order import Place
from dunning_cli.views.worklist.work_table import COLUMNS, ROW, Work

DEADLINES = (Action.LIMITATION, Action.RETURN, Action.PROMISE, Action.INSTALMENT)
"""What is lost, or was promised, by its day."""
_SHOWN = ("act by", "action", "case", "why", "collector")
_PLACES = tuple([column.title.template for column in COLUMNS].index(name) for name in _SHOWN)
AHEAD_COLUMNS = tuple(COLUMNS[place] for place in _PLACES)
"""The columns of work ahead: no name and no number of a debtor is among them."""


@dataclass(frozen=True, slots=True)
class OneByOne:
    """Which work is told one by one, and how much of it; the name tells it from other choices."""

    name: str
    takes: Callable[[Place], bool]
    most: int


@dataclass(frozen=True, slots=True)
class Ahead:
    """The work of a day and the days after it."""

    as_of: date
    until: date
    counted: Sequence[tuple[Action, int, int]]
    """Of each sort that there is, how much fell due by the day, and how much falls due after it."""
    chosen: Sequence[tuple[Action, int]]
    """How much of each sort was to be told one by one."""
    rows: Sequence[Sequence[Cell]]
    """The first of that, by the day by which it is to be done, a cell for each of `AHEAD_COLUMNS`."""

    @property
    def count(self) -> int:
        """How much was to be told one by one."""
        return sum(count for _, count in self.chosen)


def ahead_of(
    looked_up: LookedUp, as_of: date, days: int, language: str, told: OneByOne, owner: str | None = None
) -> Ahead:
    """The work of one person or all from a day to some days later, people masked whoever asks."""
    until, reader, files = as_of + timedelta(days), looked_up.reader, looked_up.every
    question = f"ahead {until} {language} {told.name} {owner or ''}"
    every = Part(0, files or ())
    with PartCache(reader.folder, f"sums to {as_of} {reader.rules_digest}") as cache:
        kept = cache.get_all(question, (every,) if files is not None else ())
        found = _read(kept[0], as_of, until) if kept else None
        if found is None:
            asked = Asked(as_of, until, language, (ROW,))
            work, _ = work_in_order(
                reader, list(files) if files is not None else None, asked, Viewer(language=language), owner
            )
            found = _told(work, as_of, until, told)
            data = _packed(found)
            if files is not None and data is not None:
                cache.keep(question, ((every, data),))
    return found


def _told(work: Sequence[Work], as_of: date, until: date, told: OneByOne) -> Ahead:
    due = Counter(each.place.action for each in work if each.place.due <= as_of)
    later = Counter(each.place.action for each in work if each.place.due > as_of)
    chosen = sorted(
        (each for each in work if told.takes(each.place)),
        key=lambda each: (each.place.due, each.place.case_id),
    )
    counts = Counter(each.place.action for each in chosen)
    return Ahead(
        as_of,
        until,
        [(each, due[each], later[each]) for each in ACTIONS if due[each] or later[each]],
        [(each, counts[each]) for each in ACTIONS if counts[each]],
        [_row(each) for each in chosen[: told.most]],
    )


def _row(work: Work) -> list[Cell]:
    cells = work.row()
    return [cells[place] for place in _PLACES]


def _packed(ahead: Ahead) -> bytes | None:
    """The bytes that are kept; None for what has no form to be kept in."""
    try:
        rows = [[plain_words(cell) for cell in row] for row in ahead.rows]
    except CannotBeKept:
        return None
    return msgspec.msgpack.encode((ahead.counted, ahead.chosen, rows))


_Kept = tuple[list[tuple[str, int, int]], list[tuple[str, int]], list[list[Any]]]
_decoder = msgspec.msgpack.Decoder(_Kept)


def _read(data: bytes, as_of: date, until: date) -> Ahead | None:
    """What such bytes tell, None for any others."""
    try:
        counted, chosen, rows = _decoder.decode(data)
        return Ahead(
            as_of,
            until,
            [(Action(action), due, later) for action, due, later in counted],
            [(Action(action), count) for action, count in chosen],
            [[words_of_plain(cell) for cell in row] for row in rows],
        )
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError):
        return None
