"""Instalment schedules: published figures, sums, month ends."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunning_cli.domain.account.amortization import (
    DueDayRule,
    Every,
    InterestCount,
    ScheduleKind,
    ScheduleOrder,
    reference,
    schedule,
    schedule_named,
)
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
    parts = schedule(order(whole_yuan=True))
    assert {part.total for part in parts[:-1]} == {Decimal("1066.00")}
    assert parts[-1].total == Decimal("1068.36")


@given(
    kind=st.sampled_from(list(ScheduleKind)),
    cents=st.integers(1, 10**9),
    rate=st.integers(0, 3600),
    periods=st.integers(1, 60),
    every=st.sampled_from(list(Every)),
    count=st.sampled_from(list(InterestCount)),
    whole_yuan=st.booleans(),
)
def test_principal_adds_up_and_nothing_is_negative(kind, cents, rate, periods, every, count, whole_yuan):
    principal = Decimal(cents) / 100
    parts = schedule(
        order(
            kind=kind,
            principal=principal,
            rate=Fraction(rate, 10000),
            periods=periods,
            every=every,
            count=count,
            whole_yuan=whole_yuan,
        )
    )
    assert sum(part.principal for part in parts) == principal
    assert all(part.principal >= 0 and part.interest >= 0 for part in parts)
    assert [part.due for part in parts] == sorted(part.due for part in parts)


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
