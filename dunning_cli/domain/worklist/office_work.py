"""What the office owes a case beside its cadence: deadlines in law, the client's return date, approvals, checks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from dunning_cli.domain.case.codes.people import Role
from dunning_cli.domain.case.entries import (
    Complaint,
    Contact,
    Death,
    Hold,
    Incapacity,
    Legal,
    Letter,
    Phase,
    Plan,
    Promise,
)
from dunning_cli.domain.case.people.deaths import ESTATE, heirs_of
from dunning_cli.domain.case.people.life_events import parties_in_role, renounced
from dunning_cli.domain.case.people.roles import as_person, person_of
from dunning_cli.domain.contact.history import verification
from dunning_cli.domain.contact.inspections import Correction, open_corrections
from dunning_cli.domain.contact.stops import StopKind, stops_in
from dunning_cli.domain.limitation.alarms import Alarm, Clock
from dunning_cli.domain.worklist.case_activity import CaseActivity
from dunning_cli.domain.worklist.reminder import Action, Priority, Reminder
from dunning_cli.domain.worklist.strategy import Strategy
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.money import ZERO

RETURN_NOTICE = 3
"""Days before the return date by which an extension is asked for (docs/strategies.md)."""
ASKED_EARLY = 30
"""A request for an extension this many days before its due day is for this return date."""
TOLD_FOR = 7
"""Days for which a collector is told what became known of a debtor in somebody else's case."""
ELSEWHERE = "elsewhere"
INSPECTION = "inspection"
EXTENSION_REQUEST = "extension-request"
SUPERVISOR = "supervisor"


def deadline_reminders(facts: CaseActivity, alarms: Iterable[Alarm]) -> Iterator[Reminder]:
    """Claims about to lapse, judgments to be enforced, guarantors about to be free, as the caller found them."""
    names = {party.name: word for word, party in facts.parties(Role.GUARANTOR)}
    for alarm in alarms:
        to = "debtor" if alarm.guarantor is None else names.get(alarm.guarantor, alarm.guarantor)
        yield Reminder(
            facts.case.id,
            Action.LIMITATION,
            to,
            alarm.due,
            Priority.DEADLINE,
            alarm.why,
            alarm.clock.value,
            brief=_brief(alarm),
        )


def _brief(alarm: Alarm) -> Message:
    if alarm.clock is Clock.GUARANTEE:
        return msg("guarantor free after {date}", date=alarm.expires)
    if alarm.clock is Clock.ENFORCEMENT and not alarm.ahead:
        return msg("enforcement late since {date}", date=alarm.due)
    if alarm.clock is Clock.ENFORCEMENT:
        return msg("apply for enforcement by {date}", date=alarm.expires)
    if alarm.clock is Clock.SUSPENDED:
        return msg("claim held open: has that ended?")
    if alarm.clock is Clock.UNPROVEN:
        return msg("claim lapsed on {date}, as far as proven", date=alarm.expires)
    if alarm.bill:
        return msg("oldest bill lapses on {date}", date=alarm.expires)
    return msg("claim lapses on {date}", date=alarm.expires)


def return_reminders(facts: CaseActivity, strategy: Strategy) -> Iterator[Reminder]:
    """The client's return date: three days ahead, or as the strategy says; when an extension was asked for, the day itself."""
    batch = facts.case.head.batch
    return_by = facts.case.return_by(facts.as_of)
    if batch is None or return_by is None:
        return
    step = next((step for step in strategy.steps if step.before_return is not None), None)
    days = RETURN_NOTICE if step is None or step.before_return is None else step.before_return
    due = return_by - timedelta(days)
    if _extension_asked(facts, due):
        due = return_by
    if due > facts.until:
        return
    why = msg("{batch} goes back on {date}", batch=batch.id, date=return_by)
    yield Reminder(
        facts.case.id,
        Action.RETURN,
        "creditor",
        due,
        Priority.RETURN,
        why,
        strategy.rule(step) if step is not None else "return-by",
        role=step.who if step is not None else None,
        step=step,
        template=EXTENSION_REQUEST,
    )


def _extension_asked(facts: CaseActivity, due: date) -> bool:
    return any(
        isinstance(entry, Letter)
        and entry.template == EXTENSION_REQUEST
        and entry.date >= due - timedelta(ASKED_EARLY)
        for entry in facts.standing
    )


def approval_reminders(facts: CaseActivity) -> Iterator[Reminder]:
    """Entries above the office's limits that nobody has approved or refused yet."""
    for entry, *_ in facts.case.undecided(facts.as_of):
        why = msg("{what} waits for approval, entered by {who}", what=entry.title, who=entry.by)
        yield Reminder(
            facts.case.id,
            Action.APPROVAL,
            SUPERVISOR,
            entry.date,
            Priority.APPROVAL,
            why,
            "approval",
            SUPERVISOR,
            entry=entry.id,
        )


def stop_reminders(facts: CaseActivity) -> Iterator[Reminder]:
    """Whatever stops contact without an end has a day on which somebody sees whether it may end, and how.

    A complaint is answered at once; all else is looked at after some weeks, so that no case is forgotten. Of the
    stops of other cases theirs take care. Findings that the case is invalid have a reminder of their own.
    """
    for stop in stops_in(facts.case, facts.as_of):
        open_here = stop.until is None and stop.since <= facts.as_of and stop.case == facts.case.id
        if not open_here or stop.kind is StopKind.INVALID:
            continue
        if stop.kind is StopKind.COMPLAINT:
            due = stop.since
            why = msg("complaint of {date} not settled; no contact until it is", date=stop.since)
        else:
            due = stop.again
            why = msg(
                "no contact since {date}: may it end? {command}", date=stop.since, command=stop.ends_with()
            )
        if due <= facts.until:
            yield Reminder(
                facts.case.id,
                Action.DUTY,
                "debtor",
                due,
                Priority.DUTY,
                why,
                stop.kind.value,
                SUPERVISOR,
                entry=stop.entry.id,
            )


def elsewhere_reminders(facts: CaseActivity) -> Iterator[Reminder]:
    """What became known of the debtor in another case, told for some days: it holds here too."""
    for entry in facts.standing:
        origin = facts.case.elsewhere.get(entry.id)
        news = (
            isinstance(entry, (Death, Complaint, Hold, Incapacity))
            and getattr(entry, "resolves", None) is None
        )
        if origin is None or not news or not entry.date <= facts.as_of <= entry.date + timedelta(TOLD_FOR):
            continue
        why = msg(
            "{case}: {what} of {date}; it holds here too", case=origin, what=entry.title, date=entry.date
        )
        yield Reminder(
            facts.case.id,
            Action.DUTY,
            "debtor",
            entry.date,
            Priority.DUTY,
            why,
            ELSEWHERE,
            entry=entry.id,
        )


def correction_reminders(facts: CaseActivity) -> Iterator[Reminder]:
    """What an inspection wants corrected by a day, from the inspection on until somebody says it is.

    It is for who made the contact, whoever has the case since.
    """
    for each in open_corrections(facts.case, facts.standing):
        words = _correction_words(each, facts.as_of)
        found = each.inspection.text
        yield Reminder(
            facts.case.id,
            Action.DUTY,
            "debtor",
            each.by,
            Priority.DUTY,
            msg("{what}: {text}", what=words, text=found) if found else words,
            INSPECTION,
            brief=words,
            entry=each.inspection.id,
            doer=each.contact.actor if each.contact is not None else None,
        )


def _correction_words(correction: Correction, as_of: date) -> Message:
    inspected = correction.inspection.date
    if correction.is_overdue(as_of):
        return msg("inspection of {date}: correction late since {day}", date=inspected, day=correction.by)
    return msg("inspection of {date}: correct by {day}", date=inspected, day=correction.by)


def verify_reminders(facts: CaseActivity, must_verify: bool) -> Iterator[Reminder]:
    """Cases found invalid but still open, and unverified ones where the client demands it before any contact."""
    known = verification(facts.case, facts.as_of)
    if known is False:
        why, rule = msg("found invalid: close or return the case"), "invalid"
    elif known is None and must_verify:
        why, rule = msg("identity and debt not verified; no contact before"), "verify"
    else:
        return
    yield Reminder(facts.case.id, Action.DUTY, "debtor", facts.begun, Priority.VERIFY, why, rule)


def estate_reminders(facts: CaseActivity) -> Iterator[Reminder]:
    """After the debtor's death: settle with the heirs, or find them; until somebody has begun to (民法典 1161)."""
    death = facts.debtor_death
    if death is None or facts.account.balance.total <= ZERO or _taken_up(facts, death):
        return
    if heirs_of(facts.case):
        why = msg(
            "the debtor died on {date}: settle with the heirs; they answer up to the value of the estate ({article})",
            date=death.died,
            article=ESTATE,
        )
    elif parties_in_role(facts.case, Role.ADMINISTRATOR):
        why = msg("the debtor died on {date}: settle with the administrator of the estate", date=death.died)
    elif renounced(facts.standing):
        why = msg(
            "the debtor died on {date} and every heir on record renounced: find the administrator of the estate "
            "(民法典1145)",
            date=death.died,
        )
    else:
        why = msg("the debtor died on {date}: find the heirs and the estate", date=death.died)
    why = msg(
        "{what}; done once a talk with an heir, a promise, a plan, a legal step or a phase is recorded",
        what=why,
    )
    yield Reminder(
        facts.case.id,
        Action.DUTY,
        SUPERVISOR,
        death.date,
        Priority.DUTY,
        why,
        "estate",
        SUPERVISOR,
        brief=msg("debtor died on {date}: heirs", date=death.died),
        entry=death.id,
    )


def _taken_up(facts: CaseActivity, death: Death) -> bool:
    """Whether somebody went on with the case after a death: a phase, step, plan, promise, or word with an heir."""
    parties = (*heirs_of(facts.case), *parties_in_role(facts.case, Role.ADMINISTRATOR))
    heirs = [as_person(facts.case, party) for party in parties]
    later = facts.standing[facts.standing.index(death) + 1 :]
    return any(
        isinstance(entry, (Phase, Legal, Plan, Promise))
        or (
            isinstance(entry, (Contact, Letter))
            and any(person_of(facts.case, entry.to).same(heir) for heir in heirs)
        )
        for entry in later
    )
