"""A file of rules beside those of the ledger: which rules differ, and what that changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeAlias

from dunning_cli.domain.case.changes import value_changes
from dunning_cli.kernel.answer import Answer, Column, Table
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.nodes import EMPTY_MAP, Map
from dunning_cli.store.format.yaml_writer import flow
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.views.people.all_judged import all_judged
from dunning_cli.views.worklist.reminders import work_of

if TYPE_CHECKING:
    from dunning_cli.views.ledger.json_keys import RuleChangeData, RuleEffectData, RulesEffectData

COLUMNS = (Column(label("rule")), Column(label("here")), Column(label("there")))
EFFECT_COLUMNS = (
    Column(label("case")),
    Column(label("what")),
    Column(label("day")),
    Column(label("here")),
    Column(label("there")),
)
AHEAD = timedelta(days=30)
"""How far planned steps are looked at."""
Found: TypeAlias = dict[tuple[str, str, date | None], str]


def changes_of(before: Map | None, after: Map) -> list[RuleChangeData]:
    """Every value of a file of rules that differs, by its path; None for what is not there."""
    return [
        {
            "rule": change.path,
            "here": flow(change.before) if change.before is not None else None,
            "there": flow(change.after) if change.after is not None else None,
        }
        for change in value_changes(before or EMPTY_MAP, after)
    ]


def changes_answer(path: str, changes: Sequence[RuleChangeData]) -> Answer:
    """The changes for people and scripts."""
    if not changes:
        return Answer({"file": path, "changes": []}, (msg("{file}: no rule differs", file=path),))
    table = Table(
        COLUMNS,
        [(each["rule"], each["here"], each["there"]) for each in changes],
        msg("{file}: rules that differ: {count}", file=path, count=len(changes)),
    )
    return Answer({"file": path, "changes": list(changes)}, (table,))


def effect_of(changes: Answer, here: LedgerReader, there: LedgerReader, today: date) -> Answer:
    """The changes, which past contacts would be judged otherwise by them, and which steps of the next days would be others.

    Raises Refused where cases cannot be worked out.
    """
    contacts = list(_differences(_judged(here, today), _judged(there, today)))
    steps = list(_differences(_planned(here, today), _planned(there, today)))
    data: RulesEffectData = {
        "file": changes.data["file"],
        "changes": changes.data["changes"],
        "contacts": contacts,
        "steps": steps,
    }
    parts = [
        *changes.parts,
        *_told(msg("past contacts judged otherwise: {count}", count=len(contacts)), contacts),
        *_told(
            msg("steps up to {day} that would be others: {count}", day=today + AHEAD, count=len(steps)), steps
        ),
    ]
    return Answer(data, tuple(parts))


def _differences(here: Found, there: Found) -> Iterator[RuleEffectData]:
    for case, what, day in sorted({*here, *there}, key=lambda key: (key[0], key[2] or date.min, key[1])):
        before, after = (side.get((case, what, day)) for side in (here, there))
        if before != after:
            yield {"case": case, "what": what, "day": day, "here": before, "there": after}


def _judged(reader: LedgerReader, today: date) -> Found:
    judged = all_judged(reader, None, None, today)
    return {
        (each.case.id, each.entry.id, each.entry.date): ", ".join(each.rules) or each.listed.value
        for each in judged.entries()
    }


def _planned(reader: LedgerReader, today: date) -> Found:
    items, _ = work_of(reader, today, today + AHEAD)
    return {
        (
            item.reminder.case_id,
            f"{item.reminder.rule} {item.reminder.to}",
            item.reminder.due,
        ): item.reminder.action.value
        for item in items
    }


def _told(heading: Message, found: Sequence[RuleEffectData]) -> tuple[Table | Message, ...]:
    rows = [(each["case"], each["what"], each["day"], each["here"], each["there"]) for each in found]
    return (Table(EFFECT_COLUMNS, rows, heading),) if found else (heading,)
