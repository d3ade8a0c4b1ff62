"""What a letter says one more day adds is what the account shows a day later."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from dunning_cli.domain.account import Account, account_at
from dunning_cli.domain.case.case import Case
from dunning_cli.store.format.case_file import read_case
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.format.shipped import shipped_files
from dunning_cli.store.reading.ledger_reader import LedgerReader

ROOT = Path(__file__).parents[2]
CENTS = Decimal("0.03")
"""Sums of a day are rounded by component and item, the daily amount is not."""


@pytest.mark.parametrize("day", [date(2026, 5, 12), date(2026, 6, 15)], ids=str)
def test_one_more_day(day: date) -> None:
    policies = LedgerReader(LedgerFolder(ROOT)).policies
    compared = 0
    for path, data in shipped_files("cases").items():
        case = read_case(data, path).case
        assert case is not None
        policy = policies.for_case(case)
        before, after = (account_at(case, policy, each) for each in (day, day + timedelta(1)))
        if _quiet(case, day, before, after) and before.daily:
            assert abs(after.balance.total - before.balance.total - before.daily) <= CENTS, case.id
            compared += 1
    assert compared > 25


def _quiet(case: Case, day: date, before: Account, after: Account) -> bool:
    """Nothing happened on the next day, nothing fell due, and no fee for being late was added."""
    due = any(item.due is not None and day <= item.due <= day + timedelta(1) for item in before.items)
    return (
        not due
        and not any(entry.date == day + timedelta(1) for entry in case.entries)
        and after.missed_minimums == before.missed_minimums
    )
