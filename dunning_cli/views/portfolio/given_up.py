"""What was given to debtors: every route, who gave it and why, and who approved it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from dunning_cli.domain.account import figures_at
from dunning_cli.domain.account.approvals import approved_by, gifts
from dunning_cli.domain.account.concessions import UNBOUNDED, Concession
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.entries import Close, Entry
from dunning_cli.domain.case.people.viewing import Viewer
from dunning_cli.kernel.answer import Answer, Column, Table
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.store.reading.told_rows import GivenRow
from dunning_cli.views.account.kept_rows import kept_rows
from dunning_cli.views.account.unknown import Unknown

if TYPE_CHECKING:
    from dunning_cli.views.portfolio.json_keys import GiftData, GiftState, GivenUpData

COLUMNS = (
    Column(label("date")),
    Column(label("case")),
    Column(label("how")),
    Column(label("amount"), figures=True),
    Column(label("days"), figures=True),
    Column(label("who")),
    Column(label("state")),
    Column(label("approved by")),
    Column(label("reason")),
)
STATES: dict[GiftState, Message] = {
    "in_effect": label("in effect"),
    "approved": label("approved"),
    "on_paper": label("approved on paper"),
    "waiting": label("waiting for approval"),
}


@dataclass(frozen=True, slots=True)
class _Gift:
    """One decision that gives way to a debtor."""

    case: Case
    entry: Entry
    given: Concession
    state: GiftState
    approved_by: str | None


def given_up(reader: LedgerReader, first: date | None, last: date | None, viewer: Viewer) -> Answer:
    """What was given with a value date from `first` to `last`, both included; None: no limit. Yuan and days.

    A case whose account cannot be worked out is named beside the report.
    """

    def is_wanted(day: date) -> bool:
        return (first is None or first <= day) and (last is None or day <= last)

    given, unknown = _cases_with_gifts(reader, is_wanted)
    found = [gift for case in given for gift in _gifts(reader, case) if is_wanted(gift.entry.date)]
    unread = [
        each.why if each.case is None else msg("{case}: {why}", case=each.case_id, why=each.why)
        for each in unknown
    ]
    found.sort(key=lambda gift: (gift.entry.date, gift.entry.at.timestamp(), gift.entry.id))
    total = sum((gift.given.waived for gift in found if gift.state != "waiting"), ZERO)
    data: GivenUpData = {
        "report": "given-up",
        "from": first,
        "to": last,
        "rows": [_data(gift, viewer) for gift in found],
        "total": {"amount": _amount(total)},
    }
    if not found:
        return Answer(data, (label("nothing was given up"),), tuple(unread))
    rows = [_row(gift, viewer) for gift in found]
    last_row = (label("total"), "", "", _amount(total), "", "", "", "", "")
    return Answer(data, (Table(COLUMNS, rows, total=last_row),), tuple(unread))


def _cases_with_gifts(
    reader: LedgerReader, is_wanted: Callable[[date], bool]
) -> tuple[list[Case], list[Unknown]]:
    """The cases in which something was given with a value date that is wanted, and those of which nobody can say."""
    files = reader.case_files()

    def days(case: Case) -> GivenRow:
        return GivenRow(tuple(gift.entry.date for gift in _gifts(reader, case)))

    unknown: list[Unknown] = []
    places: set[int] = set()
    for place, (_, row) in enumerate(kept_rows(reader, files, "given up", GivenRow, days)):
        if isinstance(row, Unknown):
            unknown.append(row)
        elif any(map(is_wanted, row.days)):
            places.add(place)
    if files is None:
        chosen = [read for place, read in enumerate(reader.cases()) if place in places]
    else:
        chosen = list(reader.cases([file for place, file in enumerate(files) if place in places]))
    return [read.case for read in chosen if read.case is not None], unknown


def _gifts(reader: LedgerReader, case: Case) -> Iterator[_Gift]:
    waiting = case.waiting(date.max)
    for decided, given in gifts(
        case, lambda each, day: figures_at(each, reader.policies.for_case(each), day)
    ):
        entry = decided[0]
        granted = approved_by(case, entry)
        paper = getattr(entry, "approved_by", None) if getattr(entry, "paper", None) else None
        state: GiftState = "approved" if granted else "on_paper" if paper else "in_effect"
        if entry.id in waiting:
            yield _Gift(case, entry, given, "waiting", None)
        else:
            yield _Gift(case, entry, given, state, granted or paper)


def _amount(amount: Decimal) -> Decimal | None:
    return None if amount == UNBOUNDED else amount


def _reason(gift: _Gift) -> str | None:
    if isinstance(gift.entry, Close):
        return gift.entry.text
    reason = getattr(gift.entry, "reason", None)
    return str(reason) if reason else None


def _data(gift: _Gift, viewer: Viewer) -> GiftData:
    return {
        "date": gift.entry.date,
        "case": gift.case.id,
        "entry": gift.entry.id,
        "route": gift.entry.kind,
        "amount": _amount(gift.given.waived),
        "days": gift.given.extended or gift.given.held,
        "by": gift.entry.by,
        "reason": viewer.mask(gift.case, viewer.today).text(_reason(gift)) or None,
        "state": gift.state,
        "approved_by": gift.approved_by,
    }


def _row(gift: _Gift, viewer: Viewer) -> tuple[object, ...]:
    days = gift.given.extended or gift.given.held
    return (
        gift.entry.date,
        gift.case.id,
        label_of(gift.entry.reason) if isinstance(gift.entry, Close) else gift.entry.title,
        _amount(gift.given.waived) or None,
        label("no end set") if days is None else days or None,
        gift.entry.by,
        STATES[gift.state],
        gift.approved_by,
        viewer.mask(gift.case, viewer.today).text(_reason(gift)) or None,
    )
