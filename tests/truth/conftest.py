"""A copy of the program to spoil, run as its users run it: a process of its own, in a ledger of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Seen:
    """What a user sees of one command."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it wrote for scripts."""
        return json.loads(self.out)


@dataclass(frozen=True)
class Copy:
    """A copy of the package; its modules are named by their path in it."""

    folder: Path

    def edit(self, module: str, old: str, new: str) -> None:
        """Puts `new` in the place of `old`, which stands in a module once."""
        file = self.folder / "dunning_cli" / module
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{module} has changed: look for the line to spoil anew"
        file.write_text(text.replace(old, new), encoding="utf-8")

    def run(self, *words: str) -> Seen:
        """Runs the command of this copy in the working directory and environment of the test, in English."""
        environment = {**os.environ, "PYTHONPATH": str(self.folder), "DUNNING_LANG": "en"}
        done = subprocess.run(
            [sys.executable, "-m", "dunning_cli", *words],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            env=environment,
            check=False,
        )
        said = done.stderr.decode("utf-8").splitlines(keepends=True)
        beside = (line for line in said if "practice ledger" not in line and "练习台账" not in line)
        return Seen(done.returncode, done.stdout.decode("utf-8"), "".join(beside))


@pytest.fixture(scope="session")
def make_copy() -> Callable[[Path], Copy]:
    """Copies the package into a folder, compiled modules too, which start faster."""

    def make(folder: Path) -> Copy:
        shutil.copytree(ROOT / "dunning_cli", folder / "dunning_cli")
        return Copy(folder)

    return make
