"""Since when a case may be worked again: what stops contact, promises and plans make it wait."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from dunning_cli.domain.agreements.plans import PlanOutcome, PlanState
from dunning_cli.domain.agreements.promises import PromiseOutcome, PromiseState
from dunning_cli.domain.contact.history import verification
from dunning_cli.domain.contact.stops import stops_in
from dunning_cli.domain.worklist.case_activity import CaseActivity
from dunning_cli.kernel.dates import ONE_DAY
from dunning_cli.kernel.record import dataclass


@dataclass(frozen=True, slots=True)
class Quiet:
    """First days on which something may be asked for again; None: not while things stand as they do."""

    contact: date | None
    """Any contact with the debtor or a party."""
    cadence: date | None
    """The cadence of the strategy, which also waits for open promises and a kept plan."""


def quiet_of(
    facts: CaseActivity, promises: Sequence[PromiseState], plan: PlanState | None, must_verify: bool
) -> Quiet:
    """When contact and cadence go on. Days missed meanwhile fall due on the day it does."""
    contact = _latest(facts.begun, _contact_stops(facts, must_verify))
    cadence = None if contact is None else _latest(contact, _agreements(promises, plan))
    return Quiet(contact, cadence)


def _latest(start: date, stops: Iterator[date | None]) -> date | None:
    days = [start]
    for day in stops:
        if day is None:
            return None
        days.append(day)
    return max(days)


def _contact_stops(facts: CaseActivity, must_verify: bool) -> Iterator[date | None]:
    if must_verify and not verification(facts.case, facts.as_of):
        yield None
    for stop in stops_in(facts.case, facts.as_of):
        if stop.since <= facts.as_of:
            yield None if stop.until is None else stop.until + ONE_DAY


def _agreements(promises: Sequence[PromiseState], plan: PlanState | None) -> Iterator[date | None]:
    for promise in promises:
        kept = promise.state is PromiseOutcome.KEPT
        yield promise.decided_on + timedelta(kept) if promise.decided_on is not None else None
    if plan is not None:
        yield None if plan.state is PlanOutcome.ACTIVE else plan.decided_on
