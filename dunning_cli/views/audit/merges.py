"""A merge, held against all its parents: it is their union and adds nothing of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dunning_cli.domain.case.changes import CaseVersion, EntryVersion, entry_changes, in_merged_order
from dunning_cli.kernel.message import Message, msg
from dunning_cli.store.git.change_log import LoggedCommit, PathChange
from dunning_cli.store.git.history import Commit
from dunning_cli.views.audit.commits import Beside
from dunning_cli.views.audit.first_entries import Place
from dunning_cli.views.audit.letters import LetterAudit
from dunning_cli.views.audit.notes import Notes
from dunning_cli.views.audit.paths import case_of, is_case, is_letter
from dunning_cli.views.audit.record import AuditRecord
from dunning_cli.views.audit.rules import RuleChanges
from dunning_cli.views.audit.trailers import merge_trailer_faults
from dunning_cli.views.audit.wording import altered

Blobs = tuple[str | None, ...]
_PathOf = tuple[str, Blobs, str | None]
"""A path, what each parent of a merge has there, and what the merge has."""


class MergeAudit:
    """Audits merge commits."""

    def __init__(
        self,
        record: AuditRecord,
        notes: Notes,
        rules: RuleChanges,
        letters: LetterAudit,
        beside: Beside,
    ) -> None:
        self._record = record
        self._notes = notes
        self._rules = rules
        self._letters = letters
        self._beside = beside
        self._added: list[tuple[str, EntryVersion]] = []

    def look_at(self, logged: LoggedCommit) -> None:
        """Notes everything that one merge does not take from its parents, or loses of them."""
        commit = logged.commit
        self._added = []
        self._beside.renames.merged(logged)
        for path, befores, after in self._followed(logged, list(_paths(logged))):
            if is_case(path):
                self._record.cases.setdefault(case_of(path))
                self._record.paths[case_of(path)] = path
                self._record.readable.setdefault(path, None)
                self._case(commit, path, befores, after)
            elif is_letter(path):
                self._letter(commit, path, befores, after)
            else:
                self._rules.merged(path, commit, befores, after)
        self._beside.layout.look_at(commit, _of_its_own(logged))
        self._beside.concessions.look_at(commit, self._added)
        for code, message, case, entry in merge_trailer_faults(commit):
            self._notes.find(code, message, case, entry, commit)

    def _followed(self, logged: LoggedCommit, listed: list[_PathOf]) -> Iterator[_PathOf]:
        """The paths, each parent's file of a case or letter that has got another name standing under the new one.

        Without it, what a parent has under the old name, the merge would seem to lose, and to add under the new one.
        """
        befores = {path: list(blobs) for path, blobs, _ in listed}
        afters = {path: after for path, _, after in listed}
        for new, old in self._record.new_names.items():
            after = afters.get(new)
            for place, changes in enumerate(logged.against if after is not None else ()):
                held = next((each.before for each in changes if each.path == old), None)
                if after is None or held is None or befores[new][place] is not None:
                    continue
                if self._went_on(old, held, new, after):
                    befores[new][place], befores[old][place] = held, None
        return ((path, tuple(blobs), afters[path]) for path, blobs in befores.items())

    def _went_on(self, old: str, held: str, new: str, after: str) -> bool:
        if is_letter(old):
            return held == after
        ids = {entry.id for entry in self._record.known(new, after).entries}
        before = self._record.known(old, held)
        return all(entry.id in ids for entry in before.entries) and bool(before.head.pairs)

    def _case(self, commit: Commit, path: str, befores: Blobs, after: str | None) -> None:
        if after is None:
            if path not in self._record.gone:
                self._record.gone.add(path)
                self._find("file-removed", msg("{file} was lost in the merge", file=path), path, None, commit)
            return
        new = self._record.version(path, after)
        if new is None:
            if after not in befores:
                message = msg("{file} cannot be read as a case", file=path)
                self._find("case-unreadable", message, path, None, commit)
            return
        parents = [self._record.known(path, blob) for blob in befores if blob is not None]
        if not parents:
            message = msg("the merge adds a case that none of its parents has")
            self._find("merge-adds", message, path, None, commit)
        self._entries(commit, path, parents, new)
        self._record.readable[path] = after
        if parents:
            self._rules.head(case_of(path), commit, [parent.head for parent in parents], new.head)

    def _entries(self, commit: Commit, path: str, parents: Sequence[CaseVersion], new: CaseVersion) -> None:
        case = case_of(path)
        place = Place(case, commit.id, path)
        held: dict[str, list[EntryVersion]] = {}
        for parent in parents:
            for entry in parent.entries:
                held.setdefault(entry.id, []).append(entry)
        for entry in new.entries:
            earlier = held.pop(entry.id, None)
            if earlier is None:
                if self._record.first.add_quietly(place, entry.id):
                    self._beside.concessions.note(place, entry)
                self._added.append((case, entry))
                message = msg("the merge adds an entry that none of its parents has")
                self._find("merge-adds", message, path, entry, commit)
            elif entry not in earlier:
                self._find("entry-changed", altered(earlier[0], entry), path, entry, commit)
        for id_, (entry, *_) in held.items():
            if (case, id_) not in self._record.gone:
                self._record.gone.add((case, id_))
                self._find("entry-removed", msg("a past entry was lost in the merge"), path, entry, commit)
        self._order(commit, path, parents, new)

    def _order(self, commit: Commit, path: str, parents: Sequence[CaseVersion], new: CaseVersion) -> None:
        if in_merged_order(new.entries, [parent.entries for parent in parents]):
            return
        for parent in parents:
            moved = entry_changes(parent.entries, new.entries).moved
            if moved is not None:
                message = msg("past entries were put in another order; this one stands where another stood")
                self._find("entry-reordered", message, path, moved, commit)
                return
        message = msg("the new entries of both sides are not sorted by id")
        self._notes.list_("merge-order", message, case_of(path), commit=commit)

    def _letter(self, commit: Commit, path: str, befores: Blobs, after: str | None) -> None:
        if after is None:
            if path not in self._record.gone:
                self._record.gone.add(path)
                message = msg("{file} was lost in the merge", file=path)
                self._letters.find("file-removed", message, path, commit)
        elif not any(befores):
            message = msg("the merge adds the letter {file} that none of its parents has", file=path)
            self._letters.find("merge-adds", message, path, commit)
        elif any(blob not in (None, after) for blob in befores) and path not in self._record.changed_letters:
            self._letters.changed(commit, path)

    def _find(
        self, code: str, message: Message, path: str, entry: EntryVersion | None, commit: Commit
    ) -> None:
        self._notes.find(code, message, case_of(path), entry.id if entry else None, commit)


def _of_its_own(logged: LoggedCommit) -> list[PathChange]:
    """What a merge changes against every parent."""
    first, *others = logged.against
    paths = [{change.path for change in changes} for changes in others]
    return [change for change in first if all(change.path in each for each in paths)]


def _paths(logged: LoggedCommit) -> Iterator[_PathOf]:
    """Every path in which a merge differs from any parent: what each parent has there, and what the merge has.

    Of a case that a parent has in another folder, what it has there.
    """
    against = [{change.path: change for change in changes} for changes in logged.against]
    elsewhere = [
        {
            case_of(path): change.before
            for path, change in changes.items()
            if is_case(path) and not change.after
        }
        for changes in against
    ]
    for path in sorted(set().union(*against)):
        after = next(changes[path].after for changes in against if path in changes)
        befores = tuple(changes[path].before if path in changes else after for changes in against)
        if is_case(path) and after is not None:
            befores = tuple(
                before or moved.get(case_of(path)) for before, moved in zip(befores, elsewhere, strict=True)
            )
        yield path, befores, after
