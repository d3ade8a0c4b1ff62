"""The settings as the last commit has them, whatever has been edited since."""

from __future__ import annotations

from dunning_cli.domain.failure import Failure
from dunning_cli.domain.office import Office
from dunning_cli.store.books import office_from
from dunning_cli.store.folder import SETTINGS_FILE, LedgerFolder
from dunning_cli.store.git import Git, GitFailed


def committed_office(folder: LedgerFolder) -> Office | None:
    """The settings of the last commit; None before the first, and where they cannot be read."""
    try:
        found = Git(folder.root).contents([f"HEAD:{SETTINGS_FILE}"])[0]
        return office_from(found[1]) if found else None
    except (Failure, GitFailed, OSError):
        return None
