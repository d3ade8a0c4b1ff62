"""Sharing cases out among collectors so that the balances come out even."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.record import dataclass


@dataclass(frozen=True, slots=True)
class Share:
    """What falls to one collector: case ids in order, and the sum of their balances, yuan."""

    owner: str
    cases: tuple[str, ...]
    balance: Decimal


def shares(balances: Mapping[str, Decimal], owners: Sequence[str]) -> tuple[Share, ...]:
    """Cases by their balance in yuan, shared out among owners, who come back in their order.

    The greatest balance goes first, each to whoever has the least yuan so far, then the fewest cases, then
    stands first: the same cases and owners always come to the same shares. A credit counts as nothing.
    """
    given: dict[str, list[str]] = {owner: [] for owner in owners}
    yuan = dict.fromkeys(owners, ZERO)
    for case_id in sorted(balances, key=lambda each: (-balances[each], each)):
        owner = min(owners, key=lambda each: (yuan[each], len(given[each])))
        given[owner].append(case_id)
        yuan[owner] += max(balances[case_id], ZERO)
    return tuple(Share(owner, tuple(sorted(given[owner])), yuan[owner]) for owner in owners)
