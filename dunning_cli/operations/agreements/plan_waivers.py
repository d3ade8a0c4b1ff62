"""What a creditor gives up for a plan: waivers that take effect when the rest is paid by its end."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from dunning_cli.domain.account import Balance
from dunning_cli.domain.case.case import Case
from dunning_cli.kernel.errors import Refused, Unreadable, WrongUsage
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.money import COMPONENT_LABELS, ZERO, Component
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.text import harmless
from dunning_cli.operations.declared.values import ALL, amount_or_all


@dataclass(frozen=True, slots=True)
class WaiverOrder:
    """A component to be given up: `amount` yuan, None for all of it; `off` is what that takes off today's balance."""

    component: Component
    amount: Decimal | None
    off: Decimal


def waivers_wanted(texts: Iterable[str], case: Case, balance: Balance, on: date) -> tuple[WaiverOrder, ...]:
    """Waivers written COMPONENT=AMOUNT or COMPONENT=all. Raises WrongUsage, and Refused beyond what is owed."""
    orders: list[WaiverOrder] = []
    for text in texts:
        component, amount = _read(text)
        if any(order.component is component for order in orders):
            raise WrongUsage(msg("--waive names {component} twice", component=component.value))
        owed = balance.of(component)
        if owed <= ZERO:
            name = COMPONENT_LABELS[component]
            raise Refused(msg("{case} owes no {component} on {date}", case=case.id, component=name, date=on))
        if amount is not None and amount > owed:
            raise Refused(
                msg(
                    "{amount} is more than the {owed} owed on {date}",
                    amount=amount,
                    owed=owed,
                    date=on,
                )
            )
        orders.append(WaiverOrder(component, amount, owed if amount is None else amount))
    return tuple(orders)


def _read(text: str) -> tuple[Component, Decimal | None]:
    name, equals, amount = text.partition("=")
    if not equals or name not in [component.value for component in Component]:
        raise WrongUsage(
            msg(
                "a waiver is written COMPONENT=AMOUNT or COMPONENT=all, as in penalty=all, not '{text}'",
                text=harmless(text),
            )
        )
    try:
        value = amount_or_all(amount)
    except Unreadable as error:
        raise WrongUsage(error.message) from None
    return Component(name), None if value == ALL else Decimal(value)
