"""Bills by area and price."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from dunning_cli.domain.policy.billing import (
    BillEvery,
    Billing,
    Suspended,
    bill_amount,
    due_date,
    fits,
    parse_period,
)
from dunning_cli.kernel.errors import Unreadable

HOME = Billing(area=Decimal("86.50"), price=Decimal("2.50"))


@pytest.mark.parametrize(
    ("period", "first", "end"),
    [
        ("2026-01", date(2026, 1, 1), date(2026, 2, 1)),
        ("2026Q4", date(2026, 10, 1), date(2027, 1, 1)),
        ("2026", date(2026, 1, 1), date(2027, 1, 1)),
    ],
)
def test_periods(period, first, end):
    read = parse_period(period)
    assert (read.first, read.end) == (first, end)


@pytest.mark.parametrize("text", ["2026Q5", "2026-13", "26Q1", "2026-1", "", "Q1"])
def test_what_is_no_period(text):
    with pytest.raises(Unreadable):
        parse_period(text)


def test_a_quarter_is_three_months_of_area_times_price():
    assert bill_amount(HOME, parse_period("2026Q1"), prepaid=False) == Decimal("648.75")
    assert due_date(HOME, parse_period("2026Q1")) == date(2026, 1, 31)


def test_suspended_months_cost_their_share_only():
    heating = Billing(
        every=BillEvery.QUARTER,
        area=Decimal("100"),
        price=Decimal("4.00"),
        suspended=(Suspended(from_=date(2026, 1, 1), until=date(2026, 2, 28)),),
        suspended_share=Fraction(30, 100),
    )
    # 400 × 30 % twice and 400 once
    assert bill_amount(heating, parse_period("2026Q1"), prepaid=False) == Decimal("640.00")


def test_a_month_suspended_in_part_is_owed_whole():
    home = Billing(area=Decimal("100"), price=Decimal("4.00"), suspended=(Suspended(from_=date(2026, 1, 2)),))
    assert bill_amount(home, parse_period("2026-01"), prepaid=False) == Decimal("400.00")


def test_paying_ahead_takes_the_discount_off():
    home = Billing(area=Decimal("86.50"), price=Decimal("2.50"), prepay_discount=Fraction(5, 100))
    assert bill_amount(home, parse_period("2026"), prepaid=True) == Decimal("2465.25")
    assert bill_amount(home, parse_period("2026"), prepaid=False) == Decimal("2595.00")


def test_bills_have_the_length_of_their_policy():
    assert fits(HOME, parse_period("2026Q1"))
    assert not fits(HOME, parse_period("2026"))
