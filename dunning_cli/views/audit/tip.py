"""The last commit as a whole: cases that the strict reader refuses, letters without an entry, serials that jump."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from typing import NamedTuple

from dunning_cli.domain.case.entries import Entry, Letter
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.format.case_file import CaseRead, read_case
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.git.objects import Objects
from dunning_cli.store.reading.cache import is_settled
from dunning_cli.store.reading.case_store import load_entries
from dunning_cli.store.reading.disk_blobs import CASES, disk_blobs
from dunning_cli.store.reading.letter_register import two_texts
from dunning_cli.views.audit.notes import Notes
from dunning_cli.views.audit.paths import case_of, is_case, is_letter, serial_of
from dunning_cli.views.audit.record import AuditRecord

_SERIAL = pattern(r"(\d{4}-.+)-(\d{4,9})")
_NAME_FAULT = "file-name"
_FEW = 50
"""Cases that are read from git one by one; of more, those that stand on the disk as committed are taken from there."""


class LetterHeld(NamedTuple):
    """An entry that registers a letter: its id, the serial, the cases it says the letter covers."""

    id: str
    serial: str
    cases: tuple[str, ...]


class CaseHeld(NamedTuple):
    """What is known of a sound case: the id of its bytes, and its letters."""

    blob: str
    letters: tuple[LetterHeld, ...]


@dataclass(slots=True)
class _Register:
    """The letters of a tree: by serial the cases that have an entry of it, each with the cases it says it covers."""

    holders: dict[str, list[tuple[str, LetterHeld]]] = field(default_factory=dict)

    def take(self, case: str, letter: LetterHeld) -> None:
        self.holders.setdefault(letter.serial, []).append((case, letter))


class TipAudit:
    """Audits the tree of one commit."""

    def __init__(self, folder: LedgerFolder, objects: Objects, record: AuditRecord, notes: Notes) -> None:
        self._folder = folder
        self._objects = objects
        self._record = record
        self._notes = notes
        self._refused: dict[str, CaseRead] = {}
        self.held: dict[str, CaseHeld] = {}
        """By path, the sound cases seen: what was found out about the same bytes under the same name stays true."""

    def read(self, tree: Mapping[str, str]) -> None:
        """Read the cases of a commit (path and blob id) that are not held yet."""
        unread = {
            path: blob
            for path, blob in tree.items()
            if is_case(path) and (path not in self.held or self.held[path].blob != blob)
        }
        self.held = {path: held for path, held in self.held.items() if path in tree and path not in unread}
        self._refused = {}
        for path, found in self._reads(unread):
            if isinstance(found, CaseRead):
                self._refused[path] = found
            else:
                self.held[path] = CaseHeld(unread[path], tuple(found))

    def _reads(self, unread: Mapping[str, str]) -> Iterator[tuple[str, Iterable[LetterHeld] | CaseRead]]:
        read = set()
        if len(unread) > _FEW:
            for path, found in self._from_disk(unread):
                read.add(path)
                yield path, found if isinstance(found, CaseRead) else _letters(found)
        others = {path: blob for path, blob in unread.items() if path not in read}
        self._objects.expect(others.values())
        for path, blob in others.items():
            as_read = read_case(self._objects.content(blob), path)
            yield path, as_read if as_read.case is None else _letters(as_read.case.entries)

    def _from_disk(self, unread: Mapping[str, str]) -> Iterator[tuple[str, Iterable[Entry] | CaseRead]]:
        """Those that stand on the disk as they were committed: there they may be known already."""
        files = self._folder.case_files()
        blobs = disk_blobs(self._folder, CASES, files, next(iter(unread.values())))
        same = {
            file.path: file
            for file in files
            if is_settled(file) and unread.get(file.path, "") == blobs.get(file.path)
        }
        for path, found in load_entries(self._folder, same.values(), (Letter.kind,)):
            # what has been changed since is read as it was committed
            if self._folder.still(same[path]):
                yield path, found

    def look_at(self, tree: Mapping[str, str]) -> None:
        """Notes what the files of a commit (path and blob id), which were read, show together."""
        refused = self._refused
        register, seen = _Register(), dict[str, str]()
        for path, blob in tree.items():
            if path in refused:
                if self._record.version(path, blob) is not None:
                    self.refused(refused[path], path)
                continue
            held = self.held.get(path)
            if held is None:
                continue
            case = case_of(path)  # a case of another id is refused
            first = seen.setdefault(case.casefold(), path)
            if first != path:
                message = msg("the case {case} stands in {file} too", case=case, file=first)
                self._notes.find("case-refused", message, case)
            for letter in held.letters:
                register.take(case, letter)
        texts = [path for path in sorted(tree) if is_letter(path)]
        files = {serial_of(path) for path in texts if path not in self._record.renamed}
        self._twice(register)
        self._several_texts(texts)
        self._gaps({*files, *register.holders})
        if not refused:  # the entry may stand in a case that cannot be read
            # a letter whose entry has gone since is told where that went
            for serial in sorted(files - register.holders.keys() - self._record.letters.keys()):
                self.unregistered(serial)

    def refused(self, found: CaseRead, path: str, on_disk: bool = False) -> None:
        """Notes why the strict reader refuses a case, its name aside where the audit has told that it was renamed."""
        problems = [
            each for each in found.problems if not (each.code == _NAME_FAULT and path in self._record.renamed)
        ]
        if problems:
            what = problems[0].as_message()
            message = msg("no command can read {file}: {what}", file=path, what=what)
            if on_disk:
                message = msg("on the disk, not committed: {what}", what=message)
            self._notes.find("case-refused", message, case_of(path))

    def unregistered(self, serial: str, on_disk: bool = False) -> None:
        """Notes a letter that no case has an entry of."""
        message: Message = msg("no entry registers the letter {serial}", serial=serial)
        if on_disk:
            message = msg("on the disk, not committed: {what}", what=message)
        self._notes.find("letter-unregistered", message)

    def _twice(self, register: _Register) -> None:
        for serial, held in register.holders.items():
            first_case, first = held[0]
            for case, letter in held[1:]:
                if case == first_case or not {case, first_case} <= {*letter.cases, *first.cases}:
                    message = msg(
                        "the letter number {serial} is used by {case} too", serial=serial, case=first_case
                    )
                    self._notes.find("serial-twice", message, case, letter.id)

    def _several_texts(self, paths: Sequence[str]) -> None:
        found: dict[str, list[str]] = {}
        for path in paths:
            found.setdefault(serial_of(path), []).append(path)
        for serial, texts in found.items():
            if len(texts) > 1:
                self._notes.find("serial-twice", two_texts(serial, texts))

    def _gaps(self, serials: set[str]) -> None:
        numbers: dict[str, set[int]] = {}
        for serial in serials:
            if found := _SERIAL.fullmatch(serial):
                numbers.setdefault(found[1], set()).add(int(found[2]))
        for series, used in sorted(numbers.items()):
            missing = (
                [number for number in range(1, max(used)) if number not in used] if max(used) < 10**6 else [1]
            )
            if missing:
                message = msg(
                    "the numbers {series} have a gap: {first} is missing, {count} in all",
                    series=series,
                    first=f"{series}-{missing[0]:04d}",
                    count=len(missing),
                )
                self._notes.find("serial-gap", message)


def _letters(entries: Iterable[Entry]) -> Iterator[LetterHeld]:
    for each in entries:
        if isinstance(each, Letter):
            yield LetterHeld(each.id, each.serial, tuple(each.cases))
