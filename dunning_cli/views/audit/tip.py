"""The last commit as a whole: cases that the strict reader refuses, letters without an entry, serials that jump."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field

from dunning_cli.domain.case.entries import Letter
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.format.case_file import CaseRead, read_case
from dunning_cli.store.git.change_log import Objects
from dunning_cli.store.reading.letter_register import two_texts
from dunning_cli.views.audit.notes import Notes
from dunning_cli.views.audit.paths import case_of, is_case, is_letter, serial_of
from dunning_cli.views.audit.record import AuditRecord

_SERIAL = pattern(r"(\d{4}-.+)-(\d{4,9})")
_NAME_FAULT = "file-name"


@dataclass(slots=True)
class _Register:
    """The letters of a tree: by serial the cases that have an entry of it, each with the cases it says it covers."""

    holders: dict[str, list[tuple[str, Letter]]] = field(default_factory=dict)

    def take(self, case: str, letter: Letter) -> None:
        self.holders.setdefault(letter.serial, []).append((case, letter))


class TipAudit:
    """Audits the tree of one commit."""

    def __init__(self, objects: Objects, record: AuditRecord, notes: Notes) -> None:
        self._objects = objects
        self._record = record
        self._notes = notes

    def look_at(self, tree: Mapping[str, str]) -> None:
        """Notes what the files of a commit (path and blob id) show together."""
        register, seen, all_read = _Register(), dict[str, str](), True
        for path, blob in tree.items():
            if not is_case(path):
                continue
            found = read_case(self._objects.content(blob), path)
            if found.case is None:
                all_read = False
                if self._record.version(path, blob) is not None:
                    self.refused(found, path)
                continue
            first = seen.setdefault(found.case.id.casefold(), path)
            if first != path:
                message = msg("the case {case} stands in {file} too", case=found.case.id, file=first)
                self._notes.find("case-refused", message, found.case.id)
            for entry in found.case.entries:
                if isinstance(entry, Letter):
                    register.take(found.case.id, entry)
        texts = [path for path in sorted(tree) if is_letter(path)]
        files = {serial_of(path) for path in texts if path not in self._record.renamed}
        self._twice(register)
        self._several_texts(texts)
        self._gaps({*files, *register.holders})
        if all_read:  # the entry may stand in a case that cannot be read
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
