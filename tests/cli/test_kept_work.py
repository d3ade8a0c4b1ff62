"""The day's work kept for each case is what it is without, whatever happened in other cases of the same people."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.reading.cache import cache_file
from dunning_cli.views.worklist import work_made

Run = Callable[..., Any]
CASE = "XD-2026-0001"
QUESTIONS = (
    ("remind", "--json"),
    ("remind", "--actor", "li"),
    ("remind", "--owner", "wang", "--scripts", "--actor", "wang"),
    ("remind", "--days", "14", "--json", "--actor", "zhou"),
)


@pytest.fixture
def practice(inside: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the sample, whose files count as written long ago after a moment."""
    monkeypatch.setattr("dunning_cli.store.reading.cache.RACY_NS", 1)
    folder = tmp_path / "practice"
    shutil.copytree(inside, folder)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("DUNNING_ACTOR", "wang")
    return folder


@pytest.fixture
def alike(practice: Path, run: Run) -> Callable[[], list[str]]:
    """Asks with what is kept and without, which must give the same, and gives it."""

    def answers() -> list[str]:
        found = [run(*words) for words in QUESTIONS]
        return [f"{done.code} {done.out} {done.err}" for done in found]

    def asked() -> list[str]:
        answers()
        kept = answers()
        place = cache_file(LedgerFolder(practice))
        assert place is not None
        place.unlink()
        assert answers() == kept
        return kept

    return asked


def test_what_is_told_in_another_case_of_the_same_person_is_seen(
    alike: Callable[[], list[str]], run: Run, practice: Path
) -> None:
    number = run("show", CASE, "--json", "--reveal").json["head"]["debtor"]["id_number"]
    assert calls(alike)
    opened = ("open", "新-1", "--policy", "small-loan", "--name", "张大勇", "--id-number", number)
    assert run(*opened, "--term", "contract_rate=12%/year", "--contract-date", "2025-03-01").code == 0
    assert calls(alike)
    assert run("hold", "新-1", "contact", "--reason", "生病住院").code == 0
    assert not calls(alike)
    (other,) = practice.glob("cases/**/新-1.yaml")
    other.unlink()
    assert calls(alike)


def calls(alike: Callable[[], list[str]]) -> bool:
    """Whether the case is to be called, and everything else is as it is without what is kept."""
    items = json.loads(alike()[0].partition(" ")[2].rpartition("}")[0] + "}")["items"]
    return any(item["case"] == CASE and item["action"] == "call" for item in items)


def test_only_what_changed_is_worked_out_again(practice: Path, run: Run, made: list[list[str]]) -> None:
    first = run("remind").out
    made.clear()
    assert run("remind").out == first
    assert made == []
    assert run("note", "XD-2026-0014", "说好了", "--channel", "phone", "--result", "reached").code == 0
    assert run("remind").code == 0
    assert run("remind", "--owner", "wang").code == 0
    assert made == [["XD-2026-0014"]]


@pytest.mark.parametrize("day", [f"2026-{month:02}-{day}" for month in (6, 7, 9, 11) for day in (15, 30)])
def test_the_work_of_every_case_can_be_kept_and_batches_go_back_as_one(
    practice: Path, run: Run, monkeypatch: pytest.MonkeyPatch, day: str
) -> None:
    """What is shown to somebody who sees everything is worked out at once, of the rest nothing is."""
    whole = run("remind", "--as-of", day, "--reveal", "--json").json["items"]

    def refused(*_: object) -> None:
        raise AssertionError("something cannot be kept")

    monkeypatch.setattr(work_made, "made_now", refused)
    kept = run("remind", "--as-of", day, "--json").json["items"]
    told = ("case", "action", "due", "cases", "owner", "rule", "stage")
    assert [[item[name] for name in told] for item in kept] == [
        [item[name] for name in told] for item in whole
    ]
    returning = [item["cases"] for item in kept if item["action"] == "return"]
    assert max(map(len, returning), default=2) > 1


def test_for_one_person_only_cases_are_worked_out_that_may_be_theirs(
    practice: Path, run: Run, made: list[list[str]]
) -> None:
    theirs = {case["case"] for case in run("list", "--owner", "wang", "--json").json["cases"]}
    arranged = ("visit", "plan", "XD-2026-0004", "--for", "2026-06-16", "--agent", "chen", "--with", "wang")
    assert run(*arranged, "--actor", "zhou").code == 0
    (path,) = practice.glob("cases/**/XD-2026-0005.yaml")
    with path.open("a", encoding="utf-8") as file:
        file.write(
            "  - id: 01m8hzzzzzzzzzzz\n    kind: appointment\n    date: 2026-06-15\n    day: 2026-06-17\n    to: debtor\n"
            '    second: "wang"  # goes along\n    visitor: chen\n    by: chen\n    at: 2026-06-15T10:00:00+08:00\n'
        )
    asked = run("remind", "--owner", "wang", "--days", "5", "--json").json["items"]
    assert {"XD-2026-0004", "XD-2026-0005"} <= {item["case"] for item in asked}
    (worked_out,) = made
    assert theirs <= set(worked_out)
    assert len(worked_out) < 40
    everything = run("remind", "--days", "5", "--json").json["items"]
    assert all(item in everything for item in asked if item["action"] != "return")


@pytest.mark.parametrize("person", ["wang", "li", "zhao", "chen", "sun", "zhou", "none", "nobody-at-all"])
def test_what_is_asked_of_a_person_is_the_same_before_and_after_all_was_worked_out(
    practice: Path, run: Run, person: str
) -> None:
    first = run("remind", "--owner", person, "--json")
    assert run("remind").code == 0
    again = run("remind", "--owner", person, "--json")
    assert (first.code, first.out, first.err) == (again.code, again.out, again.err)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The cases whose work is worked out, each time that some are."""
    found: list[list[str]] = []
    whole = work_made.made_anew

    def counted(reader: Any, files: Any, *more: Any) -> Any:
        found.append([file.id for file in files])
        return whole(reader, files, *more)

    monkeypatch.setattr(work_made, "made_anew", counted)
    return found
