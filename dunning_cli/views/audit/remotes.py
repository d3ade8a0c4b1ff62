"""Backups as witnesses: a history rewritten here while a remote still has the old one."""

from __future__ import annotations

from collections.abc import Sequence

from dunning_cli.kernel.message import msg
from dunning_cli.kernel.remedy import remedy
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.git.case_versions import CaseVersions
from dunning_cli.store.git.change_log import change_log
from dunning_cli.store.git.history import Commit
from dunning_cli.store.git.known_tips import once_here, remote_tips
from dunning_cli.store.git.objects import Objects
from dunning_cli.views.audit.added import HeldEntry, entries_added
from dunning_cli.views.audit.first_entries import EntryKey
from dunning_cli.views.audit.mended import mends_at
from dunning_cli.views.audit.notes import Notes
from dunning_cli.views.audit.wording import differences


class RemoteAudit:
    """Audits what the remotes are known to hold, as last fetched or pushed; asks no network."""

    def __init__(self, folder: LedgerFolder, objects: Objects, versions: CaseVersions, notes: Notes) -> None:
        self._folder = folder
        self._objects = objects
        self._versions = versions
        self._notes = notes

    def look_at(self) -> None:
        """Notes for every remote what of its history this one has replaced or lost, else lists what is new there."""
        for name, tip in remote_tips(self._folder).items():
            there, theirs = self._added_by(tip, "HEAD")
            if not there:
                continue
            here, ours = self._added_by("HEAD", tip)
            lost = self._replaced(name, theirs, ours) | self._vanished(name, tip, theirs, ours)
            behind = [commit for commit in there if commit.id not in lost]
            if behind:
                message = msg(
                    "{remote} has {count} commits that are not here yet, {own} here are not there; "
                    "'{cure}' brings both together",
                    remote=name,
                    count=len(behind),
                    own=len(here),
                    cure=remedy("sync"),
                )
                self._notes.list_("behind", message, commit=behind[0])

    def _replaced(
        self, name: str, theirs: dict[EntryKey, HeldEntry], ours: dict[EntryKey, HeldEntry]
    ) -> set[str]:
        lost = set()
        for key, (entry, commit) in theirs.items():
            own = ours.get(key)
            if own is None:
                continue
            lost.add(commit.id)
            values = {"remote": name, "other": commit.id[:10], "author": commit.author}
            if own.entry == entry:
                message = msg(
                    "the history was rewritten: {remote} has this entry in the commit {other} by {author}",
                    **values,
                )
            else:
                message = msg(
                    "the history was rewritten: {remote} has this entry in the commit {other} by {author}, "
                    "otherwise: {changes}",
                    changes=differences(entry, own.entry),
                    **values,
                )
            self._notes.find("history-rewritten", message, *key, own.commit, own.commit.committer)
        return lost

    def _vanished(
        self, name: str, tip: str, theirs: dict[EntryKey, HeldEntry], ours: dict[EntryKey, HeldEntry]
    ) -> set[str]:
        held_here = once_here(self._folder, tip)
        lost = set()
        for key, (_, commit) in theirs.items():
            if commit.id not in held_here or key in ours:
                continue
            lost.add(commit.id)
            message = msg(
                "the history was rewritten: this entry was here and is no more; {remote} still has it",
                remote=name,
            )
            self._notes.find("history-rewritten", message, *key, commit)
        return lost

    def _added_by(self, tip: str, without: str) -> tuple[Sequence[Commit], dict[EntryKey, HeldEntry]]:
        return added_entries(self._folder, self._objects, self._versions, tip, without)


def added_entries(
    folder: LedgerFolder, objects: Objects, versions: CaseVersions, tip: str, without: str
) -> tuple[Sequence[Commit], dict[EntryKey, HeldEntry]]:
    """The commits that one side has and the other has not, and the entries they add."""
    logged = list(change_log(folder, objects, tip, (without,)))
    return [each.commit for each in logged], entries_added(
        logged, versions, mends_at(folder, objects, tip).of
    )
