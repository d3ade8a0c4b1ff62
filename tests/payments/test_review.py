"""Deciding what is asked: with few keys, or in a table that is filled in and imported."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

LINES = (
    ("2026-06-10", "300.00", "王建国", "还款", "1000000001"),
    ("2026-06-11", "500.00", "孙伟", "欠款", "1000000002"),
    ("2026-06-12", "700.00", "赵强", "", "1000000003"),
)
Answer = Callable[..., Any]


def paid(case: Any) -> list[tuple[str, str, str | None, str | None]]:
    return [
        (entry["amount"], entry["ref"], entry.get("payer"), entry.get("part_of"))
        for entry in case["entries"]
        if entry["kind"] == "payment"
    ]


@pytest.fixture
def answer(
    loans: Path, run: Callable[..., Any], bank: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> Answer:
    """Reviews the lines with these answers."""
    path = bank(*LINES)

    def review(*answers: str) -> Any:
        typed = io.TextIOWrapper(
            io.BytesIO("".join(f"{each}\n" for each in answers).encode()), encoding="utf-8"
        )
        monkeypatch.setattr(sys, "stdin", typed)
        return run("import", str(path), "--review")

    return review


def test_a_key_decides_a_line_and_one_commit_holds_all(
    answer: Answer, loans: Path, read_case: Callable[[Path, str], Any], in_git: Callable[..., str]
) -> None:
    before = int(in_git("rev-list", "--count", "HEAD"))
    done = answer("2", "1", "GR2026060160=400;GR12=300")
    assert done.code == 0
    assert "1 of 3: line 2, 2026-06-10, 300.00 by 王建国: 还款" in done.out
    assert paid(read_case(loans, "GR2026060161")) == [("300.00", "1000000001", None, None)]
    assert paid(read_case(loans, "GR2026060160")) == [
        ("500.00", "1000000002", "孙伟", None),
        ("400.00", "1000000003", None, "700.00"),
    ]
    assert paid(read_case(loans, "GR12")) == [("300.00", "1000000003", "赵强", "700.00")]
    assert int(in_git("rev-list", "--count", "HEAD")) == before + 1
    again = answer()
    assert "nothing new to book" in again.out
    assert "1 of" not in again.out


def test_what_is_not_decided_stays_asked(answer: Answer, loans: Path, in_git: Callable[..., str]) -> None:
    head = in_git("rev-parse", "HEAD")
    done = answer("", "GR99", "-", "q")
    assert done.code == 0
    assert "there is no case 'GR99'" in done.err
    assert "nothing decided" in done.out
    assert in_git("rev-parse", "HEAD") == head


def test_who_paid_once_is_suggested_the_next_time(answer: Answer, take: Callable[..., Any]) -> None:
    assert answer("", "GR12", "q").code == 0
    (asked,) = take(("2026-06-20", "500.00", "孙伟", "", "2000000001"))["asked"]
    assert [(each["case"], each["why"]) for each in asked["candidates"]] == [
        ("GR12", "the payer paid on it before, last on 2026-06-11"),
        ("GR2026060160", "the payer has the name of its contact person"),
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_table_is_filled_in_and_imported(
    loans: Path,
    run: Callable[..., Any],
    bank: Callable[..., Path],
    read_case: Callable[[Path, str], Any],
    language: str,
) -> None:
    path, table = bank(*LINES), loans.parent / "asked.csv"
    done = run("--lang", language, "import", str(path), "--kind", "payments", "--review", "-o", str(table))
    assert done.code == 0
    assert table.stat().st_mode & 0o077 == 0
    rows = list(csv.reader(io.StringIO(table.read_text(encoding="utf-8-sig"))))
    assert len(rows) == 4
    assert [row[0] for row in rows[1:]] == ["", "", ""]
    rows[1][0], rows[2][0], rows[3][0] = "GR1", "GR2026060160=200；GR12=300", "-"
    with table.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    told = run("import", str(table), "--json").json
    assert told["profile"] == "asked-payments"
    assert [(each["case"], each["amount"]) for each in told["booked"]] == [
        ("GR1", "300.00"),
        ("GR2026060160", "200.00"),
        ("GR12", "300.00"),
    ]
    assert told["left"][0]["why"] == "a person said that it is nobody's"
    assert paid(read_case(loans, "GR1")) == [("300.00", "1000000001", None, None)]
    again = run("import", str(table), "--json").json
    assert again["booked"] == []
    assert again["commit"] is None
    first = run("import", str(path), "--json").json
    assert [each["line"] for each in first["asked"]] == [4]


@pytest.mark.parametrize(
    ("filled", "said"),
    [
        ("GR99", "line 2: there is no case 'GR99'"),
        ("GR1=200", "line 2: 'GR1=200' does not add up to the 300.00 of the line"),
        ("GR1; GR12", "line 2: 'GR1' does not say how much of the line is its: write CASE=AMOUNT"),
        ("GR1=100;GR1", "line 2: 'GR1=100;GR1' names a case twice"),
    ],
)
def test_a_wrong_case_in_the_table_books_nothing(
    loans: Path,
    run: Callable[..., Any],
    bank: Callable[..., Path],
    state: Callable[[Path], Any],
    filled: str,
    said: str,
) -> None:
    table = loans.parent / "asked.csv"
    assert run("import", str(bank(*LINES)), "--review", "-o", str(table)).code == 0
    rows = list(csv.reader(io.StringIO(table.read_text(encoding="utf-8-sig"))))
    rows[1][0], rows[2][0] = filled, "GR2026060160"
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    before = state(loans)
    done = run("import", str(table))
    assert (done.code, state(loans)) == (1, before)
    assert said in done.err


def test_a_line_that_takes_money_back_is_no_payment(
    loans: Path, run: Callable[..., Any], bank: Callable[..., Path]
) -> None:
    table = loans.parent / "asked.csv"
    path = bank(("2026-06-11", "-300.00", "赵强", "冲正 GR2026060160", "1000000004"))
    assert run("import", str(path), "--review", "-o", str(table)).code == 0
    rows = list(csv.reader(io.StringIO(table.read_text(encoding="utf-8-sig"))))
    rows[1][0] = "GR2026060160"
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    done = run("import", str(table))
    assert done.code == 1
    assert (
        "line 2: it takes money back: reverse the payment that it takes back: dunning reverse CASE ENTRY"
        in done.err
    )


def test_a_number_on_record_is_not_decided_twice(
    answer: Answer, run: Callable[..., Any], loans: Path, read_case: Callable[[Path, str], Any]
) -> None:
    assert run("pay", "GR1", "3000", "--on", "2026-06-10", "--via", "bank", "--ref", "1000000001").code == 0
    done = answer("GR1", "", "1", "q")
    assert done.code == 0
    assert "its number is on record with another amount: GR1, 3,000.00 on 2026-06-10" in done.err
    assert "reverse that payment first: dunning reverse GR1 ENTRY" in done.err
    assert paid(read_case(loans, "GR2026060160")) == [("500.00", "1000000002", "孙伟", None)]


def test_the_table_goes_over_nothing(loans: Path, run: Callable[..., Any], bank: Callable[..., Path]) -> None:
    table = loans.parent / "asked.csv"
    table.write_text("mine\n", encoding="utf-8")
    path = str(bank(*LINES))
    done = run("import", path, "--review", "-o", str(table))
    assert (done.code, table.read_text(encoding="utf-8")) == (1, "mine\n")
    assert run("import", path, "--review", "-o", "cases/asked.csv").code == 1
    assert run("import", path, "-o", str(table)).code == 2
