"""A writing command killed at the steps that another process could see; the next command finds old or new, and says so.

DUNNING_KILLS=1000 in the environment kills at so many steps, spread over all commands, in place of 120.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from commands import COMMANDS, LOAN

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are killed by signals")

KILLER = Path(__file__).parent / "killing.py"
ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("DUNNING_KILLS", "120"))
OF_PAY = 60
"""Kills of the command that goes through every step of the write path; the others share the rest."""
ID_OR_TIME = re.compile(r"\b[0-9a-z]{16}\b|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+Z][\d:]*")
Order = dict[str, Any]


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

    def run(self, folder: Path, command: str, payment: str = "", **order: Any) -> dict[str, Any]:
        """Runs a command in a folder as ordered; what became of it. `payment` is the one that `reverse` takes back."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        words = [payment if word == "{entry}" else word for word in COMMANDS[command].words]
        warm = COMMANDS[command].rehearsed and command not in self._warm
        order |= {"folder": str(folder), "words": words, "warm": warm}
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
def fresh(struck: Callable[..., Any], ready: tuple[Path, str]) -> Callable[[], Any]:
    """A fresh ledger on which every command can be given."""
    return lambda: struck(ready[0])


def next_command_finds_old_or_new(ledger: Any, command: str, report: dict[str, Any], turn: int) -> bool:
    """What must hold whatever happened to the command; whether its commit is there."""
    noted = (ledger.folder / ".git" / "dunning" / "journal" / "plan").exists()
    base = ledger.first_commits
    if turn % 2:
        following = ledger.command("check")
        expected = 0
    else:
        following = ledger.command("pay", LOAN, "7.77", "--ref", "next")
        expected = 1
    assert following.code == 0, following.err
    made = len(ledger.commits()) - base - expected
    assert made in (0, 1), "made twice, or a commit was lost"
    added = ledger.added()
    mine = [entry for entry in added.get(LOAN, []) if "'next'" in entry]
    assert len(mine) == expected
    rest = {case: len(entries) - (expected if case == LOAN else 0) for case, entries in added.items()}
    whole = COMMANDS[command].adds
    rest = {case: number for case, number in rest.items() if number or case in whole}
    if LOAN in rest and LOAN in whole and not rest[LOAN]:
        del rest[LOAN]
    assert rest == (whole if made else {}), "half of it is there"
    letters = sorted(ledger.folder.glob("letters/*/*/*.txt"))
    assert len(letters) == (1 if command == "letter" and made else 0)
    if report["out"]:
        assert made, "acknowledged, and lost"
    if report["code"] > 0:
        assert not made, "refused, and made all the same"
        assert len(report["err"].splitlines()) == 1
    said = [line for line in following.err.splitlines() if "broken off" in line]
    assert len(said) == noted, following.err
    if noted:
        assert said[0].startswith("note: finished" if made else "note: took back")
    if turn % 2 and any("/merge-" in path for path in ledger.left_over):
        # the index a merge was put together in: no reader minds it, the next write removes it
        assert ledger.command("note", LOAN, "next", "--channel", "phone").code == 0
    ledger.assert_sound()
    return bool(made)


def orders(command: str, steps: list[str]) -> Iterator[Order]:
    """The ways to kill a command at each of its steps; what comes before the lock is the same for all commands."""
    first = 0 if command == "pay" else steps.index("fcntl.flock")
    at_work = False
    for step, name in enumerate(steps, 1):
        at_work = name == "subprocess.Popen" or (at_work and not name.startswith("git ended"))
        if step <= first:
            continue
        yield {"step": step}
        if name == "os.fsync":
            yield {"step": step, "torn": True}
        if at_work and name != "subprocess.Popen":
            yield {"step": step, "both": True}


def share(command: str, every: list[Order]) -> list[Order]:
    """As many as the command's part of all kills, evenly spread, each command beginning at another one."""
    place = list(COMMANDS).index(command)
    number = (
        OF_PAY * KILLS // 200 if command == "pay" else (KILLS - OF_PAY * KILLS // 200) // (len(COMMANDS) - 1)
    )
    if number >= len(every):
        return every
    stride = len(every) / number
    begin = stride * place / len(COMMANDS)
    chosen = {int(begin + turn * stride) for turn in range(number)}
    return [every[number] for number in sorted({0, len(every) - 1, *chosen})]


@pytest.mark.parametrize("command", COMMANDS)
def test_killed_at_the_steps_of_a_write(
    command: str, killer: Killer, fresh: Callable[[], Any], ready: tuple[Path, str], record_property: Any
) -> None:
    ledger = fresh()
    complete = killer.run(ledger.folder, command, ready[1])
    assert complete["code"] == 0, complete["err"]
    assert len(complete["steps"]) >= 30
    every = list(orders(command, complete["steps"]))
    kept = []
    for turn, order in enumerate(share(command, every)):
        ledger = fresh()
        report = killer.run(ledger.folder, command, ready[1], **order)
        assert report["code"] == -9, report
        kept.append(next_command_finds_old_or_new(ledger, command, report, turn))
    assert kept == sorted(kept), "once it stands, it stands"
    assert False in kept
    assert True in kept
    record_property("kills", len(kept))


def told(ledger: Any) -> list[str]:
    """Every entry and head of a ledger without ids and times, and the figures of every case."""
    files = sorted((ledger.folder / "cases").rglob("*.yaml"))
    texts = [
        *(file.read_text(encoding="utf-8") for file in files),
        ledger.command("fees", "--all", "--json").out,
    ]
    return [ID_OR_TIME.sub("*", text) for text in texts]


def test_a_batch_killed_and_resumed_equals_one_clean_run(
    killer: Killer, fresh: Callable[[], Any], record_property: Any
) -> None:
    clean = fresh()
    complete = killer.run(clean.folder, "batch")
    assert complete["code"] == 0, complete["err"]
    every = list(orders("batch", complete["steps"]))
    kills = share("batch", every)
    for order in kills:
        ledger = fresh()
        assert killer.run(ledger.folder, "batch", **order)["code"] == -9
        resumed = ledger.command("batch", str(ledger.folder / "lines.jsonl"), "--resume")
        assert resumed.code == 0, resumed.err
        assert told(ledger) == told(clean)
        assert len(ledger.commits()) == len(clean.commits())
        ledger.assert_sound()
    record_property("kills", len(kills))


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
