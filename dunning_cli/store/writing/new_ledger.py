"""The folder of a ledger to be made: whether it is fit for one, and the repository in it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dunning_cli.kernel.errors import Failure, Refused
from dunning_cli.kernel.message import msg
from dunning_cli.store.format.folder import SETTINGS_FILE, LedgerFolder
from dunning_cli.store.git.git import Git

_LEDGERS_OWN = ("cases", "letters", "policies", "templates")


@contextmanager
def new_ledger_folder(folder: Path, branch: str) -> Iterator[LedgerFolder]:
    """The folder for a new ledger, made where it is missing, and a repository, begun on `branch` where it is none.

    Raises Refused for a folder that is no place for a ledger. A Failure within leaves nothing behind of a folder
    that was made here.
    """
    root = fit_for_a_ledger(folder)
    existed = root.exists()
    root.mkdir(parents=True, exist_ok=True)
    try:
        git = Git(root)
        if not git.is_repository():
            git.change("init", "-q")
            # The option that names the branch at once is git's since 2.28 only.
            git.change("symbolic-ref", "HEAD", f"refs/heads/{branch}")
        yield LedgerFolder(root)
    except Failure:
        if not existed:
            shutil.rmtree(root, ignore_errors=True)
        raise


def fit_for_a_ledger(folder: Path) -> Path:
    """The folder by its full name. Raises Refused unless it is new, empty, or a git repository without a ledger."""
    root = folder.resolve()
    if root.exists() and not root.is_dir():
        raise Refused(msg("{folder} is not a folder", folder=root))
    if (root / SETTINGS_FILE).exists():
        raise Refused(msg("{folder} is a ledger already", folder=root))
    if root.is_dir() and any(root.iterdir()) and not (root / ".git").exists():
        raise Refused(msg("{folder} is not empty; choose a new folder", folder=root))
    for name in _LEDGERS_OWN:
        if (root / name).exists():
            raise Refused(msg("{folder} has a folder {name} already", folder=root, name=name))
    return root
