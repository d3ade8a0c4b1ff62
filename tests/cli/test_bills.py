"""Bills of one household or all, one period or several: each made once, even due dates, what was left is said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from copies import MadeOnce

Run = Callable[..., Any]
HOMES = ("WY-01", "WY-02", "WY-03")


@pytest.fixture
def homes(ledger: Path, run: Run, made_once: MadeOnce) -> Path:
    """Three households of 86.50 at 2.50, the third in another estate; one without its area; a loan."""

    def make() -> None:
        for number, name in enumerate(HOMES, 1):
            area = "青禾花园" if number < 3 else "云栖苑"
            terms = ("--term", "billing.area=86.50", "--term", "billing.price=2.50")
            words = ("--policy", "property-fee", "--name", f"柳青{number}", "--area", area, *terms)
            assert run("open", name, *words).code == 0
        half = ("--policy", "property-fee", "--name", "柳青4", "--term", "billing.price=2.50")
        assert run("open", "WY-04", *half).code == 0
        assert run("open", "XD-01", "--policy", "small-loan", "--name", "赵强").code == 0

    made_once(ledger, make)
    return ledger


def bills(run: Run, case: str) -> list[tuple[str, str, str, str]]:
    """Reference, value date, due date and amount of each charge of a case."""
    entries = run("show", case, "--json").json["entries"]
    return [(e["ref"], e["date"], e["due"], e["principal"]) for e in entries if e["kind"] == "charge"]


def test_a_year_of_all_households_is_one_commit(homes: Path, run: Run, in_git: Run) -> None:
    before = in_git("rev-list", "--count", "HEAD").strip()
    done = run("bill", "--all", "--period", "2025Q1..2025Q4")
    assert done.code == 0, done.err
    assert int(in_git("rev-list", "--count", "HEAD")) == int(before) + 1
    assert bills(run, "WY-02") == [
        ("2025Q1", "2025-01-01", "2025-01-31", "648.75"),
        ("2025Q2", "2025-04-01", "2025-04-30", "648.75"),
        ("2025Q3", "2025-07-01", "2025-07-31", "648.75"),
        ("2025Q4", "2025-10-01", "2025-10-31", "648.75"),
    ]
    assert "3 cases" in done.out
    assert "12 bills, 7,785.00" in done.out
    assert "WY-04 has no area or price" in done.err
    assert "XD-01" not in done.err, "a loan has no bills, and nobody thought it had"
    assert bills(run, "XD-01") == []


def test_what_was_billed_before_is_left_and_said(homes: Path, run: Run, state: Run) -> None:
    assert run("bill", "WY-01", "--period", "2025Q2").code == 0
    hand = ("--on", "2025-07-01", "--due", "2025-07-31", "--principal", "600", "--ref", "2025q3")
    assert run("charge", "WY-02", *hand).code == 0
    done = run("bill", "--all", "--period", "2025Q1..2025Q4", "--json")
    assert len(done.json["billed"]) == 10
    assert done.json["not_billed"] == [
        {"case": "WY-01", "period": "2025Q2", "reason": "billed already"},
        {"case": "WY-02", "period": "2025Q3", "reason": "billed already"},
    ]
    assert done.json["billed"][0] == {
        "case": "WY-01",
        "period": "2025Q1",
        "amount": "648.75",
        "discount": "0.00",
        "due": "2025-01-31",
    }
    assert "2025Q2 left as it is, billed already: WY-01" in done.err
    assert sorted(ref for ref, *_ in bills(run, "WY-01")) == ["2025Q1", "2025Q2", "2025Q3", "2025Q4"]
    before = state(homes)
    again = run("bill", "--all", "--period", "2025Q1..2025Q4")
    assert (again.code, len(again.errors)) == (1, 1)
    assert state(homes) == before


@pytest.mark.parametrize(
    ("words", "billed"),
    [
        (("--area", "云栖苑"), ["WY-03"]),
        (("--policy", "property-fee"), list(HOMES)),
        (("--area", "青禾花园", "--policy", "property-fee"), ["WY-01", "WY-02"]),
    ],
)
def test_all_can_be_narrowed(words: tuple[str, ...], billed: list[str], homes: Path, run: Run) -> None:
    done = run("bill", "--all", *words, "--period", "2025Q1", "--json")
    assert [each["case"] for each in done.json["billed"]] == billed


def test_a_household_that_has_gone_gets_no_bill_of_before(homes: Path, run: Run) -> None:
    assert run("close", "WY-01", "--reason", "paid").code == 0
    done = run("bill", "--all", "--period", "2025Q1", "--json")
    assert [each["case"] for each in done.json["billed"]] == ["WY-02", "WY-03"]


@pytest.mark.parametrize(
    "words",
    [
        ("--period", "2025Q1"),
        ("WY-01", "--all", "--period", "2025Q1"),
        ("WY-01", "--area", "青禾花园", "--period", "2025Q1"),
        ("WY-01", "--period", "2025Q4..2025Q1"),
        ("WY-01", "--period", "2025Q1..2025"),
        ("WY-01", "--period", "2025-01..2025Q4"),
        ("WY-01", "--period", "1900-01..2025-12"),
        ("WY-01", "--period", "2025Q1.."),
        ("WY-04", "--period", "2025Q1..2025Q2"),
        ("WY-01", "--period", "2025-01..2025-03"),
        ("--all", "--area", "没有的小区", "--period", "2025Q1"),
    ],
)
def test_what_cannot_be_billed_changes_nothing(
    words: tuple[str, ...], homes: Path, run: Run, state: Run
) -> None:
    before = state(homes)
    done = run("bill", *words)
    assert done.code in (1, 2)
    assert len(done.errors) == 1
    assert state(homes) == before


def test_a_batch_line_bills_all(homes: Path, run: Run) -> None:
    Path("b.jsonl").write_text('{"op": "bill", "all": true, "period": "2025Q1..2025Q2"}\n', encoding="utf-8")
    assert run("batch", "b.jsonl").code == 0
    assert [ref for ref, *_ in bills(run, "WY-03")] == ["2025Q1", "2025Q2"]


@pytest.mark.parametrize(
    ("terms", "dues"),
    [
        ((), ["2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30", "2024-05-31"]),
        (
            ("billing.due_day=30",),
            ["2024-01-30", "2024-02-29", "2024-03-30", "2024-04-30", "2024-05-30"],
        ),
        (
            ("billing.due_days=30",),
            ["2024-01-31", "2024-03-02", "2024-03-31", "2024-05-01", "2024-05-31"],
        ),
    ],
)
def test_monthly_bills_fall_due_evenly(
    terms: tuple[str, ...], dues: list[str], ledger: Path, run: Run
) -> None:
    each = ("billing.every=month", "billing.area=100", "billing.price=2", *terms)
    given = [word for term in each for word in ("--term", term)]
    assert run("open", "WY-01", "--policy", "property-fee", "--name", "柳青", *given).code == 0
    assert run("bill", "WY-01", "--period", "2024-01..2024-05").code == 0
    assert [due for _, _, due, _ in bills(run, "WY-01")] == dues


def test_a_due_day_is_said_in_one_way(homes: Path, run: Run) -> None:
    done = run("set", "WY-01", "terms.billing.due_day=5", "terms.billing.due_days=30")
    assert done.code == 1
    assert "due_day and due_days" in done.err


FIRST_ON_THE_31ST = ["2025-01-31", "2025-02-28", "2025-03-31", "2025-04-30", "2025-05-31"]
FROM_FEBRUARY = ["2025-02-28", "2025-03-31", "2025-04-30", "2025-05-31", "2025-06-30"]


@pytest.mark.parametrize(
    ("words", "dues"),
    [
        (("--first", "2025-01-31"), FIRST_ON_THE_31ST),
        (("--first", "2025-02-28", "--day", "31"), FROM_FEBRUARY),
        (
            ("--first", "2025-02-28", "--day", "31", "--every", "quarter"),
            ["2025-02-28", "2025-05-31", "2025-08-31", "2025-11-30", "2026-02-28"],
        ),
    ],
)
def test_instalments_return_to_their_day(
    words: tuple[str, ...], dues: list[str], ledger: Path, run: Run
) -> None:
    loan = ("--kind", "equal-principal", "--principal", "5000", "--rate", "12%", "--periods", "5")
    parts = run("schedule", *loan, *words, "--json").json["instalments"]
    assert [part["due"] for part in parts] == dues


@pytest.mark.parametrize(
    ("words", "dues"),
    [
        (("--first", "2027-01-31"), [due.replace("2025", "2027") for due in FIRST_ON_THE_31ST]),
        (("--first", "2027-02-28", "--day", "31"), [due.replace("2025", "2027") for due in FROM_FEBRUARY]),
    ],
)
def test_a_plan_returns_to_its_day(words: tuple[str, ...], dues: list[str], worked: Path, run: Run) -> None:
    plan = ("plan", "new", "PF-2026-0007", "--instalments", "5", "--amount", "100", "--every", "month")
    assert run(*plan, *words).code == 0
    parts = run("plan", "show", "PF-2026-0007", "--json").json["plan"]["instalments"]
    assert [part["due"] for part in parts] == dues


def test_a_week_has_no_day_of_the_month(worked: Path, run: Run) -> None:
    weekly = (
        "--instalments",
        "3",
        "--amount",
        "100",
        "--first",
        "2026-06-30",
        "--every",
        "week",
        "--day",
        "31",
    )
    assert run("plan", "new", "PF-2026-0007", *weekly).code == 2
    loan = ("--kind", "equal-principal", "--principal", "5000", "--rate", "12%", "--periods", "5")
    assert run("schedule", *loan, "--first", "2026-06-30", "--every", "week", "--day", "31").code == 1
