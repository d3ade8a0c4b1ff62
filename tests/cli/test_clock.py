"""A clock that has jumped, back or far ahead: every write says so, and `doctor`."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

CASE = "PF-2026-0007"
Run = Callable[..., Any]


def redated(when: str) -> None:
    """Gives the last commit another date."""
    environment = {**os.environ, "GIT_COMMITTER_DATE": when, "GIT_AUTHOR_DATE": when}
    subprocess.run(
        ["git", "commit", "-q", "--amend", "--no-edit", "--date", when], env=environment, check=True
    )


def test_a_clock_behind_the_last_commit_is_told_by_a_write(worked: Path, run: Run) -> None:
    redated("2098-06-01T00:00:00+08:00")
    done = run("pay", CASE, "5", "--via", "cash")
    assert done.code == 0
    (line,) = done.errors
    assert line.startswith("note: the clock says 2")
    assert "but the ledger was last written 2098-06-01 00:00" in line


def test_a_clock_far_ahead_is_told_once(ledger: Path, run: Run) -> None:
    redated("2020-06-01T00:00:00+08:00")
    opened = ("--policy", "property-fee", "--name", "张三")
    (line,) = run("open", "N-1", *opened).errors
    assert line.startswith("note: the clock says 2")
    assert "days after the ledger was last written; is it right?" in line
    assert run("open", "N-2", *opened).err == "", "now it was written a moment ago"


def test_a_clock_behind_the_newest_entry_of_the_case(
    worked: Path, run: Run, file_of: Run, in_git: Run
) -> None:
    file = file_of(worked, CASE)
    text = file.read_text(encoding="utf-8")
    (at,) = {part.split(",")[0].split("}")[0] for part in text.split("at: ")[1:]}
    file.write_text(text.replace(at, "2097-05-05T09:00:00+08:00"), encoding="utf-8")
    in_git("commit", "-q", "-a", "-m", "from a machine whose clock is ahead")
    (line,) = run("pay", CASE, "5", "--via", "cash").errors
    assert "2097-05-05" in line
    assert run("pay", "XD-2026-0001", "5", "--via", "cash").err == "", "another case was not written then"


def test_a_dry_run_and_a_question_say_nothing_of_it(worked: Path, run: Run) -> None:
    redated("2098-06-01T00:00:00+08:00")
    assert "clock" not in run("pay", CASE, "5", "--dry-run").err
    assert run("list").err == ""


def test_a_clock_as_it_should_be_is_not_mentioned(worked: Path, run: Run) -> None:
    assert run("pay", CASE, "5", "--via", "cash").err == ""


@pytest.mark.parametrize(
    ("when", "well"), [("2098-06-01T00:00:00+08:00", False), ("2020-06-01T00:00:00+08:00", True)]
)
def test_doctor_sees_both_directions(when: str, well: bool, ledger: Path, run: Run) -> None:
    redated(when)
    (clock,) = [check for check in run("doctor", "--json").json["checks"] if check["check"] == "clock"]
    assert clock["ok"] is well
    assert when[:4] in clock["problem"] if not well else "is it right?" in clock["found"]
