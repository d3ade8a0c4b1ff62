"""Entries that were acknowledged once and that the present history does not hold: on other branches, or on none."""

from __future__ import annotations

from collections.abc import Mapping

from dunning_cli.domain.case.changes import EntryVersion
from dunning_cli.kernel.message import msg
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.git.case_versions import CaseVersions
from dunning_cli.store.git.change_log import change_log, log_of
from dunning_cli.store.git.known_tips import forgotten, other_branches
from dunning_cli.store.git.objects import Objects
from dunning_cli.views.audit.added import HeldEntry, entries_added
from dunning_cli.views.audit.first_entries import EntryKey
from dunning_cli.views.audit.mended import mends_at
from dunning_cli.views.audit.notes import Notes
from dunning_cli.views.audit.paths import case_of, is_case
from dunning_cli.views.audit.record import AuditRecord
from dunning_cli.views.audit.wording import differences


class LostWorkAudit:
    """Audits what this clone's logs and other branches remember; another clone knows nothing of it."""

    def __init__(self, folder: LedgerFolder, objects: Objects, record: AuditRecord, notes: Notes) -> None:
        self._folder = folder
        self._objects = objects
        self._record = record
        self._notes = notes
        self._mends = mends_at(folder, objects, "HEAD")

    def look_at(self, tree: Mapping[str, str]) -> None:
        """Notes what the files of the last commit (path and blob id) lack."""
        present = _Present(tree, self._record.versions)
        for branch, tip in other_branches(self._folder).items():
            logged = change_log(self._folder, self._objects, tip, ("HEAD",))
            mends = mends_at(self._folder, self._objects, tip)
            self._elsewhere(branch, entries_added(logged, self._record.versions, mends.of), present)
        ids = forgotten(self._folder)
        if ids:
            self._forgotten(ids, present)

    def _elsewhere(self, branch: str, made: dict[EntryKey, HeldEntry], present: _Present) -> None:
        lacking = {key: each for key, each in made.items() if present.entry(key) is None}
        if not lacking:
            return
        (case, entry), first = next(iter(lacking.items()))
        message = msg(
            "the branch {branch} holds {count} entries that are not here; this is the first",
            branch=branch,
            count=len(lacking),
        )
        self._notes.list_("work-elsewhere", message, case, entry, first.commit, local=True)

    def _forgotten(self, ids: list[str], present: _Present) -> None:
        commits = list(log_of(self._folder, self._objects, ids))
        told = {
            (remark.case, remark.entry) for remark in self._notes.found if remark.code == "history-rewritten"
        }
        lost = 0
        made = entries_added(commits, self._record.versions, self._mends.of)
        for key, (entry, commit) in made.items():
            held = present.entry(key)
            if held == entry or key in told or key in self._record.gone:
                continue
            lost += 1
            if held is None:
                message = msg("this entry was recorded here and no branch holds it any more; get it back from {commit}",
                              commit=commit.id[:10])  # fmt: skip
            else:
                message = msg(
                    "the history was rewritten here: the entry was {changes} in the commit {commit}",
                    changes=differences(held, entry),
                    commit=commit.id[:10],
                )
            self._notes.find("work-lost", message, *key, commit, local=True)
        if not lost:
            message = msg(
                "{count} commits were rewritten in this clone (amended, rebased or reset), and no entry of theirs is "
                "lost; this was the last",
                count=len(ids),
            )
            self._notes.list_("rewritten-here", message, commit=commits[-1].commit, local=True)


class _Present:
    """The entries of the last commit, read case by case as they are asked for."""

    def __init__(self, tree: Mapping[str, str], versions: CaseVersions) -> None:
        self._blobs = {case_of(path): blob for path, blob in tree.items() if is_case(path)}
        self._versions = versions
        self._read: dict[str, dict[str, EntryVersion]] = {}

    def entry(self, key: EntryKey) -> EntryVersion | None:
        case, id_ = key
        if case not in self._read:
            version = self._versions.of(self._blobs[case]) if case in self._blobs else None
            self._read[case] = {entry.id: entry for entry in version.entries} if version is not None else {}
        return self._read[case].get(id_)
