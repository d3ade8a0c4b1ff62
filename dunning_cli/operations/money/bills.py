"""Making bills: the charges of one period or several, for one household or many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.commit_subjects import BILLED, subject_of
from dunning_cli.domain.case.entries import Charge, Entry
from dunning_cli.domain.policy.billing import (
    BillEvery,
    Billing,
    BillPeriod,
    bill_amount,
    due_date,
    fits,
    period_of,
)
from dunning_cli.kernel.errors import Refused, WrongUsage
from dunning_cli.kernel.message import Message, coded, label, msg
from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import Setting, remedy
from dunning_cli.operations.declared import bills as declared
from dunning_cli.operations.writing.outcome import Outcome
from dunning_cli.operations.writing.selection import CaseSelection, selected
from dunning_cli.operations.writing.unit_of_work import UnitOfWork, still_open

_EVERY = {
    BillEvery.MONTH: label("by the month"),
    BillEvery.QUARTER: label("by the quarter"),
    BillEvery.YEAR: label("by the year"),
}
if TYPE_CHECKING:
    from dunning_cli.operations.writing.json_keys import BilledData

_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class _NotBilled:
    """A bill that is not made: of which case, for which period, and why."""

    case: str
    period: str
    why: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeBills(declared.MakeBills):
    """Charges the bills of periods by area and price."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds one charge a case and period; what was billed before is left, and said.

        WrongUsage without cases and --all, or with both. Refused where area or price of a case that was named is
        missing, or no bill is left to make.
        """
        cases, warnings = self._cases(unit)
        made: list[tuple[str, str, Charge]] = []
        left: list[_NotBilled] = []
        for done, case in enumerate(cases, start=1):
            for period in self.period.periods:
                bill = self._bill(unit, case, period)
                if isinstance(bill, Charge):
                    made.append((case.id, period.name, bill))
                else:
                    left.append(_NotBilled(case.id, period.name, bill))
            unit.context.progress(done, len(cases))
        if not made:
            raise Refused(self._nothing(cases, left))
        warnings += _said(left)
        entries = [charge for _, _, charge in made]
        data: BilledData = {
            "billed": [
                {"case": case, "period": period, "amount": charge.total, "due": charge.due}
                for case, period, charge in made
            ],
            "not_billed": [{"case": each.case, "period": each.period, "reason": each.why} for each in left],
        }
        ids = tuple(dict.fromkeys(case for case, _, _ in made))
        return Outcome(
            self._subject(ids, entries), ids, tuple(entries), entries[0].date, tuple(warnings), data
        )

    def _cases(self, unit: UnitOfWork) -> tuple[list[Case], list[Message]]:
        """The cases to bill, and what to say of those left out. Raises WrongUsage, NotFound, Refused."""
        selection = CaseSelection(owner=self.owner, batch=self.batch, policy=self.policy, area=self.area)
        if bool(self.case) == bool(self.all_) or (self.case and selection):
            raise WrongUsage(
                msg(
                    "name the cases, or bill all of them with --all, to be narrowed by --policy, --area, --batch, --owner"
                )
            )
        if not self.all_:
            named = list({found.id: found for found in map(unit.case, self.case)}.values())
            for case in named:
                still_open(case, self.on or self.period.periods[0].first)
                self._check(case, _billing(unit, case, self._value_date(self.period.periods[0])))
            return named, []
        today = unit.context.today
        found, warnings = selected(unit, selection, max(today, self._value_date(self.period.periods[-1])))
        cases: list[Case] = []
        for case in found:
            billing = _billing(unit, case, self._value_date(self.period.periods[0]))
            if (
                billing.area is not None
                and billing.price is not None
                and fits(billing, self.period.periods[0])
            ):
                cases.append(unit.case(case.id))
            elif billing.area is not None or billing.price is not None:
                warnings.append(self._unfit(case, billing))
        if not cases:
            raise Refused(msg("no open case that matches has an area, a price and bills of that length"))
        return cases, warnings

    def _value_date(self, period: BillPeriod) -> date:
        return self.on or period.first

    def _bill(self, unit: UnitOfWork, case: Case, period: BillPeriod) -> Charge | Message:
        """The charge of one period, recorded; or why there is none."""
        on = self._value_date(period)
        billing = _billing(unit, case, on)
        if any(_is_for(entry, period) for entry in case.standing(date.max)):
            return msg("billed already")
        amount = bill_amount(billing, period, bool(self.prepaid))
        if amount == ZERO:
            return msg("nothing owed")
        return unit.record(
            case, Charge, self, on, due=due_date(billing, period), principal=amount, ref=period.name
        )

    def _check(self, case: Case, billing: Billing) -> None:
        if billing.area is None or billing.price is None or not fits(billing, self.period.periods[0]):
            raise Refused(self._unfit(case, billing))

    def _unfit(self, case: Case, billing: Billing) -> Message:
        """Why a case cannot be billed so."""
        if billing.area is not None and billing.price is not None:
            return msg(
                "{case} is billed by {every}; {period} is another length",
                case=case.id,
                every=coded(_EVERY[billing.every], billing.every.value),
                period=self.period.periods[0].name,
            )
        return msg(
            "{case} has no area or price to bill; set them: {cure}",
            case=case.id,
            cure=remedy(
                "set",
                case=case.id,
                change=(Setting("terms.billing.area", "86.50"), Setting("terms.billing.price", "2.50")),
            ),
        )

    def _nothing(self, cases: Sequence[Case], left: Sequence[_NotBilled]) -> Message:
        if len(left) > 1:
            return msg(
                "nothing to bill: {cases} cases, {period}: all billed already or nothing owed",
                cases=len(cases),
                period=self.period.name,
            )
        return msg("{case}, {period}: {why}", case=left[0].case, period=left[0].period, why=left[0].why)

    def _subject(self, ids: Sequence[str], entries: Sequence[Entry]) -> Message:
        if len(entries) == 1:
            return subject_of(ids[0], entries)
        return BILLED(
            count=len(ids),
            period=self.period.name,
            bills=len(entries),
            total=sum((each.total for each in entries if isinstance(each, Charge)), ZERO),
        )


def _billing(unit: UnitOfWork, case: Case, on: date) -> Billing:
    return unit.policies.for_case(case).on(on, on).keys.billing or Billing()


def _is_for(entry: Entry, period: BillPeriod) -> bool:
    """Whether an entry is the bill of a period, in whatever letters its reference tells it."""
    told = period_of(entry.ref) if isinstance(entry, Charge) and entry.ref else None
    return told is not None and (told.first, told.end) == (period.first, period.end)


def _said(left: Sequence[_NotBilled]) -> Iterator[Message]:
    """What to say of bills not made, one line a period and reason; a few cases are named, many are counted."""
    together: dict[tuple[str, str], list[_NotBilled]] = defaultdict(list)
    for each in left:
        together[each.period, str(each.why)].append(each)
    for (period, _), bills in together.items():
        names: Message | str = ", ".join(each.case for each in bills[:_MOST_NAMED])
        if len(bills) > _MOST_NAMED:
            names = msg("{names} and {count} more", names=names, count=len(bills) - _MOST_NAMED)
        yield msg("{period} left as it is, {why}: {cases}", period=period, why=bills[0].why, cases=names)
