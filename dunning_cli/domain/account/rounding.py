"""How what has accrued becomes cents: the running total, or each line by itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from dunning_cli.domain.account.pieces import Pieces
from dunning_cli.domain.account.tariff import COMPONENTS, RuleRate
from dunning_cli.kernel.money import Rounding
from dunning_cli.kernel.record import dataclass


def cents(exact: int, scale: int, rounding: Rounding) -> int:
    """An exact amount over the scale as whole cents."""
    if rounding is Rounding.TRUNCATE:
        return exact // scale
    return (2 * exact + scale) // (2 * scale)


@dataclass(frozen=True, slots=True)
class LineRounding:
    """Each line, a piece of accrual, becomes cents by itself, and these are added up (`rounding_of: line`).

    A line is rounded for good once it has ended. One that runs on is rounded as it stands: its exact amount goes on.
    """

    scale: int
    rounding: Rounding

    def of(self, exact: int) -> int:
        """An exact amount as whole cents."""
        return cents(exact, self.scale, self.rounding)

    def total(self, pieces: Pieces, component: int) -> int:
        """What the lines of a component come to, cents."""
        running = (piece.kept for piece in pieces.running() if piece.rule.component == component)
        return pieces.ended[component] + sum(map(self.of, running))

    def end_others(
        self,
        pieces: Pieces,
        sums: list[int],
        day: date,
        rules: Mapping[str, tuple[RuleRate, int]],
        *,
        billed: bool,
    ) -> None:
        """From a day on only these rules, each on its base, go on: every line they do not lengthen has ended.

        `sums` are the exact amounts of the lines by component: of an ended line its cents count.
        """
        for piece in pieces.running():
            found = rules.get(piece.rule.rule)
            if found is None or not piece.goes_on(found[0], day, found[1], billed=billed):
                amount = self.of(piece.kept)
                pieces.end(piece, amount)
                sums[piece.rule.component] += amount * self.scale - piece.kept

    def counted_anew(self, pieces: Pieces) -> list[int]:
        """By component the cents of ended lines and the exact amounts of running ones, over the scale.

        For pieces that have taken over others, which may have lengthened lines or ended them.
        """
        running, sums = set(pieces.running()), [0 for _ in COMPONENTS]
        pieces.ended = [0 for _ in COMPONENTS]
        for piece in pieces:
            if piece in running:
                sums[piece.rule.component] += piece.kept
            else:
                amount = self.of(piece.kept)
                pieces.ended[piece.rule.component] += amount
                sums[piece.rule.component] += amount * self.scale
        return sums
