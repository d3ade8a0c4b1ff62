"""The cases of a client's batch that an operation is about, and what stands in the way of their return."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dunning_cli.domain.agreements.plans import PlanOutcome, plan_state
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.legal import LegalStep
from dunning_cli.domain.contact.deliveries import LetterStage, letter_records
from dunning_cli.domain.limitation.proceedings import proceedings_of
from dunning_cli.kernel.errors import NotFound
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.text import harmless, suggestion
from dunning_cli.operations.writing.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class BatchCases:
    """The cases of a batch on a day."""

    open: tuple[Case, ...]
    closed: int
    """How many were closed before."""
    unread: tuple[Message, ...]
    """What to say of files that cannot be read, and may be of the batch."""


def cases_of_batch(unit: UnitOfWork, batch: str, on: date) -> BatchCases:
    """The cases of a batch by id. Raises NotFound with a suggestion where no case has it."""
    names: dict[str, None] = {}
    open_ids: list[str] = []
    unread: list[Message] = []
    closed = 0
    for found in unit.cases():
        if found.case is None:
            unread.append(msg("left out: {why}", why=found.problems[0].as_message()))
            continue
        named = found.case.head.batch
        if named is None:
            continue
        names[named.id] = None
        if named.id != batch:
            continue
        if found.case.closing(on) is None:
            open_ids.append(found.case.id)
        else:
            closed += 1
    if batch not in names:
        raise NotFound(
            msg("no case is of batch '{batch}'; {hint}", batch=harmless(batch), hint=suggestion(batch, names))
        )
    return BatchCases(tuple(unit.case(each) for each in open_ids), closed, tuple(unread))


def in_the_way(case: Case, on: date) -> Iterator[Message]:
    """Why a case cannot simply go back to the client: what was begun on it and is not ended."""
    standing = case.standing(on)
    plan = plan_state(case, on)
    if plan is not None and plan.state is PlanOutcome.ACTIVE:
        yield msg("a repayment plan of {date} is being kept", date=plan.entry.date)
    for proceeding in proceedings_of(standing):
        runs = proceeding.kind is LegalStep.ENFORCE and not proceeding.withdrawn
        if proceeding.is_pending or runs:
            yield msg("a proceeding begun on {date} is not ended", date=proceeding.begun)
    for record in letter_records(standing):
        if record.state is LetterStage.WRITTEN:
            yield msg("letter {serial} was neither posted nor spoiled", serial=record.letter.serial)
    for entry, *_ in case.undecided(on):
        yield msg("{what} of {date} waits for approval", what=entry.title, date=entry.date)
