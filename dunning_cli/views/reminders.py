"""The day's work: what all cases ask of their collectors, the most pressing first."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from dunning_cli.domain.message import Message, label, msg
from dunning_cli.domain.privacy import Mask
from dunning_cli.domain.reminders import Action, Reminder, reminders_of
from dunning_cli.domain.sheet import Answer, Column, Table
from dunning_cli.store.books import Books
from dunning_cli.views.standing import Standing, Unknown, all_standing, unknown_warning

ACTIONS: dict[Action, Message] = {
    Action.RETURN: label("return to client"),
    Action.PROMISE: label("promise due"),
    Action.CALLBACK: label("call back"),
    Action.CALL: label("call"),
}
PERSONS = {"debtor": label("debtor"), "guarantor": label("guarantor"), "creditor": label("client")}
COLUMNS = (
    Column(label("priority"), figures=True),
    Column(label("act by")),
    Column(label("action")),
    Column(label("case")),
    Column(label("debtor")),
    Column(label("whom")),
    Column(label("stage")),
    Column(label("why")),
    Column(label("collector")),
)


def work_list(
    books: Books, as_of: date, days_ahead: int = 0, owner: str | None = None, reveal: bool = False
) -> Answer:
    """What falls due by `as_of` plus `days_ahead` days, by priority, then date; of one collector or all."""
    found: list[tuple[Reminder, Standing]] = []
    unknown: list[Unknown] = []
    for item in all_standing(books, as_of):
        if isinstance(item, Unknown):
            unknown.append(item)
        elif owner in (None, item.case.owner(as_of)):
            until = as_of + timedelta(days=days_ahead)
            reminders = reminders_of(item.case, item.account, item.promises, as_of, until)
            found += [(reminder, item) for reminder in reminders]
    found.sort(key=lambda pair: (pair[0].priority, pair[0].due, pair[0].case_id))
    mask = Mask(reveal)
    data = {"as_of": as_of, "items": [_data(reminder, item, mask) for reminder, item in found]}
    count = msg("to do: {count}", count=len(found))
    rows = [_row(reminder, item, mask) for reminder, item in found]
    rows += [("", "", "", item.case_id, "", "", "", label("cannot be worked out"), "") for item in unknown]
    table = Table(COLUMNS, rows)
    parts: tuple[Table | Message, ...] = (table, count) if rows else (label("nothing to do"),)
    return Answer(data, parts, tuple(unknown_warning(item) for item in unknown))


def _data(reminder: Reminder, standing: Standing, mask: Mask) -> dict[str, Any]:
    return {
        "case": reminder.case_id,
        "debtor": mask.name(standing.case.head.debtor.name),
        "action": reminder.action,
        "to": reminder.to,
        "due": reminder.due,
        "priority": reminder.priority,
        "why": reminder.why,
        "owner": standing.case.owner(standing.as_of),
        "rule": reminder.rule,
    }


def _row(reminder: Reminder, standing: Standing, mask: Mask) -> tuple[object, ...]:
    return (
        reminder.priority,
        reminder.due,
        ACTIONS[reminder.action],
        reminder.case_id,
        mask.name(standing.case.head.debtor.name),
        PERSONS.get(reminder.to, mask.name(reminder.to)),
        standing.stage.stage,
        reminder.why,
        standing.case.owner(standing.as_of),
    )
