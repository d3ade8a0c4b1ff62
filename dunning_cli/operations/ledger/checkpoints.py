"""Checkpoints of the ledger: taking one of the history as it stands, and standing for one as a second person."""

from __future__ import annotations

from typing import ClassVar

from dunning_cli.domain.case.commit_subjects import CHECKPOINT, COSIGNED
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import key
from dunning_cli.operations.declared.operation import Operation
from dunning_cli.operations.writing.outcome import Outcome
from dunning_cli.operations.writing.unit_of_work import UnitOfWork
from dunning_cli.store.format.checkpoint_lines import CHECKPOINTS, Checkpoint, Predecessor
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.git.history import commits
from dunning_cli.store.git.history_root import checkpoint_of
from dunning_cli.store.git.repository import checked_out_commit
from dunning_cli.store.reading.kept_checkpoints import (
    KeptCheckpoint,
    checkpoint_path,
    kept_of,
    kept_text,
    newest_kept,
    second_path,
)

_SHORT = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeCheckpoint(Operation):
    """Says how the history stands, and keeps it in checkpoints/."""

    op: ClassVar[str] = "checkpoint"

    after: Predecessor | None = key("the last checkpoint of the ledger that this one goes on from")

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds the file; where nothing came since the last checkpoint, that one is told again.

        Refused before the first commit, in a shallow clone, and where git cannot read the history.
        """
        folder = unit.reader.folder
        tip = checked_out_commit(folder)
        last = newest_kept(folder, tip)
        if (
            last is not None
            and self.after in (None, last.checkpoint.after)
            and _only_since(folder, last, tip)
        ):
            return _told(last.checkpoint, last.path, nothing_new=True)
        checkpoint = checkpoint_of(folder, tip, self._after(last), unit.context.progress)
        path = checkpoint_path(checkpoint, unit.context.today)
        unit.pending.put_file(path, kept_text(checkpoint, "made", unit.context.actor.id, unit.context.clock))
        return _told(checkpoint, path)

    def _after(self, last: KeptCheckpoint | None) -> Predecessor | None:
        """The predecessor, which all checkpoints of a ledger name once one does. Raises Refused for another one."""
        known = last.checkpoint.after if last is not None else None
        if self.after is not None and known is not None and self.after != known:
            raise Refused(
                msg("{file} names another ledger that this one goes on from", file=last.path if last else "")
            )
        return self.after or known


@dataclass(frozen=True, slots=True, kw_only=True)
class CosignCheckpoint(Operation):
    """Says for a checkpoint, which has been compared with this history, that somebody else stands for it too."""

    op: ClassVar[str] = "checkpoint cosign"

    checkpoint: Checkpoint = key("what was compared", required=True)

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds the file. Refused for whoever made the checkpoint, and for who has cosigned it before."""
        folder, who = unit.reader.folder, unit.context.actor.id
        kept = kept_of(folder, self.checkpoint, checked_out_commit(folder))
        if kept is not None and kept.made_by == who:
            raise Refused(msg("{person} made this checkpoint; somebody else has to stand for it", person=who))
        if kept is not None and who in kept.cosigned_by:
            raise Refused(msg("{person} has cosigned this checkpoint before", person=who))
        first = kept.path if kept else checkpoint_path(self.checkpoint, unit.context.today)
        path = second_path(first, who)
        unit.pending.put_file(path, kept_text(self.checkpoint, "cosigned", who, unit.context.clock))
        subject = COSIGNED(count=self.checkpoint.commits, commit=self.checkpoint.tip[:_SHORT])
        return Outcome(subject, data={"checkpoint": path})


def _told(checkpoint: Checkpoint, path: str, *, nothing_new: bool = False) -> Outcome:
    subject = CHECKPOINT(count=checkpoint.commits, commit=checkpoint.tip[:_SHORT])
    data = {"checkpoint": path, "lines": list(checkpoint.lines())}
    return Outcome(subject, data=data, nothing_new=nothing_new)


def _only_since(folder: LedgerFolder, last: KeptCheckpoint, tip: str) -> bool:
    """Whether nothing came since a checkpoint but checkpoints."""
    since = commits(folder, rev=f"{last.checkpoint.tip}..{tip}", every_side=True)
    return all(path.startswith(f"{CHECKPOINTS}/") for commit in since for path in commit.files)
