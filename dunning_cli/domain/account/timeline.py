"""What takes effect on an account and when: its entries, and what follows from them by itself."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from decimal import Decimal

from dunning_cli.domain.account.accrual import AccrualStop, disjoint
from dunning_cli.domain.account.new_terms import never_charged
from dunning_cli.domain.agreements.plans import PlanOutcome, PlanState, states_in
from dunning_cli.domain.agreements.promises import PromiseOutcome, states_of
from dunning_cli.domain.case.codes.agreements import HoldWhat, OnBreak, PlanAccrual
from dunning_cli.domain.case.codes.legal import LegalStep
from dunning_cli.domain.case.entries import (
    Charge,
    Entry,
    Extension,
    Hold,
    Insolvency,
    Judgment,
    Legal,
    NewTerms,
    Opening,
    Payment,
    Plan,
    Promise,
    Refund,
    TransferIn,
    TransferOut,
    Waiver,
)
from dunning_cli.domain.policy.book import RulesVersion
from dunning_cli.kernel.record import dataclass

_MOVING = (Opening, Charge, Payment, TransferIn, TransferOut, Refund, Waiver, Extension, Judgment, NewTerms)
_ONE_DAY = timedelta(1)


@dataclass(frozen=True, slots=True)
class PromiseBroken:
    """A broken promise that costs a fee."""

    promise: str
    fee: Decimal


@dataclass(frozen=True, slots=True)
class PlanBroken:
    """A broken plan that brings stopped accrual back."""

    plan: str


Step = Entry | PromiseBroken | PlanBroken


@dataclass(frozen=True, slots=True)
class Timeline:
    """The steps of a replay in order, and the times in which nothing accrues."""

    steps: tuple[tuple[date, Step], ...]
    stops: tuple[AccrualStop, ...]
    sued: date
    """The day of suing, or the day looked at while there was no suit."""
    fixed: date = date.max
    """The day of an insolvency from which on nothing is added to the claim."""


def timeline_of(standing: tuple[Entry, ...], versions: tuple[RulesVersion, ...], as_of: date) -> Timeline:
    """The calendar of a case from its standing entries, in replay order."""
    steps: list[tuple[date, Step]] = []
    promises: list[Promise] = []
    stops: list[AccrualStop] = []
    plans = False
    sued, fixed = None, date.max
    never = never_charged(standing)
    for entry in standing:
        if isinstance(entry, _MOVING):
            if entry.id not in never:
                steps.append((entry.date, entry))
        elif isinstance(entry, Promise):
            promises.append(entry)
        elif isinstance(entry, Plan):
            plans = plans or entry.accrual is PlanAccrual.STOP
        elif isinstance(entry, Hold):
            if entry.what is not HoldWhat.CONTACT:
                stops.append(AccrualStop(entry.from_, entry.until + _ONE_DAY if entry.until else date.max))
        elif isinstance(entry, Insolvency):
            # from the acceptance on nothing accrues any more (企业破产法 46), nor for guarantors (担保制度解释 22)
            if entry.interest_stops and entry.accepted is not None:
                stops.append(AccrualStop(entry.accepted, date.max))
                fixed = min(fixed, entry.accepted)
        elif isinstance(entry, Legal):
            if entry.cost:
                steps.append((entry.date, entry))
            if sued is None and entry.step is LegalStep.FILE:
                sued = entry.date
    derived: list[tuple[date, Step]] = []
    if promises and any(version.policy.keys.failed_debit_fee for version in versions):
        payments = [entry for entry in standing if isinstance(entry, Payment)]
        derived += _failed_debits(promises, payments, versions, as_of)
    if plans:
        for state in states_in(standing, as_of):
            stop = _stop_of(state)
            if stop is not None:
                stops.append(stop)
                if stop.held:
                    derived.append((stop.end, PlanBroken(state.entry.id)))
    if derived:
        steps = sorted([*derived, *steps], key=lambda step: step[0])
    return Timeline(tuple(steps), disjoint(stops), sued or as_of, fixed)


def _failed_debits(
    promises: list[Promise], payments: list[Payment], versions: tuple[RulesVersion, ...], as_of: date
) -> list[tuple[date, Step]]:
    starts = [version.from_ for version in versions]
    result: list[tuple[date, Step]] = []

    def tolerance(day: date) -> tuple[int, Decimal]:
        return versions[bisect_right(starts, day) - 1].policy.promise_tolerance

    for state in states_of(promises, payments, as_of, tolerance):
        if state.state is PromiseOutcome.BROKEN and state.decided_on is not None:
            policy = versions[bisect_right(starts, state.decided_on) - 1].policy
            if policy.keys.failed_debit_fee:
                result.append((state.decided_on, PromiseBroken(state.entry.id, policy.keys.failed_debit_fee)))
    return result


def _stop_of(state: PlanState) -> AccrualStop | None:
    """The days a plan stops accrual: from its date while it is kept, at most through its last instalment."""
    plan = state.entry
    if plan.accrual is not PlanAccrual.STOP:
        return None
    if state.state in (PlanOutcome.BROKEN, PlanOutcome.ENDED):
        assert state.decided_on is not None
        end = state.decided_on
    else:
        end = max(each.due for each in plan.instalments) + _ONE_DAY
    held = state.state is PlanOutcome.BROKEN and plan.on_break is OnBreak.REINSTATE
    return AccrualStop(plan.date, end, held) if plan.date < end else None
