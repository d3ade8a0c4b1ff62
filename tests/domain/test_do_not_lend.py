"""How a case went: the longest it was past due is found without looking at every day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from how_many import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dunning_cli.domain.portfolio.do_not_lend import PaymentRecord, grounds, record_of
from dunning_cli.kernel.money import ZERO

FIRST = date(2025, 1, 1)
days = st.integers(0, 240)
charges = st.lists(st.tuples(days, st.integers(0, 60), st.integers(100, 900)), min_size=1, max_size=4)
payments = st.lists(st.tuples(days, st.integers(50, 1500)), max_size=5)


@pytest.mark.parametrize(
    ("policy", "terms"),
    [
        ("property-fee", ()),
        ("small-loan", ("contract_rate=14.4%/year",)),
        ("student-loan", ("contract_rate=4.9%/year",)),
        ("credit-card", ()),
    ],
)
@settings(max_examples=examples(12), deadline=None, suppress_health_check=list(HealthCheck))
@given(owed=charges, paid=payments, extended=st.none() | days, closed=st.none() | st.integers(120, 260))
def test_the_longest_days_past_due_are_the_most_of_any_day(
    owed: list[tuple[int, int, int]],
    paid: list[tuple[int, int]],
    extended: int | None,
    closed: int | None,
    policy: str,
    terms: tuple[str, ...],
    open_case: Any,
) -> None:
    scene = open_case(policy, *terms)
    for on, wait, amount in owed:
        due = {} if policy == "credit-card" else {"due": FIRST + timedelta(on + wait)}
        scene.add("charge", FIRST + timedelta(on), principal=str(amount), **due)
    for on, amount in paid:
        scene.add("payment", FIRST + timedelta(on), amount=str(amount))
    if extended is not None and policy != "credit-card":
        scene.add("extension", FIRST + timedelta(extended), due=FIRST + timedelta(extended + 40))
    if closed is not None:
        scene.add("close", FIRST + timedelta(closed), reason="other")
    end = FIRST + timedelta(260)
    record = record_of(scene.case, scene.policy, end)
    last = (end - FIRST).days if closed is None else closed
    assert record.days_past_due == max(
        scene.at(FIRST + timedelta(on)).days_past_due for on in range(last + 1)
    )


@pytest.mark.parametrize(
    ("broken", "days_past_due", "written_off", "found"),
    [
        (0, 0, "0", []),
        (1, 90, "0", []),
        (2, 90, "0", ["promises"]),
        (1, 91, "0", ["days"]),
        (0, 0, "0.01", ["written_off"]),
        (3, 200, "5", ["promises", "written_off", "days"]),
    ],
)
def test_grounds(broken: int, days_past_due: int, written_off: str, found: list[str]) -> None:
    record = PaymentRecord(ZERO, ZERO, type(ZERO)(written_off), days_past_due, broken)
    assert [code for code, _ in grounds(record)] == found
