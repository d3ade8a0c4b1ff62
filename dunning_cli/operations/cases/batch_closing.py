"""Operations that close a client's batch as a whole: in one commit, each case by the rules of a single closing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from dunning_cli.domain.case.codes.agreements import CloseReason
from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.commit_subjects import CLOSED_BATCH
from dunning_cli.domain.case.entries import Close, Entry
from dunning_cli.kernel.errors import AgainstRule, Failure, Refused
from dunning_cli.kernel.message import Message, Problem, msg
from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.record import dataclass
from dunning_cli.operations.cases.batch_cases import BatchCases, cases_of_batch, in_the_way
from dunning_cli.operations.cases.case_closing import ClosingOrder, close_case
from dunning_cli.operations.declared import batches as declared
from dunning_cli.operations.writing.giving_way import OnPaper
from dunning_cli.operations.writing.outcome import Outcome
from dunning_cli.operations.writing.unit_of_work import Instruction, UnitOfWork

if TYPE_CHECKING:
    from dunning_cli.operations.writing.json_keys import BatchClosedData, ClosedCaseData, LeftCaseData

RULE = "return-unfinished"
"""The rule that nothing begun is returned unfinished, as an override names it."""
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnBatch(declared.ReturnBatch):
    """Closes the open cases of a batch as returned."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds a closing to each open case that owes something. AgainstRule where work on one is not ended and no reason is given."""
        order = ClosingOrder(
            CloseReason.RETURNED, self.text, OnPaper(self.approved_by, self.paper), self.override, RULE
        )
        return close_batch(unit, self.batch, self, order)


def close_batch(unit: UnitOfWork, batch: str, instruction: Instruction, order: ClosingOrder) -> Outcome:
    """Closes every open case of a batch that may be closed so; the others are left, and named with the reason.

    Raises NotFound for a batch that no case has, AgainstRule where a return would leave something unfinished and no
    reason is given, Refused where no case is left to close.
    """
    on = unit.value_date(instruction)
    found = cases_of_batch(unit, batch, on)
    if order.reason is CloseReason.RETURNED:
        _refuse_unfinished(unit, found, on, order.override)
    entries: list[Close] = []
    closed: list[ClosedCaseData] = []
    left: list[LeftCaseData] = []
    notices: list[Message] = []
    for done, case in enumerate(found.open, start=1):
        try:
            owed = unit.account(case, on).balance.owed
            _refuse_settled(owed, order.reason)
            broken = order.reason is CloseReason.RETURNED and any(in_the_way(case, on))
            entry, said = close_case(
                unit, case, instruction, order if broken else replace(order, override=None)
            )
            entries.append(entry)
            notices += said
            closed.append({"case": case.id, "balance": owed, "waits": bool(entry.pending)})
        except Failure as failure:
            left.append({"case": case.id, "reason": failure.message})
        unit.context.progress(done, len(found.open))
    if not entries:
        raise _nothing(batch, found, left)
    total = sum((each["balance"] for each in closed), ZERO)
    data: BatchClosedData = {
        "batch": batch,
        "closed": closed,
        "left": left,
        "closed_before": found.closed,
        "total": total,
    }
    subject = CLOSED_BATCH(
        batch=batch,
        count=len(entries),
        reason=label_of(order.reason),
        total=total,
        date=on,
    )
    warnings = (*_left_words(found, left), *notices, *found.unread)
    ids = tuple(each["case"] for each in closed)
    return Outcome(subject, ids, tuple[Entry, ...](entries), on, warnings, data)


def _refuse_settled(owed: Decimal, reason: CloseReason) -> None:
    """Raises Refused for the return of a case that owes nothing: it is paid, and closed as that."""
    if reason is CloseReason.RETURNED and owed <= ZERO:
        raise Refused(msg("owes nothing; close it as paid"))


def _refuse_unfinished(unit: UnitOfWork, found: BatchCases, on: date, reason: str | None) -> None:
    """Raises AgainstRule with every case on which something is not ended."""
    if reason is not None:
        return
    problems = [
        Problem(RULE, msg("{case}: {why}", case=case.id, why=why))
        for case in found.open
        if unit.account(case, on).balance.owed > ZERO
        for why in in_the_way(case, on)
    ]
    if not problems:
        return
    refusal = AgainstRule(
        msg("not ended on cases of the batch: {count}; end it first", count=len(problems)), RULE
    )
    refusal.problems = tuple(problems)
    refusal.tells_all = True
    raise refusal


def _nothing(batch: str, found: BatchCases, left: list[LeftCaseData]) -> Refused:
    if not found.open:
        return Refused(
            msg("batch {batch}: all {count} cases are closed already", batch=batch, count=found.closed)
        )
    problems = [Problem("left", msg("{case}: {why}", case=each["case"], why=each["reason"])) for each in left]
    return Refused(
        msg("batch {batch}: no case is closed; left open: {count}", batch=batch, count=len(left)), problems
    )


def _left_words(found: BatchCases, left: list[LeftCaseData]) -> list[Message]:
    said = [msg("{case} is left open: {why}", case=each["case"], why=each["reason"]) for each in left]
    if found.closed:
        said.append(msg("cases of the batch closed before: {count}", count=found.closed))
    return said
