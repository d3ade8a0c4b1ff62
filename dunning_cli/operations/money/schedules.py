"""Instalment schedules: worked out from texts, and charged to a case."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from dunning_cli.domain.account.amortization import schedule
from dunning_cli.domain.account.schedule_order import Part, ScheduleOrder, is_rounded
from dunning_cli.domain.case.codes.schedules import Collected, Every, RoundTo, ScheduleKind
from dunning_cli.domain.case.commit_subjects import SCHEDULED
from dunning_cli.domain.case.entries import Charge
from dunning_cli.domain.case.references import reference
from dunning_cli.kernel.errors import WrongUsage
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.operations.declared import bills as declared
from dunning_cli.operations.declared.bills import ScheduleTerms
from dunning_cli.operations.writing.outcome import Outcome
from dunning_cli.operations.writing.unit_of_work import UnitOfWork, still_open


@dataclass(frozen=True, slots=True)
class ScheduleBasics:
    """What a schedule cannot do without."""

    kind: ScheduleKind
    principal: Decimal
    rate: Fraction
    periods: int
    start: date
    first: date
    every: Every


def order_of(
    terms: ScheduleTerms, basics: ScheduleBasics, unit: RoundTo | None, day: int | None = None
) -> ScheduleOrder:
    """The order of a schedule from its basics and what else was said of it; `day` where no day of the month was.

    Raises WrongUsage for options that contradict each other.
    """
    if terms.collected is not None and not terms.interest_deferred:
        raise WrongUsage(
            msg(
                "--collected is of interest that is put off: say with --interest-deferred of how many periods"
            )
        )
    return ScheduleOrder(
        kind=basics.kind,
        principal=basics.principal,
        rate=basics.rate,
        periods=basics.periods,
        start=basics.start,
        first=basics.first,
        every=basics.every,
        count=terms.count,
        due_day=terms.due_day,
        day=terms.day or day,
        interest_only=terms.interest_only or 0,
        interest_free=terms.interest_free or 0,
        interest_deferred=terms.interest_deferred or 0,
        collected=terms.collected or Collected.SPREAD,
        round_to=unit or RoundTo.CENT,
        round_up=bool(terms.round_up),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeSchedule(declared.ChargeSchedule):
    """Works a schedule out; with a case, charges its instalments, each on its due date."""

    def parts(self) -> tuple[Part, ...]:
        """The instalments. Raises Refused, WrongUsage for options that contradict each other."""
        start = self.start or self.every.before(self.first, self.day)
        basics = ScheduleBasics(
            self.kind, self.principal, self.rate, self.periods, start, self.first, self.every
        )
        return schedule(order_of(self, basics, self._unit()))

    def _unit(self) -> RoundTo | None:
        """The unit of an instalment; where a kind has none to round, --whole-yuan changes nothing, as it always did."""
        if not self.whole_yuan:
            return self.round_to
        if self.round_to not in (None, RoundTo.YUAN):
            raise WrongUsage(msg("--whole-yuan and --round-to {unit} exclude each other", unit=self.round_to))
        return self.round_to or (RoundTo.YUAN if is_rounded(self.kind) else RoundTo.CENT)

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds one charge an instalment, with the due date as its value date; none where an instalment is nothing.

        Refused on a closed case.
        """
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
            if part.total
        )
        subject = SCHEDULED(
            case=case.id,
            count=len(entries),
            first=entries[0].date,
            last=entries[-1].date,
        )
        return Outcome(subject, (case.id,), entries)
