"""Counting days from a due date and from a posting date, what the annual cap cuts, what a loan costs a year."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from dunning_cli.domain.account import account_at, rates_above_cap
from dunning_cli.domain.agreements.promises import promise_states
from dunning_cli.domain.case.case import Case, Contract, Debtor, Head
from dunning_cli.domain.case.entries import Opening
from dunning_cli.domain.policy.policy import parse_term


def cuts(account: Any) -> list[tuple[str, str, str]]:
    return [
        (line.component, str(line.amount), str(line.capped)) for line in account.lines if line.kind == "cut"
    ]


@pytest.mark.parametrize("ends", ["inclusive", "exclusive"])
def test_from_a_due_date_the_first_counted_day_is_the_day_after(open_case: Any, ends: str) -> None:
    case = open_case("property-fee", f"day_count.ends={ends}")
    case.add("charge", "2026-01-01", due="2026-02-28", principal="8000")
    days = ("2026-02-28", "2026-03-01", "2026-03-02")
    assert [str(case.at(day).balance.penalty) for day in days] == ["0.00", "4.00", "8.00"]


def test_an_inclusive_line_names_the_days_it_counts(open_case: Any) -> None:
    case = open_case("property-fee", "day_count.ends=inclusive")
    case.add("charge", "2026-01-01", due="2026-02-28", principal="8000")
    (line,) = [line for line in case.at("2026-03-02").lines if line.kind == "accrual"]
    assert (str(line.from_), str(line.to), line.days) == ("2026-03-01", "2026-03-02", 2)


def test_the_day_of_a_payment_belongs_to_the_slice_after_it(open_case: Any) -> None:
    case = open_case("property-fee", "day_count.ends=inclusive")
    case.add("charge", "2026-01-01", due="2026-02-28", principal="8000")
    case.add("payment", "2026-03-02", amount="4000", to="principal")
    lines = [line for line in case.at("2026-03-03").lines if line.kind == "accrual"]
    assert [(line.days, str(line.base), str(line.amount)) for line in lines] == [
        (1, "8000.00", "4.00"),
        (2, "4000.00", "4.00"),
    ]


def test_from_a_posting_date_both_ends_count(open_case: Any) -> None:
    case = open_case("property-fee", "day_count.ends=inclusive")
    case.add("opening", "2026-03-01", principal="8000")
    assert str(case.at("2026-03-02").balance.penalty) == "8.00"


def test_an_extension_counts_from_the_day_after_its_new_due_date(open_case: Any) -> None:
    case = open_case("property-fee", "day_count.ends=inclusive")
    case.add("charge", "2026-01-01", due="2026-01-31", principal="8000")
    case.add("extension", "2026-01-15", due="2026-02-28")
    assert [str(case.at(day).balance.penalty) for day in ("2026-02-28", "2026-03-01")] == ["0.00", "4.00"]


@pytest.mark.parametrize(
    "charge",
    [
        {"on": "2024-08-31", "due": "2024-08-31"},
        {"on": "2023-09-01", "due": "2024-08-31"},
        {"on": "2024-08-31"},
    ],
)
def test_interest_charged_above_the_annual_cap_is_cut(open_case: Any, charge: dict[str, str]) -> None:
    case = open_case(
        "small-loan", "cap.annual=lpr_1y * 4", "contract_rate=36%/year", contract_date="2023-09-01"
    )
    case.add(
        "charge",
        charge["on"],
        principal="100000",
        interest="36000",
        **{k: v for k, v in charge.items() if k != "on"},
    )
    account = case.at("2024-08-31")
    assert str(account.balance.interest) == "13800.00"
    assert cuts(account) == [("interest", "-22200.00", "22200.00")]
    assert account.annual_cost is not None
    assert (str(account.annual_cost.cost), str(account.annual_cost.rate)) == ("13800.00", "13.80")


def test_interest_of_an_opening_is_cut_too_and_compounds_on_what_is_left(open_case: Any) -> None:
    case = open_case("small-loan", "cap.annual=10%", "contract_rate=36%/year", contract_date="2024-01-02")
    case.add("opening", "2025-01-01", principal="10000", interest="3000", penalty="500")
    account = case.at("2025-01-01")
    assert (str(account.balance.interest), str(account.balance.penalty)) == ("1000.00", "0.00")
    assert cuts(account) == [("penalty", "-500.00", "500.00"), ("interest", "-2000.00", "2000.00")]


def test_an_opening_may_bear_interest_on_all_that_was_lent(book: Any) -> None:
    head = Head(
        case="T-1", policy="small-loan", debtor=Debtor(name="周明"), terms=parse_term("cap.annual=10%"),
        account=Contract(contract_date=date(2024, 1, 2), lent=Decimal(20000)),
    )  # fmt: skip
    opening = Opening(
        id="0" * 16,
        date=date(2025, 1, 1),
        by="wang",
        at=datetime(2026, 11, 1, 9, tzinfo=UTC),
        principal=Decimal(10000),
        interest=Decimal(3000),
    )
    case = Case(head, (opening,))
    assert str(account_at(case, book.for_case(case), date(2025, 1, 1)).balance.interest) == "2000.00"


def test_what_accrued_before_a_late_record_is_reckoned_on_the_interest_left(open_case: Any) -> None:
    case = open_case(
        "small-loan", "cap.annual=10%", "day_count.basis=365", "contract_rate=7.3%/year",
        "accruals.penalty_interest=none", contract_date="2024-01-02",
    )  # fmt: skip
    case.add("charge", "2025-01-01", due="2024-12-22", principal="10000", interest="3000")
    account = case.at("2025-01-01")
    (line,) = [line for line in account.lines if line.kind == "accrual"]
    assert line.base == account.balance.interest < 1001


def test_a_schedule_charged_as_it_falls_due_is_held_against_all_that_is_lent(open_case: Any) -> None:
    case = open_case("small-loan", "cap.annual=24%", "contract_rate=24%/year", contract_date="2026-01-10")
    case.add("charge", "2026-02-09", due="2026-02-09", principal="1000", interest="200", outstanding="9000")
    assert cuts(case.at("2026-02-09")) == [("interest", "-2.74", "2.74")]
    other = open_case("small-loan", "cap.annual=24%", contract_date="2026-01-10")
    other.add("charge", "2026-02-09", due="2026-02-09", principal="1000", interest="200")
    assert cuts(other.at("2026-02-09")) == [("interest", "-180.28", "180.28")]
    assert "account.lent" in " ".join(str(note) for note in other.at("2026-02-09").notes)


def test_instalments_charged_ahead_share_the_room_of_the_whole_loan(open_case: Any) -> None:
    case = open_case("small-loan", "cap.annual=12%", contract_date="2026-01-10")
    for due, interest in (("2026-02-09", "30.00"), ("2026-03-11", "20.00"), ("2026-04-10", "10.00")):
        case.add("charge", "2026-01-10", due=due, principal="1000", interest=interest)
    # 3000, 2000 and 1000 at 12 % for 30 days each: 29.589, 19.726, 9.863
    assert cuts(case.at("2026-01-10")) == [
        ("interest", "-0.42", "0.42"),
        ("interest", "-0.27", "0.27"),
        ("interest", "-0.14", "0.14"),
    ]


def test_a_later_fee_leaves_room_to_the_interest_charged_ahead(open_case: Any) -> None:
    case = open_case("small-loan", "cap.annual=24%", contract_date="2026-01-10")
    case.add("charge", "2026-01-10", due="2027-01-10", principal="10000", interest="2350")
    case.add("charge", "2026-03-01", fee="100")
    assert cuts(case.at("2026-03-01")) == [("fee", "-50.00", "50.00")]


def test_the_shipped_small_loan_caps_contracts_from_2026_at_24_percent_in_all(open_case: Any) -> None:
    new = open_case("small-loan", "contract_rate=24%/year", contract_date="2026-01-10")
    new.add("charge", "2026-01-10", due="2026-01-10", principal="10000")
    account = new.at("2027-01-10")
    assert str(account.balance.penalty) == "2400.00"
    assert account.annual_cost is not None
    assert str(account.annual_cost.rate) == "24.00"
    assert str(rates_above_cap(new.policy, account.as_of)) == (
        "its rates come to 36% a year, above its cap of 24%: what is above is cut"
    )
    old = open_case("small-loan", "contract_rate=24%/year", contract_date="2025-12-31")
    old.add("charge", "2026-01-10", due="2026-01-10", principal="10000")
    assert str(old.at("2027-01-10").balance.penalty) == "3650.00"
    assert rates_above_cap(old.policy, account.as_of) is None


def test_a_cases_own_cap_is_of_its_contract_whatever_the_policys_from(open_case: Any) -> None:
    case = open_case("small-loan", "contract_rate=24%/year", "cap.annual=12%", contract_date="2024-01-10")
    case.add("charge", "2025-01-01", due="2025-01-01", principal="36500")
    assert str(case.at("2025-01-11").balance.penalty) == "120.00"
    later = open_case(
        "small-loan", "contract_rate=24%/year", "cap.from=2024-01-01", contract_date="2024-01-10"
    )
    later.add("charge", "2025-01-01", due="2025-01-01", principal="36500")
    assert str(later.at("2025-01-11").balance.penalty) == "240.00"


def test_a_conditional_waiver_waits_for_what_is_due_and_gives_up_that(open_case: Any) -> None:
    case = open_case("small-loan", "contract_rate=12%/year", contract_date="2025-12-01")
    for month in range(1, 7):
        case.add("charge", f"2026-{month:02}-20", due=f"2026-{month:02}-20", principal="1000", interest="50")
    for month in (7, 8, 9):
        case.add("charge", "2026-01-02", due=f"2026-{month:02}-20", principal="1000", interest="50")
    case.add("waiver", "2026-06-25", component="penalty", reason="settlement", if_paid_by="2026-07-10")
    case.add("payment", "2026-07-01", amount="6300")
    account = case.at("2026-07-01")
    assert [waiver.state for waiver in account.waivers] == ["met"]
    assert account.waivers[0].amount > 0
    assert (str(account.balance.penalty), str(account.balance.principal)) == ("0.00", "3000.00")


def test_three_due_instalments_paid_and_three_not_yet_due_meet_the_waiver(open_case: Any) -> None:
    case = open_case("small-loan", "contract_rate=12%/year")
    for month in range(2, 8):
        case.add("charge", "2026-01-10", due=f"2026-{month:02}-10", principal="1000", interest="50")
    case.add("waiver", "2026-04-15", component="penalty", reason="settlement", if_paid_by="2026-04-30")
    case.add("payment", "2026-04-20", amount="3149.99")
    assert [waiver.state for waiver in case.at("2026-04-30").waivers] == ["pending"]
    assert [waiver.state for waiver in case.at("2026-05-01").waivers] == ["lapsed"]
    case.add("payment", "2026-04-28", amount="0.01")
    account = case.at("2026-04-30")
    assert [waiver.state for waiver in account.waivers] == ["met"]
    assert str(account.balance.penalty) == "0.00"
    assert str(account.balance.principal) == "3000.00"


def test_a_due_date_that_comes_may_meet_a_waiver(open_case: Any) -> None:
    case = open_case("property-fee")
    case.add("charge", "2026-01-01", due="2026-01-10", penalty="30")
    case.add("charge", "2026-01-01", due="2026-02-10", principal="1000")
    case.add("waiver", "2026-01-05", component="penalty", reason="settlement", if_paid_by="2026-01-31")
    account = case.at("2026-01-20")
    assert [(str(waiver.date), waiver.state, waiver.amount) for waiver in account.waivers] == [
        ("2026-01-10", "met", Decimal("30.00"))
    ]


def test_a_promise_is_judged_by_the_tolerance_of_its_own_day(open_case: Any) -> None:
    case = open_case("property-fee")
    case.add("charge", "2026-01-01", due="2026-01-10", principal="1000")
    case.add("promise", "2026-02-01", amount="100", due="2026-02-10")
    case.add("terms", "2026-03-01", from_="2026-03-01", terms=["promise.tolerance_days=5"])
    case.add("promise", "2026-03-02", amount="100", due="2026-03-10")
    case.add("payment", "2026-02-13", amount="100")
    case.add("payment", "2026-03-13", amount="100")
    day = case.at("2026-04-01").as_of
    states = promise_states(case.case, day, case.policy.promise_tolerance(day))
    assert [state.state for state in states] == ["broken", "kept"]


def test_a_payment_to_an_item_serves_it_first(open_case: Any) -> None:
    case = open_case("property-fee", "accruals.late_penalty=none")
    case.add("charge", "2025-01-01", due="2025-01-31", principal="600", ref="2025Q1")
    second = case.add("charge", "2025-04-01", due="2025-04-30", principal="600", fee="20", ref="2025Q2")
    case.add("payment", "2025-06-01", amount="610", to_item=second)
    unpaid = {item.ref: item.unpaid for item in case.at("2025-06-01").items}
    assert (str(unpaid["2025Q1"].principal), str(unpaid["2025Q2"].principal)) == ("600.00", "10.00")
    assert str(unpaid["2025Q2"].fee) == "0.00"
    case.add("payment", "2025-06-02", amount="110", to_item=second, to="principal")
    unpaid = {item.ref: item.unpaid for item in case.at("2025-06-02").items}
    assert (str(unpaid["2025Q1"].principal), str(unpaid["2025Q2"].principal)) == ("500.00", "0.00")
