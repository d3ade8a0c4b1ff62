"""How a closed case was settled: what was received on it, and what was given up, by component."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from dunning_cli.domain.account.result import CREDIT, Account, Balance, ExplainedAccount, LineKind
from dunning_cli.domain.case.codes.agreements import CloseReason
from dunning_cli.domain.case.entries import Close
from dunning_cli.kernel.money import ZERO, Component
from dunning_cli.kernel.record import dataclass

_RECEIVED = frozenset({LineKind.PAYMENT, LineKind.REFUND, LineKind.TRANSFER})
"""Lines by which money, or what stands for it, came on the account or left it again."""


@dataclass(frozen=True, slots=True)
class Settled:
    """How a case was settled, yuan. What was charged is what was received and given up, and what a cap cut off."""

    received: Decimal
    """Payments, goods taken in payment and transfers that served the debt; refunds and what is overpaid taken off."""
    given_up: Mapping[Component, Decimal]
    """Waivers that took effect, and what a closing by agreement left unpaid; components of nothing are left out."""

    @property
    def total_given_up(self) -> Decimal:
        """All components together."""
        return sum(self.given_up.values(), ZERO)


def left_at_closing(closing: Close | None, at_closing: Account) -> Balance | None:
    """What a closing by agreement gave up without a waiver; None where it left nothing unpaid, or gave nothing up."""
    if closing is None or closing.reason is not CloseReason.SETTLED or at_closing.balance.total <= ZERO:
        return None
    return at_closing.balance


def how_settled(account: ExplainedAccount, left: Balance | None) -> Settled:
    """What was received and given up by the day of an account; `left`: what its closing gave up beside the waivers."""
    received = ZERO
    given_up = dict.fromkeys(Component, ZERO)
    for line in account.lines:
        if line.kind in _RECEIVED:
            received -= -line.amount if line.component == CREDIT else line.amount
        elif line.kind is LineKind.WAIVER and line.component != CREDIT:
            given_up[Component(line.component)] -= line.amount
    if left is not None:
        for component in Component:
            given_up[component] += left.of(component)
    served = received - account.balance.credit
    return Settled(served, {each: amount for each, amount in given_up.items() if amount})
