"""What one case's rules cost per day, date by date: every rate a whole number over one scale."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date
from enum import IntEnum
from fractions import Fraction

from dunning_cli.kernel.message import Message
from dunning_cli.kernel.money import Component
from dunning_cli.kernel.rates import Basis, Rate
from dunning_cli.kernel.record import dataclass

COMPONENTS = tuple(Component)
PRINCIPAL, INTEREST, PENALTY, FEE = range(4)
"""Places of the components in the four-figure lists of an account."""


class On(IntEnum):
    """What a rule is reckoned on, in the account's own words."""

    OVERDUE_PRINCIPAL = 0
    OVERDUE_INTEREST = 1
    PRINCIPAL = 2
    FULL_BALANCE = 3
    BILLED_INTEREST = 4
    JUDGMENT_MONEY = 5


@dataclass(frozen=True, slots=True)
class Award:
    """Interest or penalty that a court awarded from a day on, as far as its rate goes."""

    component: int
    rate: Rate
    basis: Basis


@dataclass(frozen=True, slots=True)
class RuleRate:
    """One rule at one time: `per_day` over the tariff's scale, or why it cannot be told."""

    rule: str
    component: int
    on: On
    per_day: int
    text: str
    from_: date | None = None
    refusal: Message | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A time in which no rate changes."""

    rules: tuple[RuleRate, ...]
    awards: tuple[RuleRate, ...]
    """What a court awarded from a day on, in the order of the tariff's `awards`."""
    delayed: RuleRate
    cap: RuleRate | None
    """The annual cap on principal; None where there is none."""
    capped: frozenset[int]
    penalty_to_principal: Fraction | None
    shares_headroom: bool
    """Whether several limits or rules share a headroom, which penalty leaves once it has reached its own limit."""


@dataclass(frozen=True, slots=True)
class Tariff:
    """All segments of a case, oldest first, the first from the beginning of time."""

    scale: int
    starts: tuple[date, ...]
    segments: tuple[Segment, ...]
    leap: tuple[Segment, ...]
    """The same segments in leap years, where a year has its actual days; empty where that never matters."""
    unknown: tuple[str, ...]
    """Rules whose rate is not known because the contract rate is missing."""
    capped: bool
    """Whether an annual cap holds at any time."""
    shares_headroom: bool
    """Whether several limits or rules share a headroom at any time."""
    awards: tuple[Award, ...] = ()

    def on(self, day: date) -> Segment:
        """The rates of a day."""
        index = bisect_right(self.starts, day) - 1
        return self.leap[index] if self.leap and is_leap(day.year) else self.segments[index]

    def stretches(self, start: date, end: date) -> Iterable[tuple[date, date, Segment]]:
        """The days from `start` to before `end`, cut where a rate changes."""
        index = bisect_right(self.starts, start) - 1
        if not self.leap and (index + 1 == len(self.starts) or end <= self.starts[index + 1]):
            return ((start, end, self.segments[index]),) if start < end else ()
        return self._cut(start, end, index)

    def _cut(self, start: date, end: date, index: int) -> Iterator[tuple[date, date, Segment]]:
        while start < end:
            stop = end
            if index + 1 < len(self.starts):
                stop = min(end, self.starts[index + 1])
            if not self.leap:
                yield start, stop, self.segments[index]
            else:
                for begin, until in _years(start, stop):
                    yield begin, until, (self.leap if is_leap(begin.year) else self.segments)[index]
            start = stop
            index += 1


def is_leap(year: int) -> bool:
    """Whether a year has 366 days."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _years(start: date, end: date) -> Iterator[tuple[date, date]]:
    while start < end:
        until = min(end, date(start.year + 1, 1, 1))
        yield start, until
        start = until
