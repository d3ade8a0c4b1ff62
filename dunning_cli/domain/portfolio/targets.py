"""What the collectors of an office are to bring in during a period, from the monthly targets of its settings."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from dunning_cli.domain.case.office.settings import Target
from dunning_cli.domain.portfolio.periods import Period
from dunning_cli.kernel.money import ZERO


def amounts_wanted(targets: Iterable[Target], period: Period) -> dict[str, Decimal]:
    """Each person's amount to be collected in the months of a period, yuan; whoever has none is left out.

    A month counts whole, also one that is not over yet. A period that begins within a month has no target: nothing
    says how much of the month's was to come in by then.
    """
    if period.first.day != 1:
        return {}
    months = set(period.months())
    wanted: dict[str, Decimal] = {}
    for target in targets:
        if target.period in months and target.amount is not None:
            wanted[target.staff] = wanted.get(target.staff, ZERO) + target.amount
    return wanted
