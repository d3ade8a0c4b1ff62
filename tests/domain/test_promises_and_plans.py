"""Promises and plans: derived from payments alone, whatever the order in which these were recorded."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import permutations
from typing import Any

import pytest
from how_many import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dunning_cli.domain.agreements.plans import equal_parts

START = date(2024, 1, 1)


def states(case: Any, day: str | date, *tolerance: Any) -> list[str]:
    return [promise.state.value for promise in case.promises(day, *tolerance)]


@pytest.mark.parametrize(
    ("paid", "on", "seen", "state"),
    [
        (None, None, "2024-01-20", "open"),
        (None, None, "2024-01-21", "broken"),
        ("500", "2024-01-20", "2024-01-20", "kept"),
        ("500", "2024-01-12", "2024-01-13", "kept"),
        ("499.99", "2024-01-20", "2024-01-20", "open"),
        ("499.99", "2024-01-20", "2024-01-21", "partial"),
        ("500", "2024-01-21", "2024-01-31", "broken"),
        ("500", "2024-01-09", "2024-01-31", "broken"),
    ],
)
def test_a_promise(open_case: Any, paid: str | None, on: str | None, seen: str, state: str) -> None:
    case = open_case("property-fee")
    case.add("promise", "2024-01-10", amount="500", due="2024-01-20")
    if paid:
        case.add("payment", on, amount=paid)
    assert states(case, seen) == [state]


def test_tolerance_of_days_and_yuan(open_case: Any) -> None:
    case = open_case("property-fee")
    case.add("promise", "2024-01-10", amount="500", due="2024-01-20")
    case.add("payment", "2024-01-22", amount="498")
    assert states(case, "2024-01-25", (2, Decimal(2))) == ["kept"]
    assert states(case, "2024-01-25", (1, Decimal(2))) == ["broken"]
    assert states(case, "2024-01-25", (2, Decimal(1))) == ["partial"]


def test_a_payment_of_the_same_day_counts_only_when_recorded_after(open_case: Any) -> None:
    case = open_case("property-fee")
    case.add("payment", "2024-01-10", amount="500")
    case.add("promise", "2024-01-10", amount="500", due="2024-01-20")
    assert states(case, "2024-01-10") == ["open"]
    case.add("payment", "2024-01-10", amount="500")
    assert states(case, "2024-01-10") == ["kept"]


def test_a_payment_serves_one_promise_only(open_case: Any) -> None:
    case = open_case("property-fee")
    case.add("promise", "2024-01-01", amount="500", due="2024-01-20")
    case.add("promise", "2024-01-02", amount="500", due="2024-01-25")
    case.add("payment", "2024-01-10", amount="1000")
    assert states(case, "2024-01-26") == ["kept", "broken"]
    case.add("payment", "2024-01-25", amount="500")
    assert states(case, "2024-01-26") == ["kept", "kept"]


def test_a_reversed_payment_breaks_the_promise(open_case: Any) -> None:
    case = open_case("property-fee")
    case.add("promise", "2024-01-01", amount="500", due="2024-01-20")
    paid = case.add("payment", "2024-01-10", amount="500")
    case.add("reversal", "2024-03-01", entry=paid)
    assert states(case, "2024-01-21") == ["broken"]


@settings(
    max_examples=examples(80), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    promised=st.lists(
        st.tuples(st.integers(0, 5), st.integers(1, 5), st.integers(0, 10)), min_size=2, max_size=3
    ),
    paid=st.lists(st.tuples(st.integers(6, 9), st.integers(1, 6)), min_size=2, max_size=4),
    seen=st.integers(0, 25),
)
def test_any_order_of_recording_gives_the_same_states(
    open_case: Any, promised: list[tuple[int, int, int]], paid: list[tuple[int, int]], seen: int
) -> None:
    """Payments of few days, so that several fall on one: there the order of recording could tell."""
    outcomes = set()
    for order in permutations(paid):
        case = open_case("property-fee")
        for made, amount, span in promised:
            case.add(
                "promise", START + timedelta(made), amount=Decimal(amount), due=START + timedelta(made + span)
            )
        case.add(
            "plan",
            START,
            instalments=[(START + timedelta(5 * n), "3") for n in range(1, 4)],
            at=datetime.fromisoformat("2026-01-01T09:00:00+08:00"),
        )
        for on, amount in order:
            case.add("payment", START + timedelta(on), amount=Decimal(amount))
        day = START + timedelta(seen)
        plan = case.plan(day)
        outcomes.add((tuple(states(case, day)), plan.state, plan.instalments))
    assert len(outcomes) == 1


@settings(
    max_examples=examples(200), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    promised=st.lists(
        st.tuples(st.integers(0, 8), st.integers(1, 5), st.integers(0, 10)), min_size=2, max_size=4
    ),
    paid=st.lists(st.tuples(st.integers(0, 20), st.integers(1, 9)), min_size=1, max_size=4),
    tolerance=st.tuples(st.integers(0, 3), st.sampled_from([Decimal(0), Decimal(1)])),
)
def test_one_payment_never_keeps_two_promises(
    open_case: Any,
    promised: list[tuple[int, int, int]],
    paid: list[tuple[int, int]],
    tolerance: tuple[int, Decimal],
) -> None:
    case = open_case("property-fee")
    for made, amount, span in promised:
        day = START + timedelta(made)
        case.add("promise", day, amount=Decimal(amount), due=day + timedelta(span))
    ids = [case.add("payment", START + timedelta(on), amount=Decimal(amount)) for on, amount in paid]
    found = case.promises(START + timedelta(60), tolerance)
    serving = [payment for promise in found for payment in promise.payments]
    assert sorted(serving) == sorted(set(serving)), "a payment serves one promise"
    assert set(serving) <= set(ids)
    kept = [promise for promise in found if promise.state == "kept"]
    assert len(kept) <= len(paid)
    most_kept = sum(Decimal(amount) + tolerance[1] for _, amount in paid)
    assert sum(promise.entry.amount for promise in kept) <= most_kept, "no yuan keeps two promises"


@given(
    cents=st.integers(1, 10_000_000),
    count=st.integers(1, 60),
)
def test_equal_parts_add_up_and_differ_only_in_the_last(cents: int, count: int) -> None:
    total = Decimal(cents) / 100
    parts = equal_parts(total, count)
    assert (len(parts), sum(parts)) == (count, total)
    assert len(set(parts[:-1])) <= 1
    assert 0 <= parts[-1] - parts[0] < Decimal("0.01") * count


def planned(open_case: Any, *terms: str, **how: Any) -> Any:
    case = open_case("property-fee", *terms)
    case.add("charge", "2024-01-01", principal="1000")
    how = {"signed": "both", **how}
    case.add("plan", "2024-02-01", instalments=[("2024-02-10", "400.00"), ("2024-03-10", "400.00")], **how)
    return case


def plan_of(case: Any, day: str) -> tuple[str, list[tuple[str, str]]]:
    plan = case.plan(day)
    return plan.state.value, [(str(each.paid), each.state.value) for each in plan.instalments]


def test_payments_fill_the_oldest_instalment_by_amount(open_case: Any) -> None:
    case = planned(open_case)
    case.add("payment", "2024-01-31", amount="300")
    assert plan_of(case, "2024-02-01") == ("active", [("0.00", "open"), ("0.00", "open")])
    case.add("payment", "2024-02-05", amount="500")
    assert plan_of(case, "2024-02-06") == ("active", [("400.00", "paid"), ("100.00", "partial")])
    case.add("payment", "2024-03-10", amount="300")
    assert plan_of(case, "2024-03-10")[0] == "kept"


@pytest.mark.parametrize(("grace", "broken_on"), [(0, "2024-02-11"), (3, "2024-02-14")])
def test_an_instalment_missed_beyond_grace_breaks_the_plan_for_good(
    open_case: Any, grace: int, broken_on: str
) -> None:
    case = planned(open_case, grace_days=grace)
    case.add("payment", "2024-02-20", amount="800")
    day_before = str(date.fromisoformat(broken_on) - timedelta(1))
    assert plan_of(case, day_before)[0] == "active"
    assert plan_of(case, broken_on) == ("broken", [("0.00", "missed"), ("0.00", "open")])
    assert plan_of(case, "2024-02-20") == ("broken", [("400.00", "late"), ("400.00", "paid")])
    assert str(case.plan("2024-02-20").decided_on) == broken_on


def test_a_plan_ended_by_agreement(open_case: Any) -> None:
    case = planned(open_case)
    plan = case.case.entries[-1].id
    case.add("plan_end", "2024-02-09", plan=plan, reason="refinanced")
    assert (plan_of(case, "2024-02-08")[0], plan_of(case, "2024-05-01")[0]) == ("active", "ended")


def test_accrual_stops_while_the_plan_is_kept(open_case: Any) -> None:
    case = planned(open_case, accrual="stop")
    case.add("payment", "2024-02-10", amount="400", to="principal")
    assert case.at("2024-02-29").balance.penalty == Decimal("15.50")
    assert planned(open_case).at("2024-02-10").balance.penalty == Decimal("20.00")


@pytest.mark.parametrize(("on_break", "penalty"), [("reinstate", "21.00"), ("forgive", "16.00")])
def test_what_a_broken_plan_does_to_stopped_accrual(open_case: Any, on_break: str, penalty: str) -> None:
    case = planned(open_case, accrual="stop", on_break=on_break)
    assert case.at("2024-02-10").balance.penalty == Decimal("15.50")
    account = case.at("2024-02-12")
    assert account.balance.penalty == Decimal(penalty)
    days = sum(line.days for line in account.lines if line.kind == "accrual")
    assert days == (42 if on_break == "reinstate" else 32)


def test_accrual_goes_on_after_the_last_instalment(open_case: Any) -> None:
    case = planned(open_case, accrual="stop")
    case.add("payment", "2024-02-05", amount="800", to="principal")
    assert case.at("2024-03-11").balance.penalty == Decimal("15.50")
    assert case.at("2024-03-21").balance.penalty == Decimal("16.50")
