"""A ledger in a folder of its own, with real git and an identity of its own."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from dunning_cli.store.format.folder import LedgerFolder

CASE = """\
case: {id}
policy: property-fee
debtor:
  name: 王建国
entries:
"""


@pytest.fixture(autouse=True)
def identity(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Git's own configuration: a name, an address, nothing of this machine's."""
    config = tmp_path_factory.mktemp("git") / "config"
    config.write_text(
        "[user]\n\tname = Clerk\n\temail = clerk@example.com\n[init]\n\tdefaultBranch = main\n[gc]\n\tauto = 0\n"
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("XDG_STATE_HOME", str(config.parent / "cache"))
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "EMAIL"):
        monkeypatch.delenv(name, raising=False)
    return config


@pytest.fixture
def git() -> Callable[..., str]:
    """Runs git in a ledger and gives its output."""

    def run(folder: LedgerFolder, *words: str) -> str:
        done = subprocess.run(["git", *words], cwd=folder.root, capture_output=True, text=True, check=True)
        return done.stdout

    return run


@pytest.fixture
def ledger(tmp_path: Path, git: Callable[..., str]) -> LedgerFolder:
    """A ledger with two committed cases, A-1 and B-2."""
    folder = LedgerFolder(tmp_path / "ledger")
    folder.root.mkdir()
    git(folder, "init", "-q")
    (folder.root / "dunning.yaml").write_text("office: 青禾\n", encoding="utf-8")
    for case_id in ("A-1", "B-2"):
        file = folder.root / folder.case_path(case_id)
        file.parent.mkdir(parents=True)
        file.write_text(CASE.format(id=case_id), encoding="utf-8", newline="\n")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "begin")
    return folder


@pytest.fixture
def state(git: Callable[..., str]) -> Callable[[LedgerFolder], dict[str, object]]:
    """All that a refused write must leave as it was: files, index, last commit, status, private folder."""

    def look(folder: LedgerFolder) -> dict[str, object]:
        files = {
            path.relative_to(folder.root).as_posix(): path.read_bytes()
            for path in folder.root.rglob("*")
            if path.is_file() and ".git" not in path.relative_to(folder.root).parts
        }
        return {
            "files": files,
            "index": git(folder, "ls-files", "-s"),
            "status": git(folder, "status", "--porcelain"),
            "head": git(folder, "rev-parse", "HEAD"),
            "locks": sorted(path.name for path in (folder.root / ".git").glob("*.lock")),
            "journal": (folder.private / "journal").exists(),
            "folders": sorted(path.name for path in (folder.root / "cases").iterdir()),
        }

    return look
