"""A write is made as a whole and committed, or not made at all."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dunning_cli.kernel.errors import Busy, Failure, Refused
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.git.git import Author
from dunning_cli.store.writing.transaction import settled, transaction

WANG = Author("wang", "wang@example.com")
ENTRY = "  - {{id: {id:0>16}, kind: payment, date: 2026-05-05, amount: 10.00, by: wang, at: 2026-05-05T10:00:00+08:00}}\n"


def add_entry(folder: LedgerFolder, case_id: str, entry_id: object = 1) -> str:
    path = folder.case_path(case_id)
    with transaction(folder) as tx:
        tx.write(path, (tx.read(path) or b"").decode() + ENTRY.format(id=entry_id))
        return tx.commit(f"pay {case_id}", [("Case", case_id)], WANG, datetime(2026, 5, 5, 2, tzinfo=UTC))


def text_of(folder: LedgerFolder, case_id: str) -> str:
    return (folder.root / folder.case_path(case_id)).read_text(encoding="utf-8")


def hook(folder: LedgerFolder, name: str, script: str) -> None:
    file = folder.root / ".git" / "hooks" / name
    file.parent.mkdir(exist_ok=True)
    file.write_text("#!/bin/sh\n" + script)
    file.chmod(0o755)


def test_commit_holds_exactly_the_written_files(ledger, git):
    (ledger.root / "note.txt").write_text("mine")
    git(ledger, "add", "note.txt")
    commit = add_entry(ledger, "A-1")
    shown = git(ledger, "show", "--name-only", "--format=%H|%an|%ae|%aI|%cn|%s|%(trailers:only)", commit)
    path = ledger.case_path("A-1")
    assert (
        shown.split()
        == f"{commit}|wang|wang@example.com|2026-05-05T02:00:00+00:00|Clerk|pay A-1|Case: A-1 {path}".replace(
            "pay A-1", "pay\nA-1"
        ).split()
    )
    assert git(ledger, "status", "--porcelain") == "A  note.txt\n"
    assert text_of(ledger, "A-1").endswith(ENTRY.format(id=1))


def test_new_files_in_new_folders_and_chinese_names_are_committed(ledger, git):
    with transaction(ledger) as tx:
        tx.write("letters/2026/2026-甲-0001.txt", "函\n")
        tx.write(ledger.case_path("新-3"), "case: 新-3\n")
        tx.commit("letter", (), WANG)
    assert git(ledger, "status", "--porcelain") == ""
    assert git(ledger, "-c", "core.quotepath=off", "ls-files", "letters") == "letters/2026/2026-甲-0001.txt\n"


def test_first_commit_of_a_repository(tmp_path, git):
    folder = LedgerFolder(tmp_path)
    git(folder, "init", "-q")
    with transaction(folder) as tx:
        tx.write("dunning.yaml", "office: x\n")
        tx.commit("begin")
    assert git(folder, "log", "--format=%s") == "begin\n"


def test_nothing_written_is_refused(ledger):
    with transaction(ledger) as tx:
        tx.write(ledger.case_path("A-1"), text_of(ledger, "A-1"))
        with pytest.raises(Refused, match="nothing to change"):
            tx.commit("same")


@pytest.mark.parametrize("new_file", [False, True])
def test_a_refusing_hook_leaves_the_ledger_as_it_was(ledger, state, new_file):
    hook(ledger, "pre-commit", "echo 'no commits on Sunday' >&2\nexit 1\n")
    before = state(ledger)
    with transaction(ledger) as tx:
        tx.write(ledger.case_path("C-3" if new_file else "A-1"), "case: changed\n")
        with pytest.raises(Refused, match="no commits on Sunday") as refusal:
            tx.commit("try", (), WANG)
    assert "\n" not in str(refusal.value)
    assert state(ledger) == before


def test_a_missing_identity_names_both_commands_and_changes_nothing(ledger, state, identity):
    before = state(ledger)
    identity.write_text("")
    with pytest.raises(Refused, match=r"user\.name.*user\.email"):
        add_entry(ledger, "A-1")
    assert state(ledger) == before


def test_a_full_disk_changes_nothing(ledger, state, monkeypatch):
    before = state(ledger)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("dunning_cli.store.writing.transaction.write_all", full)
    with pytest.raises(Refused, match="disk is full"):
        add_entry(ledger, "A-1")
    assert state(ledger) == before


def test_a_user_hook_sees_the_commit(ledger):
    hook(ledger, "commit-msg", 'grep -q "^Case: A-1" "$1"\n')
    add_entry(ledger, "A-1")
    with pytest.raises(Refused):
        add_entry(ledger, "B-2")


def test_a_hand_edit_blocks_its_own_file_only(ledger):
    file = ledger.root / ledger.case_path("A-1")
    file.write_text(text_of(ledger, "A-1").replace("王建国", "王建华"), encoding="utf-8")
    with pytest.raises(Refused, match=r"by hand.*dunning commit A-1"):
        add_entry(ledger, "A-1")
    assert "王建华" in text_of(ledger, "A-1")
    add_entry(ledger, "B-2")


def test_a_staged_edit_blocks_too(ledger, git):
    file = ledger.root / ledger.case_path("A-1")
    good = file.read_bytes()
    file.write_bytes(good + b"# note\n")
    git(ledger, "add", ".")
    file.write_bytes(good)
    with pytest.raises(Refused, match="by hand"):
        add_entry(ledger, "A-1")


def test_a_hand_edit_can_be_committed_as_it_stands(ledger, git):
    path = ledger.case_path("A-1")
    file = ledger.root / path
    file.write_text(text_of(ledger, "A-1").replace("王建国", "王建华"), encoding="utf-8")
    (ledger.root / ledger.case_path("B-2")).unlink()
    with transaction(ledger) as tx:
        assert tx.uncommitted([path, "dunning.yaml"]) == (path,)
        tx.write(path, file.read_bytes())
        tx.adopt(ledger.case_path("B-2"))
        tx.commit("edited by hand", (), WANG)
    assert git(ledger, "status", "--porcelain") == ""
    assert "王建华" in git(ledger, "show", f"HEAD:{path}")
    assert git(ledger, "ls-files", ledger.case_path("B-2")) == ""


def test_a_file_changed_underneath_is_busy(ledger):
    path = ledger.case_path("A-1")
    with transaction(ledger) as tx:
        tx.write(path, (tx.read(path) or b"").decode() + "# mine\n")
        (ledger.root / path).write_text("theirs")
        with pytest.raises(Busy, match="changed meanwhile"):
            tx.commit("late")
    assert (ledger.root / path).read_text() == "theirs"


def test_a_path_out_of_the_ledger_or_through_a_link_is_refused(ledger, tmp_path):
    (ledger.root / "elsewhere").symlink_to(tmp_path, target_is_directory=True)
    with transaction(ledger) as tx:
        for path in ("../x", "/etc/x", ".git/config", "elsewhere/x", "a//b"):
            with pytest.raises(Refused):
                tx.write(path, "x")


def test_file_modes_are_kept(ledger):
    file = ledger.root / ledger.case_path("A-1")
    file.chmod(0o600)
    add_entry(ledger, "A-1")
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_passing_index_lock_is_waited_for_and_a_lasting_one_is_busy(ledger, state, monkeypatch):
    lock = ledger.root / ".git" / "index.lock"
    lock.touch()
    before = state(ledger)
    monkeypatch.setattr("dunning_cli.store.writing.transaction._INDEX_BUSY_TRIES", 2)
    with pytest.raises(Busy, match="another git"):
        add_entry(ledger, "A-1")
    assert state(ledger) == before
    lock.unlink()
    add_entry(ledger, "A-1")


WRITER = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, {source!r})
from dunning_cli.store.writing import journal
from dunning_cli.store.writing import transaction as writing
from dunning_cli.store.git import git
from dunning_cli.store.format.folder import LedgerFolder

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

step, root = sys.argv[1:]
folder = LedgerFolder(Path(root))
if step == "before the journal":
    journal.Journal.begin = die
elif step == "journal noted":
    writing.Transaction._replace_files = die
elif step == "files prepared":
    import shutil
    shutil.copymode = die
elif step == "one file replaced":
    import shutil
    calls = []
    shutil.copymode = lambda *_: calls.append(1) or (len(calls) > 1 and die())
elif step == "files replaced":
    git.Git.announce = die
elif step == "git at work":
    real = journal.Journal.git_started
    count = []
    def started(self, pid):
        real(self, pid)
        count.append(pid)
        if len(count) == 2:
            die()
    journal.Journal.git_started = started
elif step == "git started":
    count = []
    def started(self, pid):
        count.append(pid)
        if len(count) == 2:
            die()
    journal.Journal.git_started = started
elif step == "committed":
    journal.Journal.end = die
with writing.transaction(folder) as tx:
    for case in ("A-1", "B-2"):
        path = folder.case_path(case)
        tx.write(path, (tx.read(path) or b"").decode() + "# more\\n")
    tx.write("letters/2026/x.txt", "new")
    tx.commit("pay both")
"""
SOURCE = str(Path(__file__).resolve().parents[2])


@pytest.mark.parametrize(
    ("step", "kept"),
    [
        ("before the journal", False),
        ("journal noted", False),
        ("files prepared", False),
        ("one file replaced", False),
        ("files replaced", False),
        ("git at work", False),
        ("git started", False),
        ("committed", True),
    ],
)
def test_a_killed_writer_is_settled_by_the_next_command(ledger, state, git, step, kept):
    before = state(ledger)
    script = WRITER.format(source=SOURCE)
    done = subprocess.run(
        [sys.executable, "-c", script, step, str(ledger.root)], capture_output=True, text=True
    )
    assert done.returncode == -9, done.stderr
    said = settled(ledger)
    if kept:
        assert said is not None
        assert "finished" in str(said)
        assert text_of(ledger, "A-1").endswith("# more\n")
        assert git(ledger, "log", "-1", "--format=%s") == "pay both\n"
        assert git(ledger, "status", "--porcelain") == ""
    else:
        if step == "before the journal":
            assert said is None
        else:
            assert "took back" in str(said)
            assert "pay both" in str(said)
        assert state(ledger) == before
    assert settled(ledger) is None
    add_entry(ledger, "A-1")


def test_a_reader_started_by_a_hook_does_not_wait_for_the_commit(ledger):
    reader = (
        f"import sys; sys.path.insert(0, {SOURCE!r})\n"
        "from pathlib import Path\n"
        "from dunning_cli.store.format.folder import LedgerFolder\n"
        "from dunning_cli.store.writing.transaction import settled\n"
        "settled(LedgerFolder(Path.cwd()), patience=0)\n"
    )
    (ledger.root / ".git" / "reader.py").write_text(reader)
    hook(ledger, "pre-commit", f"unset GIT_DIR GIT_INDEX_FILE\nexec {sys.executable} .git/reader.py\n")
    add_entry(ledger, "A-1")


def test_a_ledger_that_cannot_be_locked_is_refused(ledger):
    ledger.private.write_text("not a folder")
    with pytest.raises(Refused, match="cannot be locked"):
        add_entry(ledger, "A-1")


def test_locks_of_a_git_that_died_with_its_writer_are_removed(ledger, state):
    hook(ledger, "pre-commit", "kill -9 $PPID\nkill -9 $(ps -o ppid= -p $PPID)\n")
    before = state(ledger)
    script = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "import os\n"
        "from pathlib import Path\n"
        "from dunning_cli.store.format.folder import LedgerFolder\n"
        "from dunning_cli.store.writing import transaction as writing\n"
        "writing.Transaction._give_up = lambda self, error: os._exit(9)\n"
        "f = LedgerFolder(Path(sys.argv[2]))\n"
        "with writing.transaction(f) as tx:\n"
        "    p = f.case_path('A-1'); tx.write(p, 'x: 1\\n'); tx.commit('x')\n"
    )
    subprocess.run([sys.executable, "-c", script, SOURCE, str(ledger.root)], capture_output=True)
    assert (ledger.root / ".git" / "index.lock").exists()
    assert "took back" in str(settled(ledger))
    assert state(ledger) == before


def test_two_processes_lose_nothing(ledger, git):
    script = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from pathlib import Path\n"
        "from dunning_cli.store.format.folder import LedgerFolder\n"
        "from dunning_cli.store.writing.transaction import transaction\n"
        "f = LedgerFolder(Path(sys.argv[2])); p = f.case_path('A-1')\n"
        "for n in range(8):\n"
        "    with transaction(f) as tx:\n"
        "        tx.write(p, tx.read(p) + f'# {sys.argv[3]}{n}\\n'.encode())\n"
        "        tx.commit(f'{sys.argv[3]}{n}')\n"
    )
    writers = [
        subprocess.Popen([sys.executable, "-c", script, SOURCE, str(ledger.root), name]) for name in "xy"
    ]
    assert [writer.wait() for writer in writers] == [0, 0]
    added = text_of(ledger, "A-1").splitlines()[5:]
    assert sorted(added) == sorted(f"# {name}{n}" for name in "xy" for n in range(8))
    assert len(git(ledger, "log", "--format=%s").splitlines()) == 17
    assert git(ledger, "status", "--porcelain") == ""


def test_a_linked_worktree_has_its_own_journal_and_commits_to_its_own_branch(ledger, git, tmp_path):
    git(ledger, "switch", "-q", "-c", "aside")
    git(ledger, "worktree", "add", "-q", str(tmp_path / "tree"), "main")
    tree = LedgerFolder(tmp_path / "tree")
    commit = add_entry(tree, "A-1")
    assert git(ledger, "rev-parse", "main").strip() == commit
    assert tree.private != ledger.private
    assert tree.common_git_dir.samefile(ledger.git_dir)
    assert git(ledger, "status", "--porcelain") == ""


def test_signing_is_the_users_and_its_failure_changes_nothing(ledger, git, state):
    git(ledger, "config", "commit.gpgsign", "true")
    git(ledger, "config", "gpg.program", "false")
    before = state(ledger)
    with pytest.raises(Refused, match="git refused"):
        add_entry(ledger, "A-1")
    assert state(ledger) == before


def test_an_expectation_that_no_longer_holds_is_busy(ledger):
    with transaction(ledger) as tx:
        tx.expect(ledger.case_path("A-1"), text_of(ledger, "A-1"))
        tx.expect(ledger.case_path("C-3"), None)
        with pytest.raises(Busy):
            tx.expect(ledger.case_path("B-2"), "something else")


def test_a_git_that_is_missing_is_said_in_one_line(ledger, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(Failure, match="git was not found"):
        add_entry(ledger, "A-1")


def test_what_a_killed_merge_left_is_removed(ledger, state):
    before = state(ledger)
    (ledger.private / "merge-x1y2").mkdir(parents=True)
    (ledger.private / "merge-x1y2" / "index").write_text("half")
    with transaction(ledger):
        assert not (ledger.private / "merge-x1y2").exists()
    assert state(ledger) == before
