"""What stands in the list after a death says what finishes it, work offers that, and it does."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import CASE, STAFF, Done

Run = Callable[..., Done]


@pytest.fixture
def dead(worked: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings = worked / "dunning.yaml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("staff: []\n", STAFF), encoding="utf-8")
    monkeypatch.setenv("DUNNING_ACTOR", "zhou")
    assert run("commit").code == 0
    assert run("death", CASE, "--died", "2026-05-20", "--proof", "死亡证明").code == 0
    return worked


def listed(run: Run) -> list[str]:
    items = run("remind", "--owner", "zhou", "--json").json["items"]
    return [item["rule"] for item in items if item["case"] == CASE and item["rule"] == "estate"]


@pytest.mark.parametrize(
    "words",
    [
        ("note", CASE, "愿意协商", "--channel", "phone", "--to", "王小明", "--result", "reached"),
        ("phase", CASE, "estate"),
        ("promise", CASE, "100", "--by", "2026-06-20"),
    ],
)
def test_it_says_what_finishes_it_and_that_does(words: tuple[str, ...], dead: Path, run: Run) -> None:
    assert run("party", CASE, "王小明", "--role", "heir", "--phone", "13900000077").code == 0
    assert listed(run) == ["estate"]
    (item,) = [
        each for each in run("remind", "--owner", "zhou", "--json").json["items"] if each["rule"] == "estate"
    ]
    assert "a talk with an heir, a promise, a plan, a legal step or a phase" in item["why"]
    done = run(*words)
    assert done.code == 0, done.err
    assert listed(run) == []


def test_work_offers_the_commands(dead: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"q\n"), encoding="utf-8"))
    done = run("--lang", "zh", "work", "--action", "duty")
    assert f"dunning party {CASE}" in done.out
    assert f"dunning note {CASE}" in done.out
    assert f"dunning phase {CASE} estate" in done.out
    assert "登记与继承人的联系" in done.out
