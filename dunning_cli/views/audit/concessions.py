"""Waivers, extensions, holds and plans above the limits of their day that no second person approved."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import NamedTuple

from dunning_cli.domain.account import Account, figures_at
from dunning_cli.domain.account.approvals import (
    LIMITED,
    LimitsSince,
    above_at_its_time,
    decided_together,
    is_pending,
)
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.changes import CaseVersion, EntryVersion
from dunning_cli.domain.case.entries import Approval, Entry, Reversal, read_entry
from dunning_cli.domain.case.granted import grants_of
from dunning_cli.domain.policy.book import PolicyBook
from dunning_cli.kernel.errors import Failure
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.format.case_file import read_case
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.git.history import Commit
from dunning_cli.store.git.objects import Objects
from dunning_cli.store.reading.ledger_at_revision import LedgerAtRevision
from dunning_cli.views.audit.commit_book import CommitBook
from dunning_cli.views.audit.first_entries import EntryKey, Place
from dunning_cli.views.audit.notes import Notes
from dunning_cli.views.audit.record import AuditRecord
from dunning_cli.views.audit.settings import PastSettings

_KINDS = frozenset(kind.kind for kind in LIMITED)
_ON_OTHERS = frozenset({Approval.kind, Reversal.kind})
"""Kinds of entries that say something of another one."""


@dataclass(frozen=True, slots=True)
class _Decision:
    """Entries decided together, above a limit of their day by what they say themselves; where they stand as decided."""

    case: str
    entries: tuple[Entry, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class _Given:
    """An approval: of which entry, and what can be said of it at once.

    `void`: its giver has no role that approves. `asked_by` recorded the entry, None where that is not known yet;
    `by_asker`: git's committer is they.
    """

    case: str
    id: str
    by: str
    entry: str
    commit: str
    void: bool
    asked_by: str | None
    by_asker: bool


class KeptConcessions(NamedTuple):
    """What is kept of concessions: decisions as the ids of their entries and where they stand, approvals, and which
    entries of a case speak of others."""

    decisions: list[tuple[str, list[str], Place]]
    approvals: list[tuple[str, str, str, str, str, bool, str | None, bool]]
    on_others: dict[str, list[str]]


class ConcessionAudit:
    """Audits what gives way to debtors, commit by commit, and judges it when all approvals are known."""

    def __init__(
        self,
        folder: LedgerFolder,
        objects: Objects,
        settings: PastSettings,
        record: AuditRecord,
        notes: Notes,
        commits: CommitBook,
    ) -> None:
        self._folder = folder
        self._objects = objects
        self._settings = settings
        self._record = record
        self._notes = notes
        self._commits = commits
        self._decisions: list[_Decision] = []
        self._approvals: list[_Given] = []
        self._on_others: dict[str, dict[str, None]] = {}
        """By case, the ids of its approvals and reversals."""
        self._asked_by: dict[EntryKey, str] = {}
        """Who recorded what somebody may have to approve, as far as it was seen in this run."""
        self._policies: dict[str, PolicyBook] = {}

    def note(self, place: Place, entry: EntryVersion) -> None:
        """Remember an entry that is new to its case, where others depend on it."""
        kind = entry.kind
        if kind in _ON_OTHERS:
            self._on_others.setdefault(place.case, {})[entry.id] = None
        if kind in _KINDS:
            self._asked_by[place.case, entry.id] = entry.by

    def goes_on(self, was: str, now: str) -> None:
        """A case goes on as another one, with its entries."""
        if was in self._on_others:
            self._on_others.setdefault(now, {}).update(self._on_others[was])

    def look_at(self, commit: Commit, added: Iterable[tuple[str, EntryVersion]]) -> None:
        """Notes the entries that a commit adds, each with its case."""
        by_case: dict[str, list[Entry]] = {}
        for case, version in added:
            kind = version.kind
            if kind == Approval.kind:
                self._approvals.append(self._given(commit, case, version))
            entry = read_entry(version.node, []) if kind in _KINDS else None
            if entry is not None:
                by_case.setdefault(case, []).append(entry)
        for case, entries in by_case.items():
            place = Place(case, commit.id, self._record.paths[case])
            for decided in decided_together(entries):
                if not all(map(is_pending, decided)) and self._above(commit, case, decided):
                    self._decisions.append(_Decision(case, decided, place))

    def renamed(self, was: str, now: str, held: CaseVersion) -> None:
        """A case goes on under another id, and with it what was decided on it."""
        ids = {entry.id for entry in held.entries}
        self._decisions = [
            replace(each, case=now) if each.case == was and each.entries[0].id in ids else each
            for each in self._decisions
        ]

    def report(self) -> None:
        """What nobody else approved, and approvals that nobody had a right to give."""
        void = self._approvals_without_role()
        others: dict[str, list[Entry]] = {}
        for case in {decision.case for decision in self._decisions}:
            versions = (self._record.first.get((case, id_)) for id_ in self._on_others.get(case, ()))
            read = (read_entry(version.node, []) for version in versions if version is not None)
            others[case] = [entry for entry in read if entry is not None]
        for case, decided, place in ((each.case, each.entries, each.place) for each in self._decisions):
            known = others[case]
            taken_back = frozenset(entry.entry for entry in known if isinstance(entry, Reversal))
            for entry in decided:
                granted = any(grants_of(entry, known, taken_back | void))
                if not (granted or entry.id in taken_back or is_pending(entry)):
                    message = msg("above the approval limits of its day, and nobody else approved it")
                    self._notes.find("above-limit", message, case, entry.id, self._commits.of(place.commit))
        self._own_approvals()

    def kept(self) -> KeptConcessions:
        """What is to be kept."""
        return KeptConcessions(
            [(each.case, [entry.id for entry in each.entries], each.place) for each in self._decisions],
            [
                (
                    each.case,
                    each.id,
                    each.by,
                    each.entry,
                    each.commit,
                    each.void,
                    each.asked_by,
                    each.by_asker,
                )
                for each in self._approvals
            ],
            {case: list(ids) for case, ids in self._on_others.items()},
        )

    def take(self, kept: KeptConcessions) -> None:
        """Know what was kept."""
        for case, ids, place in kept.decisions:
            versions = [self._record.first.at(place, id_) for id_ in ids]
            entries = [read_entry(version.node, []) for version in versions]
            self._decisions.append(
                _Decision(case, tuple(entry for entry in entries if entry is not None), place)
            )
        self._approvals = [_Given(*each) for each in kept.approvals]
        self._on_others = {case: dict.fromkeys(ids) for case, ids in kept.on_others.items()}

    def _given(self, commit: Commit, case: str, approval: EntryVersion) -> _Given:
        by, entry = approval.by, approval.text("entry")
        asked_by = self._recorded_by((case, entry))
        void = self._limits_at(commit.id).void(by)
        by_asker = asked_by is not None and self._committed_by(commit, asked_by)
        return _Given(case, approval.id, by, entry, commit.id, void, asked_by, by_asker)

    def _recorded_by(self, key: EntryKey) -> str | None:
        """Who recorded an entry; None where it is not there yet."""
        by = self._asked_by.get(key)
        target = self._record.first.get(key) if by is None else None
        return target.by if target is not None else by

    def _approvals_without_role(self) -> frozenset[str]:
        """Finds what was decided by people without a role that approves; ids of those entries."""
        found = set()
        for given in self._approvals:
            if given.void:
                found.add(given.id)
                message = msg("{by} decided without a role that may approve", by=given.by)
                self._notes.find(
                    "approval-role", message, given.case, given.id, self._commits.of(given.commit)
                )
        return frozenset(found)

    def _own_approvals(self) -> None:
        for given in self._approvals:
            asked_by, by_asker = given.asked_by, given.by_asker
            if asked_by is None:
                # an approval may come before what it approves, from another place
                asked_by = self._recorded_by((given.case, given.entry))
                by_asker = asked_by is not None and self._committed_by(
                    self._commits.of(given.commit), asked_by
                )
            if asked_by is None:
                continue
            if asked_by == given.by:
                message = msg("{by} decided on an entry of their own", by=given.by)
                self._notes.find(
                    "own-approval", message, given.case, given.id, self._commits.of(given.commit)
                )
            elif by_asker:
                message = msg(
                    "{by} approved, as committed by {who}, who had asked for it", by=given.by, who=asked_by
                )
                self._notes.list_(
                    "requester-committed", message, given.case, given.id, self._commits.of(given.commit)
                )

    def _committed_by(self, commit: Commit, person: str) -> bool:
        """Whether a person made a commit on their own machine: git's committer is they."""
        then = self._settings.at(commit.id)
        called = then.called(commit.committer) | then.called(commit.committer_email)
        return person in called or commit.committer == person

    def _above(self, commit: Commit, case_id: str, decided: tuple[Entry, ...]) -> bool:
        """Whether it is above the limits of the commit, or of the one before: one commit may not raise and use them."""
        held = [self._limits_at(id_) for id_ in (commit.id, *commit.parents[:1])]
        if not any(each.limits for each in held):
            return False
        case = self._case_before(commit, case_id, decided)
        if case is None:
            return False
        try:
            return any(above_at_its_time(case, decided, each, self._account_at(commit)) for each in held)
        except Failure:
            return False  # no account, so no due date that was moved; why there is none is told by `check`

    def _limits_at(self, commit_id: str) -> LimitsSince:
        past = self._settings.at(commit_id)
        return LimitsSince(datetime.min.replace(tzinfo=UTC), past.limits, past.approvers)

    def _case_before(self, commit: Commit, case_id: str, decided: tuple[Entry, ...]) -> Case | None:
        """The case as a commit has it, without what was decided; None where it cannot be read."""
        path = self._record.paths[case_id]
        found = self._objects.find(f"{commit.id}:{path}")
        case = read_case(found[1], path).case if found is not None else None
        if case is None:
            return None
        return replace(case, entries=tuple(entry for entry in case.entries if entry not in decided))

    def _account_at(self, commit: Commit) -> Callable[[Case, date], Account]:
        """Accounts by the rules of that time."""
        return lambda case, day: figures_at(case, self._policies_at(commit).for_case(case), day)

    def _policies_at(self, commit: Commit) -> PolicyBook:
        found = self._objects.find(f"{commit.id}:policies")
        tree = found[0] if found is not None else ""
        if tree not in self._policies:
            self._policies[tree] = LedgerAtRevision(self._folder, commit.id).policies
        return self._policies[tree]
