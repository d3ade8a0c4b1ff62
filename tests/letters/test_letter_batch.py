"""Letters to many cases at once: selection, one commit, the reasons of those that get none."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from copies import MadeOnce

from dunning_cli.kernel.message import in_english
from dunning_cli.present.progress import ProgressLine

Run = Callable[..., Any]
CASE, LOAN = "PF-2026-0007", "XD-2026-0001"


@pytest.fixture
def many(worked: Path, run: Run, made_once: MadeOnce) -> Path:
    """Three loans in M2: one with an address, one without, one of another collector; a bill in M4+."""

    def make() -> None:
        for number, owner in ((2, "li"), (3, "wang")):
            case = f"XD-2026-000{number}"
            opened = (
                "open",
                case,
                "--policy",
                "small-loan",
                "--name",
                f"客户{number}",
                "--address",
                f"江城市 {number} 号",
            )
            assert run(*opened, "--term", "contract_rate=12%/year", "--owner", owner).code == 0
            money = (
                "opening",
                case,
                "--on",
                "2026-05-01",
                "--principal",
                "8000.00",
                "--overdue-since",
                "2026-04-20",
            )
            assert run(*money).code == 0

    made_once(worked, make)
    return worked


def test_one_commit_for_all_and_the_reasons_of_the_others(
    many: Path, run: Run, last_commit: Callable[[], Any], in_git: Callable[..., str]
) -> None:
    before = in_git("rev-parse", "HEAD").strip()
    done = run("letter", "batch", "--stage", "M2", "--template", "overdue-notice", "--json")
    assert done.code == 0, done.err
    assert done.json["letters"] == [
        {"case": "XD-2026-0002", "cases": ["XD-2026-0002"], "serial": "2026-A-0001"},
        {"case": "XD-2026-0003", "cases": ["XD-2026-0003"], "serial": "2026-A-0002"},
    ]
    (error,) = done.json["errors"]
    assert error["case"] == LOAN
    assert "has no address" in error["reason"]
    assert f"{LOAN} gets no letter" in done.err
    assert in_git("rev-parse", "HEAD~1").strip() == before
    commit = last_commit()
    assert (
        commit.subject
        == "letters overdue-notice: 2 cases, no. 2026-A-0001 to 2026-A-0002, value date 2026-06-01"
    )
    assert commit.trailers["Case"] == ["XD-2026-0002", "XD-2026-0003"]
    assert sum(path.startswith("letters/2026/") for path in commit.files) == 2
    assert len(run("letter", "list", "--json").json["letters"]) == 2


@pytest.mark.parametrize(
    ("words", "cases"),
    [
        (("--stage", "M2", "--owner", "wang"), ["XD-2026-0003"]),
        (("--owner", "wang"), [CASE, "XD-2026-0003"]),
        (("--policy", "property-fee"), [CASE]),
        (("--policy", "small-loan", "--method", "hand"), [LOAN, "XD-2026-0002", "XD-2026-0003"]),
    ],
)
def test_which_cases(words: tuple[str, ...], cases: list[str], many: Path, run: Run) -> None:
    done = run("letter", "batch", "--template", "payment-reminder", *words, "--json")
    assert [letter["case"] for letter in done.json["letters"]] == cases


def test_a_dry_run_writes_nothing(many: Path, run: Run, state: Callable[[Path], object]) -> None:
    before = state(many)
    done = run("letter", "batch", "--stage", "M2", "--template", "overdue-notice", "--dry-run", "--json")
    assert (done.code, done.json["commit"], state(many)) == (0, None, before)
    assert [letter["serial"] for letter in done.json["letters"]] == ["2026-A-0001", "2026-A-0002"]


@pytest.mark.parametrize(
    ("code", "words", "said"),
    [
        (2, ("--template", "overdue-notice"), "say which cases"),
        (
            3,
            ("--template", "overdue-notise", "--stage", "M2"),
            "did you mean 'overdue-notice' (Notice of Overdue Debt)?",
        ),
        (1, ("--template", "overdue-notice", "--stage", "M3"), "no open case is selected on 2026-06-01"),
        (1, ("--template", "settlement-certificate", "--stage", "M2"), "none of 3 cases gets a letter"),
        (
            4,
            ("--template", "final-demand", "--owner", "wang", "--to", "路人"),
            "none of 2 cases gets a letter",
        ),
    ],
)
def test_nothing_to_write(
    code: int, words: tuple[str, ...], said: str, many: Path, run: Run, state: Callable[[Path], object]
) -> None:
    before = state(many)
    done = run("letter", "batch", *words)
    assert (done.code, state(many)) == (code, before)
    assert said in done.err


def test_a_second_batch_of_the_next_level_waits(many: Path, run: Run) -> None:
    assert run("letter", "batch", "--stage", "M2", "--template", "overdue-notice").code == 0
    early = run(
        "letter", "batch", "--policy", "small-loan", "--template", "final-demand", "--on", "2026-06-05"
    )
    assert early.code == 1
    assert early.err.count("gives time until 2026-06-11") == 2
    done = run(
        "letter", "batch", "--stage", "M2", "--template", "final-demand", "--on", "2026-06-12", "--json"
    )
    assert [letter["serial"] for letter in done.json["letters"]] == ["2026-A-0003", "2026-A-0004"]


def test_a_case_file_that_is_no_case_does_not_stop_the_others(
    many: Path, run: Run, file_of: Callable[[Path, str], Path], in_git: Callable[..., str]
) -> None:
    file_of(many, LOAN).write_text("case: [\n", encoding="utf-8")
    in_git("commit", "-qam", "broken by hand")
    done = run("letter", "batch", "--stage", "M2", "--template", "overdue-notice", "--json")
    assert done.code == 0, done.err
    assert len(done.json["letters"]) == 2
    assert [error["case"] for error in done.json["errors"]] == [LOAN]


def test_a_letter_refused_for_its_text_costs_nothing(many: Path, run: Run) -> None:
    """The charge stands in the letter's figures, and so is made before the text can be judged."""
    assert run("set", "XD-2026-0002", "debtor.addresses[0].text=老赖路 1 号").code == 0
    before = run("fees", "XD-2026-0002", "--json").json["balance"]
    batch = ("letter", "batch", "--stage", "M2", "--template", "overdue-notice", "--cost", "20")
    done = run(*batch, "--json")
    assert [letter["case"] for letter in done.json["letters"]] == ["XD-2026-0003"]
    assert run("fees", "XD-2026-0002", "--json").json["balance"] == before
    assert run("fees", "XD-2026-0003", "--json").json["balance"]["fee"] == "20.00"
    assert run("audit").code == 0


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_for_terminals_only(many: Path, run: Run) -> None:
    done = run("letter", "batch", "--stage", "M2", "--template", "overdue-notice", "--method", "hand")
    assert "of 3" not in done.err
    file, terminal = io.StringIO(), _Terminal()
    for where in (file, terminal):
        line = ProgressLine(in_english, where)
        for number in range(1, 4):
            line(number, 3)
    assert file.getvalue() == ""
    assert terminal.getvalue() == "\r\x1b[K1 of 3\r\x1b[K2 of 3\r\x1b[K", "the line is cleared at the end"
