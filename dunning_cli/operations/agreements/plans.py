"""Operations on repayment plans: agree one, end it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cache, partial

from dunning_cli.domain.account import Account, WaiverOutcome
from dunning_cli.domain.account.concessions import Concession, stopping_gives, waiver_gives
from dunning_cli.domain.agreements.plans import PlanOutcome, plan_state
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.agreements import PlanAccrual
from dunning_cli.domain.case.entries import Instalment, Plan, PlanEnd, Waiver
from dunning_cli.kernel.errors import Refused, WrongUsage
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import remedy
from dunning_cli.operations.agreements.plan_instalments import (
    divided_instalments,
    due_dates,
    named_instalments,
    scheduled_instalments,
)
from dunning_cli.operations.agreements.plan_waivers import WaiverOrder, waivers_wanted
from dunning_cli.operations.declared import agreements as declared
from dunning_cli.operations.declared.values import ALL
from dunning_cli.operations.writing.giving_way import OnPaper, pending_notice, waits
from dunning_cli.operations.writing.outcome import Outcome, outcome_of
from dunning_cli.operations.writing.unit_of_work import UnitOfWork, still_open


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPlan(declared.NewPlan):
    """Agrees a repayment plan with the debtor."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds the plan and its waivers, all pending where these are above the limit.

        Refused above what is owed less what is waived, beside an active plan or one that waits for approval,
        or due before its own date.
        """
        case = unit.case(self.case)
        on = unit.value_date(self)
        still_open(case, on)
        _alone(case, on)
        if bool(self.waive) != (self.reason is not None):
            raise WrongUsage(msg("--waive and --reason belong together: say what is waived and why"))
        account = unit.account(case, on)
        orders = waivers_wanted(self.waive, case, account.balance, on)
        waived = sum((order.off for order in orders), ZERO)
        parts, to_come = self._parts(case, account, account.balance.total - waived, on)
        warnings = _within_the_debt(case, parts, account.balance.total - waived + to_come, waived, on)
        given = self._given(unit, case, orders, parts, on)
        pending = waits(unit, case, given, OnPaper(self.approved_by, self.paper))
        plan, waivers = self._recorded(unit, case, parts, orders, pending, on)
        notices = (*warnings, *pending_notice(unit, case, (plan,), pending))
        return outcome_of(case.id, (plan, *waivers), on, notices)

    def _recorded(
        self,
        unit: UnitOfWork,
        case: Case,
        parts: tuple[Instalment, ...],
        orders: tuple[WaiverOrder, ...],
        pending: bool,
        on: date,
    ) -> tuple[Plan, tuple[Waiver, ...]]:
        plan = unit.record(
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
            paper=self.paper,
            text=self.text,
            pending=pending or None,
        )
        waivers = tuple(
            unit.record(
                case,
                Waiver,
                self,
                on,
                component=order.component,
                amount=order.amount,
                reason=self.reason,
                if_paid_by=self._end(parts),
                approved_by=self.approved_by,
                paper=self.paper,
                pending=pending or None,
                plan=plan.id,
            )
            for order in orders
        )
        return plan, waivers

    def _given(
        self,
        unit: UnitOfWork,
        case: Case,
        orders: Sequence[WaiverOrder],
        parts: Sequence[Instalment],
        on: date,
    ) -> Concession:
        """What the plan gives: its waivers by its end, and the days of accrual it stops; what accrues until then counts unless it stops."""
        stops = self.accrual is PlanAccrual.STOP
        until = None if stops else self._end(parts)
        given = stopping_gives(on, [part.due for part in parts]) if stops else Concession()
        account_on = cache(partial(unit.account, case))
        for order in orders:
            given += waiver_gives(order.component, order.amount, on, until, account_on)
        return given

    def _end(self, parts: Sequence[Instalment]) -> date:
        """The last day on which the plan may be kept: it still is in its days of grace."""
        return parts[-1].due + timedelta(self.grace_days or 0)

    def _parts(
        self, case: Case, account: Account, owed: Decimal, on: date
    ) -> tuple[tuple[Instalment, ...], Decimal]:
        """The instalments, and how much of them is not owed yet on the plan's date. `owed` is less what is waived."""
        even = (self.instalments, self.amount, self.total, self.first, self.day)
        if self.part and not self.from_schedule and not any(even):
            return named_instalments(self.part), ZERO
        if self.from_schedule and not self.part and not any(even):
            return scheduled_instalments(case, account, on)
        if self.part or self.from_schedule or not self.instalments or self.first is None:
            raise WrongUsage(_WAYS)
        dues = due_dates(self.instalments, self.first, self.every, self.day)
        if self.amount is not None and self.total is None:
            return tuple(Instalment(due=due, amount=self.amount) for due in dues), ZERO
        if self.total is None or self.amount is not None:
            raise WrongUsage(_WAYS)
        if self.total == ALL and owed <= ZERO:
            raise Refused(msg("{case} owes nothing on {date}", case=case.id, date=on))
        total = owed if self.total == ALL else Decimal(self.total)
        return divided_instalments(total, dues), ZERO


_WAYS = msg(
    "give the instalments in one way: --instalments with --first and --amount or --total; "
    "--part for each; or --from-schedule"
)


def _alone(case: Case, on: date) -> None:
    """Raises Refused beside an active plan, or one on which nobody has decided yet."""
    standing = plan_state(case, on)
    if standing is not None and standing.state is PlanOutcome.ACTIVE:
        raise Refused(
            msg(
                "{case} has an active plan already; end it first: {cure}",
                case=case.id,
                cure=remedy("plan end", case=case.id),
            )
        )
    for entry, *_ in case.undecided(date.max):
        if isinstance(entry, Plan):
            raise Refused(
                msg(
                    "a plan of {case} waits for approval; decide on it first: {cure}",
                    case=case.id,
                    cure=remedy("approve", case=case.id, entry=entry.id),
                )
            )


def _within_the_debt(
    case: Case, parts: tuple[Instalment, ...], owed: Decimal, waived: Decimal, on: date
) -> tuple[Message, ...]:
    """What to say of a plan for less than `owed`, which is less what is waived. Raises Refused beyond it."""
    total = sum((part.amount for part in parts), ZERO)
    if parts[0].due < on:
        raise Refused(
            msg(
                "the first instalment is due on {due}, before the plan's own date {on}",
                due=parts[0].due,
                on=on,
            )
        )
    figures = {"total": total, "owed": owed}
    if total > owed and waived:
        raise Refused(
            msg(
                "the instalments add up to {total}, more than the {owed} owed on {date} after the waiver",
                date=on,
                **figures,
            )
        )
    if total > owed:
        raise Refused(
            msg("the instalments add up to {total}, more than the {owed} owed on {date}", date=on, **figures)
        )
    if total < owed:
        return (msg("the plan covers {total} of the {owed} that {case} owes", case=case.id, **figures),)
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EndPlan(declared.EndPlan):
    """Ends the active plan by agreement."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds the end, and names the waivers agreed with the plan that still wait. Refused without an active plan."""
        case = unit.case(self.case)
        on = unit.value_date(self)
        standing = plan_state(case, on)
        if standing is None or standing.state is not PlanOutcome.ACTIVE:
            raise Refused(msg("{case} has no active plan", case=case.id))
        plan = standing.entry
        warnings = _left_waiting(unit.account(case, on), case, plan) if _waives(case, plan) else ()
        entry = unit.record(case, PlanEnd, self, on, plan=plan.id, reason=self.reason)
        return outcome_of(case.id, (entry,), on, warnings)


def _waives(case: Case, plan: Plan) -> bool:
    return any(isinstance(entry, Waiver) and entry.plan == plan.id for entry in case.entries)


def _left_waiting(account: Account, case: Case, plan: Plan) -> tuple[Message, ...]:
    waiting = {state.entry for state in account.waivers if state.state is WaiverOutcome.PENDING}
    return tuple(
        msg(
            "the waiver {entry} agreed with the plan still holds if all else is paid by {date}; "
            "to take it back: {cure}",
            entry=entry.id,
            date=entry.if_paid_by,
            cure=remedy("reverse", case=case.id, entry=entry.id),
        )
        for entry in case.entries
        if isinstance(entry, Waiver) and entry.plan == plan.id and entry.id in waiting
    )
