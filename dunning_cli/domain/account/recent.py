"""Accounts asked for again: a command that looks at a case from several sides has its account worked out once."""

from __future__ import annotations

from datetime import date

from dunning_cli.domain.account.account import figures_at
from dunning_cli.domain.account.result import Account
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.policy.book import CasePolicy
from dunning_cli.kernel.record import dataclass

_MOST = 64
"""Accounts kept: those of a letter over many cases, and few enough for the memory of a run over a whole ledger."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """An account, and the case it was worked out of."""

    case: Case
    account: Account


class RecentAccounts:
    """The accounts worked out last, under rules that stay as they are, each what `figures_at` says."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, date], _Kept] = {}

    def account(self, case: Case, policy: CasePolicy, as_of: date) -> Account:
        """The account of a case at the end of `as_of`. Raises as `figures_at`."""
        place = case.id, as_of
        kept = self._kept.pop(place, None)
        if kept is not None and _same(kept.case, case):
            account = kept.account
        else:
            account = figures_at(case, policy, as_of)
        self._kept[place] = _Kept(case, account)
        if len(self._kept) > _MOST:
            del self._kept[next(iter(self._kept))]
        return account


def _same(one: Case, other: Case) -> bool:
    """Whether two cases give one account: what approvals count for does not show in their entries."""
    return one is other or (
        one == other and one.above_limits == other.above_limits and one.void_approvals == other.void_approvals
    )
