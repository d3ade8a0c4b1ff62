"""Promises to pay: kept, partly kept or broken, decided from payments alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from dunning_cli.domain.case.case import Case, replay_order
from dunning_cli.domain.case.entries import Entry, Payment, Promise
from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.record import dataclass


class PromiseOutcome(StrEnum):
    """What has become of a promise."""

    OPEN = "open"
    KEPT = "kept"
    PARTIAL = "partial"
    BROKEN = "broken"


ToleranceOn = Callable[[date], tuple[int, Decimal]]
"""Days a promise may be late and yuan it may fall short of, by the terms of the day it was made on."""


@dataclass(frozen=True, slots=True)
class PromiseState:
    """One promise on a day: its outcome, what was paid on it, by which payments."""

    entry: Promise
    state: PromiseOutcome
    paid: Decimal
    """Sum of the payments that serve it, yuan; may be more than was promised."""
    payments: tuple[str, ...]
    last_day: date
    """Last day on which a payment still keeps it: the due date and the tolerance."""
    decided_on: date | None
    """The day it was kept, or the first day after the last; None while open."""


def promise_states(case: Case, as_of: date, tolerance: ToleranceOn) -> tuple[PromiseState, ...]:
    """Every standing promise on `as_of`, in the order they were made (docs/figures.md).

    Each promise has the tolerance of its own day. A payment serves one promise only: the one due first of
    those it is in time for that is not yet filled.
    """
    standing = case.standing(as_of)
    promises = [entry for entry in standing if isinstance(entry, Promise)]
    if not promises:
        return ()
    payments = [entry for entry in standing if isinstance(entry, Payment)]
    return states_of(promises, payments, as_of, tolerance)


def states_of(
    promises: list[Promise], payments: list[Payment], as_of: date, tolerance: ToleranceOn
) -> tuple[PromiseState, ...]:
    """The states of given promises under given payments; see `promise_states`."""
    allowed = {promise.id: tolerance(promise.date) for promise in promises}
    served: dict[str, list[Payment]] = {promise.id: [] for promise in promises}
    by_due = sorted(promises, key=lambda promise: (promise.due, replay_order(promise)))
    for payment in sorted(payments, key=lambda payment: (payment.date, -payment.amount, payment.id)):
        for promise in by_due:
            days, yuan = allowed[promise.id]
            if (
                _after(payment, promise)
                and payment.date <= promise.due + timedelta(days)
                and not _filled(promise, served[promise.id], yuan)
            ):
                served[promise.id].append(payment)
                break
    return tuple(_state(promise, served[promise.id], as_of, *allowed[promise.id]) for promise in promises)


def _after(payment: Payment, promise: Promise) -> bool:
    """Whether a payment came after a promise was made: a later day, or the same day and recorded later."""
    if payment.date != promise.date:
        return payment.date > promise.date
    return _recorded(payment) > _recorded(promise)


def _recorded(entry: Entry) -> tuple[float, str]:
    return entry.at.timestamp(), entry.id


def _filled(promise: Promise, payments: list[Payment], yuan: Decimal) -> bool:
    return sum((payment.amount for payment in payments), ZERO) >= promise.amount - yuan and bool(payments)


def _state(promise: Promise, payments: list[Payment], as_of: date, days: int, yuan: Decimal) -> PromiseState:
    paid = sum((payment.amount for payment in payments), ZERO)
    last_day = promise.due + timedelta(days)
    decided: date | None = None
    if _filled(promise, payments, yuan):
        state, decided = PromiseOutcome.KEPT, payments[-1].date
    elif as_of <= last_day:
        state = PromiseOutcome.OPEN
    else:
        state = PromiseOutcome.PARTIAL if paid else PromiseOutcome.BROKEN
        decided = last_day + timedelta(1)
    return PromiseState(promise, state, paid, tuple(p.id for p in payments), last_day, decided)
