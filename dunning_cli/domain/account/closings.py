"""Whether the closing of a case still holds: what was paid or settled may come to be owed again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from dunning_cli.domain.account import Account
from dunning_cli.domain.account.new_terms import charges_to_come
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.agreements import CloseReason
from dunning_cli.domain.case.entries import Close, Opening
from dunning_cli.kernel.money import ZERO

AccountsOf = Callable[[Case, date], Account]
"""The account of a case at a day. Raises Refused where it cannot be worked out."""


def charged_later(case: Case, on: date) -> Decimal:
    """What charges dated after a day ask for, yuan: instalments still to come, with their interest."""
    return sum((entry.total for entry in charges_to_come(case, on)), ZERO)


def taken_over_later(case: Case, on: date) -> Decimal:
    """What an opening dated after a day brings along, yuan."""
    later = (entry for entry in case.standing(date.max) if isinstance(entry, Opening) and entry.date > on)
    return sum((entry.total for entry in later), ZERO)


def principal_to_come(case: Case, on: date) -> Decimal:
    """The principal of instalments dated after a day, yuan: it is lent, and in no account of that day."""
    return sum((entry.principal or ZERO for entry in charges_to_come(case, on)), ZERO)


def owed_again(case: Case, account_of: AccountsOf) -> tuple[Close, Decimal] | None:
    """The closing of a case that no longer holds, and what is owed in spite of it, yuan; None where it holds.

    A case closed as paid owes nothing, up to its last entry. One closed for another reason owes no more than it
    would by what was recorded up to its closing: a payment that bounced and a charge that came in late are
    debts nobody closed. Raises Refused where no account can be worked out.
    """
    closing = case.closing(date.max)
    if closing is None:
        return None
    last = max(entry.date for entry in case.standing(date.max))
    owed = account_of(case, last).balance.owed
    if closing.reason is CloseReason.PAID:
        return (closing, owed) if owed > ZERO else None
    place = next(number for number, entry in enumerate(case.entries) if entry.id == closing.id)
    then = replace(case, entries=case.entries[: place + 1])
    return (closing, owed) if owed > account_of(then, last).balance.owed else None
