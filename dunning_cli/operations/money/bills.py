"""Making bills: the charges of one period or several, for one household or many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.commit_subjects import BILLED, subject_of
from dunning_cli.domain.case.entries import Charge, Entry
from dunning_cli.domain.policy.billing import (
    BillEvery,
    Billing,
    BillPeriod,
    ahead_until,
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


@dataclass(frozen=True, slots=True)
class _Made:
    """A bill that is made."""

    case: str
    period: str
    charge: Charge


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeBills(declared.MakeBills):
    """Charges the bills of periods by area and price."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds one charge a case and period; what was billed before is left, and said.

        WrongUsage without cases and --all, or with both. Refused where area or price of a case that was named is
        missing, or no bill is left to make.
        """
        cases, warnings = self._cases(unit)
        made: list[_Made] = []
        left: list[_NotBilled] = []
        for done, case in enumerate(cases, start=1):
            for period in self.period.periods:
                bill = self._bill(unit, case, period)
                if isinstance(bill, _Made):
                    made.append(bill)
                else:
                    left.append(_NotBilled(case.id, period.name, bill))
            unit.context.progress(done, len(cases))
        if not made:
            raise Refused(self._nothing(cases, left))
        warnings += (*_discounts_said(made), *_said(left))
        entries = [bill.charge for bill in made]
        data: BilledData = {
            "billed": [
                {
                    "case": bill.case,
                    "period": bill.period,
                    "amount": bill.charge.total,
                    "discount": bill.charge.discount or ZERO,
                    "due": bill.charge.due,
                }
                for bill in made
            ],
            "not_billed": [{"case": each.case, "period": each.period, "reason": each.why} for each in left],
        }
        ids = tuple(dict.fromkeys(bill.case for bill in made))
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

    def _bill(self, unit: UnitOfWork, case: Case, period: BillPeriod) -> _Made | Message:
        """The charge of one period, recorded; or why there is none."""
        on = self._value_date(period)
        billing = _billing(unit, case, on)
        if any(_is_for(entry, period) for entry in case.standing(date.max)):
            return msg("billed already")
        full, due = bill_amount(billing, period, prepaid=False), due_date(billing, period)
        amount = bill_amount(billing, period, prepaid=True)
        last_day = ahead_until(billing, due)
        if not self.prepaid and (last_day is None or not _paid_ahead(unit, case.id, amount, last_day, due)):
            if last_day is not None and full > ZERO and unit.context.today <= last_day:
                return msg("may be paid ahead until {day}", day=last_day)
            amount = full
        if amount == ZERO:
            return msg("nothing owed")
        off = full - amount or None
        charge = unit.record(case, Charge, self, on, due=due, principal=amount, discount=off, ref=period.name)
        return _Made(case.id, period.name, charge)

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
                "nothing to bill: {cases} cases, {period}: all billed already, nothing owed or still to be paid ahead",
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


def _paid_ahead(unit: UnitOfWork, case_id: str, amount: Decimal, last_day: date, due: date) -> bool:
    """Whether what had been paid too much on a day covers a bill to come, and bills made since that are due before it."""
    case = unit.case(case_id)
    before = sum(
        (
            entry.total
            for entry in case.standing(date.max)
            if isinstance(entry, Charge) and entry.date > last_day and (entry.due or entry.date) <= due
        ),
        ZERO,
    )
    return unit.balance(case, last_day).credit >= before + amount


def _is_for(entry: Entry, period: BillPeriod) -> bool:
    """Whether an entry is the bill of a period, in whatever letters its reference tells it."""
    told = period_of(entry.ref) if isinstance(entry, Charge) and entry.ref else None
    return told is not None and (told.first, told.end) == (period.first, period.end)


def _discounts_said(made: Sequence[_Made]) -> Iterator[Message]:
    """What came off for paying ahead, one line a period."""
    together: dict[str, list[_Made]] = defaultdict(list)
    for each in made:
        if each.charge.discount:
            together[each.period].append(each)
    for period, bills in together.items():
        taken = sum((each.charge.discount or ZERO for each in bills), ZERO)
        names = _named([each.case for each in bills])
        yield msg("{period}, paid ahead, {amount} off: {cases}", period=period, amount=taken, cases=names)


def _said(left: Sequence[_NotBilled]) -> Iterator[Message]:
    """What to say of bills not made, one line a period and reason."""
    together: dict[tuple[str, str], list[_NotBilled]] = defaultdict(list)
    for each in left:
        together[each.period, str(each.why)].append(each)
    for (period, _), bills in together.items():
        names = _named([each.case for each in bills])
        yield msg("{period} left as it is, {why}: {cases}", period=period, why=bills[0].why, cases=names)


def _named(cases: Sequence[str]) -> Message | str:
    """A few cases by name, many counted."""
    names = ", ".join(cases[:_MOST_NAMED])
    if len(cases) <= _MOST_NAMED:
        return names
    return msg("{names} and {count} more", names=names, count=len(cases) - _MOST_NAMED)
