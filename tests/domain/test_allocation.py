"""Which part of a debt a payment settles."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from dunning_cli.domain.account.allocation import has_switched, order_on
from dunning_cli.kernel.errors import Refused

NO_ACCRUAL = "accruals.late_penalty=none"


def applied(account: Any, payment: str) -> list[tuple[str, str, str]]:
    return [(part.component.value, part.item[-1], str(part.amount)) for part in account.allocations[payment]]


def two_bills(open_case: Any, *terms: str) -> Any:
    case = open_case("property-fee", NO_ACCRUAL, *terms)
    case.add("charge", "2024-01-01", principal="100", interest="10", penalty="5", fee="1")
    case.add("charge", "2024-02-01", principal="200", interest="20", penalty="6", fee="2")
    return case


def test_item_by_item_oldest_first(open_case: Any) -> None:
    case = two_bills(open_case)
    paid = case.add("payment", "2024-03-01", amount="120")
    assert applied(case.at("2024-03-01"), paid) == [
        ("fee", "1", "1.00"), ("interest", "1", "10.00"), ("penalty", "1", "5.00"),
        ("principal", "1", "100.00"), ("fee", "2", "2.00"), ("interest", "2", "2.00"),
    ]  # fmt: skip


def test_across_components(open_case: Any) -> None:
    case = two_bills(open_case, "allocation.across=component")
    paid = case.add("payment", "2024-03-01", amount="45")
    assert applied(case.at("2024-03-01"), paid) == [
        ("fee", "1", "1.00"), ("fee", "2", "2.00"), ("interest", "1", "10.00"), ("interest", "2", "20.00"),
        ("penalty", "1", "5.00"), ("penalty", "2", "6.00"), ("principal", "1", "1.00"),
    ]  # fmt: skip


def test_a_plain_list_is_the_order_and_keeps_across(open_case: Any) -> None:
    case = two_bills(open_case, "allocation=principal,fee,interest,penalty")
    paid = case.add("payment", "2024-03-01", amount="103")
    assert applied(case.at("2024-03-01"), paid) == [
        ("principal", "1", "100.00"), ("fee", "1", "1.00"), ("interest", "1", "2.00")
    ]  # fmt: skip


def test_components_not_named_come_last(open_case: Any) -> None:
    case = two_bills(open_case, "allocation=fee,interest,principal", "allocation.across=component")
    paid = case.add("payment", "2024-03-01", amount="338")
    assert applied(case.at("2024-03-01"), paid)[-1] == ("penalty", "1", "5.00")


def test_the_payers_direction_goes_first(open_case: Any) -> None:
    case = two_bills(open_case)
    paid = case.add("payment", "2024-03-01", amount="302", to="principal")
    assert applied(case.at("2024-03-01"), paid) == [
        ("principal", "1", "100.00"), ("principal", "2", "200.00"), ("fee", "1", "1.00"), ("interest", "1", "1.00")
    ]  # fmt: skip


def test_what_is_due_goes_before_what_is_not_yet_due(open_case: Any) -> None:
    case = open_case("small-loan", "contract_rate=12%/year")
    case.add("charge", "2024-01-01", due="2024-01-31", principal="100", interest="10")
    case.add("charge", "2024-01-01", due="2024-02-29", principal="100", interest="9")
    paid = case.add("payment", "2024-01-31", amount="115")
    assert applied(case.at("2024-01-31"), paid) == [
        ("interest", "1", "10.00"), ("principal", "1", "100.00"), ("interest", "2", "5.00")
    ]  # fmt: skip


@pytest.mark.parametrize(("day", "first"), [("2024-07-22", "penalty"), ("2024-07-23", "principal")])
def test_cards_switch_to_principal_first_from_day_91(open_case: Any, day: str, first: str) -> None:
    case = open_case("credit-card", "statement_day=5", "due_day=23")
    case.add("charge", "2024-03-20", principal="1000")
    paid = case.add("payment", day, amount="5")
    account = case.at(day)
    assert [part.component.value for part in account.allocations[paid]] == [first]


def test_the_order_switches_on_the_day_named(open_case: Any) -> None:
    allocation = open_case("credit-card", "statement_day=5", "due_day=23").policy.base.allocation
    assert [has_switched(allocation, age) for age in (0, 90, 91, 92)] == [False, False, True, True]
    assert order_on(allocation, 90) != order_on(allocation, 91) == order_on(allocation, 92)


def test_an_overpayment_is_credit_and_meets_later_charges(open_case: Any) -> None:
    case = open_case("property-fee", NO_ACCRUAL)
    early = case.add("payment", "2024-01-01", amount="150")
    assert case.at("2024-01-31").balance.total == Decimal("-150.00")
    case.add("charge", "2024-02-01", principal="100")
    account = case.at("2024-02-01")
    assert (account.balance.principal, account.balance.credit, account.balance.total) == (
        0,
        Decimal("50.00"),
        Decimal("-50.00"),
    )
    case.add("charge", "2024-03-01", principal="100", fee="3")
    later = case.at("2024-03-02")
    assert (later.balance.principal, later.balance.credit) == (Decimal("53.00"), 0)
    assert [(part.component.value, str(part.date)) for part in later.allocations[early]] == [
        ("principal", "2024-02-01"), ("fee", "2024-03-01"), ("principal", "2024-03-01")
    ]  # fmt: skip


def test_a_back_dated_payment_replays_what_came_after(open_case: Any) -> None:
    case = open_case("property-fee")
    case.add("charge", "2024-01-01", principal="1000")
    case.add("payment", "2024-03-01", amount="100")
    case.add("payment", "2024-01-21", amount="510")
    account = case.at("2024-03-01")
    days = [(line.days, str(line.base)) for line in account.lines if line.kind == "accrual"]
    assert days == [(20, "1000.00"), (40, "500.00")]
    assert account.balance.principal == Decimal("410.00")


@pytest.mark.parametrize(
    ("term", "said"),
    [
        ("allocation=fee,fees", "did you mean 'fee'"),
        ("allocation=fee,fee", "stands twice"),
        ('allocation.switch=[{"from": 91, "order": "fee"}, {"from": 60, "order": "fee"}]', "overlap"),
    ],
)
def test_a_faulty_order_is_refused(open_case: Any, term: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        open_case("property-fee", term).at("2024-01-01")
