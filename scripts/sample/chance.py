"""Repeatable chance: the same picks from the same name under every Python version."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

from dunning_cli.kernel.entry_id import CHANCE_BITS

SEED = 20260615
Item = TypeVar("Item")


class Chance:
    """Chance of one case; drawn from `random()` only, whose sequence Python promises to keep."""

    def __init__(self, name: str) -> None:
        self._random = random.Random(f"{SEED} {name}")

    def below(self, bound: int) -> int:
        """A whole number from 0 to below `bound`."""
        return int(self._random.random() * bound)

    def between(self, least: int, most: int) -> int:
        """A whole number from `least` to `most`, both counted."""
        return least + self.below(most - least + 1)

    def pick(self, items: Sequence[Item]) -> Item:
        """One of the items."""
        return items[self.below(len(items))]

    def shuffled(self, items: Sequence[Item]) -> list[Item]:
        """The items in another order."""
        rest = list(items)
        return [rest.pop(self.below(len(rest))) for _ in range(len(rest))]

    def entry_bits(self) -> int:
        """The chance part of an entry id, with room to count up within one moment."""
        return self.below(1 << (CHANCE_BITS - 1))
