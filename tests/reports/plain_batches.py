"""What became of a client's batch by a day, by plain loops."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from tests.reports.plain_agreements import shared_out
from tests.reports.plain_cases import Entry, PlainCase, amount
from tests.reports.plain_debts import Books
from tests.reports.plain_money import SPOKE, is_cash_from_outside, is_spoiled


def plain_batch(books: Books, name: str, cases: list[PlainCase], on: date) -> dict[str, Any]:
    """What `report batch` says of a batch on a day."""
    owed = {
        case.id: max(Decimal(books.status(on)[case.id]["balance"]["total"]), Decimal(0)) for case in cases
    }
    still = [case for case in cases if not case.closed(on)]
    contacts = [each for case in cases for each in case.of("contact", on)]
    payments = [each for case in cases for each in case.of("payment", on)]
    refunds = [each for case in cases for each in case.of("refund", on)]
    money = [each for each in payments if is_cash_from_outside(each)]
    in_kind = [each for each in payments if each.get("ref") == "in-kind" and each.get("via") == "other"]
    moved = [amount(each, "amount") * sign for case in cases for kind, sign in (("transfer_in", 1), ("transfer_out", -1)) for each in case.of(kind, on)]  # fmt: skip
    letters = {
        each["serial"] for case in cases for each in case.of("letter", on) if not is_spoiled(case, each, on)
    }
    kept = 0
    for case in cases:
        for promise_id, paid in shared_out(case, on).items():
            (promise,) = [each for each in case.entries if each["id"] == promise_id]
            kept += bool(paid) and sum(amount(each, "amount") for each in paid) >= amount(promise, "amount")
    returns = [each["until"] for case in cases for each in case.of("return_date", on)[-1:] if "until" in each]
    returns += [case.head["batch"]["return_by"] for case in cases if not case.of("return_date", on) and "return_by" in case.head["batch"]]  # fmt: skip
    visits = [each for each in contacts if each["channel"] == "visit"]
    return {
        "batch": name,
        "as_of": on.isoformat(),
        "entrusted": min(case.head["batch"]["entrusted"] for case in cases),
        "return_by": max(returns, default=None),
        "cases": len(cases),
        "open": len(still),
        "returned": sum(
            case.closed(on) and case.of("close", on)[-1]["reason"] == "returned" for case in cases
        ),
        "owed": f"{sum(owed.values()):.2f}",
        "owed_open": f"{sum((owed[case.id] for case in still), Decimal(0)):.2f}",
        "collected": f"{total(money) - total(refunds):.2f}",
        "payments": len(money),
        "in_kind": f"{total(in_kind):.2f}",
        "transferred": f"{sum(moved, Decimal(0)):.2f}",
        "contacts": len(contacts) - len(visits),
        "connected": sum(each["result"] in SPOKE for each in contacts),
        "visits": len(visits),
        "letters": len(letters),
        "promises": sum(len(case.of("promise", on)) for case in cases),
        "promises_kept": kept,
        "not_computed": [],
        "not_read": [],
    }


def total(entries: list[Entry]) -> Decimal:
    """The amounts of some entries together."""
    return sum((amount(each, "amount") for each in entries), Decimal(0))
