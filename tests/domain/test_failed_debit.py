"""The fee a broken promise costs where the policy has one: when, for which promises, how it is capped and taken back."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from how_many import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

FEE = "failed_debit_fee=20"


def charged(open_case: Any, *terms: str, policy: str = "property-fee", **how: Any) -> Any:
    case = open_case(policy, *terms, **how)
    case.add("charge", "2024-01-01", principal="1000", due="2024-01-31")
    return case


def fee_lines(account: Any) -> list[tuple[str, str, str]]:
    return [
        (str(line.from_), line.rule or "", str(line.amount))
        for line in account.lines
        if line.component == "fee" and line.kind in ("charge", "cut")
    ]


def test_each_broken_promise_costs_it_on_the_day_after_its_last(open_case: Any) -> None:
    case = charged(open_case, FEE, "promise.tolerance_days=2")
    case.add("promise", "2024-02-01", amount="100", due="2024-02-10")
    case.add("promise", "2024-02-20", amount="100", due="2024-02-25")
    assert fee_lines(case.at("2024-02-12")) == []
    assert fee_lines(case.at("2024-03-10")) == [
        ("2024-02-13", "failed_debit", "20.00"),
        ("2024-02-28", "failed_debit", "20.00"),
    ]


@pytest.mark.parametrize("paid", ["100", "40"])
def test_a_promise_kept_or_partly_kept_costs_nothing(open_case: Any, paid: str) -> None:
    case = charged(open_case, FEE)
    case.add("promise", "2024-02-01", amount="100", due="2024-02-10")
    case.add("payment", "2024-02-05", amount=paid)
    assert fee_lines(case.at("2024-03-10")) == []


def test_shipped_policies_have_none(open_case: Any) -> None:
    case = charged(open_case)
    case.add("promise", "2024-02-01", amount="100", due="2024-02-10")
    assert fee_lines(case.at("2024-03-10")) == []


def test_a_waiver_takes_it_off_and_a_late_payment_entered_for_its_day_makes_it_vanish(open_case: Any) -> None:
    case = charged(open_case, FEE)
    case.add("promise", "2024-02-01", amount="100", due="2024-02-10")
    waived = case.add("waiver", "2024-02-20", component="fee", reason="goodwill")
    assert case.at("2024-02-19").balance.fee == 20
    assert case.at("2024-02-20").balance.fee == 0
    case.add("payment", "2024-02-10", amount="100")
    account = case.at("2024-02-20")
    assert fee_lines(account) == []
    assert {state.entry: state.amount for state in account.waivers} == {waived: 0}


def test_the_annual_cap_cuts_it_like_any_one_off_fee(open_case: Any) -> None:
    """12 % of 1000 on 365 days is room for 0.3288 a day: 13.15 in the 40 days to 2024-02-10, beside no penalty."""
    terms = (FEE, "cap={'annual': '12%/year', 'at': 'contract_date'}", "accruals.late_penalty=none")
    terms = tuple(term.replace("'", '"') for term in terms)
    case = charged(open_case, *terms, contract_date="2024-01-01")
    case.add("promise", "2024-02-01", amount="100", due="2024-02-09")
    account = case.at("2024-02-10")
    assert fee_lines(account) == [
        ("2024-02-10", "failed_debit", "20.00"),
        ("2024-02-10", "cap.annual", "-6.85"),
    ]
    assert account.balance.fee == Decimal("13.15")
    again = case.add("charge", "2024-02-10", fee="5")
    assert again
    assert case.at("2024-02-10").balance.fee == Decimal("13.15"), "the room is used up"


def test_a_card_bills_it_with_its_next_statement(open_case: Any) -> None:
    case = open_case("credit-card", FEE, "statement_day=5", "due_day=23")
    case.add("charge", "2024-03-30", principal="1000")
    case.add("promise", "2024-04-06", amount="100", due="2024-04-10")
    assert fee_lines(case.at("2024-04-11")) == [("2024-04-11", "failed_debit", "20.00")]


@settings(
    max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    promised=st.lists(st.tuples(st.integers(1, 9), st.integers(0, 9)), min_size=1, max_size=3),
    paid=st.lists(st.tuples(st.integers(1, 28), st.integers(20, 300)), max_size=3),
    order=st.randoms(use_true_random=False),
)
def test_the_order_of_the_file_changes_no_fee(
    open_case: Any, promised: list[tuple[int, int]], paid: list[tuple[int, int]], order: Any
) -> None:
    case = charged(open_case, FEE)
    for made, span in promised:
        case.add("promise", f"2024-02-{made:02}", amount="100", due=f"2024-02-{made + span:02}")
    for on, amount in paid:
        case.add("payment", f"2024-02-{on:02}", amount=str(amount))
    places = list(range(len(case.case.entries)))
    order.shuffle(places)
    account, other = case.at("2024-03-10"), case.shuffled(places).at("2024-03-10")
    assert (account.balance, account.lines) == (other.balance, other.lines)
    broken = sum(state.state == "broken" for state in case.promises("2024-03-10"))
    assert len(fee_lines(account)) == broken
