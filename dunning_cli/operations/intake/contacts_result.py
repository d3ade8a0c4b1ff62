"""What an import of contacts came to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dunning_cli.domain.case.entries import Consent, Detail, Entry, Promise
from dunning_cli.domain.case.office.settings import Office
from dunning_cli.intake.contacts.records import ContactFile, FileContact
from dunning_cli.kernel.record import dataclass
from dunning_cli.operations.intake.contacts_notes import Note, notes_on
from dunning_cli.operations.intake.imported_breaches import ImportedBreach
from dunning_cli.operations.intake.imported_contacts import Taken
from dunning_cli.operations.writing.execute import Receipt

if TYPE_CHECKING:
    from dunning_cli.operations.intake.json_keys import ContactBreachData, ContactsImportData


@dataclass(frozen=True, slots=True)
class ContactsResult:
    """What an import of contacts came to."""

    file: ContactFile
    office: Office
    duplicates: tuple[FileContact, ...]
    receipt: Receipt | None
    partial: bool = False
    """Whether the good rows were to be taken though others are wrong."""

    @property
    def _data(self) -> Mapping[str, Any]:
        return self.receipt.outcomes[0].data if self.receipt is not None else {}

    @property
    def taken(self) -> Sequence[Taken]:
        """The rows that were recorded; in a dry run those that would be."""
        found: Sequence[Taken] = self._data.get("taken", ())
        return found

    @property
    def refused(self) -> bool:
        """Whether wrong rows kept the whole file out."""
        return bool(self.file.rejected) and not self.taken

    @property
    def notes(self) -> list[Note]:
        """What is doubtful about rows that were taken; what is the same of many rows stands once."""
        return notes_on(self.taken, self.file.headers, self.office)

    def breaches(self) -> list[tuple[int, ImportedBreach]]:
        """The rules that contacts taken over are against, by row."""
        found: Iterable[ImportedBreach] = self._data.get("breaches", ())
        rows = {each.contact.id: each.planned.row.row for each in self.taken}
        return sorted(((rows[each.contact.id], each) for each in found), key=lambda each: each[0])

    def count(self, kind: type[Entry]) -> int:
        """How many entries of a kind were recorded."""
        entries = self.receipt.outcomes[0].entries if self.receipt is not None else ()
        return sum(isinstance(entry, kind) for entry in entries)

    def as_json(self) -> ContactsImportData:
        """What was done, as docs/json.md says it."""
        return {
            "profile": self.file.profile.name,
            "imported": len(self.taken),
            "rows": self.file.rows,
            "promises": self.count(Promise),
            "details": self.count(Detail),
            "stops": self.count(Consent),
            "rejected": [
                {"row": problem.row, "column": problem.column, "reason": str(problem.reason)}
                for problem in self.file.rejected
            ],
            "notes": [
                {"row": note.row, "case": note.case_id, "column": note.column, "reason": str(note.reason)}
                for note in self.notes
            ],
            "duplicates": [{"row": row.row, "case": row.case_id} for row in self.duplicates],
            "breaches": [_breach_data(row, breach) for row, breach in self.breaches()],
            "skipped": [
                {"row": row.number, "text": row.text, "reason": str(row.why)} for row in self.file.skipped
            ],
            "hidden_rows": list(self.file.hidden),
            "merged_rows": list(self.file.merged),
            "unknown_columns": list(self.file.unknown_columns),
            "commit": self.receipt.commit if self.receipt else None,
        }


def _breach_data(row: int, breach: ImportedBreach) -> ContactBreachData:
    contact = breach.contact
    return {
        "row": row,
        "case": breach.case_id,
        "entry": contact.id,
        "date": contact.date,
        "time": contact.time.isoformat(timespec="minutes") if contact.time else None,
        "rule": breach.rule,
        "agent": contact.actor,
        "reason": str(breach.reason),
    }
