"""Entries on letters: their registration and what became of them."""

from __future__ import annotations

from typing import ClassVar

from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.codes.letters import Method
from dunning_cli.domain.case.entries.entry import Entry
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.personal_marks import FREE_TEXT, NOT_PERSONAL, Form, Mark, Whose
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import Kept, key
from dunning_cli.kernel.values import (
    Amount,
    CaseId,
    Code,
    Count,
    Day,
    EntryId,
    FilledWords,
    Flag,
    PositiveAmount,
    Words,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterAmounts(Kept):
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
    """A letter as registered; its text is letters/<year>/<hundreds>/<serial>.txt."""

    kind: ClassVar[str] = "letter"
    title: ClassVar[Message] = label("letter")

    serial: FilledWords = key(
        "number in the register, year-series-number", required=True, personal=NOT_PERSONAL
    )
    template: Code = key("template it was made from", required=True)
    to: FilledWords = key("debtor, guarantor or a name", required=True, personal=Mark(Form.NAME, Whose.NAMED))
    cases: tuple[CaseId, ...] = key(
        "the cases one letter covers, where it covers several of the debtor's; the first is the one written on",
        default=(),
    )
    method: Method | None = key("how it is delivered")
    language: Code | None = key("language of the letter")
    level: Count | None = key("how earnest it is, 1 a reminder to 5 the last step before court")
    pay_by: Day | None = key("last day it gives for payment")
    extend_to: Day | None = key("day up to which the client is asked to leave the case here")
    reason: Words | None = key(
        "why the client should; of a correction what was wrong, as it says", personal=FREE_TEXT
    )
    corrects: EntryId | None = key("the entry of the letter that it puts right")
    work_done: Words | None = key("what was done so far, where not in the usual words", personal=FREE_TEXT)
    amounts: LetterAmounts | None = key("the figures it states of this case")
    hash: Words | None = key("SHA-256 of its text", personal=NOT_PERSONAL)
    template_hash: Words | None = key("SHA-256 of its template", personal=NOT_PERSONAL)

    def subject(self, case_id: str) -> Message:
        return msg(
            "letter {case}: {template} no. {serial}", case=case_id, template=self.template, serial=self.serial
        )

    def in_words(self) -> Message | str:
        return msg("{template} no. {serial}", template=self.template, serial=self.serial)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery(Entry):
    """What became of a letter after it was written."""

    kind: ClassVar[str] = "delivery"
    title: ClassVar[Message] = label("delivery")

    serial: FilledWords = key("number of the letter", required=True, personal=NOT_PERSONAL)
    method: Method | None = key("how it went, where that is not how it was to go")
    tracking: Words | None = key("tracking number", personal=NOT_PERSONAL)
    posted: Day | None = key("posted on")
    received: Day | None = key("received on")
    signed_by: Words | None = key(
        "who signed for it; self (本人) is the addressee", personal=Mark(Form.NAME, Whose.SIGNER)
    )
    acknowledged: Flag | None = key("the slip came back signed by who owes: the debt is acknowledged")
    returned: Words | None = key("reason for which it came back", personal=FREE_TEXT)
    spoiled: Words | None = key("why it was never sent; its number stays used", personal=FREE_TEXT)

    def subject(self, case_id: str) -> Message:
        return msg(
            "letter {case}: no. {serial} {became}, value date {date}",
            case=case_id,
            serial=self.serial,
            became=self._became(),
            date=self.date,
        )

    def in_words(self) -> Message | str:
        words = msg("no. {serial}", serial=self.serial)
        if self.method:
            words = msg("{letter}, {method}", letter=words, method=label_of(self.method))
        if self.tracking:
            words = msg("{letter}, tracking {number}", letter=words, number=self.tracking)
        if self.posted:
            words = msg("{letter}, posted on {date}", letter=words, date=self.posted)
        if self.received:
            words = msg("{letter}, received on {date}", letter=words, date=self.received)
        if self.signed_by:
            words = msg("{letter}, signed for by {name}", letter=words, name=self.signed_by)
        if self.acknowledged:
            words = msg("{letter}, debt acknowledged on the slip", letter=words)
        if self.returned:
            words = msg("{letter}, returned: {reason}", letter=words, reason=self.returned)
        if self.spoiled:
            words = msg("{letter}, spoiled: {reason}", letter=words, reason=self.spoiled)
        return words

    def _became(self) -> Message:
        if self.spoiled:
            return label("spoiled")
        if self.returned:
            return label("returned")
        if self.acknowledged and not self.received:
            return label("acknowledged")
        return label("received") if self.received else label("posted")
