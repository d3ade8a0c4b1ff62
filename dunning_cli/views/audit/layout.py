"""Files that do not belong into a ledger, links among them, and what git is told of its files (.gitattributes)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import field
from typing import TypeAlias

from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.format.folder import ATTRIBUTES_FILE
from dunning_cli.store.git.change_log import PathChange
from dunning_cli.store.git.history import Commit
from dunning_cli.store.git.merge_setup import ATTRIBUTES
from dunning_cli.store.git.objects import Objects
from dunning_cli.views.audit.commit_book import CommitBook
from dunning_cli.views.audit.notes import Notes
from dunning_cli.views.audit.paths import Place, is_case, is_letter, place_of

_LINK, _SUBMODULE, _EXECUTABLE = "120000", "160000", "100755"
_GONE = "000000"
_MOST_NAMED = 5
_MIGHTY = pattern(r"(?:^|\s)(?:filter|merge|working-tree-encoding|ident|-?ident|!?merge)(?:=|\s|$)")
"""Attributes with which git runs programs on a file, or checks out other bytes than were committed."""
_OURS = pattern(
    r"^(?:/?cases|/?letters|/?policies|/?clients|/?templates|/?dunning|\*\s|\*\*|\*\.(?:yaml|txt)\b|\*\.\*)"
)


@dataclass(slots=True)
class _Files:
    """Files of one sort: the first commit with one, and how many stand in each place at the top."""

    first: str
    tops: Counter[str] = field(default_factory=Counter)


KeptFiles: TypeAlias = tuple[str, list[tuple[str, int]]] | None
"""What is kept of files of one sort."""


class LayoutAudit:
    """Audits which files commits bring, of which sort they are."""

    def __init__(self, objects: Objects, notes: Notes, commits: CommitBook) -> None:
        self._objects = objects
        self._notes = notes
        self._commits = commits
        self._beside: _Files | None = None
        self._executable: _Files | None = None

    def look_at(self, commit: Commit, changes: Sequence[PathChange]) -> None:
        """Notes what an ordinary commit brings, or a merge that none of its parents has."""
        strange: list[str] = []
        for change in changes:
            if change.mode == _GONE:
                if change.path == ATTRIBUTES_FILE:
                    self._notes.find(
                        "attributes-changed", msg("{file} was removed", file=change.path), commit=commit
                    )
                continue
            self._sort(commit, change)
            if change.path == ATTRIBUTES_FILE:
                self._attributes(commit, change)
            elif change.before is None and change.after is not None:
                place = place_of(change.path)
                if place is Place.INSIDE:
                    strange.append(change.path)
                elif place is Place.BESIDE:
                    self._beside = self._beside or _Files(commit.id)
                    self._beside.tops[_top(change.path)] += 1
        if strange:
            message = msg(
                "files that are none of the ledger's stand among its own: {files}", files=_some(strange)
            )
            self._notes.find("unknown-file", message, commit=commit)

    def report(self) -> None:
        """What is told once for all commits."""
        if self._beside is not None:
            message = msg("files beside the ledger's own: {files}", files=_counted(self._beside.tops))
            self._notes.list_("unknown-file", message, commit=self._commits.of(self._beside.first))
        if self._executable is not None:
            message = msg(
                "files that a system may run as programs: {files}", files=_counted(self._executable.tops)
            )
            self._notes.list_("executable", message, commit=self._commits.of(self._executable.first))

    def kept(self) -> tuple[KeptFiles, KeptFiles]:
        """What is to be kept: files beside the ledger's, executable ones."""
        beside, executable = (
            (files.first, list(files.tops.items())) if files is not None else None
            for files in (self._beside, self._executable)
        )
        return beside, executable

    def take(self, kept: tuple[KeptFiles, KeptFiles]) -> None:
        """Know what was kept."""
        self._beside, self._executable = (
            _Files(files[0], Counter(dict(files[1]))) if files is not None else None for files in kept
        )

    def _sort(self, commit: Commit, change: PathChange) -> None:
        # a case or letter that became a link is told as removed
        told = change.before is not None and (is_case(change.path) or is_letter(change.path))
        if change.mode == _LINK and not told:
            message = msg("{file} is a symbolic link; a ledger has real files only", file=change.path)
            self._notes.find("link", message, commit=commit)
        elif change.mode == _SUBMODULE:
            message = msg("{file} is another repository within this one (a submodule)", file=change.path)
            self._notes.find("link", message, commit=commit)
        elif change.mode == _EXECUTABLE and place_of(change.path) is not Place.BESIDE:
            self._executable = self._executable or _Files(commit.id)
            self._executable.tops[change.path] += 1

    def _attributes(self, commit: Commit, change: PathChange) -> None:
        if change.after is None:
            return
        before = self._objects.content(change.before) if change.before is not None else b""
        fault = attributes_fault(before, self._objects.content(change.after))
        if fault is not None:
            message, grave = fault
            (self._notes.find if grave else self._notes.list_)("attributes-changed", message, commit=commit)


def attributes_fault(before: bytes, after: bytes) -> tuple[Message, bool] | None:
    """How a .gitattributes differs from what it was and what `init` writes, and whether that endangers the ledger's files.

    None where a new one is as `init` writes it.
    """
    own, was, lines = (_lines(text) for text in (ATTRIBUTES, before, after))
    gone = [line for line in was if line in own and line not in lines]
    new = [line for line in lines if line not in own and line not in was]
    missing = [line for line in own if line not in lines and line not in gone]
    if gone:
        return msg("{file} lost the line '{line}'", file=ATTRIBUTES_FILE, line=gone[0]), True
    if new:
        grave = next((line for line in new if _MIGHTY.search(line) or _OURS.match(line)), None)
        message = msg("{file} has the new line '{line}'", file=ATTRIBUTES_FILE, line=grave or new[0])
        return message, grave is not None
    if missing and not was:
        return msg("{file} lacks the line '{line}'", file=ATTRIBUTES_FILE, line=missing[0]), False
    return None


def _lines(data: bytes) -> list[str]:
    listed = (" ".join(line.split()) for line in data.decode("utf-8", "replace").splitlines())
    return [line for line in listed if line and not line.startswith("#")]


def _top(path: str) -> str:
    first, mark, _ = path.partition("/")
    return first + mark


def _some(paths: Sequence[str]) -> str:
    more = f", … ({len(paths)})" if len(paths) > _MOST_NAMED else ""
    return ", ".join(paths[:_MOST_NAMED]) + more


def _counted(tops: Counter[str]) -> str:
    named: Iterable[str] = (f"{top} ({count})" if count > 1 else top for top, count in sorted(tops.items()))
    listed = list(named)
    more = f", … ({len(listed)})" if len(listed) > _MOST_NAMED else ""
    return ", ".join(listed[:_MOST_NAMED]) + more
