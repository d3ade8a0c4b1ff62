"""Two clones of one ledger with a bare repository between them, and the ways to work in each."""

from __future__ import annotations

import itertools
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from copies import copy_folder

from dunning_cli import Ledger


@dataclass(frozen=True)
class Clone:
    """One working place: its folder, its clerk, the command run in it, git run in it."""

    folder: Path
    actor: str
    command: Callable[..., Any]

    def run(self, *words: str) -> Any:
        """The command, as this clerk."""
        return self.command("--ledger", str(self.folder), *words)

    def done(self, *words: str) -> Any:
        """A command that must succeed, signed by this clerk."""
        done = self.run(*words, "--actor", self.actor)
        assert done.code == 0, done.err
        return done

    def sync(self) -> Any:
        """`dunning sync` of this clerk."""
        return self.run("sync", "--actor", self.actor)

    def do(self, word: str, **values: Any) -> dict[str, Any]:
        """An operation through the library."""
        return Ledger(self.folder, actor=self.actor).do(word, **values)

    def git(self, *words: str) -> str:
        """Git's output in this clone."""
        done = subprocess.run(
            ["git", "-C", str(self.folder), *words], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr + done.stdout
        return done.stdout.strip()

    def case(self, case_id: str) -> Path:
        """The file of a case."""
        (found,) = (self.folder / "cases").rglob(f"{case_id}.yaml")
        return found

    @property
    def tree(self) -> str:
        """What the last commit holds."""
        return self.git("rev-parse", "HEAD^{tree}")

    @property
    def clean(self) -> bool:
        """No edits, no files left over, no merge under way, no lock, no journal."""
        inside = self.folder / ".git"
        left = [*inside.glob("*.lock"), *inside.glob("MERGE_*"), *(inside / "dunning").glob("merge-*")]
        return (
            not self.git("status", "--porcelain") and not left and not (inside / "dunning/journal").exists()
        )


@pytest.fixture
def hub(worked: Path, in_git: Callable[..., str], tmp_path: Path) -> Path:
    """A bare repository that holds the ledger with its two cases."""
    in_git("clone", "-q", "--bare", str(worked), str(tmp_path / "hub.git"))
    return tmp_path / "hub.git"


@pytest.fixture
def new_clones(
    hub: Path, tmp_path: Path, run: Callable[..., Any], in_git: Callable[..., str]
) -> Callable[[], tuple[Clone, Clone]]:
    """Wang's clone and Li's, both up to date, with a hub of their own at every call."""
    count = itertools.count()

    def make() -> tuple[Clone, Clone]:
        place = tmp_path / f"round{next(count)}"
        copy_folder(hub, place / "hub.git")
        places = []
        for name in ("wang", "li"):
            in_git("clone", "-q", str(place / "hub.git"), str(place / name))
            places.append(Clone(place / name, name, run))
        return places[0], places[1]

    return make


@pytest.fixture
def clones(
    hub: Path, tmp_path: Path, run: Callable[..., Any], in_git: Callable[..., str]
) -> tuple[Clone, Clone]:
    """Wang's clone and Li's, both up to date."""
    places = []
    for name in ("wang", "li"):
        in_git("clone", "-q", str(hub), str(tmp_path / name))
        places.append(Clone(tmp_path / name, name, run))
    return places[0], places[1]
