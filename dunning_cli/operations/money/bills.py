"""Making bills: the charge of one period for one or many households."""

from __future__ import annotations

from datetime import date

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import Charge, Entry
from dunning_cli.domain.policy.billing import BillEvery, Billing, bill_amount, due_date, fits
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import CodeWords, Message, label, msg
from dunning_cli.kernel.money import ZERO, format_amount
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import Setting, remedy
from dunning_cli.operations.declared import bills as declared
from dunning_cli.operations.writing.commit_words import subject_of
from dunning_cli.operations.writing.outcome import Outcome
from dunning_cli.operations.writing.unit_of_work import UnitOfWork, still_open

_EVERY = {
    BillEvery.MONTH: label("by the month"),
    BillEvery.QUARTER: label("by the quarter"),
    BillEvery.YEAR: label("by the year"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeBills(declared.MakeBills):
    """Charges the bill of a period by area and price."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds one charge a case. Refused where area or price is missing, or the period was billed before."""
        on = self.on or self.period.first
        cases = list({found.id: found for found in map(unit.case, self.case)}.values())
        entries: list[Entry] = []
        warnings: list[Message] = []
        for case in cases:
            still_open(case, on)
            entry = self._bill(unit, case, on)
            if entry is None:
                warnings.append(
                    msg("{case} owes nothing for {period}", case=case.id, period=self.period.name)
                )
            else:
                entries.append(entry)
        if not entries:
            raise Refused(warnings[0])
        ids = tuple(case.id for case in cases)
        total = sum((entry.total for entry in entries if isinstance(entry, Charge)), ZERO)
        subject = (
            subject_of(ids[0], entries)
            if len(ids) == 1
            else msg(
                "bill {count} cases: {period}, {total}",
                count=len(entries),
                period=self.period.name,
                total=format_amount(total),
            )
        )
        return Outcome(subject, ids, tuple(entries), on, tuple(warnings))

    def _bill(self, unit: UnitOfWork, case: Case, on: date) -> Charge | None:
        billing = unit.policies.for_case(case).on(on, on).keys.billing or Billing()
        self._check(case, billing)
        amount = bill_amount(billing, self.period, bool(self.prepaid))
        if amount == ZERO:
            return None
        return unit.record(
            case, Charge, self, on, due=due_date(billing, self.period), principal=amount, ref=self.period.name
        )

    def _check(self, case: Case, billing: Billing) -> None:
        if billing.area is None or billing.price is None:
            raise Refused(
                msg(
                    "{case} has no area or price to bill; set them: {cure}",
                    case=case.id,
                    cure=remedy(
                        "set",
                        case=case.id,
                        change=(
                            Setting("terms.billing.area", "86.50"),
                            Setting("terms.billing.price", "2.50"),
                        ),
                    ),
                )
            )
        if not fits(billing, self.period):
            raise Refused(
                msg("{case} is billed by {every}; {period} is another length", case=case.id,
                    every=CodeWords(_EVERY[billing.every].template, code=billing.every.value), period=self.period.name)
            )  # fmt: skip
        for entry in case.standing(date.max):
            if isinstance(entry, Charge) and entry.ref == self.period.name:
                raise Refused(
                    msg("{case} was billed for {period} already", case=case.id, period=self.period.name)
                )
