"""Instalment schedules: published figures, sums, month ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import assume, given, reject
from hypothesis import strategies as st

from dunning_cli.domain.account.amortization import schedule
from dunning_cli.domain.account.interest_count import share_between, whole_months
from dunning_cli.domain.account.schedule_order import ScheduleOrder, is_rounded
from dunning_cli.domain.case.codes.schedules import (
    Collected,
    DueDayRule,
    Every,
    InterestCount,
    RoundTo,
    ScheduleKind,
)
from dunning_cli.domain.case.references import reference, schedule_named
from dunning_cli.kernel.errors import Refused


def order(**changes):
    values = {
        "kind": ScheduleKind.EQUAL_INSTALMENT,
        "principal": Decimal("12000.00"),
        "rate": Fraction(12, 100),
        "periods": 12,
        "start": date(2026, 1, 10),
        "first": date(2026, 2, 10),
    }
    return ScheduleOrder(**(values | changes))


def test_equal_instalments_of_one_percent_a_month():
    parts = schedule(order())
    # 12000 × 1 % × 1.01^12 / (1.01^12 − 1) = 1066.1854…
    assert [part.total for part in parts[:-1]] == [Decimal("1066.19")] * 11
    assert parts[0].interest == Decimal("120.00")
    assert parts[0].principal == Decimal("946.19")
    assert parts[-1].total == Decimal("1066.14")
    assert parts[-1].remaining == 0


def test_equal_principal_has_falling_interest():
    parts = schedule(order(kind=ScheduleKind.EQUAL_PRINCIPAL))
    assert {part.principal for part in parts} == {Decimal("1000.00")}
    assert [part.interest for part in parts[:3]] == [Decimal("120.00"), Decimal("110.00"), Decimal("100.00")]


def test_interest_first_leaves_the_principal_to_the_end():
    parts = schedule(order(kind=ScheduleKind.INTEREST_FIRST, periods=3))
    assert [(part.principal, part.interest) for part in parts] == [
        (Decimal("0.00"), Decimal("120.00")),
        (Decimal("0.00"), Decimal("120.00")),
        (Decimal("12000.00"), Decimal("120.00")),
    ]


def test_bullet_pays_everything_at_once():
    (part,) = schedule(order(kind=ScheduleKind.BULLET, periods=6))
    assert (part.due, part.total) == (date(2026, 7, 10), Decimal("12720.00"))


@pytest.mark.parametrize(
    ("count", "interest"),
    [
        (InterestCount.PERIOD, "120.00"),
        (InterestCount.DAYS_360, "124.00"),
        (InterestCount.DAYS_365, "122.30"),
        (InterestCount.ACTUAL, "122.30"),
        (InterestCount.THIRTY_360, "120.00"),
        (InterestCount.THIRTY_E_360, "120.00"),
        (InterestCount.MONTHS_360, "120.00"),
        (InterestCount.MONTHS_365, "120.00"),
    ],
)
def test_first_period_of_31_days_by_each_count(count, interest):
    assert schedule(order(count=count))[0].interest == Decimal(interest)


def test_due_day_31_is_clamped_or_rolled():
    clamped = schedule(order(start=date(2026, 1, 1), first=date(2026, 1, 31), periods=4))
    assert [part.due for part in clamped] == [
        date(2026, 1, 31),
        date(2026, 2, 28),
        date(2026, 3, 31),
        date(2026, 4, 30),
    ]
    rolled = schedule(
        order(start=date(2026, 1, 1), first=date(2026, 1, 31), periods=4, due_day=DueDayRule.ROLL)
    )
    assert [part.due for part in rolled][1:] == [date(2026, 3, 1), date(2026, 3, 31), date(2026, 5, 1)]


def test_whole_yuan_leaves_the_cents_to_the_last_part():
    parts = schedule(order(round_to=RoundTo.YUAN))
    assert {part.total for part in parts[:-1]} == {Decimal("1066.00")}
    assert parts[-1].total == Decimal("1068.36")


@st.composite
def orders(draw):
    """Orders of every kind that fit together; small amounts and rounding up among them."""
    kind = draw(st.sampled_from(list(ScheduleKind)))
    periods = draw(st.integers(1, 60))
    few = st.integers(0, periods - 1)
    free = draw(few)
    deferred = draw(st.just(0) | st.integers(free + 1, periods)) if kind is not ScheduleKind.BULLET else 0
    return order(
        kind=kind,
        principal=Decimal(draw(st.integers(1, 10**9))) / 100,
        rate=Fraction(draw(st.integers(0, 3600)), 10000),
        periods=periods,
        every=draw(st.sampled_from(list(Every))),
        count=draw(st.sampled_from(list(InterestCount))),
        due_day=draw(st.sampled_from(list(DueDayRule))),
        start=date(2026, 1, 10),
        first=date(2026, 1, 10) + timedelta(draw(st.integers(1, 400))),
        interest_only=draw(few) if is_rounded(kind) else 0,
        interest_free=free,
        interest_deferred=deferred if deferred < periods else 0,
        collected=draw(st.sampled_from(list(Collected))),
        round_to=draw(st.sampled_from(list(RoundTo))) if is_rounded(kind) else RoundTo.CENT,
        round_up=draw(st.booleans()) if is_rounded(kind) else False,
    )


def worked_out(made):
    """The parts of an order that fits together; only rounding may stand against it."""
    try:
        return schedule(made)
    except Refused as error:
        refusal = str(error)
    assert is_rounded(made.kind)
    assert refusal.startswith("rounded to the ")
    return reject()


@given(orders())
def test_principal_adds_up_dues_rise_and_nothing_is_negative(made):
    parts = worked_out(made)
    assert sum(part.principal for part in parts) == made.principal
    assert all(part.principal >= 0 and part.interest >= part.deferred >= 0 for part in parts)
    assert all(before.due < after.due for before, after in pairwise(parts))
    left = made.principal
    for part in parts:
        left -= part.principal
        assert part.remaining == left
    assert parts[-1].remaining == 0 < parts[-1].principal


@given(orders())
def test_a_grace_is_kept(made):
    parts = worked_out(made)
    assert all(part.principal == 0 for part in parts[: made.interest_only])
    assert all(part.interest == 0 for part in parts[: made.interest_deferred])
    if made.kind is not ScheduleKind.BULLET:
        assert all(part.interest == 0 for part in parts[: made.interest_free])
    at_once = schedule(replace(made, interest_deferred=0))
    assert sum(part.interest for part in parts) == sum(part.interest for part in at_once)
    put_off = sum(part.interest for part in at_once[: made.interest_deferred])
    assert sum(part.deferred for part in parts) == put_off
    assert [part.principal for part in parts] == [part.principal for part in at_once]


@given(orders())
def test_flat_interest_is_rate_times_principal_in_every_period(made):
    made = replace(made, kind=ScheduleKind.FLAT, count=InterestCount.PERIOD, interest_deferred=0)
    parts = worked_out(made)
    a_year = {Every.MONTH: 12, Every.QUARTER: 4, Every.YEAR: 1, Every.WEEK: 52}[made.every]
    exact = Fraction(made.principal) * made.rate / a_year
    bearing = parts[made.interest_free :]
    assert len({part.interest for part in bearing}) == 1
    assert abs(Fraction(bearing[0].interest) - exact) <= Fraction(1, 200)
    total = sum(Fraction(part.interest) for part in parts)
    assert abs(total - exact * len(bearing)) <= Fraction(len(bearing), 200)


@given(orders())
def test_instalments_are_equal_but_for_the_last_and_whole_in_their_unit(made):
    made = replace(made, interest_free=0, interest_deferred=0, count=InterestCount.PERIOD)
    parts = worked_out(made)[made.interest_only : -1]
    if made.kind in (ScheduleKind.EQUAL_INSTALMENT, ScheduleKind.FLAT):
        amounts = {part.total for part in parts}
    elif made.kind is ScheduleKind.EQUAL_PRINCIPAL:
        amounts = {part.principal for part in parts}
    else:
        amounts = set()
    assert len(amounts) <= 1
    step = {RoundTo.CENT: "0.01", RoundTo.JIAO: "0.10", RoundTo.YUAN: "1.00"}[made.round_to]
    assert all(amount % Decimal(step) == 0 for amount in amounts)


@given(orders())
def test_rounded_up_the_last_is_never_the_largest(made):
    assume(is_rounded(made.kind))
    made = replace(made, interest_free=0, interest_deferred=0, count=InterestCount.PERIOD, round_up=True)
    parts = worked_out(made)[made.interest_only :]
    assert parts[-1].principal <= max(part.principal for part in parts)
    # a cent for each interest that was rounded up before it
    assert parts[-1].total <= max(part.total for part in parts[:-1] or parts) + Decimal(len(parts)) / 100


def test_a_month_of_thirty_days_over_the_turn_of_the_year_costs_a_month():
    over = order(
        kind=ScheduleKind.BULLET,
        start=date(2025, 12, 10),
        first=date(2026, 1, 10),
        periods=1,
        count=InterestCount.THIRTY_360,
    )
    assert [part.interest for part in schedule(over)] == [Decimal("120.00")]


def test_a_schedule_has_up_to_six_hundred_parts():
    parts = schedule(order(kind=ScheduleKind.EQUAL_PRINCIPAL, periods=600))
    assert [part.principal for part in parts] == [Decimal("20.00")] * 600


@pytest.mark.parametrize(
    ("begin", "end", "months", "days"),
    [
        ("2023-01-10", "2025-01-30", 24, 20),
        ("2025-01-31", "2025-02-28", 1, 0),
        ("2025-02-28", "2025-03-31", 1, 0),
        ("2025-02-27", "2025-03-31", 1, 4),
        ("2024-02-29", "2025-02-28", 12, 0),
        ("2025-03-01", "2025-03-31", 0, 30),
        ("2025-12-31", "2026-01-30", 0, 30),
    ],
)
def test_whole_months_and_the_days_left_over(begin, end, months, days):
    assert whole_months(date.fromisoformat(begin), date.fromisoformat(end), 31) == (months, days)


def test_a_month_end_is_the_agreed_day_only_where_that_is_missing():
    assert whole_months(date(2025, 2, 28), date(2025, 3, 28), 28) == (1, 0)
    assert whole_months(date(2025, 2, 28), date(2025, 3, 31), 28) == (1, 3)
    assert whole_months(date(2025, 4, 30), date(2025, 5, 31), 30) == (1, 1)


def test_the_two_ways_of_thirty_days_differ_at_the_end_of_february():
    year = Fraction(360)
    for count, days in ((InterestCount.THIRTY_360, 30), (InterestCount.THIRTY_E_360, 28)):
        assert share_between(year, count, date(2025, 1, 31), date(2025, 2, 28), 31) == days


@pytest.mark.parametrize(
    "changes",
    [{"principal": Decimal("0.00")}, {"periods": 0}, {"periods": 601}, {"first": date(2026, 1, 10)}],
)
def test_nonsense_is_refused(changes):
    with pytest.raises(Refused):
        schedule(order(**changes))


@pytest.mark.parametrize(
    ("ref", "named"),
    [
        (reference("equal-instalment", 3, 12), ("equal-instalment", 12)),
        (reference("合同 JK-1", 1, 1), ("合同 JK-1", 1)),
        ("2026Q1", None),
        ("3/12", None),
        ("loan 13/12", None),
        ("loan 0/12", None),
        (None, None),
    ],
)
def test_a_charge_names_its_schedule(ref: str | None, named: tuple[str, int] | None) -> None:
    assert schedule_named(ref) == named
