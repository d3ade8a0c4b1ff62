"""Suspected fraud: recorded with the receipt of the police, nothing scheduled meanwhile, cleared."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
CASE, LOAN = "PF-2026-0007", "XD-2026-0001"
REPORT = ("fraud", LOAN, "papers of another person", "--police", "江北派出所", "--receipt", "2026-0601-17")


def rules(run: Run, case: str, *words: str) -> set[str]:
    return {each["rule"] for each in run("remind", *words, "--json").json["items"] if each["case"] == case}


def test_nothing_is_scheduled_while_fraud_is_suspected(worked: Path, run: Run, last_commit: Run) -> None:
    assert rules(run, LOAN)
    assert run(*REPORT).code == 0
    assert last_commit().subject == f"fraud {LOAN}: reported to the police, value date 2026-06-01"
    assert rules(run, LOAN, "--days", "29") == set()
    # it is not forgotten: after 30 days somebody sees whether it may end
    assert rules(run, LOAN, "--days", "60") == {"fraud"}
    before = rules(run, LOAN, "--as-of", "2026-05-31")
    assert before, "the day before it was reported the case was worked"


def test_deadlines_of_the_law_are_still_listed(worked: Path, run: Run) -> None:
    assert (
        run("note", CASE, "x", "--channel", "phone", "--result", "reached", "--callback", "2026-06-01").code
        == 0
    )
    deadlines = {"limitation", "guarantee"}
    with_it = rules(run, CASE, "--days", "60")
    assert with_it & deadlines
    assert with_it - deadlines
    assert run("fraud", *(CASE, *REPORT[2:])).code == 0
    assert rules(run, CASE, "--days", "60") == with_it & deadlines | {"fraud"}


def test_show_and_status_say_so(worked: Path, run: Run) -> None:
    assert run("status", LOAN, "--json").json["suspected_fraud"] is None
    entry = run(*REPORT, "--json").json["entry"]
    said = f"{LOAN}: fraud is suspected since 2026-06-01, reported to 江北派出所, receipt 2026-0601-17"
    for words in (("show", LOAN), ("status", LOAN), ("status",)):
        assert said in run(*words).out
    assert run("status", LOAN, "--json").json["suspected_fraud"] == {
        "since": "2026-06-01", "police": "江北派出所", "receipt": "2026-0601-17", "entry": entry,
    }  # fmt: skip
    assert said not in run("show", CASE).out
    assert said not in run("show", LOAN, "--as-of", "2026-05-31").out


def test_nobody_is_contacted_meanwhile(worked: Path, run: Run) -> None:
    assert run(*REPORT).code == 0
    assert not run("contact", LOAN, "--json").json["may_call"]
    for words in (
        ("note", LOAN, "x", "--channel", "phone"),
        ("visit", "plan", LOAN, "--for", "2026-06-05"),
        ("letter", "new", LOAN, "overdue-notice"),
    ):
        done = run(*words)
        assert done.code == 4
        assert "receipt 2026-0601-17" in done.err
    assert run("pay", LOAN, "100", "--via", "bank").code == 0, "money is taken all the same"


def test_a_cleared_suspicion_lets_the_work_go_on(worked: Path, run: Run, last_commit: Run) -> None:
    before = rules(run, LOAN)
    assert run(*REPORT, "--on", "2026-05-20").code == 0
    assert rules(run, LOAN) == set()
    assert run("fraud", LOAN, "--cleared", "--reason", "the expert says the signature is hers").code == 0
    assert last_commit().subject == f"fraud {LOAN}: cleared, value date 2026-06-01"
    assert rules(run, LOAN) == before
    assert rules(run, LOAN, "--as-of", "2026-05-31") == set()
    items = [each for each in run("remind", "--json").json["items"] if each["case"] == LOAN]
    assert {each["due"] for each in items} == {"2026-06-01"}, (
        "days missed meanwhile fall due when it is cleared"
    )
    assert "fraud is suspected" not in run("show", LOAN).out
    assert run(*REPORT).code == 0, "it may be suspected again"


def test_a_report_taken_back_counts_as_never_made(worked: Path, run: Run) -> None:
    entry = run(*REPORT, "--json").json["entry"]
    assert run("reverse", LOAN, entry, "--reason", "wrong case").code == 0
    assert rules(run, LOAN)


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("x",), 1, "receipt"),
        (("x", "--police", "江北派出所"), 1, "receipt"),
        (("x", "--receipt", "17"), 1, "police station"),
        (("--police", "江北派出所", "--receipt", "17"), 2, "what is suspected"),
        (("x", "--police", "江北派出所", "--receipt", "17", "--reason", "y"), 2, "--cleared"),
        (("--cleared", "--reason", "x"), 1, "no suspicion of fraud stands"),
        (("--cleared",), 1, "no suspicion of fraud stands"),
        (("x", "--police", " ", "--receipt", "17"), 2, "empty"),
    ],
)
def test_what_is_refused(
    words: tuple[str, ...], code: int, says: str, worked: Path, run: Run, state: Run
) -> None:
    before = state(worked)
    done = run("fraud", LOAN, *words)
    assert (done.code, state(worked)) == (code, before)
    assert says in done.errors[0]


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (REPORT[2:], 1, "recorded on 2026-06-01 already"),
        (("--cleared",), 2, "--reason"),
        (("--cleared", "--reason", "x", "--on", "2026-05-31"), 1, "no suspicion"),
        (("--cleared", "--reason", "x", "--receipt", "17"), 1, "names no police station"),
    ],
)
def test_what_is_refused_while_one_stands(
    words: tuple[str, ...], code: int, says: str, worked: Path, run: Run
) -> None:
    assert run(*REPORT).code == 0
    done = run("fraud", LOAN, *words)
    assert done.code == code
    assert says in done.errors[0]


def test_it_cannot_be_cleared_twice(worked: Path, run: Run) -> None:
    assert run(*REPORT).code == 0
    assert run("fraud", LOAN, "--cleared", "--reason", "x").code == 0
    assert run("fraud", LOAN, "--cleared", "--reason", "x").code == 1


def test_check_finds_a_clearing_of_nothing(worked: Path, run: Run, file_of: Run) -> None:
    file = file_of(worked, LOAN)
    line = "  - {id: 0zzzzzzzzzzzzzzz, kind: fraud, date: 2026-06-01, text: x, cleared: true, by: li, at: 2026-06-01T10:00:00+08:00}\n"
    file.write_text(file.read_text(encoding="utf-8") + line, encoding="utf-8")
    done = run("check", "references", "--json")
    assert [problem["code"] for problem in done.json["problems"]] == ["fraud"]
