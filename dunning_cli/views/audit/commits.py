"""One commit that is no merge, held against its parent: entries only added, files kept, words true."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dunning_cli.domain.case.changes import EMPTY_VERSION, CaseVersion, EntryVersion, entry_changes
from dunning_cli.kernel.entry_id import TIME_LENGTH, moment_in
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.git.change_log import LoggedCommit, PathChange
from dunning_cli.store.git.history import Commit
from dunning_cli.views.audit.commit_book import CommitBook
from dunning_cli.views.audit.concessions import ConcessionAudit
from dunning_cli.views.audit.entries import origin_faults
from dunning_cli.views.audit.first_entries import Place
from dunning_cli.views.audit.layout import LayoutAudit
from dunning_cli.views.audit.letters import LetterAudit
from dunning_cli.views.audit.mended import MendAudit, is_outline
from dunning_cli.views.audit.notes import Notes
from dunning_cli.views.audit.paths import case_of, is_case, is_letter
from dunning_cli.views.audit.people import PeopleAudit
from dunning_cli.views.audit.record import AuditRecord, CaseStep
from dunning_cli.views.audit.renames import NewName, RenameAudit
from dunning_cli.views.audit.rules import RuleChanges
from dunning_cli.views.audit.trailers import Content, lacks_value_date, trailer_faults
from dunning_cli.views.audit.wording import altered


@dataclass(frozen=True, slots=True)
class Beside:
    """What is audited beside entries, rules and letters."""

    layout: LayoutAudit
    concessions: ConcessionAudit
    people: PeopleAudit
    mended: MendAudit
    renames: RenameAudit
    commits: CommitBook


class CommitAudit:
    """Audits ordinary commits one by one, the oldest first."""

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
        self._in_order: set[tuple[str, str, str]] = set()
        self._without_date = 0
        self._first_without_date: str | None = None

    def look_at(self, logged: LoggedCommit) -> None:
        """Notes everything about one commit with one parent or none."""
        commit, (changes,) = logged
        content = Content()
        self._in_order.clear()
        steps = {change.path: self._record.step(change) for change in changes if is_case(change.path)}
        given = self._beside.renames.given(commit, changes, steps)
        moved = self._moved_cases(commit, [step.change for step in steps.values()], given.cases)
        for change in changes:
            step = steps.get(change.path)
            if step is not None:
                self._case(commit, step, moved.get(change.path), content)
            elif not is_letter(change.path) and commit.parents:
                self._rules.file(change.path, commit, change.before, change.after)
        renumbered = {path for name in given.letters.values() for path in (name.old, name.new)}
        letters = [each for each in changes if is_letter(each.path) and each.path not in renumbered]
        self._letters.changes(commit, letters)
        self._letters.entries(commit, content.added, letters)
        self._beside.layout.look_at(commit, changes)
        self._beside.concessions.look_at(commit, content.added)
        self._beside.people.recorded(commit, content.added)
        for code, message, named_case, named_entry in trailer_faults(commit, content):
            self._notes.find(code, message, named_case, named_entry, commit)
        if lacks_value_date(commit, content):
            self._without_date += 1
            self._first_without_date = self._first_without_date or commit.id

    def report(self) -> None:
        """What is told once for all commits."""
        if self._first_without_date is not None:
            message = msg(
                "{count} commits do not say the value date of their entries; this is the first",
                count=self._without_date,
            )
            first = self._beside.commits.of(self._first_without_date)
            self._notes.list_("value-date-missing", message, commit=first)

    def kept(self) -> tuple[int, str | None]:
        """What is to be kept: how many commits lack a value date, and the first."""
        return self._without_date, self._first_without_date

    def take(self, kept: tuple[int, str | None]) -> None:
        """Know what was kept."""
        self._without_date, self._first_without_date = kept

    def _moved_cases(
        self, commit: Commit, changes: Sequence[PathChange], given: Mapping[str, NewName]
    ) -> dict[str, CaseVersion]:
        """For each case file that another one was renamed to: what that one held. Notes every removal."""
        gone = [change for change in changes if change.after is None]
        new = [change for change in changes if change.before is None] if gone else []
        moved: dict[str, CaseVersion] = {}
        for change in gone:
            blob = self._record.known_blob(change.path, change.before)
            held = self._record.known(change.path, blob)
            if change.path in given:
                name = given[change.path]
                moved[name.new] = held
                self._goes_on(held, blob, name.was, name.now)
                self._beside.concessions.renamed(name.was, name.now, held)
                continue
            self._record.gone.add(change.path)
            target = next((other for other in new if self._continues(change, held, other)), None)
            if target is None:
                if blob is not None:
                    self._record.removed_cases[change.path] = blob
                self._find(
                    "file-removed", msg("{file} was removed", file=change.path), change.path, None, commit
                )
                continue
            moved[target.path] = held
            self._record.renamed.add(target.path)
            message = msg("{file} was renamed to {other}", file=change.path, other=target.path)
            self._find("file-renamed", message, change.path, None, commit)
            self._goes_on(held, blob, case_of(change.path), case_of(target.path))
        return moved

    def _goes_on(self, held: CaseVersion, blob: str | None, was: str, now: str) -> None:
        """The entries of a case, as they were first recorded, are those of the case it became."""
        ids = [entry.id for entry in held.entries]
        self._record.first.go_on(was, now, ids, Place(was, "", blob or ""))
        self._beside.concessions.goes_on(was, now)

    def _continues(self, gone: PathChange, held: CaseVersion, new: PathChange) -> bool:
        if new.after == gone.before:
            return True
        found = self._record.version(new.path, new.after) or EMPTY_VERSION
        ids = {entry.id for entry in held.entries}
        same_case = held.head.get("case") is not None and held.head.get("case") == found.head.get("case")
        return same_case or any(entry.id in ids for entry in found.entries)

    def _case(self, commit: Commit, step: CaseStep, moved_from: CaseVersion | None, content: Content) -> None:
        change = step.change
        case = case_of(change.path)
        content.cases.setdefault(case)
        self._record.cases.setdefault(case)
        if change.after is None:
            return
        self._record.paths[case] = change.path
        self._record.readable.setdefault(change.path, None)
        place = Place(case, commit.id, change.path)
        if step.appended is not None:
            self._new(commit, place, step.appended, content)
            self._beside.mended.added(commit, change.path, change.after, step.appended)
        else:
            self._changed(commit, change, moved_from, place, content)

    def _changed(
        self,
        commit: Commit,
        change: PathChange,
        moved_from: CaseVersion | None,
        place: Place,
        content: Content,
    ) -> None:
        """A case file that is new, or of which more was changed than that entries stand behind it."""
        assert change.after is not None
        new = self._record.version(change.path, change.after)
        if new is None:
            message = msg("{file} cannot be read as a case", file=change.path)
            self._find("case-unreadable", message, change.path, None, commit)
            return
        old = moved_from or self._restored(commit, change)
        if old is None:
            old = self._record.known(change.path, change.before)
        if change.before is not None or moved_from is not None:
            self._rules.head(place.case, commit, [old.head], new.head)
        self._beside.mended.look_at(commit, change.path, change.after, old, new)
        self._entries(commit, place, old, new, content)
        self._record.readable[change.path] = change.after

    def _restored(self, commit: Commit, change: PathChange) -> CaseVersion | None:
        blob = self._record.removed_cases.pop(change.path, None) if change.before is None else None
        if blob is None:
            return None
        self._record.gone.discard(change.path)
        message = msg("{file}, removed before, was brought back", file=change.path)
        self._notes.list_("file-restored", message, case_of(change.path), commit=commit)
        return self._record.known(change.path, blob)

    def _entries(
        self, commit: Commit, place: Place, old: CaseVersion, new: CaseVersion, content: Content
    ) -> None:
        changes = entry_changes(old.entries, new.entries)
        case, path = place.case, place.path
        for before, after in changes.changed:
            if self._record.first.get((case, after.id)) == after:
                self._put_back(commit, case, after)
            else:
                self._find("entry-changed", altered(before, after), path, before, commit)
        for entry in changes.removed:
            self._record.gone.add((case, entry.id))
            self._find("entry-removed", msg("a past entry was removed"), path, entry, commit)
        if changes.moved is not None:
            message = msg("past entries were put in another order; this one stands where another stood")
            self._find("entry-reordered", message, path, changes.moved, commit)
        fresh = self._new(commit, place, changes.added, content)
        for entry in changes.inserted:
            if entry.id in fresh:
                message = msg("the entry was put between past ones; entries are added at the end")
                self._find("entry-inserted", message, path, entry, commit)

    def _new(
        self, commit: Commit, place: Place, entries: Sequence[EntryVersion], content: Content
    ) -> set[str]:
        """Notes what is wrong with added entries; the ids of those that no earlier commit holds."""
        in_order, first, concessions = self._in_order, self._record.first, self._beside.concessions
        new = set()
        for entry in entries:
            # of one person and one moment, by all it says, as one that was in order, and its id seen nowhere
            same = (entry.by, entry.at, entry.id[:TIME_LENGTH])
            if same in in_order and not entry.doubled and first.add_unknown(place, entry.id):
                content.added.append((place.case, entry))
                concessions.note(place, entry)
                new.add(entry.id)
            elif self._is_new(commit, place, entry, content):
                new.add(entry.id)
        return new

    def _is_new(self, commit: Commit, place: Place, entry: EntryVersion, content: Content) -> bool:
        """Notes what is wrong with an added entry; False for one that an earlier commit holds already."""
        key = (place.case, entry.id)
        first = self._record.first.get(key)
        faults = self._faults(entry, commit)
        if first is None:
            content.added.append((place.case, entry))
            self._beside.concessions.note(place, entry)
            if not self._record.first.add(place, entry.id) and not entry.doubled:
                holder = self._record.first.holder(entry.id)
                message = msg("the entry's id is that of an entry of {case}", case=holder)
                self._find("entry-id-twice", message, place.path, entry, commit)
            for code, message in faults:
                self._find(code, message, place.path, entry, commit)
            return True
        content.restored.add(entry.id)
        was_gone = key in self._record.gone
        self._record.gone.discard(key)
        if first != entry:
            self._find("entry-changed", altered(first, entry), place.path, entry, commit)
        elif faults or was_gone:
            self._put_back(commit, place.case, entry)
        return False

    def _faults(self, entry: EntryVersion, commit: Commit) -> Sequence[tuple[str, Message]]:
        """What is wrong with an entry as its commit has it."""
        if is_outline(entry):
            return ()
        faults = list(origin_faults(entry, commit))
        if not faults and moment_in(entry.id) is not None:
            self._in_order.add((entry.by, entry.at, entry.id[:TIME_LENGTH]))
        return faults

    def _put_back(self, commit: Commit, case: str, entry: EntryVersion) -> None:
        message = msg("the entry, touched before, was put back as it first was")
        self._notes.list_("entry-restored", message, case, entry.id, commit)

    def _find(
        self, code: str, message: Message, path: str, entry: EntryVersion | None, commit: Commit
    ) -> None:
        self._notes.find(code, message, case_of(path), entry.id if entry else None, commit)
