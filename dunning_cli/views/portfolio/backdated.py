"""What was recorded after the day from which it counts: by whom, on which case, by how many days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from dunning_cli.domain.case.backdating import counts_from, days_backdated, recorded_on
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import Entry
from dunning_cli.kernel.answer import Answer, Column, Table
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.views.account.unknown import left_out

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


@dataclass(frozen=True, slots=True)
class _Backdated:
    case: Case
    entry: Entry
    recorded: date
    days: int
    reversed: bool


def backdated_report(reader: LedgerReader, first: date | None, last: date | None) -> Answer:
    """Every entry recorded after the day from which it counts, these days from `first` to `last`; None: no limit.

    Both ends are included. The longest back-dated first. Reversed ones are listed too and say so.
    """
    found: list[_Backdated] = []
    unread: list[tuple[str, Message]] = []
    for read in reader.cases():
        if read.case is None:
            unread.append((read.file, read.problems[0].as_message()))
            continue
        found += _of_case(read.case, reader, first, last)
    found.sort(key=lambda each: (-each.days, each.entry.date, each.case.id, each.entry.id))
    most = max((each.days for each in found), default=0)
    data: BackdatedData = {
        "report": "backdated",
        "from": first,
        "to": last,
        "as_of": None,
        "by": None,
        "formula": MEANING,
        "rows": [_data(each) for each in found],
        "total": {"entries": len(found), "most_days": most},
        "not_computed": [{"file": file, "why": why} for file, why in unread],
    }
    warnings = tuple(why for _, why in unread)
    if not found:
        return Answer(data, (label("nothing was recorded after its value date"), *left_out(unread)), warnings)
    counted = msg("{count} entries, at most {days} days", count=len(found), days=most)
    table = Table(COLUMNS, [_row(each) for each in found])
    return Answer(data, (table, counted, MEANING, *left_out(unread)), warnings)


def _of_case(case: Case, reader: LedgerReader, first: date | None, last: date | None) -> Iterator[_Backdated]:
    zone, taken_back = reader.office.time_zone, case.reversed_ids
    for entry in case.entries:
        days, since = days_backdated(entry, zone), counts_from(entry)
        within = (first is None or first <= since) and (last is None or since <= last)
        if days > 0 and within:
            yield _Backdated(case, entry, recorded_on(entry.at, zone), days, entry.id in taken_back)


def _data(item: _Backdated) -> BackdatedRowData:
    return {
        "key": item.entry.id,
        "who": item.entry.by,
        "agent": item.entry.actor,
        "case": item.case.id,
        "entry": item.entry.id,
        "kind": item.entry.kind,
        "date": item.entry.date,
        "counts_from": counts_from(item.entry),
        "recorded": item.recorded,
        "days": item.days,
        "reversed": item.reversed,
    }


def _row(item: _Backdated) -> tuple[object, ...]:
    kind: Message = item.entry.title
    if item.reversed:
        kind = msg("{what} (reversed)", what=kind)
    entry = item.entry
    return item.recorded, entry.date, counts_from(entry), item.days, entry.by, item.case.id, kind, entry.id
