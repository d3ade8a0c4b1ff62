"""Arrears by age: what is past due spread over the ages of the instalments, bills or minimums it is made of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from dunning_cli.domain.account.result import Arrears
from dunning_cli.kernel.money import ZERO

AGES = (0, 30, 60, 90, 180, 365, 730)
"""The last days past due of each range; what is older is a range of its own."""


def age_range(days: int) -> str:
    """The range of days past due, such as `31-60`."""
    lower = 0
    for upper in AGES:
        if days <= upper:
            return f"{lower}-{upper}" if upper else "0"
        lower = upper + 1
    return f"{lower}+"


AGES_PAST_DUE = tuple(age_range(upper) for upper in (*AGES[1:], AGES[-1] + 1))
"""The ranges of what is past due, the youngest first."""


def by_age(arrears: Iterable[Arrears], as_of: date) -> dict[str, Decimal]:
    """What is past due on a day by its age, yuan: every range of `AGES_PAST_DUE`, each by its own due date."""
    found = dict.fromkeys(AGES_PAST_DUE, ZERO)
    for each in arrears:
        found[age_range((as_of - each.due).days)] += each.amount
    return found
