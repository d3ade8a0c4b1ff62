"""What life events ask of the office: claims to be filed, guardians and administrators to be named, notices to be given."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from dunning_cli.domain.case.codes.people import Role
from dunning_cli.domain.case.entries import Entry, Incapacity, Insolvency, NewCreditor
from dunning_cli.domain.case.people.life_events import (
    InsolvencyState,
    assignments,
    incapacity_of,
    insolvencies,
    parties_in_role,
)
from dunning_cli.domain.case.people.roles import person_of
from dunning_cli.domain.worklist.case_activity import CaseActivity
from dunning_cli.domain.worklist.reminder import Action, Priority, Reminder
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.money import ZERO

FILING_AHEAD = 30
"""Days before the last day for filing claims from which it stands in the list of work; these periods are short."""
_ASKING: frozenset[type[Entry]] = frozenset({Insolvency, Incapacity, NewCreditor})
CLAIM_FILING = "claim-filing"
GUARDIAN = "guardian"
NOTICE = "assignment-notice"


def life_reminders(facts: CaseActivity) -> Iterator[Reminder]:
    """What the life events known of a case ask for, each until it is on record."""
    if facts.account.balance.total <= ZERO or _ASKING.isdisjoint(map(type, facts.case.entries)):
        return
    yield from _filings(facts)
    yield from _guardians(facts)
    yield from _notices(facts)


def _filings(facts: CaseActivity) -> Iterator[Reminder]:
    """Claims to be filed with the administrator (企业破产法 45, 48, 56)."""
    elsewhere = facts.case.elsewhere
    found = insolvencies(facts.standing)
    here = {state.entry.of for state in found if state.entry.id not in elsewhere}
    for state in found:
        origin = elsewhere.get(state.entry.id)
        if state.ended is not None or (origin is not None and state.entry.of in here):
            continue
        if origin is not None:
            why = msg(
                "insolvency of {date} is on record in {case}: record it here too, for the figures and the claim",
                date=state.accepted,
                case=origin,
            )
            due = state.entry.date
        elif state.filed is not None:
            continue
        else:
            due, why = _filing(state, facts.as_of)
        if due <= facts.until:
            yield Reminder(
                facts.case.id,
                Action.LIMITATION,
                state.entry.of,
                due,
                Priority.DEADLINE,
                why,
                CLAIM_FILING,
                brief=_filing_brief(state),
                entry=state.entry.id,
            )


def _filing(state: InsolvencyState, as_of: date) -> tuple[date, Message]:
    if state.claims_by is None:
        return state.entry.date, msg(
            "insolvency accepted on {date}: find out by when claims are filed, and file the claim as of that day",
            date=state.accepted,
        )
    due = max(state.entry.date, state.claims_by - timedelta(FILING_AHEAD))
    if as_of > state.claims_by:
        return due, msg(
            "the claim should have been filed with the administrator by {date}: file it all the same, before the last "
            "distribution and at the office's cost (企业破产法56)",
            date=state.claims_by,
        )
    return due, msg(
        "insolvency accepted on {date}: file the claim as of that day with the administrator by {by}, {days} days more",
        date=state.accepted,
        by=state.claims_by,
        days=(state.claims_by - as_of).days,
    )


def _filing_brief(state: InsolvencyState) -> Message:
    if state.claims_by is None:
        return msg("insolvency of {date}: file the claim", date=state.accepted)
    return msg("file the claim by {date}", date=state.claims_by)


def _guardians(facts: CaseActivity) -> Iterator[Reminder]:
    """A debtor who lost capacity and has nobody to act for them: nothing can be asked of anybody (民法典 23, 28)."""
    incapacity = incapacity_of(facts.case, person_of(facts.case, "debtor"), facts.as_of)
    if incapacity is None or parties_in_role(facts.case, Role.GUARDIAN):
        return
    why = msg("the debtor has had no capacity in law since {date}: find the guardian", date=incapacity.since)
    yield Reminder(
        facts.case.id,
        Action.DUTY,
        "supervisor",
        incapacity.date,
        Priority.DUTY,
        why,
        GUARDIAN,
        "supervisor",
        entry=incapacity.id,
    )


def _notices(facts: CaseActivity) -> Iterator[Reminder]:
    """An assignment of the claim of which the debtor was not told: it does not bind them (民法典 546)."""
    for state in assignments(facts.standing):
        if state.notice is None:
            why = msg(
                "the claim was assigned on {date}: have a notice delivered to the debtor, who is not bound before "
                "(民法典546)",
                date=state.entry.agreed,
            )
            yield Reminder(
                facts.case.id,
                Action.DUTY,
                "debtor",
                state.entry.date,
                Priority.DUTY,
                why,
                NOTICE,
                entry=state.entry.id,
            )
