"""Git's own merges use the driver: registered by init and by the first command that writes in a clone."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

CASE = "PF-2026-0007"


def charge(clone: Any) -> str:
    return str(clone.do("charge", case=CASE, on="2026-05-01", due="2026-05-31", principal="50.00")["entry"])


def test_init_registers_it_once(ledger: Path, in_git: Any, run: Any) -> None:
    lines = (ledger / ".gitattributes").read_text(encoding="utf-8").splitlines()
    assert lines.count("cases/**/*.yaml merge=dunning") == 1
    assert "merge: dunning" in in_git("check-attr", "merge", "cases/ab/PF-1.yaml")
    assert "merge-driver %O %A %B %P" in in_git("config", "--local", "merge.dunning.driver")
    before = (ledger / ".git" / "config").read_bytes()
    assert run("list").code == 0
    assert (ledger / ".git" / "config").read_bytes() == before


def test_the_first_write_in_a_clone_registers_it(clones: tuple[Any, Any]) -> None:
    wang, _ = clones
    config = wang.folder / ".git" / "config"
    assert "dunning" not in config.read_text(encoding="utf-8")
    assert wang.run("list").code == 0
    assert "dunning" not in config.read_text(encoding="utf-8"), "looking changes nothing"
    charge(wang)
    assert "merge-driver" in wang.git("config", "--local", "merge.dunning.driver")
    wang.git(
        "config", "--local", "merge.dunning.driver", "/gone/python -m dunning_cli merge-driver %O %A %B %P"
    )
    assert wang.run("list").code == 0
    assert "/gone/" in wang.git("config", "--local", "merge.dunning.driver")
    charge(wang)
    assert "/gone/" not in wang.git("config", "--local", "merge.dunning.driver")


def test_a_read_only_config_stops_nobody(worked: Path, in_git: Any, run: Any) -> None:
    in_git("config", "--local", "--remove-section", "merge.dunning")
    (worked / ".git" / "config.lock").touch()
    assert run("list").code == 0
    assert run("pay", CASE, "5").code == 0


def test_plain_git_pull_unites_entries(clones: tuple[Any, Any]) -> None:
    wang, li = clones
    entries = charge(wang), charge(li)
    wang.git("push", "-q")
    li.git("pull", "-q", "--no-rebase", "--no-edit")
    text = li.case(CASE).read_text(encoding="utf-8")
    assert [text.count(entry) for entry in entries] == [1, 1]
    assert text.index(min(entries)) < text.index(max(entries))
    assert li.clean
    assert li.run("check").code == 0


def test_plain_git_pull_names_what_it_cannot_merge(clones: tuple[Any, Any]) -> None:
    wang, li = clones
    wang.done("set", CASE, "owner=zhao")
    li.done("set", CASE, "owner=sun")
    wang.git("push", "-q")
    before = li.git("rev-parse", "HEAD")
    pull = subprocess.run(
        ["git", "-C", str(li.folder), "pull", "-q", "--no-rebase", "--no-edit"],
        capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    assert pull.returncode == 1
    assert f"error: {CASE}: changed on both sides, each in another way: owner; " in pull.stderr
    assert li.case(CASE).read_text(encoding="utf-8").count("owner: sun") == 1, "no conflict marks in a case"
    li.git("merge", "--abort")
    assert li.clean
    assert li.git("rev-parse", "HEAD") == before


@pytest.mark.parametrize("word", ["changed", "removed"])
def test_plain_git_pull_refuses_a_touched_past(clones: tuple[Any, Any], word: str) -> None:
    wang, li = clones
    path = wang.case(CASE)
    text = path.read_text(encoding="utf-8")
    kept, _, entry = text.partition("  - {id: ")
    path.write_text(
        kept if word == "removed" else text.replace("1200.00", "1.00"), encoding="utf-8", newline="\n"
    )
    wang.git("commit", "-qam", "by hand")
    wang.git("push", "-q")
    charge(li)
    pull = subprocess.run(
        ["git", "-C", str(li.folder), "pull", "-q", "--no-rebase", "--no-edit"],
        capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    assert pull.returncode == 1
    assert f"{CASE}: the entry {entry[:16]} was {word} on the other side" in pull.stderr


def test_files_of_the_ledger_are_never_run(clones: tuple[Any, Any]) -> None:
    """The driver works in the ledger's folder; a module lying there is not taken for one of its own."""
    wang, li = clones
    charge(wang)
    wang.git("push", "-q")
    charge(li)
    (li.folder / "yaml.py").write_text("raise SystemExit(9)\n")
    (li.folder / "dunning_cli.py").write_text("raise SystemExit(9)\n")
    li.git("pull", "-q", "--no-rebase", "--no-edit")
    assert li.case(CASE).read_text(encoding="utf-8").count("50.00") == 2


def test_a_device_is_no_version(worked: Path, run: Callable[..., Any]) -> None:
    """It has no end, and reading it takes all the memory there is."""
    whole = next((worked / "cases").rglob("*.yaml"))
    for words in (("/dev/zero", str(whole), str(whole)), (str(whole), "/dev/zero", str(whole))):
        done = run("merge-driver", *words, "cases/00/PF-2026-0007.yaml")
        assert (done.code, "/dev/zero" in done.err) == (1, True)
