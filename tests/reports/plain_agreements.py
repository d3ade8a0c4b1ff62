"""Promises and plans by plain loops, from the rules in docs/figures.md: what became of each by a day, from payments alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal

from tests.reports.plain_cases import Entry, PlainCase, Span, day, who
from tests.reports.plain_counts import Told


def promises(case: PlainCase, span: Span) -> Iterator[Told]:
    """Promises taken in the period and those that ended in it, for whoever took them."""
    served = shared_out(case, span.last)
    for promise in case.of("promise", span.last):
        by, due, wanted = who(promise), day(promise["due"]), Decimal(promise["amount"])
        if span.has(promise):
            yield Told(by, "promised", 1)
            yield Told(by, "promised_amount", wanted)
        paid = served[promise["id"]]
        total = sum((Decimal(each["amount"]) for each in paid), Decimal(0))
        if paid and total >= wanted:
            yield Told(by, "kept", day(paid[-1]["date"]) in span)
        elif span.last <= due:
            yield Told(by, "promises_open", 1)
        else:
            yield Told(by, "partial" if total else "broken", due + timedelta(1) in span)


def shared_out(case: PlainCase, on: date) -> dict[str, list[Entry]]:
    """The payments that serve each promise: the one due first that a payment is in time for and that is not filled."""
    made = case.of("promise", on)
    served: dict[str, list[Entry]] = {each["id"]: [] for each in made}
    payments = sorted(
        case.of("payment", on), key=lambda each: (each["date"], -Decimal(each["amount"]), each["id"])
    )
    for payment in payments:
        for promise in sorted(made, key=lambda each: (each["due"], each["date"], each["at"], each["id"])):
            paid = sum((Decimal(each["amount"]) for each in served[promise["id"]]), Decimal(0))
            in_time = comes_after(payment, promise) and payment["date"] <= promise["due"]
            if in_time and paid < Decimal(promise["amount"]):
                served[promise["id"]].append(payment)
                break
    return served


def comes_after(payment: Entry, promise: Entry) -> bool:
    """Whether a payment was made after a promise: on a later day, or on the same and recorded later."""
    if payment["date"] != promise["date"]:
        return bool(payment["date"] > promise["date"])
    first, second = (
        (datetime.fromisoformat(each["at"]).timestamp(), each["id"]) for each in (promise, payment)
    )
    return second > first


def plans(case: PlainCase, span: Span) -> Iterator[Told]:
    """Plans agreed in the period and those decided in it, for whoever agreed them."""
    made = case.of("plan", span.last)
    for place, plan in enumerate(made):
        by = who(plan)
        if span.has(plan):
            yield Told(by, "plans", 1)
            yield Told(by, "plans_amount", sum(Decimal(each["amount"]) for each in plan["instalments"]))
        ends = [
            day(each["date"]) for each in case.of("plan_end", span.last) if each["plan"] == plan["id"]
        ] + [day(each["date"]) for each in made[place + 1 : place + 2]]
        state, decided = outcome(case, plan, ends[0] if ends else None, span.last)
        if decided is None:
            yield Told(by, "plans_active", 1)
        else:
            yield Told(by, f"plans_{state}", decided in span)


def outcome(case: PlainCase, plan: Entry, end: date | None, on: date) -> tuple[str, date | None]:
    """What became of a plan by a day, and when; no day while it runs."""
    payments = [
        (day(each["date"]), Decimal(each["amount"]))
        for each in case.of("payment", on)
        if day(plan["date"]) <= day(each["date"]) and (end is None or day(each["date"]) <= end)
    ]
    wanted, paid_days, missed_days = Decimal(0), [], []
    for instalment in sorted(plan["instalments"], key=lambda each: each["due"]):
        wanted += Decimal(instalment["amount"])
        paid = reached(payments, wanted)
        missed = day(instalment["due"]) + timedelta(int(plan.get("grace_days", 0)) + 1)
        if missed <= (paid or on) and (end is None or missed <= end):
            missed_days.append(missed)
        paid_days.append(paid)
    if missed_days:
        return "broken", min(missed_days)
    if all(paid_days):
        return "kept", max(each for each in paid_days if each)
    return ("ended", end) if end is not None else ("active", None)


def reached(payments: list[tuple[date, Decimal]], wanted: Decimal) -> date | None:
    """The day on which payments add up to what is wanted."""
    total = Decimal(0)
    for when, yuan in sorted(payments):
        total += yuan
        if total >= wanted:
            return when
    return None
