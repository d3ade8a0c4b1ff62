"""The ledger's branch: written in dunning.yaml, else kept in the clone since its first write; writes go nowhere else."""

from __future__ import annotations

import contextlib

from dunning_cli.kernel.branch_name import is_branch_name
from dunning_cli.kernel.errors import Failure, Refused
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.git.git import Git, GitFailed, configured, refusal
from dunning_cli.store.reading.office_settings import read_office
from dunning_cli.store.writing.branch.under_way import under_way
from dunning_cli.store.writing.branch.way_back import unknown_branch, way_back

BRANCH_SETTING = "dunning.branch"
"""Where a clone keeps the branch in git's configuration."""
_HEADS = "refs/heads/"


@dataclass(frozen=True, slots=True)
class LedgerBranch:
    """The branch, and whether dunning.yaml names it; else the clone's own git configuration does."""

    name: str
    in_settings: bool

    @property
    def reference(self) -> str:
        """Its full name in git."""
        return _HEADS + self.name


def known_branch(folder: LedgerFolder) -> LedgerBranch | None:
    """The ledger's branch, None where neither dunning.yaml nor this clone knows it yet."""
    office = None
    with contextlib.suppress(OSError):
        office = read_office(folder, [])
    if office is not None and office.branch is not None:
        return LedgerBranch(office.branch, True)
    kept = configured(folder.root, BRANCH_SETTING)
    return LedgerBranch(kept, False) if kept is not None and is_branch_name(kept) else None


def checked_out(folder: LedgerFolder) -> str | None:
    """The branch checked out in this working tree, with or without a commit; None where HEAD is detached."""
    with contextlib.suppress(OSError, UnicodeDecodeError):
        head = (folder.git_dir / "HEAD").read_text(encoding="utf-8").strip()
        if head.startswith(f"ref: {_HEADS}") and not head.endswith("/.invalid"):
            return head.removeprefix(f"ref: {_HEADS}")
    try:
        named = Git(folder.root).read("symbolic-ref", "-q", "HEAD").decode("utf-8", "surrogateescape").strip()
    except GitFailed:
        return None
    return named.removeprefix(_HEADS) if named.startswith(_HEADS) else None


def branch_to_write(folder: LedgerFolder) -> LedgerBranch:
    """The ledger's branch, which is checked out here; one that is not known yet becomes it with the first write.

    Raises Refused where another branch or none is checked out, with the commands that lead back and bring
    along what was committed there; or where a merge, a rebase or the like is under way.
    """
    here, branch = checked_out(folder), known_branch(folder)
    if branch is None:
        begun = under_way(folder)
        if here is None and begun is None:
            raise Refused(unknown_branch(folder))
        branch = LedgerBranch(here or "", False)
    refuse_elsewhere(folder, branch)
    return branch


def refuse_elsewhere(folder: LedgerFolder, branch: LedgerBranch) -> None:
    """Raise Refused as `branch_to_write` where the ledger's branch is not the one checked out at this moment."""
    begun = under_way(folder)
    if begun is not None:
        raise Refused(msg("{what}; nothing was changed", what=begun))
    here = checked_out(folder)
    if here == branch.name:
        return
    try:
        raise Refused(way_back(folder, branch.name, here).refusal)
    except GitFailed as error:
        raise refusal(error) from error


def keep_branch(folder: LedgerFolder, branch: LedgerBranch) -> None:
    """Keep the branch in this clone's git configuration, for older versions of dunning.yaml that do not name it.

    A configuration that cannot be written is left alone.
    """
    with contextlib.suppress(Failure, GitFailed, OSError):
        text = (folder.common_git_dir / "config").read_text(encoding="utf-8", errors="surrogateescape")
        if (
            f"\n\tbranch = {branch.name}\n" not in text
            and configured(folder.root, BRANCH_SETTING) != branch.name
        ):
            Git(folder.root).change("config", "--local", BRANCH_SETTING, branch.name)
