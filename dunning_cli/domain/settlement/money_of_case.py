"""The money of one case as a client is paid for it: each payment and refund with all that its rate may go by."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from dunning_cli.domain.account import Account
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import Charge, Entry, Opening
from dunning_cli.domain.portfolio.done import money_in, moved_in, settled_in_kind
from dunning_cli.domain.portfolio.on_hand import assigned, received_on
from dunning_cli.kernel.money import ZERO, Component
from dunning_cli.kernel.record import dataclass

AccountOn = Callable[[date], Account]
_ONE_DAY = timedelta(1)


class MoneyKind(StrEnum):
    """What came in, went back, or moved without being money that came in."""

    PAYMENT = "payment"
    REFUND = "refund"
    IN_KIND = "in_kind"
    TRANSFER = "transfer"


MONEY = frozenset({MoneyKind.PAYMENT, MoneyKind.REFUND})
"""What commission is due on; the others are listed apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """One entry that brought money, took it back, or moved it."""

    entry: str
    day: date
    """Its value date."""
    kind: MoneyKind
    amount: Decimal
    """Yuan, below zero for what went back."""
    age_received: int
    """Days past due on the day the case was received."""
    age_paid: int
    """Days past due on the day before its value date."""
    assigned: Decimal
    """What was put into the case by its value date, yuan."""
    costs: Decimal
    """What of it settled costs charged to the case, yuan."""
    staff: str | None
    """For whom it counts: who had the case on its value date, or who took the money (`Office.money_counts_for`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseMoney:
    """The money of a case, and what tells the case on a statement."""

    case: str
    creditor: str | None
    product: str
    batch: str | None
    contract: str | None
    moves: tuple[Movement, ...]


def money_of(case: Case, account_on: AccountOn, *, for_agent: bool = False) -> CaseMoney:
    """All that came in on a case, went back or moved, whenever it did; reversed entries left out.

    `for_agent`: money counts for whoever took it (`Office.money_counts_for`). Raises as `account_on` where a day of the account cannot be worked out.
    """
    head = case.head
    told = [(entry, kind) for entry in case.standing(date.max) if (kind := _kind(entry)) is not None]
    age = account_on(_first_day(case)).days_past_due if told else 0
    return CaseMoney(
        case=case.id,
        creditor=head.creditor,
        product=head.policy,
        batch=head.batch.id if head.batch is not None else None,
        contract=head.account.contract if head.account is not None else None,
        moves=tuple(_movement(case, entry, kind, age, account_on, for_agent) for entry, kind in told),
    )


def _kind(entry: Entry) -> MoneyKind | None:
    money = money_in(entry)
    if money:
        return MoneyKind.PAYMENT if money > 0 else MoneyKind.REFUND
    if settled_in_kind(entry):
        return MoneyKind.IN_KIND
    return MoneyKind.TRANSFER if moved_in(entry) else None


def _first_day(case: Case) -> date:
    """The day on which the age of a case is looked at: when it was received, or its first debt where that came later."""
    received = received_on(case) or date.min
    debts = [entry.date for entry in case.standing(date.max) if isinstance(entry, (Opening, Charge))]
    return max(received, min(debts, default=received))


def _movement(
    case: Case, entry: Entry, kind: MoneyKind, age: int, account_on: AccountOn, for_agent: bool
) -> Movement:
    return Movement(
        entry=entry.id,
        day=entry.date,
        kind=kind,
        amount=money_in(entry) or settled_in_kind(entry) or moved_in(entry),
        age_received=age,
        age_paid=account_on(entry.date - _ONE_DAY).days_past_due,
        assigned=assigned(case, entry.date),
        costs=_costs(case, entry, account_on(entry.date)) if kind is MoneyKind.PAYMENT else ZERO,
        staff=entry.actor if for_agent and kind in MONEY else case.owner(entry.date),
    )


def _costs(case: Case, entry: Entry, account: Account) -> Decimal:
    """What of a payment settled fees that were charged to the case, on the very day; what it was taken over with is none."""
    parts = (
        part.amount
        for part in account.allocations.get(entry.id, ())
        if part.component is Component.FEE and isinstance(case.entry(part.item), Charge)
    )
    return sum(parts, ZERO)
