"""Stretches of accrual under one rule, base and rate: what the lines of an item's accrual are made of."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from datetime import date

from dunning_cli.domain.account.tariff import RuleRate
from dunning_cli.kernel.record import dataclass


@dataclass(slots=True, eq=False)
class Piece:
    """A stretch of accrual under one rule, base and rate; `kept` and `cut` are exact, over the scale."""

    rule: RuleRate
    start: date
    end: date
    """The first day that no longer belongs to it."""
    base: int
    kept: int
    cut: int
    billed: bool = True


class Pieces:
    """The pieces of an item, in the order in which they began."""

    __slots__ = ("_all", "_latest")

    def __init__(self) -> None:
        self._all: list[Piece] = []
        self._latest: dict[str, Piece] = {}
        """The last piece of each rule."""

    def __iter__(self) -> Iterator[Piece]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def add(
        self,
        rule: RuleRate,
        start: date,
        end: date,
        base: int,
        kept: int,
        cut: int,
        billed: bool,  # in the order of a piece's fields
    ) -> None:
        """Add a piece, or lengthen the last one of its rule where base and rate go on unchanged."""
        last = self._latest.get(rule.rule)
        if (
            last is not None
            and last.base == base
            and last.end == start
            and last.rule.per_day == rule.per_day
            and last.rule.text == rule.text
            and last.billed == billed
        ):
            last.end = end
            last.kept += kept
            last.cut += cut
            return
        self._latest[rule.rule] = piece = Piece(rule, start, end, base, kept, cut, billed)
        self._all.append(piece)

    def take_over(self, others: Pieces) -> None:
        """Add the pieces of another list to these, in their order."""
        for each in others:
            self.add(each.rule, each.start, each.end, each.base, each.kept, each.cut, each.billed)

    @property
    def unbilled(self) -> bool:
        """Whether a statement has yet to bill the last of them."""
        return bool(self._all) and not self._all[-1].billed

    def bill(self) -> None:
        """A statement bills what none has billed before: the last of them."""
        for piece in reversed(self._all):
            if piece.billed:
                break
            piece.billed = True

    def copied(self) -> Pieces:
        """The same pieces, to be gone on with apart from these."""
        made = Pieces()
        for piece in self._all:
            twin = copy(piece)
            made._all.append(twin)
            made._latest[piece.rule.rule] = twin
        return made
