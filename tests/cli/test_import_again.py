"""The next file of the same office: what of it the cases that are there do not hold is said, and added when asked for."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
HOME = "青禾花园-1-1-0101"
HEADER = ["小区", "楼栋", "房号", "业主姓名", "欠费期间", "欠费金额", "滞纳金", "联系电话"]


def row(room: str, name: str, period: str, amount: str, penalty: str = "") -> list[str]:
    """A row of an arrears list."""
    return ["青禾花园", "1栋", room, name, period, amount, penalty, "13800000011"]


@pytest.fixture
def arrears(ledger: Path, tmp_path: Path) -> Callable[..., str]:
    """Writes an arrears list."""

    def write(*rows: list[str], header: list[str] = HEADER) -> str:
        path = tmp_path / "arrears.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, *rows])
        return str(path)

    return write


def charged(run: Run, case: str = HOME) -> dict[str, str]:
    """The bills of a case: amount by reference."""
    entries = run("show", case, "--json").json["entries"]
    return {each["ref"]: each["principal"] for each in entries if each["kind"] == "charge"}


def test_a_further_month_is_said_with_the_command_that_adds_it(arrears: Callable[..., str], run: Run) -> None:
    run("import", arrears(row("1-1-0101", "高丽娟", "2026.04-2026.05", "400")))
    file = arrears(row("1-1-0101", "高丽娟", "2026.04-2026.06", "600"))
    told = run("import", file)
    command = f"dunning charge {HOME} --on 2026-06-01 --due 2026-06-30 --principal 200.00 --ref 2026-06"
    assert told.code == 0
    assert command in told.out
    assert "--add-bills" in told.out
    (lacks,) = run("import", file, "--json").json["not_held"]
    assert lacks == {
        "row": 2, "case": HOME, "period": "2026-06", "due": "2026-06-30", "amount": "200.00", "reason": None,
        "command": command,
    }  # fmt: skip
    assert charged(run) == {"2026-04": "200.00", "2026-05": "200.00"}, "nothing is added unless asked for"
    assert run(*command.split()[1:]).code == 0
    after = run("import", file, "--json").json
    assert (after["not_held"], len(after["duplicates"])) == ([], 1)


def test_add_bills_adds_them_beside_new_cases_in_one_commit(
    arrears: Callable[..., str], run: Run, in_git: Run
) -> None:
    run("import", arrears(row("1-1-0101", "高丽娟", "2026.04-2026.05", "400")))
    before = int(in_git("rev-list", "--count", "HEAD"))
    file = arrears(
        row("1-1-0101", "高丽娟", "2026.04-2026.06", "600"), row("1-1-0102", "徐霞", "2026.06", "150")
    )
    tried = run("import", file, "--add-bills", "--dry-run", "--json").json
    assert (tried["imported"], tried["bills_added"], tried["commit"]) == (1, 1, None)
    assert len(charged(run)) == 2
    done = run("import", file, "--add-bills", "--json").json
    assert (done["imported"], done["bills_added"], done["not_held"]) == (1, 1, [])
    assert int(in_git("rev-list", "--count", "HEAD")) == before + 1
    assert charged(run) == {"2026-04": "200.00", "2026-05": "200.00", "2026-06": "200.00"}
    again = run("import", file, "--add-bills", "--json").json
    assert (again["imported"], again["bills_added"], again["commit"]) == (0, 0, None)
    assert run("audit").code == 0


@pytest.mark.parametrize(
    ("second", "why"),
    [
        (row("1-1-0101", "高丽娟", "2026.04-2026.06", "500"), "for 2026-04 the file has 166.67, the ledger 200.00"),
        (row("1-1-0101", "郭刚", "2026.04-2026.06", "600"), "another debtor"),
        (row("1-1-0101", "高丽娟", "2026.04-2026.06", "600", "30"), "penalty"),
    ],
)  # fmt: skip
def test_what_is_doubtful_is_left_to_a_person(
    second: list[str], why: str, arrears: Callable[..., str], run: Run, state: Run, ledger: Path
) -> None:
    run("import", arrears(row("1-1-0101", "高丽娟", "2026.04-2026.05", "400")))
    before = state(ledger)
    file = arrears(second)
    done = run("import", file, "--add-bills")
    assert done.code == 0
    assert why in done.out
    assert f"dunning charge {HOME} --on 2026-06-01 --due 2026-06-30" in done.out
    assert "AMOUNT" in done.out
    (lacks,) = run("import", file, "--json").json["not_held"]
    assert why in lacks["reason"]
    assert state(ledger) == before


def test_a_month_within_a_bill_that_is_there_is_not_new(arrears: Callable[..., str], run: Run) -> None:
    run("import", arrears(row("1-1-0101", "高丽娟", "2026.04-2026.06", "600")), "--spread", "quarter")
    assert charged(run) == {"2026Q2": "600.00"}
    inside = run("import", arrears(row("1-1-0101", "高丽娟", "2026.05-2026.06", "400")), "--json").json
    assert inside["not_held"] == []
    (over,) = run(
        "import", arrears(row("1-1-0101", "高丽娟", "2026.04-2026.07", "800")), "--add-bills", "--json"
    ).json["not_held"]
    assert over["period"] == "2026-07"
    year = arrears(row("1-1-0101", "高丽娟", "2026.01-2026.12", "2400"))
    (whole,) = run("import", year, "--spread", "year", "--add-bills", "--json").json["not_held"]
    assert "2026Q2" in whole["reason"]


def test_a_reversed_bill_is_no_longer_held(arrears: Callable[..., str], run: Run) -> None:
    file = arrears(row("1-1-0101", "高丽娟", "2026.05", "200"))
    run("import", file)
    (entry,) = run("show", HOME, "--json").json["entries"]
    assert run("reverse", HOME, entry["id"], "--reason", "x").code == 0
    assert [each["period"] for each in run("import", file, "--json").json["not_held"]] == ["2026-05"]


def test_bills_one_a_row_and_a_closed_case(arrears: Callable[..., str], run: Run) -> None:
    header = ["房号", "业主", "账期", "欠费金额"]
    first = ["5-101", "高丽娟", "2026-05", "200"]
    run("import", arrears(first, header=header))
    file = arrears(first, ["5-101", "高丽娟", "2026-06", "210"], header=header)
    (lacks,) = run("import", file, "--json").json["not_held"]
    assert (lacks["row"], lacks["amount"], lacks["reason"]) == (3, "210.00", None)
    more = arrears(["5-101", "高丽娟", "2026-05", "260"], header=header)
    (differs,) = run("import", more, "--add-bills", "--json").json["not_held"]
    assert "the file has 260.00, the ledger 200.00" in differs["reason"]
    file = arrears(first, ["5-101", "高丽娟", "2026-06", "210"], header=header)
    assert run("close", "5-101", "--reason", "other").code == 0
    (closed,) = run("import", file, "--add-bills", "--json").json["not_held"]
    assert closed["reason"] == "the case is closed"


def test_a_larger_sum_without_months_is_said(arrears: Callable[..., str], run: Run) -> None:
    run("import", arrears(row("1-1-0101", "高丽娟", "", "400")))
    (lacks,) = run("import", arrears(row("1-1-0101", "高丽娟", "", "600")), "--json").json["not_held"]
    assert (lacks["period"], lacks["amount"]) == (None, "600.00")
    assert "the case was charged 400.00" in lacks["reason"]
    (dated,) = run("import", arrears(row("1-1-0101", "高丽娟", "2026.06", "200")), "--json").json["not_held"]
    assert dated["reason"] == "the case has an opening balance, which may hold it"


def test_the_option_is_for_files_of_cases(ledger: Path, run: Run) -> None:
    statement = Path(__file__).parents[1] / "fixtures/wechat-2026-06.xlsx"
    done = run("import", str(statement), "--add-bills")
    assert done.code == 2
    assert "--add-bills" in done.err
