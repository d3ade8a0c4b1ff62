"""What in all cases needs a look by the contact rules, kept of each case until it, its group or the rules change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import field
from functools import cached_property
from typing import NamedTuple

import msgspec

from dunning_cli.domain.case.case import Case
from dunning_cli.kernel.masking import Personal
from dunning_cli.kernel.message import Message
from dunning_cli.kernel.personal_marks import Form
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.format.folder import CaseFile
from dunning_cli.store.format.templates import templates_digest
from dunning_cli.store.reading.breach_rows import FindingsRow, FoundRow
from dunning_cli.store.reading.cache import is_settled
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.store.reading.related_files import RelatedFiles
from dunning_cli.store.reading.table_cache import TableCache
from dunning_cli.store.reading.word_rows import CannotBeKept, plain_words, words_of_plain
from dunning_cli.views.account.many_cases import row_of_each
from dunning_cli.views.account.unknown import Unknown
from dunning_cli.views.people.case_judging import EVER, CaseJudging, Dated, Listed, ListedEntry, Span

_PERSONAL = "personal"
"""Before personal data in words that are kept: they are masked when they are shown."""


class KeptRow(NamedTuple):
    """An entry that needs a look, and the file it stands in."""

    file: CaseFile
    row: FoundRow

    @property
    def case_id(self) -> str:
        """The case."""
        return self.file.id

    @property
    def entry(self) -> str:
        """Its id."""
        return self.row.entry

    @property
    def listed(self) -> Listed:
        """Why it is listed."""
        return Listed(self.row.listed)

    @property
    def rules(self) -> tuple[str, ...]:
        """Which rules it is about."""
        return self.row.rules


@dataclass(slots=True)
class KeptFindings:
    """What needs a look in a time, in the order of cases, and the cases of which it cannot be said."""

    reader: LedgerReader
    related: RelatedFiles
    listed: list[KeptRow] = field(default_factory=list)
    unread: list[Unknown] = field(default_factory=list)
    unjudged: dict[str, Message] = field(default_factory=dict)
    """Case id to why."""

    def entries(self, only: Listed | None = None) -> list[ListedEntry]:
        """The entries in full, or those listed for one reason, in the order of cases."""
        wanted: dict[CaseFile, list[FoundRow]] = {}
        for file, row in self.listed:
            if only is None or row.listed == only.value:
                wanted.setdefault(file, []).append(row)
        found = []
        for read, (file, rows) in zip(self.reader.cases(list(wanted)), wanted.items(), strict=True):
            if read.case is not None:
                known = read.case if len(self.related.group(file)) == 1 else self.reader.known(read.case)
                entries = (_listed(read.case, known, row) for row in rows)
                found += [entry for entry in entries if entry is not None]
        return found


def kept_findings(reader: LedgerReader, span: Span) -> KeptFindings | None:
    """What needs a look in a time; None where nothing can be kept of it."""
    files = reader.case_files()
    if files is None or len({file.id for file in files}) < len(files):
        return None
    with suppress(CannotBeKept):
        return _Finding(reader, files).findings(span)
    return None


class _Finding:
    """Finds what needs a look in all cases, those judged anew of which nothing is kept."""

    def __init__(self, reader: LedgerReader, files: Sequence[CaseFile]) -> None:
        self._reader = reader
        self._files = files
        self._by_id = {file.id: file for file in files}
        self._related = RelatedFiles(reader.folder, files)

    def findings(self, span: Span) -> KeptFindings:
        """Those of a time. Raises CannotBeKept."""
        name = f"contact findings {self._reader.rules_digest} {templates_digest(self._reader.folder)}"
        found = KeptFindings(self._reader, self._related)
        with TableCache(self._reader.folder, name, FindingsRow) as table:
            rows = {
                path: row
                for path, row in table.get_all(self._files).items()
                if row.others == self._related.state(self._by_path[path])
            }
            missing = [file for file in self._files if file.path not in rows]
            fresh, unknown = self._judged(missing) if missing else ({}, {})
            table.keep(
                {file: row for file, row in fresh.items() if all(map(is_settled, self._related.group(file)))},
                {file.path for file in self._files},
            )
        rows |= {file.path: row for file, row in fresh.items()}
        for file in self._files:
            if file.path in rows:
                found.listed += [KeptRow(file, row) for row in rows[file.path].found if _is_within(row, span)]
            else:
                self._not_kept(found, file, unknown[file.path], span)
        return found

    @cached_property
    def _by_path(self) -> dict[str, CaseFile]:
        return {file.path: file for file in self._files}

    def _judged(self, files: Sequence[CaseFile]) -> tuple[dict[CaseFile, FindingsRow], dict[str, Unknown]]:
        """The rows of some files, and by path what stands in the way of the others."""
        judging = self._judging(files)

        def row(case: Case) -> FindingsRow:
            found = judging.of(case, EVER)
            return FindingsRow(self._related.state(self._by_id[case.id]), tuple(map(_row, found)))

        fresh: dict[CaseFile, FindingsRow] = {}
        unknown: dict[str, Unknown] = {}
        for file, each in row_of_each(self._reader, files, row, FindingsRow):
            if isinstance(each, Unknown):
                unknown[file.path] = each
            else:
                fresh[file] = each
        return fresh, unknown

    def _judging(self, files: Iterable[CaseFile]) -> CaseJudging:
        """Judges cases of some files by what stands in all of their groups."""
        wanted = {each.path for file in files for each in self._related.group(file)}
        chosen = [file for file in self._files if file.path in wanted]
        cases = [read.case for read in self._reader.cases(chosen) if read.case is not None]
        return CaseJudging(self._reader, cases)

    def _not_kept(self, found: KeptFindings, file: CaseFile, unknown: Unknown, span: Span) -> None:
        """What can be said of a case that cannot be judged on every day: it may be on those of a time."""
        if unknown.case is None:
            found.unread.append(unknown)
            return
        judging = self._judging([file])
        entries, why = judging.listed(unknown.case, span)
        found.listed += [KeptRow(file, _row(each)) for each in entries]
        if why is not None:
            found.unjudged[unknown.case_id] = why


def _is_within(row: FoundRow, span: Span) -> bool:
    return span.takes(row.day, row.recorded)


def _row(found: Dated) -> FoundRow:
    """Raises CannotBeKept."""
    entry = found.listed.entry
    return FoundRow(
        entry.id,
        found.listed.listed.value,
        found.listed.rules,
        msgspec.Raw(msgspec.msgpack.encode(plain_words(found.listed.why, _told_personal))),
        found.day,
        found.recorded,
    )


def _listed(case: Case, known: Case, row: FoundRow) -> ListedEntry | None:
    """An entry as it was listed; None where the case changed meanwhile and has it no more."""
    entry = case.entry(row.entry)
    if entry is None:
        return None
    listed = Listed(row.listed)
    is_found = listed in (Listed.ON_RECORD, Listed.AGREED)
    return ListedEntry(
        known if is_found else case,
        entry,
        listed,
        row.rules,
        words_of_plain(msgspec.msgpack.decode(row.why), {_PERSONAL: _personal}),
        listed is Listed.OVERRIDDEN and row.entry in case.reversed_ids,
    )


def _told_personal(value: object) -> list[str] | None:
    return [_PERSONAL, value.text, value.form.value] if isinstance(value, Personal) else None


def _personal(text: str, form: str) -> Personal:
    return Personal(text, Form(form))
