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
    share, remaining = _share(ahead, left), left
    parts = []
    for number, each in enumerate(ahead, start=1):
        last = number == len(ahead)
        own = _of(each.amounts[Component.PRINCIPAL], share)
        principal = remaining if last else min(remaining, own)
        remaining -= principal
        parts.append(_part(number, each, principal, share, remaining))
    return tuple(parts)


def fewer(ahead: Sequence[Ahead], left: Decimal) -> tuple[Part, ...]:
    """The instalments with their principal for as long as any is left, yuan; of the last so much as is left of it.

    Interest and fees of each period are in the proportion of the principal left, as interest on the whole is.
    """
    share, remaining = _share(ahead, left), left
    parts: list[Part] = []
    for number, each in enumerate(ahead, start=1):
        if remaining == ZERO:
            break
        principal = min(remaining, each.amounts[Component.PRINCIPAL])
        remaining -= principal
        parts.append(_part(number, each, principal, share, remaining))
    return tuple(parts)


def _share(ahead: Sequence[Ahead], left: Decimal) -> Fraction:
    """What of the principal of instalments is left."""
    return Fraction(left) / Fraction(sum((each.amounts[Component.PRINCIPAL] for each in ahead), ZERO))


def _part(number: int, each: Ahead, principal: Decimal, share: Fraction, remaining: Decimal) -> Part:
    interest, fee = (_of(each.amounts[name], share) for name in (Component.INTEREST, Component.FEE))
    return Part(number, each.due, principal, interest, remaining, fee=fee)


def _of(amount: Decimal, share: Fraction) -> Decimal:
    return exact_to_cents(Fraction(amount) * share)
