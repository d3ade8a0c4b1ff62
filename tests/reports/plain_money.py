"""Money, work and inspections of a period by plain loops: for each case and person what was counted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal

from tests.reports.plain_cases import Entry, PlainCase, Span, amount, day, who
from tests.reports.plain_counts import Told

PARTS = ("principal", "interest", "penalty", "fee")
SPOKE = {"reached", "promised", "intends", "refused", "disputed", "third_party", "wrong_number"}
OFF, WORKED = (
    {"2026-01-01", "2026-01-02", "2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19", "2026-02-20", "2026-02-23",
     "2026-04-06", "2026-05-01", "2026-05-04", "2026-05-05", "2026-06-19"},
    {"2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09"},
)  # fmt: skip
"""Days off on weekdays and worked weekends of 2026, by the notice of the State Council."""


def is_cash_from_outside(entry: Entry) -> bool:
    """Whether a payment is money: no thing taken in payment, nothing moved here from another case."""
    in_kind = entry.get("via") == "other" and entry.get("ref") == "in-kind"
    moved = "via" not in entry and entry.get("ref", "").startswith("transfer from ")
    return not in_kind and not moved


def on_hand(case: PlainCase, span: Span) -> Iterator[Told]:
    """Cases received by the last day and not closed before the first, what was put into them; cases received."""
    holder = case.holder(span.last)
    if case.came_by(span.last) and not case.closed(span.eve):
        yield Told(holder, "on_hand", 1)
        put = [each for kind in ("opening", "charge") for each in case.of(kind, span.last)]
        yield Told(holder, "assigned", sum((amount(each, *PARTS) for each in put), Decimal(0)))
    if case.received in span:
        yield Told(holder, "received", 1)
        hours = hours_to_entry(case)
        if hours is not None:
            yield Told(holder, "timed", 1)
            yield Told(holder, "hours", hours)


def hours_to_entry(case: PlainCase) -> int | None:
    """Whole hours from the end of the day of entrusting to the first opening, whole days off between not counted."""
    given = (case.head.get("batch") or {}).get("entrusted")
    openings = [datetime.fromisoformat(each["at"]) for each in case.of("opening", date.max)]
    if not given or not openings:
        return None
    entered = min(openings).replace(tzinfo=None)
    start = datetime.combine(day(given), datetime.min.time()) + timedelta(1)
    passed, between = entered - start, start.date()
    while between < entered.date():
        passed -= timedelta(days_off(between))
        between += timedelta(1)
    return max(0, passed // timedelta(hours=1))


def days_off(on: date) -> int:
    """One for a day off, nothing for a working day."""
    text = on.isoformat()
    return int((on.weekday() >= 5 or text in OFF) and text not in WORKED)


def money_in(case: PlainCase, span: Span) -> Iterator[Told]:
    """Payments less refunds, for whoever had the case and for whoever took it; things and transfers apart."""
    kinds = {"payment": 1, "refund": -1, "transfer_in": 1, "transfer_out": -1}
    for kind, sign in kinds.items():
        for each in case.within(kind, span):
            yuan, holder = sign * Decimal(each["amount"]), case.holder(day(each["date"]))
            if kind == "refund" or (kind == "payment" and is_cash_from_outside(each)):
                yield Told(holder, "collected", yuan)
                yield Told(holder, "collected_by_holder", yuan)
                yield Told(who(each), "collected_by_agent", yuan)
            elif kind == "payment" and each.get("via") == "other":
                yield Told(holder, "in_kind", yuan)
            else:
                yield Told(holder, "transferred", yuan)


def work(case: PlainCase, span: Span) -> Iterator[Told]:
    """Calls, messages, visits and letters for whoever made them; complaints for whom they are about."""
    for each in case.within("contact", span):
        by, channel, called = who(each), each["channel"], each["channel"] in ("phone", "video")
        yield Told(by, "calls", called)
        yield Told(by, "connected", called and each.get("result") in SPOKE)
        yield Told(by, "messages", channel in ("sms", "email", "wechat"))
        yield Told(by, "visits", channel == "visit")
        yield Told(by, "wrong_numbers", each.get("result") == "wrong_number")
        yield Told(by, "worked", name=case.id)
    for each in case.within("complaint", span):
        if "resolves" not in each:
            yield Told(each.get("about"), "complaints", 1)
    for letter in case.of("letter", span.last):
        if is_spoiled(case, letter, span.last):
            continue
        if span.has(letter):
            yield Told(who(letter), "letters", name=letter["serial"])
            yield Told(who(letter), "worked", name=case.id)
        if signed_on(case, letter, span.last) in span:
            yield Told(who(letter), "receipts", name=letter["serial"])


def deliveries(case: PlainCase, letter: Entry, on: date) -> list[Entry]:
    """What is known of a letter on a day."""
    return [each for each in case.of("delivery", on) if each["serial"] == letter["serial"]]


def is_spoiled(case: PlainCase, letter: Entry, on: date) -> bool:
    """Whether it was never sent."""
    return any("spoiled" in each for each in deliveries(case, letter, on))


def signed_on(case: PlainCase, letter: Entry, on: date) -> date | None:
    """The day somebody signed for it, or its slip came back signed, as known on a day; not where it came back later."""
    signed: date | None = None
    for each in deliveries(case, letter, on):
        if "returned" in each:
            signed = None
        elif "signed_by" in each and signed is None:
            signed = day(each.get("received", each["date"]))
    slips = [day(each["date"]) for each in deliveries(case, letter, on) if each.get("acknowledged") == "true"]
    return min([*slips, *([signed] if signed is not None else [])], default=None)


def inspections(case: PlainCase, span: Span) -> Iterator[Told]:
    """Contacts made, those inspected as the last inspection found them, corrections that wait."""
    made = {each["id"]: each for each in case.entries if each["kind"] == "contact"}
    for each in case.within("contact", span):
        if each.get("taken_over") != "true":
            yield Told(who(each), "contacts", 1)
    found = [each for each in case.of("inspection", span.last) if "closes" not in each]
    closed = {each.get("closes") for each in case.of("inspection", span.last)}
    last = {each.get("entry", each["id"]): each for each in found if span.has(each)}
    for name, each in last.items():
        by = who(made[name]) if name in made else case.holder(day(each["date"]))
        yield Told(by, "inspected", name=name)
        if each["passed"] == "true":
            yield Told(by, "inspected_passed", name=name)
        yield Told(by, "points", sum(int(score["points"]) for score in each.get("scores", ())))
        yield Told(by, "most", sum(int(score["of"]) for score in each.get("scores", ())))
    for each in found:
        if "correct_by" in each and each["id"] not in closed:
            contact = made.get(each.get("entry", ""))
            by = who(contact) if contact is not None else case.holder(day(each["date"]))
            yield Told(by, "corrections_open", 1)
            yield Told(by, "corrections_overdue", day(each["correct_by"]) < span.last)
