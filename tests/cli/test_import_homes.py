"""Homes of a property list: the number that a case gets, its address, and cases that are there under an older number."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
HEADER = ["楼栋", "单元", "房号", "业主姓名", "欠费期间", "欠费金额"]


@pytest.fixture
def listed(ledger: Path, tmp_path: Path) -> Callable[..., str]:
    """Writes a list of homes in arrears."""

    def write(*rows: list[str], header: list[str] = HEADER, title: str = "") -> str:
        path = tmp_path / "homes.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([*([[title]] if title else []), header, *rows])
        return str(path)

    return write


def home(building: str, unit: str, room: str, name: str) -> list[str]:
    """A row of one month."""
    return [building, unit, room, name, "2026.05", "200"]


def cases(run: Run) -> dict[str, str]:
    """The debtors by case."""
    return {each["case"]: each["debtor"] for each in run("list", "--all", "--reveal", "--json").json["cases"]}


def test_entrances_make_homes_of_one_number_different_cases(listed: Callable[..., str], run: Run) -> None:
    file = listed(home("1栋", "1单元", "101", "高丽娟"), home("1栋", "2单元", "101", "徐霞"))
    done = run("import", file, "--area", "青禾花园", "--json")
    assert (done.code, done.json["imported"], done.json["rejected"]) == (0, 2, [])
    assert set(cases(run)) == {"青禾花园-1栋-1单元-101", "青禾花园-1栋-2单元-101"}
    again = run("import", file, "--area", "青禾花园", "--json").json
    assert (again["imported"], len(again["duplicates"])) == (0, 2)


@pytest.mark.parametrize(
    ("building", "unit", "room", "number"),
    [("1栋", "1单元", "1-1-0101", "1-1-0101"), ("3", "2", "501", "3-2-501"), ("3", "", "501", "3-501")],
)
def test_what_a_room_number_says_already_is_not_said_twice(
    building: str, unit: str, room: str, number: str, listed: Callable[..., str], run: Run
) -> None:
    run("import", listed(home(building, unit, room, "高丽娟")))
    assert list(cases(run)) == [number]


OLDER = """profile: older
kind: cases
policy: property-fee
spread: month
case_id: [building, room]
columns:
  building: [楼栋]
  room: [房号]
  name: [业主姓名]
  period: [欠费期间]
  principal: [欠费金额]
ignored: [单元]
"""


def test_a_case_under_its_older_number_is_found_again(
    ledger: Path, listed: Callable[..., str], run: Run
) -> None:
    (ledger / "policies/imports/older.yaml").write_text(OLDER, encoding="utf-8")
    first = home("1栋", "1单元", "101", "高丽娟")
    run("import", listed(first), "--profile", "older")
    assert list(cases(run)) == ["1栋-101"]
    run("set", "1栋-101", "debtor.addresses=1栋1单元101")
    file = listed(first, home("1栋", "2单元", "101", "高丽娟"), home("1栋", "3单元", "101", "徐霞"))
    again = run("import", file, "--json").json
    assert [each["case"] for each in again["duplicates"]] == ["1栋-101"]
    assert set(cases(run)) == {"1栋-101", "1栋-2单元-101", "1栋-3单元-101"}
    third = run("import", file, "--json").json
    assert (third["imported"], len(third["duplicates"])) == (0, 3)


def test_an_own_profile_without_the_entrance_takes_it_from_the_table(
    ledger: Path, listed: Callable[..., str], run: Run
) -> None:
    text = OLDER.replace("  room: [房号]", "  unit: [单元]\n  room: [房号]").replace("ignored: [单元]\n", "")
    (ledger / "policies/imports/older.yaml").write_text(text, encoding="utf-8")
    file = listed(home("1栋", "1单元", "101", "高丽娟"), home("1栋", "2单元", "101", "徐霞"))
    assert run("import", file, "--profile", "older", "--json").json["imported"] == 2


@pytest.fixture
def answering(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command whose questions are answered over a pipe."""

    def execute(answers: str, *words: str) -> Any:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(answers.encode()), encoding="utf-8"))
        return run(*words)

    return execute


@pytest.mark.parametrize("made_of", ["", "楼栋 单元 房号", "building、unit、room", "楼栋，单元，房屋号码"])
def test_a_form_is_learnt_in_the_words_of_the_office(
    made_of: str, listed: Callable[..., str], answering: Run, run: Run, ledger: Path
) -> None:
    header = ["楼栋", "单元", "房屋号码", "业主姓名", "欠费期间", "欠费金额"]
    file = listed(home("1栋", "1单元", "101", "高丽娟"), header=header)
    answers = f"\n\n房号\n\n\n\n物业费\n{made_of}\n一个完整案件\n按月\n"
    done = answering(answers, "--lang", "zh", "import", file, "--learn", "homes")
    assert done.code == 0, done.err
    text = (ledger / "policies/imports/homes.yaml").read_text(encoding="utf-8")
    assert "case_id: [building, unit, room]" in text
    assert "policy: property-fee" in text
    assert "spread: month" in text
    assert run("import", file, "--profile", "homes", "--json").json["imported"] == 1
    assert list(cases(run)) == ["1栋-1单元-101"]


def test_a_word_for_what_no_column_gives_is_answered_with_those_that_are_given(
    listed: Callable[..., str], answering: Run
) -> None:
    done = answering(
        "\n" * 6 + "\narea\nq\n",
        "--lang",
        "zh",
        "import",
        listed(home("1", "1", "1", "高丽娟")),
        "--learn",
        "x",
    )
    assert done.code == 1
    assert "building（楼栋）" in done.err
    assert "unit（单元）" in done.err


@pytest.mark.parametrize(
    ("building", "unit", "room", "address"),
    [
        ("1", "1", "101", "青禾花园1栋1单元101"),
        ("3", "", "501", "青禾花园3栋501"),
        ("1栋", "1单元", "101", "青禾花园1栋1单元101"),
        ("1", "1", "1-1-0101", "青禾花园1-1-0101"),
    ],
)
def test_figures_alone_become_an_address_that_can_be_read(
    building: str, unit: str, room: str, address: str, listed: Callable[..., str], run: Run
) -> None:
    run("import", listed(home(building, unit, room, "高丽娟")), "--area", "青禾花园")
    (case,) = cases(run)
    head = run("show", case, "--reveal", "--json").json["head"]
    assert head["debtor"]["addresses"][0]["text"] == address


@pytest.mark.parametrize("title", ["青禾花园欠费表", ""])
@pytest.mark.parametrize("own", [True, False])
def test_homes_without_an_estate_are_noted_whatever_profile_reads_them(
    title: str, own: bool, ledger: Path, listed: Callable[..., str], run: Run
) -> None:
    text = OLDER.replace("  room: [房号]", "  unit: [单元]\n  room: [房号]").replace("ignored: [单元]\n", "")
    (ledger / "policies/imports/older.yaml").write_text(text, encoding="utf-8")
    file = listed(home("1", "1", "101", "高丽娟"), title=title)
    words = ("--profile", "older" if own else "property-arrears")
    told = run("import", file, *words, "--dry-run").err
    assert "no column names the estate" in told
    assert "--area" in told
    assert ("above the header" in told, title in told) == (bool(title), True)
    assert "--area" not in run("import", file, *words, "--area", "青禾花园").err
