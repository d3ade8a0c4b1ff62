"""What was recorded after the day from which it counts: by whom, on which case, by how many days."""

from __future__ import annotations

from datetime import date, tzinfo
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from dunning_cli.domain.case.backdating import counts_from, days_backdated, recorded_on
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import KINDS
from dunning_cli.kernel.answer import Answer, Column, Each, Table
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.store.reading.told_rows import BackdatedEntry, BackdatedRow
from dunning_cli.views.account.kept_rows import kept_rows
from dunning_cli.views.account.unknown import Unknown, left_out

if TYPE_CHECKING:
    from dunning_cli.views.portfolio.json_keys import BackdatedData, BackdatedRowData

COLUMNS = (
    Column(label("recorded on")),
    Column(label("value date")),
    Column(label("counts from")),
    Column(label("days"), figures=True),
    Column(label("who")),
    Column(label("case")),
    Column(label("kind")),
    Column(label("entry")),
)
MEANING = label(
    "Days from the day from which an entry counts to the day it was recorded, in the office's time zone: its value "
    "date, or an earlier day on which a letter arrived, a hold or changed terms begin; entries of the same day are "
    "left out."
)


class _Backdated(NamedTuple):
    case: str
    entry: BackdatedEntry


def backdated_report(reader: LedgerReader, first: date | None, last: date | None) -> Answer:
    """Every entry recorded after the day from which it counts, these days from `first` to `last`; None: no limit.

    Both ends are included. The longest back-dated first. Reversed ones are listed too and say so.
    """
    found: list[_Backdated] = []
    unread: list[Unknown] = []
    work = partial(_of_case, zone=reader.office.time_zone)
    for case, row in kept_rows(reader, reader.case_files(), "backdated", BackdatedRow, work):
        if isinstance(row, Unknown):
            unread.append(row)
            continue
        found += [
            _Backdated(case, each)
            for each in row.entries
            if (first is None or first <= each.counts_from) and (last is None or each.counts_from <= last)
        ]
    found.sort(key=lambda each: (-each.entry.days, each.entry.value_date, each.case, each.entry.entry))
    most = max((each.entry.days for each in found), default=0)
    data: BackdatedData = {
        "report": "backdated",
        "from": first,
        "to": last,
        "as_of": None,
        "by": None,
        "formula": MEANING,
        "rows": Each(found, _data),  # type: ignore[typeddict-item]  # a list, made when it is read
        "total": {"entries": len(found), "most_days": most},
        "not_computed": [{"file": each.file, "why": each.why} for each in unread],
    }
    warnings = tuple(each.why for each in unread)
    if not found:
        return Answer(data, (label("nothing was recorded after its value date"), *left_out(unread)), warnings)
    counted = msg("{count} entries, at most {days} days", count=len(found), days=most)
    table = Table(COLUMNS, [_row(each) for each in found])
    return Answer(data, (table, counted, MEANING, *left_out(unread)), warnings)


def _of_case(case: Case, zone: tzinfo) -> BackdatedRow:
    taken_back = case.reversed_ids
    return BackdatedRow(
        tuple(
            BackdatedEntry(
                days,
                entry.date,
                entry.id,
                counts_from(entry),
                recorded_on(entry.at, zone),
                entry.kind,
                entry.by,
                entry.actor,
                entry.id in taken_back,
            )
            for entry in case.entries
            if (days := days_backdated(entry, zone)) > 0
        )
    )


def _data(item: _Backdated) -> BackdatedRowData:
    entry = item.entry
    return {
        "key": entry.entry,
        "who": entry.by,
        "agent": entry.actor,
        "case": item.case,
        "entry": entry.entry,
        "kind": entry.kind,
        "date": entry.value_date,
        "counts_from": entry.counts_from,
        "recorded": entry.recorded,
        "days": entry.days,
        "reversed": entry.reversed,
    }


def _row(item: _Backdated) -> tuple[object, ...]:
    entry = item.entry
    kind: Message = KINDS[entry.kind].title
    if entry.reversed:
        kind = msg("{what} (reversed)", what=kind)
    return (
        entry.recorded,
        entry.value_date,
        entry.counts_from,
        entry.days,
        entry.by,
        item.case,
        kind,
        entry.entry,
    )
