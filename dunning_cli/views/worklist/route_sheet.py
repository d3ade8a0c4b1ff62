"""The route sheet of field collectors: the visits of a day, on paper that shows no number in full."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from dunning_cli.domain.case.case import Address, Debtor, Party
from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.codes.people import Role
from dunning_cli.domain.case.codes.talk import result_words
from dunning_cli.domain.case.entries import Contact
from dunning_cli.domain.case.people.details import party_named, postal_address
from dunning_cli.domain.case.people.viewing import Viewer
from dunning_cli.domain.worklist.reminder import Action
from dunning_cli.kernel.answer import Answer, Cell, Column, Listing, Paragraph, Table
from dunning_cli.kernel.masking import Mask
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.views.account.unknown import Unknown, unknown_warning
from dunning_cli.views.people.masking import person_shown
from dunning_cli.views.titles import staff_named, template_named
from dunning_cli.views.worklist.reminder_sheet import PERSONS, WorkItem, reason_told, visiting_hour, why_of
from dunning_cli.views.worklist.reminders import work_of

if TYPE_CHECKING:
    from dunning_cli.views.worklist.json_keys import RouteData, StopData

COLUMNS = (
    Column(label("collector")),
    Column(label("case")),
    Column(label("debtor")),
    Column(label("talk only to")),
    Column(label("ID number")),
    Column(label("card or account")),
    Column(label("area")),
    Column(label("address")),
    Column(label("day")),
    Column(label("time")),
    Column(label("overdue"), figures=True),
    Column(label("balance"), figures=True),
    Column(label("days past due"), figures=True),
    Column(label("last contact")),
    Column(label("reason for arrears")),
    Column(label("why")),
    Column(label("letter to hand over")),
    Column(label("goes along")),
)
CONDUCT = label(
    "Go in pairs with the letter of authority and work cards. Speak of the debt with the person named and nobody "
    "else; enter only when asked in; leave nothing that others can read."
)
BLANK = "_" * 40
"""A line to write on."""
Row = tuple[Message | None, Cell]


@dataclass(frozen=True, slots=True)
class _Stop:
    """One visit: what asks for it, whom it is to, where they live."""

    item: WorkItem
    visited: Debtor | Party | None
    address: Address | None
    area: str

    def mask(self, viewer: Viewer) -> Mask:
        """How the people are shown; no number of a document or card stands in full on papers of a visit, whoever
        asks (client rules: 不泄露完整卡号及身份证号).
        """
        standing = self.item.standing
        return viewer.numbers(standing.case, standing.as_of, self.item.pool)

    @property
    def who(self) -> str:
        """Who goes: one person, the two who were arranged, or all who may."""
        return ", ".join(self.item.pool) or self.item.doer or ""

    @property
    def second(self) -> str | None:
        """Who goes along, as arranged."""
        arranged = self.item.reminder.appointment
        return arranged.second if arranged is not None else None


def route_sheet(
    reader: LedgerReader,
    as_of: date,
    days_ahead: int,
    owner: str | None,
    viewer: Viewer,
    tabular: bool = False,
) -> Answer:
    """The visits due by `as_of` plus the days ahead, of one collector or all: by area and address, those without an address last.

    `tabular`: one table for a spreadsheet instead of blocks to print.
    """
    until = as_of + timedelta(days=days_ahead)
    items, unknown = work_of(reader, as_of, until, owner)
    stops = sorted(
        (_stop(item) for item in items if item.reminder.action is Action.VISIT),
        key=lambda stop: (
            "" if owner is not None else stop.who,
            stop.address is None,
            stop.area,
            stop.address.text if stop.address is not None else "",
            stop.item.reminder.case_id,
        ),
    )
    data: RouteData = {
        "as_of": as_of,
        "until": until,
        "owner": owner,
        "visits": [_data(stop, viewer) for stop in stops],
    }
    warnings = tuple(unknown_warning(each) for each in unknown)
    if tabular:
        rows = [_row(stop, viewer) for stop in stops]
        return Answer(data, (Table(COLUMNS, rows),), warnings)
    return Answer(data, tuple(_sheets(stops, as_of, owner, viewer, unknown)), warnings)


def _stop(item: WorkItem) -> _Stop:
    head = item.standing.case.head
    to = item.reminder.to
    visited: Debtor | Party | None = head.debtor
    if to == "guarantor":
        visited = next((party for party in head.parties if party.role is Role.GUARANTOR), None)
    elif to != "debtor":
        visited = party_named(head, to)
    address = postal_address(visited.addresses) if visited is not None else None
    return _Stop(item, visited, address, (head.account.area if head.account is not None else None) or "")


def _data(stop: _Stop, viewer: Viewer) -> StopData:
    item, mask = stop.item, stop.mask(viewer)
    reminder, standing = item.reminder, item.standing
    head, last = standing.case.head, item.last_contact
    return {
        "collector": item.doer,
        "second": stop.second,
        "pool": list(item.pool),
        "case": reminder.case_id,
        "debtor": mask.name(head.debtor.name),
        "talk_to": person_shown(reminder.to, mask),
        "name": mask.name(stop.visited.name) if stop.visited is not None else None,
        "id_number": _id_number(stop, mask),
        "account_number": _account_number(stop, mask),
        "area": stop.area or None,
        "address": _address(stop, mask),
        "due": reminder.due,
        "time": visiting_hour(reminder),
        "agreed": bool(reminder.appointment is not None and reminder.appointment.agreed),
        "overdue": standing.account.overdue,
        "balance": standing.account.balance.total,
        "days_past_due": standing.account.days_past_due,
        "last_contact": None
        if last is None
        else {"date": last.date, "channel": last.channel, "result": last.result},
        "arrears_reason": item.arrears_reason,
        "why": mask.words(why_of(item, viewer.language)),
        "rule": reminder.rule,
        "template": reminder.template,
        "text": _arranged(stop, mask),
    }


def _id_number(stop: _Stop, mask: Mask) -> str | None:
    return mask.number(stop.visited.id_number) or None if stop.visited is not None else None


def _account_number(stop: _Stop, mask: Mask) -> str | None:
    account = stop.item.standing.case.head.account
    return mask.number(account.number) or None if account is not None else None


def _address(stop: _Stop, mask: Mask) -> str | None:
    return mask.address(stop.address.text) if stop.address is not None else None


def _arranged(stop: _Stop, mask: Mask) -> str | None:
    arranged = stop.item.reminder.appointment
    return mask.text(arranged.text) if arranged is not None and arranged.text else None


def _talk_to(stop: _Stop, mask: Mask) -> Message | str:
    to = stop.item.reminder.to
    if to == "debtor" or stop.visited is None:
        return PERSONS.get(to) or mask.name(to)
    role = PERSONS.get(to)
    name = mask.name(stop.visited.name)
    return msg("{who} {name}", who=role, name=name) if role is not None else name


def _last_contact(item: WorkItem) -> Message | None:
    contact: Contact | None = item.last_contact
    if contact is None:
        return None
    result = result_words(contact.result, contact.channel) if contact.result else label("noted")
    return msg(
        "{date} {channel}: {result}", date=contact.date, channel=label_of(contact.channel), result=result
    )


def _row(stop: _Stop, viewer: Viewer) -> tuple[Cell, ...]:
    item, mask = stop.item, stop.mask(viewer)
    account = item.standing.account
    return (
        stop.who,
        item.reminder.case_id,
        mask.name(item.standing.case.head.debtor.name),
        _talk_to(stop, mask),
        _id_number(stop, mask),
        _account_number(stop, mask),
        stop.area,
        _address(stop, mask) or label("no address known"),
        item.reminder.due,
        visiting_hour(item.reminder),
        account.overdue,
        account.balance.total,
        account.days_past_due,
        _last_contact(item),
        reason_told(item, viewer.language),
        mask.words(why_of(item, viewer.language)),
        template_named(item.reminder.template),
        stop.second,
    )


def _sheets(
    stops: Sequence[_Stop],
    as_of: date,
    owner: str | None,
    viewer: Viewer,
    unknown: Sequence[Unknown],
) -> Iterator[Message | Listing | Paragraph]:
    """A sheet for each collector: a heading, the stops as narrow blocks, how to behave."""
    if not stops:
        yield label("no visits")
    for who, group in groupby(stops, key=lambda stop: owner or stop.who):
        listed = list(group)
        yield msg(
            "Route sheet of {who}, {date}: {count} visits, {overdue} overdue",
            who=staff_named(who) if who else label("nobody yet"),
            date=as_of,
            count=len(listed),
            overdue=sum((stop.item.standing.account.overdue for stop in listed), ZERO),
        )
        yield Listing(((None, CONDUCT),))
        for place, stop in enumerate(listed, 1):
            mask = stop.mask(viewer)
            name = mask.name(stop.item.standing.case.head.debtor.name)
            case = stop.item.reminder.case_id
            yield Paragraph("")
            yield msg("{number}. {case}, {debtor}", number=place, case=case, debtor=name)
            yield Listing(tuple(_block(stop, viewer, mask)))
    if unknown:
        cases = ", ".join(each.case_id for each in unknown)
        yield msg("cannot be worked out, so perhaps missing here: {cases}", cases=cases)


def _block(stop: _Stop, viewer: Viewer, mask: Mask) -> Iterator[Row]:
    item = stop.item
    reminder, account = item.reminder, item.standing.account
    hour = visiting_hour(reminder)
    owed = msg(
        "{overdue} overdue of {total}, {days} days past due",
        overdue=account.overdue,
        total=account.balance.total,
        days=account.days_past_due,
    )
    rows: tuple[Row, ...] = (
        (label("area"), stop.area or None),
        (label("address"), _address(stop, mask) or label("no address known: find one before going")),
        (label("talk only to"), _talk_to(stop, mask)),
        (label("ID number"), _id_number(stop, mask)),
        (label("card or account"), _account_number(stop, mask)),
        (label("day"), reminder.due if hour is None else f"{reminder.due} {hour}"),
        (label("why"), mask.words(why_of(item, viewer.language))),
        (label("arranged"), _arranged(stop, mask)),
        (label("owed"), owed),
        (label("last contact"), _last_contact(item)),
        (label("reason for arrears"), reason_told(item, viewer.language)),
        (label("letter to hand over"), template_named(reminder.template)),
        (label("goes"), stop.who if stop.second else None),
        (label("goes along"), None if stop.second else BLANK),
        *(
            (blank, BLANK)
            for blank in (label("result"), label("signature"), label("second signature"), label("time"))
        ),
    )
    return (row for row in rows if row[1] is not None)
