"""The audit of a history: every commit in its order, what the last one holds, and what can be said of all together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from dunning_cli.kernel.errors import Failure
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.git.case_versions import CaseVersions
from dunning_cli.store.git.change_log import LoggedCommit, Order, cut_off, log_of, order_without, tree_at
from dunning_cli.store.git.history import Commit, commit_at
from dunning_cli.store.git.objects import Objects
from dunning_cli.store.reading.kept_states import KeptState, KeptStates
from dunning_cli.store.reading.word_rows import CannotBeKept
from dunning_cli.views.audit.accepted import Acceptances
from dunning_cli.views.audit.commit_book import CommitBook
from dunning_cli.views.audit.commits import Beside, CommitAudit
from dunning_cli.views.audit.concessions import ConcessionAudit
from dunning_cli.views.audit.first_entries import FirstEntries
from dunning_cli.views.audit.kept_audit import (
    KeptAudit,
    kept_record,
    kept_remarks,
    packed,
    packed_entries,
    take_notes,
    take_record,
    unpacked,
    unpacked_entries,
)
from dunning_cli.views.audit.layout import LayoutAudit
from dunning_cli.views.audit.letters import LetterAudit
from dunning_cli.views.audit.mended import MendAudit
from dunning_cli.views.audit.merges import MergeAudit
from dunning_cli.views.audit.notes import Notes
from dunning_cli.views.audit.oddities import oddity
from dunning_cli.views.audit.paths import is_case, is_letter
from dunning_cli.views.audit.people import PeopleAudit
from dunning_cli.views.audit.record import AuditRecord
from dunning_cli.views.audit.renames import RenameAudit
from dunning_cli.views.audit.rules import RuleChanges
from dunning_cli.views.audit.settings import PastSettings
from dunning_cli.views.audit.times import TimeAudit
from dunning_cli.views.audit.tip import TipAudit


@dataclass(frozen=True, slots=True)
class Stretch:
    """The commits to be audited: those that lead to `tip`, a commit's id, and to none of `without`."""

    tip: str
    order: Order

    @property
    def ids(self) -> list[str]:
        """Their ids, in order."""
        return list(self.order)


def stretch(folder: LedgerFolder, tip: str, without: Sequence[str] = ()) -> Stretch:
    """The commits that lead to one and to none of others. Raises NotFound, and Refused where git cannot read its history."""
    end = commit_at(folder, tip)
    return Stretch(end, order_without(folder, end, without))


class HistoryAudit:
    """One audit: its parts and what they share. Goes through each stretch of history once, from its beginning."""

    def __init__(self, folder: LedgerFolder, objects: Objects, over: Stretch) -> None:
        self._folder = folder
        self._objects = objects
        self.over = over
        self.tree = tree_at(folder, over.tip)
        """The files of the last commit: path and blob id."""
        self.notes = Notes()
        versions = CaseVersions(objects)
        self.record = AuditRecord(versions, first=FirstEntries(objects, versions))
        self.rules = RuleChanges(objects, self.notes)
        self.letters = LetterAudit(folder, objects, self.record, self.notes, over.tip)
        self.tip = TipAudit(folder, objects, self.record, self.notes)
        commits = CommitBook(objects)
        self._book = commits
        self._settings = PastSettings(objects)
        self._times = TimeAudit(commits)
        self._acceptances = Acceptances(commits)
        self._beside = Beside(
            LayoutAudit(objects, self.notes, commits),
            ConcessionAudit(folder, objects, self._settings, self.record, self.notes, commits),
            PeopleAudit(self._settings, commits),
            MendAudit(objects, self.notes, self.tree),
            RenameAudit(objects, self.record, self.notes, commits),
            commits,
        )
        self.record.mended_later = self._beside.mended.mended_later
        self._commits = CommitAudit(self.record, self.notes, self.rules, self.letters, self._beside)
        self._merges = MergeAudit(self.record, self.notes, self.rules, self.letters, self._beside)

    def go_through(self, whole: bool = False) -> None:
        """Every commit that was not audited before, and the cases of the last; `whole` finds a history cut off."""
        ends = cut_off(self._folder)
        done = set(self.record.commits)
        left = {id_: parents for id_, parents in self.over.order.items() if id_ not in done}
        for logged in log_of(self._folder, self._objects, left, _asked_for):
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
        self.tip.read(self.tree)

    def report(self, now: datetime | None) -> None:
        """What can be said only when all commits have been seen; accepted findings last, so that none is left out."""
        self._commits.report()
        self._beside.people.report(self.notes)
        self._beside.layout.report()
        self._beside.renames.report()
        self._beside.concessions.report()
        self.tip.look_at(self.tree)
        self._times.report(self.notes, now)
        self._acceptances.apply(self.notes, self.over.order)

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

    def kept(self) -> tuple[bytes, bytes]:
        """What is known now, as bytes. Raises CannotBeKept."""
        ids = self.record.commits
        settings = self._settings.kept(ids)
        numbers = {blob: number for number, blob in enumerate(dict.fromkeys(settings))}
        audit = KeptAudit(
            kept_record(self.record),
            len(self.record.first),
            kept_remarks(self.notes.found, ids),
            kept_remarks(self.notes.listed, ids),
            self.tip.held,
            [numbers[blob] for blob in settings],
            list(numbers),
            self._beside.people.kept(),
            self._times.kept(),
            self._beside.layout.kept(),
            self._beside.concessions.kept(),
            self._beside.renames.kept(),
            self._commits.kept(),
            self._acceptances.merges,
            self._beside.mended.kept(),
            self.letters.looked_up,
        )
        return packed(audit), packed_entries(self.record.first.kept(), ids)

    def take(self, state: KeptState) -> bool:
        """Know what was kept of the first commits; whether it could be made use of: else this audit is spoilt."""
        ids = self.over.ids[: state.commits]
        try:
            kept = unpacked(state.part(0))
            if not self._beside.mended.stands(kept.mended) or not self.letters.stands(kept.looked_up):
                return False
            self.record.commits = ids
            take_record(self.record, kept.record)
            self.record.first.take(kept.entries, lambda: unpacked_entries(state.part(1), ids))
            take_notes(self.notes, kept.found, kept.listed, ids, self._book.all_of)
            self.tip.held = kept.held
            self._settings.take(ids, [kept.blobs[number] for number in kept.settings])
            self._beside.people.take(kept.people)
            self._times.take(kept.times, ids)
            self._beside.layout.take(kept.layout)
            self._beside.concessions.take(kept.concessions)
            self._beside.renames.take(kept.renames)
            self._commits.take(kept.without_date)
            self._acceptances.merges = kept.acceptances
            self._beside.mended.take(kept.mended)
            self.letters.looked_up = kept.looked_up
        except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, Failure):
            return False
        return True


def _asked_for(logged: LoggedCommit) -> list[str]:
    """The blobs that will be looked at of an ordinary commit: cases as they became, letters that came."""
    if len(logged.against) > 1:
        return []
    return [
        change.after
        for change in logged.against[0]
        if change.after is not None
        and (is_case(change.path) or (change.before is None and is_letter(change.path)))
    ]


def proven(
    folder: LedgerFolder, objects: Objects, over: Stretch, states: KeptStates | None, whole: bool = False
) -> HistoryAudit:
    """An audit that has gone through a whole history: through what came since a state that was kept, else through all.

    Without `states` nothing is made use of and nothing kept.
    """
    ids = over.ids
    state = states.best(ids) if states is not None else None
    audit = HistoryAudit(folder, objects, over)
    if state is not None and not audit.take(state):
        state, audit = None, HistoryAudit(folder, objects, over)
    audit.go_through(whole)
    if states is not None and (state is None or state.commits < len(ids)):
        try:
            parts = audit.kept()
        except CannotBeKept:
            return audit
        states.keep(ids, parts)
    return audit
