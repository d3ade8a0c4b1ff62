"""Instalments still to come on a day: what is left of each, and what of its interest the time that has passed has earned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from dunning_cli.domain.account.items import ItemKind
from dunning_cli.domain.account.new_terms import ended_by
from dunning_cli.domain.account.result import Account, ItemState
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import Charge, EndedInstalment
from dunning_cli.domain.policy.prepayment import RunningInterest
from dunning_cli.kernel.dates import add_months
from dunning_cli.kernel.money import ZERO, Component, exact_to_cents
from dunning_cli.kernel.record import dataclass


@dataclass(frozen=True, slots=True)
class Ahead:
    """One instalment that is not due yet: `begins` to `due` is the period it is of, `amounts` yuan by component."""

    charge: Charge
    begins: date
    due: date
    amounts: Mapping[Component, Decimal]
    """What it was charged and was neither given up nor cut; what has been paid of it ahead is among it."""

    @property
    def ended(self) -> EndedInstalment:
        """All of it, as what ends by other terms."""
        return EndedInstalment(
            entry=self.charge.id,
            **{component.value: amount or None for component, amount in self.amounts.items()},
        )

    def earned(self, component: Component, on: date, running: RunningInterest) -> Decimal:
        """What of a component charged for the period falls due on a day within it, yuan.

        Interest and fees by the days of the period that have passed (民法典 677), half up; or all of the running period's,
        where the contract says so. Nothing of a period that has not begun.
        """
        amount = self.amounts[component]
        if on <= self.begins:
            return ZERO
        if running is RunningInterest.PERIOD:
            return amount
        return exact_to_cents(Fraction(amount) * (on - self.begins).days / (self.due - self.begins).days)


def instalments_ahead(case: Case, account: Account, on: date) -> tuple[Ahead, ...]:
    """The charges of a case that fall due after `on`, the first first; `account` is that of the day.

    Of a card there are none: its purchases have no due dates. A charge that is dated later is among them, and one that
    other terms ended before is not.
    """
    charges = [entry for entry in case.standing(date.max) if isinstance(entry, Charge)]
    ended = ended_by(case.standing(date.max))
    dues = _due_dates(charges, account)
    timed = sorted({due for entry, due in dues.items() if entry not in ended})
    items, paid = {item.id: item for item in account.items}, _paid_by_item(account)
    found = []
    for charge in charges:
        due = dues.get(charge.id)
        if due is None or due <= on or charge.id in ended:
            continue
        begins = _begins(charge, due, timed, case.contract_date)
        found.append(Ahead(charge, begins, due, _left(charge, items.get(charge.id), paid)))
    return tuple(sorted(found, key=lambda each: (each.due, each.charge.id)))


def _due_dates(charges: Iterable[Charge], account: Account) -> dict[str, date]:
    """Due dates by charge, as extensions have moved them."""
    moved = {item.id: item.due for item in account.items if item.kind is ItemKind.CHARGE}
    return {charge.id: moved.get(charge.id, charge.due) for charge in charges if charge.due is not None}


def _begins(charge: Charge, due: date, dues: Sequence[date], contract_date: date | None) -> date:
    """The day from which an instalment's interest runs: the due date before.

    Of the first that of its charge or of the contract, the earlier of which is known; else as long before as the next
    falls due after it, and a month where it is the only one.
    """
    before = [day for day in dues if day < due]
    if before:
        return before[-1]
    known = [day for day in (charge.date, contract_date) if day is not None and day < due]
    if known:
        return known[0]
    after = [day for day in dues if day > due]
    return due - (after[0] - due) if after else add_months(due, -1)


def _left(
    charge: Charge, item: ItemState | None, paid: Mapping[tuple[str, Component], Decimal]
) -> dict[Component, Decimal]:
    """What a charge still asks for or was paid of it, by component; of one that is dated later all that it says."""
    if item is None:
        return {component: charge.part(component) for component in Component}
    return {
        component: min(
            charge.part(component), item.unpaid.of(component) + paid.get((charge.id, component), ZERO)
        )
        for component in Component
    }


def _paid_by_item(account: Account) -> dict[tuple[str, Component], Decimal]:
    """What has been paid of each item of an account by component, yuan."""
    paid: dict[tuple[str, Component], Decimal] = {}
    for parts in account.allocations.values():
        for part in parts:
            place = part.item, part.component
            paid[place] = paid.get(place, ZERO) + part.amount
    return paid


@dataclass(frozen=True, slots=True)
class DueEarly:
    """What falls due on a day in the place of instalments, yuan."""

    principal: Decimal
    interest: Decimal
    fee: Decimal

    @property
    def total(self) -> Decimal:
        """All of it."""
        return self.principal + self.interest + self.fee


def due_early(ahead: Iterable[Ahead], on: date, running: RunningInterest = RunningInterest.DAYS) -> DueEarly:
    """All principal of instalments, with what of their interest and fees is of the time until `on`."""
    each = list(ahead)
    return DueEarly(
        sum((one.amounts[Component.PRINCIPAL] for one in each), ZERO),
        sum((one.earned(Component.INTEREST, on, running) for one in each), ZERO),
        sum((one.earned(Component.FEE, on, running) for one in each), ZERO),
    )


def paid_ahead(ahead: Iterable[Ahead], account: Account) -> Decimal:
    """What has been paid of instalments before they are due, yuan."""
    ids = {one.charge.id for one in ahead}
    paid = (amount for (item, _), amount in _paid_by_item(account).items() if item in ids)
    return sum(paid, ZERO)
