"""The worked changes of CONTRIBUTING.md fit the tree: each is made in a copy, and its sessions run there as printed."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(diff|console)\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
CHANGES = [text for kind, text in BLOCKS if kind == "diff"]
SESSIONS = [text for kind, text in BLOCKS if kind == "console"]
ADDED = ("dunning_cli", "policies", "templates")
"""What the changes are made to, and what a new ledger is made of."""


def hunks(change: str) -> Iterator[tuple[str, str, str]]:
    """Each place of a change: the file, its lines before, and after."""
    for part in re.split(r"^--- ", change, flags=re.MULTILINE)[1:]:
        head, *places = re.split(r"^@@\n", part, flags=re.MULTILINE)
        name = head.splitlines()[1].removeprefix("+++ b/")
        for place in places:
            lines = place.splitlines(keepends=True)
            before = "".join(line[1:] for line in lines if line[0] in " -")
            after = "".join(line[1:] for line in lines if line[0] in " +")
            yield name, before, after


def make(change: str, tree: Path) -> None:
    """Makes one change; every place must be there, once."""
    for name, before, after in hunks(change):
        path = tree / name
        if not before:
            assert not path.exists(), f"{name} is there already"
            path.write_text(after, encoding="utf-8")
            continue
        text = path.read_text(encoding="utf-8")
        assert text.count(before) == 1, f"{name} has other lines than CONTRIBUTING.md shows:\n{before}"
        path.write_text(text.replace(before, after), encoding="utf-8")


def steps(session: str) -> Iterator[tuple[list[str], list[str]]]:
    """Each command of a session with the lines it is to print."""
    for part in re.split(r"^\$ ", session, flags=re.MULTILINE)[1:]:
        command, *shown = part.splitlines()
        yield shlex.split(command), shown


@pytest.mark.usefixtures("git_identity")
def test_the_worked_changes_do_what_the_page_says(tmp_path: Path) -> None:
    tree, ledger = tmp_path / "tree", tmp_path / "ledger"
    for name in ADDED:
        shutil.copytree(ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
    for change in CHANGES:
        make(change, tree)
    environment = {
        **os.environ,
        "PYTHONPATH": str(tree),
        "DUNNING_TODAY": "2026-06-15",
        "DUNNING_LANG": "en",
        "DUNNING_ACTOR": "wang",
    }

    def run(words: list[str], folder: Path) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "dunning_cli", *words],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        assert done.returncode == 0, f"{words}\n{done.stderr}"
        return done.stdout

    run(["init", str(ledger)], tmp_path)
    for session in SESSIONS:
        for words, shown in steps(session):
            printed = run(words[1:], ledger)
            for line in shown:
                wanted = ".*".join(map(re.escape, line.split("…")))
                assert re.search(f"^{wanted}", printed, re.MULTILINE), f"{line}\n{printed}"
    # the new field and the new kind, as a batch line and from Python
    lines = tmp_path / "lines.jsonl"
    lines.write_text(
        '{"op": "verify", "case": "PF-2026-0021", "reason": "again", "paper": "2026-18"}\n'
        '{"op": "bureau", "case": "PF-2026-0021", "bureau": "百行征信"}\n',
        encoding="utf-8",
    )
    run(["batch", str(lines)], ledger)
    script = (
        "from dunning_cli import Ledger\nledger = Ledger()\n"
        "ledger.do('verify', case='PF-2026-0021', reason='once more', paper='2026-19')\n"
        "ledger.do('bureau', case='PF-2026-0021', bureau='朴道征信', receipt='7')\n"
        "print([(e['kind'], e.get('paper') or e.get('bureau')) for e in ledger.show('PF-2026-0021')['entries'][-4:]])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ledger,
        env={**environment, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.strip() == str(
        [
            ("verify", "2026-18"),
            ("credit_report", "百行征信"),
            ("verify", "2026-19"),
            ("credit_report", "朴道征信"),
        ]
    )


def test_a_new_field_touches_three_files_at_most() -> None:
    change = next(text for text in CHANGES if "+    paper:" in text)
    assert len({name for name, _, _ in hunks(change)}) <= 3


SAYS_OF_A_KIND = """
from datetime import date, datetime, timezone
from dunning_cli.domain.case.entries import KINDS, unreadable_parts
from dunning_cli.domain.case.people.personal_keys import free_texts
from dunning_cli.domain.case.commit_subjects import subject_of
at = datetime(2026, 6, 15, 9, tzinfo=timezone.utc)
entry = KINDS["credit_report"](
    id="01jtd3k8q7m4x2aa", date=date(2026, 6, 15), by="wang", at=at, bureau="百行征信", receipt="2026-0615-3"
)
print(unreadable_parts(entry), subject_of("PF-2026-0021", [entry]), entry.title, entry.in_words(), free_texts(type(entry)), sep="|")
"""


def test_a_new_entry_kind_touches_three_files_at_most(tmp_path: Path) -> None:
    """All that is said of it, and what of it is masked, stands with it; the change makes a kind that is whole."""
    change = next(text for text in CHANGES if "(Entry):" in text)
    assert len({name for name, _, _ in hunks(change)}) <= 3
    shutil.copytree(
        ROOT / "dunning_cli", tmp_path / "dunning_cli", ignore=shutil.ignore_patterns("__pycache__")
    )
    make(change, tmp_path)
    said = in_copy(tmp_path, SAYS_OF_A_KIND)
    assert said.stdout.rstrip() == (
        "[]|bureau PF-2026-0021: reported to 百行征信, value date 2026-06-15|credit report|百行征信|('override',)"
    ), said.stderr


@pytest.mark.parametrize(
    ("line", "lacking"),
    [
        ("+    def subject(self, case_id: str) -> Message:", "lacks subject"),
        ("+    def in_words(self) -> Message | str:", "lacks in_words"),
        (", personal=NOT_PERSONAL", "CreditReport.bureau is a text"),
    ],
)
def test_a_kind_without_its_words_or_a_mark_is_refused(line: str, lacking: str, tmp_path: Path) -> None:
    change = next(text for text in CHANGES if "(Entry):" in text)
    assert line in change
    shutil.copytree(
        ROOT / "dunning_cli", tmp_path / "dunning_cli", ignore=shutil.ignore_patterns("__pycache__")
    )
    spoilt = line.replace("def ", "def _no_") if "def " in line else ""
    make(change.replace(line, spoilt), tmp_path)
    said = in_copy(tmp_path, SAYS_OF_A_KIND)
    assert said.returncode == 1
    assert "TypeError: " in said.stderr
    assert lacking in said.stderr


def in_copy(tree: Path, program: str) -> subprocess.CompletedProcess[str]:
    """Runs a few lines of Python on a copy of the package."""
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def test_every_kind_of_change_is_shown() -> None:
    assert len(CHANGES) == 6
    assert len(SESSIONS) == 4
