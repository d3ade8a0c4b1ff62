"""The figures that a letter of a day states of a case."""

from __future__ import annotations

from datetime import date

from dunning_cli.domain.account import Account
from dunning_cli.domain.account.closings import principal_to_come
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import LetterAmounts
from dunning_cli.domain.case.people.details import known_on


def stated_amounts(case: Case, account: Account, on: date, *, demand: bool) -> LetterAmounts:
    """The figures a letter of a day states, yuan: of one that asks for payment, what has fallen due; else the whole debt."""
    balance = account.due if demand else account.balance
    return LetterAmounts(
        principal=balance.principal,
        interest=balance.interest,
        penalty=balance.penalty,
        fee=balance.fee,
        total=balance.owed,
        credit=balance.credit or None,
        not_yet_due=account.not_yet_due.total + principal_to_come(known_on(case, on), on) if demand else None,
    )
