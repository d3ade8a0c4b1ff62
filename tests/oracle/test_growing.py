"""Balances that go on from the entry before are those of the whole account, whatever is added in whatever order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from how_many import examples
from random_accounts import Draw, book

from dunning_cli.domain.account import Balance, GrowingAccounts, account_at
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import Approval, Entry, Reversal
from dunning_cli.domain.policy.book import CasePolicy, PolicyBook
from dunning_cli.kernel.errors import Refused


@pytest.fixture(scope="module")
def policies() -> PolicyBook:
    return book()


def answer(asked: Callable[..., Balance], case: Case, rules: CasePolicy, day: date) -> Balance | str:
    try:
        return asked(case, rules, day)
    except Refused as refused:
        return str(refused)


def anew(case: Case, rules: CasePolicy, day: date) -> Balance:
    return account_at(case, rules, day).balance


def as_recorded(case: Case) -> list[Entry]:
    """The entries, none before one that it takes back or approves."""
    return sorted(case.entries, key=lambda entry: isinstance(entry, (Reversal, Approval)))


def test_balances_while_entries_are_added(policies: PolicyBook) -> None:
    went_on = 0
    for seed in range(examples(400)):
        draw = Draw(seed)
        whole = draw.case()
        growing, case = GrowingAccounts(), Case(whole.head)
        days = sorted({draw.as_of, *(entry.date for entry in whole.entries)})[-3:]
        for entry in (None, *as_recorded(whole)):
            case = case if entry is None else case.with_entry(entry)
            rules = policies.for_case(case)
            for day in days:
                before = growing._kept.get((case.id, day))
                said = answer(growing.balance, case, rules, day)
                fresh = replace(case)
                assert case.standing(day) == fresh.standing(day), seed
                assert said == answer(anew, fresh, rules, day), (seed, entry)
                after = growing._kept.get((case.id, day))
                went_on += before is not None and after is not None and before.replay is after.replay
    assert went_on > examples(400), "hardly ever gone on with: this shows nothing"
