"""Waivers, extensions, holds and plans above the limits of their day that no second person approved."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime

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
from dunning_cli.store.git.change_log import Objects
from dunning_cli.store.git.history import Commit
from dunning_cli.store.reading.ledger_at_revision import LedgerAtRevision
from dunning_cli.views.audit.notes import Notes
from dunning_cli.views.audit.record import AuditRecord
from dunning_cli.views.audit.settings import PastSettings

_KINDS = frozenset(kind.kind for kind in LIMITED)


@dataclass(frozen=True, slots=True)
class _Decision:
    """Entries decided together, above a limit of their day by what they say themselves."""

    case: str
    entries: tuple[Entry, ...]
    commit: Commit


class ConcessionAudit:
    """Audits what gives way to debtors, commit by commit, and judges it when all approvals are known."""

    def __init__(
        self,
        folder: LedgerFolder,
        objects: Objects,
        settings: PastSettings,
        record: AuditRecord,
        notes: Notes,
    ) -> None:
        self._folder = folder
        self._objects = objects
        self._settings = settings
        self._record = record
        self._notes = notes
        self._decisions: list[_Decision] = []
        self._approvals: list[tuple[str, EntryVersion, Commit]] = []
        self._policies: dict[str, PolicyBook] = {}

    def look_at(self, commit: Commit, added: Iterable[tuple[str, EntryVersion]]) -> None:
        """Notes the entries that a commit adds, each with its case."""
        by_case: dict[str, list[Entry]] = {}
        for case, version in added:
            kind = version.text("kind")
            if kind == Approval.kind:
                self._approvals.append((case, version, commit))
            entry = read_entry(version.node, []) if kind in _KINDS else None
            if entry is not None:
                by_case.setdefault(case, []).append(entry)
        for case, entries in by_case.items():
            for decided in decided_together(entries):
                if not all(map(is_pending, decided)) and self._above(commit, case, decided):
                    self._decisions.append(_Decision(case, decided, commit))

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
        judged = {decision.case for decision in self._decisions}
        others: dict[str, list[Entry]] = {}
        for (case, _), version in self._record.first.items():
            if case in judged and version.text("kind") in (Approval.kind, Reversal.kind):
                entry = read_entry(version.node, [])
                others.setdefault(case, []).extend([entry] if entry is not None else [])
        for case, decided, commit in ((each.case, each.entries, each.commit) for each in self._decisions):
            known = others.get(case, [])
            taken_back = frozenset(entry.entry for entry in known if isinstance(entry, Reversal))
            for entry in decided:
                granted = any(grants_of(entry, known, taken_back | void))
                if not (granted or entry.id in taken_back or is_pending(entry)):
                    message = msg("above the approval limits of its day, and nobody else approved it")
                    self._notes.find("above-limit", message, case, entry.id, commit)
        self._own_approvals()

    def _approvals_without_role(self) -> frozenset[str]:
        """Finds what was decided by people without a role that approves; ids of those entries."""
        found = set()
        for case, approval, commit in self._approvals:
            by = approval.text("by")
            if self._limits_at(commit.id).void(by):
                found.add(approval.id)
                message = msg("{by} decided without a role that may approve", by=by)
                self._notes.find("approval-role", message, case, approval.id, commit)
        return frozenset(found)

    def _own_approvals(self) -> None:
        for case, approval, commit in self._approvals:
            target = self._record.first.get((case, approval.text("entry")))
            if target is not None and target.text("by") == approval.text("by"):
                message = msg("{by} decided on an entry of their own", by=approval.text("by"))
                self._notes.find("own-approval", message, case, approval.id, commit)
            elif target is not None and self._committed_by(commit, target.text("by")):
                message = msg(
                    "{by} approved, as committed by {who}, who had asked for it",
                    by=approval.text("by"),
                    who=target.text("by"),
                )
                self._notes.list_("requester-committed", message, case, approval.id, commit)

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
