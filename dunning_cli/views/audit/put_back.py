"""What was touched in commits that come in and put back in a later one of them: the past stands as it did."""

from __future__ import annotations

from collections.abc import Sequence

from dunning_cli.domain.case.changes import EntryVersion
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.format.letter_path import letter_paths
from dunning_cli.store.git.case_versions import CaseVersions
from dunning_cli.store.git.change_log import tree_at
from dunning_cli.store.git.history import are_same_files, commits_between
from dunning_cli.store.git.objects import Objects
from dunning_cli.views.audit.notes import Remark
from dunning_cli.views.audit.paths import case_of, is_case

_RESTORED = {
    "entry-changed": "entry-restored",
    "entry-removed": "entry-restored",
    "file-removed": "file-restored",
}
"""What is found, and under which code it is listed that it was put back as it had been."""


class PutBack:
    """Tells which findings about the commits from `ours` to `theirs` these commits themselves have mended."""

    def __init__(self, folder: LedgerFolder, ours: str, theirs: str, remarks: Sequence[Remark]) -> None:
        self._folder = folder
        self._ends = ours, theirs
        self._last: dict[tuple[str, ...], str] = {}
        self._files: dict[str, dict[str, str]] = {}
        self._entries: dict[str, tuple[dict[str, EntryVersion], dict[str, EntryVersion]]] = {}
        order = {id_: number for number, id_ in enumerate(commits_between(folder, ours, theirs))}
        known = (*_RESTORED, *_RESTORED.values())
        told = [remark for remark in remarks if remark.code in known and remark.commit is not None]
        for remark in sorted(told, key=lambda each: order.get(each.commit.id, -1) if each.commit else -1):
            self._last[_place(remark)] = remark.code

    def has(self, remark: Remark) -> bool:
        """Whether what was found stands as it did before these commits."""
        if remark.code == "letter-changed":
            serial = str(remark.message.values.get("serial", ""))
            return are_same_files(self._folder, letter_paths(serial), *self._ends)
        restored = _RESTORED.get(remark.code)
        if restored is None:
            return False
        if restored == "entry-restored":
            before, after = self._versions(remark.case or "", remark.entry or "")
            if before is not None:
                return before == after
        return self._last.get(_place(remark)) == restored

    def _versions(self, case: str, entry: str) -> tuple[EntryVersion | None, EntryVersion | None]:
        """An entry as the two ends have it."""
        if case not in self._entries:
            self._entries[case] = self._read(self._ends[0], case), self._read(self._ends[1], case)
        before, after = self._entries[case]
        return before.get(entry), after.get(entry)

    def _read(self, tip: str, case: str) -> dict[str, EntryVersion]:
        if tip not in self._files:
            self._files[tip] = tree_at(self._folder, tip)
        blobs = [blob for path, blob in self._files[tip].items() if is_case(path) and case_of(path) == case]
        with Objects(self._folder) as objects:
            versions = [CaseVersions(objects).of(blob) for blob in blobs]
        return {each.id: each for version in versions if version is not None for each in version.entries}


def _place(remark: Remark) -> tuple[str, ...]:
    if remark.code in ("file-removed", "file-restored"):
        return ("file", str(remark.message.values.get("file", "")))
    return ("entry", remark.case or "", remark.entry or "")
