"""Operation on a case that cannot be read: lines of its file are passed over, visibly and for good."""

from __future__ import annotations

from collections.abc import Sequence

from dunning_cli.domain.case.entries import Mend
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import Placeholder, remedy
from dunning_cli.operations.declared import ledger as declared
from dunning_cli.operations.writing.outcome import Outcome, outcome_of
from dunning_cli.operations.writing.unit_of_work import UnitOfWork
from dunning_cli.store.format.case_file import read_case
from dunning_cli.store.format.case_path import case_name
from dunning_cli.store.format.mended_lines import (
    FileEntry,
    UnreadableLine,
    file_entries,
    readable_beginning,
    unreadable_entries,
)
from dunning_cli.store.reading.hand_edits import hand_edits


@dataclass(frozen=True, slots=True, kw_only=True)
class MendLines(declared.MendLines):
    """Passes over entries of a case file that cannot be read and can't be put right."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds one entry for each line; the case must be readable without the entries named.

        NotFound for an unknown case. Refused for a line that can be read or is no entry, where more is wrong
        than the lines named, and where the file was edited by hand.
        """
        path = unit.path_of(self.case)
        _committed(unit, path)
        data = unit.reader.folder.read(path)
        unreadable = unreadable_entries(data)
        chosen = list(dict.fromkeys(_named(path, data, unreadable, line) for line in self.line))
        left = [bad for bad in unreadable if bad.found not in chosen]
        if left:
            raise Refused(_more_lines(case_name(path), chosen, left))
        found = read_case(data, path, {each.hash for each in chosen})
        if found.case is None:
            raise Refused(
                msg("more is wrong than an entry: {problem}", problem=found.problems[0].as_message()),
                found.problems[1:],
            )
        unit.take_without(path, data, found.case)
        on = unit.value_date(self)
        entries = tuple(
            unit.record(found.case, Mend, self, on, hash=each.hash, line=each.line, reason=self.reason)
            for each in chosen
        )
        return outcome_of(found.case.id, entries, on)


def _committed(unit: UnitOfWork, path: str) -> None:
    """Refuses where the file was edited by hand since the last commit: then the edit is what to take back."""
    if any(edit.path == path for edit in hand_edits(unit.reader.folder, case_name(path))):
        raise Refused(
            msg(
                "{file} was edited by hand and is not committed; get it back as it was with: git checkout -- {file}",
                file=path,
            )
        )


def _named(path: str, data: bytes, unreadable: Sequence[UnreadableLine], line: int) -> FileEntry:
    """The unreadable entry that a line belongs to. Raises Refused."""
    for bad in unreadable:
        if bad.found.line <= line <= bad.found.last_line:
            _one_entry(path, bad.found)
            return bad.found
    for sound in file_entries(data):
        if sound.line <= line <= sound.last_line:
            raise Refused(
                msg(
                    "{file}:{line}: this entry can be read or is passed over already; only what cannot be read is mended",
                    file=path,
                    line=line,
                )
            )
    raise Refused(msg("{file}:{line}: no entry stands on this line", file=path, line=line))


def _one_entry(path: str, found: FileEntry) -> None:
    """Refuses to pass over more than one entry, or one that is sound but for what follows it. Raises Refused."""
    sound = readable_beginning(found)
    if sound is not None:
        raise Refused(
            msg(
                "{file}:{line}: the entry can be read, it is what follows on line {next} that cannot; take that out "
                "by hand",
                file=path,
                line=found.line,
                next=sound + 1,
            )
        )
    if len(found.ids) > 1:
        raise Refused(
            msg(
                "{file}:{line}: several entries run into each other up to line {last}; put them right by hand",
                file=path,
                line=found.line,
                last=found.last_line,
            )
        )


def _more_lines(case: str, chosen: Sequence[FileEntry], left: Sequence[UnreadableLine]) -> Message:
    lines = sorted([each.line for each in chosen] + [bad.found.line for bad in left])
    return msg(
        "line {line} cannot be read either; name all lines at once: {cure}",
        line=left[0].found.line,
        cure=remedy("mend", case=case, line=tuple(lines), reason=Placeholder("TEXT")),
    )
