"""The settings as the last commit has them, whatever has been edited since."""

from __future__ import annotations

from dunning_cli.domain.case.office.settings import Office
from dunning_cli.kernel.errors import Failure
from dunning_cli.store.format.folder import SETTINGS_FILE, LedgerFolder
from dunning_cli.store.git.git import Git, GitFailed
from dunning_cli.store.reading.office_settings import office_from


def committed_office(folder: LedgerFolder) -> Office | None:
    """The settings of the last commit; None before the first, and where they cannot be read."""
    try:
        found = Git(folder.root).contents([f"HEAD:{SETTINGS_FILE}"])[0]
        return office_from(found[1]) if found else None
    except (Failure, GitFailed, OSError):
        return None
