"""Phases by name: what there is and where a case stands, a slip of the hand refused, the office's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
CASE = "PF-2026-0007"
BUILT_IN = [
    *("verify", "follow-up", "negotiation", "visit", "guarantor", "pre-suit", "suit", "enforcement"),
    *("estate", "dispute", "return"),
]


def test_without_a_name_it_shows_them_and_where_the_case_stands(worked: Path, run: Run, state: Run) -> None:
    before = state(worked)
    fresh = run("phase", CASE, "--json").json
    assert (fresh["phase"], fresh["since"]) == (None, None)
    assert [each["phase"] for each in fresh["phases"]] == BUILT_IN
    assert state(worked) == before
    assert run("phase", CASE, "visit", "--on", "2026-05-20").code == 0
    now = run("phase", CASE, "--json").json
    assert (now["phase"], now["since"], now["by"]) == ("visit", "2026-05-20", "clerk")
    assert run("phase", CASE, "--on", "2026-05-19", "--json").json["phase"] is None
    shown = run("--lang", "zh", "phase", CASE).out
    heading, *table = [line for line in shown.splitlines() if "外访" in line]
    assert heading.startswith(CASE)
    assert "→" in table[0]


@pytest.mark.parametrize(
    ("typed", "meant"), [("presuit", "pre-suit"), ("disputes", "dispute"), ("enforcment", "enforcement")]
)
def test_a_slip_is_refused_with_what_is_meant(
    typed: str, meant: str, worked: Path, run: Run, state: Run
) -> None:
    before = state(worked)
    done = run("phase", CASE, typed)
    assert (done.code, len(done.errors)) == (2, 1)
    assert f"did you mean '{meant}'?" in done.err
    assert all(name in done.err for name in BUILT_IN)
    assert state(worked) == before


def test_help_names_them(worked: Path, run: Run) -> None:
    told = run("phase", "--help").out
    assert all(name in told for name in BUILT_IN)


def test_an_office_lists_its_own_and_a_strategy_waits_for_more(worked: Path, run: Run) -> None:
    assert run("phase", CASE, "heating").code == 2
    settings = Path("dunning.yaml")
    own = "phases:\n  - {phase: heating, zh: 供热协调, en: heating office}\n"
    settings.write_text(settings.read_text(encoding="utf-8") + own, encoding="utf-8")
    step = "strategy: own\nsteps:\n  - {step: file, from: 1, action: duty, enters: papers-ready}\n"
    Path("policies/strategy-own.yaml").write_text(step, encoding="utf-8")
    assert run("commit").code == 0
    assert run("phase", CASE, "heating").code == 0
    assert run("phase", CASE, "papers-ready").code == 0
    assert "供热协调" in run("--lang", "zh", "phase", CASE).out


def test_a_phase_of_an_older_ledger_stays(worked: Path, run: Run, file_of: Run, in_git: Run) -> None:
    assert run("phase", CASE, "visit").code == 0
    path = file_of(worked, CASE)
    path.write_text(
        path.read_text(encoding="utf-8").replace("phase: visit", "phase: court"), encoding="utf-8"
    )
    in_git("commit", "-qam", "as older versions took it")
    assert run("check").code == 0
    assert run("phase", CASE, "--json").json["phase"] == "court"


@pytest.mark.parametrize("words", [("--reason", "x"), ("--dry-run",), ("visit", "--format", "csv")])
def test_looking_and_moving_are_not_mixed(words: tuple[str, ...], worked: Path, run: Run) -> None:
    assert run("phase", CASE, *words).code == 2
