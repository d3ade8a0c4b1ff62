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

    def goes_on(self, rule: RuleRate, start: date, base: int, *, billed: bool) -> bool:
        """Whether what its rule adds from `start` on lengthens it: base and rate go on unchanged."""
        return (
            self.base == base
            and self.end == start
            and self.rule.per_day == rule.per_day
            and self.rule.text == rule.text
            and self.billed == billed
        )


class Pieces:
    """The pieces of an item, in the order in which they began."""

    __slots__ = ("_all", "_latest", "ended")

    def __init__(self) -> None:
        self._all: list[Piece] = []
        self._latest: dict[str, Piece] = {}
        """The last piece of each rule, unless it has been ended."""
        self.ended = [0, 0, 0, 0]
        """What the ended ones come to, cents by component; none is ended but where each line is rounded."""

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
        if last is not None and last.goes_on(rule, start, base, billed=billed):
            last.end = end
            last.kept += kept
            last.cut += cut
            return
        self._latest[rule.rule] = piece = Piece(rule, start, end, base, kept, cut, billed)
        self._all.append(piece)

    def running(self) -> tuple[Piece, ...]:
        """The last piece of each rule that has not been ended."""
        return tuple(self._latest.values())

    def last_of(self, rule: str) -> Piece | None:
        """The one of them that is of a rule."""
        return self._latest.get(rule)

    def end(self, piece: Piece, cents: int) -> None:
        """Nothing lengthens a running piece any more: it comes to so many cents."""
        del self._latest[piece.rule.rule]
        self.ended[piece.rule.component] += cents

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
        made.ended = list(self.ended)
        for piece in self._all:
            twin = copy(piece)
            made._all.append(twin)
            if self._latest.get(piece.rule.rule) is piece:
                made._latest[piece.rule.rule] = twin
        return made
