"""Instalments after a part of the principal was paid early: each lower in proportion, or fewer of them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from dunning_cli.domain.account.ahead import Ahead
from dunning_cli.domain.account.schedule_order import Part
from dunning_cli.kernel.money import ZERO, Component, exact_to_cents


def lowered(ahead: Sequence[Ahead], left: Decimal) -> tuple[Part, ...]:
    """The instalments with each in the proportion of the principal left, yuan; the last takes what rounding left.

    So it is of any kind of instalments, such as those with interest put off: a share of the principal has a share of
    all that is due with it.
    """
    whole = sum((each.amounts[Component.PRINCIPAL] for each in ahead), ZERO)
    share, remaining = Fraction(left) / Fraction(whole), left
    parts = []
    for number, each in enumerate(ahead, start=1):
        last = number == len(ahead)
        own = _of(each.amounts[Component.PRINCIPAL], share)
        principal = remaining if last else min(remaining, own)
        remaining -= principal
        parts.append(_part(number, each, principal, share, remaining))
    return tuple(parts)


def fewer(ahead: Sequence[Ahead], left: Decimal) -> tuple[Part, ...]:
    """The instalments as they are for as long as principal is left, yuan; of the last so much as is left of it."""
    remaining = left
    parts: list[Part] = []
    for number, each in enumerate(ahead, start=1):
        if remaining == ZERO:
            break
        full = each.amounts[Component.PRINCIPAL]
        principal = min(remaining, full)
        remaining -= principal
        share = Fraction(principal) / Fraction(full) if full else Fraction(1)
        parts.append(_part(number, each, principal, share, remaining))
    return tuple(parts)


def _part(number: int, each: Ahead, principal: Decimal, share: Fraction, remaining: Decimal) -> Part:
    interest, fee = (_of(each.amounts[name], share) for name in (Component.INTEREST, Component.FEE))
    return Part(number, each.due, principal, interest, remaining, fee=fee)


def _of(amount: Decimal, share: Fraction) -> Decimal:
    return exact_to_cents(Fraction(amount) * share)
