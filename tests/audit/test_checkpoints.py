"""Checkpoints on real ledgers: taken, kept, cosigned, compared with histories that lead to them and that do not."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

CASE = "PF-2026-0007"
PAGE = Path(__file__).parents[2] / "docs" / "checkpoints.md"
Run = Callable[..., Any]


@pytest.fixture
def paper(told: Any, run: Run, tmp_path: Path) -> Path:
    """The three lines, written down outside of the ledger."""
    done = run("checkpoint", "--actor", "sun")
    assert done.code == 0, done.err
    file = tmp_path / "paper.txt"
    file.write_text(done.out, encoding="utf-8")
    return file


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(["git", "-C", str(folder), *words], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_three_lines_are_printed_kept_and_printed_again(told: Any, run: Run, paper: Path) -> None:
    lines = paper.read_text(encoding="utf-8").splitlines()
    assert [line.split()[0] for line in lines] == ["dunning", "commits", "root"]
    commits = int(git(told.folder, "rev-list", "--count", "HEAD")) - 1
    tip = git(told.folder, "rev-parse", "HEAD~1")
    assert lines[1].startswith(f"commits {commits} to {tip[:8]} ")
    (kept,) = (told.folder / "checkpoints").iterdir()
    assert kept.name == f"2026-06-01-{commits}-{tip[:8]}.txt"
    assert kept.read_text(encoding="utf-8").splitlines()[:3] == lines
    assert git(told.folder, "log", "-1", "--format=%s") == f"checkpoint: {commits} commits, up to {tip[:10]}"
    again = run("checkpoint", "--actor", "sun")
    assert (again.code, again.out.splitlines()) == (0, lines)
    assert git(told.folder, "rev-list", "--count", "HEAD") == str(commits + 1)
    assert run("note", CASE, "x", "--channel", "letter", "--actor", "sun").code == 0
    later = run("checkpoint", "--actor", "sun").out.splitlines()
    assert later[0] == lines[0]
    assert later[1:] != lines[1:]
    assert run("check").code == 0
    assert run("audit").code == 0


def test_a_dry_run_prints_and_keeps_nothing(told: Any, run: Run) -> None:
    before = git(told.folder, "rev-parse", "HEAD")
    done = run("checkpoint", "--dry-run")
    assert len(done.out.splitlines()) == 3
    assert git(told.folder, "rev-parse", "HEAD") == before
    assert not (told.folder / "checkpoints").exists()


def test_the_history_leads_to_it_whatever_came_since(
    told: Any, run: Run, paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("pay", CASE, "1.00", "--actor", "sun").code == 0
    done = run("checkpoint", "verify", str(paper), "--json")
    assert (done.code, done.json["leads"], done.json["since"]) == (0, True, 2)
    lines = paper.read_text(encoding="utf-8").splitlines()
    assert run("checkpoint", "verify", *lines).code == 0
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("\n".join(lines).upper().encode())))
    assert run("checkpoint", "verify", "-").code == 0
    within = run("checkpoint", "verify")
    assert within.code == 0
    assert "this checkpoint lies in the ledger itself" in within.out


def test_a_mistyped_line_is_told_and_not_taken_for_another_history(run: Run, paper: Path) -> None:
    text = paper.read_text(encoding="utf-8")
    root = text.splitlines()[2]
    slip = root[:5] + ("1" if root[5] != "1" else "2") + root[6:]
    paper.write_text(text.replace(root, slip), encoding="utf-8")
    done = run("checkpoint", "verify", str(paper))
    assert done.code == 1
    assert done.errors == [
        f"error: {paper}:3: the line is mistyped: its check does not fit; compare each group of figures"
    ]
    missing = run("checkpoint", "verify", "nowhere.txt")
    assert missing.code == 3


def test_an_amended_commit_is_found(told: Any, run: Run, paper: Path) -> None:
    git(told.folder, "reset", "-q", "--hard", "HEAD~1")
    git(told.folder, "commit", "-q", "--amend", "--no-edit", "--date", "2026-01-01T10:00:00+08:00")
    done = run("checkpoint", "verify", str(paper), "--json")
    assert (done.code, done.json["leads"], done.json["code"]) == (6, False, "not-led-to")


def test_a_clone_that_is_older_is_told_what_to_do(told: Any, run: Run, paper: Path, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    git(told.folder, "branch", "older", "HEAD~3")
    subprocess.run(
        ["git", "clone", "-q", "--single-branch", "-b", "older", f"file://{told.folder}", str(clone)],
        check=True,
    )
    done = run("--ledger", str(clone), "checkpoint", "verify", str(paper))
    assert done.code == 6
    assert "git fetch" in done.out


def test_one_of_another_ledger_is_named_so(
    told: Any, run: Run, paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    monkeypatch.chdir(other)
    assert run("init").code == 0
    done = run("checkpoint", "verify", str(paper), "--json")
    assert (done.code, done.json["code"]) == (6, "other-beginning")
    assert "another ledger" in done.json["message"]


def test_a_shallow_clone_can_say_nothing(told: Any, run: Run, paper: Path, tmp_path: Path) -> None:
    clone = tmp_path / "shallow"
    subprocess.run(["git", "clone", "-q", "--depth", "3", f"file://{told.folder}", str(clone)], check=True)
    done = run("--ledger", str(clone), "checkpoint", "verify", str(paper))
    assert done.code == 1
    assert "git fetch --unshallow" in done.err


def test_a_second_person_stands_for_it_and_not_the_first(told: Any, run: Run, paper: Path) -> None:
    own = run("checkpoint", "cosign", str(paper), "--actor", "sun")
    assert own.code == 1
    assert own.errors == ["error: sun made this checkpoint; somebody else has to stand for it"]
    assert run("checkpoint", "cosign", str(paper), "--actor", "zhou").code == 0
    shown = run("checkpoint", "verify", str(paper), "--json").json
    assert (shown["made_by"], shown["cosigned_by"]) == ("sun", ["zhou"])
    again = run("checkpoint", "cosign", str(paper), "--actor", "zhou")
    assert again.errors == ["error: zhou has cosigned this checkpoint before"]
    assert run("checkpoint", "cosign", "--actor", "李 明").code == 0
    assert run("checkpoint", "verify", "--json").json["cosigned_by"] == ["zhou", "李 明"]
    assert run("audit").code == 0


def test_nobody_stands_for_a_history_that_is_another(told: Any, run: Run, paper: Path) -> None:
    git(told.folder, "reset", "-q", "--hard", "HEAD~2")
    assert run("note", CASE, "x", "--channel", "letter", "--actor", "sun").code == 0
    before = git(told.folder, "rev-parse", "HEAD")
    done = run("checkpoint", "cosign", str(paper), "--actor", "zhou")
    assert done.code == 6
    assert git(told.folder, "rev-parse", "HEAD") == before


def test_the_audit_finds_one_that_was_changed(told: Any, run: Run, paper: Path) -> None:
    (kept,) = (told.folder / "checkpoints").iterdir()
    kept.write_text(kept.read_text(encoding="utf-8").replace("by sun", "by zhou"), encoding="utf-8")
    git(told.folder, "commit", "-qam", "tidied")
    done = run("audit", "--json")
    assert done.code == 6
    assert [each["code"] for each in done.json["findings"]] == ["checkpoint-changed"]
    assert done.json["findings"][0]["commit"] == git(told.folder, "rev-parse", "HEAD")


def test_the_audit_finds_a_history_written_anew_that_keeps_its_checkpoint(
    told: Any, run: Run, paper: Path
) -> None:
    git(
        told.folder,
        "filter-branch",
        "-f",
        "--msg-filter",
        "sed s/sun/zhou/",
        "--env-filter",
        "GIT_AUTHOR_NAME=li",
    )
    done = run("audit", "--json")
    assert done.code == 6
    assert "checkpoint-not-led-to" in {each["code"] for each in done.json["findings"]}


def test_a_ledger_that_follows_another_says_so_in_every_checkpoint(
    told: Any, run: Run, paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = tmp_path / "new"
    new.mkdir()
    monkeypatch.chdir(new)
    assert run("init").code == 0
    first = run("checkpoint", "--after", str(paper), "--actor", "sun").out.splitlines()
    old = paper.read_text(encoding="utf-8").splitlines()
    assert first[3].startswith(f"after {old[0].split(' ', 3)[3].split(' check')[0]} commits ")
    assert (
        run("open", "PF-2026-0100", "--policy", "property-fee", "--name", "刘洋", "--actor", "sun").code == 0
    )
    second = run("checkpoint", "--actor", "sun").out.splitlines()
    assert second[3] == first[3]
    assert second[2] != first[2]
    (tmp_path / "second.txt").write_text("\n".join(second), encoding="utf-8")
    assert run("checkpoint", "verify", str(tmp_path / "second.txt")).code == 0
    (tmp_path / "without.txt").write_text("\n".join(second[:3]), encoding="utf-8")
    assert (
        run("checkpoint", "verify", str(tmp_path / "without.txt"), "--json").json["code"] == "other-content"
    )
    assert run("checkpoint", "--after", str(tmp_path / "second.txt")).code == 1


def test_it_can_be_worked_out_with_git_and_sha256sum_alone(
    told: Any, run: Run, paper: Path, tmp_path: Path
) -> None:
    odd = told.folder / "policies" / '备注 "甲".yaml.txt'
    odd.write_text("x\n", encoding="utf-8")
    git(told.folder, "add", "-A")
    git(told.folder, "commit", "-qm", "a name that git writes in quotes")
    lines = run("checkpoint", "--actor", "sun").out.splitlines()
    tip = "".join(lines[1].split()[3:8])
    script = re.search(r"```shell\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.S | re.M)
    assert script is not None
    done = subprocess.run(
        ["sh", "-c", script[1], "sh", tip], cwd=told.folder, capture_output=True, text=True, check=True
    )
    assert done.stdout.split()[0] == "".join(lines[2].split()[1:9])
