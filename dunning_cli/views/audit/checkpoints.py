"""Whether a history leads to a checkpoint: the one proof that holds against whoever rewrote it whole."""

from __future__ import annotations

from enum import StrEnum

from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.progress import Progress, silent
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.format.checkpoint_lines import Checkpoint
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.git.change_log import leads_to
from dunning_cli.store.git.history_root import checkpoint_of, commit_count, first_commit
from dunning_cli.store.git.objects import Objects

_SHORT = 10


class Fault(StrEnum):
    """Why a history does not lead to a checkpoint."""

    BEGINNING = "other-beginning"
    MISSING = "commit-missing"
    ASIDE = "not-led-to"
    NUMBER = "other-number"
    CONTENT = "other-content"


@dataclass(frozen=True, slots=True)
class Compared:
    """A checkpoint beside the history that leads to a commit."""

    checkpoint: Checkpoint
    fault: Fault | None
    message: Message
    since: int | None
    """Commits that came since; None where the history does not lead to it."""


def compared(folder: LedgerFolder, checkpoint: Checkpoint, tip: str, progress: Progress = silent) -> Compared:
    """Whether the history of `tip` leads to a checkpoint, with everything before it as it was.

    All commits and files up to it are read again. Raises Refused where git cannot read them or the history is cut off.
    """
    placed = _placed(folder, checkpoint, tip)
    if placed is not None:
        return placed
    here = checkpoint_of(folder, checkpoint.tip, checkpoint.after, progress)
    if here.commits != checkpoint.commits:
        message = msg(
            "{here} commits lead to {commit} here, by the checkpoint there were {there}",
            here=here.commits,
            commit=checkpoint.tip[:_SHORT],
            there=checkpoint.commits,
        )
        return Compared(checkpoint, Fault.NUMBER, message, None)
    if here.root != checkpoint.root:
        message = msg(
            "the commits and files up to {commit} are not those of the checkpoint: the hash over them is another one",
            commit=checkpoint.tip[:_SHORT],
        )
        return Compared(checkpoint, Fault.CONTENT, message, None)
    since = commit_count(folder, f"{checkpoint.tip}..{tip}")
    message = msg(
        "this history leads to the checkpoint: its {count} commits stand as they were, {since} came since",
        count=checkpoint.commits,
        since=since,
    )
    return Compared(checkpoint, None, message, since)


def _placed(folder: LedgerFolder, checkpoint: Checkpoint, tip: str) -> Compared | None:
    """Why the commit of a checkpoint is none of the history's, None where it is one."""
    first = first_commit(folder, tip)
    short = checkpoint.tip[:_SHORT]
    with Objects(folder) as objects:
        known = objects.find(f"{checkpoint.tip}^{{commit}}") is not None
    if known and leads_to(folder, checkpoint.tip, tip):
        return None
    if not first.startswith(checkpoint.ledger):
        message = msg(
            "this history begins with the commit {first}, that of the checkpoint with {there}: it is another ledger, or "
            "was written anew from its beginning",
            first=first[:_SHORT],
            there=checkpoint.ledger[:_SHORT],
        )
        return Compared(checkpoint, Fault.BEGINNING, message, None)
    if known:
        message = msg(
            "the commit {commit} is known here, but the present history does not lead to it: it was rewritten, or "
            "another branch is checked out",
            commit=short,
        )
        return Compared(checkpoint, Fault.ASIDE, message, None)
    message = msg(
        "the commit {commit} of the checkpoint is not here: the history of {count} commits was rewritten, or this "
        "clone is older than the checkpoint; bring what is missing with 'git fetch', then compare again",
        commit=short,
        count=commit_count(folder, tip),
    )
    return Compared(checkpoint, Fault.MISSING, message, None)
