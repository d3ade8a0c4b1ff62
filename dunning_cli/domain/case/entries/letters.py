"""Entries on letters: their registration and what became of them."""

from __future__ import annotations

from typing import ClassVar

from dunning_cli.domain.case.codes import Method
from dunning_cli.domain.case.entries.entry import Entry
from dunning_cli.kernel.message import Message, label
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import key
from dunning_cli.kernel.values import (
    Amount,
    CaseId,
    Code,
    Count,
    Day,
    FilledWords,
    Flag,
    PositiveAmount,
    Words,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterAmounts:
    """The figures a letter states, yuan."""

    principal: Amount = key("principal, yuan", required=True)
    interest: Amount = key("interest, yuan", required=True)
    penalty: Amount = key("penalty, yuan", required=True)
    fee: Amount = key("fee, yuan", required=True)
    total: Amount = key(
        "what the letter asks for, else what is owed in all, yuan; 0.00 on an account in credit",
        required=True,
    )
    credit: PositiveAmount | None = key("what was paid beyond the debt, yuan")
    not_yet_due: Amount | None = key(
        "the part of the debt that has not fallen due and is not asked for, yuan; without it the other figures are of "
        "the whole debt"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter(Entry):
    """A letter as registered; its text is letters/<year>/<serial>.txt."""

    kind: ClassVar[str] = "letter"
    title: ClassVar[Message] = label("letter")

    serial: FilledWords = key("number in the register, year-series-number", required=True)
    template: Code = key("template it was made from", required=True)
    to: FilledWords = key("debtor, guarantor or a name", required=True)
    cases: tuple[CaseId, ...] = key(
        "the cases one letter covers, where it covers several of the debtor's; the first is the one written on",
        default=(),
    )
    method: Method | None = key("how it is delivered")
    language: Code | None = key("language of the letter")
    level: Count | None = key("how earnest it is, 1 a reminder to 5 the last step before court")
    pay_by: Day | None = key("last day it gives for payment")
    extend_to: Day | None = key("day up to which the client is asked to leave the case here")
    reason: Words | None = key("why the client should")
    work_done: Words | None = key("what was done so far, where not in the usual words")
    amounts: LetterAmounts | None = key("the figures it states of this case")
    hash: Words | None = key("SHA-256 of its text")
    template_hash: Words | None = key("SHA-256 of its template")


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery(Entry):
    """What became of a letter after it was written."""

    kind: ClassVar[str] = "delivery"
    title: ClassVar[Message] = label("delivery")

    serial: FilledWords = key("number of the letter", required=True)
    tracking: Words | None = key("tracking number")
    posted: Day | None = key("posted on")
    received: Day | None = key("received on")
    signed_by: Words | None = key("who signed for it; self (本人) is the addressee")
    acknowledged: Flag | None = key("the slip came back signed by who owes: the debt is acknowledged")
    returned: Words | None = key("reason for which it came back")
    spoiled: Words | None = key("why it was never sent; its number stays used")
