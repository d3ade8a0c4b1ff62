"""One thing to do on one sheet: whom it is about, why, what is owed, what went before, whom to dial, what to say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from dunning_cli.documents.letter_content import addressee
from dunning_cli.documents.template import read_template
from dunning_cli.domain.agreements.plans import PlanOutcome, plan_state
from dunning_cli.domain.agreements.promises import PromiseOutcome
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.codes.talk import CALLS, Channel
from dunning_cli.domain.case.entries import Contact
from dunning_cli.domain.case.people.details import known_on
from dunning_cli.domain.case.people.roles import person_of
from dunning_cli.domain.case.people.viewing import Viewer
from dunning_cli.domain.contact.history import contacts_of, good_numbers
from dunning_cli.domain.worklist.reminder import Action, Reminder
from dunning_cli.kernel.answer import Answer, Cell, Listing
from dunning_cli.kernel.masking import Mask
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.store.format.templates import template_text
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.views.people.contact import Verdict, verdict_on
from dunning_cli.views.people.masking import masked_entry
from dunning_cli.views.titles import template_named
from dunning_cli.views.worklist.office_commands import commands_for
from dunning_cli.views.worklist.reminder_sheet import ACTIONS, PERSONS, WorkItem, data_of, script_of, why_of

TALKS = (Action.CALL, Action.CALLBACK, Action.PROMISE, Action.INSTALMENT, Action.VISIT)
"""What is done by talking with somebody."""
LAST_CONTACTS = 2
Row = tuple[Message | None, Cell]


def channel_of(reminder: Reminder) -> Channel:
    """How the talk of a reminder is held: a visit in person, other talks by telephone unless the step says how."""
    if reminder.action is Action.VISIT:
        return Channel.VISIT
    return reminder.channel or Channel.PHONE


def work_sheet(
    reader: LedgerReader, item: WorkItem, viewer: Viewer, at: datetime, place: tuple[int, int]
) -> tuple[Answer, Verdict | None]:
    """The sheet of one thing to do, and what the contact rules say of it where it is a talk.

    `place` is its number and how many there are. People and numbers stand in full for those who work the
    case. Raises Refused where the contact rules are missing or faulty.
    """
    reminder, mask = item.reminder, item.mask(viewer)
    verdict = None
    if reminder.action in TALKS:
        channel = channel_of(reminder)
        verdict = verdict_on(reader, item.standing.case, at, channel, reminder.to, reminder.number)
    number, count = place
    heading = msg(
        "[{number}/{count}] {case}, {debtor}: {action}",
        number=number,
        count=count,
        case=reminder.case_id,
        debtor=mask.name(item.standing.case.head.debtor.name),
        action=ACTIONS[reminder.action],
    )
    rows = tuple(_rows(item, viewer, mask, verdict))
    return Answer(data_of(item, viewer), (heading, Listing(rows))), verdict


def _rows(item: WorkItem, viewer: Viewer, mask: Mask, verdict: Verdict | None) -> Iterator[Row]:
    reminder = item.reminder
    why = mask.words(why_of(item, viewer.language))
    yield label("why"), msg("{why}; due {due}", why=why, due=reminder.due)
    if reminder.to != "debtor":
        yield label("with"), PERSONS.get(reminder.to) or mask.name(reminder.to)
    yield from _state_rows(item)
    yield from _contact_rows(item, mask)
    yield from _agreement_rows(item)
    if reminder.action in TALKS:
        yield from _way_rows(item, mask)
    if verdict is not None:
        yield from verdict_rows(verdict, mask)
    if reminder.template is not None:
        yield label("letter"), template_named(reminder.template)
    if reminder.action is Action.APPROVAL:
        yield from _approval_rows(item, mask)
    commands = commands_for(item)
    for place, command in enumerate(commands):
        yield None if place else label("command"), command
    script = script_of(item, viewer)
    if script is not None:
        yield label("script"), script


def verdict_rows(verdict: Verdict, mask: Mask) -> Iterator[Row]:
    """Whether the contact is lawful now, and what is still to be confirmed."""
    yield label("lawful now"), mask.words(verdict.words)
    if verdict.unverified:
        yield label("identity"), label("not confirmed yet: press v when the person has confirmed it")


def _state_rows(item: WorkItem) -> Iterator[Row]:
    standing, account = item.standing, item.standing.account
    balance = account.balance
    yield (
        label("state"),
        msg(
            "{policy}, stage {stage}, {days} days past due, collector {who}",
            policy=standing.case.head.policy,
            stage=standing.stage.stage,
            days=account.days_past_due,
            who=item.collector or "–",
        ),
    )
    yield (
        label("owed"),
        msg(
            "{overdue} overdue of {total}: principal {principal}, interest {interest}, penalty {penalty}, fee {fee}",
            overdue=account.overdue,
            total=balance.total,
            principal=balance.principal,
            interest=balance.interest,
            penalty=balance.penalty,
            fee=balance.fee,
        ),
    )


def _contact_rows(item: WorkItem, mask: Mask) -> Iterator[Row]:
    standing = item.standing.case.standing(item.standing.as_of)
    contacts = [entry for entry in standing if isinstance(entry, Contact)]
    for place, contact in enumerate(reversed(contacts[-LAST_CONTACTS:])):
        what = masked_entry(contact, mask).in_words()
        words = msg("{date} {who}: {what}", date=contact.date, who=contact.actor, what=what)
        yield None if place else label("last contacts"), words


def _agreement_rows(item: WorkItem) -> Iterator[Row]:
    for promise in item.standing.promises:
        if promise.state is PromiseOutcome.OPEN:
            yield (
                label("promise"),
                msg(
                    "{amount} by {due}, {paid} came",
                    amount=promise.entry.amount,
                    due=promise.entry.due,
                    paid=promise.paid,
                ),
            )
    plan = plan_state(item.standing.case, item.standing.as_of)
    if plan is not None and plan.state is PlanOutcome.ACTIVE and plan.next_instalment is not None:
        part = plan.next_instalment
        yield (
            label("instalment"),
            msg(
                "{amount} by {due}, {paid} came",
                amount=part.amount,
                due=part.due,
                paid=part.paid,
            ),
        )


def _way_rows(item: WorkItem, mask: Mask) -> Iterator[Row]:
    reminder = item.reminder
    if channel_of(reminder) is Channel.VISIT:
        person = addressee(item.standing.case, reminder.to, item.standing.as_of)
        yield label("address"), mask.address(person.address if person else None) or label("no address known")
    else:
        yield label("dial"), mask.phone(reminder.number) or label("no number known")


def _approval_rows(item: WorkItem, mask: Mask) -> Iterator[Row]:
    entry = item.standing.case.entry(item.reminder.entry or "")
    if entry is not None:
        words = msg(
            "{what}: {words}, entered by {who} on {date}",
            what=entry.title,
            words=masked_entry(entry, mask).in_words(),
            who=entry.by,
            date=entry.date,
        )
        yield label("waiting"), words


def letter_line(reader: LedgerReader, item: WorkItem, viewer: Viewer, language: str) -> Message:
    """The letter that is asked for in one line, before it is written. Raises NotFound, Refused for a faulty template."""
    reminder, mask = item.reminder, item.mask(viewer)
    stored = template_text(reader.folder, language, reminder.template or "")
    template = read_template(stored.text, stored.file)
    person = addressee(item.standing.case, reminder.to, item.standing.as_of)
    line = msg(
        "{template} to {who}, {method}, {total} owed",
        template=template.name,
        who=PERSONS.get(reminder.to) or mask.name(reminder.to),
        method=label_of(template.method),
        total=item.standing.account.balance.total,
    )
    if reminder.to == "creditor":
        return line
    address = mask.address(person.address if person else None) or label("no address known")
    return msg("{letter}, address: {address}", letter=line, address=address)


def numbers_of(case: Case, to: str, day: date) -> tuple[str, ...]:
    """The numbers on which a person of the case may be reached on a day, the best first."""
    known = known_on(case, day)
    person = person_of(known, to)
    calls = [
        each for each in contacts_of(case) if each.channel in CALLS and person.same(person_of(known, each.to))
    ]
    return good_numbers(known, person, calls, day)
