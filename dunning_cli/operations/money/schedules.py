"""Instalment schedules: worked out from texts, and charged to a case."""

from __future__ import annotations

from dunning_cli.domain.account.amortization import schedule
from dunning_cli.domain.account.schedule_order import Part, ScheduleOrder, is_rounded
from dunning_cli.domain.case.codes.schedules import Collected, RoundTo
from dunning_cli.domain.case.commit_subjects import SCHEDULED
from dunning_cli.domain.case.entries import Charge
from dunning_cli.domain.case.references import reference
from dunning_cli.kernel.errors import WrongUsage
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.operations.declared import bills as declared
from dunning_cli.operations.writing.outcome import Outcome
from dunning_cli.operations.writing.unit_of_work import UnitOfWork, still_open


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeSchedule(declared.ChargeSchedule):
    """Works a schedule out; with a case, charges its instalments, each on its due date."""

    def parts(self) -> tuple[Part, ...]:
        """The instalments. Raises Refused, WrongUsage for options that contradict each other."""
        if self.collected is not None and not self.interest_deferred:
            raise WrongUsage(
                msg(
                    "--collected is of interest that is put off: say with --interest-deferred of how many periods"
                )
            )
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
            interest_only=self.interest_only or 0,
            interest_free=self.interest_free or 0,
            interest_deferred=self.interest_deferred or 0,
            collected=self.collected or Collected.SPREAD,
            round_to=self._unit(),
            round_up=bool(self.round_up),
        )
        return schedule(order)

    def _unit(self) -> RoundTo:
        """The unit of an instalment; where a kind has none to round, --whole-yuan changes nothing, as it always did."""
        if not self.whole_yuan:
            return self.round_to or RoundTo.CENT
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
