"""The whole audit of a ledger: its history, its files, its remotes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from dunning_cli.kernel.errors import Busy
from dunning_cli.kernel.masking import Mask
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.git.case_versions import CaseVersions
from dunning_cli.store.git.change_log import (
    Objects,
    change_log,
    cut_off,
    leads_to,
    replaced_objects,
    tree_at,
)
from dunning_cli.store.git.history import Commit, commit_at
from dunning_cli.store.git.repository import last_commit
from dunning_cli.store.writing.journal import Journal
from dunning_cli.store.writing.transaction import settled
from dunning_cli.views.audit.accepted import Acceptances
from dunning_cli.views.audit.commits import Beside, CommitAudit
from dunning_cli.views.audit.concessions import ConcessionAudit
from dunning_cli.views.audit.layout import LayoutAudit
from dunning_cli.views.audit.letters import LetterAudit
from dunning_cli.views.audit.lost_work import LostWorkAudit
from dunning_cli.views.audit.mended import MendAudit
from dunning_cli.views.audit.merges import MergeAudit
from dunning_cli.views.audit.notes import Notes, Remark
from dunning_cli.views.audit.oddities import oddity
from dunning_cli.views.audit.people import PeopleAudit
from dunning_cli.views.audit.record import AuditRecord
from dunning_cli.views.audit.remotes import RemoteAudit
from dunning_cli.views.audit.renames import RenameAudit
from dunning_cli.views.audit.rules import RuleChanges
from dunning_cli.views.audit.settings import PastSettings
from dunning_cli.views.audit.times import TimeAudit
from dunning_cli.views.audit.tip import TipAudit
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


def audited(
    folder: LedgerFolder, since: str | None = None, reveal: bool = False, now: datetime | None = None
) -> AuditResult:
    """Audits every commit that leads to the present one, or those after `since`, which is trusted.

    Dates later than `now` are noted, where that is given; a shallow clone is not found sound without `since`.
    Writes nothing. Raises NotFound for an unknown revision, Refused where git cannot read its history,
    Busy where the ledger never rests.
    """
    recovered = settled(folder)
    base = commit_at(folder, since) if since is not None else None
    notices = () if recovered is None else (recovered,)
    if last_commit(folder) is None:
        return AuditResult(0, 0, 0, (), (), notices)
    with Objects(folder) as objects:
        audit = _Audit(folder, objects, Wording(Mask(reveal)))
        audit.history(base, whole=since is None, now=now)
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


def audited_arrivals(folder: LedgerFolder, tip: str, without: Sequence[str]) -> AuditResult:
    """Audits the commits that lead to `tip` and to none of `without`; the files on the disk are not looked at.

    Raises Refused where git cannot read its history.
    """
    with Objects(folder) as objects:
        audit = _Audit(folder, objects, Wording(Mask(reveal=False)))
        audit.commits(tip, without)
    return audit.result()


class _Audit:
    """The parts of one audit and what they share."""

    def __init__(self, folder: LedgerFolder, objects: Objects, wording: Wording) -> None:
        self._folder = folder
        self._objects = objects
        self.notes = Notes()
        self.record = AuditRecord(CaseVersions(objects))
        versions = self.record.versions
        rules = RuleChanges(objects, self.notes, wording)
        letters = LetterAudit(folder, objects, self.record, self.notes)
        self._settings = PastSettings(objects)
        self._times = TimeAudit()
        self._acceptances = Acceptances()
        self._beside = Beside(
            LayoutAudit(objects, self.notes),
            ConcessionAudit(folder, objects, self._settings, self.record, self.notes),
            PeopleAudit(self._settings),
            MendAudit(folder, objects, self.notes),
            RenameAudit(objects, self.record, self.notes),
        )
        self.record.mended_later = self._beside.mended.mended_later
        self._commits = CommitAudit(self.record, self.notes, rules, letters, wording, self._beside)
        self._merges = MergeAudit(self.record, self.notes, rules, letters, wording, self._beside)
        self._tip = TipAudit(objects, self.record, self.notes)
        self._files = WorkTreeAudit(folder, objects, versions, self.notes, rules, letters, wording, self._tip)
        self._remotes = RemoteAudit(folder, objects, versions, self.notes, wording)
        self._lost = LostWorkAudit(folder, objects, self.record, self.notes, wording)

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

    def history(
        self, base: str | None, tip: str = "HEAD", whole: bool = False, now: datetime | None = None
    ) -> None:
        """Every commit that leads to `tip`, after `base`, and what the last one holds; `whole` finds a history cut off."""
        self.commits(tip, (base,) if base else (), whole, now)
        if base is not None:
            self._trusted(base)

    def commits(
        self, tip: str, without: Sequence[str], whole: bool = False, now: datetime | None = None
    ) -> None:
        """The commits that lead to `tip` and to none of `without`, and what the last one holds."""
        self._beside.mended.judge_by(tip)
        ends = cut_off(self._folder)
        for logged in change_log(self._folder, self._objects, tip, without):
            commit = logged.commit
            self._acceptances.look_at(commit)
            self._settings.follow(logged)
            if commit.id in ends:
                self._cut_off(commit, whole)
                continue
            self.record.commits.append(commit.id)
            odd = oddity(commit)
            if odd is not None:
                self.notes.find("odd-commit", odd, commit=commit)
            self._times.look_at(commit)
            self._beside.people.look_at(commit)
            if len(logged.against) > 1:
                self._merges.look_at(logged)
            else:
                self._commits.look_at(logged)
        self._report(tip, now)

    def _report(self, tip: str, now: datetime | None) -> None:
        """What can be said only when all commits have been seen; accepted findings last, so that none is left out."""
        self._commits.report()
        self._beside.people.report(self.notes)
        self._beside.layout.report()
        self._beside.renames.report()
        self._beside.concessions.report()
        self._tip.look_at(tree_at(self._folder, tip))
        self._times.report(self.notes, now)
        self._acceptances.apply(self.notes)

    def _cut_off(self, commit: Commit, whole: bool) -> None:
        if whole:
            message = msg(
                "this is a shallow clone: what led to this commit is not in it, so nothing is proved of the whole; "
                "bring it with 'git fetch --unshallow', or name a commit you trust with --since"
            )
            self.notes.find("cut-off", message, commit=commit, local=True)
        else:
            message = msg(
                "the history here begins with this commit; what led to it is in no file of this clone"
            )
            self.notes.list_("cut-off", message, commit=commit, local=True)

    def present(self) -> None:
        """The files on the disk, the remotes, and what would hide something from others."""
        self._disk()
        self._remotes.look_at()
        self._lost.look_at(tree_at(self._folder, "HEAD"))
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
