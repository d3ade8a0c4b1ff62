"""The day's work as a table: a row for each thing to do, and what to say below it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from dunning_cli.kernel.answer import Column, Paragraph, Table
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.views.account.unknown import Unknown
from dunning_cli.views.worklist.work_order import Place

COLUMNS = (
    Column(label("prio"), figures=True),
    Column(label("act by")),
    Column(label("action")),
    Column(label("case")),
    Column(label("debtor")),
    Column(label("number")),
    Column(label("stage")),
    Column(label("contact")),
    Column(label("why")),
    Column(label("collector")),
)
_DEBTOR = 4
"""The column of the debtor."""


DATA, ROW, SCRIPT = PARTS = range(3)
"""The parts of `Shown`: most who ask want one of them."""


class Shown(NamedTuple):
    """One thing to do as one reader sees it."""

    data: Mapping[str, Any]
    """For scripts (`WorkItemData`)."""
    row: Sequence[Any]
    """A cell for each of `COLUMNS`."""
    script: tuple[Message, str] | None
    """What to say, under a line that says to whom and why."""


@dataclass(frozen=True, slots=True)
class Work:
    """One thing to do: its place in the order, who may do it, and how it is shown."""

    place: Place
    pool: tuple[str, ...]
    unknown_year: int | None
    """The year of its day, where that was chosen by a calendar which does not know it."""
    show: Callable[[int], Any]
    """Gives one part of how it is shown (`Shown`)."""
    cases: tuple[str, ...] = ()
    """The cases it is about, where it is about those of a client's batch together."""

    def for_cases(self, cases: tuple[str, ...]) -> Work:
        """The same for several cases together."""
        return replace(self, cases=cases)

    def data(self) -> Mapping[str, Any]:
        """For scripts."""
        return {**self.show(DATA), "cases": list(self.cases)}

    def row(self) -> Sequence[Any]:
        """A cell for each of `COLUMNS`."""
        cells: Sequence[Any] = self.show(ROW)
        if len(self.cases) < 2:
            return cells
        return (*cells[:_DEBTOR], f"{cells[_DEBTOR]} +{len(self.cases) - 1}", *cells[_DEBTOR + 1 :])


def table_of(
    work: Sequence[Work], unknown: Sequence[Unknown], as_of: date, *, alone: bool, scripts: bool
) -> tuple[Table | Message | Paragraph, ...]:
    """The list for people: columns without a value are left out, the collector's in one person's list too."""
    if not work and not unknown:
        return (label("nothing to do"),)
    rows = [each.row() for each in work]
    for case in unknown:
        owner = case.case.owner(as_of) if case.case is not None else None
        rows.append(("", "", "", case.case_id, "", "", "", "", label("cannot be worked out"), owner))
    kept = [
        place
        for place in range(len(COLUMNS))
        if any(row[place] not in (None, "") for row in rows) and not (alone and place == len(COLUMNS) - 1)
    ]
    table = Table(tuple(COLUMNS[place] for place in kept), [[row[place] for place in kept] for row in rows])
    parts: list[Table | Message | Paragraph] = [table, msg("to do: {count}", count=len(work))]
    said = (each.show(SCRIPT) for each in work) if scripts else ()
    for script in said:
        if script is not None:
            parts += [script[0], Paragraph(f"  {script[1]}")]
    return tuple(parts)
