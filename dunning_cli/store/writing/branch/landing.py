"""Where the commit of a write has landed: on a branch, under later commits of others, or not there."""

from __future__ import annotations

from collections.abc import Callable

from dunning_cli.store.git.git import Git, GitFailed

_LOOKED_THROUGH = 200
"""Commits made on a branch since the write began, among which its own is looked for."""

_LOG_LOOKED_THROUGH = 50
"""Commits lately checked out among which a write is looked for that is on no branch of these."""

Holds = Callable[[str], bool]
"""Whether a commit holds every file of a write as the write left it."""


def landed(git: Git, reference: str, before: str | None, holds: Holds) -> str | None:
    """The commit on a reference that made a write, None where it holds none; `before` is the commit it began at.

    Raises GitFailed.
    """
    tip = git.head(reference)
    if tip is None or tip == before:
        return None
    return next((commit for commit in _since(git, before, tip) if holds(commit)), None)


def landed_apart(git: Git, before: str | None, holds: Holds) -> str | None:
    """The commit that made a write away from the ledger's branch: on what is checked out, or was a moment ago.

    Somebody may have gone back already, and thrown the other branch away: HEAD's own log still knows the commit.
    Raises GitFailed.
    """
    here = landed(git, "HEAD", before, holds)
    return here or next((commit for commit in _lately_checked_out(git) if holds(commit)), None)


def _lately_checked_out(git: Git) -> list[str]:
    """What HEAD stood at lately, newest first; none where git keeps no log of it."""
    count = f"--max-count={_LOG_LOOKED_THROUGH}"
    try:
        found = git.read("rev-list", "--walk-reflogs", "--ignore-missing", count, "HEAD", "--")
    except GitFailed:
        return []
    return list(dict.fromkeys(found.decode("ascii").split()))


def _since(git: Git, before: str | None, tip: str) -> list[str]:
    """The commits that came since, the first of them first."""
    count = f"--max-count={_LOOKED_THROUGH}"
    try:
        found = git.read("rev-list", "--topo-order", count, tip, *([f"^{before}"] if before else []), "--")
    except GitFailed:
        # `before` is gone: somebody has rewritten the past
        return [tip]
    return found.decode("ascii").split()[::-1]


def brought_over(git: Git, branch: str, before: str | None, commit: str) -> bool:
    """Move a branch on to a commit that follows directly from where it stands; False where it does not follow.

    For a commit that landed elsewhere because somebody switched branches while git made it.
    """
    reference = f"refs/heads/{branch}"
    none = "0" * len(commit)
    if git.head(reference) != before or git.head(f"{commit}~") != before:
        return False
    try:
        git.change(
            "update-ref", "-m", "commit made while branches were switched", reference, commit, before or none
        )
    except GitFailed:
        return False
    return True
