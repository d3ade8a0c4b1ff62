"""The other places a ledger is kept: which there are, how far they are, fetching from them and pushing to them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from dunning_cli.kernel.errors import Failure, NotFound, Refused
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.text import harmless, suggestion
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.git.git import Git, git_program, one_line, own_settings
from dunning_cli.store.git.settings import refused_on_the_line
from dunning_cli.store.writing.branch.ledger_branch import checked_out

if TYPE_CHECKING:
    from git import Repo

_SLOW_LINE = ("-c", "http.lowSpeedLimit=1", "-c", "http.lowSpeedTime=60")
_FASTER = pattern(
    r"fetch first|non-fast-forward|stale info|cannot lock ref|failed to update ref|incorrect old value"
    r"|reference already exists|failed to lock"
)
"""What git says of a push where the branch moved while it was under way."""
_SECRET = pattern(r"(?<=://)[^/@\s]+@")


class Unreachable(Failure):
    """A remote could not be read or written."""


class Faster(Failure):
    """Somebody else pushed to the remote first."""


class _Done(NamedTuple):
    """How a git command ended."""

    status: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class Distance:
    """How many commits this clone has that a remote lacks (`ahead`), and the other way round (`behind`)."""

    ahead: int
    behind: int


class Remotes:
    """The git remotes of one ledger, for the branch checked out. Raises Refused where no branch is."""

    def __init__(self, folder: LedgerFolder) -> None:
        self._git = Git(folder.root)
        self._git.is_repository()
        self._repository = _opened(folder)
        branch = checked_out(folder)
        if branch is None:
            raise Refused(msg("no branch is checked out; go back to one with: git switch main"))
        self.branch = branch

    def names(self, wanted: Sequence[str]) -> tuple[str, ...]:
        """The remotes to use: those wanted, in their order, else all. Raises Refused where there are none."""
        known = self.known()
        if not wanted and not known:
            raise Refused(msg("this ledger has no remote; add one with: git remote add NAME URL"))
        return tuple(dict.fromkeys(wanted)) or known

    def known(self) -> tuple[str, ...]:
        """Every git remote of this clone."""
        return tuple(remote.name for remote in self._repository.remotes)

    def fetch(self, remote: str) -> None:
        """Learn what a remote holds; changes no branch. Raises NotFound for an unknown one, Unreachable with the reason."""
        if remote not in self.known():
            # A name out of dunning.yaml is never given to git as it is: it could be an option.
            raise NotFound(
                msg(
                    "this clone has no git remote '{remote}'; {hint}; or add it with: git remote add",
                    remote=harmless(remote),
                    hint=suggestion(remote, self.known()),
                )
            )
        self._refuse_own_ways()
        everything = f"+refs/heads/*:refs/remotes/{remote}/*"
        # Only what is asked for is brought: no refs that the ledger's settings add, no submodules.
        exactly = ("--prune", "--no-tags", "--refmap=", "--no-recurse-submodules")
        done = self._run(*_SLOW_LINE, "fetch", "-q", *exactly, "--", remote, everything)
        if done.status != 0:
            raise Unreachable(_reason(done))

    def tip(self, remote: str) -> str | None:
        """The last commit a remote is known to hold of this branch, None where it has none."""
        return self._commit(f"refs/remotes/{remote}/{self._branch_at(remote)}")

    def head(self) -> str | None:
        """The last commit of the branch, whatever is checked out meanwhile."""
        return self._commit(f"refs/heads/{self.branch}")

    def push(self, remote: str, commit: str) -> None:
        """Give a remote this branch up to a commit; never by force.

        Raises Faster where somebody else pushed meanwhile, Unreachable with the reason otherwise.
        """
        self._refuse_own_ways()
        branch = self._branch_at(remote)
        words = (
            "push",
            "--porcelain",
            "--recurse-submodules=no",
            "--",
            remote,
            f"{commit}:refs/heads/{branch}",
        )
        done = self._run(*_SLOW_LINE, *words)
        if done.status != 0:
            kind = Faster if _FASTER.search(f"{done.out}\n{done.err}") else Unreachable
            raise kind(_reason(done))
        self._run("update-ref", f"refs/remotes/{remote}/{branch}", commit)

    def distance(self, remote: str) -> Distance:
        """How far the branch is from what the remote was last known to hold."""
        head, tip = self.head(), self.tip(remote)
        if head is None:
            return Distance(0, self.count(tip) if tip else 0)
        return Distance(self.count(head, tip), self.count(tip, head) if tip else 0)

    def count(self, commit: str, without: str | None = None) -> int:
        """The number of commits that lead to one, without those that lead to another."""
        words = [commit, *([f"^{without}"] if without else []), "--"]
        return int(self._run("rev-list", "--count", *words).out or 0)

    def added_files(self, tip: str, folder: str) -> tuple[str, ...]:
        """The paths below a folder that a remote's commits added since they parted from this branch."""
        base = self._run("merge-base", f"refs/heads/{self.branch}", tip).out
        if not base:
            return ()
        words = ("diff-tree", "-r", "--name-only", "--no-renames", "--diff-filter=A", "-z", base, tip)
        return tuple(path for path in self._run(*words, "--", folder).out.split("\0") if path)

    def _commit(self, name: str) -> str | None:
        return self._run("rev-parse", "--verify", "-q", f"{name}^{{commit}}").out or None

    def _branch_at(self, remote: str) -> str:
        """The remote's name of this branch: as configured for pulling from that remote, else the same."""
        here = next((head for head in self._repository.heads if head.name == self.branch), None)
        there = here.tracking_branch() if here is not None else None
        return str(there.remote_head) if there is not None and there.remote_name == remote else self.branch

    def _refuse_own_ways(self) -> None:
        """Raise Refused where the ledger's own settings would start a program, or weaken git, on the way to a remote."""
        setting = refused_on_the_line(name for name, _ in own_settings(self._git))
        if setting is not None:
            raise Refused(
                msg(
                    "the ledger's own git settings hold {setting}; on the way to a remote only your own count: "
                    "set it with git config --global, and take it out here with: git config --unset-all {setting}",
                    setting=harmless(setting),
                )
            )

    def _run(self, *words: str) -> _Done:
        status, out, err = self._git.ended(*words)
        said = (text.decode("utf-8", "surrogateescape") for text in (out, err))
        return _Done(status, *(text.removesuffix("\n") for text in said))


def _opened(folder: LedgerFolder) -> Repo:
    """The repository as GitPython reads it: names of remotes and branches. It starts git once, to learn its version."""
    os.environ.setdefault("GIT_PYTHON_GIT_EXECUTABLE", git_program())
    from git import Repo

    return Repo(folder.root)


def _reason(done: _Done) -> Message:
    """Why a remote was not reached, in git's words: the line about the branch, else all up to the first blank line."""
    refused = [line.rpartition("\t")[2] for line in done.out.splitlines() if line.startswith("!")]
    said = one_line("\n".join(refused) or done.err.strip().partition("\n\n")[0])
    if not said:
        return msg("git ended with status {status}", status=done.status)
    return msg("git says: {reason}", reason=_SECRET.sub("", said))
