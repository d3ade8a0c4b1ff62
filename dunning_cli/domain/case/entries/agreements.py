"""Entries on what was agreed with the debtor: promises and plans."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from dunning_cli.domain.case.codes.agreements import OnBreak, PlanAccrual, Signed
from dunning_cli.domain.case.entries.approval_keys import approval_paper, approver, still_pending
from dunning_cli.domain.case.entries.entry import Entry
from dunning_cli.domain.case.entries.wording import because, who
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.personal_marks import FREE_TEXT, Form, Mark, Whose
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import Kept, key
from dunning_cli.kernel.values import Count, Day, EntryId, FilledWords, Flag, PositiveAmount, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise(Entry):
    """A promise to pay an amount by a day; kept or broken is derived from payments."""

    kind: ClassVar[str] = "promise"
    title: ClassVar[Message] = label("promise to pay")

    amount: PositiveAmount = key("amount promised, yuan", required=True)
    due: Day = key("last day of the promise", required=True)
    giver: FilledWords | None = key(
        "who gave it, where not the debtor: a name", personal=Mark(Form.NAME, Whose.NAMED)
    )

    def subject(self, case_id: str) -> Message:
        return msg(
            "promise {case}: {amount} by {due}, value date {date}",
            case=case_id,
            amount=self.amount,
            due=self.due,
            date=self.date,
        )

    def in_words(self) -> Message | str:
        words = msg("{amount} by {due}", amount=self.amount, due=self.due)
        return msg("{who}: {detail}", who=who(self.giver), detail=words) if self.giver else words


@dataclass(frozen=True, slots=True, kw_only=True)
class Instalment(Kept):
    """One instalment of a plan."""

    due: Day = key("due date", required=True)
    amount: PositiveAmount = key("amount, yuan", required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan(Entry):
    """A repayment plan agreed with the debtor."""

    kind: ClassVar[str] = "plan"
    title: ClassVar[Message] = label("repayment plan")

    instalments: tuple[Instalment, ...] = key("due dates and amounts", required=True)
    signed: Signed | None = key("who signed")
    accrual: PlanAccrual | None = key("whether debt accrues while the plan is kept; continue unless given")
    grace_days: Count | None = key("days an instalment may be late, 0 unless given")
    on_break: OnBreak | None = key("what happens to stopped accrual when it breaks")
    approved_by: FilledWords | None = approver()
    paper: FilledWords | None = approval_paper()
    text: Words | None = key("anything else agreed", personal=FREE_TEXT)
    pending: Flag | None = still_pending()

    @property
    def total(self) -> Decimal:
        """The sum of the instalments, yuan."""
        return sum((part.amount for part in self.instalments), ZERO)

    def subject(self, case_id: str) -> Message:
        return msg(
            "plan {case}: {count} instalments, {total}, value date {date}",
            case=case_id,
            count=len(self.instalments),
            total=self.total,
            date=self.date,
        )

    def in_words(self) -> Message | str:
        first, last = self.instalments[0], self.instalments[-1]
        return msg(
            "{count} instalments, {first} to {last}",
            count=len(self.instalments),
            first=first.due,
            last=last.due,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanEnd(Entry):
    """Ends a plan by agreement."""

    kind: ClassVar[str] = "plan_end"
    title: ClassVar[Message] = label("end of plan")

    plan: EntryId = key("the plan ended", required=True)
    reason: Words | None = key("why", personal=FREE_TEXT)

    def subject(self, case_id: str) -> Message:
        return msg("plan end {case}: value date {date}", case=case_id, date=self.date)

    def in_words(self) -> Message | str:
        return because(msg("ends {plan}", plan=self.plan), self.reason)
