"""Loans being repaid, bills being collected, arrears by age: what of a case had fallen due, and what of it came."""

from __future__ import annotations

from decimal import Decimal

from dunning_cli.domain.account import Account, Balance, ItemState
from dunning_cli.domain.account.ageing import by_age
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.portfolio.on_hand import received_on
from dunning_cli.domain.portfolio.periods import Period
from dunning_cli.domain.portfolio.sums import Summand, Sums
from dunning_cli.kernel.money import ZERO, Component, as_cents

_BILLED = (Component.PRINCIPAL, Component.FEE)
"""What a bill asks for; interest and penalty on it are told apart."""


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


def defaults_of(case: Case, account: Account) -> Sums:
    """What a case adds to the default rate on the day of its account."""
    sums, day = Sums(), account.as_of
    received = received_on(case)
    if received is None or received > day or not any(item.due <= day for item in account.items):
        return sums
    sums.count(Summand.REPAYING)
    charged = sum((item.original.principal for item in account.items), ZERO)
    sums.count(Summand.REPAYING_PRINCIPAL, as_cents(charged))
    if account.overdue and case.closing(day) is None:
        sums.count(Summand.DEFAULTED)
        late = sum((item.unpaid.principal for item in account.items if item.due < day), ZERO)
        sums.count(Summand.DEFAULTED_PRINCIPAL, as_cents(late))
    return sums


def bills_of(before: Account, account: Account, period: Period) -> tuple[Sums, Sums]:
    """What a case adds to the collection rate: of bills due in a period, and of older ones; accounts of its eve and last day.

    Of current bills all money counts that was used on them by the last day, what was paid ahead too; of older ones
    what was used in the period on what was unpaid before it.
    """
    current, old = Sums(), Sums()
    unpaid_before = {item.id: _billed(item.unpaid) for item in before.items}
    bills = {item.id: item for item in account.items}
    _count(
        current, [(_billed(item.original), item) for item in account.items if item.due in period],
        _used(account, bills, period, ahead=True),
    )  # fmt: skip
    _count(
        old, [(unpaid_before.get(item.id, ZERO), item) for item in account.items if item.due < period.first],
        _used(account, bills, period, ahead=False),
    )  # fmt: skip
    return current, old


def _count(sums: Sums, bills: list[tuple[Decimal, ItemState]], used: dict[str, Decimal]) -> None:
    due = [(amount, item) for amount, item in bills if amount]
    if not due:
        return
    sums.count(Summand.DUE, as_cents(sum((amount for amount, _ in due), ZERO)))
    sums.count(Summand.DUE_COLLECTED, as_cents(sum((used.get(item.id, ZERO) for _, item in due), ZERO)))
    sums.count(Summand.DUE_HOUSEHOLDS)
    sums.count(Summand.DUE_HOUSEHOLDS_PAID, not any(_billed(item.unpaid) for _, item in due))


def _used(
    account: Account, bills: dict[str, ItemState], period: Period, *, ahead: bool
) -> dict[str, Decimal]:
    """Bill to the money used on what it asks for, in the period or, of what was paid ahead, before it too."""
    used: dict[str, Decimal] = {}
    for parts in account.allocations.values():
        for part in parts:
            if part.item in bills and part.component in _BILLED and (ahead or part.date in period):
                used[part.item] = used.get(part.item, ZERO) + part.amount
    return used


def _billed(balance: Balance) -> Decimal:
    return balance.principal + balance.fee
