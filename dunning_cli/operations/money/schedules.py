"""Instalment schedules: worked out from texts, and charged to a case."""

from __future__ import annotations

from typing import ClassVar

from dunning_cli.domain.account.amortization import (
    DueDayRule,
    Every,
    InterestCount,
    Part,
    ScheduleKind,
    ScheduleOrder,
    reference,
    schedule,
)
from dunning_cli.domain.case.entries import Charge
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.rates import Percent
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import key
from dunning_cli.kernel.values import Count, Day, FilledWords, Flag, PositiveAmount, Words
from dunning_cli.operations.writing.operation import Operation, Outcome
from dunning_cli.operations.writing.unit_of_work import UnitOfWork, still_open


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeSchedule(Operation):
    """Works a schedule out; with a case, charges its instalments, each on its due date."""

    op: ClassVar[str] = "schedule"

    kind: ScheduleKind = key("equal-instalment, equal-principal, interest-first or bullet", required=True)
    principal: PositiveAmount = key("amount lent, yuan", required=True)
    rate: Percent = key("rate per year, such as 12%", required=True)
    periods: Count = key("number of instalments", required=True)
    first: Day = key("first due date", required=True)
    start: Day | None = key("day from which interest runs; one period before the first due date unless given")
    every: Every = key("month, quarter, year or week", default=Every.MONTH)
    count: InterestCount = key("period, 360, 365, actual or 30-360", default=InterestCount.PERIOD)
    due_day: DueDayRule = key("clamp or roll", default=DueDayRule.CLAMP)
    whole_yuan: Flag | None = key("instalments in whole yuan")
    charge: FilledWords | None = key("case to charge")
    ref: Words | None = key("beginning of each charge's reference")

    def parts(self) -> tuple[Part, ...]:
        """The instalments. Raises Refused."""
        order = ScheduleOrder(
            kind=self.kind,
            principal=self.principal,
            rate=self.rate,
            periods=self.periods,
            start=self.start or self.every.before(self.first),
            first=self.first,
            every=self.every,
            count=self.count,
            due_day=self.due_day,
            whole_yuan=bool(self.whole_yuan),
        )
        return schedule(order)

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds one charge an instalment, with the due date as its value date. Refused on a closed case."""
        case = unit.case(self.charge or "")
        still_open(case, unit.value_date(self))
        entries = tuple(
            unit.record(
                case,
                Charge,
                self,
                part.due,
                due=part.due,
                principal=part.principal or None,
                interest=part.interest or None,
                ref=reference(self.ref or self.kind.value, part.number, self.periods),
                outstanding=part.remaining,
            )
            for part in self.parts()
        )
        subject = msg(
            "schedule {case}: {count} charges, {first} to {last}",
            case=case.id,
            count=len(entries),
            first=entries[0].date,
            last=entries[-1].date,
        )
        return Outcome(subject, (case.id,), entries)
