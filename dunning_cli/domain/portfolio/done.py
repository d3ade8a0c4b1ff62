"""What was done and reached on a case in a period, person by person (docs/reports.md).

Work, promises and plans count for whoever did or took them, money for whoever had the case on its value date, a
complaint for whom it is about.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from dunning_cli.domain.agreements.plans import PlanOutcome, PlanState
from dunning_cli.domain.agreements.promises import PromiseOutcome, PromiseState
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.talk import CALLS, CONNECTED, Channel, Result
from dunning_cli.domain.case.collected import in_kind, is_collected
from dunning_cli.domain.case.entries import (
    Complaint,
    Contact,
    Entry,
    Payment,
    Refund,
    TransferIn,
    TransferOut,
)
from dunning_cli.domain.contact.deliveries import LetterRecord, LetterStage, letter_records
from dunning_cli.domain.portfolio.inspected import inspected_in
from dunning_cli.domain.portfolio.periods import Period
from dunning_cli.domain.portfolio.sums import Summand, Sums
from dunning_cli.kernel.money import ZERO, as_cents

COLLECTORS_CALLS = CALLS - {Channel.AI_VOICE}
"""Channels on which a person called: what a machine says is nobody's work."""
MESSAGES = frozenset({Channel.SMS, Channel.EMAIL, Channel.WECHAT})
"""Channels on which a person wrote."""
_PROMISES = {
    PromiseOutcome.KEPT: Summand.KEPT,
    PromiseOutcome.PARTIAL: Summand.PARTIAL,
    PromiseOutcome.BROKEN: Summand.BROKEN,
}
_PLANS = {
    PlanOutcome.KEPT: Summand.PLANS_KEPT,
    PlanOutcome.BROKEN: Summand.PLANS_BROKEN,
    PlanOutcome.ENDED: Summand.PLANS_ENDED,
}


def done_in(
    case: Case,
    period: Period,
    as_of: date,
    promises: Iterable[PromiseState] = (),
    plans: Iterable[PlanState] = (),
    *,
    for_agent: bool = False,
) -> dict[str | None, Sums]:
    """What was done and reached on a case in a period, by all that stands on `as_of`, for each person concerned.

    None is nobody: a case without a collector, a complaint that names no one. Promises and plans are the case's, as
    decided by `as_of`; one that was decided counts on the day it was kept, or on the first day after its last.
    `for_agent`: what was collected counts for whoever took it (`Office.money_counts_for`).
    """
    found: dict[str | None, Sums] = {}

    def of(person: str | None) -> Sums:
        return found.setdefault(person, Sums())

    standing = case.standing(as_of)
    for entry in standing:
        if entry.date not in period:
            continue
        if isinstance(entry, Contact):
            _count_contact(of(entry.actor), case.id, entry)
        elif isinstance(entry, Complaint):
            if entry.resolves is None:
                of(entry.about).count(Summand.COMPLAINTS)
        elif isinstance(entry, (Payment, Refund, TransferIn, TransferOut)):
            holder, collected = case.owner(entry.date), as_cents(money_in(entry))
            of(entry.actor if for_agent else holder).count(Summand.COLLECTED, collected)
            of(holder).count(Summand.COLLECTED_BY_HOLDER, collected)
            of(entry.actor).count(Summand.COLLECTED_BY_AGENT, collected)
            _count_beside(of(holder), entry)
    for person, sums in inspected_in(case, standing, period):
        of(person).add_all(sums)
    for record in letter_records(standing):
        _count_letter(of(record.letter.actor), case, period, record)
    for promise in promises:
        _count_promise(of(promise.entry.actor), period, promise)
    for plan in plans:
        _count_plan(of(plan.entry.actor), period, plan)
    return {person: sums for person, sums in found.items() if sums}


def money_in(entry: Entry) -> Decimal:
    """What an entry adds to what was collected, yuan: money that came from outside, and less what was paid back."""
    if isinstance(entry, Payment) and is_collected(entry):
        return entry.amount
    return -entry.amount if isinstance(entry, Refund) else ZERO


def settled_in_kind(entry: Entry) -> Decimal:
    """What an entry settles by a thing taken in payment, yuan."""
    return entry.amount if isinstance(entry, Payment) and in_kind(entry) else ZERO


def moved_in(entry: Entry) -> Decimal:
    """What an entry brings from another case, yuan, and less what it takes to one."""
    if isinstance(entry, TransferOut):
        return -entry.amount
    moved = isinstance(entry, TransferIn) or (
        isinstance(entry, Payment) and not in_kind(entry) and not is_collected(entry)
    )
    return entry.amount if moved else ZERO  # type: ignore[attr-defined]  # both kinds have one


def _count_beside(owner: Sums, entry: Entry) -> None:
    """What is no money."""
    owner.count(Summand.IN_KIND, as_cents(settled_in_kind(entry)))
    owner.count(Summand.TRANSFERRED, as_cents(moved_in(entry)))


def _count_contact(by: Sums, case_id: str, contact: Contact) -> None:
    """What was done to reach somebody; what came from the other side is work on the case alone."""
    by.name(Summand.WORKED, case_id)
    if contact.incoming:
        return
    called = contact.channel in COLLECTORS_CALLS
    by.count(Summand.CALLS, called)
    by.count(Summand.CONNECTED, called and contact.result in CONNECTED)
    by.count(Summand.MESSAGES, contact.channel in MESSAGES)
    by.count(Summand.VISITS, contact.channel is Channel.VISIT)
    by.count(Summand.WRONG_NUMBERS, contact.result is Result.WRONG_NUMBER)


def _count_letter(by: Sums, case: Case, period: Period, record: LetterRecord) -> None:
    """A letter in the period in which it was written, its receipt in the one in which somebody signed."""
    if record.state is LetterStage.SPOILED:
        return
    if record.letter.date in period:
        by.name(Summand.LETTERS, record.letter.serial)
        by.name(Summand.WORKED, case.id)
    signed = signed_on(case, record)
    if signed is not None and signed in period:
        by.name(Summand.RECEIPTS, record.letter.serial)


def signed_on(case: Case, record: LetterRecord) -> date | None:
    """The day on which somebody signed for a letter, or its slip came back signed; None where nobody did."""
    days = [record.acknowledged_on] if record.acknowledged_on is not None else []
    if record.signed_by is not None:
        told = case.entry(record.decided_by) if record.decided_by is not None else None
        day = record.received or (told.date if told is not None else None)
        days += [day] if day is not None else []
    return min(days, default=None)


def _count_promise(taker: Sums, period: Period, promise: PromiseState) -> None:
    if promise.entry.date in period:
        taker.count(Summand.PROMISED)
        taker.count(Summand.PROMISED_AMOUNT, as_cents(promise.entry.amount))
    if promise.state is PromiseOutcome.OPEN:
        taker.count(Summand.PROMISES_OPEN)
    elif promise.decided_on is not None and promise.decided_on in period:
        taker.count(_PROMISES[promise.state])


def _count_plan(taker: Sums, period: Period, plan: PlanState) -> None:
    if plan.entry.date in period:
        taker.count(Summand.PLANS)
        taker.count(Summand.PLANS_AMOUNT, as_cents(plan.entry.total))
    if plan.state is PlanOutcome.ACTIVE:
        taker.count(Summand.PLANS_ACTIVE)
    elif plan.decided_on is not None and plan.decided_on in period:
        taker.count(_PLANS[plan.state])
