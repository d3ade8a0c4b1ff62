"""What the office owes a case beside its cadence: deadlines in law, the client's return date, approvals, checks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from dunning_cli.domain.case import Party
from dunning_cli.domain.codes import Role
from dunning_cli.domain.entries import Approval, Letter
from dunning_cli.domain.limitation_alarms import Alarm
from dunning_cli.domain.message import msg
from dunning_cli.domain.reminders.facts import Facts
from dunning_cli.domain.reminders.quiet import open_complaints, verified
from dunning_cli.domain.reminders.reminder import Action, Priority, Reminder
from dunning_cli.domain.strategy import Strategy
from dunning_cli.domain.strategy_keys import Whom

RETURN_NOTICE = 3
"""Days before the return date by which an extension is asked for (R04: 提前三天提出申请)."""
ASKED_EARLY = 30
"""A request for an extension this many days before its due day is for this return date."""
EXTENSION_REQUEST = "extension-request"
SUPERVISOR = "supervisor"


def deadline_reminders(facts: Facts, alarms: Iterable[Alarm]) -> Iterator[Reminder]:
    """Claims about to lapse and guarantors about to be free, as the caller found them."""
    names = {party.name: word for word, party in _guarantors(facts)}
    for alarm in alarms:
        if alarm.guarantor is None:
            to, rule, brief = "debtor", "limitation", msg("claim lapses on {date}", date=alarm.expires)
        else:
            to, rule = names.get(alarm.guarantor, alarm.guarantor), "guarantee"
            brief = msg("guarantor free after {date}", date=alarm.expires)
        yield Reminder(
            facts.case.id, Action.LIMITATION, to, alarm.due, Priority.DEADLINE, alarm.why, rule, brief=brief
        )


def _guarantors(facts: Facts) -> Iterator[tuple[str, Party]]:
    parties = [party for party in facts.case.head.parties if party.role is Role.GUARANTOR]
    for party, (word, _) in zip(parties, facts.targets(Whom.GUARANTOR), strict=True):
        yield word, party


def return_reminders(facts: Facts, strategy: Strategy) -> Iterator[Reminder]:
    """The client's return date: three days ahead, or as the strategy says; when an extension was asked for, the day itself."""
    batch = facts.case.head.batch
    if batch is None or batch.return_by is None:
        return
    step = next((step for step in strategy.steps if step.before_return is not None), None)
    days = RETURN_NOTICE if step is None or step.before_return is None else step.before_return
    due = batch.return_by - timedelta(days)
    if _extension_asked(facts, due):
        due = batch.return_by
    if due > facts.until:
        return
    why = msg("{batch} goes back on {date}", batch=batch.id, date=batch.return_by)
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


def _extension_asked(facts: Facts, due: date) -> bool:
    return any(
        isinstance(entry, Letter)
        and entry.template == EXTENSION_REQUEST
        and entry.date >= due - timedelta(ASKED_EARLY)
        for entry in facts.standing
    )


def approval_reminders(facts: Facts) -> Iterator[Reminder]:
    """Entries above the office's limits that nobody has approved or refused yet."""
    waiting = facts.case.waiting(facts.as_of)
    if not waiting:
        return
    answered = {entry.entry for entry in facts.standing if isinstance(entry, Approval)}
    undecided = waiting - facts.case.reversed_ids - answered
    for entry in facts.case.entries:
        if entry.id not in undecided or entry.date > facts.as_of:
            continue
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
        )


def complaint_reminders(facts: Facts) -> Iterator[Reminder]:
    """Complaints not settled: until they are, nobody is contacted."""
    for complaint in open_complaints(facts):
        why = msg("complaint of {date} not settled; no contact until it is", date=complaint.date)
        yield Reminder(
            facts.case.id, Action.DUTY, "debtor", complaint.date, Priority.DUTY, why, "complaint", SUPERVISOR
        )


def verify_reminders(facts: Facts, must_verify: bool) -> Iterator[Reminder]:
    """Cases found invalid but still open, and unverified ones where the client demands it before any contact."""
    known = verified(facts)
    if known is False:
        why, rule = msg("found invalid: close or return the case"), "invalid"
    elif known is None and must_verify:
        why, rule = msg("identity and debt not verified; no contact before"), "verify"
    else:
        return
    yield Reminder(facts.case.id, Action.DUTY, "debtor", facts.begun, Priority.VERIFY, why, rule)
