"""Days as they are said in a talk: the next 20th, in three days, and what has passed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunning_cli.kernel.errors import Unreadable
from dunning_cli.kernel.typed_days import parse_coming_day

TODAY = date(2026, 6, 15)
DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-06-15", "2026-06-15"),
        ("2027-01-01", "2027-01-01"),
        ("20", "2026-06-20"),
        ("15", "2026-06-15"),
        ("14", "2026-07-14"),
        ("1", "2026-07-01"),
        ("01", "2026-07-01"),
        ("31", "2026-07-31"),
        ("+0", "2026-06-15"),
        ("+3", "2026-06-18"),
        ("+030", "2026-07-15"),
        ("6-20", "2026-06-20"),
        ("06-14", "2027-06-14"),
        ("2-29", "2028-02-29"),
        ("tomorrow", "2026-06-16"),
        ("周五", "2026-06-19"),
        ("周一", "2026-06-15"),
        ("下周一", "2026-06-22"),
        ("friday", "2026-06-19"),
        ("月底", "2026-06-30"),
        ("14号", "2026-07-14"),
        ("下月5日", "2026-07-05"),
    ],
)
def test_days_to_come(text: str, day: str) -> None:
    assert parse_coming_day(text, TODAY).isoformat() == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0",
        "00",
        "32",
        "-3",
        "+",
        "+1000",
        "2026-06-14",
        "2026-02-30",
        "2-30",
        "13-1",
        "yesterday",
        "上周五",
        "２０",
        "20 ",
        "2200-01-01",
    ],
)
def test_what_is_no_day_to_come(text: str) -> None:
    with pytest.raises(Unreadable):
        parse_coming_day(text, TODAY)


def test_a_day_that_has_passed_is_named_with_today() -> None:
    with pytest.raises(Unreadable) as refused:
        parse_coming_day("2026-06-14", TODAY)
    assert str(refused.value.message) == "2026-06-14 has passed; today is 2026-06-15"


@given(today=DAYS, number=st.integers(1, 31))
def test_a_day_of_the_month_is_the_next_of_its_kind(today: date, number: int) -> None:
    found = parse_coming_day(str(number), today)
    assert found.day == number
    between = (today + timedelta(days) for days in range((found - today).days))
    assert found >= today
    assert all(day.day != number for day in between)


@given(today=DAYS, other=DAYS)
def test_a_day_of_the_year_is_the_next_of_its_kind(today: date, other: date) -> None:
    found = parse_coming_day(f"{other.month}-{other.day}", today)
    assert (found.month, found.day) == (other.month, other.day)
    assert timedelta(0) <= found - today <= timedelta(8 * 366)


@given(today=DAYS, days=st.integers(0, 999))
def test_days_ahead_are_counted_from_today(today: date, days: int) -> None:
    assert parse_coming_day(f"+{days}", today) == today + timedelta(days)
