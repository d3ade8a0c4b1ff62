"""Caps, dated and reference rates, rates that are not known."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from dunning_cli.domain.account.cost import rates_above_cap
from dunning_cli.kernel.errors import Refused, Unreadable
from dunning_cli.kernel.rates import parse_rate


def accrued(account: Any) -> list[tuple[str, str, int, str, str, str]]:
    return [
        (str(line.from_), str(line.to), line.days, line.rate, str(line.amount), str(line.capped))
        for line in account.lines
        if line.kind == "accrual"
    ]


def test_four_times_lpr_at_the_contract_date_cuts_what_is_above(open_case: Any) -> None:
    case = open_case(
        "property-fee", "cap.annual=lpr_1y * 4", "cap.at=contract_date", contract_date="2024-08-01"
    )
    case.add("charge", "2025-01-01", principal="10000")
    account = case.at("2025-04-11")
    assert accrued(account) == [("2025-01-01", "2025-04-11", 100, "0.05%/day", "367.12", "132.88")]
    assert account.balance.penalty == Decimal("367.12")


@pytest.mark.parametrize(
    ("cap", "penalty"),
    [("1%/month", "12.00"), ("contract * 2", "12.00"), ("contract * 1.5", "9.00"), ("12%/year", "12.00")],
)
def test_a_cap_by_the_month_or_by_the_contract_rate(open_case: Any, cap: str, penalty: str) -> None:
    case = open_case(
        "property-fee",
        "contract_rate=6%/year",
        f"cap.annual={cap}",
        "accruals.late_penalty.rate=1‰/day",
        contract_date="2025-01-01",
    )
    case.add("charge", "2025-01-01", principal="100")
    # what the cap allows in the 365 days of 2025
    assert case.at("2026-01-01").balance.penalty == Decimal(penalty)


@pytest.mark.parametrize(("paid", "days"), [("99.00", 0), ("98.99", 30)])
def test_a_bill_that_lacks_up_to_a_yuan_is_not_late(open_case: Any, paid: str, days: int) -> None:
    case = open_case("property-fee", "accruals.late_penalty=none")
    case.add("charge", "2024-01-31", principal="100")
    case.add("payment", "2024-01-31", amount=paid)
    assert case.at("2024-03-01").days_past_due == days


def test_the_annual_cap_holds_for_all_rules_together(open_case: Any) -> None:
    case = open_case("small-loan", "contract_rate=12%/year", "cap.annual=18.25%", "day_count.basis=365")
    case.add("opening", "2025-01-01", principal="1000", interest="1000")
    account = case.at("2025-01-11")
    assert account.balance.penalty == Decimal("5.00")
    assert [line.capped for line in account.lines if line.kind == "accrual"] == [0, Decimal("4.86")]


def test_a_one_off_fee_has_the_room_left_since_the_contract_date(open_case: Any) -> None:
    case = open_case(
        "property-fee", "cap.annual=10%", "accruals.late_penalty=none", contract_date="2024-01-01"
    )
    case.add("charge", "2024-12-31", principal="3650", penalty="100")
    case.add("charge", "2024-12-31", principal="0.01", fee="400")
    account = case.at("2024-12-31")
    assert account.balance.fee == Decimal("265.00")
    (cut,) = [line for line in account.lines if line.kind == "cut"]
    assert (str(cut.amount), str(cut.capped), cut.rule) == ("-135.00", "135.00", "cap.annual")


def test_an_overdue_bill_makes_room_for_a_fee_up_to_the_day_of_the_fee(open_case: Any) -> None:
    case = open_case(
        "property-fee", "cap.annual=36.5%", "accruals.late_penalty=none", contract_date="2024-01-01"
    )
    case.add("charge", "2024-01-01", principal="1000")
    case.add("charge", "2024-01-11", fee="400")
    assert case.at("2024-01-11").balance.fee == Decimal("10.00")


def test_penalty_of_a_bill_that_came_late_is_whole_after_its_interest_was_cut(open_case: Any) -> None:
    case = open_case("property-fee", "cap.annual=36.5%", contract_date="2024-01-01")
    case.add("charge", "2024-03-01", due="2024-02-01", principal="1000", interest="500")
    balance = case.at("2024-03-01").balance
    # the cap allows 60 days × 1.00, of which 29 days × 0.50 of penalty have used their part
    assert (balance.penalty, balance.interest) == (Decimal("14.50"), Decimal("45.50"))


def test_costs_of_proceedings_before_a_bill_change_nothing_in_what_is_cut(open_case: Any) -> None:
    case = open_case(
        "property-fee", "cap.annual=36.5%", "accruals.late_penalty=none", contract_date="2024-01-01"
    )
    case.add("legal", "2024-01-01", step="file", cost="50")
    case.add("charge", "2024-01-11", principal="1000", fee="400")
    assert case.at("2024-01-11").balance.fee == Decimal("60.00")


def test_interest_charged_ahead_has_the_room_of_what_is_lent_up_to_its_due_date(open_case: Any) -> None:
    case = open_case(
        "property-fee", "cap.annual=36.5%", "accruals.late_penalty=none", contract_date="2024-01-01"
    )
    case.add("charge", "2024-01-11", due="2024-01-31", principal="1000", interest="400", outstanding="9000")
    assert case.at("2024-01-31").balance.interest == Decimal("300.00")


@pytest.mark.parametrize(
    ("contract", "sued", "rates"),
    [
        ("2019-05-01", "2022-03-01", [(10, "65.75"), (10, "40.55")]),
        ("2020-08-20", "2022-03-01", [(20, "84.38")]),
    ],
)
def test_judicial_cap_before_and_after_2020_08_20(
    open_case: Any, contract: str, sued: str, rates: list[tuple[int, str]]
) -> None:
    case = open_case(
        "property-fee", "cap.annual=judicial", "accruals.late_penalty.rate=0.1%/day", contract_date=contract
    )
    case.add("charge", "2020-08-10", principal="10000")
    case.add("payment", "2020-08-30", amount="10000", to="principal")
    case.add("legal", sued, step="file")
    account = case.at("2023-01-01")
    assert account.balance.penalty == sum(Decimal(amount) for _, amount in rates)
    assert sum(line.days for line in account.lines if line.kind == "accrual") == 20


def test_penalty_is_at_most_the_original_principal_and_paying_principal_cuts_nothing(open_case: Any) -> None:
    case = open_case("property-fee", "accruals.late_penalty.rate=3‰/day")
    case.add("charge", "2024-01-01", principal="100")
    assert case.at("2024-11-29").balance.penalty == Decimal("99.90")
    account = case.at("2025-01-01")
    assert account.balance.penalty == Decimal("100.00")
    assert accrued(account)[0][4:] == ("100.00", "9.80")
    case.add("payment", "2025-01-01", amount="60", to="principal")
    assert case.at("2025-06-01").balance.penalty == Decimal("100.00")


@pytest.mark.parametrize(("multiple", "most"), [("30%", "30.00"), ("75%", "75.00"), ("150%", "150.00")])
def test_penalty_is_at_most_the_part_of_the_principal_that_the_policy_says(
    open_case: Any, multiple: str, most: str
) -> None:
    case = open_case(
        "property-fee", "accruals.late_penalty.rate=3‰/day", f"cap.penalty_to_principal={multiple}"
    )
    case.add("charge", "2024-01-01", principal="100")
    assert case.at("2026-01-01").balance.penalty == Decimal(most)


def test_two_penalties_of_the_same_days_share_what_may_still_be_added(open_case: Any) -> None:
    case = open_case(
        "property-fee",
        "accruals.late_penalty.rate=7‰/day",
        'accruals.breach={"component": "penalty", "base": "overdue_principal", "rate": "7‰/day"}',
    )
    case.add("charge", "2024-01-01", principal="100")
    assert case.at("2024-03-12").balance.penalty == Decimal("99.40")
    assert case.at("2024-03-13").balance.penalty == Decimal("100.00")
    assert case.at("2025-03-13").balance.penalty == Decimal("100.00")


def test_penalty_that_was_charged_counts_in_what_is_the_most(open_case: Any) -> None:
    case = open_case("property-fee", "accruals.late_penalty.rate=1‰/day")
    case.add("charge", "2024-01-01", principal="100", penalty="90")
    assert case.at("2025-01-01").balance.penalty == Decimal("100.00")


def test_penalty_held_back_by_a_plan_counts_in_what_is_the_most(open_case: Any) -> None:
    case = open_case("property-fee", "accruals.late_penalty.rate=3‰/day")
    case.add("charge", "2024-01-01", principal="100")
    case.add("plan", "2024-01-11", accrual="stop", on_break="reinstate", instalments=[("2025-06-01", "100")])
    case.add("payment", "2024-09-01", amount="1.00")
    assert case.at("2025-06-01").balance.penalty == Decimal("2.00")
    assert case.at("2025-06-02").balance.penalty == Decimal("99.00")


def test_dated_rates_split_the_span(open_case: Any) -> None:
    rates = '[{"rate": "0.05%/day"}, {"from": "2024-01-11", "rate": "0.02%/day"}, {"from": "2024-01-21", "rate": "none"}]'
    case = open_case("property-fee", f"accruals.late_penalty.rate={rates}")
    case.add("charge", "2024-01-01", principal="1000")
    assert [(days, rate) for _, _, days, rate, _, _ in accrued(case.at("2024-03-01"))] == [
        (10, "0.05%/day"),
        (10, "0.02%/day"),
    ]


def test_a_floating_reference_follows_its_table(open_case: Any) -> None:
    case = open_case("property-fee", "accruals.late_penalty.rate=lpr_1y + 3%")
    case.add("charge", "2024-07-12", principal="36500")
    assert accrued(case.at("2024-08-01")) == [
        ("2024-07-12", "2024-07-22", 10, "6.45%/year", "64.50", "0.00"),
        ("2024-07-22", "2024-08-01", 10, "6.35%/year", "63.50", "0.00"),
    ]


def test_the_first_row_of_a_reference_table_holds_from_its_own_day(open_case: Any) -> None:
    case = open_case("property-fee", "accruals.late_penalty.rate=lpr_1y")
    case.add("charge", "2015-10-24", principal="36500")
    # 4.35 % a year
    assert accrued(case.at("2015-11-03")) == [("2015-10-24", "2015-11-03", 10, "4.35%/year", "43.50", "0.00")]


def test_a_reference_fixed_at_a_date_does_not_move(open_case: Any) -> None:
    case = open_case("property-fee", "accruals.late_penalty.rate=lpr_1y@2024-07-12 + 3%")
    case.add("charge", "2024-07-12", principal="36500")
    assert [rate for _, _, _, rate, _, _ in accrued(case.at("2026-11-21"))] == ["6.45%/year"]


def test_beyond_the_table_is_refused_with_what_to_extend(open_case: Any) -> None:
    case = open_case("property-fee", "accruals.late_penalty.rate=lpr_1y * 4")
    case.add("charge", "2026-08-01", principal="1000")
    assert case.at("2026-08-21").balance.penalty > 0
    assert case.at("2026-08-21").daily is None
    with pytest.raises(Refused, match=r"reference-rates\.yaml.*lpr_1y.*2026-08-20.*dunning policy rate"):
        case.at("2026-08-22")


def test_a_debt_paid_before_the_table_ends_needs_no_later_rate(open_case: Any) -> None:
    case = open_case("property-fee", "accruals.late_penalty.rate=lpr_1y * 4")
    case.add("charge", "2026-08-01", principal="1000")
    case.add("payment", "2026-08-11", amount="2000")
    assert case.at("2026-11-21").balance.principal == 0


def test_before_the_table_and_unknown_tables_are_refused(open_case: Any) -> None:
    old = open_case("property-fee", "accruals.late_penalty.rate=lpr_1y * 4")
    old.add("charge", "2014-08-01", principal="1000")
    with pytest.raises(
        Refused, match=r"reference-rates\.yaml.*lpr_1y begins on 2015-10-24.*then: dunning commit"
    ):
        old.at("2014-09-01")
    other = open_case("property-fee", "accruals.late_penalty.rate=lpr_1 * 4")
    other.add("charge", "2024-08-01", principal="1000")
    with pytest.raises(Refused, match="did you mean 'lpr_1y'"):
        other.at("2024-09-01")


def test_a_cap_without_contract_date_says_what_is_missing(open_case: Any) -> None:
    case = open_case("property-fee", "cap.annual=lpr_1y * 4")
    case.add("charge", "2024-08-01", principal="1000")
    with pytest.raises(Refused, match=r"T-1.*contract date.*dunning set T-1"):
        case.at("2024-09-01")


def test_a_missing_contract_rate_accrues_nothing_and_is_noted(open_case: Any) -> None:
    case = open_case("small-loan")
    case.add("charge", "2024-01-01", principal="1000")
    account = case.at("2024-06-01")
    assert account.balance.penalty == 0
    assert [str(note).split(":")[0] for note in account.notes] == ["rate not known", "rate not known"]
    assert open_case("small-loan", "contract_rate=12%/year").at("2024-06-01").notes == ()


@pytest.mark.parametrize(("basis", "penalty"), [("360", "60.00"), ("365", "59.18"), ("actual", "59.02")])
def test_basis_of_the_year(open_case: Any, basis: str, penalty: str) -> None:
    case = open_case("student-loan", "accruals.penalty_interest.rate=7.2%/year", f"day_count.basis={basis}")
    case.add("charge", "2024-01-01", principal="10000")
    assert case.at("2024-01-31").balance.penalty == Decimal(penalty)


def test_actual_basis_splits_at_the_turn_of_a_leap_year(open_case: Any) -> None:
    case = open_case("student-loan", "accruals.penalty_interest.rate=7.3%/year", "day_count.basis=actual")
    case.add("charge", "2023-12-22", principal="36600")
    assert [(days, amount) for _, _, days, _, amount, _ in accrued(case.at("2024-01-11"))] == [
        (10, "73.20"),
        (10, "73.00"),
    ]


@pytest.mark.parametrize(("rate", "above"), [("24%/year", False), ("24.01%/year", True)])
def test_a_rate_by_actual_days_is_held_against_the_cap_as_it_stands(
    open_case: Any, rate: str, above: bool
) -> None:
    terms = ("day_count.basis=actual", "cap.annual=24%/year", f"accruals.late_penalty.rate={rate}")
    case = open_case("property-fee", *terms, contract_date="2025-01-01")
    assert (rates_above_cap(case.policy, date(2025, 6, 1)) is not None) is above


def test_a_monthly_rate_is_a_thirtieth_a_day(open_case: Any) -> None:
    case = open_case("property-fee", "accruals.late_penalty.rate=0.9%/month")
    case.add("charge", "2024-01-01", principal="1000")
    assert case.at("2024-02-10").balance.penalty == Decimal("12.00")


@pytest.mark.parametrize(
    "text",
    [
        "4.35%",
        "0.05/day",
        "-1%/day",
        "1%/week",
        "contract *",
        "* 4",
        "1e3%/day",
        "",
        "lpr_1y@2024-13-01 * 4",
        "3%/year - 4%/year",
    ],
)
def test_texts_that_are_no_rate(text: str) -> None:
    with pytest.raises(Unreadable):
        parse_rate(text)


def test_one_more_day_costs(open_case: Any) -> None:
    case = open_case("property-fee")
    case.add("charge", "2024-01-01", due="2024-01-31", principal="1234.56")
    assert [str(case.at(day).daily) for day in ("2024-01-30", "2024-01-31", "2024-02-20")] == [
        "0.0000",
        "0.6173",
        "0.6173",
    ]


def test_one_more_day_costs_nothing_while_a_hold_stops_accrual(open_case: Any) -> None:
    case = open_case("property-fee")
    case.add("charge", "2024-01-01", principal="1234.56")
    case.add(
        "hold", "2024-02-01", what="accrual", from_="2024-02-01", until="2024-02-10", reason="in hospital"
    )
    days = ("2024-01-31", "2024-02-01", "2024-02-10", "2024-02-11")
    assert [str(case.at(day).daily) for day in days] == ["0.6173", "0.0000", "0.0000", "0.6173"]


def test_charged_interest_without_contract_date_is_noted(open_case: Any) -> None:
    missing = "what was charged is not held against the annual cap: the contract date is missing"
    terms = ("property-fee", "cap.annual=24%", "accruals.late_penalty=none")
    for contract_date, interest, noted in (
        (None, "5", True),
        ("2024-01-01", "5", False),
        (None, "0", False),
    ):
        case = open_case(*terms, contract_date=contract_date)
        case.add("charge", "2024-02-01", principal="1000", interest=interest)
        notes = [str(note) for note in case.at("2024-02-01").notes]
        assert any(note.startswith(missing) for note in notes) is noted, (contract_date, interest)
