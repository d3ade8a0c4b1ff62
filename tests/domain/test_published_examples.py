"""The published examples of cards, loans and fees, to the cent, built by terms alone."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest


def yuan(text: str) -> Decimal:
    return Decimal(text)


def accruals(account: Any) -> list[tuple[str, str, int, str, str]]:
    return [
        (str(line.from_), str(line.to), line.days, str(line.base), str(line.amount))
        for line in account.lines
        if line.kind == "accrual"
    ]


def test_c1_minimum_paid_on_the_due_date_full_balance_bears_interest(open_case: Any) -> None:
    case = open_case("credit-card", "statement_day=5", "due_day=23")
    case.add("charge", "2024-03-30", principal="1000")
    case.add("payment", "2024-04-23", amount="100")
    account = case.at("2024-05-05")
    assert account.balance.interest == yuan("17.40")
    assert account.balance.penalty == 0
    assert accruals(account) == [
        ("2024-03-30", "2024-04-23", 24, "1000.00", "12.00"),
        ("2024-04-23", "2024-05-05", 12, "900.00", "5.40"),
    ]
    assert all(line.billed for line in account.lines)


def test_c3_inclusive_counting(open_case: Any) -> None:
    case = open_case("credit-card", "statement_day=10", "due_day=5", "day_count.ends=inclusive")
    case.add("charge", "2024-03-30", principal="1000")
    case.add("payment", "2024-05-01", amount="100")
    account = case.at("2024-05-10")
    assert account.balance.interest == yuan("20.50")
    assert accruals(account) == [
        ("2024-03-30", "2024-04-30", 32, "1000.00", "16.00"),
        ("2024-05-01", "2024-05-10", 10, "900.00", "4.50"),
    ]


def test_c5_flat_rate_inclusive_total_without_the_published_slip_of_1000(open_case: Any) -> None:
    case = open_case("property-fee", "accruals.late_penalty.rate=0.05%/day", "day_count.ends=inclusive")
    first = case.add("charge", "2024-04-29", principal="2988")
    second = case.add("charge", "2024-05-03", principal="50")
    account = case.at("2024-05-20")
    by_item = {line.item: (line.days, line.amount) for line in account.lines if line.kind == "accrual"}
    assert by_item == {first: (22, yuan("32.87")), second: (18, yuan("0.45"))}
    assert account.balance.total == yuan("3071.32")


def test_c7_monthly_compounding_on_clamped_statement_days(open_case: Any) -> None:
    case = open_case("credit-card", "statement_day=30", "due_day=20", "late_fee=none")
    case.add("charge", "2024-01-30", principal="30000")
    assert case.at("2024-02-29").balance.interest == yuan("450.00")
    march = case.at("2024-03-30")
    assert march.balance.interest == yuan("450.00") + yuan("456.75")
    compound = [line for line in march.lines if line.rule == "compound_interest"]
    assert [(str(line.base), line.days, str(line.amount)) for line in compound] == [("450.00", 30, "6.75")]


@pytest.mark.parametrize(
    ("purchase", "paid", "terms", "fee"),
    [
        ("10000", "200", (), "40.00"),
        ("5000", "200", (), "15.00"),
        ("10000", None, ("late_fee.min=10",), "50.00"),
        ("1000", None, (), "10.00"),
        ("2000", None, ("late_fee.percent=1%",), "10.00"),
        ("2000", None, ("late_fee.percent=3%", "late_fee.min=30"), "30.00"),
        ("200000", None, ("late_fee.max=500",), "500.00"),
    ],
)
def test_f1_f2_f3_late_fee_on_the_unpaid_part_of_the_minimum(
    open_case: Any, purchase: str, paid: str | None, terms: tuple[str, ...], fee: str
) -> None:
    case = open_case("credit-card", "statement_day=5", "due_day=23", *terms)
    case.add("charge", "2024-03-30", principal=purchase)
    if paid:
        case.add("payment", "2024-04-20", amount=paid)
    assert case.at("2024-04-23").balance.penalty == 0
    account = case.at("2024-04-24")
    assert account.balance.penalty == yuan(fee)
    (line,) = [line for line in account.lines if line.rule == "late_fee"]
    assert (line.component, str(line.from_)) == ("penalty", "2024-04-24")


def test_l1_penalty_interest_of_one_day(open_case: Any) -> None:
    case = open_case("small-loan", "contract_rate=3.25%/year", "day_count.basis=365")
    case.add("charge", "2024-01-01", due="2024-01-10", principal="2500")
    account = case.at("2024-01-11")
    assert account.balance.penalty == yuan("0.33")
    (line,) = [line for line in account.lines if line.kind == "accrual"]
    assert line.rate == "4.875%/year"


@pytest.mark.parametrize(("rounding", "penalty"), [("half_up", "0.44"), ("truncate", "0.43")])
def test_l2_published_figure_is_truncated_half_up_differs(
    open_case: Any, rounding: str, penalty: str
) -> None:
    case = open_case("student-loan", "contract_rate=4.9%/year", f"rounding={rounding}")
    case.add("charge", "2023-12-20", principal="2500")
    assert case.at("2023-12-21").balance.penalty == yuan(penalty)


@pytest.mark.parametrize(
    ("principal", "rate", "end", "penalty"),
    [
        ("2000", "3‰/day", "2026-01-11", "60.00"),
        ("1000", "1‰/day", "2026-01-31", "30.00"),
        ("18000", "0.05%/day", "2026-03-02", "540.00"),
        ("2054.10", "0.05%/day", "2026-02-01", "31.84"),
        ("30000", "0.1%/day", "2026-03-02", "1800.00"),
        ("2000", "3‰/day", "2026-01-31", "180.00"),
    ],
    ids=["P1", "P2", "published 450", "published 30.81", "published 18000", "published 18"],
)
def test_penalty_per_day_of_a_bill(open_case: Any, principal: str, rate: str, end: str, penalty: str) -> None:
    case = open_case("property-fee", f"accruals.late_penalty.rate={rate}")
    case.add("charge", "2025-12-15", due="2026-01-01", principal=principal)
    assert case.at(end).balance.penalty == yuan(penalty)
