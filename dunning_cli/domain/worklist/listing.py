"""Everything a case asks for by a day, the most pressing first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from dunning_cli.domain.account import Account
from dunning_cli.domain.agreements.plans import PlanState
from dunning_cli.domain.agreements.promises import PromiseState
from dunning_cli.domain.case.case import Case, replay_order
from dunning_cli.domain.case.people.details import known_on
from dunning_cli.domain.case.people.roles import person_of
from dunning_cli.domain.limitation.alarms import Alarm
from dunning_cli.domain.policy.policy import Policy
from dunning_cli.domain.worklist.agreements import callback_reminders, plan_reminders, promise_reminders
from dunning_cli.domain.worklist.arranged_visits import with_arranged_visits
from dunning_cli.domain.worklist.cadence import cadence_reminders
from dunning_cli.domain.worklist.case_activity import CaseActivity
from dunning_cli.domain.worklist.life_work import life_reminders
from dunning_cli.domain.worklist.office_work import (
    approval_reminders,
    correction_reminders,
    deadline_reminders,
    elsewhere_reminders,
    estate_reminders,
    return_reminders,
    stop_reminders,
    verify_reminders,
)
from dunning_cli.domain.worklist.quiet import quiet_of
from dunning_cli.domain.worklist.reminder import Action, Priority, Reminder
from dunning_cli.domain.worklist.step_progress import StepsProgress
from dunning_cli.domain.worklist.strategy import Strategy
from dunning_cli.kernel.workdays import WEEKENDS_ONLY, WorkCalendar


def reminders_of(
    case: Case,
    account: Account,
    policy: Policy,
    strategy: Strategy,
    as_of: date,
    until: date,
    *,
    promises: Sequence[PromiseState] = (),
    plan: PlanState | None = None,
    calendar: WorkCalendar = WEEKENDS_ONLY,
    alarms: Iterable[Alarm] = (),
    must_verify: bool = False,
    letters_above: Decimal | None = None,
    released: frozenset[str] = frozenset(),
) -> list[Reminder]:
    """What a case asks for by `until`, as known on `as_of`; account, promises and plan are of that day.

    What was missed is listed once, under its first day; what was done since is not listed. Closed cases ask
    for nothing. Holds, disputes, complaints, suspected fraud and invalid cases leave only what concerns no contact;
    an open promise or a kept plan replaces the cadence, an arranged visit the visits of the strategy.
    `must_verify`: the contact rules refuse contact before identity and debt are verified. `letters_above`: they
    allow letters only for debts above this many yuan. `released`: names of guarantors who are free. Nothing is asked for with somebody who has died.
    """
    if case.closing(as_of) is not None:
        return []
    facts = CaseActivity(known_on(case, as_of), account, policy, as_of, until, calendar, released)
    death = facts.debtor_death
    if death is not None:
        # what the debtor agreed to is no matter for the heirs
        promises = [each for each in promises if replay_order(each.entry) > replay_order(death)]
        plan = plan if plan is not None and replay_order(plan.entry) > replay_order(death) else None
    quiet = quiet_of(facts, promises, plan, must_verify)
    found = [
        *deadline_reminders(facts, alarms),
        *return_reminders(facts, strategy),
        *approval_reminders(facts),
        *stop_reminders(facts),
        *elsewhere_reminders(facts),
        *correction_reminders(facts),
        *verify_reminders(facts, must_verify),
        *estate_reminders(facts),
        *life_reminders(facts),
    ]
    free = quiet.contact is not None and quiet.contact <= as_of
    if free:
        found += promise_reminders(facts, promises)
        found += plan_reminders(facts, plan)
        found += callback_reminders(facts)
    agreed = {each.to for each in found if each.priority in _REPLACES_A_CALL}
    steps = StepsProgress(facts, strategy, plan)
    cadence = [
        each
        for each in cadence_reminders(facts, steps, quiet, letters_above)
        if each.action is not Action.CALL or each.to not in agreed
    ]
    found += with_arranged_visits(facts, cadence) if free else cadence
    found = [
        each
        for each in found
        if each.action not in _TALKS or facts.may_talk_with(person_of(facts.case, each.to))
    ]
    return sorted(found, key=lambda each: (each.priority, each.due))


_REPLACES_A_CALL = (Priority.DUE, Priority.BROKEN, Priority.CALLBACK)
"""Reminders that already ask for a talk with the person."""
_TALKS = (Action.CALL, Action.CALLBACK, Action.VISIT, Action.LETTER, Action.PROMISE, Action.INSTALMENT)
"""What is done with a person."""
