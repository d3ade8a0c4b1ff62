"""Waivers at once and on condition, extensions, holds, changed terms, costs, judgments."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest


def spans(account: Any) -> list[tuple[str, str, int, str, str]]:
    return [
        (str(line.from_), str(line.to), line.days, str(line.base), line.rate)
        for line in account.lines
        if line.kind == "accrual"
    ]


def bill(open_case: Any, *terms: str) -> Any:
    case = open_case("property-fee", *terms)
    case.add("charge", "2024-01-01", principal="1000")
    return case


def test_a_waiver_at_once(open_case: Any) -> None:
    case = bill(open_case)
    case.add("waiver", "2024-01-21", component="penalty", amount="4", reason="hardship")
    account = case.at("2024-01-31")
    assert account.balance.penalty == Decimal("11.00")
    assert [(line.component, str(line.amount)) for line in account.lines if line.kind == "waiver"] == [
        ("penalty", "-4.00")
    ]
    assert account.waivers[0].state == "applied"


def test_a_waiver_of_all_takes_what_accrued_up_to_its_day(open_case: Any) -> None:
    case = bill(open_case)
    case.add("waiver", "2024-01-21", component="penalty", reason="hardship")
    assert case.at("2024-01-21").balance.penalty == 0
    assert case.at("2024-01-23").balance.penalty == Decimal("1.00")


def test_a_conditional_waiver_is_met_on_the_day_all_else_is_paid(open_case: Any) -> None:
    case = bill(open_case)
    case.add("waiver", "2024-01-11", component="penalty", reason="settlement", if_paid_by="2024-02-10")
    first = case.add("payment", "2024-01-21", amount="400")
    pending = case.at("2024-01-21")
    assert (pending.waivers[0].state, pending.balance.penalty, pending.balance.principal) == (
        "pending",
        10,
        600,
    )
    case.add("payment", "2024-02-10", amount="600")
    account = case.at("2024-02-10")
    assert (account.balance.total, account.waivers[0].state, str(account.waivers[0].amount)) == (
        0,
        "met",
        "16.00",
    )
    assert [part.component for part in account.allocations[first]] == ["principal"]
    assert case.at("2024-05-01").balance.total == 0


def test_a_conditional_waiver_that_lapses_lets_payments_count_in_the_ordinary_order(open_case: Any) -> None:
    case = bill(open_case)
    case.add("waiver", "2024-01-11", component="penalty", reason="settlement", if_paid_by="2024-02-10")
    paid = case.add("payment", "2024-01-21", amount="400")
    on_the_day, after = case.at("2024-02-10"), case.at("2024-02-11")
    assert (on_the_day.waivers[0].state, on_the_day.balance.principal) == ("pending", 600)
    assert (after.waivers[0].state, str(after.balance.principal)) == ("lapsed", "610.00")
    assert [(part.component.value, str(part.amount)) for part in after.allocations[paid]] == [
        ("penalty", "10.00"),
        ("principal", "390.00"),
    ]


def test_a_conditional_waiver_up_to_an_amount_leaves_the_rest(open_case: Any) -> None:
    case = bill(open_case)
    case.add(
        "waiver", "2024-01-11", component="penalty", amount="6", reason="settlement", if_paid_by="2024-02-10"
    )
    case.add("payment", "2024-01-21", amount="1003")
    account = case.at("2024-01-21")
    assert (account.balance.penalty, account.balance.credit, account.waivers[0].state) == (1, 0, "met")


def test_an_extension_stops_penalty_until_the_new_due_date(open_case: Any) -> None:
    case = bill(open_case)
    case.add("extension", "2024-01-11", due="2024-01-31")
    account = case.at("2024-02-10")
    assert [span[:3] for span in spans(account)] == [
        ("2024-01-01", "2024-01-11", 10),
        ("2024-01-31", "2024-02-10", 10),
    ]
    assert account.days_past_due == 10
    assert case.at("2024-01-25").days_past_due == 0


@pytest.mark.parametrize("ends", ["exclusive", "inclusive"])
def test_a_hold_on_accrual_counts_both_its_ends(open_case: Any, ends: str) -> None:
    held = bill(open_case, f"day_count.ends={ends}")
    free = bill(open_case, f"day_count.ends={ends}")
    held.add("hold", "2024-01-05", what="accrual", from_="2024-01-11", until="2024-01-15", reason="dispute")
    missing = free.at("2024-01-31").balance.penalty - held.at("2024-01-31").balance.penalty
    assert missing == 5 * Decimal("0.50")


def test_holds_entered_out_of_order_stop_the_same_days(open_case: Any) -> None:
    spans_held = [("2024-01-20", None), ("2024-01-05", "2024-01-08"), ("2024-01-07", "2024-01-12")]
    balances = set()
    for order in (spans_held, spans_held[::-1], spans_held[1:] + spans_held[:1]):
        case = bill(open_case)
        for start, until in order:
            case.add("hold", "2024-01-03", what="accrual", from_=start, until=until, reason="dispute")
        balances.add(case.at("2024-01-31").balance.penalty)
    # from the 2nd through the 30th, less the 5th to the 12th and all from the 20th on
    assert balances == {(30 - 8 - 11) * Decimal("0.50")}


def test_a_hold_on_contact_alone_changes_no_figure(open_case: Any) -> None:
    case = bill(open_case)
    case.add("hold", "2024-01-05", what="contact", from_="2024-01-11", reason="dispute")
    assert case.at("2024-01-31").balance.penalty == 15


def test_changed_terms_count_from_their_day(open_case: Any) -> None:
    case = bill(open_case)
    case.add("terms", "2024-01-20", from_="2024-01-11", terms=["accruals.late_penalty.rate=0.01%/day"])
    assert spans(case.at("2024-01-31")) == [
        ("2024-01-01", "2024-01-11", 10, "1000.00", "0.05%/day"),
        ("2024-01-11", "2024-01-31", 20, "1000.00", "0.01%/day"),
    ]
    assert spans(case.at("2024-01-19")) == [("2024-01-01", "2024-01-19", 18, "1000.00", "0.05%/day")]


def test_legal_costs_are_a_fee(open_case: Any) -> None:
    case = bill(open_case)
    cost = case.add("legal", "2024-01-11", step="file", cost="50")
    account = case.at("2024-01-11")
    assert account.balance.fee == 50
    assert [(item.id, item.kind.value) for item in account.items][1] == (cost, "legal_cost")


def test_a_broken_promise_costs_the_fee_of_the_policy_once(open_case: Any) -> None:
    case = bill(open_case, "failed_debit_fee=20", "promise.tolerance_days=2")
    case.add("promise", "2024-01-05", amount="100", due="2024-01-10")
    assert case.at("2024-01-12").balance.fee == 0
    assert case.at("2024-01-13").balance.fee == 20
    assert case.at("2024-03-13").balance.fee == 20


def test_a_judgment_takes_the_place_of_all_items_and_its_interest_comes_last(open_case: Any) -> None:
    case = bill(open_case)
    judgment = case.add(
        "judgment",
        "2024-02-01",
        principal="1000",
        penalty="10",
        fee="25",
        interest="5",
        perform_by="2024-02-11",
    )
    account = case.at("2024-02-11")
    assert (account.balance.total, account.days_past_due) == (Decimal("1040.00"), 41)
    paid = case.add("payment", "2024-03-22", amount="900")
    later = case.at("2024-05-01")
    assert spans(later)[1:] == [
        ("2024-02-11", "2024-03-22", 40, "1035.00", "0.0175%/day"),
        ("2024-03-22", "2024-05-01", 40, "140.00", "0.0175%/day"),
    ]
    assert [part.component.value for part in later.allocations[paid]] == [
        "fee",
        "interest",
        "penalty",
        "principal",
    ]
    assert later.balance.principal == Decimal("140.00")
    assert later.balance.penalty == Decimal("7.25") + Decimal("0.98")
    case.add("payment", "2024-05-01", amount="141")
    settled = case.at("2024-05-02")
    assert (settled.balance.principal, settled.balance.penalty) == (0, Decimal("7.23"))
    assert {item.id for item in settled.items if sum((item.unpaid.penalty, item.unpaid.principal))} == {
        judgment
    }


def test_a_rounding_line_shows_where_rounded_lines_differ_from_the_rounded_total(open_case: Any) -> None:
    case = open_case("property-fee", "accruals.late_penalty.rate=0.05%/day")
    case.add("charge", "2024-01-01", principal="9.50")
    for day in ("11", "21", "31"):
        case.add("payment", f"2024-01-{day}", amount="0.01", to="principal")
    account = case.at("2024-02-10")
    shown = [(line.kind.value, str(line.amount)) for line in account.lines if line.component == "penalty"]
    assert shown == [*([("accrual", "0.05")] * 4), ("rounding", "-0.01")]
    assert account.balance.penalty == Decimal("0.19")
