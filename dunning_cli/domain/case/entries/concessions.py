"""Entries on what the creditor gives way on: waiver, extension, change of terms."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from dunning_cli.domain.case.entries.approval_keys import approval_paper, approver, still_pending
from dunning_cli.domain.case.entries.entry import Entry
from dunning_cli.domain.case.entries.wording import because
from dunning_cli.domain.case.term_words import term_words, value_words
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.money import COMPONENT_LABELS, Component
from dunning_cli.kernel.nodes import EMPTY_MAP, Map
from dunning_cli.kernel.personal_marks import FREE_TEXT
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import key
from dunning_cli.kernel.values import Day, EntryId, FilledWords, Flag, PositiveAmount, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver(Entry):
    """Gives up a part of the debt, at once or if all else is paid by a date."""

    kind: ClassVar[str] = "waiver"
    title: ClassVar[Message] = label("waiver")

    component: Component = key("component given up", required=True)
    amount: PositiveAmount | None = key("amount given up, yuan; without it all of the component")
    reason: FilledWords = key("why", required=True, personal=FREE_TEXT)
    if_paid_by: Day | None = key("takes effect only when everything else that is due is paid by this day")
    approved_by: FilledWords | None = approver()
    paper: FilledWords | None = approval_paper()
    pending: Flag | None = still_pending()
    plan: EntryId | None = key("the repayment plan it was agreed with; both are approved together")

    def subject(self, case_id: str) -> Message:
        if self.if_paid_by is not None:
            return msg(
                "waive {case}: {component} {amount} if all else is paid by {day}, value date {date}",
                case=case_id,
                component=COMPONENT_LABELS[self.component],
                amount=self._how_much(),
                day=self.if_paid_by,
                date=self.date,
            )
        return msg(
            "waive {case}: {component} {amount}, value date {date}",
            case=case_id,
            component=COMPONENT_LABELS[self.component],
            amount=self._how_much(),
            date=self.date,
        )

    def in_words(self) -> Message | str:
        words = msg(
            "{component} {amount}: {reason}",
            component=COMPONENT_LABELS[self.component],
            amount=self._how_much(),
            reason=self.reason,
        )
        if self.if_paid_by:
            return msg("{waiver}, if all else due is paid by {date}", waiver=words, date=self.if_paid_by)
        return words

    def _how_much(self) -> Message | Decimal:
        return self.amount if self.amount is not None else label("all")


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension(Entry):
    """Moves a due date."""

    kind: ClassVar[str] = "extension"
    title: ClassVar[Message] = label("extension")

    due: Day = key("new due date", required=True)
    entry: EntryId | None = key("the charge it moves; without it every unpaid one")
    reason: Words | None = key("why", personal=FREE_TEXT)
    approved_by: FilledWords | None = approver()
    paper: FilledWords | None = approval_paper()
    pending: Flag | None = still_pending()

    def subject(self, case_id: str) -> Message:
        return msg("extend {case}: due {due}, value date {date}", case=case_id, due=self.due, date=self.date)

    def in_words(self) -> Message | str:
        due = msg("due date moved to {date}", date=self.due)
        of = msg("{extension}, of {entry}", extension=due, entry=self.entry) if self.entry else due
        return because(of, self.reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms(Entry):
    """An agreed change of terms."""

    kind: ClassVar[str] = "terms"
    title: ClassVar[Message] = label("change of terms")

    from_: Day = key("first day the new terms count", required=True)
    terms: Map = key("the keys of the policy that change", default=EMPTY_MAP)
    reason: Words | None = key("why", personal=FREE_TEXT)
    approved_by: FilledWords | None = approver()

    def subject(self, case_id: str) -> Message:
        return msg("{kind} {case}: value date {date}", kind=self.title, case=case_id, date=self.date)

    def in_words(self) -> Message | str:
        terms: Message | str = ""
        for pair in self.terms.pairs:
            one = msg("{key}: {value}", key=term_words(pair.key), value=value_words(pair.node))
            terms = msg("{before}; {next}", before=terms, next=one) if terms else one
        return because(msg("from {date}: {terms}", date=self.from_, terms=terms), self.reason)
