"""Entries that put other terms in the place of instalments still to come: acceleration, rescheduling."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from dunning_cli.domain.case.entries.approval_keys import approval_paper, approver, still_pending
from dunning_cli.domain.case.entries.parts import ByComponent, Parts
from dunning_cli.domain.case.entries.wording import because
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.money import ZERO, Component
from dunning_cli.kernel.personal_marks import FREE_TEXT, NOT_PERSONAL
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import Kept, key
from dunning_cli.kernel.values import Amount, Day, EntryId, FilledWords, Flag, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class EndedInstalment(ByComponent, Kept):
    """What is no longer owed of a charge, yuan; where the charge is dated later, nothing of it ever is."""

    entry: EntryId = key("the charge", required=True)
    principal: Amount | None = key("principal of it, yuan")
    interest: Amount | None = key("interest of it, yuan")
    penalty: Amount | None = key("penalty of it, yuan")
    fee: Amount | None = key("fee of it, yuan")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTerms(Parts):
    """Instalments end on the value date; what the entry names of principal, interest and fee falls due on it instead."""

    ended: tuple[EndedInstalment, ...] = key(
        "the instalments that end, with what ends of them", required=True
    )

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """Something ends, nothing ends twice, and no more principal falls due than ends."""
        if not self.ended:
            yield "ended", msg("no instalment is named that ends")
        names = [row.entry for row in self.ended]
        for place, name in enumerate(names):
            if name in names[:place]:
                yield f"ended[{place}]", msg("the charge {entry} ends twice", entry=name)
        ended = sum((row.part(Component.PRINCIPAL) for row in self.ended), ZERO)
        if self.part(Component.PRINCIPAL) > ended:
            yield (
                "principal",
                msg(
                    "{amount} of principal falls due, more than the {ended} that ends",
                    amount=self.part(Component.PRINCIPAL),
                    ended=ended,
                ),
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceleration(NewTerms):
    """All that was still to come falls due at once, by a notice to the debtor after default."""

    kind: ClassVar[str] = "acceleration"
    title: ClassVar[Message] = label("acceleration")

    notice: FilledWords = key("serial of the letter that says so", required=True, personal=NOT_PERSONAL)
    text: Words | None = key("the clause, or anything else", personal=FREE_TEXT)

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """As of all new terms; and something falls due."""
        yield from Parts.contradictions(self)
        yield from NewTerms.contradictions(self)

    def subject(self, case_id: str) -> Message:
        return msg(
            "accelerate {case}: {count} instalments, {amount} due, value date {date}",
            case=case_id,
            count=len(self.ended),
            amount=self.total,
            date=self.date,
        )

    def in_words(self) -> Message | str:
        words = msg(
            "{count} instalments fall due at once by letter {serial}: {parts}",
            count=len(self.ended),
            serial=self.notice,
            parts=self.parts_line(),
        )
        return because(words, self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reschedule(NewTerms):
    """The instalments still to come are replaced by others, which are charges of their own; or paid early."""

    kind: ClassVar[str] = "reschedule"
    title: ClassVar[Message] = label("new terms")

    outstanding: Amount | None = key(
        "principal spread over the new instalments, yuan; the annual cap is reckoned on it too"
    )
    first: Day | None = key("due date of the first new instalment")
    last: Day | None = key("due date of the last one")
    text: Words | None = key("what was agreed, and why", personal=FREE_TEXT)
    approved_by: FilledWords | None = approver()
    paper: FilledWords | None = approval_paper()
    pending: Flag | None = still_pending()

    def subject(self, case_id: str) -> Message:
        return msg(
            "reschedule {case}: {count} instalments end, {amount} spread anew, value date {date}",
            case=case_id,
            count=len(self.ended),
            amount=self.outstanding or ZERO,
            date=self.date,
        )

    def in_words(self) -> Message | str:
        words: Message = msg("{count} instalments end", count=len(self.ended))
        if self.outstanding:
            words = msg("{what}; {amount} is spread anew", what=words, amount=self.outstanding)
        if self.total:
            words = msg("{what}; due at once: {parts}", what=words, parts=self.parts_line())
        return because(words, self.text)
