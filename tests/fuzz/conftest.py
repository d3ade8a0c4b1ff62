"""A small ledger of sample cases to be fuzzed, copied for every shard; how much, and with which seeds."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from copies import copy_folder

sys.path.insert(0, str(Path(__file__).parent))

from shares import CASES, ROOT, SHARDS  # the folder has just been put on the path


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test a shard; DUNNING_FUZZ_SEED=new draws the seeds afresh, a number sets the first."""
    if "seed" in metafunc.fixturenames:
        wanted = os.environ.get("DUNNING_FUZZ_SEED", "20260601")
        # workers must collect the same tests, so the day's seed is that of the run
        first = (
            int(os.environ.get("PYTEST_XDIST_TESTRUNUID", "0")[:8], 16) if wanted == "new" else int(wanted)
        )
        metafunc.parametrize("seed", [first + shard for shard in range(SHARDS)])


@pytest.fixture
def chance(seed: int) -> random.Random:
    """All that is random in one shard."""
    return random.Random(seed)


@pytest.fixture(scope="session")
def _fuzzed(git_config: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five cases of the sample with their letters, rules and settings, in one commit."""
    folder = tmp_path_factory.mktemp("made") / "fuzzed"
    folder.mkdir()
    for name in ("policies", "templates", "dunning.yaml", ".gitattributes"):
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, folder / name)
    for case_id in CASES:
        (source,) = (ROOT / "cases").rglob(f"{case_id}.yaml")
        text = source.read_text(encoding="utf-8")
        (folder / "cases").mkdir(exist_ok=True)
        (folder / "cases" / source.name).write_text(text, encoding="utf-8")
        for letter in (ROOT / "letters").rglob("*.txt"):
            if f"serial: {letter.stem}" in text or f'serial: "{letter.stem}"' in text:
                place = folder / letter.relative_to(ROOT)
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(letter, place)
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": str(git_config), "GIT_CONFIG_NOSYSTEM": "1"}
    for words in (("init", "-q"), ("add", "."), ("commit", "-q", "-m", "begin")):
        subprocess.run(["git", *words], cwd=folder, env=environment, check=True)
    return folder


@pytest.fixture
def place(
    _fuzzed: Path, git_identity: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """A folder to work in, with the ledger in `ledger`; nothing but this folder is named by any value drawn."""
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    copy_folder(_fuzzed, folder / "ledger")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("DUNNING_ACTOR", "wang")
    monkeypatch.setenv("DUNNING_TODAY", "2026-06-15")
    yield folder
    os.chdir(ROOT)


@pytest.fixture(scope="session")
def made(_fuzzed: Path) -> Path:
    """The ledger as it was made, to be read only."""
    return _fuzzed
