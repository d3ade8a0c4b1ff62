"""Whether a write may be under way or broken off: one look for a file, before anything that writes is loaded."""

from __future__ import annotations

import os
from pathlib import Path

from dunning_cli.kernel.errors import Refused
from dunning_cli.store.format.folder import LedgerFolder


def journal_of(folder: LedgerFolder) -> Path:
    """The folder in which a write is noted. Raises Refused where the ledger's private folder is none."""
    return folder.private / "journal"


def plan_in(journal: Path) -> Path:
    """The file that notes it."""
    return journal / "plan"


def may_be_under_way(folder: LedgerFolder) -> bool:
    """Whether a write is noted, or cannot be told; where not, there is nothing to settle."""
    try:
        return os.path.lexists(plan_in(journal_of(folder)))
    except Refused:
        return True
