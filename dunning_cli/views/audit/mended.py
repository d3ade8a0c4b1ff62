"""Entries that cannot be read, and the mends that pass over them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from dunning_cli.domain.case.changes import CaseVersion, EntryTree, EntryVersion
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.message import Problem as Fault
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.format.mended_lines import OUTLINE, FileEntry, named_in, passed_over
from dunning_cli.store.git.change_log import tree_at
from dunning_cli.store.git.history import Commit
from dunning_cli.store.git.objects import Objects
from dunning_cli.views.audit.notes import Notes
from dunning_cli.views.audit.paths import case_of

KIND = "mend"


class Mends:
    """The mends that the case files of one commit hold, by its tree."""

    def __init__(self, objects: Objects, tree: Callable[[], Mapping[str, str]]) -> None:
        self._objects = objects
        self._tree_of = tree

    @cached_property
    def _tree(self) -> Mapping[str, str]:
        return self._tree_of()

    def of(self, path: str) -> frozenset[str]:
        """The hashes of the entries of a case file that its mends pass over."""
        blob = self._tree.get(path)
        return named_in(self._objects.content(blob)) if blob is not None else frozenset()


def mends_at(folder: LedgerFolder, objects: Objects, tip: str) -> Mends:
    """The mends of a commit, which is looked at when first asked for."""
    return Mends(objects, lambda: tree_at(folder, tip))


class MendAudit:
    """Lists every mend with what it passes over, and the commit after which its case could not be read.

    `tree` is that of the commit up to which a broken line may have been mended.
    """

    def __init__(self, objects: Objects, notes: Notes, tree: Mapping[str, str]) -> None:
        self._objects = objects
        self._notes = notes
        self._later = Mends(objects, lambda: tree)
        self._asked: dict[str, frozenset[str]] = {}

    def look_at(self, commit: Commit, path: str, blob: str, old: CaseVersion, new: CaseVersion) -> None:
        """Notes what a commit that is no merge did to one case."""
        if not set(new.unreadable) <= set(old.unreadable):
            message = msg(
                "{file} cannot be read as a case; a later mend passes over what is wrong", file=path
            )
            self._notes.list_("case-unreadable", message, case_of(path), commit=commit)
        known = {entry.id for entry in old.entries}
        self.added(commit, path, blob, [entry for entry in new.entries if entry.id not in known])

    def added(self, commit: Commit, path: str, blob: str, entries: Iterable[EntryVersion]) -> None:
        """Notes the mends among the entries that a commit that is no merge adds to a case."""
        mends = [entry for entry in entries if entry.kind == KIND]
        over = {found.hash: found for found in passed_over(self._objects.content(blob))} if mends else {}
        for mend in mends:
            message = _told(mend, over.get(mend.text("hash")))
            self._notes.list_("line-mended", message, case_of(path), mend.id, commit)

    def mended_later(self, path: str) -> frozenset[str]:
        """The hashes of the entries of a case file that mends pass over in the end."""
        if path not in self._asked:
            self._asked[path] = self._later.of(path)
        return self._asked[path]

    def kept(self) -> dict[str, list[str]]:
        """What is to be kept: what the mends pass over where that made a difference."""
        return {path: sorted(hashes) for path, hashes in self._asked.items()}

    def stands(self, kept: dict[str, list[str]]) -> bool:
        """Whether what was kept is so by this commit too."""
        return all(self._later.of(path) == frozenset(hashes) for path, hashes in kept.items())

    def take(self, kept: dict[str, list[str]]) -> None:
        """Know what was kept."""
        self._asked = {path: frozenset(hashes) for path, hashes in kept.items()}


def is_outline(entry: EntryVersion) -> bool:
    """Whether an entry is no sound YAML, so that its keys are only what could be made out."""
    return entry.written is None and bool(entry.text(OUTLINE))


def _told(mend: EntryVersion, over: FileEntry | None) -> Message:
    reason = mend.text("reason")
    if over is None:
        return msg(
            "a mend names what can be read or is not there, and has no effect: {reason}", reason=reason
        )
    problems: list[Fault] = []
    over.read(problems)
    what = over.outline()
    entry = EntryTree(what)
    return msg(
        "line {line} is passed over, {kind} {id} of {date} by {by}: {reason}; what is wrong with it: {problem}",
        line=over.line,
        kind=entry.kind or "?",
        id=entry.text("id") or "?",
        date=entry.date or "?",
        by=entry.by or "?",
        reason=reason,
        problem=problems[0].message if problems else msg("an earlier entry has its id"),
    )
