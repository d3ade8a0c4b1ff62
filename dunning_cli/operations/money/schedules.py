"""Instalment schedules: worked out from texts, and charged to a case."""

from __future__ import annotations

from dunning_cli.domain.account.amortization import (
    Part,
    ScheduleOrder,
    schedule,
)
from dunning_cli.domain.case.commit_subjects import SCHEDULED
from dunning_cli.domain.case.entries import Charge
from dunning_cli.domain.case.references import reference
from dunning_cli.kernel.record import dataclass
from dunning_cli.operations.declared import bills as declared
from dunning_cli.operations.writing.outcome import Outcome
from dunning_cli.operations.writing.unit_of_work import UnitOfWork, still_open


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeSchedule(declared.ChargeSchedule):
    """Works a schedule out; with a case, charges its instalments, each on its due date."""

    def parts(self) -> tuple[Part, ...]:
        """The instalments. Raises Refused."""
        order = ScheduleOrder(
            kind=self.kind,
            principal=self.principal,
            rate=self.rate,
            periods=self.periods,
            start=self.start or self.every.before(self.first, self.day),
            first=self.first,
            every=self.every,
            count=self.count,
            due_day=self.due_day,
            day=self.day,
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
        subject = SCHEDULED(
            case=case.id,
            count=len(entries),
            first=entries[0].date,
            last=entries[-1].date,
        )
        return Outcome(subject, (case.id,), entries)
