"""Operations on repayment plans: agree one, end it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from dunning_cli.domain.case import Case
from dunning_cli.domain.codes import OnBreak, PlanAccrual, Signed
from dunning_cli.domain.days import add_months, parse_date
from dunning_cli.domain.entries import Instalment, Plan, PlanEnd
from dunning_cli.domain.failure import Refused, WrongUsage
from dunning_cli.domain.message import Message, msg
from dunning_cli.domain.money import ZERO, format_amount, parse_amount
from dunning_cli.domain.plans import PlanOutcome, plan_state
from dunning_cli.domain.reading import Unreadable
from dunning_cli.domain.schema import key
from dunning_cli.domain.values import Count, Day, FilledWords, PositiveAmount, Words
from dunning_cli.operations.commit_words import subject_of
from dunning_cli.operations.operation import CaseOperation, Outcome
from dunning_cli.operations.workbench import Workbench, still_open

MOST_INSTALMENTS = 600


class PlanEvery(StrEnum):
    """How far instalments lie apart."""

    MONTH = "month"
    WEEK = "week"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPlan(CaseOperation):
    """Agrees a repayment plan with the debtor."""

    op: ClassVar[str] = "plan new"

    instalments: Count | None = key("number of equal instalments")
    amount: PositiveAmount | None = key("amount of each, yuan")
    first: Day | None = key("due date of the first")
    every: PlanEvery = key("month or week", default=PlanEvery.MONTH)
    part: tuple[FilledWords, ...] = key("an instalment as DATE=AMOUNT, instead of equal ones", default=())
    signed: Signed | None = key("both, debtor or none")
    accrual: PlanAccrual | None = key("continue or stop while it is kept")
    grace_days: Count | None = key("days an instalment may be late")
    on_break: OnBreak | None = key("reinstate or forgive stopped accrual when it breaks")
    approved_by: FilledWords | None = key("who approved it on paper")
    text: Words | None = key("anything else agreed")

    def apply(self, bench: Workbench) -> Outcome:
        """Adds the plan. Refused above what is owed, beside an active plan, or due before its own date."""
        case = bench.case(self.case)
        on = bench.value_date(self)
        still_open(case, on)
        standing = plan_state(case, on)
        if standing is not None and standing.state is PlanOutcome.ACTIVE:
            raise Refused(
                msg("{case} has an active plan already; end it first: dunning plan end {case}", case=case.id)
            )
        parts = self._parts()
        owed = bench.account(case, on).balance.total
        warnings = _within_the_debt(case, parts, owed, on)
        entry = bench.record(
            case,
            Plan,
            self,
            on,
            instalments=parts,
            signed=self.signed,
            accrual=self.accrual,
            grace_days=self.grace_days,
            on_break=self.on_break,
            approved_by=self.approved_by,
            text=self.text,
        )
        return Outcome(subject_of(case.id, [entry]), (case.id,), (entry,), on, warnings)

    def _parts(self) -> tuple[Instalment, ...]:
        if self.part:
            if self.instalments or self.amount or self.first:
                raise WrongUsage(msg("give either --part, or --instalments, --amount and --first"))
            return tuple(sorted((_part(text) for text in self.part), key=lambda part: part.due))
        if not self.instalments or self.amount is None or self.first is None:
            raise WrongUsage(
                msg("a plan needs --instalments, --amount and --first, or --part for each instalment")
            )
        if self.instalments > MOST_INSTALMENTS:
            raise Refused(msg("a plan has at most {most} instalments", most=MOST_INSTALMENTS))
        return tuple(
            Instalment(due=self._due(self.first, number), amount=self.amount)
            for number in range(self.instalments)
        )

    def _due(self, first: date, number: int) -> date:
        return first + timedelta(weeks=number) if self.every is PlanEvery.WEEK else add_months(first, number)


def _part(text: str) -> Instalment:
    day, equals, amount = text.partition("=")
    try:
        if not equals or parse_amount(amount) == ZERO:
            raise Unreadable(msg("an instalment is written DATE=AMOUNT, not '{text}'", text=text))
        return Instalment(due=parse_date(day), amount=parse_amount(amount))
    except Unreadable as error:
        raise WrongUsage(error.message) from None


def _within_the_debt(
    case: Case, parts: tuple[Instalment, ...], owed: Decimal, on: date
) -> tuple[Message, ...]:
    total = sum((part.amount for part in parts), ZERO)
    if parts[0].due < on:
        raise Refused(
            msg(
                "the first instalment is due on {due}, before the plan's own date {on}",
                due=parts[0].due,
                on=on,
            )
        )
    if total > owed:
        raise Refused(
            msg(
                "the instalments add up to {total}, more than the {owed} owed on {date}",
                total=format_amount(total),
                owed=format_amount(owed),
                date=on,
            )
        )
    if total < owed:
        return (
            msg(
                "the plan covers {total} of the {owed} that {case} owes",
                total=format_amount(total),
                owed=format_amount(owed),
                case=case.id,
            ),
        )
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EndPlan(CaseOperation):
    """Ends the active plan by agreement."""

    op: ClassVar[str] = "plan end"

    reason: Words | None = key("why")

    def apply(self, bench: Workbench) -> Outcome:
        """Adds the end. Refused without an active plan."""
        case = bench.case(self.case)
        on = bench.value_date(self)
        standing = plan_state(case, on)
        if standing is None or standing.state is not PlanOutcome.ACTIVE:
            raise Refused(msg("{case} has no active plan", case=case.id))
        entry = bench.record(case, PlanEnd, self, on, plan=standing.entry.id, reason=self.reason)
        return Outcome(subject_of(case.id, [entry]), (case.id,), (entry,), on)
