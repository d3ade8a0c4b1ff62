"""The list for a dialler: calls that are lawful now, each with a token by which its result finds the case again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from dunning_cli.documents.export.columns import Kind
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.talk import Channel
from dunning_cli.domain.case.entries import Contact
from dunning_cli.domain.case.people.roles import Person, number_used, person_of
from dunning_cli.domain.contact.counts_of_day import attempts_left, connected_left
from dunning_cli.domain.contact.history import contacts_of
from dunning_cli.domain.contact.window import CallOption
from dunning_cli.kernel.entry_id import entry_id
from dunning_cli.kernel.message import label
from dunning_cli.kernel.personal_marks import FREE_TEXT, STAFF
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.views.export.case_items import CaseItem
from dunning_cli.views.export.common import (
    BATCH,
    CASE,
    CREDITOR,
    DAYS_PAST_DUE,
    DEBTOR,
    OVERDUE,
    STAGE,
    whom,
    within,
)
from dunning_cli.views.export.contacts import mark
from dunning_cli.views.export.dataset import Dataset, ExportColumn, Source, shown
from dunning_cli.views.export.lawful import LeftOut, Wanted, called, item_of, reason_of, wanted_now
from dunning_cli.views.people.contact import call_now, calls_elsewhere, rules_of
from dunning_cli.views.worklist.reminder_sheet import ACTIONS, script_of, why_of


@dataclass(frozen=True, slots=True)
class CallToMake:
    """One call that is lawful now."""

    of: CaseItem
    found: Wanted
    option: CallOption
    until: datetime | None
    token: str
    attempts_left: int | None
    connected_left: int | None
    source: Source

    @property
    def case_id(self) -> str:
        """The id of the case."""
        return self.found.state.case.id

    @property
    def case(self) -> Case:
        """The case as known on the day."""
        return self.found.state.case


def call_list(everybody: bool) -> Dataset:
    """The list; `everybody`: the debtors of all open cases overdue too, not only those the day's work asks to call."""

    def items(source: Source) -> Iterator[CallToMake]:
        left_out = LeftOut()
        for number, found in enumerate(wanted_now(source, Channel.PHONE, everybody)):
            call = _call(source, found, left_out, number)
            if call is not None:
                yield call
        left_out.told(source)

    return Dataset("call-list", COLUMNS, items)


def token(case_id: str, clock: datetime, number: int) -> str:
    """By which a result is known again: the case and a mark of this list, nothing of any person."""
    return f"{case_id}:{entry_id(clock, number)}"


def _call(source: Source, found: Wanted, left_out: LeftOut, number: int) -> CallToMake | None:
    reader = source.reader
    call = call_now(reader, found.state.case, source.now)
    person = person_of(call.case, found.to)
    options = [each for each in call.answer.options if each.person.same(person)]
    best = next((each for each in options if each.allowed), None)
    if best is None:
        left_out.because(options[0].breaches if options else call.answer.why)
        return None
    left = _left(reader, call.case, person, best.number, source)
    return CallToMake(
        item_of(found, source),
        found,
        best,
        call.answer.until,
        token(found.state.case.id, source.clock, number),
        *left,
        source,
    )


def _left(
    reader: LedgerReader, case: Case, person: Person, number: str, source: Source
) -> tuple[int | None, int | None]:
    """Attempts left on the number, and connected calls left with the person, both today."""
    zone, day = reader.office.time_zone, source.as_of
    rules, history, elsewhere = rules_of(reader, case, day), contacts_of(case), calls_elsewhere(reader, case)
    compared = number_used(person, number) or number
    return (
        attempts_left(rules, case, compared, history, elsewhere, day, zone),
        connected_left(rules, case, person, history, elsewhere, day, zone),
    )


def _why(item: CallToMake) -> object:
    work = item.found.work
    return reason_of(item.found).why if work is None else why_of(work, item.source.language)


def _script(item: CallToMake) -> object:
    text = script_of(item.found.work, item.source.viewer) if item.found.work is not None else None
    return shown(text) if text is not None else None


def _name(item: CallToMake) -> object:
    person = item.option.to
    return item.case.head.debtor.name if person == "debtor" else person


COLUMNS = (
    ExportColumn("token", label("token"), lambda item: item.token),
    CASE,
    within(DEBTOR),
    ExportColumn(
        "to",
        label("with"),
        lambda item: whom(called(item.case, item.option.to)),
        personal=mark(Contact, "to"),
    ),
    ExportColumn("name", label("name"), _name, personal=mark(Contact, "to")),
    ExportColumn(
        "number", label("number"), lambda item: item.option.number, personal=mark(Contact, "number")
    ),
    ExportColumn("until", label("may be called until"), lambda item: item.until, Kind.MOMENT),
    ExportColumn("attempts_left", label("attempts left today"), lambda item: item.attempts_left, Kind.COUNT),
    ExportColumn("calls_left", label("talks left today"), lambda item: item.connected_left, Kind.COUNT),
    ExportColumn(
        "action", label("action"), lambda item: reason_of(item.found).action, Kind.CODE, words=ACTIONS
    ),
    ExportColumn("priority", label("prio"), lambda item: int(reason_of(item.found).priority), Kind.COUNT),
    ExportColumn("why", label("why"), _why, personal=FREE_TEXT),
    ExportColumn("rule", label("asked for by"), lambda item: reason_of(item.found).rule),
    ExportColumn("script", label("script"), _script, personal=FREE_TEXT),
    within(CREDITOR),
    within(BATCH),
    within(STAGE),
    within(DAYS_PAST_DUE),
    within(OVERDUE),
    ExportColumn(
        "owner", label("collector"), lambda item: item.case.owner(item.source.as_of), personal=STAFF
    ),
)
