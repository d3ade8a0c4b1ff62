"""Letters stand in folders of a hundred numbers; those of older ledgers stay in the folder of their year, and are found there."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
CASE, LOAN = "PF-2026-0007", "XD-2026-0001"
OLD, NEW = "2026-A-0001", "2026-A-0002"
OLD_TEXT, NEW_TEXT = f"letters/2026/{OLD}.txt", f"letters/2026/00/{NEW}.txt"


def written(run: Run, case: str, *more: str) -> str:
    done = run("letter", "new", case, "overdue-notice", "--method", "hand", "--json", *more)
    assert done.code == 0, done.err
    return str(done.json["serial"])


def as_in_older_versions(in_git: Callable[..., str], serial: str) -> None:
    """Puts the letter of the last commit, and with it the commit, where older versions wrote them."""
    in_git("mv", f"letters/{serial[:4]}/00/{serial}.txt", f"letters/{serial[:4]}/{serial}.txt")
    in_git("commit", "-q", "--amend", "--no-edit")


@pytest.fixture
def older(worked: Path, run: Run, in_git: Callable[..., str]) -> Path:
    """A ledger with a letter in the folder of its year, and one written since."""
    assert written(run, CASE) == OLD
    as_in_older_versions(in_git, OLD)
    assert written(run, LOAN) == NEW
    assert sorted(path.as_posix() for path in Path("letters").rglob("*.txt")) == [NEW_TEXT, OLD_TEXT]
    return worked


@pytest.mark.parametrize(
    ("last", "following", "folder"),
    [("0098", "0099", "00"), ("0099", "0100", "01"), ("0312", "0313", "03"), ("9999", "10000", "100")],
)
@pytest.mark.parametrize("before", ["letters/2026", "letters/2026/00"])
def test_the_number_says_the_folder(
    worked: Path, run: Run, before: str, last: str, following: str, folder: str
) -> None:
    (worked / before).mkdir(parents=True)
    (worked / before / f"2026-A-{last}.txt").write_text("a letter\n", encoding="utf-8")
    assert written(run, CASE) == f"2026-A-{following}"
    assert (worked / f"letters/2026/{folder}/2026-A-{following}.txt").is_file()


def test_a_series_with_hyphens_and_figures_is_told_from_the_number(worked: Path, run: Run) -> None:
    assert written(run, CASE, "--series", "江北-2024") == "2026-江北-2024-0001"
    assert (worked / "letters/2026/00/2026-江北-2024-0001.txt").is_file()


def test_letters_of_both_are_shown_and_written_again(older: Path, run: Run) -> None:
    for serial, path in ((OLD, OLD_TEXT), (NEW, NEW_TEXT)):
        text = (older / path).read_bytes()
        shown = run("letter", "show", serial, "--json")
        assert (shown.json["text"].encode(), shown.json["recreated"], shown.err) == (text, False, "")
        assert run("letter", "show", serial, "--recreate", "--json").json["text"].encode() == text
        (older / path).unlink()
        lost = run("letter", "show", serial, "--json")
        assert lost.json["text"].encode() == text
        assert f"the text of letter {serial} is gone" in lost.err
        (older / path).write_bytes(text)
        (older / path).write_text("another\n", encoding="utf-8")
        assert f"{path} is not the letter that was sent" in run("letter", "show", serial).err
        (older / path).write_bytes(text)


def test_check_and_audit_look_at_both(older: Path, run: Run) -> None:
    assert run("check").code == 0
    assert run("audit").code == 0
    for serial, path in ((OLD, OLD_TEXT), (NEW, NEW_TEXT)):
        text = (older / path).read_bytes()
        (older / path).unlink()
        assert f"the text of letter {serial} is missing" in run("check").err
        assert "file-removed" in {each["code"] for each in run("audit", "--json").json["findings"]}
        (older / path).write_text("another\n", encoding="utf-8")
        assert "letter-changed" in {each["code"] for each in run("audit", "--json").json["findings"]}
        (older / path).write_bytes(text)


def test_a_letter_with_two_texts_is_told(older: Path, run: Run, in_git: Callable[..., str]) -> None:
    (older / "letters/2026/00" / f"{OLD}.txt").write_text("another\n", encoding="utf-8")
    told = f"the letter {OLD} has several texts: letters/2026/00/{OLD}.txt, {OLD_TEXT}"
    assert told in run("check").err
    in_git("add", "-A")
    in_git("commit", "-qm", "a second text")
    assert told in {each["message"] for each in run("audit", "--json").json["findings"]}


def test_letters_of_both_go_into_the_bundle_and_the_register(older: Path, run: Run, tmp_path: Path) -> None:
    for case, path in ((CASE, OLD_TEXT), (LOAN, NEW_TEXT)):
        bundle = tmp_path / f"{case}.zip"
        done = run("evidence", case, "-o", str(bundle))
        assert done.code == 0, done.err
        with zipfile.ZipFile(bundle) as packed:
            texts = [packed.read(name) for name in packed.namelist() if "05-letters/" in name]
        assert (older / path).read_bytes() in texts
    exported = run("export", "letters", "--format", "csv").out.splitlines()[1:]
    assert [OLD in exported[0], NEW in exported[1]] == [True, True]


def test_the_next_number_counts_both(older: Path, run: Run) -> None:
    assert written(run, CASE, "--override", "again, as a test") == "2026-A-0003"


def test_a_commit_of_a_letter_rewrites_no_folder_of_a_year(
    worked: Path, run: Run, in_git: Callable[..., str]
) -> None:
    """What git has to keep of the letters beside the new text: the folder of the hundred, not of the year."""
    folder = worked / "letters/2026"
    for number in range(1, 1001):
        file = folder / f"{number // 100:02d}" / f"2026-B-{number:04d}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{number}\n", encoding="utf-8")
    in_git("add", "-A")
    in_git("commit", "-qm", "many letters")
    assert written(run, CASE) == "2026-A-0001"
    changed = in_git("diff-tree", "-r", "-t", "--name-only", "HEAD~", "HEAD", "--", "letters").splitlines()
    sizes = [int(in_git("cat-file", "-s", f"HEAD:{path}")) for path in changed if not path.endswith(".txt")]
    assert sum(sizes) < 6_000
