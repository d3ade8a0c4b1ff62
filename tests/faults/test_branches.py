"""A write goes to the ledger's branch or nowhere: elsewhere it is refused with the way back, which keeps what is there."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from blows import CASE, PAY, broken_off, disturbed, hook

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="hooks and shells as on Unix")

LOAN = "XD-2026-0001"
State = Callable[[Path], dict[str, object]]


def way_back(done: Any) -> str:
    """The commands that a refusal names."""
    (line,) = done.errors
    assert "nothing was changed" in line
    return str(line.partition("go back with: ")[2])


def follow(ledger: Any, command: str) -> None:
    """Runs what a message said, as it stands, in the ledger."""
    assert command
    subprocess.run(["sh", "-ec", command], cwd=ledger.folder, check=True, capture_output=True)


def written_elsewhere(ledger: Any, place: str) -> None:
    """A payment that an earlier version acknowledged on another branch or on none; it is checked out."""
    assert ledger.command("pay", LOAN, "5.00").code == 0
    ledger.git("branch", "side")
    ledger.git("reset", "-q", "--hard", "HEAD~1")
    ledger.git("checkout", "-q", *(("--detach", "side") if place == "no branch" else (place,)))
    if place == "no branch":
        ledger.git("branch", "-q", "-D", "side")


@pytest.mark.parametrize(
    "leave", ["git checkout -q --detach", "git switch -q -c side", "git checkout -q HEAD~1"]
)
def test_elsewhere_nothing_is_written_and_the_way_back_is_said(leave: str, struck: Any, state: State) -> None:
    ledger = struck()
    follow(ledger, leave)
    before = state(ledger.folder)
    for words in (
        PAY,
        ("letter", "new", CASE, "payment-reminder"),
        ("assign", CASE, "--owner", "zhao"),
        ("undo",),
    ):
        done = ledger.command(*words)
        assert (done.code, done.out) == (1, ""), words
        assert way_back(done) == "git switch main"
    assert state(ledger.folder) == before
    assert ledger.command("list").code == 0, "what is here can be read"
    follow(ledger, "git switch -q main")
    assert ledger.command(*PAY).code == 0
    assert ledger.added().keys() == {CASE}
    ledger.assert_sound()


@pytest.mark.parametrize("both_sides", [False, True])
@pytest.mark.parametrize("place", ["side", "no branch"])
def test_what_was_written_elsewhere_comes_along(place: str, both_sides: bool, struck: Any) -> None:
    """The commands of the refusal are given as they stand; both payments are then on the ledger's branch, once each."""
    ledger = struck()
    if both_sides:
        ledger.git("branch", "begin")
        assert ledger.command("pay", LOAN, "7.00").code == 0
        ledger.git("branch", "ours")
        ledger.git("reset", "-q", "--hard", "begin")
    written_elsewhere(ledger, place)
    if both_sides:
        ledger.git("branch", "-f", "main", "ours")
    done = ledger.command(*PAY)
    assert done.code == 1
    assert "that main lacks: 1" in done.err
    follow(ledger, way_back(done))
    assert ledger.git("branch", "--show-current") == "main\n"
    assert ledger.command(*PAY).code == 0
    assert {case: len(entries) for case, entries in ledger.added().items()} == {
        CASE: 1,
        LOAN: 2 if both_sides else 1,
    }
    ledger.assert_sound()


BEGUN = {
    "rebase": ("git rebase -q --exec false HEAD~1", "git rebase --abort"),
    "merge": ("git merge -q --no-ff --no-commit side", "git merge --abort"),
    "cherry-pick": ("git cherry-pick HEAD~1", "git cherry-pick --abort"),
    "revert": ("git revert --no-commit HEAD", "git revert --abort"),
    "bisect": ("git bisect start", "git bisect reset"),
}


@pytest.mark.parametrize("name", BEGUN)
def test_what_is_under_way_is_to_be_ended_first(name: str, struck: Any) -> None:
    ledger = struck()
    ledger.git("switch", "-q", "-c", "side")
    ledger.git("commit", "-q", "--allow-empty", "-m", "aside")
    ledger.git("switch", "-q", "main")
    begin, end = BEGUN[name]
    subprocess.run(["sh", "-c", begin], cwd=ledger.folder, check=False, capture_output=True)
    head = ledger.git("rev-parse", "main")
    done = ledger.command(*PAY)
    assert (done.code, done.out) == (1, "")
    (line,) = done.errors
    assert f"git {name} is under way" in line
    assert end in line
    assert "under way" in ledger.command("doctor").out
    assert ledger.git("rev-parse", "main") == head
    follow(ledger, end)
    assert ledger.command(*PAY).code == 0
    assert ledger.added().keys() == {CASE}


def unnamed(ledger: Any) -> None:
    """The ledger is of an earlier version: neither dunning.yaml nor this clone says which its branch is."""
    settings = ledger.folder / "dunning.yaml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("branch: main\n", ""), encoding="utf-8")
    ledger.git("commit", "-qam", "as it was")
    ledger.git("config", "--unset", "dunning.branch")


def test_an_older_ledger_lives_where_this_clone_wrote_first(struck: Any) -> None:
    ledger = struck()
    unnamed(ledger)
    ledger.git("branch", "-m", "main", "work")
    assert "work" in ledger.command("doctor").out
    assert ledger.command(*PAY).code == 0
    assert ledger.git("config", "dunning.branch") == "work\n"
    ledger.git("switch", "-q", "-c", "side")
    assert way_back(ledger.command("pay", LOAN, "1.00")) == "git switch work"


def test_an_older_ledger_is_never_guessed_from_no_branch(struck: Any, state: State) -> None:
    ledger = struck()
    unnamed(ledger)
    ledger.git("checkout", "-q", "--detach")
    before = state(ledger.folder)
    done = ledger.command(*PAY)
    assert (done.code, done.out) == (1, "")
    assert done.err.endswith("go to it with: git switch main\n")
    assert state(ledger.folder) == before


def test_a_branch_made_before_the_settings_named_it_is_no_way_round(struck: Any) -> None:
    ledger = struck()
    unnamed(ledger)
    ledger.git("branch", "old")
    assert ledger.command(*PAY).code == 0
    ledger.git("switch", "-q", "old")
    assert way_back(ledger.command(*PAY)) == "git switch main"


def test_a_renamed_branch_gets_its_name_back(struck: Any) -> None:
    ledger = struck()
    ledger.git("branch", "-m", "main", "work")
    command = way_back(ledger.command(*PAY))
    assert command == "git branch -m main"
    follow(ledger, command)
    assert ledger.command(*PAY).code == 0


def test_a_branch_that_only_the_remote_has_is_taken_from_there(struck: Any, tmp_path: Path) -> None:
    ledger = struck()
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", str(ledger.folder), str(clone)], check=True)
    ledger.folder = clone
    ledger.git("switch", "-q", "-c", "side")
    ledger.git("branch", "-q", "-D", "main")
    follow(ledger, way_back(ledger.command(*PAY)))
    assert ledger.git("branch", "--show-current") == "main\n"
    assert ledger.command(*PAY).code == 0


def test_a_linked_working_tree_points_to_the_one_that_has_the_branch(struck: Any, tmp_path: Path) -> None:
    ledger = struck()
    tree = tmp_path / "tree"
    ledger.git("worktree", "add", "-q", str(tree))
    done = ledger.run("--ledger", str(tree), *PAY)
    assert done.code == 1
    assert way_back(done) == f"cd {ledger.folder}"
    ledger.git("switch", "-q", "-c", "aside")
    subprocess.run(["git", "-C", str(tree), "switch", "-q", "main"], check=True)
    assert ledger.run("--ledger", str(tree), *PAY).code == 0
    assert ledger.git("log", "-1", "--format=%s", "main").startswith("pay")


def test_the_settings_name_a_branch_that_git_takes(struck: Any) -> None:
    ledger = struck()
    settings = ledger.folder / "dunning.yaml"
    text = settings.read_text(encoding="utf-8")
    for name in ("--force", "a b", "x..y", "HEAD", "x.lock", "/x"):
        settings.write_text(text.replace("branch: main", f'branch: "{name}"'), encoding="utf-8")
        done = ledger.command("check", "settings")
        assert done.code == 6
        assert "cannot be the name of a git branch" in done.out + done.err, name


@pytest.mark.parametrize("at", ["HEAD", "HEAD~1"])
def test_switched_between_plan_and_commit(at: str, struck: Any) -> None:
    """The branch to which somebody switches stands at the same commit, or at an earlier one with the same case."""
    ledger = struck()
    ledger.git("branch", "side", at)
    tips = ledger.git("for-each-ref", "refs/heads")
    done = disturbed(ledger.folder, "git switch -q side", *PAY)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert "git switch main" in done.stderr
    assert ledger.git("for-each-ref", "refs/heads") == tips
    assert ledger.git("status", "--porcelain") == ""
    ledger.git("switch", "-q", "main")
    assert ledger.added() == {}
    ledger.assert_sound()


@pytest.mark.parametrize("taken_back", ["git stash -q", "git reset -q --hard"])
def test_taken_back_between_writing_and_commit(taken_back: str, struck: Any) -> None:
    """Somebody's git has put the file back as it was: the payment is refused, and made when tried again."""
    ledger = struck()
    done = disturbed(ledger.folder, taken_back, *PAY, moment="git_starts")
    assert (done.returncode, done.stdout) == (5, "")
    assert done.stderr.endswith("was changed meanwhile; nothing was changed, try again\n")
    assert ledger.git("status", "--porcelain") == ""
    ledger.git("stash", "clear")
    assert ledger.added() == {}
    assert ledger.command(*PAY).code == 0
    ledger.assert_sound()


def test_switched_between_writing_and_commit(struck: Any) -> None:
    """The file as written goes along to a branch that stands elsewhere; git commits it there."""
    ledger = struck()
    ledger.git("branch", "side", "HEAD~1")
    done = disturbed(ledger.folder, "git switch -q side", *PAY, moment="git_starts")
    assert (done.returncode, done.stdout) == (1, "")
    assert "not on the ledger's branch main" in done.stderr
    follow(ledger, done.stderr.partition("bring it there with: ")[2])
    assert ledger.added().keys() == {CASE}
    ledger.assert_sound()


ASIDE = "git branch side; git symbolic-ref HEAD refs/heads/side\n"


def test_switched_while_git_commits(struck: Any) -> None:
    """The commit lands on the branch somebody made of the same commit; the ledger's is brought on to it."""
    ledger = struck()
    hook(ledger.folder, "pre-commit", f'rm "$0"\n{ASIDE}')
    done = ledger.command(*PAY)
    assert done.code == 0, done.err
    assert ledger.git("branch", "--show-current") == "side\n"
    assert ledger.git("rev-parse", "main") == ledger.git("rev-parse", "side")
    follow(ledger, "git switch -q main")
    assert ledger.added().keys() == {CASE}
    ledger.assert_sound()


def test_switched_while_git_commits_and_the_writer_dies(struck: Any) -> None:
    ledger = struck()
    hook(ledger.folder, "pre-commit", f'rm "$0"\n{ASIDE}')
    hook(ledger.folder, "post-commit", "kill -9 $DUNNING_WRITER\n")
    done = disturbed(ledger.folder, "true", *PAY)
    assert done.returncode == -9
    (ledger.folder / ".git" / "hooks" / "post-commit").unlink()
    following = ledger.command("check")
    assert following.code == 0
    assert following.err.startswith("note: finished a write")
    follow(ledger, "git switch -q main")
    assert ledger.added().keys() == {CASE}
    ledger.assert_sound()


@pytest.mark.parametrize("dies", [False, True])
@pytest.mark.parametrize("left", ["checkout -q main", "checkout -q main\ngit branch -q -D side"])
def test_switched_and_back_while_git_commits(left: str, dies: bool, struck: Any) -> None:
    """Who switched is back before the write looks where its commit is, and may have thrown the branch away."""
    ledger = struck()
    hook(ledger.folder, "pre-commit", f'rm "$0"\n{ASIDE}')
    killed = "\nkill -9 $DUNNING_WRITER" if dies else ""
    hook(ledger.folder, "post-commit", f'rm "$0"\nexec >/dev/null\ngit {left}{killed}\n')
    if dies:
        assert disturbed(ledger.folder, "true", *PAY).returncode == -9
        following = ledger.command("check")
        assert following.code == 0
        assert following.err.startswith("note: finished a write")
    else:
        done = ledger.command(*PAY)
        assert done.code == 0, done.err
    assert ledger.git("branch", "--show-current") == "main\n"
    assert ledger.added().keys() == {CASE}
    ledger.assert_sound()


@pytest.mark.parametrize("dies", [False, True])
def test_what_cannot_be_brought_over_is_not_acknowledged_and_not_lost(dies: bool, struck: Any) -> None:
    """Somebody switches and commits to the ledger's branch by hand, all while git makes the commit."""
    ledger = struck()
    by_hand = 'git update-ref refs/heads/main $(git commit-tree "main^{tree}" -p main -m "by hand")\n'
    hook(ledger.folder, "pre-commit", f'rm "$0"\n{ASIDE}{by_hand}')
    if dies:
        hook(ledger.folder, "post-commit", 'rm "$0"\nkill -9 $DUNNING_WRITER\n')
        assert disturbed(ledger.folder, "true", *PAY).returncode == -9
        done = ledger.command("check")
        assert done.code == 0
    else:
        done = ledger.command(*PAY)
        assert (done.code, done.out) == (1, "")
    (line,) = done.errors
    assert "not on the ledger's branch main" in line
    follow(ledger, line.partition("bring it there with: ")[2])
    assert ledger.git("branch", "--show-current") == "main\n"
    assert ledger.added().keys() == {CASE}
    ledger.assert_sound()


def test_a_broken_off_write_is_settled_wherever_one_stands(struck: Any) -> None:
    ledger = struck()
    broken_off(ledger.folder)
    ledger.git("checkout", "-q", "--detach")
    done = ledger.command("list")
    assert done.code == 0
    assert "took back" in done.err
    ledger.git("switch", "-q", "main")
    ledger.assert_sound()


def test_sync_takes_and_gives_the_ledgers_branch_only(struck: Any, ready: tuple[Path, str]) -> None:
    ledger = struck(ready[0])
    remote = ledger.folder.with_name("backup")
    subprocess.run(["git", "clone", "-q", "--bare", str(ledger.folder), str(remote)], check=True)
    ledger.git("remote", "set-url", "branch", str(remote))
    ledger.git("switch", "-q", "-c", "side")
    done = ledger.command("sync")
    assert (done.code, done.out) == (1, "")
    assert way_back(done) == "git switch main"
    heads = subprocess.run(["git", "-C", str(remote), "branch"], capture_output=True, text=True, check=True)
    assert heads.stdout.split() == ["*", "main"]
    assert ledger.command("sync", "--status").code == 0


def test_doctor_names_the_branch_and_the_way_back(struck: Any) -> None:
    ledger = struck()
    assert "branch: ok, main, as dunning.yaml says" in ledger.command("doctor").out
    ledger.git("checkout", "-q", "--detach")
    done = ledger.command("doctor", "--json")
    (found,) = [check for check in done.json["checks"] if check["check"] == "branch"]
    assert done.code == 6
    assert found["fix"] == "git switch main"


def test_a_new_ledger_in_a_repository_lives_on_the_branch_checked_out(
    git_identity: Path, tmp_path: Path, run: Callable[..., Any]
) -> None:
    place = tmp_path / "here"
    subprocess.run(["git", "init", "-q", "-b", "trunk", str(place)], check=True)
    for words in (("init", str(place), "--sample"), ("--ledger", str(place), "check")):
        assert run(*words).code == 0
    assert "\nbranch: trunk\n" in (place / "dunning.yaml").read_text(encoding="utf-8")
    away = tmp_path / "away"
    subprocess.run(["git", "init", "-q", "-b", "trunk", str(away)], check=True)
    subprocess.run(["git", "commit", "-q", "--allow-empty", "-m", "x"], cwd=away, check=True)
    subprocess.run(["git", "checkout", "-q", "--detach"], cwd=away, check=True)
    done = run("init", str(away))
    assert done.code == 1
    assert "git switch -c main" in done.err
