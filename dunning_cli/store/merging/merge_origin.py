"""Who gave a disputed value of a case's head, and when."""

from __future__ import annotations

from dunning_cli.domain.case.merge import Path, same, value_at
from dunning_cli.kernel.errors import NotFound
from dunning_cli.store.format.case_text import take_apart
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.git.git import Git
from dunning_cli.store.git.history import Commit, commits


def last_change(folder: LedgerFolder, file: str, path: Path, side: str, other: str) -> Commit | None:
    """The last commit of one side, unknown to the other, in which a value of a case's head changed; None if unclear."""
    try:
        candidates = list(commits(folder, [file], rev=f"{other}..{side}"))
    except NotFound:
        return None
    names = [name for commit in candidates for name in (f"{commit.id}:{file}", f"{_parent(commit)}:{file}")]
    held = Git(folder.root).contents(names)
    for commit, after, before in zip(candidates, held[::2], held[1::2], strict=True):
        found = [value_at(take_apart(blob[1], file).head, path) if blob else None for blob in (after, before)]
        if not same(*found):
            return commit
    return None


def _parent(commit: Commit) -> str:
    return commit.parents[0] if commit.parents else commit.id + "^"
