"""New names of cases and letters whose name another place had given too: lawful as `sync` makes them, and in no other form."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field

from dunning_cli.domain.case.changes import EMPTY_VERSION, CaseVersion, EntryVersion
from dunning_cli.domain.case.entries import Named, Renamed
from dunning_cli.domain.case.renamed import with_number
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.nodes import Map
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.format.letter_path import letter_paths
from dunning_cli.store.git.change_log import LoggedCommit, PathChange
from dunning_cli.store.git.history import Commit
from dunning_cli.store.git.objects import Objects
from dunning_cli.store.merging.name_clashes import folded
from dunning_cli.views.audit.commit_book import CommitBook
from dunning_cli.views.audit.notes import Notes
from dunning_cli.views.audit.paths import case_of, is_case, is_letter, serial_of
from dunning_cli.views.audit.record import AuditRecord, CaseStep

LISTED, FOUND = "renamed", "renamed-by-hand"
"""The codes under which a lawful new name is listed, and any other is found."""


@dataclass(frozen=True, slots=True)
class NewName:
    """One file that a commit gave another name, its content kept: the old path, the new one."""

    what: Named
    old: str
    new: str
    commit: str
    case: str

    @property
    def was(self) -> str:
        """The old name."""
        return case_of(self.old) if self.what is Named.CASE else serial_of(self.old)

    @property
    def now(self) -> str:
        """The new name."""
        return case_of(self.new) if self.what is Named.CASE else serial_of(self.new)


@dataclass(slots=True)
class _Given:
    """New names by their old paths."""

    cases: dict[str, NewName] = field(default_factory=dict)
    letters: dict[str, NewName] = field(default_factory=dict)


class RenameAudit:
    """Audits new names: a commit gives them, and the merge that it is made for brings the other that has the old one."""

    def __init__(self, objects: Objects, record: AuditRecord, notes: Notes, commits: CommitBook) -> None:
        self._objects = objects
        self._record = record
        self._notes = notes
        self._commits = commits
        self._waiting: dict[str, list[NewName]] = {}

    def given(self, commit: Commit, changes: Sequence[PathChange], steps: Mapping[str, CaseStep]) -> _Given:
        """The new names that an ordinary commit gives in the form in which `sync` does; whether lawfully, the merge tells."""
        gone = {case_of(path): step.change for path, step in steps.items() if step.change.after is None}
        added = [
            (step.change, entry)
            for step in steps.values()
            if step.change.after is not None
            for entry in self._added(step, gone)
            if entry.kind == Renamed.kind
        ]
        given = _Given()
        if not added:
            return given
        letters = {each.path: each for each in changes if is_letter(each.path)}
        for change, entry in added:
            name = self._case(commit, gone, change, entry) or self._letter(commit, letters, change, entry)
            if name is not None:
                (given.cases if name.what is Named.CASE else given.letters)[name.old] = name
        names = [*given.cases.values(), *given.letters.values()]
        said = {(name.what.value, name.was, name.now) for name in names}
        for change, entry in added:
            if (entry.text("what"), entry.text("was"), entry.text("now")) not in said:
                message = msg("an entry gives a new name that the commit does not")
                self._notes.find(FOUND, message, case_of(change.path), entry.id, commit)
        if names:
            self._waiting[commit.id] = names
        return given

    def merged(self, logged: LoggedCommit) -> None:
        """What a merge says of the new names that the commits it joins gave: that the others do have the old ones."""
        for place, parent in enumerate(logged.commit.parents):
            left = []
            for name in self._waiting.pop(parent, []):
                if self._has_another(logged, place, name):
                    message = msg(
                        "{was} was given at two places; the one not yet pushed then is {now}",
                        was=name.was,
                        now=name.now,
                    )
                    self._notes.list_(LISTED, message, name.case, commit=self._commits.of(name.commit))
                    self._record.new_names[name.new] = name.old
                else:
                    left.append(name)
            if left:
                self._waiting[parent] = left

    def kept(self) -> list[tuple[str, str, str, str, str]]:
        """What is to be kept: the names that no merge has told of yet."""
        return [
            (name.what.value, name.old, name.new, name.commit, name.case)
            for names in self._waiting.values()
            for name in names
        ]

    def take(self, kept: list[tuple[str, str, str, str, str]]) -> None:
        """Know what was kept."""
        for what, old, new, commit, case in kept:
            self._waiting.setdefault(commit, []).append(NewName(Named(what), old, new, commit, case))

    def report(self) -> None:
        """Finds the new names that nobody else's thing made necessary."""
        for names in self._waiting.values():
            for name in names:
                message = msg("{file} was renamed to {other}", file=name.old, other=name.new)
                self._notes.find("file-renamed", message, name.case, commit=self._commits.of(name.commit))

    def _added(self, step: CaseStep, gone: Mapping[str, PathChange]) -> Iterable[EntryVersion]:
        if step.appended is not None:
            return step.appended
        change = step.change
        new = self._record.version(change.path, change.after)
        if new is None:
            return ()
        old = self._before(change, gone, new).entries
        if new.entries[: len(old)] == old:
            return new.entries[len(old) :]
        known = {entry.id for entry in old}
        return [entry for entry in new.entries if entry.id not in known]

    def _before(self, change: PathChange, gone: Mapping[str, PathChange], new: CaseVersion) -> CaseVersion:
        """The case before the commit: under its path, else the one it had then and that is gone."""
        if change.before is not None:
            return self._record.known(change.path, change.before)
        for entry in new.entries if gone else ():
            was = gone.get(entry.text("was")) if entry.text("what") == Named.CASE else None
            if was is not None and entry.text("now") == case_of(change.path):
                return self._record.known(was.path, was.before)
        return EMPTY_VERSION

    def _case(
        self, commit: Commit, all_gone: Mapping[str, PathChange], change: PathChange, entry: EntryVersion
    ) -> NewName | None:
        """A case under a new id: the same head but for the id, the same entries, and behind them new names only."""
        if entry.text("what") != Named.CASE or entry.text("now") != case_of(change.path) or change.before:
            return None
        gone = all_gone.get(entry.text("was"))
        if gone is None:
            return None
        old = self._record.known(gone.path, gone.before)
        new = self._record.known(change.path, change.after)
        kept = new.entries[: len(old.entries)] == old.entries
        more = all(each.kind == Renamed.kind for each in new.entries[len(old.entries) :])
        if not kept or not more or _without_id(old.head) != _without_id(new.head):
            return None
        return NewName(Named.CASE, gone.path, change.path, commit.id, case_of(change.path))

    def _letter(
        self, commit: Commit, by_path: Mapping[str, PathChange], change: PathChange, entry: EntryVersion
    ) -> NewName | None:
        """A letter under a new number: its text the same, or with the new number in the place of the old one."""
        if entry.text("what") != Named.LETTER:
            return None
        was, now = entry.text("was"), entry.text("now")
        gone, come = (next(filter(None, map(by_path.get, letter_paths(name))), None) for name in (was, now))
        if gone is None or gone.after or not gone.before or come is None or come.before or not come.after:
            return None
        if gone.before != come.after:
            old, new = self._objects.content(gone.before), self._objects.content(come.after)
            if new != with_number(old, was, now) or hashlib.sha256(new).hexdigest() != entry.text("hash"):
                return None
        elif entry.text("hash"):
            return None
        return NewName(Named.LETTER, gone.path, come.path, commit.id, case_of(change.path))

    def _has_another(self, logged: LoggedCommit, place: int, name: NewName) -> bool:
        """Whether the merge takes from another parent a file with the old name, and that parent never had what was renamed."""
        for change in logged.against[place]:
            if change.before is not None or change.after is None or not _named(change.path, name):
                continue
            for number, changes in enumerate(logged.against):
                if number == place:
                    continue
                held = next((each for each in changes if each.path == change.path), None)
                theirs = change.after if held is None else held.before
                if theirs is not None and not self._same(name, change.path, theirs):
                    return True
        return False

    def _same(self, name: NewName, path: str, blob: str) -> bool:
        """Whether a case that has the old id is the very one that was renamed."""
        if name.what is Named.LETTER:
            return False
        ours = self._record.first.ids_of(name.now)
        return any(entry.id in ours for entry in self._record.known(path, blob).entries)


def _named(path: str, name: NewName) -> bool:
    if name.what is Named.LETTER:
        return is_letter(path) and folded(serial_of(path)) == folded(name.was)
    return is_case(path) and folded(case_of(path)) == folded(name.was)


def _without_id(head: Map) -> tuple[object, ...]:
    return tuple((pair.key, pair.node) for pair in head.pairs if pair.key != "case")
