"""What can be asked of the creditor: waivers, extensions, holds, their approval, plans."""

from __future__ import annotations

from typing import Any, ClassVar

from dunning_cli.domain.case.codes.agreements import HoldWhat, OnBreak, PlanAccrual, Signed
from dunning_cli.domain.policy.card_keys import MonthDay
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.values import Count, Day, FilledWords, Flag, PositiveAmount, Words
from dunning_cli.operations.declared.operation import CaseOperation, argument, flag, option
from dunning_cli.operations.declared.values import AmountOrAll, ComponentOrAll, PlanEvery


def _why() -> Any:
    return option("TEXT", "Why.", required=True)


def approved_by() -> Any:
    """Who approved it on paper, of what a limit may concern."""
    return option("APPROVER", "Who approved it on paper.")


def approval_paper() -> Any:
    """The paper of that approval."""
    return option(
        "PAPER",
        "The paper of that approval; where one person alone may approve, it counts above the limit.",
        flags=("--ref",),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Waive(CaseOperation):
    """Give up a part of the debt, at once or if the rest is paid by a date.

    Examples:
      dunning waive PF-2026-0007 penalty all --reason "settled on the phone" --if-paid-by 2026-06-30
      dunning waive PF-2026-0007 penalty 50.00 --reason "billing error" --approved-by zhou
      dunning waive PF-2026-0007 penalty 900.00 --reason "settled" --approved-by "王董" --ref "批条 2026-17"
    """

    op: ClassVar[str] = "waive"
    not_asked: ClassVar[tuple[str, ...]] = ("agent",)

    component: ComponentOrAll = argument(
        "COMPONENT", "principal, interest, penalty, fee or all.", required=True
    )
    amount: AmountOrAll = argument("AMOUNT|all", "Amount in yuan, or all of the component.", required=True)
    reason: FilledWords = _why()
    approved_by: FilledWords | None = approved_by()
    paper: FilledWords | None = approval_paper()
    if_paid_by: Day | None = option(
        "DATE", "Takes effect when everything else that is due is paid by this day.", coming=True
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Extend(CaseOperation):
    """Move due dates to a later day.

    Examples:
      dunning extend XD-2026-0001 --due 2026-07-31 --reason "harvest in July"
    """

    op: ClassVar[str] = "extend"
    not_asked: ClassVar[tuple[str, ...]] = ("agent",)

    due: Day = option("DATE", "New due date.", required=True, coming=True)
    entry: FilledWords | None = option("ENTRY", "The charge to move; every unpaid one without it.")
    reason: Words | None = option("TEXT", "Why.")
    approved_by: FilledWords | None = approved_by()
    paper: FilledWords | None = approval_paper()


@dataclass(frozen=True, slots=True, kw_only=True)
class PutOnHold(CaseOperation):
    """Stop contact, accrual or both for a time; the first and the last day count. Or end a hold of contact.

    Examples:
      dunning hold PF-2026-0007 contact --until 2026-07-15 --reason "dispute over the meter"
      dunning hold PF-2026-0007 contact --ends 01m7c1zpk2rsefxf --reason "meter was exchanged"
    """

    op: ClassVar[str] = "hold"
    not_asked: ClassVar[tuple[str, ...]] = ("agent",)

    what: HoldWhat = argument("WHAT", "contact, accrual or both.", required=True)
    from_: Day | None = option("DATE", "First day; the value date unless given.", coming=True)
    until: Day | None = option("DATE", "Last day; open without it.", coming=True)
    stage_clock: Flag | None = flag("The clock of the stage stands still too; days past due go on.")
    ends: FilledWords | None = option(
        "ENTRY", "End that hold of contact: contact goes on from the first day."
    )
    reason: FilledWords = _why()
    approved_by: FilledWords | None = approved_by()
    paper: FilledWords | None = approval_paper()


@dataclass(frozen=True, slots=True, kw_only=True)
class Approve(CaseOperation):
    """Decide on what somebody else recorded above the limit: a waiver, extension, hold, plan, reversal, closing, judgment.

    Examples:
      dunning approve PF-2026-0007 --actor zhou
    """

    op: ClassVar[str] = "approve"
    not_asked: ClassVar[tuple[str, ...]] = (
        "on",
        "override",
        "agent",
    )

    entry: FilledWords | None = argument("[ENTRY]", "The entry; the only one waiting without it.")
    refuse: Flag | None = flag("Refuse it.")
    reason: Words | None = option("TEXT", "Why.")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPlan(CaseOperation):
    """Agree a plan: equal instalments, a list of dates and amounts, or the charges of a schedule.

    Examples:
      dunning plan new PF-2026-0007 --instalments 4 --amount 500 --first 2026-06-30 --every month --signed both
      dunning plan new PF-2026-0007 --instalments 6 --total all --first 2026-06-30 --waive penalty=all --reason hardship
      dunning plan new PF-2026-0007 --part 2026-06-30=800 --part 2026-07-31=1200 --accrual stop --on-break reinstate
    """

    op: ClassVar[str] = "plan new"

    instalments: Count | None = option("N", "Number of equal instalments.")
    amount: PositiveAmount | None = option("AMOUNT", "Amount of each, in yuan.")
    total: AmountOrAll | None = option(
        "AMOUNT|all", "Amount divided among them, or all that is owed, in yuan."
    )
    first: Day | None = option("DATE", "Due date of the first instalment.", coming=True)
    every: PlanEvery = option("PERIOD", "month (unless given) or week.", default=PlanEvery.MONTH)
    day: MonthDay | None = option("DAY", "Day of the month of the later ones, as 31 after a first on 02-28.")
    part: tuple[FilledWords, ...] = option(
        "DATE=AMOUNT", "One instalment; repeat it, instead of equal ones.", default=()
    )
    from_schedule: Flag | None = flag("Instalments as the charges of the case fall due.")
    waive: tuple[FilledWords, ...] = option(
        "PART=AMOUNT",
        "Given up when the rest is paid by the plan's end; repeat it; with --reason.",
        default=(),
    )
    reason: FilledWords | None = option("TEXT", "Why it is waived.")
    signed: Signed | None = option("WHO", "Who signed: both, debtor or none.")
    accrual: PlanAccrual | None = option("WORD", "While it is kept: continue (unless given) or stop.")
    grace_days: Count | None = option(
        "N", "Days an instalment may be late; 0 unless given.", flags=("--grace",)
    )
    on_break: OnBreak | None = option("WORD", "Stopped accrual of a broken plan: reinstate or forgive.")
    approved_by: FilledWords | None = approved_by()
    paper: FilledWords | None = approval_paper()
    text: Words | None = option("TEXT", "Anything else agreed.")


@dataclass(frozen=True, slots=True, kw_only=True)
class EndPlan(CaseOperation):
    """End the active plan by agreement.

    Examples:
      dunning plan end PF-2026-0007 --reason "new plan agreed"
    """

    op: ClassVar[str] = "plan end"
    not_asked: ClassVar[tuple[str, ...]] = ("agent",)

    reason: Words | None = option("TEXT", "Why.")
