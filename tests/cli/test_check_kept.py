"""What `check` keeps of each case: looked at anew when anything it depends on is another, and only then."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.reading.cache import cache_file
from dunning_cli.views.case import cautions as noting
from dunning_cli.views.ledger import case_findings

Run = Callable[..., Any]


@pytest.fixture
def practice(inside: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the sample that was checked before; its files count as written long ago after a moment."""
    monkeypatch.setattr("dunning_cli.store.reading.cache.RACY_NS", 10_000_000)
    monkeypatch.setenv("DUNNING_TODAY", "2026-06-15")
    folder = tmp_path / "practice"
    shutil.copytree(inside, folder)
    monkeypatch.chdir(folder)
    return folder


class Looked:
    """Counts the cases that are examined, and those of which it is worked out what to note."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.cases: list[str] = []
        self.notes: list[str] = []
        find, note = case_findings._findings, noting._row
        monkeypatch.setattr(
            case_findings, "_findings", lambda ground, case: self.cases.append(case.id) or find(ground, case)
        )
        monkeypatch.setattr(
            noting, "_row", lambda reader, case, day: self.notes.append(case.id) or note(reader, case, day)
        )

    def taken(self) -> tuple[list[str], list[str]]:
        """The cases since it was last asked."""
        found = self.cases, self.notes
        self.cases, self.notes = [], []
        return found


@pytest.fixture
def looked(practice: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Looked:
    """Counts from the second check on."""
    time.sleep(0.02)
    found = Looked(monkeypatch)
    assert run("check").code == 0
    every, noted = found.taken()
    assert len(every) == len(noted) > 50
    return found


def problems(run: Run, *names: str) -> set[tuple[str, str]]:
    """Code and file of every fault."""
    return {(each["code"], each["file"]) for each in run("check", *names, "--json").json["problems"]}


def a_case(ledger: Path, holding: str = "kind: payment") -> Path:
    return next(
        path for path in sorted(ledger.glob("cases/**/*.yaml")) if holding in path.read_text(encoding="utf-8")
    )


def test_only_a_changed_case_is_examined(practice: Path, run: Run, looked: Looked) -> None:
    assert run("check").code == 0
    assert looked.taken() == ([], [])
    case = a_case(practice).stem
    assert run("pay", case, "12.34", "--via", "bank", "--actor", "wang").code == 0
    time.sleep(0.02)
    assert run("check").code == 0
    assert looked.taken() == ([case], [case])


def test_a_new_day_asks_again_only_where_it_may_bring_another_note(
    run: Run, looked: Looked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUNNING_TODAY", "2026-06-16")
    assert run("check").code == 0
    cases, noted = looked.taken()
    assert cases == []
    assert 0 < len(noted) < 30
    monkeypatch.setenv("DUNNING_TODAY", "2026-06-01")
    run("check")
    assert len(looked.taken()[1]) > 50, "what is kept of a day says nothing of an earlier one"


def test_a_letter_that_is_gone_or_stands_twice_is_noticed(practice: Path, run: Run, looked: Looked) -> None:
    letter = next(practice.glob("letters/*/*/*.txt"))
    text = letter.read_bytes()
    letter.unlink()
    assert {code for code, _ in problems(run)} == {"missing-letter"}
    letter.write_bytes(text)
    assert problems(run) == set()
    (letter.parents[1] / letter.name).write_bytes(text)
    assert {code for code, _ in problems(run)} == {"duplicate-serial"}
    assert looked.taken()[0] == []


def test_a_damaged_file_is_noticed_until_it_is_whole(practice: Path, run: Run, looked: Looked) -> None:
    path = a_case(practice)
    data = path.read_bytes()
    path.write_bytes(data[:-40])
    found = problems(run, "cases")
    assert {file for _, file in found} == {path.relative_to(practice).as_posix()}
    time.sleep(0.02)
    assert problems(run, "cases") == found, "faults of a file are told each time"
    path.write_bytes(data)
    assert problems(run) == set()
    assert set(looked.taken()[0]) == {path.stem}


def test_a_policy_that_is_gone_and_a_cache_that_is_gone(practice: Path, run: Run, looked: Looked) -> None:
    policy = practice / "policies" / "property-fee.yaml"
    aside = policy.with_suffix(".aside")
    policy.rename(aside)
    assert {code for code, _ in problems(run, "terms")} == {"policy"}
    assert len(looked.taken()[0]) > 50
    aside.rename(policy)
    assert problems(run) == set()
    assert looked.taken()[0] == [], "what was kept under the rules of before holds again"
    kept = cache_file(LedgerFolder(practice))
    assert kept is not None
    kept.unlink()
    assert problems(run) == set()
    assert len(looked.taken()[0]) > 50


def test_money_recorded_twice_is_told_whichever_case_was_examined_before(
    practice: Path, run: Run, looked: Looked
) -> None:
    path = a_case(practice)
    one, other = (
        path.stem,
        next(found.stem for found in sorted(practice.glob("cases/**/*.yaml")) if found != path),
    )
    for number, case in enumerate((one, other)):
        assert (
            run("pay", case, "12.34", "--via", "cash", "--ref", f"R-77-{number}", "--actor", "wang").code == 0
        )
        file = next(practice.glob(f"cases/**/{case}.yaml"))
        text = file.read_text(encoding="utf-8")
        changed = text.replace(f"R-77-{number}", "R-77-0").replace(
            "via: cash, ref: R-77", "via: bank, ref: R-77"
        )
        file.write_text(changed, encoding="utf-8")
        time.sleep(0.02)
        found = problems(run, "doubles")
        assert len(found) == number, file.read_text(encoding="utf-8")[-300:]
    time.sleep(0.02)
    assert problems(run, "doubles") == found
    assert {code for code, _ in found} == {"recorded-twice"}
