"""The most that may accrue: the annual cap, and penalty against principal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from dunning_cli.domain.account.items import DebtItem, ItemKind
from dunning_cli.domain.account.tariff import (
    FEE,
    INTEREST,
    PENALTY,
    PRINCIPAL,
    RuleRate,
    Segment,
    Tariff,
)
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.record import dataclass

CAPPED_KINDS = frozenset(
    {ItemKind.OPENING, ItemKind.CHARGE, ItemKind.FAILED_DEBIT, ItemKind.EARLY, ItemKind.LATE_FEE}
)
"""Costs of enforcement and what a court awarded are outside the cap."""
_CUT_FIRST = (FEE, PENALTY, INTEREST)


def slice_headroom(cap: RuleRate, item: DebtItem, days: int) -> int:
    """What the annual cap allows on an item over some days, exact over the scale. Raises Refused."""
    if cap.refusal is not None:
        raise Refused(cap.refusal)
    return cap.per_day * item.owed[PRINCIPAL] * days


def headroom_between(principal: int, start: date, until: date, tariff: Tariff) -> int:
    """What the annual cap allows on a principal from a day to before another, exact over the scale."""
    return sum(
        segment.cap.per_day * principal * (end - begin).days
        for begin, end, segment in tariff.stretches(start, until)
        if segment.cap is not None
    )


def penalty_left(item: DebtItem, multiple: Fraction, scale: int) -> int:
    """What may still be added to an item's penalty, exact over the scale.

    The limit is a multiple of the original principal, and all penalty the item ever had counts, what being late
    with it cost once too: paying principal or penalty makes no new headroom and takes none back.
    """
    limit = item.original[PRINCIPAL] * scale * multiple.numerator // multiple.denominator
    had = item.original[PENALTY] * scale + item.exact[PENALTY] + item.held[PENALTY] + item.waiting[PENALTY]
    had += (item.late_fee or 0) * scale
    return max(0, limit - had)


@dataclass(frozen=True, slots=True)
class ChargedHeadroom:
    """What the annual cap has left on a day for interest, penalty and fees that were charged.

    The headroom grows from the contract date on the principal of all items, and on `uncharged`: principal lent
    that later charges ask for. Accrual and what was charged before have used it. A charge that is due later
    is held against the headroom as it will be on its due date, with the principal paid as it falls due.
    """

    items: Sequence[DebtItem]
    day: date
    segment: Segment
    scale: int
    uncharged: int
    """Headroom of the principal not charged yet, up to `day`, exact over the scale."""
    uncharged_principal: int
    """The same principal, cents."""

    def above(self, item: DebtItem) -> dict[int, int]:
        """The cents to cut off what an item was charged, by component: fee first, interest last. Raises Refused."""
        cap = self.segment.cap
        charged = {place: item.charged(place) for place in _CUT_FIRST if place in self.segment.capped}
        if cap is None or not any(charged.values()):
            return {}
        if cap.refusal is not None:
            raise Refused(cap.refusal)
        own = max(self.day, item.due)
        later = {each.due for each in self.items if each.held_to_cap and each.due > own}
        excess = max(self._excess(item, day, cap.per_day) for day in (own, *later))
        left = max(0, -(-excess // self.scale))
        cut = {}
        for place, amount in charged.items():
            if left and amount:
                cut[place] = min(left, amount)
                left -= cut[place]
        return cut

    def _excess(self, item: DebtItem, day: date, per_day: int) -> int:
        """By how much what is charged until a day is above the headroom of that day, exact over the scale."""
        ahead = (day - self.day).days
        headroom = self.uncharged + self.uncharged_principal * per_day * ahead
        used = 0
        for each in self.items:
            if each.kind not in CAPPED_KINDS:
                continue
            headroom += each.headroom + each.owed[PRINCIPAL] * per_day * max(
                0, (min(each.due, day) - self.day).days
            )
            counted = each is item or (each.held_to_cap and each.due <= day)
            for place in self.segment.capped:
                used += self._accrued(each, place) + (each.charged(place) * self.scale if counted else 0)
        return used - headroom

    def _accrued(self, item: DebtItem, place: int) -> int:
        """What has accrued of a component, exact over the scale; where each line is rounded, what the lines come to."""
        return (
            item.exact[place] if item.by_line is None else item.by_line.total(item.pieces, place) * self.scale
        )
