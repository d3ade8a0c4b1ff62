"""The way back to the ledger's branch, which brings along what was committed elsewhere."""

from __future__ import annotations

import shlex

from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.git.git import Git, GitFailed

_HEADS = "refs/heads/"
_SHORT = 10


@dataclass(frozen=True, slots=True)
class WayBack:
    """What is checked out in place of the ledger's branch, and the commands that lead back to it."""

    what: Message
    command: str

    @property
    def refusal(self) -> Message:
        """The same as one line for somebody who wanted to write."""
        return msg(
            "{what}; nothing was changed; go back with: {command}", what=self.what, command=self.command
        )


def way_back(folder: LedgerFolder, branch: str, here: str | None) -> WayBack:
    """From the branch checked out, `here` (None: HEAD is detached), to the ledger's. Raises GitFailed."""
    git = Git(folder.root)
    head = git.head()
    place = here or msg("no branch (commit {commit})", commit=(head or "")[:_SHORT])
    target = _target(git, branch)
    if target is None:
        # nothing is known under that name: what is here is the ledger
        given = shlex.quote(branch)
        command = f"git branch -m {given}" if here else f"git switch -c {given}"
        return WayBack(
            msg(
                "the ledger's branch is {branch}, which is not there; {place} is checked out",
                branch=branch,
                place=place,
            ),
            command,
        )
    elsewhere = _working_tree_of(git, branch)
    ahead = _count(git, target, "HEAD") if head else 0
    return WayBack(
        _what(branch, place, ahead), _command(branch, here or (head or "")[:_SHORT], ahead, elsewhere)
    )


def unknown_branch(folder: LedgerFolder) -> Message:
    """What to do where HEAD is detached and no branch is known as the ledger's: it is never guessed."""
    branches = _lines(Git(folder.root), "for-each-ref", "--format=%(refname:strip=2)", _HEADS)
    named = shlex.quote(branches[0]) if len(branches) == 1 else "BRANCH"
    return msg(
        "no branch is checked out, and this clone does not know yet which is the ledger's; nothing was changed; "
        "go to it with: {command}",
        command=f"git switch {named}",
    )


def _what(branch: str, place: str | Message, ahead: int) -> Message:
    if not ahead:
        return msg("the ledger's branch is {branch}, but {place} is checked out", branch=branch, place=place)
    return msg(
        "the ledger's branch is {branch}, but {place} is checked out, with commits that {branch} lacks: {count}",
        branch=branch,
        place=place,
        count=ahead,
    )


def _command(branch: str, here: str, ahead: int, elsewhere: str | None) -> str:
    # git checks a branch out in one working tree only
    steps = [f"git switch {shlex.quote(branch)}" if elsewhere is None else f"cd {shlex.quote(elsewhere)}"]
    if ahead:
        steps.append(f"git merge --no-edit {shlex.quote(here)}")
    return " && ".join(steps)


def _target(git: Git, branch: str) -> str | None:
    """The ledger's branch in this clone, else the one that `git switch` would make it from."""
    if git.head(_HEADS + branch) is not None:
        return _HEADS + branch
    remote = [
        name
        for name in _lines(git, "for-each-ref", "--format=%(refname)", "refs/remotes")
        if name.split("/", 3)[3:] == [branch]
    ]
    return remote[0] if len(remote) == 1 else None


def _working_tree_of(git: Git, branch: str) -> str | None:
    """The other working tree of this repository in which a branch is checked out."""
    place = ""
    for line in _lines(git, "worktree", "list", "--porcelain"):
        word, _, value = line.partition(" ")
        if word == "worktree":
            place = value
        elif word == "branch" and value == _HEADS + branch:
            return place
    return None


def _count(git: Git, without: str, reference: str) -> int:
    try:
        return int(git.read("rev-list", "--count", reference, f"^{without}", "--"))
    except GitFailed:
        return 0


def _lines(git: Git, *words: str) -> list[str]:
    return git.read(*words).decode("utf-8", "surrogateescape").splitlines()
