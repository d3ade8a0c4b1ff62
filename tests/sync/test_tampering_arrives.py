"""What the audit would find is stopped before it comes in, unless a second person accepts it for everybody."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

CASE, LOAN = "PF-2026-0007", "XD-2026-0001"
REASON = "clock of the branch was wrong, seen with Wang"


def charge(clone: Any, case: str = CASE) -> str:
    done = clone.do("charge", case=case, on="2026-05-01", due="2026-05-31", principal="50.00")
    return str(done["entry"])


def look(clone: Any) -> tuple[str, ...]:
    files = [file.read_text(encoding="utf-8") for file in sorted((clone.folder / "cases").rglob("*.yaml"))]
    return (clone.git("rev-parse", "HEAD"), clone.git("status", "--porcelain"), *files)


def by_hand(clone: Any, *words: str) -> str:
    """Everything on the disk committed with git, past all checks, and pushed; the commit."""
    clone.git("add", "-A")
    clone.git("commit", "-q", *(words or ("-m", "by hand")))
    clone.git("push", "-q", "-f", "origin", "main")
    return str(clone.git("rev-parse", "HEAD"))


def changed(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")


def accepted(clone: Any, reason: str = REASON) -> Any:
    return clone.run("sync", "--accept-findings", reason, "--actor", clone.actor)


def change_entry(clone: Any) -> None:
    changed(clone.case(CASE), "principal: 1200.00", "principal: 1.00")


def remove_case(clone: Any) -> None:
    clone.case(LOAN).unlink()


def remove_letter(clone: Any) -> None:
    (letter,) = (clone.folder / "letters").rglob("*.txt")
    letter.unlink()


def move_case(clone: Any) -> None:
    (clone.folder / "cases" / "loans").mkdir()
    clone.case(LOAN).rename(clone.folder / "cases" / "loans" / f"{LOAN}.yaml")


def add_entry(clone: Any) -> None:
    with clone.case(LOAN).open("a", encoding="utf-8") as file:
        file.write(
            "  - {id: 01kzzzzzzzzzzzzz, kind: payment, date: 2026-05-20, amount: 5.00, via: cash, by: boss, "
            "at: 2026-05-20T10:00:00+08:00}\n"
        )


def test_every_kind_is_stopped_with_commit_and_person(clones: tuple[Any, Any]) -> None:
    wang, li = clones
    wang.done("letter", "new", CASE, "overdue-notice")
    assert wang.sync().code == li.sync().code == 0
    start, before = wang.git("rev-parse", "HEAD"), look(li)
    ways: dict[Callable[[Any], None], str] = {
        change_entry: f"{CASE} ",
        remove_case: "was removed",
        remove_letter: "was removed",
        move_case: "was renamed",
        add_entry: "without saying so in trailers",
    }
    for touch, said in ways.items():
        touch(wang)
        commit = by_hand(wang)
        done = li.sync()
        assert done.code == 6, (touch, done.err)
        head, *lines = [line for line in done.errors if "history was rewritten" not in line]
        assert "dunning sync --accept-findings" in head
        assert any(f"commit {commit[:10]} by clerk: " in line and said in line for line in lines), lines
        assert look(li) == before
        assert li.clean
        wang.git("reset", "-q", "--hard", start)
        wang.git("clean", "-qfd")
    by_hand(wang, "--allow-empty", "-m", "nothing")
    assert li.sync().code == 0


def test_a_change_by_another_name_at_another_time_is_stopped(clones: tuple[Any, Any]) -> None:
    """The entry says Wang, the commit Zhao; the entry says May, the commit June."""
    wang, li = clones
    charge(wang)
    wang.git("commit", "-q", "--amend", "--no-edit", "--author", "zhao <zhao@example.com>")
    wang.git("push", "-q", "origin", "main")
    done = li.sync()
    assert done.code == 6
    assert "by zhao: " in done.err
    assert "the entry says wang recorded it, the commit's author is zhao" in done.err
    wang.git(
        "commit",
        "-q",
        "--amend",
        "--no-edit",
        "--author",
        "wang <wang@staff.invalid>",
        "--date",
        "2020-01-01T00:00",
    )
    wang.git("push", "-q", "-f", "origin", "main")
    done = li.sync()
    assert done.code == 6
    assert "the commit is dated 2020-01-01" in done.err


@pytest.mark.parametrize("touch", [change_entry, remove_case, move_case])
def test_what_a_second_person_accepts_holds_in_every_clone(
    clones: tuple[Any, Any], hub: Path, tmp_path: Path, touch: Callable[[Any], None], in_git: Any
) -> None:
    wang, li = clones
    in_git("clone", "-q", str(hub), str(tmp_path / "zhao"))
    zhao = type(li)(tmp_path / "zhao", "zhao", li.command)
    mine = charge(zhao)
    touch(wang)
    by_hand(wang)
    assert wang.run("audit").code == 6
    done = accepted(li)
    assert done.code == 0, done.err
    assert "accepted: commit" in done.err
    assert li.git("log", "-1", "--format=%an|%(trailers:only)").strip().splitlines() == [
        "li|Actor: li",
        f"Accept-Findings: {REASON}",
    ]
    assert len(li.git("log", "-1", "--format=%P").split()) == 2
    for clone in (wang, zhao):
        done = clone.sync()
        assert done.code == 0, done.err
    assert "accepted by li" in done.err
    assert mine in zhao.case(CASE).read_text(encoding="utf-8")
    assert wang.sync().code == 0
    for clone in (wang, zhao):
        told = clone.run("audit", "--json")
        assert told.code == 0, told.out
        (line,) = {one["message"] for one in told.json["listed"] if one["code"] == "accepted"}
        assert f"; accepted by li in {li.git('rev-parse', 'HEAD')[:10]}: {REASON}" in line
        assert clone.clean
    assert wang.tree == zhao.tree


def test_nobody_accepts_their_own(clones: tuple[Any, Any]) -> None:
    """By name, by address, in other capitals; a merge made by hand that says so counts as little."""
    wang, li = clones
    change_entry(wang)
    before = look(li)
    for author in ("li <x@example.com>", "Li <x@example.com>", "somebody <li@staff.invalid>"):
        by_hand(wang, "--amend" if author != "li <x@example.com>" else "-q", "-m", "x", "--author", author)
        done = accepted(li)
        assert done.code == 1, (author, done.err)
        assert "li cannot accept what is found in commits of their own" in done.err
        assert look(li) == before
    li.git("fetch", "-q")
    li.git("merge", "-q", "--no-ff", "-m", f"m\n\nAccept-Findings: {REASON}", "origin/main")
    li.git("commit", "-q", "--amend", "--no-edit", "--author", "LI <li@staff.invalid>")
    assert li.run("audit").code == 6


def test_accepting_without_a_reason_or_a_finding(clones: tuple[Any, Any]) -> None:
    wang, li = clones
    change_entry(wang)
    by_hand(wang)
    done = accepted(li, "  ")
    assert (done.code, done.errors) == (2, ["error: --accept-findings needs a reason"])
    wang.git("reset", "-q", "--hard", "HEAD^")
    charge(wang)
    wang.git("push", "-q", "-f", "origin", "main")
    assert accepted(li).code == 0
    assert li.git("rev-parse", "HEAD") == wang.git("rev-parse", "HEAD")


def test_a_reason_cannot_pass_for_other_trailers(clones: tuple[Any, Any]) -> None:
    wang, li = clones
    change_entry(wang)
    by_hand(wang)
    assert accepted(li, "seen\nActor: wang\n\nCase: X").code == 0
    assert li.git("log", "-1", "--format=%(trailers:only)").strip().splitlines() == [
        "Actor: li",
        "Accept-Findings: seen Actor: wang  Case: X".replace("  ", " "),
    ]
    assert li.run("audit").code == 0


def test_what_was_put_back_comes_in_with_a_note(clones: tuple[Any, Any]) -> None:
    wang, li = clones
    charge(li)
    change_entry(wang)
    first = by_hand(wang)
    changed(wang.case(CASE), "principal: 1.00", "principal: 1200.00")
    by_hand(wang)
    done = li.sync()
    assert done.code == 0, done.err
    assert f"found, and put back since: commit {first[:10]} by clerk: {CASE}" in done.err
    change_entry(wang)
    by_hand(wang)
    assert li.sync().code == 6


def test_a_rewritten_history_with_the_same_entries_is_stopped(clones: tuple[Any, Any]) -> None:
    wang, li = clones
    entry = charge(wang)
    assert wang.sync().code == li.sync().code == 0
    old = li.git("rev-parse", "HEAD")
    wang.git("commit", "-q", "--amend", "-m", wang.git("log", "-1", "--format=%B").replace("50.00", "51.00"))
    wang.git("push", "-q", "-f", "origin", "main")
    charge(li)
    before = look(li)
    done = li.sync()
    assert done.code == 6
    assert (
        f"{CASE} {entry}: the history was rewritten: this entry is here in the commit {old[:10]} by wang"
        in done.err
    )
    assert look(li) == before


def test_a_second_remote_that_does_not_know_of_it_yet(
    clones: tuple[Any, Any], hub: Path, tmp_path: Path
) -> None:
    """Li accepted and adds; the head office still has the old state and entries of its own in the same case."""
    wang, li = clones
    shutil.copytree(hub, tmp_path / "office.git")
    li.git("remote", "add", "office", str(tmp_path / "office.git"))
    theirs = charge(wang)
    wang.git("push", "-q", str(tmp_path / "office.git"), "main")
    wang.git("reset", "-q", "--hard", "HEAD^")
    change_entry(wang)
    by_hand(wang)
    mine = charge(li)
    done = accepted(li)
    assert done.code == 0, done.err
    text = li.case(CASE).read_text(encoding="utf-8")
    assert [text.count(word) for word in (theirs, mine, "principal: 1.00", "principal: 1200.00")] == [
        1,
        1,
        1,
        0,
    ]
    assert li.run("audit").code == li.run("check").code == 0
    assert li.sync().out.count("nothing new on either side") == 2


def test_two_that_accepted_each_for_themselves_meet(
    clones: tuple[Any, Any], hub: Path, tmp_path: Path, in_git: Any
) -> None:
    wang, li = clones
    in_git("clone", "-q", str(hub), str(tmp_path / "zhao"))
    zhao = type(li)(tmp_path / "zhao", "zhao", li.command)
    change_entry(wang)
    by_hand(wang)
    hooks = hub / "hooks"
    hooks.mkdir(exist_ok=True)
    (hooks / "pre-receive").write_text("#!/bin/sh\nexit 1\n")
    os.chmod(hooks / "pre-receive", 0o755)
    for clone in (li, zhao):
        charge(clone)
        assert accepted(clone).code == 1
    (hooks / "pre-receive").unlink()
    for clone in (li, zhao, li, wang):
        done = clone.sync()
        assert done.code == 0, done.err
        assert clone.run("audit").code == 0
    assert li.tree == zhao.tree == wang.tree
