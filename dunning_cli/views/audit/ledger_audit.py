"""The whole audit of a ledger: its history, its files, its remotes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dunning_cli.domain.failure import Busy
from dunning_cli.domain.message import Message, msg
from dunning_cli.domain.privacy import Mask
from dunning_cli.store.case_versions import CaseVersions
from dunning_cli.store.change_log import (
    LoggedCommit,
    Objects,
    change_log,
    cut_off,
    leads_to,
    replaced_objects,
    tree_at,
)
from dunning_cli.store.folder import SETTINGS_FILE, LedgerFolder
from dunning_cli.store.git import Git
from dunning_cli.store.history import commit_at
from dunning_cli.store.journal import Journal
from dunning_cli.store.transaction import settled
from dunning_cli.views.audit.commits import CommitAudit
from dunning_cli.views.audit.letters import LetterAudit
from dunning_cli.views.audit.mended import MendAudit
from dunning_cli.views.audit.merges import MergeAudit
from dunning_cli.views.audit.notes import Notes, Remark
from dunning_cli.views.audit.record import Record
from dunning_cli.views.audit.remotes import RemoteAudit
from dunning_cli.views.audit.rules import RuleChanges
from dunning_cli.views.audit.staff import StaffLists
from dunning_cli.views.audit.wording import Wording
from dunning_cli.views.audit.worktree import WorkTreeAudit

_TRIES = 20


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


def audited(folder: LedgerFolder, since: str | None = None, reveal: bool = False) -> AuditResult:
    """Audits every commit that leads to the present one, or those after `since`, which is trusted.

    Writes nothing. Raises NotFound for an unknown revision, Refused where git cannot read its history,
    Busy where the ledger never rests.
    """
    recovered = settled(folder)
    base = commit_at(folder, since) if since is not None else None
    notices = () if recovered is None else (recovered,)
    if Git(folder.root).head() is None:
        return AuditResult(0, 0, 0, (), (), notices)
    with Objects(folder) as objects:
        audit = _Audit(folder, objects, Wording(Mask(reveal)))
        audit.history(base)
        audit.present()
    return audit.result(notices)


def audited_history(folder: LedgerFolder, tip: str) -> AuditResult:
    """Audits every commit that leads to `tip` and nothing else: the same in every clone, names shown in full.

    Raises Refused where git cannot read its history.
    """
    with Objects(folder) as objects:
        audit = _Audit(folder, objects, Wording(Mask(reveal=True)))
        audit.history(None, tip)
    return audit.result()


class _Audit:
    """The parts of one audit and what they share."""

    def __init__(self, folder: LedgerFolder, objects: Objects, wording: Wording) -> None:
        self._folder = folder
        self._objects = objects
        self.notes = Notes()
        self.record = Record(CaseVersions(objects))
        versions = self.record.versions
        rules = RuleChanges(objects, self.notes, wording)
        letters = LetterAudit(folder, objects, self.record, self.notes)
        self._staff = StaffLists(objects)
        self._mended = MendAudit(folder, objects, self.notes)
        self.record.mended_later = self._mended.mended_later
        self._commits = CommitAudit(self.record, self.notes, rules, letters, wording, self._mended)
        self._merges = MergeAudit(self.record, self.notes, rules, letters, wording)
        self._files = WorkTreeAudit(folder, objects, versions, self.notes, rules, letters, wording)
        self._remotes = RemoteAudit(folder, objects, versions, self.notes, wording)

    def result(self, notices: tuple[Message, ...] = ()) -> AuditResult:
        """What was noted, in the order of the history."""
        record = self.record
        self.notes.sort(record.commits)
        return AuditResult(
            len(record.commits),
            len(record.cases),
            len(record.first),
            self.notes.found,
            self.notes.listed,
            notices,
        )

    def history(self, base: str | None, tip: str = "HEAD") -> None:
        """Every commit that leads to `tip`, after `base`."""
        self._mended.judge_by(tip)
        ends = cut_off(self._folder)
        for logged in change_log(self._folder, self._objects, tip, (base,) if base else ()):
            self._follow_settings(logged)
            if logged.commit.id in ends:
                message = msg(
                    "the history here begins with this commit; what led to it is in no file of this clone"
                )
                self.notes.list_("cut-off", message, commit=logged.commit)
                continue
            self.record.commits.append(logged.commit.id)
            self._staff.look_at(logged.commit)
            if len(logged.against) > 1:
                self._merges.look_at(logged)
            else:
                self._commits.look_at(logged)
        self._staff.report(self.notes)
        if base is not None:
            self._trusted(base)

    def present(self) -> None:
        """The files on the disk, the remotes, and what would hide something from others."""
        self._disk()
        self._remotes.look_at()
        for id_ in replaced_objects(self._folder):
            message = msg(
                "git is told to show another object in the place of {id}; undo it with: git replace -d {id}",
                id=id_,
            )
            self.notes.find("object-replaced", message)

    def _disk(self) -> None:
        """The files on the disk; once more where another command was writing at that moment."""
        for _ in range(_TRIES):
            mark, head = self.notes.mark(), commit_at(self._folder, "HEAD")
            self._files.look_at(tree_at(self._folder, head))
            at_rest = not Journal(self._folder).exists() and commit_at(self._folder, "HEAD") == head
            if at_rest or self.notes.mark() == mark:
                return
            self.notes.back_to(mark)
            settled(self._folder)
        raise Busy(msg("other commands are writing all the time; try again when the ledger is at rest"))

    def _trusted(self, base: str) -> None:
        """The trusted commit must have led to the present one."""
        if not leads_to(self._folder, base, "HEAD"):
            message = msg(
                "the history was rewritten: the commit {commit} did not lead to the present one",
                commit=base[:10],
            )
            self.notes.find("history-rewritten", message)

    def _follow_settings(self, logged: LoggedCommit) -> None:
        changes = [change for change in logged.against[0] if change.path == SETTINGS_FILE]
        blob = changes[0].after if changes else None
        self._staff.follow(logged.commit, blob, bool(changes))
