"""Small cases in which rules meet: two caps, conditions of cards, a direction beside statements, the last day."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

BOTH_CAPS = (
    "accruals.late_penalty.rate=0.05%/day",
    'accruals.agreed={"component": "interest", "base": "principal", "rate": "7.3%/year"}',
    "cap.annual=10%",
    "cap.penalty_to_principal=1%",
)
CARD = ("statement_day=5", "due_day=23", "late_fee.min=10")


def yuan(text: str) -> Decimal:
    return Decimal(text)


@pytest.mark.parametrize("looked_at", [(), ("2024-02-01",), ("2024-01-20", "2024-02-06", "2024-03-20")])
def test_room_that_penalty_leaves_is_for_the_days_after_it_reached_its_limit(
    open_case: Any, looked_at: tuple[str, ...]
) -> None:
    case = open_case("property-fee", *BOTH_CAPS, contract_date="2024-01-01")
    case.add("charge", "2024-01-01", principal="3650")
    for day in looked_at:
        case.add("waiver", day, component="fee", reason="there is none")
    balance = case.at("2024-04-10").balance
    # the cap allows 1.00 a day: penalty takes all of it on 36 days and half of the 37th, until its 36.50;
    # interest gets the other half, then its own 0.73 on the 63 days left
    assert (balance.penalty, balance.interest) == (yuan("36.50"), yuan("46.49"))


def test_the_payers_direction_serves_billed_purchases_before_unbilled_ones(open_case: Any) -> None:
    case = open_case("credit-card", *CARD)
    billed = case.add("charge", "2024-04-04", principal="1000")
    case.add("charge", "2024-04-08", principal="300")
    paid = case.add("payment", "2024-04-20", amount="500", to="principal")
    assert [part.item for part in case.at("2024-04-20").allocations[paid]] == [billed]


def test_a_card_does_not_meet_a_condition_after_its_day(open_case: Any) -> None:
    case = open_case("credit-card", *CARD)
    case.add("charge", "2024-04-01", principal="1000")
    case.add("waiver", "2024-04-25", component="penalty", reason="settlement", if_paid_by="2024-05-02")
    # interest not yet billed keeps the condition open; the credit meets it on 05-05, too late
    case.add("payment", "2024-04-25", amount="1100")
    assert case.at("2024-05-02").waivers[0].state == "pending"
    account = case.at("2024-06-30")
    assert (account.waivers[0].state, account.balance.penalty) == ("lapsed", 0)
    assert account.balance.credit == yuan("78.00")


def test_credit_that_meets_the_statement_meets_the_condition_on_that_day(open_case: Any) -> None:
    case = open_case("credit-card", *CARD)
    case.add("charge", "2024-04-01", principal="1000")
    case.add("waiver", "2024-04-25", component="penalty", reason="settlement", if_paid_by="2024-05-05")
    case.add("payment", "2024-04-25", amount="1100")
    account = case.at("2024-06-30")
    assert (account.waivers[0].state, str(account.waivers[0].date)) == ("met", "2024-05-05")
    assert account.balance.credit == yuan("88.00")


def test_where_both_ends_count_an_extended_opening_owes_nothing_for_its_new_due_date(open_case: Any) -> None:
    case = open_case("property-fee", "day_count.ends=inclusive")
    case.add("opening", "2024-01-01", principal="1000")
    case.add("extension", "2024-01-01", due="2024-01-31")
    assert [str(case.at(day).balance.penalty) for day in ("2024-01-31", "2024-02-01")] == ["0.00", "0.50"]


def test_what_was_given_back_of_money_that_never_came_is_owed(open_case: Any) -> None:
    case = open_case("property-fee", "accruals.late_penalty=none")
    case.add("charge", "2024-01-01", principal="100")
    paid = case.add("payment", "2024-01-05", amount="150")
    case.add("refund", "2024-01-10", amount="50")
    balance = case.at("2024-02-01").balance
    assert (balance.total, balance.credit) == (0, 0)
    case.add("reversal", "2024-01-20", entry=paid, reason="bounced")
    balance = case.at("2024-02-01").balance
    assert (str(balance.principal), str(balance.total)) == ("150.00", "150.00")


@pytest.mark.parametrize(
    ("charged", "due", "payable"),
    [
        ("2024-01-31", "2024-01-31", True),
        ("2024-01-31", "2024-02-01", False),
        ("2024-01-01", "2024-01-31", False),
        ("2024-01-01", "2024-01-30", True),
    ],
)
def test_what_falls_due_at_once_is_payable_on_its_day_and_a_bill_the_day_after(
    open_case: Any, charged: str, due: str, payable: bool
) -> None:
    case = open_case("property-fee")
    case.add("charge", charged, due=due, principal="100")
    (item,) = case.at("2024-01-31").items
    assert item.payable is payable
