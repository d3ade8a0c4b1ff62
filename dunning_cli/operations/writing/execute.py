"""The one way to write: lock, read, check, append, read back, commit, unlock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field
from typing import TYPE_CHECKING, Any

from dunning_cli.domain.case.clock_jumps import ahead_words, behind_words, clock_ahead, clock_behind
from dunning_cli.kernel.message import Message, in_english, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.text import harmless
from dunning_cli.operations.declared.operation import Operation
from dunning_cli.operations.writing.closings import with_reopenings
from dunning_cli.operations.writing.commit_words import trailers_of
from dunning_cli.operations.writing.context import Context
from dunning_cli.operations.writing.letter_series import own_series_taken
from dunning_cli.operations.writing.outcome import Outcome
from dunning_cli.operations.writing.read_back import read_back
from dunning_cli.operations.writing.unit_of_work import UnitOfWork
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.reading.last_commit import last_commit_date
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.store.writing.lock import say_nothing
from dunning_cli.store.writing.transaction import transaction

if TYPE_CHECKING:
    from dunning_cli.operations.writing.json_keys import ReceiptData


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a command did: the outcomes of its operations and the commit that holds them."""

    outcomes: tuple[Outcome, ...]
    commit: str | None
    subject: Message
    notices: tuple[Message, ...] = field(default=())

    def as_json(self) -> dict[str, Any]:
        """`{case, entry, commit}`, and `entries` where one command made several."""
        cases = [case_id for outcome in self.outcomes for case_id in outcome.case_ids]
        entries = [entry.id for outcome in self.outcomes for entry in outcome.entries]
        data: ReceiptData = {
            "case": cases[0] if cases else None,
            "entry": entries[0] if entries else None,
            "commit": self.commit,
        }
        if len(entries) > 1:
            data["entries"] = entries
        if len(set(cases)) > 1:
            data["cases"] = list(dict.fromkeys(cases))
        whole: dict[str, Any] = dict(data)
        for outcome in self.outcomes:
            whole.update(outcome.data)
        return whole

    @property
    def warnings(self) -> tuple[Message, ...]:
        """What the person should know beside the confirmation."""
        return (*self.notices, *(warning for outcome in self.outcomes for warning in outcome.warnings))


def execute(
    folder: LedgerFolder,
    operations: Sequence[Operation],
    context: Context,
    subject: Message | None = None,
    on_wait: Callable[[Message], None] | None = None,
) -> Receipt:
    """Applies operations in order and commits all of them at once, or none.

    `subject` replaces the commit's subject where there are several operations. A dry run checks
    everything and writes nothing. Raises a Failure; then the ledger is as it was.
    """
    if context.dry_run:
        unit = UnitOfWork(LedgerReader(folder), context)
        outcomes = _apply(unit, operations)
        _, notices = read_back(unit)
        notices = (msg("dry run: nothing was written"), *unit.remarks, *notices)
        return Receipt(outcomes, None, _subject(outcomes, subject), notices)
    with transaction(folder, on_wait or say_nothing) as writing:
        unit = UnitOfWork(LedgerReader(folder), context)
        outcomes = _apply(unit, operations)
        writes, notices = read_back(unit)
        if not writes and all(outcome.nothing_new for outcome in outcomes):
            return Receipt(outcomes, None, _subject(outcomes, subject), (*writing.notices, *notices))
        for path, data in unit.pending.reads():
            writing.expect(path, data)
        for path, data in writes:
            writing.write(path, data)
        for path, seen in unit.pending.adopted():
            writing.expect(path, seen)
            writing.adopt(path)
        chosen = _subject(outcomes, subject)
        doubts = _doubts_of_the_clock(unit, context)
        commit = writing.commit(
            subject=harmless(in_english(chosen)),
            trailers=_trailers(outcomes, context),
            author=(context.actor.id, context.actor.email),
            when=context.clock,
        )
        taken = own_series_taken(folder, unit.office, unit.series_taken)
    return Receipt(outcomes, commit, chosen, (*writing.notices, *unit.remarks, *notices, *doubts, *taken))


def _doubts_of_the_clock(unit: UnitOfWork, context: Context) -> tuple[Message, ...]:
    """What the person is told where the clock does not fit the ledger; a ledger with a fixed today may rest for long."""
    written = (last_commit_date(unit.reader.folder), unit.pending.newest_record())
    last = clock_behind(context.clock, written)
    if last is not None:
        return (behind_words(context.clock, last),)
    silence = clock_ahead(context.clock, written) if unit.office.today is None else None
    return () if silence is None else (ahead_words(context.clock, silence),)


def _apply(unit: UnitOfWork, operations: Sequence[Operation]) -> tuple[Outcome, ...]:
    outcomes = []
    for number, operation in enumerate(operations, start=1):
        outcomes.append(with_reopenings(unit, operation, operation.apply(unit)))
        if len(operations) > 1:
            unit.context.progress(number, len(operations))
    return tuple(outcomes)


def _subject(outcomes: Sequence[Outcome], given: Message | None) -> Message:
    return given if given is not None else outcomes[0].subject


def _trailers(outcomes: Sequence[Outcome], context: Context) -> list[tuple[str, str]]:
    cases = [case_id for outcome in outcomes for case_id in outcome.case_ids]
    entries = [entry for outcome in outcomes for entry in outcome.entries]
    return list(trailers_of(cases, entries, context.actor.id))
