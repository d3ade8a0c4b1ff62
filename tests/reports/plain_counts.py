"""What plain loops count: one thing told of one person, added up with others by row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

Number = int | Decimal


@dataclass(frozen=True)
class Told:
    """So much of a figure for a person; or a name, which counts once however often it is told."""

    person: str | None
    figure: str
    number: Number = 0
    name: str | None = None
    part: str = ""


@dataclass
class Counts:
    """Figures added up."""

    numbers: dict[str, Number] = field(default_factory=dict)
    names: dict[str, set[str]] = field(default_factory=dict)

    def add(self, told: Told) -> None:
        """Adds one thing."""
        if told.name is not None:
            self.names.setdefault(told.figure, set()).add(told.name)
        else:
            self.numbers[told.figure] = self.numbers.get(told.figure, 0) + told.number

    def of(self, figure: str) -> Number:
        """How many, or how much."""
        return len(self.names[figure]) if figure in self.names else self.numbers.get(figure, 0)


def added(some: Iterable[Counts]) -> Counts:
    """Several together."""
    total = Counts()
    for each in some:
        for figure, number in each.numbers.items():
            total.numbers[figure] = total.numbers.get(figure, 0) + number
        for figure, names in each.names.items():
            total.names.setdefault(figure, set()).update(names)
    return total
