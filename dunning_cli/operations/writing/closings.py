"""A closed case that comes to owe again is open again: no debt leaves the lists unseen."""

from __future__ import annotations

from dataclasses import replace

from dunning_cli.domain.account.closings import owed_again
from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.entries import Close, Entry, Reopen
from dunning_cli.domain.case.entries.progress import OWED_AGAIN
from dunning_cli.kernel.message import Message, as_recorded, msg
from dunning_cli.operations.declared.operation import Operation
from dunning_cli.operations.writing.outcome import Outcome
from dunning_cli.operations.writing.unit_of_work import UnitOfWork


def with_reopenings(unit: UnitOfWork, operation: Operation, outcome: Outcome) -> Outcome:
    """The outcome of an operation, with a reopening of each case whose closing it made untrue.

    Raises Refused where an account cannot be worked out.
    """
    # an operation that closes has looked for itself
    if any(isinstance(entry, Close) for entry in outcome.entries):
        return outcome
    entries: list[Entry] = []
    said: list[Message] = []
    for case_id in dict.fromkeys(outcome.case_ids):
        found = owed_again(unit.case(case_id), unit.account)
        if found is None:
            continue
        closing, owed = found
        why = OWED_AGAIN(
            reason=label_of(closing.reason),
            owed=owed,
        )
        on = max(unit.context.today, closing.date)
        entries.append(unit.record(unit.case(case_id), Reopen, operation, on, reason=as_recorded(why)))
        said.append(msg("{case} is open again: {why}", case=case_id, why=why))
    if not entries:
        return outcome
    return replace(outcome, entries=(*outcome.entries, *entries), warnings=(*outcome.warnings, *said))
