"""Undoing one's last command: every entry it made is reversed, visibly."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dunning_cli.domain.case.codes.agreements import CloseReason
from dunning_cli.domain.case.commit_subjects import UNDONE, subject_told
from dunning_cli.domain.case.entries import Close, Entry, Mend, Renamed, Reversal
from dunning_cli.domain.case.taken_back import opening_taken_back
from dunning_cli.kernel.errors import Failure, Refused
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import remedy
from dunning_cli.operations.declared import ledger as declared
from dunning_cli.operations.money.reversals import nothing_left_loose, reversal_waits
from dunning_cli.operations.writing.giving_way import OnPaper, pending_notice
from dunning_cli.operations.writing.outcome import Outcome
from dunning_cli.operations.writing.unit_of_work import UnitOfWork
from dunning_cli.store.format.case_file import read_case
from dunning_cli.store.format.case_path import case_name
from dunning_cli.store.format.client_paths import is_statement_file
from dunning_cli.store.format.mended_lines import named_in, passed_over
from dunning_cli.store.git.git import read_if_there
from dunning_cli.store.git.history import Commit, commit_at, commits, file_at

_SHORT = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo(declared.Undo):
    """Reverses the last command of the actor, whole."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds a reversal for each entry of the last command, or of the one named, not undone yet.

        Refused where that is no entry or a reversal, where the last command was an undo itself, so that one given
        twice takes back nothing older, where a later entry needs one of them, and where the command left a case
        that cannot be read. A mend and the line it sets aside are passed over. NotFound for an unknown commit.
        """
        if self.commit is not None:
            return self._named(unit, self.commit)
        undone = None
        for place, commit in enumerate(commits(unit.reader.folder, author=unit.context.actor.id)):
            made, passed_over = _entries_of(unit, commit)
            # an undo that closed the cases whose opening it took back stays as it is, too
            is_undo = commit.subject.startswith("undo ")
            open_ones = [
                (case_id, entry)
                for case_id, entry in made
                if not is_undo and _can_be_reversed(unit, case_id, entry)
            ]
            if open_ones and undone is not None:
                raise Refused(
                    msg(
                        "the last command was itself '{undone}'; to take back '{subject}' too: {cure}",
                        undone=_told(unit, undone),
                        subject=_told(unit, commit),
                        cure=remedy("undo", commit=commit.id[:_SHORT]),
                    )
                )
            if open_ones:
                return self._reverse(unit, commit, open_ones)
            if made and (is_undo or _took_back(made)):
                if not is_undo:
                    raise Refused(
                        msg(
                            "the last command, '{subject}', took something back; that cannot be undone, enter it again",
                            subject=_told(unit, commit),
                        )
                    )
                if not place:
                    undone = commit
            if any(map(is_statement_file, commit.files)):
                raise Refused(
                    msg(
                        "the last command, '{subject}', issued a statement, and that stays: the next one tells what "
                        "has changed since",
                        subject=_told(unit, commit),
                    )
                )
            if not made and not passed_over:
                raise Refused(
                    msg(
                        "the last command, '{subject}', added no entry and cannot be undone; change it back by hand",
                        subject=_told(unit, commit),
                    )
                )
        on = unit.value_date(self)
        if undone is not None:
            raise Refused(
                msg(
                    "it was taken back already, by '{undone}'; {actor} has nothing else to undo",
                    undone=_told(unit, undone),
                    actor=unit.context.actor.id,
                )
            )
        raise Refused(msg("{actor} has nothing to undo on {date}", actor=unit.context.actor.id, date=on))

    def _named(self, unit: UnitOfWork, wanted: str) -> Outcome:
        """Takes back the command of a commit. Raises NotFound, Refused."""
        (commit,) = commits(unit.reader.folder, rev=commit_at(unit.reader.folder, wanted), limit=1)
        made, _ = _entries_of(unit, commit)
        open_ones = [(case_id, entry) for case_id, entry in made if _can_be_reversed(unit, case_id, entry)]
        if not open_ones and any(entry.id in unit.case(case_id).reversed_ids for case_id, entry in made):
            raise Refused(
                msg(
                    "{commit}, '{subject}', was taken back already",
                    commit=commit.id[:_SHORT],
                    subject=_told(unit, commit),
                )
            )
        if not open_ones:
            raise Refused(
                msg(
                    "{commit}, '{subject}', has no entry that could be taken back",
                    commit=commit.id[:_SHORT],
                    subject=_told(unit, commit),
                )
            )
        return self._reverse(unit, commit, open_ones)

    def _reverse(self, unit: UnitOfWork, commit: Commit, entries: list[tuple[str, Entry]]) -> Outcome:
        on = unit.value_date(self)
        ids = tuple(dict.fromkeys(case_id for case_id, _ in entries))
        before = [unit.case(case_id) for case_id in ids]
        waiting = {
            case.id: reversal_waits(
                unit, case, [entry for id_, entry in entries if id_ == case.id], OnPaper()
            )
            for case in before
        }
        reversals = tuple(
            unit.record(
                unit.case(case_id),
                Reversal,
                self,
                on,
                entry=entry.id,
                reason=self.reason,
                pending=waiting[case_id] or None,
            )
            for case_id, entry in entries
        )
        for case in before:
            nothing_left_loose(case, unit.case(case.id))
        closed = self._close_emptied(unit, commit, ids, on)
        subject = UNDONE(commit=commit.id[:_SHORT], subject=_told(unit, commit))
        notices = [
            notice
            for (case_id, _), reversal in zip(entries, reversals, strict=True)
            for notice in pending_notice(unit, unit.case(case_id), [reversal], waiting[case_id])
        ]
        if closed:
            notices.append(
                msg(
                    "{count} cases that it had opened are empty now and closed as invalid: lists leave them out, and an "
                    "import of the same cases fills them in again",
                    count=len(closed),
                )
            )
        return Outcome(subject, ids, (*reversals, *closed), on, tuple(notices))

    def _close_emptied(
        self, unit: UnitOfWork, commit: Commit, ids: Iterable[str], on: date
    ) -> tuple[Close, ...]:
        """Closes the cases that the commit opened and on which nothing stands any more."""
        opened = _opened_by(unit, commit)
        emptied = [
            case
            for case in map(unit.case, ids)
            if case.id in opened and case.reversed_ids and not case.standing(date.max)
        ]
        return tuple(
            unit.record(case, Close, self, on, reason=CloseReason.INVALID, text=self.reason)
            for case in emptied
        )


def _entries_of(unit: UnitOfWork, commit: Commit) -> tuple[list[tuple[str, Entry]], bool]:
    """The entries that a commit added, with the ids of their cases, and whether a mend passes over others of it.

    Raises Refused where it left a case that no command can read.
    """
    folder = unit.reader.folder
    made: list[tuple[str, Entry]] = []
    over = False
    for path in commit.files:
        if not path.startswith("cases/"):
            continue
        mended = named_in(read_if_there(folder.absolute(path)) or b"")
        data = file_at(folder, commit.id, path) or b""
        earlier = file_at(folder, commit.parents[0], path) or b"" if commit.parents else b""
        after, before = read_case(data, path, mended).case, read_case(earlier, path, mended).case
        if after is None and data:
            _refuse_unreadable(unit, commit, path)
        known = {entry.id for entry in before.entries} if before is not None else set()
        if after is not None:
            new = [entry for entry in after.entries if entry.id not in known]
            made += [(unit.renamed_since(after.id, entry.id), entry) for entry in new]
        over = over or len(passed_over(data, mended)) > len(passed_over(earlier, mended))
    return made, over


def _opened_by(unit: UnitOfWork, commit: Commit) -> set[str]:
    """The cases that a commit opened, or filled in again after their opening was taken back; by the names of their files."""
    folder = unit.reader.folder
    found = set()
    for path in commit.files:
        if path.startswith("cases/"):
            earlier = file_at(folder, commit.parents[0], path) if commit.parents else None
            before = read_case(earlier or b"", path).case
            if not earlier or (before is not None and opening_taken_back(before) is not None):
                found.add(case_name(path))
    return found


def _told(unit: UnitOfWork, commit: Commit) -> Message | str:
    """What a commit did, as it can be said in any language; as it stands where its cases cannot be read."""
    ids = commit.trailer("Entry")
    known: dict[str, tuple[str, Entry]] = {}
    for case_id in commit.trailer("Case") if ids else ():
        try:
            known |= {entry.id: (case_id, entry) for entry in unit.case(case_id).entries}
        except Failure:
            continue
    made = [known[id_] for id_ in ids if id_ in known]
    return subject_told(commit.subject, made, {id_: entry for id_, (_, entry) in known.items()})


def _refuse_unreadable(unit: UnitOfWork, commit: Commit, path: str) -> None:
    """Refuses to undo a commit after which a case could not be read, if it still can't. Raises Refused, with the cure."""
    try:
        unit.case(case_name(path))
    except Refused as refusal:
        raise Refused(
            msg(
                "the last command, '{subject}', left a case that cannot be read and cannot be undone: {reason}",
                subject=_told(unit, commit),
                reason=refusal.message,
            ),
            refusal.problems,
        ) from None


def _took_back(made: Iterable[tuple[str, Entry]]) -> bool:
    return all(isinstance(entry, Reversal) for _, entry in made)


def _can_be_reversed(unit: UnitOfWork, case_id: str, entry: Entry) -> bool:
    if isinstance(entry, (Reversal, Mend, Renamed)):
        return False
    return entry.id not in unit.case(case_id).reversed_ids
