"""Rates from a day on, as a policy lists them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Protocol

from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.rates import RateText
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import key
from dunning_cli.kernel.values import Day


class Dated(Protocol):
    """A row of a dated list."""

    @property
    def from_(self) -> date | None:
        """First day of the row; None for one that holds from the beginning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedRate:
    """A rate from a day on."""

    from_: Day | None = key("first day of the rate")
    rate: RateText = key("the rate", required=True)


def in_order(rates: Sequence[Dated], at: str) -> Iterator[tuple[str, Message]]:
    """The faults of a dated list: a later row without a day, or not after the row before."""
    for before, after in pairwise(rates):
        if after.from_ is None or (before.from_ is not None and after.from_ <= before.from_):
            yield at, msg("the dated rates overlap: each row needs a `from` later than the row before")
