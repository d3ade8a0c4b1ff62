"""What an import says: no line contradicts another, and what it advises helps."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
HEADER = ["楼栋", "房号", "业主姓名", "欠费期间", "欠费金额"]


def home(room: str, name: str, period: str, amount: str) -> list[str]:
    """A row of a list of arrears."""
    return ["1栋", room, name, period, amount]


@pytest.fixture
def listed(ledger: Path, tmp_path: Path) -> Callable[..., str]:
    """Writes a list of homes in arrears."""

    def write(*rows: list[str], title: str = "", header: list[str] = HEADER) -> str:
        path = tmp_path / "homes.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([*([[title]] if title else []), header, *rows])
        return str(path)

    return write


def test_rows_to_sign_stop_no_import(listed: Callable[..., str], run: Run) -> None:
    rows = (home("101", "高丽娟", "2026.05", "200"), ["物业经理签字：", "", "", "日期：", ""])
    done = run("import", listed(*rows))
    assert done.code == 0, done.out
    assert "rows without data left out: 3 (物业经理签字：)" in done.err


def test_bills_added_beside_a_wrong_row_are_something_imported(
    listed: Callable[..., str], run: Run, tmp_path: Path
) -> None:
    run("import", listed(home("101", "高丽娟", "2026.04", "200")))
    file = listed(home("101", "高丽娟", "2026.04-2026.05", "400"), home("102", "徐霞", "2026.05", "2oo"))
    done = run("import", file, "--add-bills", "--partial")
    assert done.code == 0
    assert "1 bills added" in done.out
    assert "nothing imported" not in done.out
    assert "--partial" not in done.out
    assert str(tmp_path / "homes-rejected.csv") in done.out
    assert "2oo" in (tmp_path / "homes-rejected.csv").read_text(encoding="utf-8-sig")


def test_wrong_rows_alone_are_kept_for_mending_and_partial_is_not_advised_again(
    listed: Callable[..., str], run: Run, tmp_path: Path
) -> None:
    run("import", listed(home("101", "高丽娟", "2026.04", "200")))
    file = listed(home("101", "高丽娟", "2026.04", "200"), home("102", "徐霞", "2026.05", "2oo"))
    dry = run("import", file, "--partial", "--dry-run")
    assert (dry.code, list(tmp_path.glob("*rejected*"))) == (1, [])
    done = run("import", file, "--partial")
    assert done.code == 1
    assert "no other row is new" in done.out
    assert "or take the others" not in done.out
    assert "徐霞" in (tmp_path / "homes-rejected.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("wrong", [False, True])
def test_an_option_that_is_given_is_not_advised(wrong: bool, listed: Callable[..., str], run: Run) -> None:
    run("import", listed(home("101", "高丽娟", "2026.04", "200")))
    rows = [home("101", "高丽娟", "2026.04-2026.05", "400")]
    file = listed(*rows, *([home("102", "徐霞", "2026.05", "2oo")] if wrong else []))
    assert "--add-bills adds" in run("import", file, "--dry-run").out
    told = run("import", file, "--add-bills", "--dry-run").out
    assert "--add-bills" not in told
    assert ("not added either" in told) is wrong


@pytest.mark.parametrize(
    ("period", "says"),
    [
        ("2026.3.1-2026.11.31", "there is no day 2026-11-31; the month ends on 2026-11-30"),
        ("2026.2.30-2026.4.30", "there is no day 2026-02-30; the month ends on 2026-02-28"),
        ("2026.3.1-2026.4.15", "give each period a row of its own"),
    ],
)
def test_a_day_that_does_not_exist_is_said_to_be_none(
    period: str, says: str, listed: Callable[..., str], run: Run
) -> None:
    (wrong,) = run("import", listed(home("101", "高丽娟", period, "200")), "--json").json["rejected"]
    assert says in wrong["reason"]


def test_what_the_policy_adds_is_said_once_and_can_be_left_out(listed: Callable[..., str], run: Run) -> None:
    rows = (home("101", "高丽娟", "2026.04", "200"), home("102", "徐霞", "2026.05", "100"))
    told = run("import", listed(*rows), "--dry-run").err
    assert told.count("0.05%/day") == 1
    words = ("--term", "accruals.late_penalty=none")
    assert " ".join(words) in told
    assert "0.05%/日 加计逾期违约金" in run("--lang", "zh", "import", listed(*rows), "--dry-run").err
    done = run("import", listed(*rows), *words)
    assert "0.05%/day" not in done.err
    assert run("fees", "1栋-101", "--json").json["balance"]["penalty"] == "0.00"
