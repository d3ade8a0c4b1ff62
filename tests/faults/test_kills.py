"""A writing command killed at each step that another process could see; the next command finds old or new, and says so."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are killed by signals")

KILLER = Path(__file__).parent / "killing.py"
ROOT = Path(__file__).parents[2]
CASE, LOAN = "PF-2026-0007", "XD-2026-0001"
COMMANDS: dict[str, tuple[str, ...]] = {
    "pay": ("pay", CASE, "300.00", "--via", "bank", "--ref", "收据 17"),
    "note": ("note", CASE, "客户答应月底缴清", "--channel", "counter", "--result", "promised",
             "--promise", "300.00", "--by", "2026-06-20"),
    "letter": ("letter", "new", CASE, "payment-reminder"),
    "assign": ("assign", CASE, LOAN, "--owner", "zhao"),
    "import": ("import", "loans.csv", "--owner", "zhao"),
}  # fmt: skip
CSV = (
    "委案编号,批次号,委外日期,委外金额,客户姓名,剩余本金,逾期本金,逾期天数\n"
    "GR1,B,2026-06-01,1100,黄霞,1000,1100,25\nGR2,B,2026-06-01,2200,高飞,2000,2200,25\n"
)
WHOLE = {
    "pay": {CASE: 1},
    "note": {CASE: 2},
    "letter": {CASE: 1},
    "assign": {CASE: 1, LOAN: 1},
    "import": {"GR1": 1, "GR2": 1},
}
"""How many entries each command adds to each case."""
SHARES = 2
"""Parts of each enumeration, so that several workers can share it."""


class Killer:
    """The process that runs commands and kills them."""

    def __init__(self, folder: Path) -> None:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
        self._process = subprocess.Popen(
            [sys.executable, str(KILLER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            cwd=folder,
            text=True,
            encoding="utf-8",
        )
        self._warm: set[str] = set()

    def run(self, folder: Path, command: str, **order: Any) -> dict[str, Any]:
        """Runs a command in a folder as ordered; what became of it."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        words = COMMANDS[command]
        order |= {"folder": str(folder), "words": words, "warm": command not in self._warm}
        self._warm.add(command)
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        report = json.loads(self._process.stdout.readline())
        assert isinstance(report, dict)
        return report

    def end(self) -> None:
        """No more orders."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()


@pytest.fixture
def killer(git_identity: Path, tmp_path: Path) -> Iterator[Killer]:
    process = Killer(tmp_path)
    yield process
    process.end()


@pytest.fixture
def fresh(struck: Callable[[], Any], stricken: Path) -> Callable[[], Any]:
    """A fresh ledger with the file to import beside it."""

    def make() -> Any:
        ledger = struck()
        (ledger.folder / ".git" / "info").mkdir(exist_ok=True)
        (ledger.folder / ".git" / "info" / "exclude").write_text("loans.csv\n")
        (ledger.folder / "loans.csv").write_text(CSV, encoding="utf-8")
        return ledger

    return make


def next_command_finds_old_or_new(ledger: Any, command: str, report: dict[str, Any], turn: int) -> bool:
    """What must hold whatever happened to the command; whether its entries are there."""
    noted = (ledger.folder / ".git" / "dunning" / "journal" / "plan").exists()
    if turn % 2:
        following = ledger.command("check")
        expected = 0
    else:
        following = ledger.command("pay", LOAN, "7.77", "--ref", "next")
        expected = 1
    assert following.code == 0, following.err
    added = ledger.added()
    mine = [entry for entry in added.get(LOAN, []) if "'next'" in entry]
    assert len(mine) == expected
    rest = {case: len(entries) - (expected if case == LOAN else 0) for case, entries in added.items()}
    rest = {case: number for case, number in rest.items() if number}
    assert rest in ({}, WHOLE[command]), "half of it is there"
    letters = sorted(ledger.folder.glob("letters/*/*.txt"))
    assert len(letters) == (1 if command == "letter" and rest else 0)
    if report["out"]:
        assert rest, "acknowledged, and lost"
    if report["code"] > 0:
        assert not rest, "refused, and made all the same"
        assert len(report["err"].splitlines()) == 1
    said = [line for line in following.err.splitlines() if "broken off" in line]
    assert len(said) == noted, following.err
    if noted:
        assert said[0].startswith("note: finished" if rest else "note: took back")
    ledger.assert_sound()
    return bool(rest)


@pytest.mark.parametrize("share", range(SHARES))
@pytest.mark.parametrize("command", COMMANDS)
def test_killed_at_every_step(command: str, share: int, killer: Killer, fresh: Callable[[], Any]) -> None:
    ledger = fresh()
    complete = killer.run(ledger.folder, command)
    assert complete["code"] == 0, complete["err"]
    assert len(complete["steps"]) >= 30
    kept = []
    for step, name in enumerate(complete["steps"], 1):
        if step % SHARES != share or (command != "pay" and step < complete["steps"].index("fcntl.flock")):
            continue
        for torn in (False, True) if name == "os.fsync" else (False,):
            ledger = fresh()
            report = killer.run(ledger.folder, command, step=step, torn=torn)
            assert report["code"] == -9, report
            kept.append(next_command_finds_old_or_new(ledger, command, report, step // SHARES))
    assert kept == sorted(kept), "once it stands, it stands"
    assert False in kept
    assert True in kept


HOOKS = ("post-index-change", "pre-commit", "commit-msg", "reference-transaction prepared",
         "reference-transaction committed", "post-commit")  # fmt: skip


@pytest.mark.parametrize("whom", ["git", "writer", "both"])
@pytest.mark.parametrize("command", ["pay", "import"])
def test_killed_within_git(command: str, whom: str, killer: Killer, fresh: Callable[[], Any]) -> None:
    """Git's own steps: a hook at each of them ends git, the writer who waits for it, or both."""
    for turn, hook in enumerate(HOOKS):
        ledger = fresh()
        name, _, phase = hook.partition(" ")
        file = ledger.folder / ".git" / "hooks" / name
        file.parent.mkdir(exist_ok=True)
        blows = {"git": "kill -9 $PPID", "writer": "kill -9 $DUNNING_WRITER"}
        blow = "\n".join(blows.values()) if whom == "both" else blows[whom]
        test = f'[ "$1" = {phase} ] || exit 0\n' if phase else ""
        file.write_text(f'#!/bin/sh\n[ -n "$DUNNING_WRITER" ] || exit 0\n{test}rm "$0"\n{blow}\n')
        file.chmod(0o755)
        report = killer.run(ledger.folder, command)
        assert not file.exists(), f"{hook} was never called"
        assert report["code"] != -9 or whom != "git"
        next_command_finds_old_or_new(ledger, command, report, turn)


@pytest.mark.parametrize("whom", ["git", "writer", "both"])
def test_killed_at_any_moment_of_the_commit(whom: str, killer: Killer, fresh: Callable[[], Any]) -> None:
    for turn in range(10):
        ledger = fresh()
        report = killer.run(ledger.folder, "letter", moment=turn * 0.004, whom=whom)
        next_command_finds_old_or_new(ledger, "letter", report, turn)
