"""Parts that the answers of several commands have in common, for scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dunning_cli.domain.account import Balance
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


def unknown_data(unknown: Unknown) -> UnknownCaseData:
    """A case that could not be worked out, for scripts."""
    return {"case": unknown.case_id, "error": unknown.why}
