"""What a measure is: a figure with its formula in words, worked out of the sums of a row, because ratios do not add."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from enum import Enum, auto
from typing import TypeAlias

from dunning_cli.domain.portfolio.sums import Summand, Sums
from dunning_cli.kernel.message import Message
from dunning_cli.kernel.record import dataclass

Value: TypeAlias = int | Decimal | None


class Unit(Enum):
    """In what a measure is told."""

    COUNT = auto()
    YUAN = auto()
    PERCENT = auto()
    HOURS = auto()
    DAYS = auto()


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure of a report: its key for scripts, its title, and how it comes about."""

    key: str
    title: Message
    formula: Message
    unit: Unit
    of: Callable[[Sums], Value]
    """From the sums of a row: a count, yuan, percent, hours or days; None where there is nothing to divide by."""


def share_reached(reached: Decimal | int, wanted: Decimal | int | None) -> Decimal | None:
    """What was reached in percent of what was wanted: reached × 100 ÷ wanted; None where nothing was."""
    return Decimal(reached) * 100 / wanted if wanted else None


def count_measure(summand: Summand, title: Message, formula: Message) -> Measure:
    """The measure that is a summand itself: how many."""
    return Measure(summand.value, title, formula, Unit.COUNT, lambda sums: sums.of(summand))


def money_measure(summand: Summand, title: Message, formula: Message) -> Measure:
    """The measure that is a summand itself: yuan."""
    return Measure(summand.value, title, formula, Unit.YUAN, lambda sums: sums.yuan(summand))


def share_measure(
    key: str, title: Message, formula: Message, part: Summand, whole: tuple[Summand, ...]
) -> Measure:
    """The measure that is a part in percent of a whole."""

    def of(sums: Sums) -> Decimal | None:
        return share_reached(sums.of(part), sum(sums.of(each) for each in whole))

    return Measure(key, title, formula, Unit.PERCENT, of)


def mean_measure(
    key: str, title: Message, formula: Message, unit: Unit, total: Summand, count: Summand
) -> Measure:
    """The measure that is a total divided by how many it is of."""

    def of(sums: Sums) -> Decimal | None:
        number = sums.of(count)
        return Decimal(sums.of(total)) / number if number else None

    return Measure(key, title, formula, unit, of)
