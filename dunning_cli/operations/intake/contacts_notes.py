"""What is doubtful about contacts that were taken over, said once where it is the same of many rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.codes.talk import Result
from dunning_cli.domain.case.office.settings import Office
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.operations.intake.imported_contacts import Taken


@dataclass(frozen=True, slots=True)
class Note:
    """A doubt: the row, or the first of several, its case, the client's column, and why."""

    row: int
    case_id: str
    column: str
    reason: Message


def notes_on(taken: Sequence[Taken], headers: Mapping[str, str], office: Office) -> list[Note]:
    """The doubts of single rows by row, then those of many."""
    single = [
        Note(doubt.row, each.planned.row.case_id, doubt.column, doubt.reason)
        for each in taken
        for doubt in each.planned.row.doubts
    ]
    single.sort(key=lambda note: note.row)
    of_many = (*_changed(taken), *_promised_without(taken), *_collectors(taken, office))
    return [*single, *(_once(rows, headers.get(fact, ""), reason) for fact, rows, reason in of_many)]


_OfMany = tuple[str, Sequence[Taken], Message]
"""A fact, the rows it is about, and what to say of them."""


def _once(rows: Iterable[Taken], column: str, reason: Message) -> Note:
    first = min((each.planned.row for each in rows), key=lambda row: row.row)
    return Note(first.row, first.case_id, column, reason)


def _changed(taken: Iterable[Taken]) -> Iterator[_OfMany]:
    """Words that cannot be the result on their channel."""
    changed: dict[tuple[str, str, Result], list[Taken]] = {}
    for each in taken:
        row, result = each.planned.row, each.planned.result
        if each.planned.changed and row.result_told is not None and result is not None:
            changed.setdefault((row.channel_told, row.result_told.text, result), []).append(each)
    for (channel, word, result), rows in sorted(changed.items(), key=lambda each: -len(each[1])):
        reason = msg(
            "{channel}, '{word}': {count} rows recorded as {result}, with the client's word in the text",
            word=word,
            channel=channel,
            count=len(rows),
            result=label_of(result),
        )
        yield "result", rows, reason


def _promised_without(taken: Iterable[Taken]) -> Iterator[_OfMany]:
    rows = [
        each
        for each in taken
        if each.planned.result is Result.PROMISED
        and each.planned.row.promise_amount is None
        and not each.planned.row.doubts
    ]
    if rows:
        yield (
            "promise_due",
            rows,
            msg("{count} rows say promised and give neither amount nor day", count=len(rows)),
        )


def _collectors(taken: Iterable[Taken], office: Office) -> Iterator[_OfMany]:
    """Collectors whom the office does not have, and rows that name none."""
    known = {member.id for member in office.staff}
    outside = [each for each in taken if each.planned.agent and each.planned.agent not in known]
    if known and outside:
        counts = Counter(each.planned.agent for each in outside)
        names = ", ".join(f"{name} ({count})" for name, count in counts.most_common())
        yield (
            "agent",
            outside,
            msg("not on the staff list, kept by name as those of another office: {names}", names=names),
        )
    nobody = [each for each in taken if each.planned.agent is None]
    if nobody:
        yield (
            "agent",
            nobody,
            msg("{count} rows name no collector: they count as the importer's", count=len(nobody)),
        )
