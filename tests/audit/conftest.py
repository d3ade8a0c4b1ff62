"""A ledger with a history of every sort, and hands that tamper with it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from copies import MadeOnce

CASE, LOAN = "PF-2026-0007", "XD-2026-0001"
MALLORY = ("-c", "user.name=mallory", "-c", "user.email=mallory@example.com")


@dataclass(frozen=True)
class Told:
    """A ledger: its folder, the file of the case worked on, the ids of what was entered."""

    folder: Path
    file: Path
    payment: str
    contact: str
    letter: str
    serial: str

    def edit(self, old: str, new: str) -> None:
        """Replaces a text in the case's file, which must have it once."""
        text = self.file.read_text(encoding="utf-8")
        assert text.count(old) == 1
        self.file.write_text(text.replace(old, new), encoding="utf-8", newline="\n")

    @property
    def lines(self) -> list[str]:
        """The lines of the case's file, each with its end."""
        return self.file.read_text(encoding="utf-8").splitlines(keepends=True)

    def put(self, lines: list[str]) -> None:
        """Writes the case's file anew."""
        self.file.write_text("".join(lines), encoding="utf-8", newline="\n")

    @property
    def letter_file(self) -> Path:
        """The text of the letter."""
        return self.folder / "letters" / self.serial[:4] / "00" / f"{self.serial}.txt"


@pytest.fixture
def told(
    worked: Path,
    run: Callable[..., Any],
    file_of: Callable[[Path, str], Path],
    made_once: MadeOnce,
    monkeypatch: pytest.MonkeyPatch,
) -> Told:
    """The worked ledger with a payment, a long note with a promise, a letter and an assignment more."""
    monkeypatch.chdir(worked)
    words = "客户表示本月底前缴清全部欠费,并询问能否减免违约金;已告知须书面申请,由主管批准后方可。" * 3

    def make() -> tuple[str, str, str, str]:
        done = [
            run("pay", CASE, "300.00", "--via", "bank", "--json"),
            run("note", CASE, words, "--channel", "counter", "--result", "reached", "--json"),
            run("letter", "new", CASE, "payment-reminder", "--json"),
            run("set", CASE, "debtor.employer=青禾小学"),
            run("promise", CASE, "200.00", "--by", "2026-06-30"),
        ]
        assert [step.code for step in done] == [0] * 5, [step.err for step in done]
        payment, contact, letter = (step.json for step in done[:3])
        return payment["entry"], contact["entry"], letter["entry"], letter["serial"]

    entered = made_once(worked, make)
    return Told(worked, file_of(worked, CASE), *entered)


@pytest.fixture
def committed(in_git: Callable[..., str]) -> Callable[..., str]:
    """Commits everything as it stands with plain git, by mallory unless told otherwise; the id of the commit."""

    def commit(*words: str, identity: tuple[str, ...] = MALLORY) -> str:
        in_git("add", "-A")
        in_git(*identity, "commit", "-q", *(words or ("-m", "tidy up")))
        return in_git("rev-parse", "HEAD").strip()

    return commit


@pytest.fixture
def audit(run: Callable[..., Any]) -> Callable[..., Any]:
    """The audit as scripts see it; its exit code must agree with what it found."""

    def look(*words: str) -> Any:
        done = run("audit", "--json", *words)
        assert done.err == ""
        assert done.code == (6 if done.json["findings"] else 0)
        return done.json

    return look


@pytest.fixture
def clone(tmp_path: Path) -> Callable[..., Path]:
    """Clones a ledger into a folder of that name, bare or not."""

    def make(source: Path, name: str, *words: str) -> Path:
        target = tmp_path / name
        subprocess.run(
            ["git", "clone", "-q", *words, str(source), str(target)], check=True, capture_output=True
        )
        return target

    return make
