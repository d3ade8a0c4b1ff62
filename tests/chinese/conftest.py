"""Ledgers to look at in Chinese: the sample, and a small one with all that can be on record."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

# behind the others: what is called conftest is the one of all tests
sys.path.append(str(Path(__file__).parent))

import busy_ledger

Run = Callable[..., Any]
_made: dict[str, Any] = {}
"""The small ledger and what its commands said, made by the first test that wants them."""


@pytest.fixture
def busy(
    ledger: Path, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The working directory in the small ledger, which tests only read."""
    if not _made:
        said = busy_ledger.make(ledger, run)
        kept = tmp_path_factory.mktemp("busy") / "ledger"
        shutil.copytree(ledger, kept)
        _made.update(folder=kept, said=said)
    folder: Path = _made["folder"]
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def said(busy: Path) -> list[tuple[tuple[str, ...], str]]:
    """The commands that made it, each with its receipt and what was said beside."""
    found: list[tuple[tuple[str, ...], str]] = _made["said"]
    return found


@pytest.fixture
def zh(run: Run) -> Callable[..., str]:
    """What a command says in Chinese, on both streams."""

    def told(*words: str) -> str:
        done = run("--lang", "zh", *words)
        return str(done.out + done.err)

    return told


@pytest.fixture
def cases(run: Run) -> Callable[[], list[str]]:
    """The cases of the ledger one is in, closed ones too."""
    return lambda: [row["case"] for row in run("list", "--all", "--json").json["cases"]]
