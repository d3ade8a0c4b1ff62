"""A lock of git that nobody holds is named with its age and cure; one that a write of ours left is removed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from blows import CASE, PAY, ROOT, broken_off, hook

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes and signals as on Unix")

State = Callable[[Path], dict[str, object]]
IN_THE_WAY = ("index.lock", "HEAD.lock", "refs/heads/main.lock")
ASIDE = (
    "config.lock",
    "packed-refs.lock",
    "shallow.lock",
    "next-index-4711.lock",
    "refs/remotes/b/main.lock",
)


def left(ledger: Any, name: str, days: float = 2) -> Path:
    """A lock that has been standing for some days."""
    lock = Path(ledger.folder / ".git" / name)
    lock.parent.mkdir(parents=True, exist_ok=True)
    lock.touch()
    os.utime(lock, (time.time() - days * 86_400 - 60,) * 2)
    return lock


def told(ledger: Any) -> tuple[str, str]:
    """What `doctor` says of locks: the problem and its fix."""
    checks = ledger.command("doctor", "--json").json["checks"]
    (found,) = [check for check in checks if check["check"] == "git-locks"]
    return str(found["problem"]), str(found["fix"])


@pytest.mark.parametrize("name", IN_THE_WAY)
@pytest.mark.parametrize(
    "words", [PAY, ("letter", "new", CASE, "payment-reminder")], ids=lambda words: words[0]
)
def test_a_foreign_lock_is_named_and_never_removed(name: str, words: Any, struck: Any, state: State) -> None:
    ledger = struck()
    lock = left(ledger, name)
    before = state(ledger.folder)
    done = ledger.command(*words)
    assert (done.code, done.out) == (5, "")
    (line,) = done.errors
    cure = f"rm {lock}"
    for part in (str(lock), "2 days", "nothing was changed", "make sure that no program uses git", cure):
        assert part in line
    assert "try again" not in line
    assert state(ledger.folder) == before
    problem, fix = told(ledger)
    assert f"{lock} has stood for 2 days" in problem
    assert fix.endswith(cure)
    subprocess.run(["sh", "-c", cure], check=True)
    assert told(ledger) == ("None", "None")
    assert ledger.command(*words).code == 0
    ledger.assert_sound()


@pytest.mark.parametrize("name", ASIDE)
def test_a_foreign_lock_that_is_not_in_the_way_is_named_by_doctor(name: str, struck: Any) -> None:
    ledger = struck()
    lock = left(ledger, name, 0.2)
    assert ledger.command(*PAY).code == 0
    problem, fix = told(ledger)
    assert f"{lock} has stood for 4 hours" in problem
    assert str(lock) in fix
    assert lock.exists()


def test_several_locks_have_one_cure(struck: Any) -> None:
    ledger = struck()
    locks = [left(ledger, name, 9 - number) for number, name in enumerate(IN_THE_WAY)]
    _, fix = told(ledger)
    subprocess.run(["sh", "-c", "rm" + fix.rpartition(" rm")[2]], check=True)
    assert not any(lock.exists() for lock in locks)
    assert ledger.command(*PAY).code == 0


def test_a_lock_of_a_living_git_is_its_own(struck: Any, editing: Any) -> None:
    ledger = struck()
    lock = editing(ledger.folder)
    os.utime(lock, (time.time() + 5,) * 2)
    time.sleep(2.1)
    assert told(ledger) == ("None", "None")
    done = ledger.command(*PAY)
    assert done.code == 5
    assert "(process " in done.err
    assert "rm " not in done.err
    assert lock.exists()


STRUCK_BEFORE_THE_NOTE = """
import os, signal, sys, time
from dunning_cli.store.git import git
from dunning_cli.store.writing import journal
from dunning_cli.cli.main import main
real = git.Git.commit
def commit(*given):
    journal.Journal.git_started = started
    real(*given)
def started(self, pid):
    while not os.path.exists(sys.argv[2] + "/.git/index.lock"):
        time.sleep(0.02)
    os.kill(pid, signal.SIGKILL)
    os.kill(os.getpid(), signal.SIGKILL)
git.Git.commit = commit
main(sys.argv[1:])
"""


def struck_before_the_note(ledger: Any) -> Path:
    """A payment whose writer and git die when git has its lock, and its process id is not noted yet."""
    done = subprocess.run(
        [sys.executable, "-c", STRUCK_BEFORE_THE_NOTE, "--ledger", str(ledger.folder), *PAY],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert done.returncode == -9
    lock = Path(ledger.folder / ".git" / "index.lock")
    assert lock.exists()
    return lock


def test_a_kill_before_git_is_noted_leaves_no_lock_for_ever(struck: Any) -> None:
    ledger = struck()
    lock = struck_before_the_note(ledger)
    time.sleep(2.1)
    problem, fix = told(ledger)
    assert str(lock) in problem
    assert "dunning check" in fix
    assert ledger.command("doctor").code == 6
    done = ledger.command("pay", CASE, "7.77", "--via", "bank")
    assert done.code == 0, done.err
    assert "took back" in done.err
    assert {case: len(entries) for case, entries in ledger.added().items()} == {CASE: 1}
    ledger.assert_sound()


def test_a_foreign_lock_older_than_the_broken_write_stays(struck: Any) -> None:
    ledger = struck()
    broken_off(ledger.folder)
    lock = left(ledger, "HEAD.lock")
    done = ledger.command(*PAY)
    assert done.code == 5
    assert lock.exists()
    assert "rm " in done.err
    lock.unlink()
    assert ledger.command(*PAY).code == 0
    ledger.assert_sound()


@pytest.fixture
def reading(struck: Any) -> Iterator[Callable[[Path], subprocess.Popen[bytes]]]:
    """Somebody has `git log` open in a pager."""
    begun: list[subprocess.Popen[bytes]] = []

    def begin(folder: Path) -> subprocess.Popen[bytes]:
        words = ["git", "-C", str(folder), "-c", "core.pager=sleep 60;:", "--paginate", "log"]
        environment = {**os.environ, "GIT_PAGER_IN_USE": "1", "GIT_PAGER": "sleep 60;:"}
        script = "import pty, sys; pty.spawn(sys.argv[1:])"
        begun.append(
            subprocess.Popen(
                [sys.executable, "-c", script, *words],
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                start_new_session=True,
            )
        )
        time.sleep(0.5)
        return begun[-1]

    yield begin
    for process in begun:
        os.killpg(process.pid, 9)
        process.wait()


def test_a_log_that_somebody_reads_holds_no_lock(struck: Any, reading: Any) -> None:
    ledger = struck()
    struck_before_the_note(ledger)
    reading(ledger.folder)
    assert ledger.command(*PAY).code == 0
    ledger.assert_sound()


def test_killed_while_a_broken_write_is_taken_back(struck: Any, tmp_path: Path) -> None:
    """The command that settles dies too, and its git with it: the one after finds its lock to be ours."""
    ledger = struck()
    hook(ledger.folder, "pre-commit", 'rm "$0"\nkill -9 $DUNNING_WRITER $PPID\n')
    letter = ("letter", "new", CASE, "payment-reminder")
    # settling runs no hooks, so a git of that name stands before the real one and dies with whoever called it
    real = shutil.which("git")
    deadly = tmp_path / "deadly"
    deadly.mkdir()
    (deadly / "git").write_text(
        f'#!/bin/sh\ncase " $* " in *" update-index "*) touch .git/index.lock; kill -9 $DUNNING_WRITER $$;; esac\n'
        f'exec {real} "$@"\n'
    )
    (deadly / "git").chmod(0o755)
    for words, path in ((letter, os.environ["PATH"]), (("check",), f"{deadly}:{os.environ['PATH']}")):
        done = subprocess.run(
            [sys.executable, "-m", "dunning_cli", "--ledger", str(ledger.folder), *words],
            env={**os.environ, "PYTHONPATH": str(ROOT), "PATH": path},
            check=False,
        )
        assert done.returncode == -9, words
    assert (ledger.folder / ".git" / "index.lock").exists()
    done = ledger.command("check")
    assert done.code == 0, done.err
    assert "took back" in done.err
    assert ledger.added() == {}
    ledger.assert_sound()


def test_our_own_lock_dies_with_its_holder(struck: Any) -> None:
    ledger = struck()
    private = ledger.folder / ".git" / "dunning"
    private.mkdir(exist_ok=True)
    for name in ("lock", "sync/lock"):
        (private / name).parent.mkdir(exist_ok=True)
        (private / name).touch()
        os.utime(private / name, (0, 0))
    (private / "holder").write_text('{"pid": 1, "host": "elsewhere"}', encoding="utf-8")
    done = ledger.command(*PAY)
    assert (done.code, done.err) == (0, "")
    assert "lock: ok" in ledger.command("doctor").out


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root may give a ledger away")
def test_a_ledger_of_another_user(struck: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = struck()
    for place in (ledger.folder, *ledger.folder.rglob("*")):
        shutil.chown(place, 12345)
    for name in ("SUDO_UID", "GIT_TEST_ASSUME_DIFFERENT_OWNER"):
        monkeypatch.delenv(name, raising=False)
    said = ledger.command("doctor")
    assert said.code == 6
    command = f"git config --global --add safe.directory {ledger.folder}"
    assert f"fix: where you trust it, run: {command}" in said.out
    assert "git init" not in said.out
    for words in (PAY, ("history",), ("audit",), ("check",), ("undo",), ("sync",), ("commit",)):
        done = ledger.command(*words)
        assert done.code == 1, words
        assert len(done.errors) == 1, words
        assert command in done.err, words
    assert ledger.command("list").code == 0
    config = tmp_path / "config"
    config.write_text(Path(os.environ["GIT_CONFIG_GLOBAL"]).read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    subprocess.run(["sh", "-c", command], check=True)
    assert ledger.command(*PAY).code == 0
