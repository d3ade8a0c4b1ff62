"""What a git repository is at this moment: whether it is one, its last commit, who commits in it, and which git works there."""

from __future__ import annotations

from pathlib import Path

from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import msg
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.git.git import Author, Git


def is_repository(folder: Path) -> bool:
    """Whether a folder is the top of a working tree. Raises BelongsToAnother where git does not open it."""
    return Git(folder).is_repository()


def last_commit(folder: LedgerFolder) -> str | None:
    """The id of the commit checked out, None before the first."""
    return Git(folder.root).head()


def checked_out_commit(folder: LedgerFolder) -> str:
    """The id of the commit checked out. Raises Refused before the first."""
    commit = last_commit(folder)
    if commit is None:
        raise Refused(msg("the ledger has no commit yet"))
    return commit


def committer_in(folder: Path) -> Author:
    """Who git says is committing in a folder. Raises Refused naming the two commands that set it."""
    return Git(folder).committer()


def committer_here() -> Author:
    """Who git says is committing in the working directory, be it a repository or not. Raises Refused as `committer_in`."""
    return committer_in(Path.cwd())


def git_version() -> tuple[int, ...]:
    """The version of the installed git, such as (2, 39, 5). Raises Failure where there is none."""
    return Git(Path.cwd()).version()
