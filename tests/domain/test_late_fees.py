"""A charge once per overdue instalment, where the command line cannot reach: terms agreed later, what goes with it."""

from __future__ import annotations

from datetime import date
from typing import Any

from dunning_cli.domain.account import figures_and_course

FIVE = 'late_fee={"percent": "5%", "of": "instalment"}'


def late_fees(account: Any) -> list[tuple[str, str]]:
    return [(str(line.from_), str(line.amount)) for line in account.lines if line.rule == "late_fee"]


def two_bills(open_case: Any, *terms: str) -> Any:
    case = open_case("property-fee", "accruals.late_penalty=none", *terms)
    case.add("charge", "2025-01-01", due="2025-01-31", principal="600")
    case.add("charge", "2025-01-01", due="2025-02-28", principal="600")
    return case


def test_terms_agreed_later_hold_from_their_day(open_case: Any) -> None:
    begun = two_bills(open_case)
    begun.add("terms", "2025-02-10", from_="2025-02-10", terms=[FIVE])
    assert late_fees(begun.at("2025-12-31")) == [("2025-03-01", "30.00")]
    ended = two_bills(open_case, FIVE)
    ended.add("terms", "2025-02-10", from_="2025-02-10", terms=["late_fee=none"])
    assert late_fees(ended.at("2025-12-31")) == [("2025-02-01", "30.00")]


def test_a_settlement_that_gives_up_all_penalty_gives_it_up_too(open_case: Any) -> None:
    case = two_bills(open_case, FIVE)
    case.add("waiver", "2025-03-10", component="penalty", reason="settled", if_paid_by="2025-03-31")
    case.add("payment", "2025-03-20", amount="1200")
    account = case.at("2025-12-31")
    assert (str(account.balance.total), [waiver.state.value for waiver in account.waivers]) == (
        "0.00",
        ["met"],
    )
    assert str(account.waivers[0].amount) == "60.00"


def test_a_waiver_that_waits_waits_for_a_fee_that_comes_before_its_day(open_case: Any) -> None:
    """Interest is given up if the rest is paid by 02-15: the fee of 02-01 is part of the rest."""
    for paid, state in (("600", "lapsed"), ("630.50", "met")):
        case = open_case("property-fee", "accruals.late_penalty=none", FIVE)
        case.add("charge", "2025-01-01", due="2025-01-31", principal="600", interest="10")
        case.add("waiver", "2025-01-20", component="interest", reason="settled", if_paid_by="2025-02-15")
        case.add("payment", "2025-02-10", amount=paid)
        account = case.at("2025-03-01")
        assert [waiver.state.value for waiver in account.waivers] == [state], paid


def test_the_cost_of_a_loan_counts_it(open_case: Any) -> None:
    terms = ("contract_rate=12%/year", "accruals.penalty_interest=none", "accruals.compound_interest=none")
    case = open_case("small-loan", *terms, FIVE, contract_date="2025-01-01")
    case.add("charge", "2025-01-01", due="2025-01-31", principal="1000", interest="30")
    cost = case.at("2025-02-01").annual_cost
    assert str(cost.cost) == "81.50"


def test_no_course_is_told_beyond_the_day_of_a_fee(open_case: Any) -> None:
    """A bill entered after its last day costs the fee on the day after; then nothing more happens by itself."""
    coming = open_case("property-fee", "accruals.late_penalty=none", "grace.days=5", FIVE)
    coming.add("charge", "2025-01-01", due="2025-01-31", principal="600")
    course = figures_and_course(coming.case, coming.policy, date(2025, 1, 10))[1]
    assert course is not None
    assert course.until == date(2025, 1, 31)
    entered = open_case("property-fee", "accruals.late_penalty=none", FIVE)
    entered.add("charge", "2025-03-01", due="2025-01-10", principal="600")
    assert figures_and_course(entered.case, entered.policy, date(2025, 3, 1))[1] is None
    after = figures_and_course(entered.case, entered.policy, date(2025, 3, 3))[1]
    assert after is not None
    assert after.until > date(2025, 4, 1)


def test_where_none_was_charged_a_new_date_may_cost_it(open_case: Any) -> None:
    held = two_bills(open_case, FIVE)
    held.add("hold", "2025-01-20", what="accrual", from_="2025-02-01", until="2025-02-01", reason="flood")
    held.add("extension", "2025-02-05", due="2025-02-10", entry="0000000000000001")
    assert late_fees(held.at("2025-02-20")) == [("2025-02-11", "30.00")]
    # a new date that has passed already is missed on the day after it was given
    back = two_bills(open_case, FIVE)
    back.add("extension", "2025-02-20", due="2025-02-10", entry="0000000000000002")
    assert late_fees(back.at("2025-03-31")) == [("2025-02-01", "30.00"), ("2025-02-21", "30.00")]
