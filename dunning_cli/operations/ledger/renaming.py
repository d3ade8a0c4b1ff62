"""One commit of new names: cases under new ids, letters under new numbers, and an entry in every case that names them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field, replace
from datetime import date, datetime
from typing import Any

from dunning_cli.domain.case.acceptance import CommitPerson
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.commit_subjects import CASE_RENAMED, LETTER_RENAMED, MANY_RENAMED
from dunning_cli.domain.case.commit_trailers import trailers_of
from dunning_cli.domain.case.entries import Charge, Delivery, Entry, Letter, Named, Renamed
from dunning_cli.domain.case.office.settings import Office
from dunning_cli.domain.case.renamed import earlier_ids, followed, names_in, with_number
from dunning_cli.domain.contact.deliveries import LetterStage, letter_records
from dunning_cli.kernel.dates import recorded_moment
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import Message, as_recorded, msg
from dunning_cli.kernel.nodes import Text
from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.text import harmless
from dunning_cli.operations.writing.process_order import next_entry_id
from dunning_cli.store.format.case_file import UNREADABLE_KEPT, append_entries, read_case
from dunning_cli.store.format.case_path import case_name
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.format.head_edit import set_head_value
from dunning_cli.store.format.letter_path import letter_path, serial_in
from dunning_cli.store.format.read_back import NotReadBack
from dunning_cli.store.git.git import Author
from dunning_cli.store.git.history import blob_at
from dunning_cli.store.merging.merge_commit import MergeWords, OwnCommit
from dunning_cli.store.merging.name_clashes import ChangedCase, Clash
from dunning_cli.store.merging.taken_names import TakenNames
from dunning_cli.store.reading.own_series import chosen_series, elsewhere, free_series, series_of

_MOST_NAMED = 3
_ID_LINE = pattern(r"\Acase: [\w-]+$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Who gives new names, when, in which clone, and the remote that brings the other thing of a name."""

    folder: LedgerFolder
    office: Office
    actor: CommitPerson
    clock: datetime
    today: date
    remote: str
    pushed: Sequence[str] = ()
    """Commits that other remotes are known to hold: what stands in them was pushed."""


@dataclass(slots=True)
class _File:
    """A case file as it is to be."""

    case: Case
    path: str
    text: str
    id: str
    added: list[Renamed] = field(default_factory=list)


class Renaming:
    """One commit of new names, on our side or on theirs."""

    def __init__(
        self,
        by: Circumstances,
        taken: TakenNames,
        changed: Iterable[ChangedCase],
        *,
        here: bool,
    ) -> None:
        self._by = by
        self._taken = taken
        self._where = msg("here") if here else msg("at {remote}", remote=by.remote)
        self._files = {each.path: _file(each) for each in changed if each.case is not None}
        self._naming = _by_name(self._files.values())
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
            harmless(as_recorded(self._subject())),
            tuple(trailers_of(cases, entries, self._by.actor.name)),
            Author(*self._by.actor),
            self._by.clock,
        )
        return OwnCommit(tuple(self._removed), (*written, *self._letters), words)

    def _subject(self) -> Message:
        if len(self._subjects) == 1:
            return self._subjects[0]
        return MANY_RENAMED(
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
        file.id = now
        file.text = _with_id(file.text, now)
        file.path = self._by.folder.case_path(now)
        meaning = {clash.ours.path: (file, ())} | self._naming.get((Named.CASE, was), {})
        for each, entries in meaning.values():
            self._record(each, what=Named.CASE, was=was, now=now, entries=entries)
        self._subjects.append(CASE_RENAMED(was=was, now=now))
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
        self.notes += _written_under(was, now, file.case)

    # letters

    def letter(self, clash: Clash, *, pushed: bool) -> None:
        """A letter of this side gets another number; one that was pushed or has gone out only in the register."""
        was = serial_in(clash.ours.path)
        named = self._naming.get((Named.LETTER, was), {}).values()
        owners = [file for file, _ in named if any(_written_as(was, file.case))]
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
        self._subjects.append(LETTER_RENAMED(was=was, now=now))
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
            id=next_entry_id(by.clock),
            date=by.today,
            by=by.actor.name,
            at=recorded_moment(by.clock),
            **own,
        )
        file.added.append(entry)

    def _text(self, file: _File) -> bytes:
        """The new bytes of a case file, proved to say what is meant. Raises Refused."""
        data = append_entries(file.text, file.added).encode("utf-8", UNREADABLE_KEPT)
        found = read_case(data, file.path)
        if found.case is None:
            raise Refused(found.problems[0].as_message(), found.problems[1:])
        head = replace(file.case.head, case=file.id)
        if found.case != Case(head, followed((*file.case.entries, *file.added))):
            raise NotReadBack(f"{file.path}: it would be read back differently")
        return data

    def _content(self, blob: str) -> bytes:
        data = blob_at(self._by.folder, blob)
        if data is None:
            raise Refused(msg("git lacks a part of the history; fetch it with: git fetch --refetch"))
        return data


def _with_id(text: str, now: str) -> str:
    """The text of a case file with another id, in the line that has it as the product writes it, else wherever it stands."""
    edited, done = _ID_LINE.subn(f"case: {now}", text, count=1)
    return edited if done else set_head_value(text, ("case",), Text(now))


def _by_name(files: Iterable[_File]) -> dict[tuple[Named, str], dict[str, tuple[_File, tuple[str, ...]]]]:
    """By case id and by letter number the files that name it, with the ids of the entries that do."""
    found: dict[tuple[Named, str], dict[str, tuple[_File, tuple[str, ...]]]] = {}
    for file in files:
        for entry in file.case.entries:
            for what in Named:
                for name in dict.fromkeys(names_in(entry, what)):
                    files_of = found.setdefault((what, name), {})
                    _, ids = files_of.get(file.path, (file, ()))
                    files_of[file.path] = (file, (*ids, entry.id))
    return found


def _file(changed: ChangedCase) -> _File:
    assert changed.case is not None
    text = changed.data.decode("utf-8", UNREADABLE_KEPT)
    return _File(changed.case, changed.path, text, changed.case.id)


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
