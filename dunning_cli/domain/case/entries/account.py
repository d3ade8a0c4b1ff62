"""Entries on what is owed and paid: opening, charge, payment, reversal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.codes.money import CardUse, Via
from dunning_cli.domain.case.entries.approval_keys import approval_paper, approver, still_pending
from dunning_cli.domain.case.entries.entry import Entry
from dunning_cli.domain.case.entries.parts import Parts
from dunning_cli.domain.case.entries.wording import ALONE, AtHand
from dunning_cli.domain.case.references import reference_words
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.money import COMPONENT_LABELS, Component
from dunning_cli.kernel.personal_marks import FREE_TEXT, NOT_PERSONAL, Form, Mark, Whose
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import key
from dunning_cli.kernel.values import Amount, Day, EntryId, FilledWords, Flag, PositiveAmount, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening(Parts):
    """The debt as it was taken over."""

    kind: ClassVar[str] = "opening"
    title: ClassVar[Message] = label("opening balance")

    overdue_since: Day | None = key(
        "first day the debt was due and unpaid; sets days past due and limitation"
    )
    unsplit: Flag | None = key("the client gave one sum only; all of it stands as principal")

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """An opening is of something, and overdue since a day that is not after it."""
        yield from Parts.contradictions(self)
        if self.overdue_since is not None and self.overdue_since > self.date:
            yield "overdue_since", msg("overdue_since is after the opening's own date")

    def subject(self, case_id: str) -> Message:
        return msg(
            "opening {case}: {amount}, value date {date}",
            case=case_id,
            amount=self.total,
            date=self.date,
        )

    def in_words(self) -> Message | str:
        words = self.parts_line()
        return msg("{parts}, not split by the client", parts=words) if self.unsplit else words


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge(Parts):
    """Something newly owed."""

    kind: ClassVar[str] = "charge"
    title: ClassVar[Message] = label("charge")

    due: Day | None = key("due date; day 0 of days past due")
    ref: Words | None = key("bill or statement it belongs to", personal=NOT_PERSONAL)
    use: CardUse | None = key("of a card: cash or instalment; a purchase unless given")
    reschedule: EntryId | None = key("the new terms it is an instalment of; it counts as long as they do")
    outstanding: Amount | None = key(
        "principal lent that later charges ask for, yuan; the annual cap is reckoned on it too"
    )
    discount: PositiveAmount | None = key(
        "what came off a bill for paying ahead, yuan; its amounts are without it"
    )

    def subject(self, case_id: str) -> Message:
        return msg(
            "charge {case}: {amount} due {due}, value date {date}",
            case=case_id,
            amount=self.total,
            due=self.due or label("by statement"),
            date=self.date,
        )

    def in_words(self) -> Message | str:
        words: Message = self.parts_line()
        if self.discount is not None:
            words = msg("{parts}, {amount} off for paying ahead", parts=words, amount=self.discount)
        if self.due is not None:
            words = msg("{parts}, due {due}", parts=words, due=self.due)
        if self.use is not None:
            words = msg("{use}: {parts}", use=label_of(self.use), parts=words)
        if self.ref:
            words = msg("{charge} ({ref})", charge=words, ref=reference_words(self.ref))
        return words


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment(Entry):
    """Money received."""

    kind: ClassVar[str] = "payment"
    title: ClassVar[Message] = label("payment")

    amount: PositiveAmount = key("amount received, yuan", required=True)
    via: Via | None = key("how it came")
    ref: Words | None = key("receipt or transaction number", personal=NOT_PERSONAL)
    part_of: PositiveAmount | None = key(
        "amount of the whole transfer, where this payment is one of several parts of it, yuan"
    )
    to: Component | None = key("component the payer named; it is served first")
    to_item: EntryId | None = key("charge or opening the payer named; it is served first (民法典 560)")
    payer: Words | None = key("who paid, where not the debtor", personal=Mark(Form.NAME, Whose.PAYER))

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """A part is no larger than the whole."""
        if self.part_of is not None and self.amount > self.part_of:
            yield "part_of", msg("the part is larger than the whole it is of")

    def subject(self, case_id: str) -> Message:
        return msg(
            "pay {case}: {amount} by {via}, value date {date}",
            case=case_id,
            amount=self.amount,
            via=label_of(self.via or Via.OTHER),
            date=self.date,
        )

    def in_words(self) -> Message | str:
        return self.in_words_with(ALONE)

    def in_words_with(self, at_hand: AtHand) -> Message | str:
        """A bill that the payer named stands by its reference, where it has one, else by its entry."""
        words = msg(
            "{amount} by {via}",
            amount=self.amount,
            via=label_of(self.via) if self.via else label("other"),
        )
        if self.payer:
            words = msg("{payment}, paid by {payer}", payment=words, payer=self.payer)
        if self.to is not None:
            words = msg("{payment}, for {component}", payment=words, component=COMPONENT_LABELS[self.to])
        if self.to_item is not None:
            bill = at_hand.bill(self.to_item) or self.to_item
            words = msg("{payment}, for the bill {entry}", payment=words, entry=bill)
        return words


@dataclass(frozen=True, slots=True, kw_only=True)
class Reversal(Entry):
    """Takes an earlier entry back; the entry counts as never made."""

    kind: ClassVar[str] = "reversal"
    title: ClassVar[Message] = label("reversal")

    entry: EntryId = key("the entry taken back", required=True)
    reason: Words | None = key("why", personal=FREE_TEXT)
    approved_by: FilledWords | None = approver()
    paper: FilledWords | None = approval_paper()
    pending: Flag | None = still_pending()

    def subject(self, case_id: str) -> Message:
        return msg(
            "reverse {case}: entry {entry}, value date {date}", case=case_id, entry=self.entry, date=self.date
        )

    def in_words(self) -> Message | str:
        if self.reason:
            return msg("takes back {entry}: {reason}", entry=self.entry, reason=self.reason)
        return msg("takes back {entry}", entry=self.entry)
