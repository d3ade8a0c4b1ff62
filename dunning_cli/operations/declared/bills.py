"""What can be asked of bills and schedules: charges worked out from a price or a rate."""

from __future__ import annotations

from typing import ClassVar

from dunning_cli.domain.case.codes.schedules import (
    Collected,
    DueDayRule,
    Every,
    InterestCount,
    RoundTo,
    ScheduleKind,
)
from dunning_cli.domain.policy.billing import SpanName
from dunning_cli.domain.policy.card_keys import MonthDay
from dunning_cli.kernel.rates import YearlyPercent
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.values import Code, Count, Day, FilledWords, Flag, PositiveAmount, Words
from dunning_cli.operations.declared.operation import Operation, argument, flag, option


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeBills(Operation):
    """Charge the bills of a period, or of several, by area and price, as `billing` of policy and case says.

    Each period is billed once: with --all, a selection or several periods, what was billed before stays as it is and is
    said. The value date is the first day of each period unless --on is given. Where `billing.prepay_days` says by when a
    bill is paid ahead, the discount comes off for whoever had paid by then, and until that day nobody else is billed.

    Examples:
      dunning bill PF-2026-0007 --period 2026Q3
      dunning bill PF-2026-0007 PF-2026-0008 --period 2026Q4 --prepaid
      dunning bill --all --policy property-fee --area 青禾花园 --period 2025Q1..2025Q4 --dry-run
    """

    op: ClassVar[str] = "bill"
    not_asked: ClassVar[tuple[str, ...]] = ("agent",)

    case: tuple[FilledWords, ...] = argument("[CASE…]", "Cases to bill; none with --all.", default=())
    period: SpanName = option(
        "PERIOD[..PERIOD]",
        "Month 2026-01, quarter 2026Q1, year 2026; 2025Q1..2025Q4 for several.",
        required=True,
    )
    all_: Flag | None = flag("Every open case that has an area and a price.")
    policy: Code | None = option("POLICY", "With --all: cases of this policy only.")
    area: FilledWords | None = option("TEXT", "With --all: cases of this village, estate or district only.")
    batch: FilledWords | None = option("BATCH", "With --all: cases of this batch only.")
    owner: FilledWords | None = option("STAFF", "With --all: cases of this collector only.")
    prepaid: Flag | None = flag("Paid ahead: the policy's discount comes off, whatever was paid.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleTerms(Operation):
    """How instalments are spread."""

    kind: ScheduleKind | None = option(
        "KIND", "equal-instalment, equal-principal, flat, interest-first or bullet."
    )
    rate: YearlyPercent | None = option("PERCENT", "Rate per year, such as 12%, or 0.8%/month.")
    periods: Count | None = option("N", "Number of instalments.")
    first: Day | None = option("DATE", "First due date.", coming=True)
    start: Day | None = option("DATE", "Interest runs from here; one period before unless given.")
    every: Every | None = option("PERIOD", "month (unless given), quarter, year or week.")
    count: InterestCount = option(
        "BASIS",
        "Interest by period (unless given); by days: 360, 365, actual, 30-360, 30e-360; months-360, months-365: whole months, then days.",
        default=InterestCount.PERIOD,
    )
    day: MonthDay | None = option("DAY", "Day of the month of the later ones, as 31 after a first on 02-28.")
    due_day: DueDayRule = option(
        "RULE", "Where a month is short: clamp to its end, or roll over.", default=DueDayRule.CLAMP
    )
    interest_only: Count | None = option("N", "The first N instalments pay no principal.")
    interest_free: Count | None = option("N", "The first N periods bear no interest.")
    interest_deferred: Count | None = option("N", "Interest of the first N periods is collected later.")
    collected: Collected | None = option(
        "HOW", "That interest: spread over the rest (unless given), with the next or with the last."
    )
    round_to: RoundTo | None = option(
        "UNIT", "Instalments in whole units: cent (unless given), jiao, yuan; the last takes the rest."
    )
    round_up: Flag | None = flag("Round instalments up, not to the nearest.")
    ref: Words | None = option("TEXT", "Beginning of each charge's reference.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeSchedule(ScheduleTerms):
    """Work out an instalment schedule, and charge it to a case if wanted.

    Examples:
      dunning schedule --kind equal-instalment --principal 12000 --rate 12% --periods 12 --first 2026-02-10
      dunning schedule --kind flat --principal 24000 --rate 0.8%/month --periods 12 --first 2026-02-10
      dunning schedule --kind equal-principal --principal 60000 --rate 6% --periods 24 --first 2026-02-10 --interest-only 6
      dunning schedule --kind interest-first --principal 50000 --rate 8% --periods 6 --first 2026-07-31 --charge XD-2026-0001
    """

    op: ClassVar[str] = "schedule"
    not_asked: ClassVar[tuple[str, ...]] = (
        "on",
        "override",
        "agent",
    )

    kind: ScheduleKind = option(
        "KIND", "equal-instalment, equal-principal, flat, interest-first or bullet.", required=True
    )
    principal: PositiveAmount = option("AMOUNT", "Amount lent, in yuan.", required=True)
    rate: YearlyPercent = option("PERCENT", "Rate per year, such as 12%, or 0.8%/month.", required=True)
    periods: Count = option("N", "Number of instalments.", required=True)
    first: Day = option("DATE", "First due date.", required=True, coming=True)
    every: Every = option("PERIOD", "month (unless given), quarter, year or week.", default=Every.MONTH)
    whole_yuan: Flag | None = flag("The same as --round-to yuan.")
    charge: FilledWords | None = option("CASE", "Charge the instalments to this case.")
