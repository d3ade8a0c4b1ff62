"""The rows of a contact history held against their case: what is new, what is there already, what cannot be."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time

from dunning_cli.domain.case.case import Case, Head
from dunning_cli.domain.case.codes.people import DetailStatus
from dunning_cli.domain.case.codes.talk import CALLS, Result
from dunning_cli.domain.case.entries import Contact
from dunning_cli.domain.case.office.settings import Office
from dunning_cli.domain.case.people.details import known_on
from dunning_cli.domain.case.people.roles import PersonSide, person_of
from dunning_cli.domain.case.people.signers import owes
from dunning_cli.domain.case.people.telephone import dialled
from dunning_cli.domain.contact.channel_results import can_have
from dunning_cli.domain.contact.history import contacts_of, day_of
from dunning_cli.domain.contact.taken_over import Import, import_of
from dunning_cli.intake.contacts.records import FileContact, Told
from dunning_cli.intake.profiles.cells import RowProblem
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.operations.intake.spoken_with import Partner, same_name, spoken_with


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedContact:
    """A row as it is to be recorded."""

    row: FileContact
    time: datetime | None
    to: str
    agent: str | None
    """None: the file names nobody."""
    result: Result | None
    text: str | None
    giver: str | None
    """Who promised, where somebody who does not owe."""
    number_status: DetailStatus | None
    """What is to be recorded of the number; None where the case knows no owner of it."""
    changed: bool
    """Whether the result is another than the word of the file means."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePlan:
    """What becomes of the rows of one case; `fresh` in the order of time."""

    fresh: tuple[PlannedContact, ...]
    duplicates: tuple[FileContact, ...]
    rejected: tuple[RowProblem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanningFor:
    """Circumstances of an import: the office, its present moment, and what the client calls the columns."""

    office: Office
    now: datetime
    headers: Mapping[str, str]
    undone: frozenset[Import] = frozenset()
    """Earlier imports of which everything was taken back: their rows may come again."""


def _keys(case: Case, undone: Collection[Import]) -> set[str]:
    """The keys of rows that are on record; of one taken back by itself too: the office did not want it."""
    return {
        entry.key_
        for entry in case.entries
        if entry.key_ is not None and not (isinstance(entry, Contact) and import_of(entry) in undone)
    }


def plan_case(case: Case, rows: Sequence[FileContact], planning: PlanningFor) -> CasePlan:
    """Holds the rows of a case against what is on record of it.

    A duplicate has the key of an entry, or time, channel, number and text of a contact that stands.
    """
    head = known_on(case, date.max).head
    known = case if case.head is head else Case(head)
    keys, alike = (
        _keys(case, planning.undone),
        {_likeness(contact, planning) for contact in contacts_of(case)},
    )
    fresh: list[PlannedContact] = []
    duplicates: list[FileContact] = []
    rejected: list[RowProblem] = []
    for row in sorted(rows, key=lambda row: (row.day, row.clock or time.max, row.row)):
        partner = _partner(head, row, planning)
        if isinstance(partner, RowProblem):
            rejected.append(partner)
        elif row.key in keys or _row_likeness(row, planning) in alike:
            duplicates.append(row)
        else:
            keys.add(row.key)
            fresh.append(_planned(known, row, partner, planning))
    return CasePlan(fresh=tuple(fresh), duplicates=tuple(duplicates), rejected=tuple(rejected))


def _partner(head: Head, row: FileContact, planning: PlanningFor) -> Partner | RowProblem:
    """Whom the row was with, or why it cannot be of this case or of this time."""
    moment = _moment(row, planning)
    if row.day > planning.now.date() or (moment is not None and moment > planning.now):
        reason = msg(
            "a contact cannot lie in the future: it is {now} now", now=f"{planning.now:%Y-%m-%d %H:%M}"
        )
        return RowProblem(row.row, planning.headers.get("time", "time"), reason)
    if not same_name(row.debtor_name, head.debtor.name):
        reason = msg(
            "'{name}' is not the debtor of {case}: the row is another person's",
            name=row.debtor_name,
            case=head.case,
        )
        return RowProblem(row.row, planning.headers.get("name", "name"), reason)
    return spoken_with(head, row, planning.headers)


def _planned(known: Case, row: FileContact, partner: Partner, planning: PlanningFor) -> PlannedContact:
    third = person_of(known, partner.to).side is PersonSide.THIRD
    result = _result(row, third=third)
    promises = row.promise_amount is not None
    called = row.channel in CALLS and bool(row.number) and partner.listed
    return PlannedContact(
        row=row,
        time=_moment(row, planning),
        to=partner.to,
        agent=_agent(planning.office, row.agent),
        result=result,
        text=_text(row, partner, result),
        giver=partner.to if promises and not owes(known, partner.to) else None,
        number_status=row.number_status if called else None,
        changed=result is not row.result,
    )


def _moment(row: FileContact, planning: PlanningFor) -> datetime | None:
    return (
        datetime.combine(row.day, row.clock, tzinfo=planning.office.time_zone)
        if row.clock is not None
        else None
    )


def _result(row: FileContact, *, third: bool) -> Result | None:
    """The result that is certain: what the channel cannot have is `other`.

    A third person who refuses refuses contact: that is so only where the words ask for it. Who refuses to pay a debt
    of somebody else was spoken to, and no more is known.
    """
    result = row.result
    if result is None:
        return None
    telephonic = row.number_status is not None and row.channel not in CALLS
    if telephonic or not can_have(row.channel, result):
        return Result.OTHER
    if third and row.stop:
        return Result.REFUSED
    return Result.THIRD_PARTY if third and result is Result.REFUSED else result


def _agent(office: Office, name: str) -> str | None:
    """The collector of the file: a member of the staff by id or name, else as the file has it, of a former agency."""
    if not name:
        return None
    return next((one.id for one in office.staff if name in (one.id, one.name)), name)


def _text(row: FileContact, partner: Partner, result: Result | None) -> str | None:
    """What was said, and whatever of the row would be lost otherwise, in the client's own words."""
    kept = list(row.kept)
    if row.relation is not None and not partner.listed and row.relation.text not in partner.to:
        kept.append(row.relation)
    told = row.result_told
    lost = result is not row.result or result is Result.OTHER or row.number_status is not None
    if told is not None and lost and told.text not in row.text:
        kept.append(told)
    parts = [row.text, *map(_in_words, kept)]
    return "；".join(part for part in parts if part) or None


def _in_words(told: Told) -> str:
    return f"{told.header}：{told.text}"


def _row_likeness(row: FileContact, planning: PlanningFor) -> tuple[object, ...]:
    moment = _moment(row, planning)
    return row.day, moment, row.channel, dialled(row.number), "".join(row.text.split())


def _likeness(contact: Contact, planning: PlanningFor) -> tuple[object, ...]:
    day, text = day_of(contact, planning.office.time_zone), contact.text or ""
    return day, contact.time, contact.channel, dialled(contact.number or ""), "".join(text.split())
