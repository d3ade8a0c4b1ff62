"""Repayment plans: which instalments are paid, and whether the plan is kept or broken, from payments alone."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import Entry, Instalment, Payment, Plan, PlanEnd
from dunning_cli.kernel.money import CENT, ZERO
from dunning_cli.kernel.record import dataclass


class PlanOutcome(StrEnum):
    """What has become of a plan."""

    ACTIVE = "active"
    KEPT = "kept"
    BROKEN = "broken"
    ENDED = "ended"


class InstalmentOutcome(StrEnum):
    """What has become of an instalment: `late` was paid beyond the grace days, `missed` was not paid."""

    OPEN = "open"
    PARTIAL = "partial"
    PAID = "paid"
    LATE = "late"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class InstalmentState:
    """One instalment on a day."""

    due: date
    amount: Decimal
    paid: Decimal
    state: InstalmentOutcome
    paid_on: date | None
    """The day the last of it was paid."""


@dataclass(frozen=True, slots=True)
class PlanState:
    """A plan on a day."""

    entry: Plan
    state: PlanOutcome
    instalments: tuple[InstalmentState, ...]
    decided_on: date | None
    """The day it was kept, broken or ended; None while active."""

    @property
    def next_instalment(self) -> InstalmentState | None:
        """The oldest instalment not yet paid in full, or None."""
        return next((each for each in self.instalments if each.paid < each.amount), None)


def equal_parts(total: Decimal, count: int) -> tuple[Decimal, ...]:
    """An amount in equal parts, in yuan to the cent; the last one takes the cents that are over."""
    part = (total / count).quantize(CENT, rounding=ROUND_DOWN)
    return (*[part] * (count - 1), total - part * (count - 1))


def plan_state(case: Case, as_of: date) -> PlanState | None:
    """The latest standing plan on `as_of`, or None where there is none."""
    states = plan_states(case, as_of)
    return states[-1] if states else None


def plan_states(case: Case, as_of: date) -> tuple[PlanState, ...]:
    """Every standing plan on `as_of`, oldest first (docs/figures.md).

    Payments from a plan's date on fill its oldest instalment by amount, whatever component they
    settle, up to the day the plan ended or another took its place. An instalment not filled within
    `grace_days` after its due date breaks the plan on the day after them, for good.
    """
    return states_in(case.standing(as_of), as_of)


def states_in(standing: tuple[Entry, ...], as_of: date) -> tuple[PlanState, ...]:
    """As `plan_states`, of entries that already stand on `as_of`, in replay order."""
    plans = [entry for entry in standing if isinstance(entry, Plan)]
    if not plans:
        return ()
    ends: dict[str, date] = {}
    for entry in standing:
        if isinstance(entry, PlanEnd):
            ends.setdefault(entry.plan, entry.date)
    payments = [entry for entry in standing if isinstance(entry, Payment)]
    result = []
    for plan, following in zip(plans, [*plans[1:], None], strict=True):
        end = ends.get(plan.id)
        if end is None and following is not None:
            end = following.date
        result.append(_plan_state(plan, payments, end, as_of))
    return tuple(result)


def _plan_state(plan: Plan, payments: list[Payment], end: date | None, as_of: date) -> PlanState:
    filling = sorted(
        ((p.date, p.amount) for p in payments if plan.date <= p.date and (end is None or p.date <= end)),
    )
    grace = timedelta(plan.grace_days or 0)
    states = []
    broken: date | None = None
    paid_before, total = ZERO, sum((amount for _, amount in filling), ZERO)
    for instalment in sorted(plan.instalments, key=lambda each: each.due):
        paid = min(max(total - paid_before, ZERO), instalment.amount)
        paid_before += instalment.amount
        paid_on = _reached(filling, paid_before) if paid == instalment.amount else None
        missed_on = instalment.due + grace + timedelta(1)
        late = missed_on <= (as_of if paid_on is None else paid_on)
        if late and (end is None or missed_on <= end):
            broken = min(broken or missed_on, missed_on)
        states.append(_instalment(instalment, paid, paid_on, late))
    outcome, decided = _outcome(states, broken, end)
    return PlanState(plan, outcome, tuple(states), decided)


def _reached(filling: list[tuple[date, Decimal]], amount: Decimal) -> date:
    total = ZERO
    for day, paid in filling:
        total += paid
        if total >= amount:
            return day
    raise AssertionError("the payments reach the amount")


def _instalment(instalment: Instalment, paid: Decimal, paid_on: date | None, late: bool) -> InstalmentState:
    if paid_on is not None:
        state = InstalmentOutcome.LATE if late else InstalmentOutcome.PAID
    elif late:
        state = InstalmentOutcome.MISSED
    else:
        state = InstalmentOutcome.PARTIAL if paid else InstalmentOutcome.OPEN
    return InstalmentState(instalment.due, instalment.amount, paid, state, paid_on)


def _outcome(
    states: list[InstalmentState], broken: date | None, end: date | None
) -> tuple[PlanOutcome, date | None]:
    if broken is not None:
        return PlanOutcome.BROKEN, broken
    paid_on = [each.paid_on for each in states]
    if all(paid_on):
        return PlanOutcome.KEPT, max(day for day in paid_on if day)
    if end is not None:
        return PlanOutcome.ENDED, end
    return PlanOutcome.ACTIVE, None
