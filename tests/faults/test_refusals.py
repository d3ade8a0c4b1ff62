"""Git says no, or is at work already: the ledger stays as it was, and a lock is removed only where its holder is dead."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from blows import broken_off, hook

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="hooks and signals as on Unix")

ROOT = Path(__file__).parents[2]
CASE = "PF-2026-0007"
PAY = ("pay", CASE, "300.00", "--via", "bank")
LETTER = ("letter", "new", CASE, "payment-reminder")
State = Callable[[Path], dict[str, object]]


@pytest.mark.parametrize("name", ["pre-commit", "commit-msg", "prepare-commit-msg"])
@pytest.mark.parametrize("words", [PAY, LETTER], ids=lambda words: words[0])
def test_a_refusing_hook(name: str, words: tuple[str, ...], struck: Any, state: State) -> None:
    ledger = struck()
    refusing = hook(ledger.folder, name, "echo 'not on Sunday' >&2\nexit 1\n")
    before = state(ledger.folder)
    done = ledger.command(*words)
    assert (done.code, done.out) == (1, "")
    assert done.errors == ["error: git refused the commit, nothing was changed: not on Sunday"]
    assert state(ledger.folder) == before
    refusing.unlink()
    assert ledger.command(*words).code == 0
    ledger.assert_sound()


def test_git_does_not_know_who_writes(struck: Any, state: State, git_identity: Path, tmp_path: Path,
                                      monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    ledger = struck()
    before = state(ledger.folder)
    nobody = tmp_path / "nobody"
    nobody.write_text("", encoding="utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(nobody))
    for words in (PAY, (*PAY, "--actor", "wang"), LETTER):
        done = ledger.command(*words)
        assert (done.code, done.out) == (1, "")
        (line,) = done.errors
        assert "git config --global user.name" in line
        assert "git config --global user.email" in line
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(git_identity))
    assert state(ledger.folder) == before
    assert ledger.command(*PAY).code == 0
    ledger.assert_sound()


@pytest.mark.parametrize("words", [PAY, LETTER], ids=lambda words: words[0])
def test_the_index_of_a_living_git_is_left_alone(
    words: tuple[str, ...], struck: Any, state: State, editing: Any
) -> None:
    ledger = struck()
    lock = editing(ledger.folder)
    before, held = state(ledger.folder), lock.stat().st_ino
    done = ledger.command(*words)
    assert (done.code, done.out) == (5, "")
    assert "another git command is at work" in done.err
    assert len(done.errors) == 1
    assert state(ledger.folder) == before
    assert lock.stat().st_ino == held


def test_the_index_of_a_living_git_is_left_alone_after_a_broken_write(struck: Any, editing: Any) -> None:
    """The lock is younger than the broken write and might be its own; its holder is found alive."""
    ledger = struck()
    broken_off(ledger.folder)
    lock = editing(ledger.folder)
    held = lock.stat().st_ino
    done = ledger.command("pay", CASE, "7.77", "--via", "bank")
    assert (done.code, done.out) == (5, "")
    assert lock.stat().st_ino == held
    assert "took back" in done.err
    assert len(done.errors) == 2


def test_the_index_of_a_dead_git_is_freed(struck: Any, tmp_path: Path) -> None:
    """Git is killed within its commit, and the writer with it."""
    ledger = struck()
    hook(ledger.folder, "pre-commit", 'rm "$0"\nkill -9 $DUNNING_WRITER $PPID\n')
    done = subprocess.run(
        [sys.executable, "-m", "dunning_cli", "--ledger", str(ledger.folder), *PAY],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
    assert (ledger.folder / ".git" / "index.lock").exists()
    following = ledger.command("pay", CASE, "7.77", "--via", "bank")
    assert following.code == 0
    assert following.errors == [
        f"note: took back a write that had been broken off: pay {CASE}: 300.00 by bank, value date 2026-06-01"
    ]
    ledger.assert_sound()


def test_an_old_lock_of_nobody_known_is_left_alone(struck: Any, state: State) -> None:
    """What stood before the write began was not left by it; the person is told."""
    ledger = struck()
    lock = ledger.folder / ".git" / "index.lock"
    lock.touch()
    os.utime(lock, (time.time() - 3600,) * 2)
    before = state(ledger.folder)
    assert ledger.command(*PAY).code == 5
    assert state(ledger.folder) == before
    lock.unlink()
    assert ledger.command(*PAY).code == 0
    ledger.assert_sound()


def test_what_was_recovered_is_said_though_the_next_command_is_refused(struck: Any) -> None:
    ledger = struck()
    broken_off(ledger.folder)
    done = ledger.command("reverse", CASE, "0000000000000000")
    assert done.code == 3, done.err
    assert "took back a write that had been broken off" in done.err
    assert ledger.command("check").err == ""
    ledger.assert_sound()
