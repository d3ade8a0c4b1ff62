"""Numbers that nobody can be told by or called on are noted where they come in, and by `check`; nothing is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
RIGHT = "11010519491231002X"
OPEN = ("open", "N-1", "--policy", "property-fee", "--name", "王建国")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--id-number", "无"), "no complete identity number"),
        (("--id-number", "110105194912310021"), "check digit"),
        (("--phone", "1380000000"), "no telephone number has these digits: 10"),
        (("--guarantor", "李敏:1390000000"), "guarantor: no telephone number"),
    ],
)
def test_they_are_noted_when_a_case_is_opened_and_by_check(
    words: tuple[str, ...], said: str, ledger: Path, run: Run
) -> None:
    opened = run(*OPEN, *words)
    assert (opened.code, said in opened.err) == (0, True), opened.err
    checked = run("check")
    assert (checked.code, said in checked.err, "N-1" in checked.err) == (0, True, True)


@pytest.mark.parametrize(
    "words",
    [
        ("party", "N-1", "李敏", "--role", "contact", "--phone", "1390000000"),
        ("detail", "N-1", "--phone", "1390000000"),
        ("note", "N-1", "x", "--channel", "phone", "--number", "1390000000", "--result", "no_answer"),
        ("set", "N-1", "debtor.phones[0].number=1390000000"),
    ],
)
def test_they_are_noted_where_they_come_in_later(words: tuple[str, ...], ledger: Path, run: Run) -> None:
    run(*OPEN, "--phone", "13800000007")
    done = run(*words)
    assert (done.code, done.err.count("no telephone number has these digits")) == (0, 1), done.err


def test_what_is_right_is_passed_in_silence(ledger: Path, run: Run) -> None:
    done = run(*OPEN, "--id-number", RIGHT, "--phone", "0571-60000001 转 802")
    assert done.err == ""
    assert run("check").err == ""


def test_one_case_opened_twice_is_noted(ledger: Path, run: Run) -> None:
    more = ("--id-number", RIGHT, "--contract", "WY-1")
    assert run(*OPEN, *more).err == ""
    again = run(*("N-2" if word == "N-1" else word for word in OPEN), *more)
    assert "N-2 is likely the same as N-1" in again.err
    assert "N-2 is likely the same as N-1" in run("check").err
    assert run("close", "N-2", "--reason", "invalid").code == 0
    assert run("check").err == ""


def test_two_homes_of_one_owner_are_two_cases(ledger: Path, run: Run) -> None:
    run(*OPEN, "--id-number", RIGHT, "--contract", "WY-1")
    other = run(
        *("N-2" if word == "N-1" else word for word in OPEN), "--id-number", RIGHT, "--contract", "WY-2"
    )
    assert other.err == ""
    assert run("check").err == ""


@pytest.mark.parametrize(
    "text", ["+86 138-0000-0007", "13800000007", "0086 13800000007", "110105491231002", "11010519491231002x"]
)
def test_a_number_is_found_however_it_is_written(text: str, ledger: Path, run: Run) -> None:
    run(*OPEN, "--id-number", RIGHT, "--phone", "138 0000 0007")
    assert [each["case"] for each in run("find", text, "--json").json["found"]] == ["N-1"]


def test_an_import_notes_each_row(ledger: Path, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "loans.csv"
    file.write_text(
        "委案编号,委外日期,客户姓名,身份证号,手机号码,逾期本金,合同编号\n"
        f"L-1,2026-05-01,甲一,{RIGHT},13800000007,100.00,C-1\n"
        "L-2,2026-05-01,乙二,无,1380000000,200.00,C-2\n"
        f"L-3,2026-05-01,甲一,{RIGHT},13800000007,100.00,C-1\n",
        encoding="utf-8",
    )
    done = run("import", str(file), "--policy", "small-loan", "--json")
    assert done.code == 0, done.err
    assert [(note["row"], note["case"], note["reason"][:45]) for note in done.json["notes"]] == [
        (3, "L-2", "debtor: this is no complete identity number, "),
        (3, "L-2", "debtor: no telephone number has these digits:"),
        (4, "L-3", "L-3 is likely the same as L-1: the debtor and"),
    ]
