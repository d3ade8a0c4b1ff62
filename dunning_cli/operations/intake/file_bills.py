"""The bills of a client's file as charges, and which of them a case that is there already does not hold yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import Charge, Opening
from dunning_cli.domain.case.people.same_debtor import as_called
from dunning_cli.domain.policy.billing import Billing, due_date, fits, period_of
from dunning_cli.domain.policy.book import PolicyBook
from dunning_cli.intake.cases.records import FileBill, FileCase
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.money import ZERO, format_amount
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import Placeholder, Remedy, remedy

_ROUNDING = Decimal("0.01")
"""A sum divided among more months may give one of them a cent more or less than before."""
_PARTS = ("principal", "interest", "penalty", "fee")


@dataclass(frozen=True, slots=True)
class NotHeld:
    """What a row says is owed and its case, which is there already, does not hold: a bill; or its sum, where `bill` is None.

    `doubt` says why a person has to look before it is added, None where it is certain; `cure` adds it by hand.
    """

    row: int
    case: str
    amount: Decimal
    bill: FileBill | None
    due: date | None
    doubt: Message | None
    cure: Remedy


def charge_of_bill(policies: PolicyBook, case: Case, bill: FileBill) -> dict[str, Any]:
    """The keys of the charge that a bill of a file becomes: value date `on`, due date, components and reference."""
    due = _due(policies, case, bill)
    on = due if bill.period is None else min(bill.period.first, due)
    parts = {part: getattr(bill.debt, part) or None for part in _PARTS}
    return {"on": on, "due": due, **parts, "ref": bill.ref or None}


def not_held(policies: PolicyBook, case: Case, row: FileCase) -> tuple[NotHeld, ...]:
    """What the row or rows of a case that is there already say is owed beyond what it was charged.

    A bill is certain where its period was never charged and everything else of the row agrees with the case.
    """
    if not row.bills:
        return tuple(_beyond_sum(case, row))
    charges = [entry for entry in case.standing(date.max) if isinstance(entry, Charge)]
    divided = row.debt.total > ZERO
    fresh = [bill for bill in row.bills if not any(_holds(charge, bill) for charge in charges)]
    differing = [(bill, why) for bill in row.bills if (why := _other_amount(charges, bill)) is not None]
    of_all = _doubt_of_row(case, row)
    if of_all is None and divided:
        # what was paid since makes the one sum less, and then no month's own amount is known
        of_all = next((why for _, why in differing), None) or _in_longer_bill(charges, row)
    found = [_told(policies, case, bill, of_all or _doubt_of_bill(charges, bill)) for bill in fresh]
    if not (divided and fresh):
        found += [
            _told(policies, case, bill, why)
            for bill, why in differing
            if bill.debt.principal > _principal(_same(charges, bill))
        ][: 1 if divided else None]
    return tuple(sorted(found, key=lambda each: each.row))


def certain(found: Iterable[NotHeld]) -> tuple[FileBill, ...]:
    """The bills that may be added as they stand."""
    return tuple(each.bill for each in found if each.bill is not None and each.doubt is None)


def _beyond_sum(case: Case, row: FileCase) -> Iterator[NotHeld]:
    """That a row without bills states more principal than the case was ever charged."""
    charged = _principal(entry for entry in case.standing(date.max) if isinstance(entry, (Charge, Opening)))
    if row.debt.principal > charged:
        doubt = msg(
            "the file says {amount} of principal, the case was charged {held}",
            amount=format_amount(row.debt.principal),
            held=format_amount(charged),
        )
        cure = remedy("charge", case=case.id, due=Placeholder("DATE"), principal=Placeholder("AMOUNT"))
        yield NotHeld(row.row, case.id, row.debt.total, None, None, doubt, cure)


def _told(policies: PolicyBook, case: Case, bill: FileBill, doubt: Message | None) -> NotHeld:
    keys = charge_of_bill(policies, case, bill)
    due = keys["due"]
    given: dict[str, Any] = {name: value for name, value in keys.items() if value}
    if doubt is not None:
        billing = _billing(policies, case, keys["on"])
        if bill.period is not None and billing.area and billing.price and fits(billing, bill.period):
            cure = remedy("bill", case=case.id, period=bill.ref)
            return NotHeld(bill.row, case.id, bill.debt.total, bill, due, doubt, cure)
        given = {name: value for name, value in given.items() if name not in _PARTS}
        given["principal"] = Placeholder("AMOUNT")
    cure = remedy("charge", case=case.id, **given)
    return NotHeld(bill.row, case.id, bill.debt.total, bill, due, doubt, cure)


def _doubt_of_row(case: Case, row: FileCase) -> Message | None:
    """Why none of a row's bills can be added without looking; None where nothing speaks against it."""
    if as_called(case.head.debtor.name) != as_called(row.debtor_name):
        return msg("the case has another debtor than the file")
    if case.closing(date.max) is not None:
        return msg("the case is closed")
    if any(isinstance(entry, Opening) for entry in case.standing(date.max)):
        return msg("the case has an opening balance, which may hold it")
    return None


def _doubt_of_bill(charges: Iterable[Charge], bill: FileBill) -> Message | None:
    if bill.debt.penalty:
        return msg("the file gives a penalty for it, and the ledger reckons its own")
    other = next((charge for charge in charges if _overlaps(charge, bill)), None)
    return None if other is None else msg("the bill {period} is for some of the same days", period=other.ref)


def _in_longer_bill(charges: Sequence[Charge], row: FileCase) -> Message | None:
    """That a month of the row is within the bill of a longer period, so that their amounts cannot be compared."""
    for bill in row.bills:
        for charge in charges:
            if _holds(charge, bill) and charge not in _same(charges, bill):
                return msg("the bill {period} is for some of the same days", period=charge.ref)
    return None


def _other_amount(charges: Iterable[Charge], bill: FileBill) -> Message | None:
    """That the ledger has the bill with another principal; None where it agrees or has none."""
    same = _same(charges, bill)
    held = _principal(same)
    if not same or abs(held - bill.debt.principal) <= _ROUNDING:
        return None
    return msg(
        "for {period} the file has {amount}, the ledger {held}",
        period=bill.ref,
        amount=format_amount(bill.debt.principal),
        held=format_amount(held),
    )


def _same(charges: Iterable[Charge], bill: FileBill) -> list[Charge]:
    """The charges for just the period of a bill, or with its reference."""
    return [
        charge
        for charge in charges
        if _holds(charge, bill) and (bill.period is None or _span(charge) == _span_of(bill))
    ]


def _holds(charge: Charge, bill: FileBill) -> bool:
    """Whether a charge is a bill of the file, or the bill of a longer period that has it within."""
    told = _span(charge)
    if bill.period is None or told is None:
        return charge.ref == bill.ref if bill.ref else charge.due == bill.due
    return told[0] <= bill.period.first and bill.period.end <= told[1]


def _overlaps(charge: Charge, bill: FileBill) -> bool:
    told, asked = _span(charge), _span_of(bill)
    return told is not None and asked is not None and told[0] < asked[1] and asked[0] < told[1]


def _span(charge: Charge) -> tuple[date, date] | None:
    period = period_of(charge.ref) if charge.ref else None
    return None if period is None else (period.first, period.end)


def _span_of(bill: FileBill) -> tuple[date, date] | None:
    return None if bill.period is None else (bill.period.first, bill.period.end)


def _principal(entries: Iterable[Charge | Opening]) -> Decimal:
    return sum((entry.principal or ZERO for entry in entries), ZERO)


def _billing(policies: PolicyBook, case: Case, on: date) -> Billing:
    return policies.for_case(case).on(on, on).keys.billing or Billing()


def _due(policies: PolicyBook, case: Case, bill: FileBill) -> date:
    if bill.due is not None:
        return bill.due
    assert bill.period is not None
    return due_date(_billing(policies, case, bill.period.first), bill.period)
