"""Ledgers to be hit: quick copies of one with two cases, and all that must hold of them afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from copies import copy_folder
from ruamel.yaml import YAML

sys.path.insert(0, str(Path(__file__).parent))
from blows import end
from commands import made_ready

Run = Callable[..., Any]


@dataclass
class Struck:
    """A ledger that something happens to."""

    folder: Path
    run: Run
    before: dict[str, list[str]] = field(default_factory=dict)
    first_commits: int = 0

    def __post_init__(self) -> None:
        self.before = self.entries()
        self.first_commits = len(self.commits())

    def command(self, *words: str) -> Any:
        """The command, run in this ledger."""
        return self.run("--ledger", str(self.folder), *words)

    def git(self, *words: str) -> str:
        """Git's word on this ledger."""
        done = subprocess.run(
            ["git", "-c", "core.quotepath=off", "-C", str(self.folder), *words],
            capture_output=True,
            check=True,
        )
        return done.stdout.decode("utf-8")

    def entries(self) -> dict[str, list[str]]:
        """The entries of each case file by its id, each in one text, in order."""
        found = {}
        for file in sorted((self.folder / "cases").rglob("*.yaml")):
            tree = YAML(typ="base", pure=True).load(file.read_text(encoding="utf-8"))
            found[file.stem] = [str(dict(entry)) for entry in tree["entries"] or ()]
        return found

    def added(self) -> dict[str, list[str]]:
        """What has been added since the beginning; new cases too. What was there must stand unchanged before it."""
        now = self.entries()
        assert set(self.before) <= set(now), "a case was lost"
        new = {}
        for case_id, entries in now.items():
            old = self.before.get(case_id, [])
            assert entries[: len(old)] == old, f"{case_id}: past entries were touched"
            if len(entries) > len(old) or case_id not in self.before:
                new[case_id] = entries[len(old) :]
        return new

    def commits(self) -> list[str]:
        """Subjects, the first commit first."""
        return self.git("log", "--reverse", "--format=%s").splitlines()

    @property
    def left_over(self) -> list[str]:
        """What a write leaves behind only where it was broken off."""
        inside = self.folder / ".git"
        found = [path for path in self.folder.rglob("*") if path.name.endswith((".new", ".lock"))]
        found = [path for path in found if path.name != "plan.new"]
        found += [*(inside / "dunning").glob("merge-*"), *(inside / "dunning").glob("journal/plan")]
        return [str(path.relative_to(self.folder)) for path in found]

    def assert_sound(self) -> None:
        """No file left over, nothing uncommitted, all entries once, `check` and `audit` green."""
        assert self.left_over == []
        assert self.git("status", "--porcelain") == ""
        assert self.git("diff", "HEAD", "--stat") == ""
        listed = [entry for entries in self.entries().values() for entry in entries]
        assert len(set(listed)) == len(listed), "an entry stands twice"
        for words in (("check",), ("audit",)):
            done = self.command(*words)
            assert done.code == 0, done.out + done.err


@pytest.fixture(scope="session")
def stricken(_templates: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger that copies are made of: two cases, no more."""
    folder = tmp_path_factory.mktemp("made") / "stricken"
    shutil.copytree(_templates[1], folder)
    return folder


@pytest.fixture
def editing(tmp_path: Path) -> Iterator[Callable[[Path], Path]]:
    """Somebody runs `git commit` with an editor open: git holds the index as long as that lasts."""
    begun: list[subprocess.Popen[bytes]] = []

    def begin(folder: Path) -> Path:
        (folder / "README").write_text("mine\n", encoding="utf-8")
        subprocess.run(["git", "-C", str(folder), "add", "README"], check=True)
        opened = tmp_path / "editor-opened"
        environment = {**os.environ, "GIT_EDITOR": f"touch '{opened}'; sleep 60; false"}
        words = ["git", "-C", str(folder), "commit", "README"]
        begun.append(subprocess.Popen(words, env=environment, start_new_session=True))
        until = time.monotonic() + 20
        while not opened.exists():  # only then has git made all the locks it holds
            assert time.monotonic() < until
            time.sleep(0.02)
        return folder / ".git" / "index.lock"

    yield begin
    for process in begun:
        end(process)


@pytest.fixture(scope="session")
def _made_ready(stricken: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[Path, str]:
    """Where the ledger of `ready` is made, and its payment once it is."""
    folder = tmp_path_factory.mktemp("made") / "ready"
    shutil.copytree(stricken, folder)
    return {folder: ""}


@pytest.fixture
def ready(_made_ready: dict[Path, str], git_identity: Path, run: Run) -> tuple[Path, str]:
    """A ledger on which all of `commands` can be given, made once, and the id of the payment to reverse."""
    ((folder, payment),) = _made_ready.items()
    _made_ready[folder] = payment = payment or made_ready(folder, run)
    return folder, payment


@pytest.fixture
def struck(stricken: Path, git_identity: Path, tmp_path: Path, run: Run) -> Iterator[Callable[..., Struck]]:
    """Makes a fresh copy of the ledger, one after another in the same place."""
    place = tmp_path / "ledger"

    def fresh(model: Path = stricken) -> Struck:
        shutil.rmtree(place, ignore_errors=True)
        copy_folder(model, place)
        return Struck(place, run)

    yield fresh
    shutil.rmtree(place, ignore_errors=True)
