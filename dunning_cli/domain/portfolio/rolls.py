"""How cases move between stages from the beginning of a period to its end (迁徙)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from dunning_cli.domain.portfolio.sums import Summand, Sums
from dunning_cli.kernel.money import as_cents
from dunning_cli.kernel.record import dataclass


@dataclass(frozen=True, slots=True)
class StageOnDay:
    """Where a case stands on a day."""

    stage: str
    owed: Decimal
    """The balance, yuan."""
    overdue: Decimal
    """Yuan."""
    is_open: bool = True


def rolled(first: StageOnDay, last: StageOnDay, stages: Sequence[str]) -> Sums:
    """How a case that was open at first went on; `stages` are those of its policy, the earliest first.

    A stage that the policy no longer has counts as the earliest.
    """
    sums, owed = Sums(), as_cents(first.owed)
    sums.count(Summand.BEGUN)
    sums.count(Summand.BEGUN_BALANCE, owed)
    place = {stage: number for number, stage in enumerate(stages)}
    moved = place.get(last.stage, 0) - place.get(first.stage, 0)
    if not last.is_open or (first.overdue and not last.overdue):
        sums.count(Summand.SETTLED)
        sums.count(Summand.SETTLED_BALANCE, owed)
    elif moved > 0:
        sums.count(Summand.WORSE)
        sums.count(Summand.WORSE_BALANCE, owed)
    else:
        sums.count(Summand.BETTER if moved else Summand.SAME)
    return sums
