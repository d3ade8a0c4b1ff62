"""What one command is about to write: cases with what is added to them, other files, and files edited by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from datetime import datetime

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import Entry
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.format.case_file import UNREADABLE_KEPT, append_entries
from dunning_cli.store.format.folder import SETTINGS_FILE
from dunning_cli.store.format.read_back import prove_added, prove_text


@dataclass(slots=True)
class PendingCase:
    """A case with what this command adds to it."""

    path: str
    read: str | None
    """Its text as it was read, None for a new case."""
    text: str
    """Its text as it is to be, without the entries added."""
    case: Case
    filed: Case | None = None
    """The case before this command, None for a new one."""
    added: list[Entry] = field(default_factory=list)
    changed: bool = False
    """Whether the text is another one, entries added aside."""

    def new_text(self) -> bytes:
        """The whole new text of the file, proved to say what is meant. Raises NotReadBack, Refused."""
        before = _bytes(self.text)
        after = _bytes(append_entries(self.text, self.added))
        if self.changed:
            prove_text(self.path, after, self.case)
        elif self.added:
            prove_added(self.path, before, after, self.case, self.added)
        return after


@dataclass(frozen=True, slots=True)
class CaseChange:
    """A case that a command changes: as it was, None where it is new, and as it is to be."""

    before: Case | None
    case: Case


class Pending:
    """The cases that a command has to do with by id, and whatever else it is about to write; writes nothing itself."""

    def __init__(self) -> None:
        self.cases: dict[str, PendingCase] = {}
        self._files: dict[str, str] = {}
        self._adopted: dict[str, bytes | None] = {}
        self._edited: list[CaseChange] = []

    def put_file(self, path: str, text: str) -> None:
        """Adds a file, such as a letter; the path is relative to the ledger."""
        self._files[path] = text

    def adopt(self, path: str, seen: bytes | None, change: CaseChange | None = None) -> None:
        """Takes a file as it was edited by hand into the commit: the bytes that were judged, and the case in them."""
        self._adopted[path] = seen
        if change is not None:
            self._edited.append(change)

    def writes(self) -> Iterator[tuple[str, bytes]]:
        """Every file to be written: path relative to the ledger, and its whole new bytes, those of cases read back.

        Raises NotReadBack where a case would not say what was meant, Refused where a file would grow too large.
        """
        for pending in self._changed():
            yield pending.path, pending.new_text()
        for path, text in self._files.items():
            yield path, _bytes(text)

    def newest_record(self) -> datetime | None:
        """When the newest entry of the cases this command has to do with was recorded; None where they have none."""
        entries = (entry for pending in self.cases.values() for entry in pending.case.entries)
        return max((entry.at for entry in entries), default=None)

    def rule_files(self) -> dict[str, bytes]:
        """Those of the files to be written that hold settings or rules."""
        return {
            path: _bytes(text)
            for path, text in self._files.items()
            if path == SETTINGS_FILE or (path.startswith("policies/") and path.count("/") == 1)
        }

    def changes(self) -> Iterator[CaseChange]:
        """Every case the command is about to change."""
        yield from (CaseChange(pending.filed, pending.case) for pending in self._changed())
        yield from self._edited

    def adopted(self) -> Iterator[tuple[str, bytes | None]]:
        """Files to commit as they were edited by hand, with the bytes they were judged by, None for one that is gone."""
        return iter(self._adopted.items())

    def reads(self) -> Iterator[tuple[str, bytes]]:
        """Every existing case file the command is about to change, with the bytes it was read from."""
        for pending in self._changed():
            if pending.read is not None:
                yield pending.path, _bytes(pending.read)

    def _changed(self) -> Iterator[PendingCase]:
        return (pending for pending in self.cases.values() if pending.changed or pending.added)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", UNREADABLE_KEPT)
