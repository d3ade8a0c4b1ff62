"""Stages by calendar month through the command line: lists, the next stage, strategies, and tables kept from day to day."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.fixture
def monthly(worked: Path, run: Run) -> Path:
    """A case due on 2026-04-15, whose stage steps on the first of each month."""
    terms = ("--term", "stage=calendar_month")
    assert run("open", "M-1", "--policy", "property-fee", "--name", "赵强", *terms).code == 0
    assert (
        run("charge", "M-1", "--on", "2026-04-01", "--due", "2026-04-15", "--principal", "600.00").code == 0
    )
    return worked


def state(run: Run, day: str) -> tuple[str, str, Any]:
    found = run("status", "M-1", "--as-of", day, "--json").json
    return found["scheme"], found["stage"], found["next_stage"]


def test_status_names_the_scheme_and_the_first_of_the_next_month(monthly: Path, run: Run) -> None:
    assert state(run, "2026-04-30") == ("calendar_month", "M0", {"stage": "M1", "date": "2026-05-01"})
    assert state(run, "2026-05-01") == ("calendar_month", "M1", {"stage": "M2", "date": "2026-06-01"})
    assert state(run, "2026-08-31") == ("calendar_month", "M4", {"stage": "M4+", "date": "2026-09-01"})
    assert state(run, "2026-09-01") == ("calendar_month", "M4+", None)


def test_lists_kept_from_day_to_day_step_on_the_first(
    monthly: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    for day in ("2026-05-30", "2026-05-31", "2026-06-01", "2026-06-02", "2026-07-01"):
        monkeypatch.setenv("DUNNING_TODAY", day)
        (row,) = [each for each in run("list", "--json").json["cases"] if each["case"] == "M-1"]
        found.append((day, row["stage"]))
    assert found == [
        ("2026-05-30", "M1"),
        ("2026-05-31", "M1"),
        ("2026-06-01", "M2"),
        ("2026-06-02", "M2"),
        ("2026-07-01", "M3"),
    ]


def test_a_step_for_a_stage_comes_due_when_the_month_begins(monthly: Path, run: Run, in_git: Run) -> None:
    (monthly / "policies" / "strategy-by-month.yaml").write_text(
        "strategy: by-month\nsteps:\n  - {step: third, stage: M2, action: letter, template: overdue-notice}\n",
        encoding="utf-8",
    )
    in_git("add", "-A")
    in_git("commit", "-qm", "a strategy by month")
    assert run("set", "M-1", "terms.strategy=by-month").code == 0

    def due(day: str) -> list[tuple[str, str]]:
        items = run("remind", "--as-of", day, "--json").json["items"]
        return [
            (each["rule"], each["due"])
            for each in items
            if each["case"] == "M-1" and each["action"] == "letter"
        ]

    assert due("2026-05-31") == []
    assert due("2026-06-01") == [("by-month.third", "2026-06-01")]


def test_an_unknown_scheme_is_refused_by_name(worked: Path, run: Run) -> None:
    done = run("open", "M-2", "--policy", "property-fee", "--name", "赵强", "--term", "stage=month")
    assert done.code != 0
    assert "calendar_month" in done.err
