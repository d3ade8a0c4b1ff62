"""New names for what another clone gave the same name: our cases and letters that were not pushed, before they are merged."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from dunning_cli.domain.acceptance import Person
from dunning_cli.domain.case import Case
from dunning_cli.domain.deliveries import LetterStage, letter_records
from dunning_cli.domain.entries import Charge, Delivery, Entry, Letter, Named, Renamed
from dunning_cli.domain.failure import Refused
from dunning_cli.domain.identifiers import CHANCE_BITS, IdSequence
from dunning_cli.domain.message import Message, in_english, msg
from dunning_cli.domain.nodes import Text
from dunning_cli.domain.office import Office
from dunning_cli.domain.renamed import earlier_ids, names_in, with_number
from dunning_cli.domain.same_case import one_case
from dunning_cli.domain.texts import harmless
from dunning_cli.operations.commit_words import trailers_of
from dunning_cli.store.case_file import UNREADABLE_KEPT, append_entries, read_case
from dunning_cli.store.folder import LedgerFolder
from dunning_cli.store.git import Author, Git
from dunning_cli.store.head_edit import set_head_value
from dunning_cli.store.history import commits
from dunning_cli.store.letters import letter_path
from dunning_cli.store.merge import case_name, is_case_file
from dunning_cli.store.merge_commit import First, MergeWords, OwnCommit
from dunning_cli.store.name_clashes import ChangedCase, Clash, NameClashes, serial_in, two_cases
from dunning_cli.store.own_series import chosen_series, elsewhere, free_series, series_of
from dunning_cli.store.read_back import prove_text
from dunning_cli.store.taken_names import TakenNames

_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Renamer:
    """Who gives new names, when, and to which clone's things."""

    folder: LedgerFolder
    office: Office
    actor: Person
    clock: datetime
    today: date
    remote: str
    pushed: Sequence[str] = ()
    """Commits that other remotes are known to hold: what stands in them was pushed."""

    def before_merge(self, base: str, ours: str, theirs: str) -> NewNames:
        """The commits to put before the merge of two commits; none where no name was given twice.

        What of ours was not pushed gets the new name; where it was, to another remote, the later of the two gets it,
        so that every clone that brings both together gives the same names. Raises Refused where a case that needs a
        new id cannot be read.
        """
        clashes = NameClashes(Git(self.folder.root), base, ours, theirs)
        if not clashes.cases and not clashes.letters:
            return NewNames((None, None), (), None)
        taken = TakenNames(Git(self.folder.root), (ours, theirs))
        here = _Renaming(self, taken, clashes.changed_here, here=True)
        there = _Renaming(self, taken, clashes.changed_there, here=False)
        by_age = _Ages(self, ours, theirs)
        for clash in clashes.cases:
            if by_age.ours_stays(clash):
                there.case(clash.turned)
            else:
                here.case(clash)
        for clash in clashes.letters:
            if by_age.ours_stays(clash):
                there.letter(clash.turned, pushed=True)
            else:
                here.letter(clash, pushed=by_age.pushed(clash))
        return NewNames((here.commit(), there.commit()), (*here.notes, *there.notes), here.series)


@dataclass(frozen=True, slots=True)
class NewNames:
    """The commits with the new names, what to say of them, and the series of this clone's letters from now on."""

    commits: First
    notes: tuple[Message, ...]
    series: str | None


class Naming:
    """New names for one merge, and what to say of them once it was made."""

    def __init__(self, renamer: Renamer) -> None:
        self._renamer = renamer
        self.given: NewNames | None = None

    def before_merge(self, base: str, ours: str, theirs: str) -> First:
        """As `Renamer.before_merge`; the commits alone."""
        self.given = self._renamer.before_merge(base, ours, theirs)
        return self.given.commits

    @property
    def notes(self) -> tuple[Message, ...]:
        """A line for each new name."""
        return self.given.notes if self.given is not None else ()


@dataclass(slots=True)
class _File:
    """A case file as it is to be."""

    case: Case
    path: str
    text: str
    added: list[Renamed] = field(default_factory=list)


class _Ages:
    """Which of two things of one name is older, where both have been pushed."""

    def __init__(self, renamer: Renamer, ours: str, theirs: str) -> None:
        self._by = renamer
        self._sides = ours, theirs

    def ours_stays(self, clash: Clash) -> bool:
        """Whether theirs gets the new name: ours was pushed too, and is older."""
        if not self.pushed(clash):
            return False
        ours, theirs = self._sides
        ages = self._age(clash.ours.path, ours, theirs), self._age(clash.theirs.path, theirs, ours)
        return None not in ages and ages[0] < ages[1]  # type: ignore[operator]  # neither is None

    def pushed(self, clash: Clash) -> bool:
        """Whether another remote is known to hold ours."""
        git = Git(self._by.folder.root)
        names = [f"{commit}:{clash.ours.path}" for commit in self._by.pushed]
        held = [found for found in git.contents(names) if found is not None] if names else []
        if any(blob == clash.ours.blob for blob, _ in held):
            return True
        mine = git.contents([clash.ours.blob])[0] if held and is_case_file(clash.ours.path) else None
        return mine is not None and not all(two_cases(mine[1], data) for _, data in held)

    def _age(self, path: str, side: str, other: str) -> tuple[datetime, str] | None:
        """When a file came to be on one side: the date and the id of the commit."""
        listed = list(commits(self._by.folder, [path], rev=f"{other}..{side}", every_side=True))
        return (listed[-1].when, listed[-1].id) if listed else None


class _Renaming:
    """One commit of new names, on our side or on theirs."""

    def __init__(
        self, renamer: Renamer, taken: TakenNames, changed: Iterable[ChangedCase], *, here: bool
    ) -> None:
        self._by = renamer
        self._git = Git(renamer.folder.root)
        self._taken = taken
        self._where = msg("here") if here else msg("at {remote}", remote=renamer.remote)
        self._ids = IdSequence(lambda: secrets.randbits(CHANCE_BITS))
        self._files = {each.path: _file(each) for each in changed if each.case is not None}
        self._removed: list[str] = []
        self._letters: list[tuple[str, bytes]] = []
        self._cases: list[str] = []
        self._subjects: list[Message] = []
        self.notes: list[Message] = []
        """What to say of it."""
        self.series: str | None = None
        """The series of this clone's letters, where one got a number of it."""

    def commit(self) -> OwnCommit | None:
        """The commit, None where nothing got a new name."""
        if not self._subjects:
            return None
        changed = [file for file in self._files.values() if file.added]
        written = [(file.path, self._text(file)) for file in changed]
        entries = [entry for file in changed for entry in file.added]
        cases = (*self._cases, *(case_name(file.path) for file in changed))
        words = MergeWords(
            harmless(in_english(self._subject())),
            tuple(trailers_of(cases, entries, self._by.actor.name)),
            Author(*self._by.actor),
            self._by.clock,
        )
        return OwnCommit(tuple(self._removed), (*written, *self._letters), words)

    def _subject(self) -> Message:
        if len(self._subjects) == 1:
            return self._subjects[0]
        return msg(
            "sync: {count} cases and letters got other names, theirs were given twice",
            count=len(self._subjects),
        )

    # cases

    def case(self, clash: Clash) -> None:
        """A case of this side gets a new id. Raises Refused where it cannot be read."""
        was = case_name(clash.ours.path)
        file = self._files.get(clash.ours.path)
        if file is None:
            raise Refused(
                msg(
                    "{case} was opened here and at {remote}, and the one {where} cannot be read: put it right there first",
                    case=was,
                    remote=self._by.remote,
                    where=self._where,
                )
            )
        now = self._taken.new_id((was, *earlier_ids(file.case))[-1])
        self._removed.append(file.path)
        self._cases.append(was)
        file.text = set_head_value(file.text, ("case",), Text(now))
        file.path = self._by.folder.case_path(now)
        for each in self._files.values():
            meaning = [entry.id for entry in each.case.entries if was in names_in(entry, Named.CASE)]
            if each is file or meaning:
                self._record(each, what=Named.CASE, was=was, now=now, entries=tuple(meaning))
        self._subjects.append(
            msg("sync: one {was} of two is {now}, the id was given twice", was=was, now=now)
        )
        self.notes.append(
            msg(
                "{was} was opened here and at {remote} for two cases: the one opened {where} is {now} from now on, {was} "
                "is the other; tell whoever uses the old id",
                was=was,
                now=now,
                remote=self._by.remote,
                where=self._where,
            )
        )
        self.notes += self._doubt(clash, file.case, now)
        self.notes += _written_under(was, now, file.case)

    def _doubt(self, clash: Clash, case: Case, now: str) -> Iterator[Message]:
        """That both may be one case, opened twice."""
        held = self._git.contents([clash.theirs.blob])[0]
        other = read_case(held[1], clash.theirs.path).case if held is not None else None
        if other is not None and one_case(case, other):
            yield msg(
                "{was} and {now} have the same debtor, contract and amounts; if it is one case opened twice: "
                "dunning close {now} --reason invalid",
                was=other.id,
                now=now,
            )

    # letters

    def letter(self, clash: Clash, *, pushed: bool) -> None:
        """A letter of this side gets another number; one that was pushed or has gone out only in the register."""
        was = serial_in(clash.ours.path)
        owners = [file for file in self._files.values() if any(_written_as(was, file.case))]
        issued = pushed or any(_went_out(was, file.case) for file in owners)
        text = self._content(clash.ours.blob)
        if issued:
            now = self._taken.beside(was)
        else:
            now = self._taken.next_number(was[:4], self._own_series(series_of(was)))
            text = with_number(text, was, now)
        self._removed.append(clash.ours.path)
        self._letters.append((letter_path(now), text))
        for file in owners:
            self._record(
                file,
                what=Named.LETTER,
                was=was,
                now=now,
                entries=tuple(entry.id for entry in file.case.entries if _of_letter(was, entry)),
                hash=None if issued else hashlib.sha256(text).hexdigest(),
            )
        self._tell(was, now, owners, issued)

    def _tell(self, was: str, now: str, owners: Sequence[_File], issued: bool) -> None:
        cases = ", ".join(case_name(file.path) for file in owners)
        values: dict[str, Any] = {"was": was, "now": now, "cases": cases, "remote": self._by.remote}
        self._subjects.append(
            msg("sync: letter {was} is {now}, the number was given twice", was=was, now=now)
        )
        if issued:
            message = msg(
                "the letter number {was} was given here and at {remote}, and the letter of {cases} has gone out: both stand "
                "as they were issued; in the register the one of {cases} is {now}",
                **values,
            )
        else:
            message = msg(
                "letter {was} of {cases} has the number {now} from now on, {remote} gave the old one too: print it again "
                "from {file}",
                file=letter_path(now),
                **values,
            )
        self.notes.append(message)

    def _own_series(self, clashing: str | None) -> str:
        """The series of this clone; another one from now on where it is the one that others write in too."""
        if self.series is None:
            own = chosen_series(self._by.folder)
            if own is None or own == clashing:
                given = {*self._taken.series, *elsewhere(self._by.folder), *filter(None, (own, clashing))}
                own = free_series(self._by.office, given)
                self.notes.append(
                    msg("the letters of this clone have the series {series} from now on", series=own)
                )
            self.series = own
        return self.series

    # entries and files

    def _record(self, file: _File, **own: Any) -> None:
        by = self._by
        entry = Renamed(
            id=self._ids.next(by.clock),
            date=by.today,
            by=by.actor.name,
            at=by.clock.replace(microsecond=0),
            **own,
        )
        file.added.append(entry)

    def _text(self, file: _File) -> bytes:
        """The new bytes of a case file, proved to say what is meant. Raises Refused."""
        data = append_entries(file.text, file.added).encode("utf-8", UNREADABLE_KEPT)
        found = read_case(data, file.path)
        if found.case is None:
            raise Refused(found.problems[0].as_message(), found.problems[1:])
        prove_text(file.path, data, found.case)
        return data

    def _content(self, blob: str) -> bytes:
        found = self._git.contents([blob])[0]
        if found is None:
            raise Refused(msg("git lacks a part of the history; fetch it with: git fetch --refetch"))
        return found[1]


def _file(changed: ChangedCase) -> _File:
    assert changed.case is not None
    text = changed.data.decode("utf-8", UNREADABLE_KEPT)
    return _File(changed.case, changed.path, text)


def _written_as(serial: str, case: Case) -> Iterator[Letter]:
    return (entry for entry in case.entries if isinstance(entry, Letter) and entry.serial == serial)


def _went_out(serial: str, case: Case) -> bool:
    return any(
        record.letter.serial == serial and record.handled and record.state is not LetterStage.SPOILED
        for record in letter_records(case.standing(date.max))
    )


def _of_letter(serial: str, entry: Entry) -> bool:
    """Whether an entry belongs to a letter: its registration, a delivery, the charge for its cost."""
    return isinstance(entry, (Letter, Delivery, Charge)) and serial in names_in(entry, Named.LETTER)


def _written_under(was: str, now: str, case: Case) -> Iterator[Message]:
    """Which letters of a case say its old id."""
    serials = [entry.serial for entry in case.entries if isinstance(entry, Letter)]
    if serials:
        yield msg(
            "letters of {now} that name the old id {was}: {serials}",
            now=now,
            was=was,
            serials=", ".join(serials[:_MOST_NAMED]) + (" …" if len(serials) > _MOST_NAMED else ""),
        )
