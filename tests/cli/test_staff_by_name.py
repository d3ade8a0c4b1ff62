"""Members of the staff by their names, wherever an id is taken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import CASE, LOAN, STAFF, Done

Run = Callable[..., Done]


@pytest.fixture
def staffed(worked: Path, run: Run) -> Path:
    settings = worked / "dunning.yaml"
    text = settings.read_text(encoding="utf-8")
    limits = "approval_limits: {waiver: 10.00}\n"
    settings.write_text(text.replace("staff: []\n", STAFF + limits), encoding="utf-8")
    assert run("commit", "--actor", "wang").code == 0
    return worked


@pytest.mark.parametrize("spread", ["王静,陈立冬", "王静，陈立冬", "王静，chen"])
def test_cases_are_spread_among_names(spread: str, staffed: Path, run: Run) -> None:
    done = run("--lang", "zh", "assign", CASE, LOAN, "--spread", spread, "--actor", "周正")
    assert done.code == 0, done.err
    owners = {row["owner"] for row in run("list", "--json").json["cases"]}
    assert owners == {"wang", "chen"}


def test_the_variable_takes_a_name(
    staffed: Path, run: Run, last_commit: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUNNING_ACTOR", "陈立冬")
    assert run("pay", CASE, "5", "--via", "cash").code == 0
    assert run("show", CASE, "--json").json["entries"][-1]["by"] == "chen"
    assert "2026-06-01, Monday: " in run().out


def test_who_approved_by_name(staffed: Path, run: Run) -> None:
    assert run("waive", CASE, "penalty", "all", "--reason", "x", "--actor", "王静").code == 0
    assert run("approve", CASE, "--actor", "周正").code == 0
    entry = run("show", CASE, "--json").json["entries"][-1]
    assert (entry["kind"], entry["by"]) == ("approval", "zhou")


def test_a_name_that_two_have_is_asked_for_by_id(
    staffed: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = staffed / "dunning.yaml"
    text = settings.read_text(encoding="utf-8").replace("陈立冬", "王静")
    settings.write_text(text, encoding="utf-8")
    assert run("commit", "--actor", "wang").code == 0
    monkeypatch.setenv("DUNNING_ACTOR", "王静")
    done = run("pay", CASE, "5")
    assert (done.code, "'王静' may mean wang, chen: write one of these" in done.err) == (1, True)


def test_a_stranger_is_still_none(staffed: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUNNING_ACTOR", "刘洋")
    assert "'刘洋' is not on the staff list" in run("pay", CASE, "5").err
