"""Lines of a policy, template or the settings that both sides changed: shown, asked about, settled by an option."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

CASE = "PF-2026-0007"
FILE = "policies/small-loan.yaml"
ROOT = Path(__file__).parents[2]


def edit(clone: Any, path: str, old: str, new: str) -> str:
    file = clone.folder / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")
    clone.git("commit", "-qam", "by hand", "--author", f"{clone.actor} <{clone.actor}@staff.invalid>")
    return str(clone.git("rev-parse", "HEAD"))[:10]


def look(clone: Any) -> tuple[str, ...]:
    return clone.git("rev-parse", "HEAD"), clone.git("status", "--porcelain")


@pytest.fixture
def divided(clones: tuple[Any, Any]) -> tuple[Any, Any, str, str]:
    """Both changed the day count; Wang, who pushed, also the title, and Li the order of payments."""
    wang, li = clones
    edit(wang, FILE, "title: {zh: 小额贷款", "title: {zh: 小贷")
    theirs = edit(wang, FILE, "basis: 360", "basis: 365")
    ours = edit(li, FILE, "basis: 360", "basis: actual")
    assert wang.sync().code == 0
    return wang, li, ours, theirs


def test_without_a_terminal_both_sides_and_the_ways_out_are_named(divided: tuple[Any, Any, str, str]) -> None:
    _, li, ours, theirs = divided
    before = look(li)
    done = li.sync()
    assert done.code == 5
    first, mine, other = done.errors
    assert first.startswith(
        f"error: origin: {FILE} was changed on both sides in the same place; nothing was merged"
    )
    assert f"'dunning sync --ours {FILE}' or 'dunning sync --theirs {FILE}'" in first
    assert mine.startswith(f"here ({ours} by li, ")
    assert "): day_count: {basis: actual" in mine
    assert other.startswith(f"at origin ({theirs} by wang, ")
    assert "): day_count: {basis: 365" in other
    assert look(li) == before
    assert li.clean


@pytest.mark.parametrize(("side", "basis"), [("--ours", "actual"), ("--theirs", "365")])
def test_an_option_takes_the_lines_in_dispute_and_keeps_the_rest(
    divided: tuple[Any, Any, str, str], side: str, basis: str
) -> None:
    wang, li, *_ = divided
    done = li.run("sync", side, FILE, "--actor", "li")
    assert done.code == 0, done.err
    text = (li.folder / FILE).read_text(encoding="utf-8")
    assert f"basis: {basis}" in text
    assert "title: {zh: 小贷" in text
    assert wang.sync().code == 0
    assert wang.tree == li.tree
    assert li.sync().out == "origin: nothing new on either side\n"
    assert li.run("audit").code == 0


def test_both_sides_of_one_file_are_no_answer(divided: tuple[Any, Any, str, str]) -> None:
    _, li, *_ = divided
    done = li.run("sync", "--ours", FILE, "--theirs", FILE, "--actor", "li")
    assert (done.code, done.errors) == (2, [f"error: {FILE}: take the lines of one side, not of both"])


@pytest.mark.parametrize(("answer", "basis"), [("1", "actual"), ("2", "365"), ("q", None)])
def test_a_person_decides_at_the_terminal(
    divided: tuple[Any, Any, str, str], answer: str, basis: str | None
) -> None:
    _, li, ours, theirs = divided
    before = look(li)
    code, said = at_a_terminal(li, answer)
    assert f"{FILE} was changed on both sides in the same place. Whose lines are right?" in said
    assert f"1: here ({ours} by li, " in said
    assert f"2: at origin ({theirs} by wang, " in said
    assert "| day_count: {basis: actual" in said
    assert "| day_count: {basis: 365" in said
    if basis is None:
        assert code == 5
        assert f"{FILE} was left open; nothing was merged" in said
        assert look(li) == before
    else:
        assert code == 0, said
        assert f"basis: {basis}" in (li.folder / FILE).read_text(encoding="utf-8")
    assert li.clean


def at_a_terminal(clone: Any, answer: str) -> tuple[int, str]:
    """`dunning sync` at a terminal of its own, where one line is typed."""
    terminal = pytest.importorskip("pty")
    master, slave = terminal.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "DUNNING_LEDGER": str(clone.folder)}
    words = [sys.executable, "-P", "-m", "dunning_cli", "sync", "--actor", clone.actor]
    with subprocess.Popen(words, stdin=slave, stdout=slave, stderr=slave, env=environment) as process:
        os.close(slave)
        os.write(master, answer.encode() + b"\n")
        said = b""
        try:
            while piece := os.read(master, 4096):
                said += piece
        except OSError:
            # the other end of a terminal closes so
            pass
    os.close(master)
    return process.returncode, said.decode("utf-8")


@pytest.mark.parametrize("side", ["ours", "theirs"])
def test_removed_on_one_side_and_changed_on_the_other(clones: tuple[Any, Any], side: str) -> None:
    wang, li = clones
    template = "templates/en/final-demand.txt"
    wang.git("rm", "-q", template)
    wang.git("commit", "-qm", "gone")
    assert wang.sync().code == 0
    file = li.folder / template
    file.write_text(file.read_text(encoding="utf-8") + "more\n", encoding="utf-8", newline="\n")
    li.git("commit", "-qam", "by hand")
    done = li.sync()
    assert done.code == 5
    assert f"{template} was changed on both sides in the same place" in done.errors[0]
    assert done.errors[2].startswith("removed at origin (")
    done = li.run("sync", f"--{side}", template, "--actor", "li")
    assert done.code == 0, done.err
    assert file.exists() == (side == "ours")
    assert li.clean
    assert wang.sync().code == 0
    assert wang.tree == li.tree


def test_lines_that_merge_into_what_cannot_be_read(clones: tuple[Any, Any]) -> None:
    """Each adds the key in another place: no line is in dispute, and together they are no settings."""
    wang, li = clones
    file = li.folder / "dunning.yaml"
    text = file.read_text(encoding="utf-8")
    assert not any(line.startswith("today:") for line in text.splitlines())
    (wang.folder / "dunning.yaml").write_text("today: 2026-01-01\n" + text, encoding="utf-8", newline="\n")
    wang.git("commit", "-qam", "by hand")
    file.write_text(text + "today: 2026-02-02\n", encoding="utf-8", newline="\n")
    li.git("commit", "-qam", "by hand")
    assert wang.sync().code == 0
    done = li.sync()
    assert done.code == 5, done.err
    assert "2026-01-01" in done.err
    assert "2026-02-02" in done.err
    assert li.run("sync", "--theirs", "dunning.yaml", "--actor", "li").code == 0
    assert "today: 2026-01-01" in file.read_text(encoding="utf-8")
    assert li.run("list").code == 0
