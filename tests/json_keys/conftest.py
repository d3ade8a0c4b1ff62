"""The sample ledger to read, a copy to write in, and the types of the answers."""

from __future__ import annotations

import importlib
import shutil
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from dunning_cli.cli.main import main

SCRIPTS = Path(__file__).parents[2] / "scripts"


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory, git_config: Path) -> Path:
    """The sample, made once; tests only read it."""
    folder = tmp_path_factory.mktemp("sample") / "ledger"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder.parent)
        patch.setenv("GIT_CONFIG_GLOBAL", str(git_config))
        patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        assert main(["init", str(folder), "--sample"]) == 0
    return folder


@pytest.fixture
def inside(sample: Path, git_identity: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory in the sample, its own fixed today in force."""
    monkeypatch.chdir(sample)
    monkeypatch.delenv("DUNNING_TODAY")
    return sample


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
