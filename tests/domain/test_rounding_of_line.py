"""Each line rounded by itself: the lines are the debt, and nothing but the facts ends one."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

BY_LINE = "rounding_of=line"


def accrued(account: Any) -> list[Any]:
    return [line for line in account.lines if line.kind == "accrual"]


def told(account: Any) -> list[str]:
    """The lines of accrual, as somebody would copy them."""
    return [
        f"{line.from_} {line.to} {line.days} × {line.base} = {line.amount}"
        + (f", cut {line.capped}" if line.capped else "")
        for line in accrued(account)
    ]


def bill(open_case: Any, *terms: str) -> Any:
    """333.33 due on 2024-01-01; 0.05 % a day are 16.6665 cents."""
    case = open_case("property-fee", BY_LINE, *terms)
    case.add("charge", "2024-01-01", principal="333.33")
    return case


def test_a_payment_that_changes_no_base_ends_no_line(open_case: Any) -> None:
    case = bill(open_case)
    other = case.add("charge", "2024-01-01", principal="500", fee="20")
    case.add("payment", "2024-01-08", amount="1.00", to="penalty")
    case.add("payment", "2024-01-15", amount="20", to="fee")
    case.add("payment", "2024-01-20", amount="100", to="principal", to_item=other)
    assert [line for line in told(case.at("2024-02-10")) if "333.33" in line] == [
        "2024-01-01 2024-02-10 40 × 333.33 = 6.67"
    ]


def test_the_turn_of_a_year_ends_a_line_only_where_the_rate_of_a_day_changes(open_case: Any) -> None:
    terms = ("accruals.late_penalty.rate=7.3%/year", "day_count.basis=actual")
    plain, leap = open_case("property-fee", BY_LINE, *terms), open_case("property-fee", BY_LINE, *terms)
    plain.add("charge", "2021-12-20", principal="777.77")
    leap.add("charge", "2023-12-20", principal="777.77")
    assert told(plain.at("2022-01-19")) == ["2021-12-20 2022-01-19 30 × 777.77 = 4.67"]
    assert told(leap.at("2024-01-19")) == [
        "2023-12-20 2024-01-01 12 × 777.77 = 1.87",
        "2024-01-01 2024-01-19 18 × 777.77 = 2.79",
    ]


def test_a_hold_ends_a_line(open_case: Any) -> None:
    case = bill(open_case)
    case.add("hold", "2024-01-16", what="accrual", from_="2024-01-16", until="2024-01-20", reason="dispute")
    assert told(case.at("2024-02-05")) == [
        "2024-01-01 2024-01-16 15 × 333.33 = 2.50",
        "2024-01-21 2024-02-05 15 × 333.33 = 2.50",
    ]
    # once they would be 5.00 rounded together: 30 × 16.6665 cents
    assert case.at("2024-02-05").balance.penalty == Decimal("5.00")


def test_a_broken_plan_that_brings_accrual_back_leaves_one_line(open_case: Any) -> None:
    case = bill(open_case)
    case.add("plan", "2024-01-09", accrual="stop", on_break="reinstate", instalments=[("2024-01-20", "100")])
    case.add("payment", "2024-01-16", amount="0.01", to="principal")
    # eight days ran before the plan: 133.33 cents; held are 116.6655 + 83.33 and the line of 333.32 goes on
    kept, broken = case.at("2024-01-20"), case.at("2024-02-10")
    assert told(kept) == ["2024-01-01 2024-01-09 8 × 333.33 = 1.33"]
    assert told(broken) == [
        "2024-01-01 2024-01-16 15 × 333.33 = 2.50",
        "2024-01-16 2024-02-10 25 × 333.32 = 4.17",
    ]
    assert broken.balance.penalty == Decimal("6.67")


def test_an_extension_ends_a_line_and_the_new_due_date_begins_one(open_case: Any) -> None:
    case = bill(open_case)
    case.add("extension", "2024-01-12", due="2024-01-31")
    assert told(case.at("2024-02-11")) == [
        "2024-01-01 2024-01-12 11 × 333.33 = 1.83",
        "2024-01-31 2024-02-11 11 × 333.33 = 1.83",
    ]


def test_what_ran_within_a_grace_is_one_line_with_what_runs_after_it(open_case: Any) -> None:
    case = open_case("property-fee", BY_LINE, "grace.days=7")
    case.add("charge", "2024-01-01", due="2024-01-10", principal="333.33")
    case.add("payment", "2024-01-30", amount="0.01", to="principal")
    assert told(case.at("2024-01-17")) == []
    assert told(case.at("2024-01-18")) == ["2024-01-10 2024-01-18 8 × 333.33 = 1.33"]
    assert told(case.at("2024-02-05")) == [
        "2024-01-10 2024-01-30 20 × 333.33 = 3.33",
        "2024-01-30 2024-02-05 6 × 333.32 = 1.00",
    ]


def test_a_judgment_ends_the_lines_before_it_and_its_own_begin(open_case: Any) -> None:
    case = bill(open_case)
    case.add("judgment", "2024-02-01", principal="333.33", perform_by="2024-02-10")
    account = case.at("2024-03-31")
    assert told(account) == [
        "2024-01-01 2024-02-01 31 × 333.33 = 5.17",
        "2024-02-10 2024-03-31 50 × 333.33 = 2.92",
    ]
    assert account.balance.penalty == Decimal("2.92")


def test_the_rules_of_the_day_looked_at_say_what_is_rounded(open_case: Any) -> None:
    case = open_case("property-fee")
    case.add("charge", "2024-01-01", principal="9.50")
    for day in ("11", "21", "31"):
        case.add("payment", f"2024-01-{day}", amount="0.01", to="principal")
    case.add("terms", "2024-02-11", from_="2024-02-11", terms=["rounding_of=line"])
    assert case.at("2024-02-10").balance.penalty == Decimal("0.19")
    # four lines of 0.05, the last now of eleven days
    assert case.at("2024-02-11").balance.penalty == Decimal("0.20")


@pytest.mark.parametrize("terms", [(), (BY_LINE,)])
def test_interest_cut_within_a_grace_bears_no_penalty(open_case: Any, terms: tuple[str, ...]) -> None:
    """200.00 of interest were recorded a week after their due date, within the grace; the cap leaves 14.68 of them."""
    compound = 'accruals.compound={"component": "penalty", "base": "overdue_interest", "rate": "1%/day"}'
    cap = 'cap={"annual": "8%", "components": "interest"}'
    rules = (compound, cap, "accruals.late_penalty=none", "grace.days=10", *terms)
    case = open_case("property-fee", *rules, contract_date="2024-01-01")
    case.add("charge", "2024-03-08", due="2024-03-01", principal="1000", interest="200")
    account = case.at("2024-03-12")
    assert account.balance.interest == Decimal("14.68")
    # 11 days of 1 % of 14.68
    assert account.balance.penalty == Decimal("1.61")
    assert told(account)[-1:] == ["2024-03-01 2024-03-12 11 × 14.68 = 1.61"]


def near_its_limit(open_case: Any, *terms: str) -> Any:
    """10.05 due on 2024-01-01 at 3.1 % a day, a yuan of it paid after three days; penalty at most 1.005."""
    rules = ("accruals.late_penalty.rate=3.1%/day", "cap.penalty_to_principal=10%")
    case = open_case("property-fee", BY_LINE, *rules, *terms)
    case.add("charge", "2024-01-01", due="2024-01-01", principal="10.05")
    case.add("payment", "2024-01-04", amount="1.00", to="principal")
    return case


@pytest.mark.parametrize("terms", [(), ("grace.days=20",)])
def test_a_limit_leaves_what_the_rounded_lines_before_do_not_take(
    open_case: Any, terms: tuple[str, ...]
) -> None:
    """0.93465 became 0.93, so that 0.075 are left; also within a grace, when nobody knows yet whether it counts."""
    case = near_its_limit(open_case, *terms)
    assert told(case.at("2024-01-22")) == [
        "2024-01-01 2024-01-04 3 × 10.05 = 0.93",
        "2024-01-04 2024-01-22 18 × 9.05 = 0.08, cut 4.97",
    ]


def test_the_next_day_is_told_by_what_the_limit_leaves(open_case: Any) -> None:
    case = near_its_limit(open_case)
    assert case.at("2024-01-04").daily == Decimal("0.0750")
    assert case.at("2024-01-05").daily == Decimal(0)
