"""What was given to debtors: every route, who gave it and why, and who approved it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from dunning_cli.domain.account import WaiverOutcome, WaiverState, figures_at
from dunning_cli.domain.account.approvals import approved_by, gifts
from dunning_cli.domain.account.concessions import UNBOUNDED, Concession
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.entries import Close, Entry, Waiver
from dunning_cli.domain.case.people.viewing import Viewer
from dunning_cli.kernel.answer import Answer, Column, Table
from dunning_cli.kernel.errors import Failure, Miscalculated
from dunning_cli.kernel.message import Message, label
from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.format.case_path import case_id_in
from dunning_cli.store.format.folder import CaseFile
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.store.reading.told_rows import GivenRow
from dunning_cli.views.account.data import unknown_data
from dunning_cli.views.account.figures import figures_in
from dunning_cli.views.account.kept_rows import kept_rows
from dunning_cli.views.account.unknown import Unknown, left_out, unknown_warning

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
    "lapsed": label("condition not met"),
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

    found: list[_Gift] = []
    unknown: list[Unknown] = []
    for read in reader.cases(_files_to_read(reader, viewer.today, is_wanted)):
        if read.case is None:
            unknown.append(Unknown(case_id_in(read.file), read.problems[0].as_message()))
            continue
        try:
            found += [gift for gift in _gifts(reader, read.case, viewer.today) if is_wanted(gift.entry.date)]
        except (Failure, Miscalculated) as failure:
            unknown.append(Unknown.of(read.case, failure))
    found.sort(key=lambda gift: (gift.entry.date, gift.entry.at.timestamp(), gift.entry.id))
    total = sum((gift.given.waived for gift in found if gift.state != "waiting"), ZERO)
    data: GivenUpData = {
        "report": "given-up",
        "from": first,
        "to": last,
        "rows": [_data(gift, viewer) for gift in found],
        "total": {"amount": _amount(total)},
        "not_computed": list(map(unknown_data, unknown)),
    }
    warnings = tuple(map(unknown_warning, unknown))
    if not found:
        return Answer(data, (label("nothing was given up"), *left_out(unknown)), warnings)
    rows = [_row(gift, viewer) for gift in found]
    last_row = (label("total"), "", "", _amount(total), "", "", "", "", "")
    return Answer(data, (Table(COLUMNS, rows, total=last_row), *left_out(unknown)), warnings)


def _files_to_read(
    reader: LedgerReader, today: date, is_wanted: Callable[[date], bool]
) -> list[CaseFile] | None:
    """The files of cases in which something was given with a value date that is wanted, or that nobody can work out.

    None: all, where the cases stand in no files.
    """
    files = reader.case_files()
    if files is None:
        return None
    given = kept_rows(reader, files, "given up", GivenRow, lambda case: _days_given(reader, case))
    return [
        file
        # what waivers took goes by the account of today
        for file, found, (_, row) in zip(files, figures_in(reader, files, today), given, strict=True)
        if isinstance(found, Unknown) or isinstance(row, Unknown) or any(map(is_wanted, row.days))
    ]


def _days_given(reader: LedgerReader, case: Case) -> GivenRow:
    given = gifts(case, lambda each, day: figures_at(each, reader.policies.for_case(each), day))
    return GivenRow(tuple(decided[0].date for decided, _ in given))


def _gifts(reader: LedgerReader, case: Case, today: date) -> Iterator[_Gift]:
    waiting = case.waiting(date.max)
    account = figures_at(case, reader.policies.for_case(case), today) if case.entries else None
    waivers = {each.entry: each for each in account.waivers} if account is not None else {}
    for decided, given in gifts(
        case, lambda each, day: figures_at(each, reader.policies.for_case(each), day)
    ):
        entry = decided[0]
        granted = approved_by(case, entry)
        paper = getattr(entry, "approved_by", None) if getattr(entry, "paper", None) else None
        state: GiftState = "approved" if granted else "on_paper" if paper else "in_effect"
        came_of = [waivers[each.id] for each in decided if each.id in waivers]
        if entry.id in waiting:
            yield _Gift(case, entry, given, "waiting", None)
        elif (
            came_of
            and {each.state for each in came_of} == {WaiverOutcome.LAPSED}
            and isinstance(entry, Waiver)
        ):
            yield _Gift(case, entry, replace(given, waived=ZERO), "lapsed", granted or paper)
        else:
            yield _Gift(case, entry, _in_fact(given, came_of), state, granted or paper)


def _in_fact(given: Concession, came_of: list[WaiverState]) -> Concession:
    """With what waivers took once that is decided; before, the most they may come to."""
    if not came_of or any(each.state is WaiverOutcome.PENDING for each in came_of):
        return given
    return replace(given, waived=sum((each.amount for each in came_of), ZERO))


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
