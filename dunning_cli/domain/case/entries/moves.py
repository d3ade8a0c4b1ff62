"""Entries on money that moves without being collected: between cases, and back to whoever paid too much."""

from __future__ import annotations

from typing import ClassVar

from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.codes.money import Via
from dunning_cli.domain.case.entries.entry import Entry
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.money import Component
from dunning_cli.kernel.personal_marks import FREE_TEXT, NOT_PERSONAL, Form, Mark, Whose
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import key
from dunning_cli.kernel.values import CaseId, PositiveAmount, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferOut(Entry):
    """What was paid too much here is used on another case."""

    kind: ClassVar[str] = "transfer_out"
    title: ClassVar[Message] = label("transfer to another case")

    amount: PositiveAmount = key("amount moved, yuan", required=True)
    into: CaseId = key("the case that receives it", required=True)
    consent: Words | None = key(
        "the paper by which whoever paid agreed, where the other case is not theirs", personal=FREE_TEXT
    )

    def subject(self, case_id: str) -> Message:
        return msg("{kind} {case}: value date {date}", kind=self.title, case=case_id, date=self.date)

    def in_words(self) -> Message | str:
        moved = msg("{amount} into {case}", amount=self.amount, case=self.into)
        return _agreed(moved, self.consent)


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferIn(Entry):
    """What was paid too much on another case is used here; never collected, and no sign of life of the debtor's."""

    kind: ClassVar[str] = "transfer_in"
    title: ClassVar[Message] = label("transfer from another case")

    amount: PositiveAmount = key("amount moved, yuan", required=True)
    from_: CaseId = key("the case it comes from", required=True)
    consent: Words | None = key(
        "the paper by which whoever paid agreed, where the other case is not theirs", personal=FREE_TEXT
    )

    @property
    def to(self) -> Component | None:
        """No component was named: it is used in the policy's order."""
        return None

    @property
    def to_item(self) -> str | None:
        """Nor was any item."""
        return None

    def subject(self, case_id: str) -> Message:
        return msg("{kind} {case}: value date {date}", kind=self.title, case=case_id, date=self.date)

    def in_words(self) -> Message | str:
        moved = msg("{amount} from {case}", amount=self.amount, case=self.from_)
        return _agreed(moved, self.consent)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refund(Entry):
    """What was paid too much goes back to whoever paid it."""

    kind: ClassVar[str] = "refund"
    title: ClassVar[Message] = label("refund")

    amount: PositiveAmount = key("amount paid back, yuan", required=True)
    via: Via | None = key("how it was paid back")
    ref: Words | None = key("receipt or transaction number", personal=NOT_PERSONAL)
    to: Words | None = key("to whom, where not the debtor", personal=Mark(Form.NAME, Whose.PAYEE))

    def subject(self, case_id: str) -> Message:
        return msg(
            "refund {case}: {amount} by {via}, value date {date}",
            case=case_id,
            amount=self.amount,
            via=label_of(self.via or Via.OTHER),
            date=self.date,
        )

    def in_words(self) -> Message | str:
        words = msg(
            "{amount} by {via}",
            amount=self.amount,
            via=label_of(self.via) if self.via else label("other"),
        )
        return msg("{refund}, to {name}", refund=words, name=self.to) if self.to else words


def _agreed(words: Message, consent: str | None) -> Message:
    return msg("{transfer}, by consent {paper}", transfer=words, paper=consent) if consent else words
