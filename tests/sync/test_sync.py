"""What `dunning sync` says and does: conflicts, tampering, hand edits, unreachable remotes, others who are faster."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

CASE, LOAN = "PF-2026-0007", "XD-2026-0001"
ROOT = Path(__file__).parents[2]


def charge(clone: Any, case: str = CASE, principal: str = "50.00") -> str:
    done = clone.do("charge", case=case, on="2026-05-01", due="2026-05-31", principal=principal)
    return str(done["entry"])


def edit(clone: Any, path: Path, old: str, new: str) -> None:
    """A change made by hand and committed with git, past all checks."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")
    clone.git("commit", "-qam", "by hand")


def look(clone: Any) -> tuple[str, ...]:
    files = [file.read_text(encoding="utf-8") for file in sorted((clone.folder / "cases").rglob("*.yaml"))]
    return (clone.git("rev-parse", "HEAD"), clone.git("status", "--porcelain"), *files)


@pytest.fixture
def divided(clones: tuple[Any, Any]) -> tuple[Any, Any]:
    """Both gave the loan another first collector; Wang's word is pushed."""
    wang, li = clones
    wang.done("set", LOAN, "owner=zhao")
    li.done("set", LOAN, "owner=sun")
    charge(li)
    assert wang.sync().code == 0
    return wang, li


# --- per remote -----------------------------------------------------------------------------------------


def test_the_report_counts_commits(clones: tuple[Any, Any]) -> None:
    wang, li = clones
    charge(wang)
    assert wang.run("sync", "--json").json == {
        "remotes": [{"remote": "origin", "fetched": 0, "pushed": 1, "ahead": 0, "behind": 0, "error": None}]
    }
    charge(li)
    charge(li, LOAN)
    assert li.sync().out == "origin: fetched 1, pushed 3\n"
    assert li.sync().out == "origin: nothing new on either side\n"
    assert (
        li.git("log", "-1", "--format=%an|%s|%(trailers:only)").strip() == "li|sync: merge origin|Actor: li"
    )


def test_status_asks_and_changes_nothing(clones: tuple[Any, Any]) -> None:
    wang, li = clones
    charge(wang)
    wang.sync()
    charge(li)
    charge(li)
    before = look(li)
    done = li.run("sync", "--status")
    assert (done.code, done.out) == (0, "origin: 2 to push, 1 to fetch\n")
    assert look(li) == before
    (told,) = li.run("sync", "--status", "--json").json["remotes"]
    assert (told["ahead"], told["behind"], told["fetched"], told["pushed"]) == (2, 1, 0, 0)


def test_a_dry_run_says_what_would_come_and_changes_nothing(clones: tuple[Any, Any]) -> None:
    wang, li = clones
    charge(wang)
    assert wang.sync().code == 0
    charge(li)
    charge(li, LOAN)
    before = look(li)
    dry = li.run("sync", "--dry-run", "--actor", li.actor)
    assert (dry.code, dry.out) == (0, "origin: would fetch 1 and push 2\n")
    assert "note: dry run: nothing was merged or pushed" in dry.err
    assert look(li) == before
    assert li.sync().out == "origin: fetched 1, pushed 3\n"


def test_a_dry_run_names_what_is_in_dispute(divided: tuple[Any, Any]) -> None:
    _, li = divided
    before = look(li)
    dry, real = li.run("sync", "--dry-run", "--actor", li.actor), li.sync()
    assert (dry.code, real.code) == (5, 5)
    told = [line for line in dry.err.splitlines() if line.startswith("error:")]
    assert told
    assert told[0] in real.err
    assert look(li) == before


def test_a_dry_run_names_what_the_audit_finds(clones: tuple[Any, Any]) -> None:
    wang, li = clones
    edit(wang, wang.case(CASE), "principal: 1200.00", "principal: 1000.00")
    wang.git("push", "-q", "origin", "main")
    before = look(li)
    dry = li.run("sync", "--dry-run", "--actor", li.actor)
    assert dry.code == 6
    assert CASE in dry.err
    assert look(li) == before


def test_an_unreachable_remote_does_not_stop_the_others(clones: tuple[Any, Any], tmp_path: Path) -> None:
    wang, li = clones
    office = tmp_path / "head-office.git"
    wang.git("remote", "add", "head-office", str(office))
    entry = charge(wang)
    done = wang.sync()
    assert done.code == 1
    assert done.out == "origin: fetched 0, pushed 1\n"
    (line,) = done.errors
    assert line.startswith("error: head-office: ")
    assert str(office) in line
    assert wang.clean
    li.sync()
    assert entry in li.case(CASE).read_text(encoding="utf-8")
    wang.git("init", "-q", "--bare", str(office))
    done = wang.sync()
    assert (done.code, done.errors) == (0, [])
    assert wang.git("--git-dir", str(office), "rev-parse", "main") == wang.git("rev-parse", "HEAD")


def test_only_remotes_named_in_the_settings_are_used(clones: tuple[Any, Any], tmp_path: Path) -> None:
    wang, _ = clones
    wang.git("init", "-q", "--bare", str(tmp_path / "b.git"))
    wang.git("remote", "add", "branch", str(tmp_path / "b.git"))
    with (wang.folder / "dunning.yaml").open("a", encoding="utf-8") as settings:
        settings.write("remotes: [branch, bransh, --upload-pack=touch x]\n")
    wang.done("commit")
    done = wang.sync()
    assert done.code == 1
    assert done.out.startswith("branch: fetched 0, pushed ")
    assert "did you mean 'branch'" in done.errors[0]
    assert "no git remote '--upload-pack=touch x'" in done.errors[1]
    assert wang.git("rev-list", "--count", "origin/main..HEAD") == "1"


def test_without_any_remote(worked: Path, run: Callable[..., Any]) -> None:
    done = run("sync")
    assert done.code == 1
    assert done.errors == ["error: this ledger has no remote; add one with: git remote add NAME URL"]
    assert worked.exists()


def test_a_stranger_to_this_ledger_is_refused(clones: tuple[Any, Any], tmp_path: Path, run: Any) -> None:
    wang, _ = clones
    assert run("init", str(tmp_path / "other")).code == 0
    wang.git("remote", "add", "other", str(tmp_path / "other"))
    before = wang.git("rev-parse", "HEAD")
    done = wang.sync()
    assert done.code == 1
    assert "its history has nothing in common with this one" in done.err
    assert wang.git("rev-parse", "HEAD") == before
    assert wang.clean


def test_somebody_faster_is_met_with_another_round(clones: tuple[Any, Any], hub: Path) -> None:
    """While Li pushes, a hook of the hub moves the branch to Wang's commit, once."""
    wang, li = clones
    entries = charge(wang), charge(li)
    wang.git("push", "-q", "origin", "HEAD:refs/heads/waiting")
    hook = hub / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    # In a hook, new refs are in quarantine's way; without its variables git writes as usual.
    hook.write_text(
        "#!/bin/sh\n[ -e done ] && exit 0\ntouch done\nunset GIT_QUARANTINE_PATH\n"
        "git update-ref refs/heads/main refs/heads/waiting\n"
    )
    hook.chmod(0o755)
    done = li.sync()
    assert (hub / "done").exists()
    assert (done.code, done.errors) == (0, [])
    assert done.out == "origin: fetched 1, pushed 2\n"
    text = li.case(CASE).read_text(encoding="utf-8")
    assert [entry in text for entry in entries] == [True, True]
    assert li.git("--git-dir", str(hub), "rev-parse", "main") == li.git("rev-parse", "HEAD")


def test_somebody_always_faster_is_told(clones: tuple[Any, Any], hub: Path) -> None:
    wang, _ = clones
    charge(wang)
    hook = hub / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(
        "#!/bin/sh\nunset GIT_QUARANTINE_PATH\n"
        "new=$(git -c user.name=x -c user.email=x@example.com commit-tree 'main^{tree}' -p main -m more)\n"
        "git update-ref refs/heads/main $new\n"
    )
    hook.chmod(0o755)
    done = wang.sync()
    assert done.code == 5
    assert done.errors == ["error: origin: others were faster 5 times; run 'dunning sync' again"]
    assert wang.clean


def test_a_rewritten_history_is_told_and_nothing_is_lost(clones: tuple[Any, Any], hub: Path) -> None:
    wang, li = clones
    entry = charge(wang)
    wang.sync()
    wang.git("--git-dir", str(hub), "update-ref", "refs/heads/main", "main^")
    done = wang.sync()
    assert done.code == 0
    assert "its history was rewritten" in done.err
    li.sync()
    assert entry in li.case(CASE).read_text(encoding="utf-8")


# --- conflicts ------------------------------------------------------------------------------------------


def test_a_conflict_leaves_everything_as_it_was(divided: tuple[Any, Any]) -> None:
    wang, li = divided
    before, hub = look(li), li.git("ls-remote", "origin")
    done = li.sync()
    assert done.code == 5
    (line,) = done.errors
    assert f"{LOAN}: 'owner' was changed here and at origin" in line
    assert look(li) == before
    assert li.clean
    assert li.git("ls-remote", "origin") == hub
    assert wang.sync().code == 0


@pytest.mark.parametrize(("answer", "owner"), [("1", "sun"), ("2", "zhao")])
def test_a_person_decides_at_the_terminal(divided: tuple[Any, Any], answer: str, owner: str) -> None:
    wang, li = divided
    code, said = at_a_terminal(li, answer)
    assert code == 0, said
    assert "'owner' was changed on both sides" in said
    assert "1: sun (here, by li, " in said
    assert "2: zhao (at origin, by wang, " in said
    assert wang.sync().code == 0
    assert wang.tree == li.tree
    assert f"\nowner: {owner}\n" in wang.case(LOAN).read_text(encoding="utf-8")


def test_a_person_may_leave_it_open(divided: tuple[Any, Any]) -> None:
    _, li = divided
    before = look(li)
    code, said = at_a_terminal(li, "q")
    assert code == 5
    assert "was left open; nothing was merged" in said
    assert look(li) == before
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


def test_changes_of_different_fields_both_hold(clones: tuple[Any, Any]) -> None:
    wang, li = clones
    wang.done("set", CASE, "debtor.email=wang@example.com", "debtor.phones[0].status=valid")
    li.done("set", CASE, "owner=li", "debtor.phones[0].kind=mobile", "debtor.phones[1].number=13800000009")
    for clone in (wang, li, wang):
        assert clone.sync().code == 0
    assert wang.tree == li.tree
    text = wang.case(CASE).read_text(encoding="utf-8")
    for words in ("wang@example.com", "status: valid", "owner: li", "kind: mobile", "13800000009"):
        assert text.count(words) == 1


@pytest.mark.parametrize(
    "file", ["dunning.yaml", "policies/property-fee.yaml", "templates/zh/overdue-notice.txt"]
)
def test_settings_merge_as_text_and_a_clash_names_the_file(clones: tuple[Any, Any], file: str) -> None:
    wang, li = clones
    lines = (wang.folder / file).read_text(encoding="utf-8").splitlines(keepends=True)
    edit(wang, wang.folder / file, lines[0], f"{lines[0].rstrip()} # wang\n")
    edit(li, li.folder / file, lines[-1], f"{lines[-1].rstrip()}  \n")
    for clone in (wang, li, wang):
        assert clone.sync().code == 0
    assert wang.tree == li.tree
    edit(wang, wang.folder / file, "# wang", "# one")
    edit(li, li.folder / file, "# wang", "# two")
    assert wang.sync().code == 0
    before = look(li)
    done = li.sync()
    assert done.code == 5
    assert f"origin: {file} was changed on both sides in the same place" in done.err
    assert look(li) == before
    assert li.clean


# --- the past -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("both", [False, True])
@pytest.mark.parametrize(
    ("old", "new", "word"),
    [("principal: 1200.00", "principal: 1.00", "changed"), ("  - {id: ", "  # - {id: ", "removed")],
)
def test_a_past_entry_that_was_touched_is_refused(
    clones: tuple[Any, Any], both: bool, old: str, new: str, word: str
) -> None:
    """Whether git would have merged it (one side changed the file) or not."""
    wang, li = clones
    entry = charge(li)
    if both:
        li.sync()
        wang.sync()
    first = wang.case(CASE).read_text(encoding="utf-8").split("{id: ")[1][:16]
    edit(wang, wang.case(CASE), old, new)
    wang.git("push", "-q", "origin", "main")
    if both:
        charge(li)
    before = look(li)
    done = li.sync()
    assert done.code == 6
    commit = wang.git("rev-parse", "HEAD")
    assert f"\ncommit {commit[:10]} by clerk: {CASE} {first}: a past entry was {word}" in done.err
    assert look(li) == before
    assert li.clean
    assert entry in li.case(CASE).read_text(encoding="utf-8")
    edit(wang, wang.case(CASE), new, old)
    wang.git("push", "-q", "origin", "main")
    assert li.sync().code == 0


def test_a_touched_entry_is_not_pushed(clones: tuple[Any, Any]) -> None:
    wang, _ = clones
    edit(wang, wang.case(CASE), "principal: 1200.00", "principal: 1.00")
    hub = wang.git("ls-remote", "origin")
    done = wang.sync()
    assert done.code == 1
    assert "was changed here; entries are never changed, put it back" in done.err
    assert wang.git("ls-remote", "origin") == hub


def test_a_removed_case_is_refused(clones: tuple[Any, Any]) -> None:
    wang, li = clones
    path = wang.case(LOAN)
    wang.git("rm", "-q", str(path))
    wang.git("commit", "-qm", "gone")
    wang.git("push", "-q", "origin", "main")
    done = li.sync()
    assert done.code == 6
    assert f"{path.relative_to(wang.folder)} was removed" in done.err
    assert li.case(LOAN).exists()


def test_a_case_moved_to_another_folder_keeps_both_sides(clones: tuple[Any, Any]) -> None:
    wang, li = clones
    (wang.folder / "cases" / "loans").mkdir()
    wang.git("mv", str(wang.case(LOAN)), "cases/loans/")
    wang.git("commit", "-qm", "moved")
    entry = charge(li, LOAN)
    assert wang.sync().code == 0
    # the audit finds a case file that was renamed; a second person looks at it once
    assert li.sync().code == 6
    assert li.run("sync", "--accept-findings", "tidied up", "--actor", "li").code == 0
    assert wang.sync().code == 0
    assert wang.case(LOAN).parent.name == "loans"
    assert entry in wang.case(LOAN).read_text(encoding="utf-8")
    assert li.clean


# --- letters --------------------------------------------------------------------------------------------


def test_letters_of_two_series_never_meet(clones: tuple[Any, Any]) -> None:
    wang, li = clones
    text = (wang.folder / "dunning.yaml").read_text(encoding="utf-8")
    assert "letter_series: [A]" in text
    edit(wang, wang.folder / "dunning.yaml", "letter_series: [A]", "letter_series: [A, B]")
    for clone in (wang, li):
        assert clone.sync().code == 0
    assert "has not chosen its letter series and uses A" in li.run("sync", "--status").err
    li.git("config", "dunning.series", "B")
    wang.done("letter", "new", CASE, "overdue-notice")
    li.done("letter", "new", LOAN, "overdue-notice", "--method", "hand")
    for clone in (wang, li, wang):
        done = clone.sync()
        assert (done.code, done.err) == (0, "")
    assert sorted(file.stem for file in (wang.folder / "letters").rglob("*.txt")) == [
        "2026-A-0001",
        "2026-B-0001",
    ]
    assert wang.run("check").code == 0


# --- the working tree -----------------------------------------------------------------------------------


def test_a_hand_edit_in_the_way_is_named(clones: tuple[Any, Any]) -> None:
    wang, li = clones
    charge(wang)
    wang.sync()
    li.case(CASE).write_text(
        li.case(CASE).read_text(encoding="utf-8").replace("owner: wang", "owner: li"), "utf-8"
    )
    before = look(li)
    done = li.sync()
    assert done.code == 1
    assert f"{CASE}.yaml has changes made by hand that are not committed" in done.err
    assert look(li) == before
    assert li.done("commit", CASE)
    assert li.sync().code == 0


def test_hand_edits_elsewhere_stay(clones: tuple[Any, Any]) -> None:
    wang, li = clones
    charge(wang)
    wang.sync()
    text = li.case(LOAN).read_text(encoding="utf-8").replace("owner: li", "owner: sun")
    li.case(LOAN).write_text(text, encoding="utf-8", newline="\n")
    (li.folder / "note.txt").write_text("mine", encoding="utf-8")
    charge(li)
    assert li.sync().code == 0
    assert li.case(LOAN).read_text(encoding="utf-8") == text
    assert li.git("status", "--porcelain").splitlines() == [
        f"M {li.case(LOAN).relative_to(li.folder)}", "?? note.txt"
    ]  # fmt: skip


def test_a_merge_under_way_is_left_to_its_maker(divided: tuple[Any, Any]) -> None:
    _, li = divided
    li.git("fetch", "-q")
    done = subprocess.run(
        ["git", "-C", li.folder, "merge", "-q", "origin/main"], capture_output=True, check=False
    )
    assert done.returncode == 1
    done = li.sync()
    assert done.code == 1
    assert "a git merge is under way" in done.err
    assert "git merge --abort" in done.err
    li.git("merge", "--abort")
    assert li.clean


def test_killed_when_the_branch_moves(clones: tuple[Any, Any]) -> None:
    """Kill -9 while git moves the branch: the next command finds the merge finished or not begun, and nothing between."""
    wang, li = clones
    for step in ("prepared", "committed"):
        mine, others = charge(li), charge(wang)
        assert wang.sync().code == 0
        hook = li.folder / ".git" / "hooks" / "reference-transaction"
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(
            '#!/bin/sh\ngrep -q "refs/heads/main\\|HEAD" || exit 0\n'
            f'[ "$1" = {step} ] || exit 0\n'
            "kill -9 $(ps -o ppid= -p $PPID)\n"
        )
        hook.chmod(0o755)
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        words = [
            sys.executable,
            "-P",
            "-m",
            "dunning_cli",
            "--ledger",
            str(li.folder),
            "sync",
            "--actor",
            "li",
        ]
        done = subprocess.run(words, capture_output=True, env=environment, check=False)
        assert done.returncode == -9, done.stderr
        hook.unlink()
        after = charge(li)
        assert li.clean
        done = li.sync()
        assert done.code == 0, done.err
        assert wang.sync().code == 0
        assert wang.tree == li.tree
        text = wang.case(CASE).read_text(encoding="utf-8")
        assert [text.count(entry) for entry in (mine, others, after)] == [1, 1, 1]
        assert wang.run("check").code == 0


def test_the_users_hooks_judge_a_merge(clones: tuple[Any, Any]) -> None:
    wang, li = clones
    charge(wang)
    charge(li)
    wang.sync()
    hook = li.folder / ".git" / "hooks" / "commit-msg"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text('#!/bin/sh\ngrep -q ticket "$1" || { echo "no ticket" >&2; exit 1; }\n')
    hook.chmod(0o755)
    before = look(li)
    done = li.sync()
    assert done.code == 1
    assert "no ticket" in done.err
    assert look(li) == before
    assert li.clean
    hook.write_text('#!/bin/sh\necho "ticket: 7" >> "$1"\n')
    assert li.sync().code == 0
    assert "ticket: 7" in li.git("log", "-1", "--format=%B")


# --- contacts that only together are too many -------------------------------------------------------------


def test_contacts_that_together_are_against_a_rule_are_told_after_a_sync(clones: tuple[Any, Any]) -> None:
    wang, li = clones
    call = ("note", CASE, "spoken", "--channel", "phone", "--result", "reached", "--verified")
    for clone in (wang, li):
        for _ in range(2):
            clone.done(*call)
    assert wang.sync().code == 0
    done = li.sync()
    assert done.code == 0
    told = "1 contacts since 2026-05-25 are against the contact rules by what is known now"
    assert told in done.err
    found = li.run("report", "contact-breaches", "--json").json
    assert [each["rules"] for each in found["on_record"]] == [["connected-calls"]]
