"""The audit lent to sync: its findings and the changes of rules as lines for people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dunning_cli.kernel.message import Message, msg

if TYPE_CHECKING:
    from dunning_cli.operations.sync.examination import Examined, ExaminedLine
    from dunning_cli.store.format.folder import LedgerFolder
    from dunning_cli.views.audit.notes import Remark


class Audit:
    """The audit of what comes into one ledger."""

    def __init__(self, folder: LedgerFolder) -> None:
        self._folder = folder

    def examined(self, ours: str, theirs: str) -> Examined:
        """What is found in the commits that lead to `theirs` and not to `ours`."""
        from dunning_cli.operations.sync.examination import Examined
        from dunning_cli.views.audit.incoming import arrivals

        coming = arrivals(self._folder, ours, theirs)
        return Examined(
            tuple(_finding(remark) for remark in coming.found),
            tuple(_finding(remark) for remark in coming.put_back),
            tuple(_line(remark) for remark in coming.accepted),
        )

    def rule_changes(self, before: str, after: str, source: str) -> Sequence[Message]:
        """A line for every rule that differs between two commits."""
        from dunning_cli.views.audit.incoming import rule_changes

        return rule_changes(self._folder, before, after, source)


def _finding(remark: Remark) -> ExaminedLine:
    from dunning_cli.domain.case.acceptance import CommitPerson
    from dunning_cli.operations.sync.examination import ExaminedLine

    commit = remark.commit
    author = CommitPerson(commit.author, commit.email) if commit is not None else CommitPerson("", "")
    return ExaminedLine(_line(remark), author)


def _line(remark: Remark) -> Message:
    """Commit, person, place and what: one line."""
    place = " ".join(part for part in (remark.case, remark.entry) if part)
    return msg(
        "commit {commit} by {who}: {what}",
        commit=remark.commit.id[:10] if remark.commit is not None else "?",
        who=remark.who or "?",
        what=msg("{place}: {what}", place=place, what=remark.message) if place else remark.message,
    )
