"""When the last commit of a ledger was made."""

from __future__ import annotations

from datetime import UTC, datetime

from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.git.git import Git, GitFailed


def last_commit_date(folder: LedgerFolder) -> datetime | None:
    """The later of the two dates of the last commit; None before the first, and where they are no dates."""
    try:
        words = Git(folder.root).read("log", "-1", "--format=%at %ct", "HEAD").split()
        return max((datetime.fromtimestamp(int(word), UTC) for word in words), default=None)
    except (GitFailed, ValueError, OverflowError, OSError):
        return None
