"""Letters as sent: never removed or rewritten, each as its entry's hash says."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence

from dunning_cli.domain.case.changes import EntryVersion
from dunning_cli.domain.case.entries import Letter
from dunning_cli.kernel.message import Message, msg
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.format.letter_path import letter_paths
from dunning_cli.store.git.case_versions import version_in
from dunning_cli.store.git.change_log import PathChange
from dunning_cli.store.git.history import Commit, case_texts_at
from dunning_cli.store.git.objects import Objects
from dunning_cli.views.audit.first_entries import EntryKey
from dunning_cli.views.audit.notes import Notes
from dunning_cli.views.audit.paths import case_of, serial_of
from dunning_cli.views.audit.record import AuditRecord


class LetterAudit:
    """Audits the texts of letters, commit by commit."""

    def __init__(
        self, folder: LedgerFolder, objects: Objects, record: AuditRecord, notes: Notes, tip: str
    ) -> None:
        self._folder = folder
        self._objects = objects
        self._record = record
        self._notes = notes
        self._tip = tip
        self.looked_up: dict[str, EntryKey | None] = {}
        """What the last commit says of letters whose entry had not come yet."""

    def changes(self, commit: Commit, changes: Sequence[PathChange]) -> None:
        """Letters that an ordinary commit changed, removed or renamed; new ones are no matter."""
        added = {change.after: change.path for change in changes if change.before is None}
        for change in changes:
            if change.after is None:
                self._removed(commit, change, added.get(change.before))
            elif change.before is not None:
                if change.before != change.after:
                    self.changed(commit, change.path)
            else:
                self._new(commit, change)

    def entries(
        self, commit: Commit, added: Sequence[tuple[str, EntryVersion]], changes: Sequence[PathChange]
    ) -> None:
        """The texts of the letters whose entries a commit adds, against the hashes of these."""
        for case, entry in added:
            if entry.kind != Letter.kind:
                continue
            serial = entry.text("serial")
            self._record.letters.setdefault(serial, (case, entry.id))
            texts = (self._text(commit, path, changes) for path in letter_paths(serial))
            text = next((each for each in texts if each is not None), None)
            if text is None:
                message = msg("the text of letter {serial} is not in the commit", serial=serial)
                self._notes.find("letter-missing", message, case, entry.id, commit)
            elif entry.text("hash") and hashlib.sha256(text).hexdigest() != entry.text("hash"):
                message = msg("the text of letter {serial} is not the one its hash names", serial=serial)
                self._notes.find("letter-hash", message, case, entry.id, commit)

    def _text(self, commit: Commit, path: str, changes: Sequence[PathChange]) -> bytes | None:
        blob = next((each.after for each in changes if each.path == path), None)
        if blob is not None:
            return self._objects.content(blob)
        found = self._objects.find(f"{commit.id}:{path}")
        return found[1] if found is not None else None

    def changed(self, commit: Commit | None, path: str) -> None:
        """Notes that a letter's text is not the one that was sent."""
        message = msg("the text of letter {serial} was changed", serial=serial_of(path))
        self._record.changed_letters.add(path)
        self.find("letter-changed", message, path, commit)

    def find(self, code: str, message: Message, path: str, commit: Commit | None) -> None:
        """A finding about a letter, with the case and entry that register it."""
        case, entry = self._registered(serial_of(path)) or (None, None)
        self._notes.find(code, message, case, entry, commit)

    def _removed(self, commit: Commit, change: PathChange, target: str | None) -> None:
        assert change.before is not None
        self._record.gone.add(change.path)
        if target is not None:
            self._record.renamed.add(target)
            message = msg("{file} was renamed to {other}", file=change.path, other=target)
            self.find("file-renamed", message, change.path, commit)
            return
        self._record.removed_letters[change.path] = change.before
        self.find("file-removed", msg("{file} was removed", file=change.path), change.path, commit)

    def _new(self, commit: Commit, change: PathChange) -> None:
        held = self._record.removed_letters.pop(change.path, None)
        if held is None:
            return
        self._record.gone.discard(change.path)
        if held != change.after:
            self.changed(commit, change.path)
        else:
            message = msg("{file}, removed before, was brought back", file=change.path)
            self._notes.list_("file-restored", message, commit=commit)

    def _registered(self, serial: str) -> EntryKey | None:
        if serial not in self._record.letters and serial not in self.looked_up:
            self.looked_up[serial] = self._looked_up(serial)
        return self._record.letters.get(serial) or self.looked_up.get(serial)

    def _looked_up(self, serial: str) -> EntryKey | None:
        return dict(_holders(self._folder, self._tip, serial)).get(serial)

    def stands(self, looked_up: Mapping[str, EntryKey | None]) -> bool:
        """Whether what was looked up when another commit was the last is the same now."""
        return all(self._looked_up(serial) == key for serial, key in looked_up.items())


def _holders(folder: LedgerFolder, tip: str, serial: str) -> Iterator[tuple[str, EntryKey]]:
    """The entry that registers a letter, looked for in the last commit: it may be older than what is audited."""
    for file in case_texts_at(folder, tip):
        version = version_in(file.data) if serial.encode("utf-8") in file.data else None
        for entry in version.entries if version is not None else ():
            if entry.kind == "letter" and entry.text("serial") == serial:
                yield serial, (case_of(file.path), entry.id)
