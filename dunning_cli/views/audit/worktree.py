"""Files as they stand on the disk, held against the last commit: what was done by hand and not committed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dunning_cli.domain.case.changes import EMPTY_VERSION, CaseVersion, entry_changes
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.remedy import remedy
from dunning_cli.store.format.case_file import read_case
from dunning_cli.store.format.folder import ATTRIBUTES_FILE, CaseFile, LedgerFolder
from dunning_cli.store.format.plain_files import plain_bytes
from dunning_cli.store.git.case_versions import version_in
from dunning_cli.store.git.git import is_blob
from dunning_cli.store.git.objects import Objects
from dunning_cli.store.reading.disk_blobs import CASES, OTHERS, disk_blobs
from dunning_cli.store.reading.letter_register import letter_files
from dunning_cli.views.audit.history_audit import HistoryAudit
from dunning_cli.views.audit.layout import attributes_fault
from dunning_cli.views.audit.paths import case_of, is_case, is_letter, rule_code, serial_of
from dunning_cli.views.audit.wording import altered


class WorkTreeAudit:
    """Audits what no commit holds yet: entries are found, all else is listed."""

    def __init__(self, folder: LedgerFolder, objects: Objects, audit: HistoryAudit) -> None:
        self._folder = folder
        self._objects = objects
        self._versions = audit.record.versions
        self._notes = audit.notes
        self._rules = audit.rules
        self._letters = audit.letters
        self._tip = audit.tip

    def look_at(self, committed: dict[str, str]) -> None:
        """Notes every difference between the files of the last commit (path and blob id) and the disk."""
        files = self._folder.case_files()
        mine = {
            path: blob
            for path, blob in committed.items()
            if is_case(path) or is_letter(path) or rule_code(path)
        }
        here = self._blobs(files, mine)
        for path, blob in mine.items():
            if here.get(path) == blob:
                continue
            data = self._on_disk(path)
            if data is None:
                self._missing(path)
            elif not is_blob(data, blob):
                self._changed(path, blob, data)
        for file in files:
            if file.path not in committed:
                self._new_case(file.path)
        for path in letter_files(self._folder):
            if path not in committed:
                self._tip.unregistered(serial_of(path), on_disk=True)
        self._attributes(committed.get(ATTRIBUTES_FILE))

    def _blobs(self, cases: Sequence[CaseFile], committed: Mapping[str, str]) -> dict[str, str]:
        """Git's ids of the files on the disk, as far as there are any."""
        if not committed:
            return {}
        others = self._folder.files_at(path for path in committed if not is_case(path))
        like = next(iter(committed.values()))
        return disk_blobs(self._folder, CASES, cases, like) | disk_blobs(self._folder, OTHERS, others, like)

    def _attributes(self, blob: str | None) -> None:
        data = self._on_disk(ATTRIBUTES_FILE)
        if blob is None or (data is not None and is_blob(data, blob)):
            return
        if data is None:
            removed = msg("{file} was removed", file=ATTRIBUTES_FILE)
            self._notes.find("attributes-changed", _uncommitted(removed))
        elif fault := attributes_fault(self._objects.content(blob), data):
            message, grave = fault
            (self._notes.find if grave else self._notes.list_)("attributes-changed", _uncommitted(message))

    def _missing(self, path: str) -> None:
        message = msg("{file} is missing", file=path)
        if is_case(path):
            self._notes.find("file-removed", _uncommitted(message), case_of(path))
        elif is_letter(path):
            self._letters.find("file-removed", _uncommitted(message), path, None)
        else:
            self._notes.list_(rule_code(path) or "", _uncommitted(message))

    def _changed(self, path: str, blob: str, data: bytes) -> None:
        if is_letter(path):
            self._letters.changed(None, path)
        elif is_case(path):
            old = self._versions.of(blob) or EMPTY_VERSION
            new = version_in(data)
            if new is None:
                message = msg("{file} cannot be read as a case", file=path)
                self._notes.find("case-unreadable", _uncommitted(message), case_of(path))
                return
            self._rules.head(case_of(path), None, [old.head], new.head)
            self._entries(path, old, new)
            self._tip.refused(read_case(data, path), path, on_disk=True)
        else:
            self._rules.contents(path, None, [self._objects.content(blob)], data)

    def _new_case(self, path: str) -> None:
        data = self._on_disk(path)
        if data is not None:
            self._tip.refused(read_case(data, path), path, on_disk=True)
        version = version_in(data) if data is not None else None
        if version is not None and version.entries:
            self._entries(path, EMPTY_VERSION, version)
            return
        message = msg(
            "{file} is in no commit; '{cure}' checks and commits it", file=path, cure=remedy("commit")
        )
        self._notes.list_("uncommitted-case", message, case_of(path))

    def _entries(self, path: str, old: CaseVersion, new: CaseVersion) -> None:
        case = case_of(path)
        changes = entry_changes(old.entries, new.entries)
        for before, after in changes.changed:
            message = _uncommitted(altered(before, after))
            self._notes.find("entry-changed", message, case, before.id)
        for entry in changes.removed:
            self._notes.find("entry-removed", _uncommitted(msg("a past entry was removed")), case, entry.id)
        if changes.moved is not None:
            message = msg("past entries were put in another order; this one stands where another stood")
            self._notes.find("entry-reordered", _uncommitted(message), case, changes.moved.id)
        for entry in changes.added:
            message = msg("the entry was added by hand; entries are added by commands only")
            self._notes.find("entry-by-hand", _uncommitted(message), case, entry.id)

    def _on_disk(self, path: str) -> bytes | None:
        try:
            return plain_bytes(self._folder.absolute(path))
        except OSError:
            return None


def _uncommitted(message: Message) -> Message:
    return msg("on the disk, not committed: {what}", what=message)
