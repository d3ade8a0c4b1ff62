"""The merge driver made known to git, so that `git pull` and `git merge` unite case files as `dunning sync` does."""

from __future__ import annotations

import contextlib
import shlex
import sys

from dunning_cli.kernel.errors import Failure
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.format.plain_files import plain_bytes
from dunning_cli.store.git.git import Git, GitFailed

ATTRIBUTES_LINE = "cases/**/*.yaml merge=dunning"
"""The line of .gitattributes that names the driver; it travels with the ledger, the driver itself does not."""
ATTRIBUTES = f"* text=auto eol=lf\ncases/** -text\nletters/** -text\n{ATTRIBUTES_LINE}\n".encode("ascii")
"""The .gitattributes of a new ledger: what is committed is what stands on the disk, byte for byte."""
_NAME = "case files of dunning, entries united"


def driver_command() -> str:
    """What git runs: this very program, whatever the folder it is run in holds."""
    # Without -P a file yaml.py in the ledger would be run.
    program = f"{shlex.quote(sys.executable)} -P -m dunning_cli" if sys.executable else "dunning"
    return program.replace("\\", "/") + " merge-driver %O %A %B %P %L"


def driver_is_registered(folder: LedgerFolder) -> bool:
    """Whether this clone's git config names this program as the driver; one look at the file. Raises Failure without git."""
    try:
        text = plain_bytes(folder.common_git_dir / "config").decode("utf-8", "surrogateescape")
    except OSError:
        return False
    return '[merge "dunning"]' in text and _as_in_config(driver_command()) in text


def register_driver(folder: LedgerFolder) -> None:
    """Register the driver in this clone's git config, where it is not; a config that cannot be written is left alone.

    For commands that write or merge: looking at a ledger changes nothing in it, and its config may be a stranger's.
    """
    with contextlib.suppress(Failure, GitFailed, OSError):
        if driver_is_registered(folder):
            return
        git = Git(folder.root)
        git.change("config", "--local", "--replace-all", "merge.dunning.name", _NAME)
        git.change("config", "--local", "--replace-all", "merge.dunning.driver", driver_command())


def _as_in_config(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"')
