"""A wrong import that is taken back does not stand in the way of the right one."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
HEADER = ["楼栋", "房号", "业主姓名", "联系电话"]
FIRST, SECOND = ["1栋", "101", "高丽娟", "13800000011"], ["1栋", "102", "徐霞", "13800000012"]


@pytest.fixture
def listed(ledger: Path, tmp_path: Path) -> Callable[..., str]:
    """Writes a list."""

    def write(*rows: list[str]) -> str:
        path = tmp_path / "homes.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        return str(path)

    return write


def by_sum(*sums: str) -> list[list[str]]:
    """A list with one sum a home."""
    return [
        [*HEADER, "欠费合计"],
        *([*home, each] for home, each in zip((FIRST, SECOND), sums, strict=False)),
    ]


def by_month(phone: str = "13800000011") -> list[list[str]]:
    """The same list with a column for each month."""
    first = [*FIRST[:3], phone]
    return [[*HEADER, "2026年4月", "2026年5月"], [*first, "100", "100"], [*SECOND, "", "80"]]


def owed(run: Run) -> dict[str, str]:
    """What each open case owes."""
    return {each["case"]: each["balance"]["total"] for each in run("list", "--json").json["cases"]}


def test_a_list_is_imported_again_after_undo(listed: Callable[..., str], run: Run) -> None:
    run("import", listed(*by_sum("200", "80")))
    undone = run("undo", "--reason", "months left out")
    assert undone.code == 0
    assert "2 cases that it had opened are empty now and closed as invalid" in undone.out + undone.err
    assert owed(run) == {}
    dry = run("import", listed(*by_month()), "--dry-run", "--json").json
    assert (dry["imported"], dry["duplicates"]) == (2, [])
    done = run("import", listed(*by_month()), "--json")
    assert (done.code, done.json["imported"], done.json["duplicates"]) == (0, 2, [])
    assert {case: total[:3] for case, total in owed(run).items()} == {"1栋-101": "201", "1栋-102": "80."}
    bills = [
        each["ref"] for each in run("show", "1栋-101", "--json").json["entries"] if each["kind"] == "charge"
    ]
    assert bills == ["2026-04", "2026-05"]
    again = run("import", listed(*by_month()), "--json").json
    assert (again["imported"], len(again["duplicates"]), again["not_held"]) == (0, 2, [])
    assert run("check").code == 0
    assert run("audit").code == 0


def test_the_very_same_file_fills_the_cases_in_again(listed: Callable[..., str], run: Run) -> None:
    file = listed(*by_sum("200", "80"))
    for _ in range(2):
        run("import", file)
        run("undo")
    assert run("import", file, "--json").json["imported"] == 2
    assert owed(run) == {"1栋-101": "200.00", "1栋-102": "80.00"}
    assert run("audit").code == 0


def test_what_the_new_list_says_of_the_home_is_taken(listed: Callable[..., str], run: Run) -> None:
    run("import", listed(*by_sum("200")))
    run("undo")
    run("import", listed(*by_month("13900000099")), "--term", "accruals.late_penalty=none")
    head = run("show", "1栋-101", "--reveal", "--json").json["head"]
    assert head["debtor"]["phones"][0]["number"] == "13900000099"
    assert owed(run)["1栋-101"] == "200.00"
    assert run("check").code == 0
    assert run("audit").code == 0


def test_a_forgotten_estate_is_mended_by_undo_and_import(listed: Callable[..., str], run: Run) -> None:
    file = listed(*by_month())
    run("import", file)
    run("undo")
    run("import", file, "--area", "青禾花园")
    assert set(owed(run)) == {"青禾花园-1栋-101", "青禾花园-1栋-102"}


def test_undo_twice_takes_back_nothing_older(
    listed: Callable[..., str], run: Run, state: Run, ledger: Path
) -> None:
    run("open", "X-1", "--policy", "property-fee", "--name", "徐霞")
    run("charge", "X-1", "--due", "2026-05-01", "--principal", "5")
    run("import", listed(*by_sum("200")))
    run("undo")
    before = state(ledger)
    assert run("undo").code == 1
    assert state(ledger) == before


def test_a_case_that_was_worked_since_stays_open(listed: Callable[..., str], run: Run) -> None:
    file = listed(*by_sum("200", "80"))
    commit = run("import", file, "--json").json["commit"]
    run("charge", "1栋-101", "--due", "2026-05-31", "--principal", "7", "--ref", "钥匙")
    told = run("undo", commit)
    assert "1 cases" in told.out + told.err
    assert owed(run) == {"1栋-101": "7.00"}
    assert len(run("import", file, "--json").json["duplicates"]) == 1


def test_a_bill_reversed_by_hand_empties_no_case(listed: Callable[..., str], run: Run) -> None:
    file = listed(*by_sum("200"))
    run("import", file)
    (entry,) = run("show", "1栋-101", "--json").json["entries"]
    run("reverse", "1栋-101", entry["id"])
    assert owed(run) == {"1栋-101": "0.00"}
    assert len(run("import", file, "--json").json["duplicates"]) == 1
