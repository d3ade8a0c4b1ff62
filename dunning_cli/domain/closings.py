"""Whether the closing of a case still holds: what was paid or settled may come to be owed again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from dunning_cli.domain.account import Account
from dunning_cli.domain.case import Case
from dunning_cli.domain.codes import CloseReason
from dunning_cli.domain.entries import Close
from dunning_cli.domain.money import ZERO

AccountsOf = Callable[[Case, date], Account]
"""The account of a case at a day. Raises Refused where it cannot be worked out."""


def owed_again(case: Case, account_of: AccountsOf) -> tuple[Close, Decimal] | None:
    """The closing of a case that no longer holds, and what is owed in spite of it, yuan; None where it holds.

    A case closed as paid owes nothing, up to its last entry. One closed as settled owes no more on the day of
    its closing than it did when it was closed: a payment that bounced brings back what was given up for it. Other
    reasons do not say that nothing is owed. Raises Refused where no account can be worked out.
    """
    closing = case.closing(date.max)
    if closing is None:
        return None
    if closing.reason is CloseReason.PAID:
        last = max(entry.date for entry in case.standing(date.max))
        owed = account_of(case, last).balance.total
        return (closing, owed) if owed > ZERO else None
    if closing.reason is CloseReason.SETTLED:
        place = next(number for number, entry in enumerate(case.entries) if entry.id == closing.id)
        then = replace(case, entries=case.entries[: place + 1])
        owed = account_of(case, closing.date).balance.total
        if owed > max(ZERO, account_of(then, closing.date).balance.total):
            return closing, owed
    return None
