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


def test_every_kind_of_change_is_shown() -> None:
    assert len(CHANGES) == 6
    assert len(SESSIONS) == 4
