"""The account: what is owed at a date, and the line behind every cent."""

from dunning_cli.domain.account.at import account_at
from dunning_cli.domain.account.items import ItemKind
from dunning_cli.domain.account.proof import miscalculated
from dunning_cli.domain.account.result import (
    CREDIT,
    Account,
    Allocated,
    Balance,
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
    "Balance",
    "ItemKind",
    "ItemState",
    "Line",
    "LineKind",
    "WaiverOutcome",
    "WaiverState",
    "account_at",
    "miscalculated",
]
