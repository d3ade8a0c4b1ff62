"""What was agreed with the debtor: promises and instalments due or not kept, calls they asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from dunning_cli.domain.agreements.plans import InstalmentOutcome, PlanOutcome, PlanState
from dunning_cli.domain.agreements.promises import PromiseOutcome, PromiseState
from dunning_cli.domain.case.case import replay_order
from dunning_cli.domain.case.codes.talk import Channel
from dunning_cli.domain.case.entries import Contact, Entry
from dunning_cli.domain.case.people.roles import Person, PersonSide, person_of
from dunning_cli.domain.worklist.case_activity import CaseActivity
from dunning_cli.domain.worklist.reminder import Action, Priority, Reminder
from dunning_cli.kernel.dates import ONE_DAY
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.money import ZERO

NOT_KEPT = (PromiseOutcome.BROKEN, PromiseOutcome.PARTIAL)


def promise_reminders(facts: CaseActivity, promises: Sequence[PromiseState]) -> Iterator[Reminder]:
    """Promises whose day has come, and a call for the last one not kept while something is overdue.

    A contact on the day, entered after the promise, has done the day's duty; so has one since a promise
    was broken, or a later promise.
    """
    for state in promises:
        promise = state.entry
        if state.state is not PromiseOutcome.OPEN or promise.due > facts.until:
            continue
        if not _spoken_since(facts, promise, promise.due):
            why = msg("promised {amount} by {due}", amount=promise.amount, due=promise.due)
            yield _of_payer(facts, Action.PROMISE, promise.due, Priority.DUE, "promise-due", why)
    broken = [state for state in promises if state.state in NOT_KEPT]
    if not broken or facts.account.overdue <= ZERO:
        return
    last = max(broken, key=lambda state: (state.last_day, replay_order(state.entry)))
    renewed = any(state.entry.date > last.last_day for state in promises)
    if renewed or _spoken_since(facts, last.entry, last.last_day + ONE_DAY):
        return
    why = msg(
        "promised {amount} by {due}, {paid} came",
        amount=last.entry.amount,
        due=last.entry.due,
        paid=last.paid,
    )
    brief = msg(
        "{paid} of {amount} came by {due}",
        paid=last.paid,
        amount=last.entry.amount,
        due=last.entry.due,
    )
    yield _of_payer(
        facts, Action.CALL, last.last_day + ONE_DAY, Priority.BROKEN, "promise-broken", why, brief
    )


def plan_reminders(facts: CaseActivity, plan: PlanState | None) -> Iterator[Reminder]:
    """The instalment whose day has come, and a call when the plan is broken by one that was missed."""
    if plan is None:
        return
    if plan.state is PlanOutcome.ACTIVE and plan.next_instalment is not None:
        instalment = plan.next_instalment
        if instalment.due <= facts.until and not _spoken_since(facts, plan.entry, instalment.due):
            why = msg(
                "instalment of {amount} due {due}, {paid} came",
                amount=instalment.amount,
                due=instalment.due,
                paid=instalment.paid,
            )
            yield _of_payer(facts, Action.INSTALMENT, instalment.due, Priority.DUE, "instalment-due", why)
    elif plan.state is PlanOutcome.BROKEN and plan.decided_on is not None and facts.account.overdue > ZERO:
        missed = [each for each in plan.instalments if each.state is InstalmentOutcome.MISSED]
        if missed and not _spoken_since(facts, plan.entry, plan.decided_on):
            why = msg(
                "plan broken: instalment of {amount} due {due}, {paid} came",
                amount=missed[0].amount,
                due=missed[0].due,
                paid=missed[0].paid,
            )
            rule = "instalment-missed"
            yield _of_payer(facts, Action.INSTALMENT, plan.decided_on, Priority.BROKEN, rule, why)


def callback_reminders(facts: CaseActivity) -> Iterator[Reminder]:
    """Calls people asked for, of each person the last one."""
    if facts.account.balance.total <= ZERO:
        return
    for to, person, contact in pending_callbacks(facts):
        day = contact.callback
        assert day is not None
        if day <= facts.until:
            yield Reminder(
                facts.case.id,
                Action.CALLBACK,
                to,
                day,
                Priority.CALLBACK,
                _callback_why(contact),
                "callback",
                number=facts.number(person),
                brief=_callback_brief(contact),
            )


def _callback_why(contact: Contact) -> Message:
    if contact.channel is Channel.VISIT:
        return msg("follow-up of the visit on {date}", date=contact.date)
    return msg("asked on {date} to be called again", date=contact.date)


def _callback_brief(contact: Contact) -> Message:
    return (
        _callback_why(contact)
        if contact.channel is Channel.VISIT
        else msg("asked on {date}", date=contact.date)
    )


def pending_callbacks(facts: CaseActivity) -> list[tuple[str, Person, Contact]]:
    """Calls people asked for that nobody has made yet, to come or past: whom to call, and the contact."""
    found: dict[tuple[PersonSide, str], tuple[str, Person, Contact]] = {}
    for contact in facts.contacts:
        person = person_of(facts.case, contact.to)
        place = (person.side, person.name)
        if place in found:
            day = found[place][2].callback
            if day is not None and contact.date >= day:
                del found[place]
        if contact.callback is not None:
            to = "debtor" if person.side is PersonSide.DEBTOR else contact.to or "debtor"
            found[place] = (to, person, contact)
    return list(found.values())


def _spoken_since(facts: CaseActivity, entry: Entry, day: date) -> bool:
    """Whether the payer was contacted from a day on, in a contact entered after an entry."""
    payer = facts.payer[1]
    return any(
        contact.date >= day
        and replay_order(contact) > replay_order(entry)
        and person_of(facts.case, contact.to).same(payer)
        for contact in facts.contacts
    )


def _of_payer(
    facts: CaseActivity,
    action: Action,
    due: date,
    priority: Priority,
    rule: str,
    why: Message,
    brief: Message | None = None,
) -> Reminder:
    to, payer = facts.payer
    number = facts.number(payer)
    return Reminder(facts.case.id, action, to, due, priority, why, rule, number=number, brief=brief)
