"""A copy of the sample ledger to write in, and the types of the answers."""

from __future__ import annotations

import importlib
import shutil
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

SCRIPTS = Path(__file__).parents[2] / "scripts"


@pytest.fixture
def copied(sample: Path, git_identity: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """As `inside`, in a copy."""
    folder = tmp_path / "ledger"
    shutil.copytree(sample, folder)
    monkeypatch.chdir(folder)
    monkeypatch.delenv("DUNNING_TODAY")
    return folder


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Loads a script by name."""
    monkeypatch.syspath_prepend(str(SCRIPTS))

    def load(name: str) -> ModuleType:
        return importlib.import_module(name)

    return load
