"""One commit that is no merge, held against its parent: entries only added, files kept, words true."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dunning_cli.domain.case.changes import EMPTY_VERSION, CaseVersion, EntryVersion, entry_changes
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.git.change_log import LoggedCommit, PathChange
from dunning_cli.store.git.history import Commit
from dunning_cli.views.audit.concessions import ConcessionAudit
from dunning_cli.views.audit.entries import origin_faults
from dunning_cli.views.audit.layout import LayoutAudit
from dunning_cli.views.audit.letters import LetterAudit
from dunning_cli.views.audit.mended import MendAudit, is_outline
from dunning_cli.views.audit.notes import Notes
from dunning_cli.views.audit.paths import case_of, is_case, is_letter
from dunning_cli.views.audit.people import PeopleAudit
from dunning_cli.views.audit.record import AuditRecord
from dunning_cli.views.audit.renames import NewName, RenameAudit
from dunning_cli.views.audit.rules import RuleChanges
from dunning_cli.views.audit.trailers import Content, lacks_value_date, trailer_faults
from dunning_cli.views.audit.wording import Wording


@dataclass(frozen=True, slots=True)
class Beside:
    """What is audited beside entries, rules and letters."""

    layout: LayoutAudit
    concessions: ConcessionAudit
    people: PeopleAudit
    mended: MendAudit
    renames: RenameAudit


class CommitAudit:
    """Audits ordinary commits one by one, the oldest first."""

    def __init__(
        self,
        record: AuditRecord,
        notes: Notes,
        rules: RuleChanges,
        letters: LetterAudit,
        wording: Wording,
        beside: Beside,
    ) -> None:
        self._record = record
        self._notes = notes
        self._rules = rules
        self._letters = letters
        self._wording = wording
        self._beside = beside
        self._without_date = 0
        self._first_without_date: Commit | None = None

    def look_at(self, logged: LoggedCommit) -> None:
        """Notes everything about one commit with one parent or none."""
        commit, (changes,) = logged
        content = Content()
        given = self._beside.renames.given(commit, changes)
        moved = self._moved_cases(commit, changes, given.cases)
        for change in changes:
            if is_case(change.path):
                self._case(commit, change, moved.get(change.path), content)
            elif not is_letter(change.path) and commit.parents:
                self._rules.file(change.path, commit, change.before, change.after)
        renumbered = {path for name in given.letters.values() for path in (name.old, name.new)}
        letters = [each for each in changes if is_letter(each.path) and each.path not in renumbered]
        self._letters.changes(commit, letters)
        self._letters.entries(commit, content.added)
        self._beside.layout.look_at(commit, changes)
        self._beside.concessions.look_at(commit, content.added)
        for case, entry in content.added:
            self._beside.people.recorded(commit, case, entry)
        for code, message, named_case, named_entry in trailer_faults(commit, content):
            self._notes.find(code, message, named_case, named_entry, commit)
        if lacks_value_date(commit, content):
            self._without_date += 1
            self._first_without_date = self._first_without_date or commit

    def report(self) -> None:
        """What is told once for all commits."""
        if self._first_without_date is not None:
            message = msg(
                "{count} commits do not say the value date of their entries; this is the first",
                count=self._without_date,
            )
            self._notes.list_("value-date-missing", message, commit=self._first_without_date)

    def _moved_cases(
        self, commit: Commit, changes: Sequence[PathChange], given: Mapping[str, NewName]
    ) -> dict[str, CaseVersion]:
        """For each case file that another one was renamed to: what that one held. Notes every removal."""
        gone = [change for change in changes if is_case(change.path) and change.after is None]
        new = [change for change in changes if is_case(change.path) and change.before is None]
        moved: dict[str, CaseVersion] = {}
        for change in gone:
            held = self._record.known(change.path, change.before)
            if change.path in given:
                name = given[change.path]
                moved[name.new] = held
                self._goes_on(held, name.was, name.now)
                self._beside.concessions.renamed(name.was, name.now, held)
                continue
            self._record.gone.add(change.path)
            target = next((other for other in new if self._continues(change, held, other)), None)
            if target is None:
                self._record.removed_cases[change.path] = held
                self._find(
                    "file-removed", msg("{file} was removed", file=change.path), change.path, None, commit
                )
                continue
            moved[target.path] = held
            self._record.renamed.add(target.path)
            message = msg("{file} was renamed to {other}", file=change.path, other=target.path)
            self._find("file-renamed", message, change.path, None, commit)
            self._goes_on(held, case_of(change.path), case_of(target.path))
        return moved

    def _goes_on(self, held: CaseVersion, was: str, now: str) -> None:
        """The entries of a case, as they were first recorded, are those of the case it became."""
        for entry in held.entries:
            self._record.first.setdefault((now, entry.id), self._record.first.get((was, entry.id), entry))
            self._record.holders[entry.id] = now

    def _continues(self, gone: PathChange, held: CaseVersion, new: PathChange) -> bool:
        if new.after == gone.before:
            return True
        found = self._record.version(new.path, new.after) or EMPTY_VERSION
        ids = {entry.id for entry in held.entries}
        same_case = held.head.get("case") is not None and held.head.get("case") == found.head.get("case")
        return same_case or any(entry.id in ids for entry in found.entries)

    def _case(
        self, commit: Commit, change: PathChange, moved_from: CaseVersion | None, content: Content
    ) -> None:
        case = case_of(change.path)
        content.cases += [] if case in content.cases else [case]
        self._record.cases.add(case)
        if change.after is None:
            return
        self._record.paths[case] = change.path
        new = self._record.version(change.path, change.after, change.before)
        if new is None:
            message = msg("{file} cannot be read as a case", file=change.path)
            self._find("case-unreadable", message, change.path, None, commit)
            return
        old = moved_from or self._restored(commit, change)
        if old is None:
            old = self._record.known(change.path, change.before)
        if change.before is not None or moved_from is not None:
            self._rules.head(case, commit, [old.head], new.head)
        self._beside.mended.look_at(commit, change.path, change.after, old, new)
        self._entries(commit, change.path, old, new, content)

    def _restored(self, commit: Commit, change: PathChange) -> CaseVersion | None:
        held = self._record.removed_cases.pop(change.path, None) if change.before is None else None
        if held is not None:
            self._record.gone.discard(change.path)
            message = msg("{file}, removed before, was brought back", file=change.path)
            self._notes.list_("file-restored", message, case_of(change.path), commit=commit)
        return held

    def _entries(
        self, commit: Commit, path: str, old: CaseVersion, new: CaseVersion, content: Content
    ) -> None:
        changes = entry_changes(old.entries, new.entries)
        case = case_of(path)
        for before, after in changes.changed:
            if self._record.first.get((case, after.id)) == after:
                self._put_back(commit, case, after)
            else:
                self._find("entry-changed", self._wording.altered(before, after), path, before, commit)
        for entry in changes.removed:
            self._record.gone.add((case, entry.id))
            self._find("entry-removed", msg("a past entry was removed"), path, entry, commit)
        if changes.moved is not None:
            message = msg("past entries were put in another order; this one stands where another stood")
            self._find("entry-reordered", message, path, changes.moved, commit)
        for entry in changes.added:
            if self._is_new(commit, path, entry, content) and entry in changes.inserted:
                message = msg("the entry was put between past ones; entries are added at the end")
                self._find("entry-inserted", message, path, entry, commit)

    def _is_new(self, commit: Commit, path: str, entry: EntryVersion, content: Content) -> bool:
        """Notes what is wrong with an added entry; False for one that an earlier commit holds already."""
        key = (case_of(path), entry.id)
        first = self._record.first.get(key)
        faults = list(origin_faults(entry, commit)) if not is_outline(entry) else []
        if first is None:
            self._record.first[key] = entry
            content.added.append((key[0], entry))
            holder = self._record.holders.setdefault(entry.id, key[0])
            if holder != key[0] and not entry.doubled:
                message = msg("the entry's id is that of an entry of {case}", case=holder)
                self._find("entry-id-twice", message, path, entry, commit)
            for code, message in faults:
                self._find(code, message, path, entry, commit)
            return True
        content.restored.add(entry.id)
        was_gone = key in self._record.gone
        self._record.gone.discard(key)
        if first != entry:
            self._find("entry-changed", self._wording.altered(first, entry), path, entry, commit)
        elif faults or was_gone:
            self._put_back(commit, key[0], entry)
        return False

    def _put_back(self, commit: Commit, case: str, entry: EntryVersion) -> None:
        message = msg("the entry, touched before, was put back as it first was")
        self._notes.list_("entry-restored", message, case, entry.id, commit)

    def _find(
        self, code: str, message: Message, path: str, entry: EntryVersion | None, commit: Commit
    ) -> None:
        self._notes.find(code, message, case_of(path), entry.id if entry else None, commit)
