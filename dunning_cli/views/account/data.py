"""Parts that the answers of several commands have in common, for scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunning_cli.domain.account.ageing import by_age
from dunning_cli.kernel.answer import Column, Table
from dunning_cli.kernel.message import label, msg

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from dunning_cli.domain.account import Account, Balance
    from dunning_cli.views.account.json_keys import BalanceData, UnknownCaseData
    from dunning_cli.views.account.unknown import Unknown


def balance_data(balance: Balance) -> BalanceData:
    """The balance for scripts: components, total and credit."""
    return {
        "principal": balance.principal,
        "interest": balance.interest,
        "penalty": balance.penalty,
        "fee": balance.fee,
        "total": balance.total,
        "credit": balance.credit,
    }


def overdue_by_age(account: Account) -> Mapping[str, Decimal]:
    """What is past due by its age for scripts: every range, zero too; together they are what is overdue."""
    return by_age(account.arrears, account.as_of)


def overdue_table(account: Account) -> Table | None:
    """What is past due by the age of each instalment, bill or minimum; None where it is all of one age."""
    rows = [(msg("{days} days", days=days), owed) for days, owed in overdue_by_age(account).items() if owed]
    if len(rows) < 2:
        return None
    columns = (Column(label("past due")), Column(label("amount"), figures=True))
    return Table(
        columns,
        rows,
        label("What is overdue, by the age of each instalment"),
        (label("total"), account.overdue),
    )


def unknown_data(unknown: Unknown) -> UnknownCaseData:
    """A case that could not be worked out, for scripts."""
    return {"case": unknown.case_id, "error": unknown.why}
