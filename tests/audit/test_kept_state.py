"""What an audit proved is kept: whoever audits in steps, or anew, is told the same; and a state that does not fit is none."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from how_many import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from made_history import made

from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.git.objects import Objects
from dunning_cli.views.audit.history_audit import proven, stretch
from dunning_cli.views.audit.ledger_audit import AuditResult, _result, audited_history

CASE, LOAN = "PF-2026-0007", "XD-2026-0001"


@pytest.fixture(scope="module")
def scratch(git_config: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder to make repositories in."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(("GIT_", "DUNNING_"))]:
            patch.delenv(name)
        patch.setenv("GIT_CONFIG_GLOBAL", str(git_config))
        patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        yield tmp_path_factory.mktemp("histories")


def at_one_go(folder: LedgerFolder, tip: str) -> AuditResult:
    """An audit that neither makes use of a state nor keeps one."""
    with Objects(folder) as objects:
        audit = proven(folder, objects, stretch(folder, tip), None)
        audit.report(None)
    return _result(audit, reveal=True)


@settings(max_examples=examples(25))
@given(st.integers(0, 10**9), st.integers(5, 40), st.lists(st.floats(0, 1), min_size=1, max_size=4))
def test_in_steps_as_at_one_go(scratch: Path, seed: int, length: int, stops: list[float]) -> None:
    place, ids = made(scratch, seed, length)
    folder = LedgerFolder(place)
    for stop in (*stops, 1.0):
        tip = ids[int(stop * (len(ids) - 1))]
        assert audited_history(folder, tip).result == at_one_go(folder, tip)
    assert list(folder.private.glob("proven-*"))


def test_histories_made_at_random_have_findings_of_every_sort(scratch: Path) -> None:
    codes: set[str] = set()
    for seed in range(40):
        place, ids = made(scratch, seed, 40)
        result = at_one_go(LedgerFolder(place), ids[-1])
        codes |= {remark.code for remark in (*result.found, *result.listed)}
    assert codes >= {
        *("entry-changed", "entry-removed", "entry-reordered", "entry-inserted", "entry-id", "entry-restored"),
        *("author", "time", "trailers", "above-limit", "own-approval", "merge-adds", "accepted", "committer-differs"),
        *("file-removed", "file-renamed", "file-restored", "case-unreadable", "case-refused", "head-changed"),
        *("letter-changed", "letter-missing", "serial-gap", "settings-changed", "policy-changed", "unknown-file"),
    }  # fmt: skip


Audit = Callable[..., Any]


def _states(folder: Path) -> list[Path]:
    return sorted((folder / ".git" / "dunning").glob("proven-*"))


def _lose_the_past(told: Any, in_git: Callable[..., str]) -> str:
    """Takes the first version of the case's file out of the repository: who goes through all of it, misses that."""
    first = in_git("rev-list", "HEAD", "--", str(told.file)).split()[-1]
    blob = in_git("rev-parse", f"{first}:{told.file.relative_to(told.folder).as_posix()}").strip()
    (told.folder / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    return blob


def test_what_was_proved_is_not_gone_through_again(
    told: Any, audit: Audit, run: Callable[..., Any], in_git: Callable[..., str]
) -> None:
    before = audit()
    assert len(_states(told.folder)) == 1
    blob = _lose_the_past(told, in_git)
    assert audit() == before
    assert run("pay", CASE, "10.00").code == 0
    assert audit()["commits"] == before["commits"] + 1
    done = run("audit", "--all")
    assert (done.code, blob in done.err) == (1, True)


def test_findings_of_the_past_are_told_again(told: Any, audit: Audit, committed: Callable[..., str]) -> None:
    told.edit("amount: 300.00", "amount: 3000.00")
    told.edit("13800000007", "13800000009")
    committed()
    for words in ((), ("--reveal",)):
        first = audit(*words)
        assert {item["code"] for item in first["findings"]} == {"entry-changed"}
        assert audit(*words) == first == audit("--all", *words)
    assert audit() != audit("--reveal")


SPOILT: dict[str, Callable[[Path], object]] = {
    "gone": lambda file: file.unlink(),
    "empty": lambda file: file.write_bytes(b""),
    "cut": lambda file: file.write_bytes(file.read_bytes()[:-1]),
    "another bit": lambda file: file.write_bytes(bytes((data := file.read_bytes())[:-9]) + bytes([data[-9] ^ 1]) + data[-8:]),
    "not one": lambda file: file.write_bytes(b"x" * 5000),
    "open to others": lambda file: file.chmod(0o666),
    "a link": lambda file: file.rename(file.with_name("x")) and file.symlink_to("x"),
    "a folder": lambda file: (file.unlink(), file.mkdir()),
    "of more commits": lambda file: file.rename(file.with_name(file.name + "0")),
    "of fewer commits": lambda file: file.rename(file.with_name(file.name[:-1])),
}  # fmt: skip


@pytest.mark.parametrize("how", SPOILT)
def test_a_state_that_was_spoilt_is_none(
    told: Any, audit: Audit, in_git: Callable[..., str], run: Callable[..., Any], how: str
) -> None:
    before = audit()
    (file,) = _states(told.folder)
    SPOILT[how](file)
    assert audit() == before
    assert audit("--all") == before
    for state in _states(told.folder):
        shutil.rmtree(state) if state.is_dir() else state.unlink()
    audit()
    (file,) = _states(told.folder)
    SPOILT[how](file)
    _lose_the_past(told, in_git)
    assert run("audit").code == 1


def test_another_users_state_is_none(
    told: Any, audit: Audit, run: Callable[..., Any], in_git: Callable[..., str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:  # fmt: skip
    audit()
    (theirs,) = _states(told.folder)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "mine"))
    audit()
    (mine,) = set(_states(told.folder)) - {theirs}
    assert mine.name != theirs.name
    shutil.copyfile(theirs, mine)
    _lose_the_past(told, in_git)
    assert run("audit").code == 1


def test_the_state_of_a_copied_ledger_is_none(
    told: Any, audit: Audit, run: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    audit()
    (state,) = _states(told.folder)
    shutil.copytree(told.folder, tmp_path / "unpacked")
    monkeypatch.chdir(tmp_path / "unpacked")
    audit()
    assert len(_states(tmp_path / "unpacked")) == 2
    assert (tmp_path / "unpacked" / ".git" / "dunning" / state.name).read_bytes() == state.read_bytes()


def test_the_state_of_another_program_is_none_and_is_removed(
    told: Any,
    audit: Audit,
    run: Callable[..., Any],
    in_git: Callable[..., str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = audit()
    (old,) = _states(told.folder)
    monkeypatch.setattr("dunning_cli.store.reading.kept_states.program_state", lambda: "another")
    assert audit() == before
    (new,) = _states(told.folder)
    assert new.name != old.name
    shutil.copyfile(new, old)
    monkeypatch.undo()
    monkeypatch.chdir(told.folder)
    _lose_the_past(told, in_git)
    assert run("audit").code == 1


@pytest.mark.parametrize("how", ["amended", "reset", "rebased", "begun anew"])
def test_of_a_history_that_was_rewritten_nothing_is_taken_for_proved(
    told: Any, audit: Audit, run: Callable[..., Any], in_git: Callable[..., str], how: str
) -> None:
    assert run("pay", CASE, "10.00").code == 0
    audit()
    if how == "amended":
        told.edit("amount: 10.00", "amount: 1.00")
        in_git("commit", "-qa", "--amend", "--no-edit")
    elif how == "reset":
        in_git("reset", "-q", "--hard", "HEAD~1")
    elif how == "rebased":
        in_git("-c", "core.editor=true", "rebase", "-q", "--signoff", "HEAD~2")
    else:
        in_git("checkout", "-q", "--orphan", "new")
        in_git("commit", "-qm", "all anew")
        in_git("branch", "-q", "-M", "new", "main")
    found = audit()
    assert found == audit("--all")
    assert {"work-lost", "rewritten-here"} & {item["code"] for item in (*found["findings"], *found["listed"])}


def test_of_a_history_that_is_not_shown_as_it_is_nothing_is_kept(
    told: Any,
    audit: Audit,
    clone: Callable[..., Path],
    in_git: Callable[..., str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    thin = told.folder.with_name("thin")
    subprocess.run(["git", "clone", "-q", "--depth", "2", told.folder.as_uri(), str(thin)], check=True)
    in_git("replace", "HEAD", "HEAD~1")
    for folder in (told.folder, thin):
        monkeypatch.chdir(folder)
        first = audit()
        assert _states(folder) == []
        assert audit() == first


def test_a_later_mend_tells_the_past_otherwise(
    told: Any, audit: Audit, committed: Callable[..., str], run: Callable[..., Any]
) -> None:
    told.put([*told.lines, "  - {\n"])
    committed()
    assert {item["code"] for item in audit()["findings"]} >= {"case-unreadable"}
    assert run("mend", CASE, str(len(told.lines)), "--reason", "slip").code == 0
    after = audit()
    assert "case-unreadable" not in {item["code"] for item in after["findings"]}
    assert after == audit("--all")


def test_what_was_changed_behind_a_line_that_cannot_be_read_is_found(
    told: Any, audit: Audit, committed: Callable[..., str]
) -> None:
    told.put([*told.lines, "  - {\n"])
    committed()
    audit()
    told.put([line.replace("amount: 300.00", "amount: 3000.00") for line in told.lines[:-1]])
    committed()
    assert {item["code"] for item in audit()["findings"]} == {"case-unreadable", "entry-changed"}


def test_states_farther_back_serve_where_the_newest_does_not(
    told: Any, audit: Audit, run: Callable[..., Any], in_git: Callable[..., str]
) -> None:
    for _ in range(9):
        assert run("pay", CASE, "1.00").code == 0
        audit()
    counts = sorted(int(file.name.rpartition("-")[2]) for file in _states(told.folder))
    assert len(counts) == 5
    # another place brings both together, with its own work first: what was the front here is no longer
    in_git("checkout", "-q", "-b", "other", "HEAD~4")
    assert run("pay", LOAN, "2.00").code == 1  # writing goes to the ledger's branch only
    in_git("commit", "-q", "--allow-empty", "-m", "elsewhere")
    in_git("merge", "-q", "--no-ff", "-m", "sync", "main")
    in_git("branch", "-q", "-f", "main")
    in_git("checkout", "-q", "main")
    _lose_the_past(told, in_git)
    assert audit()["commits"] == counts[-1] + 2
