"""What an audit knows when it has gone through a history, as bytes to be kept, and back: nothing in it can run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from dunning_cli.kernel.message import Message
from dunning_cli.store.git.commit_objects import Commit
from dunning_cli.store.reading.word_rows import CannotBeKept, plain_words, words_of_plain
from dunning_cli.views.audit.concessions import KeptConcessions
from dunning_cli.views.audit.first_entries import EntryKey, KeptEntries, Place
from dunning_cli.views.audit.layout import KeptFiles
from dunning_cli.views.audit.notes import Notes, Remark
from dunning_cli.views.audit.people import KeptPeople
from dunning_cli.views.audit.record import AuditRecord
from dunning_cli.views.audit.times import KeptTimes
from dunning_cli.views.audit.tip import CaseHeld
from dunning_cli.views.audit.wording import Told

_Form = TypeVar("_Form")
_TOLD = "told"


class KeptRecord(NamedTuple):
    """What is kept of the record but for the entries."""

    gone_entries: list[EntryKey]
    gone_files: list[str]
    removed_cases: dict[str, str]
    removed_letters: dict[str, str]
    cases: list[str]
    letters: dict[str, EntryKey]
    changed_letters: list[str]
    renamed: list[str]
    paths: dict[str, str]
    new_names: dict[str, str]
    readable: dict[str, str | None]


class KeptRemark(NamedTuple):
    """One remark; the commit by its number in the order of the history."""

    code: str
    message: list[Any]
    case: str | None
    entry: str | None
    commit: int | None
    person: str | None
    change: list[Any] | None


class KeptAudit(NamedTuple):
    """Everything but the entries; settings as numbers of their blobs, commit by commit."""

    record: KeptRecord
    entries: int
    found: list[KeptRemark]
    listed: list[KeptRemark]
    held: dict[str, CaseHeld]
    settings: list[int]
    blobs: list[str | None]
    people: KeptPeople
    times: KeptTimes
    layout: tuple[KeptFiles, KeptFiles]
    concessions: KeptConcessions
    renames: list[tuple[str, str, str, str, str]]
    without_date: tuple[int, str | None]
    acceptances: list[str]
    mended: dict[str, list[str]]
    looked_up: dict[str, EntryKey | None]


class _Entries(NamedTuple):
    """Where entries stand, with cases, paths and commits by number; -1 where there is no commit."""

    names: list[str]
    together: list[tuple[int, int, int, list[str]]]
    others: list[tuple[int, int, int, str]]


def packed(audit: KeptAudit) -> bytes:
    """The bytes of what is kept. Raises CannotBeKept."""
    return _encoded(audit)


def unpacked(data: bytes) -> KeptAudit:
    """What such bytes keep. Raises ValueError for any others."""
    return _decoded(data, KeptAudit)


def _encoded(kept: object) -> bytes:
    import msgspec

    try:
        return msgspec.msgpack.encode(kept)
    except (TypeError, ValueError, OverflowError) as error:
        raise CannotBeKept from error


def _decoded(data: bytes, form: type[_Form]) -> _Form:
    import msgspec

    return msgspec.msgpack.decode(data, type=form)


def kept_record(record: AuditRecord) -> KeptRecord:
    """What is to be kept of a record."""
    return KeptRecord(
        [each for each in record.gone if isinstance(each, tuple)],
        [each for each in record.gone if isinstance(each, str)],
        record.removed_cases,
        record.removed_letters,
        list(record.cases),
        record.letters,
        list(record.changed_letters),
        list(record.renamed),
        record.paths,
        record.new_names,
        record.readable,
    )


def take_record(record: AuditRecord, kept: KeptRecord) -> None:
    """Know what was kept of a record."""
    record.gone = {*kept.gone_entries, *kept.gone_files}
    record.removed_cases, record.removed_letters = kept.removed_cases, kept.removed_letters
    record.cases = dict.fromkeys(kept.cases)
    record.letters = kept.letters
    record.changed_letters, record.renamed = set(kept.changed_letters), set(kept.renamed)
    record.paths, record.new_names, record.readable = kept.paths, kept.new_names, kept.readable


def packed_entries(kept: KeptEntries, commits: Sequence[str]) -> bytes:
    """The bytes of entries, whose commits are among these. Raises CannotBeKept."""
    numbers = {id_: number for number, id_ in enumerate(commits)}
    names: dict[str, int] = {}

    def told(place: Place) -> tuple[int, int, int]:
        commit = numbers[place.commit] if place.commit else -1
        return names.setdefault(place.case, len(names)), commit, names.setdefault(place.path, len(names))

    together = [(*told(place), ids) for place, ids in kept.together]
    others = [(*told(place), id_) for place, id_ in kept.others]
    return _encoded(_Entries(list(names), together, others))


def unpacked_entries(data: bytes, commits: Sequence[str]) -> KeptEntries:
    """The entries of such bytes. Raises ValueError or IndexError for any others."""
    kept = _decoded(data, _Entries)
    names = kept.names

    def place(case: int, commit: int, path: int) -> Place:
        return Place(names[case], commits[commit] if commit >= 0 else "", names[path])

    return KeptEntries(
        [(place(case, commit, path), ids) for case, commit, path, ids in kept.together],
        [(place(case, commit, path), id_) for case, commit, path, id_ in kept.others],
    )


def kept_remarks(remarks: Iterable[Remark], commits: Sequence[str]) -> list[KeptRemark]:
    """Remarks about these commits, to be kept. Raises CannotBeKept."""
    noted = list(remarks)
    numbers = {id_: number for number, id_ in enumerate(commits)} if noted else {}
    return [
        KeptRemark(
            each.code,
            _plain(each.message),
            each.case,
            each.entry,
            numbers[each.commit.id] if each.commit is not None else None,
            each.person,
            [_plain(value) for value in each.change] if each.change is not None else None,
        )
        for each in noted
    ]


def take_notes(
    notes: Notes,
    found: Sequence[KeptRemark],
    listed: Sequence[KeptRemark],
    commits: Sequence[str],
    read: Callable[[Iterable[str]], Mapping[str, Commit]],
) -> None:
    """Know what was noted; `read` reads several commits. Raises ValueError, TypeError or IndexError for what it cannot be."""
    wanted = read(commits[each.commit] for each in (*found, *listed) if each.commit is not None)
    for kept, into in ((found, notes.found), (listed, notes.listed)):
        for each in kept:
            message = _of_plain(each.message)
            if not isinstance(message, Message):
                raise TypeError(message)
            commit = wanted[commits[each.commit]] if each.commit is not None else None
            change = None
            if each.change is not None:
                key, old, new = map(_text, each.change)
                change = key, old, new
            into.append(Remark(each.code, message, each.case, each.entry, commit, each.person, change))


def _plain(value: object) -> Any:
    return plain_words(value, _told)


def _told(value: object) -> Any:
    """The plain form of a text that has two."""
    if not isinstance(value, Told):
        return None
    return [_TOLD, str(value), value.full] if value.full != value else str(value)


def _of_plain(value: Any) -> object:
    return words_of_plain(value, {_TOLD: Told.of})


def _text(value: Any) -> str:
    found = _of_plain(value)
    if not isinstance(found, str):
        raise TypeError(found)
    return found
