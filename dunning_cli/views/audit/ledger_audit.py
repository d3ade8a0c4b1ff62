"""The whole audit of a ledger: its history, its files, its remotes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from dunning_cli.kernel.errors import Busy
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.git.change_log import cut_off, leads_to, replaced_objects, tree_at
from dunning_cli.store.git.history import commit_at
from dunning_cli.store.git.objects import Objects
from dunning_cli.store.git.repository import last_commit
from dunning_cli.store.reading.kept_states import KeptStates
from dunning_cli.store.writing.journal import Journal
from dunning_cli.store.writing.transaction import settled
from dunning_cli.views.audit.checkpoint_files import look_at_checkpoints
from dunning_cli.views.audit.history_audit import HistoryAudit, Stretch, proven, stretch
from dunning_cli.views.audit.lost_work import LostWorkAudit
from dunning_cli.views.audit.notes import Remark
from dunning_cli.views.audit.remotes import RemoteAudit
from dunning_cli.views.audit.worktree import WorkTreeAudit

_TRIES = 20
_QUESTION = "audit"


@dataclass(frozen=True, slots=True)
class AuditResult:
    """What was audited, what was found, what is listed; `notices` are beside the result."""

    commits: int
    cases: int
    entries: int
    found: Sequence[Remark]
    listed: Sequence[Remark]
    notices: tuple[Message, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not self.found


def audited(
    folder: LedgerFolder,
    since: str | None = None,
    reveal: bool = False,
    now: datetime | None = None,
    anew: bool = False,
) -> AuditResult:
    """Audits every commit that leads to the present one, or those after `since`, which is trusted.

    What an earlier audit proved of the first of them is not gone through again, unless `anew`; its findings are told
    again. Dates later than `now` are noted, where that is given; a shallow clone is not found sound without `since`.
    Changes nothing of the ledger. Raises NotFound for an unknown revision, Refused where git cannot read its history,
    Busy where the ledger never rests.
    """
    recovered = settled(folder)
    base = commit_at(folder, since) if since is not None else None
    notices = () if recovered is None else (recovered,)
    if last_commit(folder) is None:
        return AuditResult(0, 0, 0, (), (), notices)
    replaced = replaced_objects(folder)
    with Objects(folder) as objects:
        over = stretch(folder, "HEAD", (base,) if base else ())
        states = _states(folder, replaced, anew) if base is None else None
        audit = proven(folder, objects, over, states, whole=since is None)
        audit.report(now)
        if base is not None:
            _trusted(folder, audit, base)
        _present(folder, objects, audit, replaced)
    return replace(_result(audit, reveal), notices=notices)


@dataclass(frozen=True, slots=True)
class AuditedHistory:
    """A history that was audited: the result, the commits in their order, and every path that a case file ever had."""

    result: AuditResult
    over: Stretch
    case_paths: tuple[str, ...]


def audited_history(folder: LedgerFolder, tip: str) -> AuditedHistory:
    """Audits every commit that leads to `tip` and nothing else: the same in every clone, names shown in full.

    What an earlier audit proved is not gone through again. Raises Refused where git cannot read its history.
    """
    with Objects(folder) as objects:
        states = _states(folder, replaced_objects(folder))
        audit = proven(folder, objects, stretch(folder, tip), states)
        audit.report(None)
    return AuditedHistory(_result(audit, reveal=True), audit.over, tuple(audit.record.readable))


def audited_arrivals(folder: LedgerFolder, tip: str, without: Sequence[str]) -> AuditResult:
    """Audits the commits that lead to `tip` and to none of `without`; the files on the disk are not looked at.

    Raises Refused where git cannot read its history.
    """
    with Objects(folder) as objects:
        audit = proven(folder, objects, stretch(folder, tip, without), None)
        audit.report(None)
    return _result(audit, reveal=False)


def _states(folder: LedgerFolder, replaced: Sequence[str], anew: bool = False) -> KeptStates | None:
    """What earlier audits kept; None where a history is not whole, or not shown as it is."""
    if replaced or cut_off(folder):
        return None
    states = KeptStates(folder, _QUESTION)
    if anew:
        states.forget()
    return states


def _result(audit: HistoryAudit, reveal: bool) -> AuditResult:
    """What was noted, in the order of the history."""
    record, notes = audit.record, audit.notes
    notes.sort(record.commits)
    found, listed = (
        [remark.revealed() for remark in remarks] if reveal else remarks
        for remarks in (notes.found, notes.listed)
    )
    return AuditResult(len(record.commits), len(record.cases), len(record.first), found, listed)


def _present(folder: LedgerFolder, objects: Objects, audit: HistoryAudit, replaced: Sequence[str]) -> None:
    """The files on the disk, the remotes, and what would hide something from others."""
    _disk(folder, audit, WorkTreeAudit(folder, objects, audit))
    versions = audit.record.versions
    RemoteAudit(folder, objects, versions, audit.notes).look_at()
    LostWorkAudit(folder, objects, audit.record, audit.notes).look_at(audit.tree)
    look_at_checkpoints(folder, audit)
    for id_ in replaced:
        message = msg(
            "git is told to show another object in the place of {id}; undo it with: git replace -d {id}",
            id=id_,
        )
        audit.notes.find("object-replaced", message)


def _disk(folder: LedgerFolder, audit: HistoryAudit, files: WorkTreeAudit) -> None:
    """The files on the disk; once more where another command was writing at that moment."""
    for _ in range(_TRIES):
        mark, head = audit.notes.mark(), commit_at(folder, "HEAD")
        files.look_at(audit.tree if head == audit.over.tip else tree_at(folder, head))
        at_rest = not Journal(folder).exists() and commit_at(folder, "HEAD") == head
        if at_rest or audit.notes.mark() == mark:
            return
        audit.notes.back_to(mark)
        settled(folder)
    raise Busy(msg("other commands are writing all the time; try again when the ledger is at rest"))


def _trusted(folder: LedgerFolder, audit: HistoryAudit, base: str) -> None:
    """The trusted commit must have led to the present one."""
    if not leads_to(folder, base, "HEAD"):
        message = msg(
            "the history was rewritten: the commit {commit} did not lead to the present one",
            commit=base[:10],
        )
        audit.notes.find("history-rewritten", message)
