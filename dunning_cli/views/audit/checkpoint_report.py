"""A checkpoint compared with the history, told to people and scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunning_cli.kernel.answer import Answer
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import Message, enumerated, label, msg
from dunning_cli.kernel.progress import Progress, silent
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import remedy
from dunning_cli.store.format.checkpoint_lines import Checkpoint
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.git.repository import checked_out_commit
from dunning_cli.store.reading.kept_checkpoints import KeptCheckpoint, kept_of, newest_kept
from dunning_cli.views.audit.checkpoints import Compared, compared

if TYPE_CHECKING:
    from dunning_cli.views.audit.json_keys import CheckpointData


@dataclass(frozen=True, slots=True)
class CheckpointReport:
    """What is told, whether the history leads to the checkpoint, and which one it is of."""

    answer: Answer
    leads: bool
    checkpoint: Checkpoint


def checkpoint_report(
    folder: LedgerFolder, given: Checkpoint | None, progress: Progress = silent
) -> CheckpointReport:
    """Compares a checkpoint with the present history; the last one kept in the ledger where none is given.

    Raises Refused where there is neither a commit nor a checkpoint, or git cannot read the history.
    """
    tip = checked_out_commit(folder)
    kept = newest_kept(folder, tip) if given is None else kept_of(folder, given, tip)
    asked = given or (kept.checkpoint if kept is not None else None)
    if asked is None:
        raise Refused(
            msg(
                "no checkpoint is kept here; name a file with one, or make one with: {cure}",
                cure=remedy("checkpoint"),
            )
        )
    found = compared(folder, asked, tip, progress)
    parts = [found.message]
    if kept is not None:
        parts.append(_kept_words(kept))
    parts.append(_meaning(found, from_within=given is None))
    checkpoint = found.checkpoint
    data: CheckpointData = {
        "leads": found.fault is None,
        "code": found.fault.value if found.fault is not None else None,
        "message": found.message,
        "ledger": checkpoint.ledger,
        "commits": checkpoint.commits,
        "tip": checkpoint.tip,
        "root": checkpoint.root,
        "since": found.since,
        "file": kept.path if kept is not None else None,
        "made_by": kept.made_by if kept is not None else None,
        "cosigned_by": list(kept.cosigned_by) if kept is not None else [],
    }
    return CheckpointReport(Answer(data, tuple(parts)), found.fault is None, checkpoint)


def _kept_words(kept: KeptCheckpoint) -> Message:
    who = kept.made_by or label("somebody in another clone")
    if kept.cosigned_by:
        return msg(
            "kept in {file}: made by {person}, cosigned by {others}",
            file=kept.path,
            person=who,
            others=enumerated(kept.cosigned_by),
        )
    return msg("kept in {file}: made by {person}, cosigned by nobody", file=kept.path, person=who)


def _meaning(found: Compared, *, from_within: bool) -> Message:
    """What is proved by it, and what cannot be known."""
    if found.fault is not None:
        return msg(
            "whoever holds the checkpoint can show that what lies here is not what lay here when it was made; a clone "
            "that leads to it shows what was changed"
        )
    if from_within:
        return msg(
            "this checkpoint lies in the ledger itself: whoever wrote the whole history anew could write it anew too; "
            "compare one from paper or from elsewhere"
        )
    return msg("not proved by it: what came since, and that what was entered was true")
