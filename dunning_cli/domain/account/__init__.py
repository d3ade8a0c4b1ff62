"""The account: what is owed at a date, and the line behind every cent."""

from dunning_cli.domain.account.account import account_at, figures_and_course, figures_at
from dunning_cli.domain.account.cost import rates_above_cap
from dunning_cli.domain.account.growing import GrowingAccounts
from dunning_cli.domain.account.items import ItemKind
from dunning_cli.domain.account.proof import miscalculated
from dunning_cli.domain.account.recent import RecentAccounts
from dunning_cli.domain.account.result import (
    CREDIT,
    Account,
    Allocated,
    AnnualCost,
    Balance,
    ExplainedAccount,
    ItemState,
    Line,
    LineKind,
    WaiverOutcome,
    WaiverState,
)

__all__ = [
    "CREDIT",
    "Account",
    "Allocated",
    "AnnualCost",
    "Balance",
    "ExplainedAccount",
    "GrowingAccounts",
    "ItemKind",
    "ItemState",
    "Line",
    "LineKind",
    "RecentAccounts",
    "WaiverOutcome",
    "WaiverState",
    "account_at",
    "figures_and_course",
    "figures_at",
    "miscalculated",
    "rates_above_cap",
]
