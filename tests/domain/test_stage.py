"""Stages: the published table of both schemes, own buckets, bands, the next stage."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from dunning_cli.domain.account.stage import stage_spans
from dunning_cli.kernel.errors import Refused

MISSED_CARD = [
    ("2024-04-05", "M0", 0, 0),
    ("2024-04-23", "M0", 0, 0),
    ("2024-04-24", "M0", 1, 1),
    ("2024-05-04", "M0", 11, 1),
    ("2024-05-05", "M1", 12, 1),
    ("2024-05-23", "M1", 30, 1),
    ("2024-05-24", "M1", 31, 2),
    ("2024-06-04", "M1", 42, 2),
    ("2024-06-05", "M2", 43, 2),
    ("2024-07-05", "M3", 73, 3),
    ("2024-08-05", "M4", 104, 4),
    ("2024-09-04", "M4", 134, 5),
    ("2024-09-05", "M4+", 135, 5),
    ("2025-01-05", "M4+", 257, 9),
]


@pytest.mark.parametrize(("day", "stage", "past_due", "missed"), MISSED_CARD)
def test_statement_scheme_of_a_card_never_paid(
    open_case: Any, day: str, stage: str, past_due: int, missed: int
) -> None:
    case = open_case("credit-card", "statement_day=5", "due_day=23")
    case.add("charge", "2024-03-20", principal="1000")
    account = case.at(day)
    assert case.stage(day).stage == stage
    assert account.days_past_due == past_due
    assert account.missed_minimums == missed
    assert (account.overdue > 0) == (past_due > 0)


def test_the_next_stage_begins_on_the_next_statement_date(open_case: Any) -> None:
    case = open_case("credit-card", "statement_day=5", "due_day=23")
    case.add("charge", "2024-03-20", principal="1000")
    named = [(s.stage, s.next_stage, str(s.next_date)) for s in map(case.stage, ("2024-04-24", "2024-08-10"))]
    assert named == [("M0", "M1", "2024-05-05"), ("M4", "M4+", "2024-09-05")]
    assert case.stage("2024-09-05").next_stage is None


def test_a_covered_minimum_moves_the_clock_to_the_next_one(open_case: Any) -> None:
    case = open_case("credit-card", "statement_day=5", "due_day=23", "late_fee=none")
    case.add("charge", "2024-03-20", principal="1000")
    case.add("payment", "2024-06-01", amount="100")
    account = case.at("2024-06-10")
    assert str(account.oldest_due) == "2024-05-23"
    assert (account.days_past_due, account.missed_minimums, case.stage("2024-06-10").stage) == (18, 1, "M1")


@pytest.mark.parametrize(
    ("days", "stage", "following"),
    [
        (0, "M0", 1), (1, "M1", 31), (30, "M1", 31), (31, "M2", 61), (60, "M2", 61), (61, "M3", 91),
        (90, "M3", 91), (91, "M4", 121), (120, "M4", 121), (121, "M4+", None), (800, "M4+", None),
    ],
)  # fmt: skip
def test_dpd30(open_case: Any, days: int, stage: str, following: int | None) -> None:
    due = date(2024, 1, 31)
    case = open_case("property-fee")
    case.add("charge", "2024-01-01", due=due, principal="100")
    state = case.stage(due + timedelta(days))
    assert state.stage == stage
    assert state.next_date == (due + timedelta(following) if following else None)
    assert case.at(due + timedelta(days)).days_past_due == days


def test_not_overdue_is_m0_with_nothing_past_due(open_case: Any) -> None:
    case = open_case("property-fee")
    case.add("charge", "2024-01-01", due="2024-01-31", principal="100")
    case.add("payment", "2024-02-20", amount="101.00")
    before, after = case.at("2024-01-20"), case.at("2024-02-20")
    assert (before.days_past_due, str(before.overdue), case.stage("2024-01-20").stage) == (0, "0.00", "M0")
    assert (after.days_past_due, str(after.overdue), case.stage("2024-02-20").next_stage) == (0, "0.00", None)


@pytest.mark.parametrize(
    ("days", "band"), [(0, None), (1, "early"), (5, "early"), (6, "middle"), (28, "late"), (29, None)]
)
def test_bands_of_small_loans(open_case: Any, days: int, band: str | None) -> None:
    case = open_case("small-loan", "contract_rate=12%/year")
    case.add("charge", "2024-01-01", principal="100")
    assert case.stage(date(2024, 1, 1) + timedelta(days)).band == band


OWN = 'stage={"scheme": "buckets", "buckets": [{"stage": "A", "from": 1, "to": 29}, {"stage": "B", "from": 30}]}'


@pytest.mark.parametrize(("days", "stage"), [(0, "M0"), (29, "A"), (30, "B"), (300, "B")])
def test_own_buckets(open_case: Any, days: int, stage: str) -> None:
    case = open_case("property-fee", OWN)
    case.add("charge", "2024-01-01", principal="100")
    assert case.stage(date(2024, 1, 1) + timedelta(days)).stage == stage


@pytest.mark.parametrize(
    ("buckets", "said"),
    [
        ('[{"stage": "A", "from": 1, "to": 30}, {"stage": "B", "from": 30}]', "overlap at day 30"),
        ('[{"stage": "A", "from": 1, "to": 29}, {"stage": "B", "from": 31}]', "no bucket holds day 30"),
        ('[{"stage": "A", "from": 5, "to": 2}]', "ends before it begins"),
    ],
)
def test_faulty_buckets_are_refused(open_case: Any, buckets: str, said: str) -> None:
    case = open_case("property-fee", "stage.scheme=buckets", f"stage.buckets={buckets}")
    with pytest.raises(Refused, match=f"case T-1.*{said}"):
        case.stage("2024-01-01")


def test_days_past_due_count_from_overdue_since_while_accrual_counts_from_the_opening(open_case: Any) -> None:
    case = open_case("small-loan", "contract_rate=24%/year", "day_count.basis=360")
    case.add("opening", "2024-06-01", principal="1000", interest="100", overdue_since="2024-03-01")
    account = case.at("2024-06-11")
    assert account.days_past_due == 102
    assert str(account.balance.penalty) == "11.00"
    assert {line.rule: str(line.amount) for line in account.lines if line.kind == "accrual"} == {
        "penalty_interest": "10.00",
        "compound_interest": "1.00",
    }


def test_each_stage_ends_the_day_before_the_next(open_case: Any) -> None:
    case = open_case("property-fee")
    policy = case.policy.on(date(2024, 1, 31), date(2024, 1, 31))
    spans = stage_spans(policy, date(2024, 1, 31))
    assert list(spans) == ["M1", "M2", "M3", "M4", "M4+"]
    assert spans["M1"] == (date(2024, 2, 1), date(2024, 3, 1))
    assert spans["M2"] == (date(2024, 3, 2), date(2024, 3, 31))
    assert spans["M4+"] == (date(2024, 5, 31), None)


@pytest.mark.parametrize(
    ("due", "day", "stage", "following"),
    [
        ("2024-01-15", "2024-01-15", "M0", "M1 2024-02-01"),
        ("2024-01-15", "2024-01-31", "M0", "M1 2024-02-01"),
        ("2024-01-15", "2024-02-01", "M1", "M2 2024-03-01"),
        ("2024-01-15", "2024-02-29", "M1", "M2 2024-03-01"),
        ("2024-01-15", "2024-03-01", "M2", "M3 2024-04-01"),
        ("2024-01-15", "2024-05-31", "M4", "M4+ 2024-06-01"),
        ("2024-01-15", "2024-06-01", "M4+", "None None"),
        ("2024-12-31", "2025-01-01", "M1", "M2 2025-02-01"),
        ("2024-12-01", "2024-12-31", "M0", "M1 2025-01-01"),
    ],
)
def test_by_calendar_month(open_case: Any, due: str, day: str, stage: str, following: str) -> None:
    case = open_case("property-fee", "stage=calendar_month")
    case.add("charge", "2024-01-01", due=due, principal="100")
    state = case.stage(day)
    assert (state.stage, f"{state.next_stage} {state.next_date}") == (stage, following)


def test_spans_by_calendar_month_follow_each_other(open_case: Any) -> None:
    case = open_case("property-fee", "stage=calendar_month")
    policy = case.policy.base
    spans = stage_spans(policy, date(2024, 1, 15))
    assert spans["M0"] == (date(2024, 1, 16), date(2024, 1, 31))
    assert spans["M1"] == (date(2024, 2, 1), date(2024, 2, 29))
    assert spans["M4+"] == (date(2024, 6, 1), None)
    assert "M0" not in stage_spans(policy, date(2024, 1, 31)), (
        "the day after the last of a month is the first"
    )


def test_a_stopped_clock_puts_the_calendar_month_off(open_case: Any) -> None:
    case = open_case("property-fee", "stage=calendar_month")
    case.add("charge", "2024-01-01", due="2024-01-15", principal="100")
    case.add(
        "hold",
        "2024-01-20",
        from_="2024-01-20",
        until="2024-02-08",
        stage_clock="true",
        what="accrual",
        reason="病假",
    )
    # 20 days stood still: as if due on 2024-02-04
    assert [case.stage(day).stage for day in ("2024-02-29", "2024-03-01")] == ["M0", "M1"]
