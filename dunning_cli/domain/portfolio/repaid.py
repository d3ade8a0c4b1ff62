"""Loans being repaid, bills being collected, arrears by age: what of a case had fallen due, and what of it came."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from dunning_cli.domain.account import Account, Balance, ItemState
from dunning_cli.domain.account.ageing import by_age
from dunning_cli.domain.account.items import ItemKind
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.portfolio.on_hand import received_on
from dunning_cli.domain.portfolio.periods import Period
from dunning_cli.domain.portfolio.sums import Summand, Sums
from dunning_cli.kernel.money import ZERO, Component, as_cents
from dunning_cli.kernel.record import dataclass

_BILLED = (Component.PRINCIPAL, Component.FEE)
"""What a bill asks for; interest and penalty on it are told apart."""


@dataclass(frozen=True, slots=True)
class _Bill:
    """What asks for principal or fees under one entry: a bill, a debt taken over, or what a court decided."""

    due: date
    decided: bool
    original: Decimal
    unpaid: Decimal

    def with_part(self, more: _Bill) -> _Bill:
        """Together with another part of the same judgment, from the day of the first."""
        due = min(self.due, more.due)
        return _Bill(due, self.decided, self.original + more.original, self.unpaid + more.unpaid)


SUMMANDS_BY_AGE = (
    Summand.OVERDUE_1_30,
    Summand.OVERDUE_31_60,
    Summand.OVERDUE_61_90,
    Summand.OVERDUE_91_180,
    Summand.OVERDUE_181_365,
    Summand.OVERDUE_366_730,
    Summand.OVERDUE_731,
)
"""Where each of the ranges of age is counted, the youngest first."""


def arrears_of(case: Case, account: Account) -> Sums:
    """What a case adds to the arrears by age on the day of its account; nothing where it is closed or owes nothing."""
    sums, day = Sums(), account.as_of
    received = received_on(case)
    if received is None or received > day or not account.overdue or case.closing(day) is not None:
        return sums
    sums.count(Summand.OVERDUE_CASES)
    sums.count(Summand.OVERDUE, as_cents(account.overdue))
    for summand, amount in zip(SUMMANDS_BY_AGE, by_age(account.arrears, day).values(), strict=True):
        sums.count(summand, as_cents(amount))
    return sums


def defaults_of(case: Case, account: Account, *, is_card: bool) -> Sums:
    """What a case adds to the default rate on the day of its account.

    Principal counts as it was charged: what was decided in court takes its place and adds nothing to it.
    """
    sums, day, received = Sums(), account.as_of, received_on(case)
    items = [item for item in account.items if not (is_card and _is_unbilled(item))]
    if received is None or received > day or not any(item.due <= day for item in items):
        return sums
    sums.count(Summand.REPAYING)
    charged = sum((item.original.principal for item in account.items if not item.decided), ZERO)
    sums.count(Summand.REPAYING_PRINCIPAL, as_cents(charged))
    if account.overdue and case.closing(day) is None:
        sums.count(Summand.DEFAULTED)
        late = sum((item.unpaid.principal for item in items if item.due < day), ZERO)
        sums.count(Summand.DEFAULTED_PRINCIPAL, as_cents(late))
    return sums


def bills_of(
    case: Case, before: Account, account: Account, period: Period, *, is_card: bool
) -> tuple[Sums, Sums]:
    """What a case adds to the collection rate: of bills due in a period, and of older ones; accounts of its eve and last day.

    Of current bills all money counts that was used on them by the last day, what was paid ahead too; of older ones
    what was used in the period on what was unpaid before it, or when they were taken over in it.
    """
    earlier, bills = _bills(before, is_card=is_card), _bills(account, is_card=is_card)
    current: dict[str, Decimal] = {}
    old: dict[str, Decimal] = {}
    for name, bill in bills.items():
        # what is decided in the period asks again for what stood in the bills
        new = ZERO if bill.decided else bill.original
        if bill.due in period:
            current[name] = new
        elif bill.due < period.first:
            old[name] = earlier[name].unpaid if name in earlier else new
    return (
        _collected(case, bills, current, _used(account, period, ahead=True)),
        _collected(case, bills, old, _used(account, period, ahead=False)),
    )


def _is_unbilled(item: ItemState) -> bool:
    """Whether an item of a card is a purchase that no statement has taken yet: it has no due date."""
    return item.kind is ItemKind.CHARGE and item.due == item.date


def _bills(account: Account, *, is_card: bool) -> dict[str, _Bill]:
    """By entry what asks for principal or fees; a judgment is one item for each of its parts."""
    found: dict[str, _Bill] = {}
    for item in account.items:
        bill = _Bill(item.due, item.decided, _billed(item.original), _billed(item.unpaid))
        if not (is_card and _is_unbilled(item)) and (bill.original or bill.unpaid):
            found[item.id] = found[item.id].with_part(bill) if item.id in found else bill
    return found


def _collected(
    case: Case, bills: Mapping[str, _Bill], asked: Mapping[str, Decimal], used: Mapping[str, Decimal]
) -> Sums:
    """Of what was to be collected how much came, and whether anything is left; a judgment goes on from its bills."""
    sums = Sums()
    if not any(asked.values()):
        return sums
    here = [name for name, amount in asked.items() if amount or bills[name].decided]
    sums.count(Summand.DUE, as_cents(sum(asked.values(), ZERO)))
    sums.count(Summand.DUE_COLLECTED, as_cents(sum((used.get(name, ZERO) for name in here), ZERO)))
    sums.name(Summand.DUE_HOUSEHOLDS, case.id)
    if any(bills[name].unpaid for name in here):
        sums.name(Summand.DUE_HOUSEHOLDS_UNPAID, case.id)
    return sums


def _used(account: Account, period: Period, *, ahead: bool) -> dict[str, Decimal]:
    """Entry to the money used on what it asks for, in the period or, of what was paid ahead, before it too."""
    used: dict[str, Decimal] = {}
    for parts in account.allocations.values():
        for part in parts:
            if part.component in _BILLED and (ahead or part.date in period):
                used[part.item] = used.get(part.item, ZERO) + part.amount
    return used


def _billed(balance: Balance) -> Decimal:
    return balance.principal + balance.fee
