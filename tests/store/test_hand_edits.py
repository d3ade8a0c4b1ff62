"""Hand edits are told by the bytes: whatever git's stamps, filters and line ends say."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dunning_cli.kernel.errors import Refused
from dunning_cli.store.reading.hand_edits import hand_edits


def edited(ledger):
    return {edit.path: (edit.before, edit.after) for edit in hand_edits(ledger)}


def test_edited_new_removed_and_announced_files(ledger, git):
    assert edited(ledger) == {}
    one, other = (ledger.root / ledger.case_path(case) for case in ("A-1", "B-2"))
    before = one.read_bytes()
    one.write_bytes(before + b"# x\n")
    other.unlink()
    (ledger.root / "policies").mkdir()
    for name in ("new.yaml", "announced.yaml", "kept~"):
        (ledger.root / "policies" / name).write_text("policy: x\n", encoding="utf-8")
    (ledger.root / ".git" / "info").mkdir(exist_ok=True)
    (ledger.root / ".git" / "info" / "exclude").write_text("*~\n", encoding="utf-8")
    git(ledger, "add", "-N", "policies/announced.yaml")
    found = edited(ledger)
    assert found.pop(ledger.case_path("A-1")) == (before, before + b"# x\n")
    assert found.pop(ledger.case_path("B-2"))[1] is None
    new = (None, b"policy: x\n")
    assert found == {"policies/announced.yaml": new, "policies/new.yaml": new}
    assert [edit.path for edit in hand_edits(ledger, "A-1")] == [ledger.case_path("A-1")]


def test_an_edit_that_git_has_staged_is_one_still(ledger, git):
    (ledger.root / "dunning.yaml").write_text("office: 新\n", encoding="utf-8")
    git(ledger, "add", "dunning.yaml")
    assert list(edited(ledger)) == ["dunning.yaml"]


def test_an_edit_of_the_same_length_in_the_same_moment(ledger, git):
    file: Path = ledger.root / "dunning.yaml"
    text, status = file.read_bytes(), file.stat()
    file.write_bytes(text[:-2] + b"#\n")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert list(edited(ledger)) == ["dunning.yaml"]


def test_a_file_only_touched_is_none(ledger):
    os.utime(ledger.root / "dunning.yaml", (1_700_000_000, 1_700_000_000))
    assert edited(ledger) == {}


def test_before_the_first_commit_all_is_new(tmp_path, ledger, git):
    git(ledger, "update-ref", "-d", "HEAD")
    assert {before for before, _ in edited(ledger).values()} == {None}
    assert len(edited(ledger)) == 3


def test_a_link_in_the_place_of_a_case_is_refused(ledger, tmp_path):
    file = ledger.root / ledger.case_path("A-1")
    file.unlink()
    file.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Refused, match="symbolic link"):
        hand_edits(ledger)
