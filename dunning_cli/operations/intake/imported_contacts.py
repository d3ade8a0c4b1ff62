"""Contacts of another system put on record: with promises, numbers that are dead, wishes to stop; and judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import ClassVar

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.talk import CALLS, CONNECTED, Channel, Result
from dunning_cli.domain.case.entries import Consent, Contact, Detail, Entry, Promise
from dunning_cli.domain.case.people.details import known_on
from dunning_cli.domain.case.people.roles import person_of
from dunning_cli.domain.case.people.telephone import dialled
from dunning_cli.domain.contact.history import contacts_of, invalid_numbers
from dunning_cli.domain.contact.taken_over import Import
from dunning_cli.intake.contacts.records import FileContact
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import key
from dunning_cli.operations.declared.operation import Operation
from dunning_cli.operations.intake.contact_plan import (
    CasePlan,
    PlannedContact,
    PlanningFor,
    plan_case,
)
from dunning_cli.operations.intake.imported_breaches import breaches_of
from dunning_cli.operations.writing.outcome import Outcome
from dunning_cli.operations.writing.unit_of_work import UnitOfWork

_NO_CONSENT_TO = frozenset({Channel.LETTER, Channel.COUNTER})
"""A wish to stop that is told in a letter or at the counter is about calls."""


@dataclass(frozen=True, slots=True)
class _Row:
    """What `record` has to know of a row: it is done by the file's collector on its own day."""

    on: date
    agent: str | None
    override: None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """A row that was recorded, with its contact."""

    planned: PlannedContact
    contact: Contact


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportContacts(Operation):
    """Records the rows of a contact history on their cases."""

    op: ClassVar[str] = "take-over-contacts"

    rows: Mapping[str, tuple[FileContact, ...]] = key("the rows of each case", required=True)
    headers: Mapping[str, str] = key("what the client calls the columns", required=True)
    undone: frozenset[Import] = key("earlier imports that were taken back", default=frozenset())

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds contacts, promises and details, and judges the contacts when all are in.

        Refused where a row no longer fits its case.
        """
        planning = PlanningFor(
            office=unit.office, now=unit.context.now, headers=self.headers, undone=self.undone
        )
        entries: list[Entry] = []
        taken: dict[str, list[Taken]] = {}
        duplicates: list[FileContact] = []
        for done, (case_id, rows) in enumerate(self.rows.items(), start=1):
            case = unit.case(case_id)
            plan = plan_case(case, rows, planning)
            _refuse_rejected(plan)
            duplicates += plan.duplicates
            if plan.fresh:
                taken[case_id] = list(_recorded(unit, case, plan, entries))
            unit.context.progress(done, len(self.rows))
        breaches, unjudged = breaches_of(
            unit, {case_id: [each.contact for each in found] for case_id, found in taken.items()}
        )
        count = sum(map(len, taken.values()))
        return Outcome(
            msg("import {count} contacts", count=count),
            tuple(taken),
            tuple(entries),
            max((entry.date for entry in entries), default=None),
            unjudged,
            {
                "taken": [each for found in taken.values() for each in found],
                "duplicates": duplicates,
                "breaches": breaches,
            },
        )


def _refuse_rejected(plan: CasePlan) -> None:
    for problem in plan.rejected[:1]:
        raise Refused(msg("row {row}: {reason}", row=problem.row, reason=problem.reason))


def _recorded(unit: UnitOfWork, case: Case, plan: CasePlan, entries: list[Entry]) -> Iterator[Taken]:
    """Records the new rows of a case in the order of time; every entry is added to `entries` too."""
    numbers, withdrawn = _Numbers(case), set[tuple[str, Channel]]()
    for planned in plan.fresh:
        row = planned.row
        by = _Row(on=row.day, agent=planned.agent)
        contact = _contact(unit, case, planned, by)
        entries.append(contact)
        yield Taken(planned, contact)
        if row.promise_amount is not None:
            promise = unit.record(
                case, Promise, by, row.day, of_others=True, amount=row.promise_amount, due=row.promise_due,
                giver=planned.giver,
            )  # fmt: skip
            entries.append(promise)
        if numbers.newly_dead(planned):
            entries.append(_detail(unit, case, planned, by))
        way = Channel.PHONE if row.channel in _NO_CONSENT_TO else row.channel
        if row.stop and (planned.to, way) not in withdrawn:
            withdrawn.add((planned.to, way))
            consent = unit.record(
                case, Consent, by, row.day, of_others=True, of=planned.to, channel=way, given=False,
                source=_source(row, row.stop),
            )  # fmt: skip
            entries.append(consent)


def _contact(unit: UnitOfWork, case: Case, planned: PlannedContact, by: _Row) -> Contact:
    row = planned.row
    with unit.keyed(row.key):
        return unit.record(
            case,
            Contact,
            by,
            row.day,
            of_others=True,
            time=planned.time,
            channel=row.channel,
            to=planned.to,
            number=row.number or None,
            result=planned.result,
            text=planned.text,
            taken_over=True,
        )


def _detail(unit: UnitOfWork, case: Case, planned: PlannedContact, by: _Row) -> Detail:
    row = planned.row
    told = row.result_told
    return unit.record(
        case,
        Detail,
        by,
        row.day,
        of_others=True,
        of=planned.to,
        phone=row.number,
        status=planned.number_status,
        source=_source(row, told.text if told is not None else ""),
    )


def _source(row: FileContact, word: str) -> str:
    """Where a fact is from: the client's own column and word."""
    header = row.result_told.header if row.result_told is not None and word == row.result_told.text else ""
    return f"{header}：{word}" if header else word


class _Numbers:
    """Which numbers are known to reach nobody, as the rows of a case come in by time."""

    def __init__(self, case: Case) -> None:
        self._case = known_on(case, date.max)
        self._calls = [contact for contact in contacts_of(case) if contact.channel in CALLS]
        self._dead: dict[tuple[str, str], bool] = {}

    def newly_dead(self, planned: PlannedContact) -> bool:
        """Whether a row says of a number what was not known of it, or no longer held since somebody had answered."""
        row = planned.row
        if row.channel not in CALLS or not row.number:
            return False
        number = dialled(row.number)
        known = self._is_dead(planned, number)
        if planned.number_status is not None:
            self._dead[planned.to, number] = True
            return not known
        if planned.result in CONNECTED and planned.result is not Result.WRONG_NUMBER:
            self._dead[planned.to, number] = False
        return False

    def _is_dead(self, planned: PlannedContact, number: str) -> bool:
        found = self._dead.get((planned.to, number))
        if found is None:
            person, day = person_of(self._case, planned.to), planned.row.day
            calls = [call for call in self._calls if person.same(person_of(self._case, call.to))]
            found = number in invalid_numbers(self._case, person, calls, day)
            self._dead[planned.to, number] = found
        return found
