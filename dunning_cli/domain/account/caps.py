"""The most that may accrue: the annual cap, and penalty against principal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from dunning_cli.domain.account.items import Item, ItemKind, cents
from dunning_cli.domain.account.tariff import FEE, PENALTY, PRINCIPAL, RuleRate, Segment, Tariff
from dunning_cli.domain.failure import Refused
from dunning_cli.domain.money import Rounding

_CAPPED_KINDS = frozenset({ItemKind.OPENING, ItemKind.CHARGE, ItemKind.FAILED_DEBIT})
"""Costs of enforcement and what a court awarded are outside the cap."""


def slice_room(cap: RuleRate, item: Item, days: int) -> int:
    """What the annual cap allows on an item over some days, exact over the scale. Raises Refused."""
    if cap.refusal is not None:
        raise Refused(cap.refusal)
    return cap.per_day * item.owed[PRINCIPAL] * days


def room_between(principal: int, start: date, until: date, tariff: Tariff) -> int:
    """What the annual cap allows on a principal from a day to before another, exact over the scale."""
    return sum(
        segment.cap.per_day * principal * (end - begin).days
        for begin, end, segment in tariff.stretches(start, until)
        if segment.cap is not None
    )


def penalty_left(item: Item, adding: int, multiple: Fraction, scale: int) -> int:
    """What may still be added to an item's penalty beside `adding`, exact over the scale.

    The limit is a multiple of the original principal, and all penalty the item ever had counts:
    paying principal or penalty makes no new room and takes none back.
    """
    limit = item.original[PRINCIPAL] * scale * multiple.numerator // multiple.denominator
    had = item.original[PENALTY] * scale + item.exact[PENALTY] + item.held[PENALTY] + adding
    return max(0, limit - had)


def fee_above_cap(item: Item, items: Iterable[Item], segment: Segment, scale: int) -> int:
    """How much of an item's one-off fee is above the room the annual cap has left, cents. Raises Refused.

    The room has grown since the contract date on the principal of all items; interest, penalty and
    fees under the cap have used it.
    """
    if segment.cap is None or FEE not in segment.capped:
        return 0
    if segment.cap.refusal is not None:
        raise Refused(segment.cap.refusal)
    capped = [each for each in items if each.kind in _CAPPED_KINDS]
    room = sum(each.room for each in capped)
    used = sum(
        each.exact[component] + each.charged(component) * scale
        for each in capped
        for component in segment.capped
    )
    fee = item.original[FEE]
    allowed = max(0, cents(room - used + fee * scale, scale, Rounding.TRUNCATE))
    return max(0, fee - allowed)
