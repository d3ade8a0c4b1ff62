"""The revolving card: statements, grace, billed and unbilled interest, minimums, late fees."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from dunning_cli.kernel.errors import Refused

DAYS = ("statement_day=5", "due_day=23")


def card(open_case: Any, *terms: str) -> Any:
    return open_case("credit-card", *DAYS, *terms)


def missed(open_case: Any, *terms: str) -> Any:
    case = card(open_case, *terms)
    case.add("charge", "2024-03-30", principal="1000")
    return case


@pytest.mark.parametrize("paid_on", ["2024-04-01", "2024-04-23"])
def test_paid_in_full_by_the_due_date_bears_no_interest(open_case: Any, paid_on: str) -> None:
    case = missed(open_case)
    case.add("payment", paid_on, amount="1000")
    for day in ("2024-04-24", "2024-05-05", "2024-12-31"):
        assert case.at(day).balance.total == 0


def test_paid_in_full_a_day_late_bears_interest_and_a_late_fee(open_case: Any) -> None:
    case = missed(open_case)
    case.add("payment", "2024-04-24", amount="1000")
    account = case.at("2024-05-05")
    assert (account.balance.interest, account.balance.penalty) == (Decimal("12.50"), Decimal("10.00"))


def test_on_the_due_date_nothing_is_decided_and_the_day_after_interest_counts_from_posting(
    open_case: Any,
) -> None:
    case = missed(open_case)
    assert case.at("2024-04-23").balance.interest == 0
    account = case.at("2024-04-24")
    assert account.balance.interest == Decimal("12.50")
    assert [line.billed for line in account.lines if line.kind == "accrual"] == [False]


def test_interest_not_yet_billed_cannot_receive_a_payment(open_case: Any) -> None:
    case = missed(open_case, "late_fee=none")
    paid = case.add("payment", "2024-05-04", amount="1100")
    account = case.at("2024-05-04")
    assert [part.component.value for part in account.allocations[paid]] == ["principal"]
    assert (account.balance.interest, account.balance.credit) == (Decimal("17.50"), Decimal("100.00"))
    billed = case.at("2024-05-05")
    assert (billed.balance.interest, billed.balance.credit) == (0, Decimal("82.50"))


def test_a_later_purchase_is_judged_by_its_own_statement(open_case: Any) -> None:
    case = missed(open_case, "late_fee=none")
    later = case.add("charge", "2024-05-01", principal="500")
    account = case.at("2024-05-23")
    assert {line.item for line in account.lines if line.kind == "accrual"} == {case.case.entries[0].id}
    lines = [line for line in case.at("2024-05-24").lines if line.item == later and line.kind == "accrual"]
    assert [(str(line.from_), line.days, str(line.amount)) for line in lines] == [("2024-05-01", 23, "5.75")]


def test_payments_settle_billed_items_first_then_unbilled_purchases(open_case: Any) -> None:
    case = missed(open_case)
    case.add("charge", "2024-04-10", principal="300", fee="20")
    paid = case.add("payment", "2024-04-15", amount="1050")
    parts = [
        (part.component.value, part.item[-1], str(part.amount))
        for part in case.at("2024-04-15").allocations[paid]
    ]
    assert parts == [("principal", "1", "1000.00"), ("fee", "2", "20.00"), ("principal", "2", "30.00")]


def test_unpaid_part_bears_interest_on_what_was_not_paid_by_the_due_date(open_case: Any) -> None:
    case = missed(open_case, "interest.method=unpaid_part")
    case.add("payment", "2024-04-20", amount="900")
    account = case.at("2024-05-05")
    lines = [(str(line.from_), line.days, str(line.base)) for line in account.lines if line.kind == "accrual"]
    assert lines == [("2024-03-30", 36, "100.00")]


@pytest.mark.parametrize(("paid", "days"), [("99.00", 0), ("98.99", 1)])
def test_a_minimum_that_lacks_up_to_a_yuan_is_not_late(open_case: Any, paid: str, days: int) -> None:
    case = missed(open_case)
    case.add("payment", "2024-04-23", amount=paid)
    assert case.at("2024-04-24").days_past_due == days


def test_a_late_fee_is_at_most_what_the_policy_says(open_case: Any) -> None:
    bounds = '{"percent": "5%", "of": "unpaid_minimum", "min": "10", "max": "40"}'
    case = card(open_case, f"late_fee={bounds}")
    case.add("charge", "2024-03-30", principal="10000")
    # 5 % of the minimum of 1000.00 would be 50.00
    assert case.at("2024-05-05").balance.penalty == Decimal("40.00")


def test_late_fee_once_per_statement_and_never_in_an_interest_base(open_case: Any) -> None:
    case = missed(open_case)
    account = case.at("2024-07-01")
    fees = [(str(line.from_), str(line.amount)) for line in account.lines if line.rule == "late_fee"]
    # 5 %, at least 10, of the minimums 100.00; 100.00 + 18.00 interest + 10.00 fee + 100.00 unpaid = 228.00;
    # 100.00 + 15.78 interest + 11.40 fee + 228.00 unpaid = 355.18
    assert fees == [("2024-04-24", "10.00"), ("2024-05-24", "11.40"), ("2024-06-24", "17.76")]
    bases = {str(line.base) for line in account.lines if line.kind == "accrual"}
    assert bases == {"1000.00", "18.00", "33.78"}


def test_a_purchase_on_the_statement_day_belongs_to_that_statement(open_case: Any) -> None:
    case = card(open_case)
    case.add("charge", "2024-04-05", principal="100")
    case.add("charge", "2024-04-06", principal="100")
    due = [str(item.due) for item in case.at("2024-05-05").items if item.kind == "charge"]
    assert due == ["2024-04-23", "2024-05-23"]


def test_days_clamp_to_the_end_of_the_month(open_case: Any) -> None:
    case = open_case("credit-card", "statement_day=31", "due_day=20")
    case.add("charge", "2024-02-10", principal="100")
    assert [str(item.due) for item in case.at("2024-02-29").items] == ["2024-03-20"]


def test_an_opening_taken_over_accrues_from_its_date_and_is_past_due_since_it_says(open_case: Any) -> None:
    case = card(open_case)
    case.add(
        "opening", "2024-06-10", principal="1000", interest="100", penalty="50", overdue_since="2024-04-23"
    )
    account = case.at("2024-06-20")
    assert account.balance.interest == Decimal("105.50")
    assert (account.days_past_due, account.missed_minimums, case.stage("2024-06-20").stage) == (58, 2, "M2")
    assert account.overdue == Decimal("250.00")


def test_a_payment_covers_the_oldest_minimum_of_an_opening(open_case: Any) -> None:
    case = card(open_case)
    case.add(
        "opening", "2024-06-10", principal="1000", interest="100", penalty="50", overdue_since="2024-04-23"
    )
    case.add("payment", "2024-06-20", amount="250")
    assert (case.at("2024-07-05").days_past_due, case.stage("2024-07-05").stage) == (0, "M0")
    assert case.at("2024-07-24").days_past_due == 1


def test_the_former_fees_end_with_2016(open_case: Any) -> None:
    case = card(
        open_case,
        'late_fee=[{"percent": "3%", "min": "30", "until": "2016-12-31"}, {"percent": "5%", "min": "10", "from": "2017-01-01"}]',
        'over_limit_fee={"percent": "5%", "min": "5", "until": "2016-12-31"}',
        "credit_limit=900",
    )
    case.add("charge", "2016-10-30", principal="1000")
    lines = [
        (line.rule, str(line.from_), str(line.amount))
        for line in case.at("2017-02-01").lines
        if line.rule and "fee" in line.rule
    ]
    assert lines == [
        ("over_limit_fee", "2016-11-05", "5.00"),
        ("late_fee", "2016-11-24", "30.00"),
        ("over_limit_fee", "2016-12-05", "5.00"),
        ("late_fee", "2016-12-24", "30.00"),
        ("late_fee", "2017-01-24", "20.19"),
    ]


def test_over_limit_fees_after_2016_are_refused(open_case: Any) -> None:
    case = card(open_case, 'over_limit_fee={"percent": "5%", "until": "2020-12-31"}')
    with pytest.raises(Refused, match="forbidden from 2017-01-01"):
        case.at("2024-01-01")


def test_inclusive_counting_goes_on_after_the_statement_date_without_counting_a_day_twice(
    open_case: Any,
) -> None:
    case = missed(open_case, "day_count.ends=inclusive", "late_fee=none")
    account = case.at("2024-06-05")
    spans = [(str(line.from_), str(line.to), line.days) for line in account.lines if line.rule == "interest"]
    assert spans == [("2024-03-30", "2024-05-05", 37), ("2024-05-06", "2024-06-05", 31)]


def test_a_judgment_ends_the_statements(open_case: Any) -> None:
    case = missed(open_case)
    case.add("judgment", "2024-06-20", principal="1000", interest="50", perform_by="2024-06-30")
    account = case.at("2024-10-01")
    assert {line.rule for line in account.lines if line.from_ > case.case.entries[1].date} == {
        "delayed_performance"
    }
    assert account.balance.interest == Decimal("50.00")
    assert account.days_past_due == 161
    assert case.at("2024-06-19").missed_minimums == 2
    assert account.missed_minimums == 0


def test_card_without_days_is_refused(open_case: Any) -> None:
    case = open_case("property-fee", 'interest={"rate": "0.05%/day"}')
    with pytest.raises(Refused, match="statement_day and due_day"):
        case.at("2024-01-01")
