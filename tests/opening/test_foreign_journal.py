"""A noted write that is not this user's on this machine in this folder is never followed by who only looks."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
CASE = "PF-2026-0007"
PID = 4321
Run = Callable[..., Any]


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def change(path: str, before: bytes | None, after: bytes | None, **other: Any) -> dict[str, Any]:
    return {
        "path": path,
        "before": None if before is None else sha(before),
        "after": None if after is None else sha(after),
        "temporary": f".{path.rpartition('/')[2]}.{PID}.new",
        **other,
    }


def note(ledger: Path, head: str | None, *files: Any, **other: Any) -> Path:
    """A journal as a stranger may put it there; gives its folder."""
    place = ledger / ".git" / "dunning" / "journal"
    (place / "old").mkdir(parents=True)
    plan = {
        "subject": "pay", "pid": PID, "head": head, "files": list(files), "new_to_index": [], "new_folders": [], **other,
    }  # fmt: skip
    (place / "plan").write_text(json.dumps(plan), encoding="utf-8")
    return place


def case_file(ledger: Path) -> Path:
    return next((ledger / "cases").rglob(f"{CASE}.yaml"))


@pytest.fixture
def victim(tmp_path: Path) -> Path:
    """A file outside of the ledger that somebody wants changed."""
    file = tmp_path / "victim.txt"
    file.write_text("precious\n", encoding="utf-8")
    return file


def is_left_alone(ledger: Path, victim: Path, run: Run) -> None:
    """Looking works, says so in one line, changes nothing; writing works and moves the notes aside; doctor names them."""
    precious = victim.read_bytes()
    texts = {
        path: path.read_bytes() for path in ledger.rglob("*") if path.is_file() and "cache" not in path.name
    }
    done = run("list")
    assert done.code == 0
    assert CASE in done.out
    assert len(done.errors) == 1
    assert "was not followed" in done.errors[0]
    assert {path: path.read_bytes() for path in texts} == texts
    assert victim.read_bytes() == precious
    found = {each["check"]: each for each in run("doctor", "--json").json["checks"]}
    assert not found["journal"]["ok"]
    paid = run("pay", CASE, "5")
    assert paid.code == 0
    assert "was not followed" in paid.err
    assert victim.read_bytes() == precious
    assert run("list").err == ""
    found = {each["check"]: each for each in run("doctor", "--json").json["checks"]}
    assert "set-aside-1" in found["journal"]["problem"]
    shutil.rmtree(ledger / ".git" / "dunning" / "set-aside-1")
    assert {each["check"]: each for each in run("doctor", "--json").json["checks"]}["journal"]["ok"]


@pytest.mark.parametrize(
    "path", ["../victim.txt", "{victim}", "cases/../../victim.txt", ".git/../../victim.txt"]
)
def test_a_path_out_of_the_ledger(path: str, worked: Path, victim: Path, run: Run, in_git: Run) -> None:
    named = path.format(victim=victim)
    place = note(worked, in_git("rev-parse", "HEAD").strip(), change(named, b"owned\n", victim.read_bytes()))
    (place / "old" / "0").write_bytes(b"owned\n")
    is_left_alone(worked, victim, run)


def test_a_file_to_be_removed_outside(worked: Path, victim: Path, run: Run, in_git: Run) -> None:
    note(worked, in_git("rev-parse", "HEAD").strip(), change("../victim.txt", None, victim.read_bytes()))
    is_left_alone(worked, victim, run)


@pytest.mark.parametrize("name", [".git/config", ".GIT/config", "cases/.git/x", "notes/plan.txt", "cases"])
def test_a_file_that_is_no_part_of_a_ledger(
    name: str, worked: Path, victim: Path, run: Run, in_git: Run
) -> None:
    file = worked / name
    there = file.read_bytes() if file.is_file() else None
    note(worked, in_git("rev-parse", "HEAD").strip(), change(name, None, there))
    is_left_alone(worked, victim, run)


def test_a_folder_that_is_a_link(worked: Path, victim: Path, run: Run, in_git: Run) -> None:
    (worked / "letters").symlink_to(victim.parent)
    note(worked, in_git("rev-parse", "HEAD").strip(), change("letters/victim.txt", None, victim.read_bytes()))
    is_left_alone(worked, victim, run)


def test_a_temporary_name_that_is_another_file(worked: Path, victim: Path, run: Run, in_git: Run) -> None:
    text = case_file(worked).read_bytes()
    path = case_file(worked).relative_to(worked).as_posix()
    for name in ("../../../victim.txt", str(victim), "dunning.yaml", f".{path.rpartition('/')[2]}.1.new"):
        shutil.rmtree(worked / ".git" / "dunning", ignore_errors=True)
        note(worked, in_git("rev-parse", "HEAD").strip(), change(path, text, b"x", temporary=name))
        assert run("list").code == 0
        assert "was not followed" in run("pay", CASE, "5").err
        text = case_file(worked).read_bytes()
        assert victim.read_text(encoding="utf-8") == "precious\n"
        assert (worked / "dunning.yaml").exists()


def test_bytes_that_no_commit_holds_are_not_put_in_place(
    worked: Path, victim: Path, run: Run, in_git: Run
) -> None:
    file = case_file(worked)
    place = note(
        worked,
        in_git("rev-parse", "HEAD").strip(),
        change(file.relative_to(worked).as_posix(), b"forged\n", file.read_bytes()),
    )
    (place / "old" / "0").write_bytes(b"forged\n")
    is_left_alone(worked, victim, run)


@pytest.mark.parametrize(
    "text",
    [
        b"", b"{", b"[]", b"7", b"\xff\xfe", b"[" * 100_000, b'{"subject": 1}',
        b'{"subject": "x", "pid": "1", "head": null, "files": [], "new_to_index": [], "new_folders": []}',
        b'{"subject": "x", "pid": 1, "head": null, "files": [], "new_to_index": [], "new_folders": []}',
        b'{"subject": "x", "pid": 1, "head": "../x", "files": [{}], "new_to_index": [], "new_folders": []}',
        b'{"subject": "x", "pid": true, "head": null, "files": {"a": 1}, "new_to_index": [], "new_folders": []}',
        b'{"subject": "x", "pid": 1, "head": null, "files": [], "new_to_index": [], "new_folders": [], "more": 1}',
    ],
)  # fmt: skip
def test_a_note_that_is_malformed(text: bytes, worked: Path, victim: Path, run: Run) -> None:
    place = note(worked, None)
    (place / "plan").write_bytes(text)
    is_left_alone(worked, victim, run)


def test_a_note_that_is_huge(worked: Path, victim: Path, run: Run) -> None:
    place = note(worked, None)
    os.truncate(place / "plan", 1 << 40)
    assert run("list").code == 0
    assert "was not followed" in run("pay", CASE, "5").err
    assert run("list").err == ""


@pytest.mark.parametrize("name", ["plan", "."])
def test_a_note_that_is_a_pipe_or_a_link(name: str, worked: Path, victim: Path, run: Run, soon: None) -> None:
    place = note(worked, None)
    (place / "plan").unlink()
    os.mkfifo(place / "plan")
    if name == ".":
        elsewhere = victim.parent / "elsewhere"
        place.rename(elsewhere)
        place.symlink_to(elsewhere)
        assert run("pay", CASE, "5").code == 0
        assert (elsewhere / "plan").exists()
        return
    assert "was not followed" in run("list").err
    assert "was not followed" in run("pay", CASE, "5").err


def broken_off(ledger: Path, step: str = "before the commit") -> None:
    """A payment whose process is killed with the new text in place and no commit."""
    script = (
        "import os, signal, sys\nfrom dunning_cli.store.git import git\nfrom dunning_cli.cli.main import main\n"
        "git.Git.commit = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\nmain(sys.argv[1:])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "--ledger", str(ledger), "pay", CASE, "5"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
    assert b"5.00" in case_file(ledger).read_bytes()


def test_our_own_note_is_followed_at_once(worked: Path, run: Run, in_git: Run) -> None:
    broken_off(worked)
    assert "took back" in run("list").err
    assert in_git("status", "--porcelain") == ""


def without_sign(ledger: Path) -> None:
    plan = ledger / ".git" / "dunning" / "journal" / "plan"
    fields = json.loads(plan.read_text(encoding="utf-8"))
    assert fields.pop("sign")
    plan.write_text(json.dumps(fields), encoding="utf-8")


def another_machine(ledger: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "other"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "other"))


@pytest.mark.parametrize("origin", ["an earlier version", "another machine", "a copy"])
def test_a_note_that_can_do_no_harm_is_followed_by_the_next_write(
    origin: str, worked: Path, run: Run, in_git: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = case_file(worked).read_bytes()
    broken_off(worked)
    ledger = worked
    if origin == "an earlier version":
        without_sign(worked)
    elif origin == "another machine":
        another_machine(worked, monkeypatch, tmp_path)
    else:
        ledger = tmp_path / "copy"
        shutil.copytree(worked, ledger)
    monkeypatch.chdir(ledger)
    half = case_file(ledger).read_bytes()
    assert "was not followed" in run("list").err
    assert case_file(ledger).read_bytes() == half
    done = run("pay", CASE, "7")
    assert done.code == 0
    assert "took back" in done.err
    assert case_file(ledger).read_bytes().startswith(before)
    assert b"5.00" not in case_file(ledger).read_bytes()
    assert in_git("status", "--porcelain") == ""


def test_a_finished_write_of_an_earlier_version(worked: Path, run: Run, in_git: Run) -> None:
    head, file = in_git("rev-parse", "HEAD").strip(), case_file(worked)
    before = file.read_bytes()
    assert run("pay", CASE, "5").code == 0
    note(worked, head, change(file.relative_to(worked).as_posix(), before, file.read_bytes()))
    assert "finished a write" in run("pay", CASE, "6").err
    assert in_git("status", "--porcelain") == ""


def test_without_a_home_writing_works_and_nothing_is_signed(
    worked: Path, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "file"))
    assert run("pay", CASE, "5").code == 0
    assert run("list").err == ""


def test_the_secret_is_the_users_alone(
    worked: Path, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "state"))
    assert run("pay", CASE, "5").code == 0
    key = tmp_path / "state" / "dunning" / "key"
    assert key.stat().st_mode & 0o777 == 0o600
    assert len(key.read_bytes()) == 32
    assert list(key.parent.iterdir()) == [key]
