"""Entries that were acknowledged once and that the present history does not hold: on other branches, or on none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from dunning_cli.domain.case_changes import EntryVersion, entry_changes
from dunning_cli.domain.message import msg
from dunning_cli.store.case_versions import CaseVersions
from dunning_cli.store.change_log import LoggedCommit, Objects, change_log, log_of
from dunning_cli.store.folder import LedgerFolder
from dunning_cli.store.history import Commit
from dunning_cli.store.known_tips import forgotten, other_branches
from dunning_cli.views.audit.notes import Notes
from dunning_cli.views.audit.paths import case_of, is_case
from dunning_cli.views.audit.record import EntryKey, Record
from dunning_cli.views.audit.wording import Wording


class _Made(NamedTuple):
    """An entry and the commit that added it."""

    entry: EntryVersion
    commit: Commit


class LostWorkAudit:
    """Audits what this clone's logs and other branches remember; another clone knows nothing of it."""

    def __init__(
        self, folder: LedgerFolder, objects: Objects, record: Record, notes: Notes, wording: Wording
    ) -> None:
        self._folder = folder
        self._objects = objects
        self._record = record
        self._notes = notes
        self._wording = wording

    def look_at(self, tree: Mapping[str, str]) -> None:
        """Notes what the files of the last commit (path and blob id) lack."""
        present = _Present(tree, self._record.versions)
        for branch, tip in other_branches(self._folder).items():
            self._elsewhere(
                branch, self._made(change_log(self._folder, self._objects, tip, ("HEAD",))), present
            )
        ids = forgotten(self._folder)
        if ids:
            self._forgotten(ids, present)

    def _elsewhere(self, branch: str, made: dict[EntryKey, _Made], present: _Present) -> None:
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
        for key, (entry, commit) in self._made(commits).items():
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
                    changes=self._wording.differences(held, entry),
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

    def _made(self, logged: Iterable[LoggedCommit]) -> dict[EntryKey, _Made]:
        """The entries that ordinary commits add, the last version of each."""
        record, made = Record(self._record.versions), dict[EntryKey, _Made]()
        for commit, against in logged:
            for change in against[0] if len(against) == 1 else ():
                if not is_case(change.path):
                    continue
                old = record.known(change.path, change.before)
                new = record.version(change.path, change.after, change.before) or old
                for entry in entry_changes(old.entries, new.entries).added:
                    made.setdefault((case_of(change.path), entry.id), _Made(entry, commit))
        return made


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
