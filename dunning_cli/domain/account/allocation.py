"""Which part of a debt money serves first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from dunning_cli.domain.account.items import DebtItem
from dunning_cli.domain.account.tariff import COMPONENTS
from dunning_cli.domain.policy.keys import Across, Allocation
from dunning_cli.kernel.money import Component

Claim = tuple[DebtItem, int]
"""An item and the place of one of its components."""


def order_on(allocation: Allocation, days_past_due: int) -> tuple[int, ...]:
    """The order of components at that age of the debt; components not named come last."""
    order = allocation.order
    for later in allocation.switch:
        if days_past_due >= later.from_:
            order = later.order
    return _whole(order)


def order_ahead(allocation: Allocation) -> tuple[int, ...] | None:
    """The order of components of what is not yet due, at any age; None where it is that of what is due."""
    return _whole(allocation.ahead) if allocation.ahead else None


def _whole(order: Sequence[Component]) -> tuple[int, ...]:
    rest = (component for component in COMPONENTS if component not in order)
    return tuple(COMPONENTS.index(component) for component in (*order, *rest))


def has_switched(allocation: Allocation, days_past_due: int) -> bool:
    """Whether another order than the first holds at that age of the debt."""
    return any(days_past_due >= later.from_ for later in allocation.switch)


def claims(
    items: Sequence[DebtItem],
    order: Sequence[int],
    across: Across,
    ripe: Callable[[DebtItem], bool],
    to: Component | None,
    to_item: str | None = None,
    ahead: Sequence[int] | None = None,
) -> Iterator[Claim]:
    """What money serves, first to last; `items` are oldest first.

    The payer's direction goes first (民法典 560): the item named, of it the component named before all others;
    a component named alone over the same groups. Then judgment money, what is ripe
    (due, or billed on a card), the rest, and last interest for delayed performance. Within each the
    policy's order, across components or item by item; of the rest the order `ahead`, where there is one.
    """
    groups = tuple(_groups(items, ripe, order, ahead or order))
    first = () if to is None else (COMPONENTS.index(to),)
    if to_item is not None:
        named = [(item, own) for group, own in groups for item in group if item.id == to_item]
        yield from ((item, component) for item, own in named for component in (*first, *own))
    yield from ((item, component) for component in first for group, _ in groups for item in group)
    for group, own in groups:
        if across is Across.ITEM:
            yield from ((item, component) for item in group for component in own)
        else:
            yield from ((item, component) for component in own for item in group)


def _groups(
    items: Sequence[DebtItem], ripe: Callable[[DebtItem], bool], order: Sequence[int], ahead: Sequence[int]
) -> Iterator[tuple[list[DebtItem], Sequence[int]]]:
    """The items that are served one group after the other, each with its order of components."""
    ordinary = [item for item in items if item.rank == 1]
    if len(ordinary) < len(items):
        judged = [item for item in items if item.rank == 0]
        # of a paper with parts the earlier part is served before the later
        yield from ((list(part), order) for _, part in groupby(judged, key=lambda item: item.due))
    first: list[DebtItem] = []
    rest: list[DebtItem] = []
    for item in ordinary:
        (first if ripe(item) else rest).append(item)
    yield first, order
    yield rest, ahead
    if len(ordinary) < len(items):
        yield [item for item in items if item.rank == 2], order
