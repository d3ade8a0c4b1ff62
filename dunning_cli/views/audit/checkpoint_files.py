"""The checkpoints that a ledger keeps of itself, beside the history that keeps them."""

from __future__ import annotations

from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.remedy import remedy
from dunning_cli.store.format.checkpoint_lines import CHECKPOINTS, is_checkpoint_file
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.git.change_log import tree_at
from dunning_cli.store.reading.kept_checkpoints import KeptCheckpoint, kept_checkpoints, newest_kept
from dunning_cli.views.audit.checkpoints import compared
from dunning_cli.views.audit.history_audit import HistoryAudit

_SHORT = 10
NOT_LED_TO = "checkpoint-not-led-to"


def look_at_checkpoints(folder: LedgerFolder, audit: HistoryAudit) -> None:
    """Notes each checkpoint of which the commit is not in the history that keeps it.

    The hash over everything before it is not worked out again, to be quick: `checkpoint verify` does that.
    """
    if not any(map(is_checkpoint_file, audit.tree)):
        return
    for kept in kept_checkpoints(folder, audit.over.tip):
        if kept.checkpoint.tip not in audit.over.order:
            audit.notes.find(NOT_LED_TO, _not_led_to(kept))


def arriving_fault(folder: LedgerFolder, ours: str, theirs: str) -> tuple[str, Message] | None:
    """The last checkpoint that another side keeps and this one does not, where that side's history does not lead to it.

    Its path, and why not.
    """
    kept = newest_kept(folder, theirs)
    if kept is None or kept.path in tree_at(folder, ours, CHECKPOINTS):
        return None
    found = compared(folder, kept.checkpoint, theirs)
    if found.fault is None:
        return None
    return kept.path, msg("{file}: {what}", file=kept.path, what=found.message)


def _not_led_to(kept: KeptCheckpoint) -> Message:
    return msg(
        "the history that keeps {file} does not lead to its commit {commit}: it was written anew; see: {cure}",
        file=kept.path,
        commit=kept.checkpoint.tip[:_SHORT],
        cure=remedy("checkpoint verify", lines=kept.path),
    )
