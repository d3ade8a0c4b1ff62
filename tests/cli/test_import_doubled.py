"""A column that is the sum of others is never added to them."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
HEADER = ["楼栋", "房号", "业主姓名", "物业费", "公摊费", "欠费合计"]
ROWS = [["1栋", str(number), f"业主{number}", "157", "30", "187"] for number in range(101, 105)]


@pytest.fixture
def answering(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command whose questions are answered over a pipe."""

    def execute(answers: str, *words: str) -> Any:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(answers.encode()), encoding="utf-8"))
        return run(*words)

    return execute


@pytest.fixture
def table(ledger: Path, tmp_path: Path) -> Callable[..., str]:
    """Writes a list, its header first."""

    def write(*rows: list[str]) -> str:
        path = tmp_path / "list.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        return str(path)

    return write


def principal(run: Run, case: str) -> str:
    """What a case owes of principal."""
    return run("fees", case, "--json").json["balance"]["principal"]


@pytest.mark.parametrize("second", ["principal", "fee"])
def test_a_total_is_proposed_as_the_sum_to_be_checked(
    second: str, table: Callable[..., str], answering: Run, run: Run, ledger: Path
) -> None:
    file = table(HEADER, *ROWS)
    done = answering(f"\n\n\nprincipal\n{second}\n\n\n\n", "import", file, "--learn", "own")
    assert done.code == 0, done.err
    assert done.out.count("Enter: total") == 1
    text = (ledger / "policies/imports/own.yaml").read_text(encoding="utf-8")
    assert "total: [欠费合计]" in text
    assert run("import", file, "--profile", "own", "--json").json["imported"] == 4
    assert principal(run, "1栋-101") == ("187.00" if second == "principal" else "157.00")
    wrong = table(HEADER, ["1栋", "201", "高丽娟", "157", "30", "190"])
    (told,) = run("import", wrong, "--profile", "own", "--json").json["rejected"]
    assert told["column"] == "欠费合计"


@pytest.mark.parametrize("last", ["", "-"])
def test_a_sum_named_as_a_part_is_asked_about_again(
    last: str, table: Callable[..., str], answering: Run, run: Run
) -> None:
    file = table(HEADER, *ROWS)
    answers = f"\n\n\nprincipal\nprincipal\nprincipal\nprincipal\n{last}\n\n\n"
    done = answering(answers, "import", file, "--learn", "own")
    assert done.code == 0, done.err
    assert "欠费合计 is the sum of 物业费, 公摊费" in done.out
    assert "as principal (principal) it would be counted twice" in done.err
    run("import", file, "--profile", "own")
    assert principal(run, "1栋-101") == "187.00"


def test_a_sum_that_stands_first_is_found_too(
    table: Callable[..., str], answering: Run, ledger: Path
) -> None:
    header = [*HEADER[:3], "欠费合计", "物业费", "公摊费"]
    rows = [[*row[:3], row[5], row[3], row[4]] for row in ROWS]
    done = answering(
        "\n\n\nprincipal\nprincipal\nprincipal\n\n\n\n", "import", table(header, *rows), "--learn", "own"
    )
    assert done.code == 0, done.err
    text = (ledger / "policies/imports/own.yaml").read_text(encoding="utf-8")
    assert "total: [欠费合计]" in text
    assert "principal: [物业费, 公摊费]" in text


OWN = """profile: own
kind: cases
policy: property-fee
case_id: [building, room]
columns:
  building: [楼栋]
  room: [房号]
  name: [业主姓名]
adds:
  principal: [物业费, 公摊费, 欠费合计]
"""


def test_a_profile_that_adds_a_sum_to_its_parts_is_refused_in_one_line(
    table: Callable[..., str], run: Run, ledger: Path, state: Run
) -> None:
    (ledger / "policies/imports/own.yaml").write_text(OWN, encoding="utf-8")
    before = state(ledger)
    done = run("import", table(HEADER, *ROWS), "--profile", "own")
    assert (done.code, done.err.count("\n")) == (1, 1)
    assert "欠费合计 is the sum of 物业费, 公摊费" in done.err
    assert "under total" in done.err
    assert state(ledger) == before
    one = run("import", table(HEADER, ROWS[0]), "--profile", "own")
    assert (one.code, "is the sum of" in one.err) == (1, True)


def test_parts_that_are_alike_by_chance_are_added(table: Callable[..., str], run: Run, ledger: Path) -> None:
    (ledger / "policies/imports/own.yaml").write_text(OWN.replace(", 欠费合计", ""), encoding="utf-8")
    header = HEADER[:5]
    done = run("import", table(header, [*ROWS[0][:3], "30", "30"]), "--profile", "own", "--json")
    assert done.json["imported"] == 1
    assert principal(run, "1栋-101") == "60.00"
