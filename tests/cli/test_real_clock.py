"""What is recorded in an office that goes by the clock, which tells fractions of a second that no file holds."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from dunning_cli import Ledger
from dunning_cli.kernel.dates import recorded_moment

CASE = "PF-2026-0007"
LATE = ("--override", "at night too")
SOON = (date.today() + timedelta(3)).isoformat()
Run = Callable[..., Any]


@pytest.fixture
def live(worked: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The ledger with nothing that fixes its day."""
    monkeypatch.delenv("DUNNING_TODAY")
    return worked


COMMANDS = (
    ("note", CASE, "no one picks up", "--channel", "phone", "--result", "no_answer", *LATE),
    ("note", CASE, "asked to pay", "--channel", "sms", *LATE),
    ("note", CASE, "asked to pay", "--channel", "wechat", *LATE),
    (
        "note",
        CASE,
        "pays",
        "--channel",
        "phone",
        "--result",
        "promised",
        "--promise",
        "5",
        "--by",
        SOON,
        *LATE,
    ),
    ("promise", CASE, "7", "--by", SOON),
    ("visit", "record", CASE, "no one at home", "--result", "no_answer", *LATE),
    ("pay", CASE, "5"),
    ("waive", CASE, "penalty", "all", "--reason", "goodwill"),
    ("hold", CASE, "contact", "--reason", "asked for it"),
    ("complaint", CASE, "calls too often"),
)


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: " ".join(words[:6:2]))
def test_whatever_is_recorded_now_is_recorded(live: Path, run: Run, words: tuple[str, ...]) -> None:
    done = run(*words)
    assert done.code == 0, done.err
    assert run("check").code == 0


def test_the_work_of_the_day_is_done(live: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("1\n" * 6))
    done = run("work")
    assert done.code == 0, done.err


def test_a_script_records_now_too(live: Path) -> None:
    ledger = Ledger(live, actor="clerk")
    ledger.note(CASE, "asked to pay", channel="sms", override="at night too")


@pytest.mark.parametrize(
    "offset", [timedelta(0), timedelta(hours=8), timedelta(hours=8, minutes=5, seconds=43)]
)
def test_a_moment_is_recorded_in_whole_seconds_and_minutes(offset: timedelta) -> None:
    moment = datetime(2026, 5, 4, 9, 10, 11, 654321, timezone(offset))
    recorded = recorded_moment(moment)
    assert recorded == moment.astimezone(UTC).replace(microsecond=0)
    assert recorded == datetime.fromisoformat(recorded.isoformat(timespec="minutes")) + timedelta(
        seconds=recorded.second
    )
