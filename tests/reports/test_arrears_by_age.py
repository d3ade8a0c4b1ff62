"""What is overdue by the age of each instalment, bill or minimum: `fees`, `show` and `report arrears`."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
ZERO = Decimal(0)
AGES = ("1-30", "31-60", "61-90", "91-180", "181-365", "366-730", "731+")


def spread(answer: dict[str, Any]) -> dict[str, str]:
    """The ranges of an answer in which anything stands; all of them are there."""
    found = answer["overdue_by_age"]
    assert tuple(found) == AGES
    return {age: amount for age, amount in found.items() if Decimal(amount)}


@pytest.fixture
def bills(worked: Path, run: Run) -> Path:
    """A flat with bills due on 2025-01-30, 05-01 and 07-01, and one with a bill due on 2025-05-16."""
    for case, name, area in (("W-1", "赵强", "青禾花园"), ("W-2", "孙丽", "望山苑")):
        opened = run("open", case, "--policy", "property-fee", "--name", name, "--area", area)
        assert opened.code == 0, opened.err
    for case, on, due in (
        ("W-1", "2025-01-01", "2025-01-30"),
        ("W-1", "2025-04-01", "2025-05-01"),
        ("W-1", "2025-06-01", "2025-07-01"),
        ("W-2", "2025-05-01", "2025-05-16"),
    ):
        assert run("charge", case, "--on", on, "--due", due, "--principal", "600.00").code == 0
    return worked


def test_each_bill_stands_with_its_penalty_under_its_own_age(bills: Path, run: Run) -> None:
    # 600 × 0.05 % × 136 = 40.80; 600 × 0.05 % × 45 = 13.50; the third is not due yet
    fees = run("fees", "W-1", "--as-of", "2025-06-15", "--json").json
    assert spread(fees) == {"31-60": "613.50", "91-180": "640.80"}
    assert fees["overdue"] == "1254.30"
    shown = run("show", "W-1", "--as-of", "2025-06-15", "--json").json
    assert shown["overdue_by_age"] == fees["overdue_by_age"]


@pytest.mark.parametrize(
    ("as_of", "ages"),
    [
        ("2025-05-16", []),
        ("2025-05-17", ["1-30"]),
        ("2025-06-15", ["1-30"]),
        ("2025-06-16", ["31-60"]),
        ("2025-07-15", ["31-60"]),
        ("2025-07-16", ["61-90"]),
        ("2025-08-15", ["91-180"]),
        ("2025-11-12", ["91-180"]),
        ("2025-11-13", ["181-365"]),
        ("2026-05-16", ["181-365"]),
        ("2026-05-17", ["366-730"]),
        ("2027-05-16", ["366-730"]),
        ("2027-05-17", ["731+"]),
    ],
)
def test_a_range_ends_on_its_last_day(as_of: str, ages: list[str], bills: Path, run: Run) -> None:
    assert list(spread(run("fees", "W-2", "--as-of", as_of, "--json").json)) == ages


def test_people_see_it_where_it_is_spread(bills: Path, run: Run) -> None:
    one, two = "2025-03-01", "2025-06-15"
    for command in ("fees", "show"):
        assert "by the age of each instalment" not in run(command, "W-1", "--as-of", one).out
        lines = run(command, "W-1", "--as-of", two).out.splitlines()
        start = next(place for place, line in enumerate(lines) if "by the age of each instalment" in line)
        rows = [line.split() for line in lines[start + 1 : start + 8]]
        assert ["31-60", "days", "613.50"] in rows
        assert ["91-180", "days", "640.80"] in rows
        assert ["total", "1,254.30"] in rows
    zh = run("fees", "W-1", "--as-of", two, "--lang", "zh").out
    assert "31-60 天" in zh


def test_of_a_closed_case_nothing_is_shown_to_people(bills: Path, run: Run) -> None:
    assert run("close", "W-1", "--on", "2025-06-15", "--reason", "written_off").code == 0
    assert "by the age" not in run("show", "W-1", "--as-of", "2025-06-15").out


def test_a_payment_lessens_the_bill_it_settles(bills: Path, run: Run) -> None:
    assert run("pay", "W-1", "640.80", "--on", "2025-06-15").code == 0
    assert spread(run("fees", "W-1", "--as-of", "2025-06-15", "--json").json) == {"31-60": "613.50"}


def test_of_a_card_each_minimum_stands_under_its_own_due_date(worked: Path, run: Run) -> None:
    terms = ("--term", "statement_day=5", "--term", "due_day=23")
    assert run("open", "K-1", "--policy", "credit-card", "--name", "赵强", *terms).code == 0
    assert run("charge", "K-1", "--on", "2026-02-20", "--principal", "10000").code == 0

    def account(as_of: str) -> dict[str, Any]:
        found: dict[str, Any] = run("fees", "K-1", "--as-of", as_of, "--json").json
        return found

    days = ("2026-03-24", "2026-04-24", "2026-05-24")
    first, second, third = (Decimal(account(day)["overdue"]) for day in days)
    assert ZERO < first < second < third
    found = {age: Decimal(amount) for age, amount in spread(account(days[-1])).items()}
    # due 03-23, 04-23 and 05-23: 62 days, 31 days, one day
    assert found == {"61-90": first, "31-60": second - first, "1-30": third - second}


def rows(answer: Any) -> dict[str, dict[str, Any]]:
    found = {}
    for row in answer.json["rows"]:
        figures = {key: row[key] for key in row if key.startswith("overdue") and Decimal(str(row[key]))}
        found[row["key"]] = figures
    return found


def test_the_report_adds_the_cases_up(bills: Path, run: Run) -> None:
    # on 2025-06-16: W-1 137 and 46 days, 641.10 and 613.80; W-2 31 days, 609.30
    asked = ("report", "arrears", "--as-of", "2025-06-16", "--json")
    assert rows(run(*asked, "--by", "area")) == {
        "青禾花园": {
            "overdue_cases": 1, "overdue": "1254.90", "overdue_31_60": "613.80", "overdue_91_180": "641.10",
        },
        "望山苑": {"overdue_cases": 1, "overdue": "609.30", "overdue_31_60": "609.30"},
    }  # fmt: skip
    total = run(*asked, "--policy", "property-fee").json["total"]
    ages = sum(Decimal(total[key]) for key in total if key.startswith("overdue_") and key != "overdue_cases")
    assert ages == Decimal(total["overdue"])
    made_of = run(*asked, "--by", "area", "--cases", "青禾花园").json
    assert [each["case"] for each in made_of["cases"]] == ["W-1"]


def test_the_report_follows_the_days_though_it_is_kept(bills: Path, run: Run) -> None:
    def of(day: str) -> dict[str, Any]:
        return rows(run("report", "arrears", "--by", "area", "--as-of", day, "--json"))["望山苑"]

    for _ in range(2):
        assert of("2025-06-15") == {"overdue_cases": 1, "overdue": "609.00", "overdue_1_30": "609.00"}
        assert of("2025-06-16") == {"overdue_cases": 1, "overdue": "609.30", "overdue_31_60": "609.30"}
    assert run("pay", "W-2", "100", "--on", "2025-06-15").code == 0
    assert of("2025-06-15") == {"overdue_cases": 1, "overdue": "509.00", "overdue_1_30": "509.00"}


def test_ageing_keeps_the_case_whole(bills: Path, run: Run) -> None:
    answer = run("report", "ageing", "--as-of", "2025-06-15", "--area", "青禾花园", "--json").json
    assert [(row["key"], row["overdue"]) for row in answer["rows"]] == [("91-180", "1254.30")]
