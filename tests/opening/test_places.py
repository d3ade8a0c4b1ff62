"""Links, pipes and pointers among a ledger's own files lead nowhere: nothing is written, removed, waited for or shown."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

CASE = "PF-2026-0007"
SECRET = "root:x:0:0"
Run = Callable[..., Any]


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder of the user's own with a file in it."""
    place = tmp_path / "elsewhere"
    place.mkdir()
    (place / "precious.txt").write_text(f"{SECRET}\n", encoding="utf-8")
    return place


def untouched(elsewhere: Path) -> None:
    assert [path.name for path in elsewhere.iterdir()] == ["precious.txt"]
    assert (elsewhere / "precious.txt").read_text(encoding="utf-8") == f"{SECRET}\n"


def put(place: Path, kind: str, elsewhere: Path) -> None:
    """Something else in the place of a file or folder."""
    place.parent.mkdir(parents=True, exist_ok=True)
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place)
    place.unlink(missing_ok=True)
    if kind == "pipe":
        os.mkfifo(place)
    elif kind == "link to a file":
        place.symlink_to(elsewhere / "precious.txt")
    elif kind == "link to a folder":
        place.symlink_to(elsewhere)
    else:
        os.link(elsewhere / "precious.txt", place)


@pytest.mark.parametrize("kind", ["pipe", "link to a file", "link to a folder", "second name"])
@pytest.mark.parametrize("name", ["lock", "holder", "MERGE_MSG", "sync", "merge-x"])
def test_what_lies_in_the_private_folder(
    name: str, kind: str, worked: Path, elsewhere: Path, run: Run, soon: None
) -> None:
    put(worked / ".git" / "dunning" / name, kind, elsewhere)
    for words in (("list",), ("doctor",), ("pay", CASE, "5"), ("list",), ("sync",)):
        assert run(*words).code != 70, words
    untouched(elsewhere)
    if name in ("lock", "holder"):
        assert run("pay", CASE, "6").code == 0


@pytest.mark.parametrize("kind", ["pipe", "link to a file", "link to a folder"])
def test_the_private_folder_itself(kind: str, worked: Path, elsewhere: Path, run: Run, soon: None) -> None:
    put(worked / ".git" / "dunning", kind, elsewhere)
    done = run("list")
    assert done.code == 0
    assert CASE in done.out
    refused = run("pay", CASE, "5")
    assert refused.code == 1
    assert str(worked / ".git" / "dunning") in refused.err
    assert run("doctor").code == 6
    untouched(elsewhere)


@pytest.mark.parametrize("kind", ["pipe", "link to a file"])
@pytest.mark.parametrize(
    "name",
    ["config", "HEAD", "packed-refs", "index", "info/exclude", "refs/heads/main", "shallow", "commondir"],
)
def test_gits_own_files(name: str, kind: str, worked: Path, elsewhere: Path, run: Run, soon: None) -> None:
    put(worked / ".git" / name, kind, elsewhere)
    assert CASE in run("list").out
    for words in (("history",), ("check",), ("audit",), ("pay", CASE, "5")):
        done = run(*words)
        assert done.code in (1, 6), words
        assert SECRET not in done.out + done.err
    untouched(elsewhere)


@pytest.mark.parametrize("name", ["objects", "refs", "objects/pack"])
def test_gits_own_folders(name: str, worked: Path, elsewhere: Path, run: Run) -> None:
    put(worked / ".git" / name, "link to a folder", elsewhere)
    assert run("pay", CASE, "5").code == 1
    assert run("audit").code == 1
    untouched(elsewhere)


def test_a_git_directory_of_another_folder(worked: Path, tmp_path: Path, run: Run, in_git: Run) -> None:
    mine = tmp_path / "mine"
    shutil.copytree(worked / ".git", mine / ".git")
    before = sorted(path.as_posix() for path in mine.rglob("*"))
    shutil.rmtree(worked / ".git")
    for pointer in (f"gitdir: {mine}/.git\n", "gitdir: ../mine/.git"):
        (worked / ".git").write_text(pointer, encoding="utf-8")
        done = run("list")
        assert (done.code, CASE in done.out) == (0, True)
        for words in (("pay", CASE, "5"), ("history",), ("audit",)):
            refused = run(*words)
            assert refused.code == 1, words
            assert "git config core.worktree" in refused.err
        assert sorted(path.as_posix() for path in mine.rglob("*")) == before
    (worked / ".git").unlink()
    (worked / ".git").symlink_to(mine / ".git")
    assert run("pay", CASE, "5").code == 1
    assert sorted(path.as_posix() for path in mine.rglob("*")) == before


def test_a_git_directory_kept_apart_on_purpose(worked: Path, tmp_path: Path, run: Run, in_git: Run) -> None:
    (worked / ".git").rename(tmp_path / "apart.git")
    (worked / ".git").write_text(f"gitdir: {tmp_path}/apart.git\n", encoding="utf-8")
    assert run("pay", CASE, "5").code == 1
    in_git("config", "core.worktree", str(worked))
    assert run("pay", CASE, "5").code == 0


def test_files_said_to_stand_elsewhere(worked: Path, elsewhere: Path, run: Run, in_git: Run) -> None:
    in_git("config", "core.worktree", str(elsewhere))
    refused = run("pay", CASE, "5")
    assert refused.code == 1
    assert "core.worktree" in refused.err
    assert CASE in run("list").out
    untouched(elsewhere)


def test_a_common_directory_of_another_repository(worked: Path, tmp_path: Path, run: Run) -> None:
    mine = tmp_path / "mine"
    shutil.copytree(worked / ".git", mine / ".git")
    (worked / ".git" / "commondir").write_text(f"{mine}/.git\n", encoding="utf-8")
    assert run("pay", CASE, "5").code == 1
    assert (mine / ".git" / "refs" / "heads" / "main").read_bytes() == (
        worked / ".git" / "refs" / "heads" / "main"
    ).read_bytes()


@pytest.mark.parametrize("kind", ["pipe", "link to a file"])
@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("policies/other.yaml", ("fees", CASE)),
        ("policies/property-fee.yaml", ("policy", "check")),
        ("templates/en/payment-reminder.txt", ("letter", "preview", CASE, "payment-reminder")),
        ("dunning.yaml", ("list",)),
        ("cases/zz/PF-2026-0099.yaml", ("show", "PF-2026-0099")),
        ("cases/zz/PF-2026-0099.yaml", ("check",)),
    ],
)
def test_files_of_the_ledger(
    name: str, command: tuple[str, ...], kind: str, worked: Path, elsewhere: Path, run: Run, soon: None
) -> None:
    put(worked / name, kind, elsewhere)
    done = run("--ledger", str(worked), *command)
    assert done.code in (0, 1, 3, 6)
    assert SECRET not in done.out + done.err
    # what is no file among the rules counts as an empty one, which check names
    assert done.code or command == ("check",) or (name, kind) == ("policies/other.yaml", "pipe")
    untouched(elsewhere)


@pytest.mark.parametrize("name", ["cases", "policies", "templates"])
def test_folders_of_the_ledger(name: str, worked: Path, elsewhere: Path, run: Run) -> None:
    (elsewhere / "zz").mkdir()
    shutil.copytree(worked / name, elsewhere / "copied")
    shutil.rmtree(worked / name)
    (worked / name).symlink_to(elsewhere / "copied")
    command = ("letter", "preview", CASE, "payment-reminder") if name == "templates" else ("fees", CASE)
    done = run(*command)
    assert done.code == 1
    assert "leads out of the ledger" in done.err


def test_a_link_within_the_ledger_is_followed(worked: Path, run: Run) -> None:
    (worked / "policies" / "again.yaml").symlink_to("property-fee.yaml")
    assert "two files" in run("policy", "check").err


def test_names_laid_in_wait_for_new_texts(worked: Path, elsewhere: Path, run: Run) -> None:
    file = next((worked / "cases").rglob(f"{CASE}.yaml"))
    waiting = file.with_name(f".{file.name}.{os.getpid()}.new")
    waiting.symlink_to(elsewhere / "precious.txt")
    assert run("pay", CASE, "5").code == 0
    assert not file.is_symlink()
    untouched(elsewhere)


def test_a_git_in_the_ledger_is_not_run(
    worked: Path, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (worked / "git").write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n", encoding="utf-8")
    (worked / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f".{os.pathsep}{os.pathsep}{os.environ['PATH']}")
    assert run("history").code == 0
    assert not (tmp_path / "ran").exists()


def test_looking_registers_nothing_and_writing_does(worked: Path, run: Run, in_git: Run) -> None:
    in_git("config", "--remove-section", "merge.dunning")
    before = (worked / ".git" / "config").read_bytes()
    for words in (("list",), ("check",), ("doctor",), ("pay", CASE, "5", "--dry-run")):
        run(*words)
        assert (worked / ".git" / "config").read_bytes() == before
    assert run("pay", CASE, "5").code == 0
    assert "merge-driver" in in_git("config", "merge.dunning.driver")
