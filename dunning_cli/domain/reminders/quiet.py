"""Since when a case may be worked again: holds, complaints, disputes, fraud, promises and plans make it wait."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dunning_cli.domain.codes import HoldWhat
from dunning_cli.domain.contact_history import DISPUTE_PHASES
from dunning_cli.domain.days import ONE_DAY
from dunning_cli.domain.entries import Complaint, Contact, Entry, Fraud, Hold, Phase, Verify
from dunning_cli.domain.fraud import last_suspicion
from dunning_cli.domain.plans import PlanOutcome, PlanState
from dunning_cli.domain.promises import PromiseOutcome, PromiseState
from dunning_cli.domain.reminders.facts import Facts

STOPPED_PHASES = DISPUTE_PHASES | {"return", "returned"}
"""Phases in which nobody is contacted."""


@dataclass(frozen=True, slots=True)
class Quiet:
    """First days on which something may be asked for again; None: not while things stand as they do."""

    contact: date | None
    """Any contact with the debtor or a party."""
    cadence: date | None
    """The cadence of the strategy, which also waits for open promises and a kept plan."""


def quiet_of(
    facts: Facts, promises: Sequence[PromiseState], plan: PlanState | None, must_verify: bool
) -> Quiet:
    """When contact and cadence go on. Days missed meanwhile fall due on the day it does (R33)."""
    contact = _latest(facts.begun, _contact_stops(facts, must_verify))
    cadence = None if contact is None else _latest(contact, _agreements(promises, plan))
    return Quiet(contact, cadence)


def open_complaints(facts: Facts) -> list[Complaint]:
    """Complaints that no later entry settles."""
    return unsettled_complaints(facts.standing)


def unsettled_complaints(standing: Sequence[Entry]) -> list[Complaint]:
    """The same of entries that count, in replay order."""
    complaints = [entry for entry in standing if isinstance(entry, Complaint)]
    settled = {entry.resolves for entry in complaints}
    return [entry for entry in complaints if entry.id not in settled and entry.resolves is None]


def verified(facts: Facts) -> bool | None:
    """Whether identity and debt were found right or wrong; None where nobody looked."""
    known: bool | None = None
    for entry in facts.standing:
        if isinstance(entry, Verify):
            known = entry.valid
        elif isinstance(entry, Contact) and entry.verified:
            known = True
    return known


def _latest(start: date, stops: Iterator[date | None]) -> date | None:
    days = [start]
    for day in stops:
        if day is None:
            return None
        days.append(day)
    return max(days)


def _contact_stops(facts: Facts, must_verify: bool) -> Iterator[date | None]:
    known = verified(facts)
    if known is False or (must_verify and not known) or open_complaints(facts):
        yield None
    if last_suspicion(facts.standing) is not None:
        yield None
    stopped = False
    for entry in facts.standing:
        if isinstance(entry, Hold) and entry.what is not HoldWhat.ACCRUAL and entry.from_ <= facts.as_of:
            yield None if entry.until is None else entry.until + ONE_DAY
        elif (isinstance(entry, Complaint) and entry.resolves is not None) or (
            isinstance(entry, Fraud) and entry.cleared
        ):
            yield entry.date
        elif isinstance(entry, Phase):
            if stopped:
                yield entry.date
            stopped = entry.phase in STOPPED_PHASES
    if stopped:
        yield None


def _agreements(promises: Sequence[PromiseState], plan: PlanState | None) -> Iterator[date | None]:
    for promise in promises:
        kept = promise.state is PromiseOutcome.KEPT
        yield promise.decided_on + timedelta(kept) if promise.decided_on is not None else None
    if plan is not None:
        yield None if plan.state is PlanOutcome.ACTIVE else plan.decided_on
