"""Reports put together from plain loops: which figures, by which groups, in three times, as `--json` would say it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from tests.reports.plain_agreements import plans, promises
from tests.reports.plain_cases import PlainCase, Span
from tests.reports.plain_counts import Counts, Told, added
from tests.reports.plain_debts import Books, bills, defaults, field_round, roll, stock
from tests.reports.plain_money import inspections, money_in, on_hand, work

CENT = Decimal("0.01")
MONEY = {
    "balance",
    "principal",
    "interest",
    "penalty",
    "fee",
    "overdue",
    "credit",
    "assigned",
    "collected",
    "collected_by_holder",
    "collected_by_agent",
    "target",
    "in_kind",
    "transferred",
    "promised_amount",
    "plans_amount",
    "begun_balance",
    "worse_balance",
    "settled_balance",
    "repaying_principal",
    "defaulted_principal",
    "cash_principal",
    "cash_interest",
    "intending_principal",
    "due",
    "due_collected",
}
RATES: dict[str, tuple[str, str]] = {
    "recovery_rate": ("collected", "assigned"),
    "target_reached": ("collected", "target"),
    "connect_rate": ("connected", "calls"),
    "roll_rate": ("worse", "begun"),
    "roll_rate_by_balance": ("worse_balance", "begun_balance"),
    "inspected_rate": ("inspected", "contacts"),
    "pass_rate": ("inspected_passed", "inspected"),
    "score": ("points", "most"),
    "default_rate": ("defaulted", "repaying"),
    "default_rate_by_principal": ("defaulted_principal", "repaying_principal"),
    "collection_rate": ("due_collected", "due"),
    "household_rate": ("due_households_paid", "due_households"),
}
"""Which figure in percent of which."""
REPORTS: dict[str, str] = {
    "portfolio": "cases balance principal interest penalty fee overdue credit",
    "ageing": "cases overdue balance principal",
    "recovery": "on_hand assigned collected in_kind transferred recovery_rate",
    "roll": "begun worse same better settled roll_rate begun_balance worse_balance settled_balance roll_rate_by_balance",
    "promises": "promised promised_amount kept partial broken kept_rate promises_open",
    "plans": "plans plans_amount plans_kept plans_broken plans_ended kept_rate plans_active",
    "activity": "calls connected connect_rate messages visits letters receipts worked wrong_numbers received entry_hours",
    "collectors": "cases balance assigned collected recovery_rate target target_reached collected_by_holder"
    " collected_by_agent calls connected visits letters kept broken kept_rate complaints",
    "inspections": "contacts inspected inspected_rate inspected_passed pass_rate score corrections_open corrections_overdue",
    "field": "households signed cash_households cash_principal cash_interest intending intending_principal unsigned away lapsed",
    "default-rate": "repaying defaulted default_rate repaying_principal defaulted_principal default_rate_by_principal",
    "collection-rate": "due due_collected collection_rate due_households due_households_paid household_rate",
}
USUAL = {
    "portfolio": "stage", "ageing": "age", "roll": "stage", "field": "area", "default-rate": "product", "collection-rate": "",
}  # fmt: skip
"""By what a report is divided unless asked otherwise; the others by collector."""
ON_THE_LAST_DAY = {"portfolio", "ageing", "default-rate", "collection-rate"}
"""Reports of what is on hand: their stages and ages are those of the last day, those of what was done of the day before."""
STOCK = {"cases", "balance", "principal", "interest", "penalty", "fee", "overdue", "credit"}
NEEDS_ACCOUNT = {"stage", "age"}


def told_of(books: Books, report: str, case: PlainCase, span: Span) -> Iterator[Told]:
    """What a case adds to a report."""
    if report in ("portfolio", "ageing", "collectors"):
        yield from stock(books, case, span)
    if report == "roll":
        yield from roll(books, case, span)
    if report == "default-rate":
        yield from defaults(books, case, span)
    if report == "collection-rate":
        yield from bills(books, case, span)
    if report == "field":
        yield from field_round(books, case, span)
    if report in ("recovery", "promises", "plans", "activity", "collectors", "inspections"):
        for loop in (on_hand, money_in, work, promises, plans, inspections):
            for told in loop(case, span):
                yield from _for_whom(books, told)


def _for_whom(books: Books, told: Told) -> Iterator[Told]:
    """What was collected, for whoever took it where the settings say so."""
    if not (books.for_agents and told.figure == "collected"):
        yield told
    if books.for_agents and told.figure == "collected_by_agent":
        yield Told(told.person, "collected", told.number)


def days_needed(report: str, by: list[str], case: PlainCase, span: Span) -> list[date]:
    """The days on which the account of a case must be known: without one it is in no figure of the report."""
    began = report not in ON_THE_LAST_DAY and bool(NEEDS_ACCOUNT & set(by)) and case.came_by(span.eve)
    return [span.last, *([span.eve] if began or report in ("roll", "collection-rate") else [])]


def value_of(books: Books, report: str, by: str, case: PlainCase, told: Told, span: Span) -> str | None:
    """By what a case stands in a row."""
    if by in NEEDS_ACCOUNT:
        on_hand_then = report in ON_THE_LAST_DAY or told.figure in STOCK
        on = span.eve if case.came_by(span.eve) and not on_hand_then else span.last
        found = books.status(on)[case.id]
        return str(found["stage"]) if by == "stage" else age(found["days_past_due"])
    batch = case.head.get("batch") or {}
    found = {
        "product": case.policy, "collector": told.person, "batch": batch.get("id"), "client": case.head.get("creditor"),
        "area": case.area, "building": case.building, "reason": case.reason(span.last),
    }[by]  # fmt: skip
    return str(found) if found is not None else None


def age(days: int) -> str:
    """The range of days past due."""
    if days == 0:
        return "0"
    ends = (30, 60, 90, 180, 365, 730)
    first = 1
    for end in ends:
        if days <= end:
            return f"{first}-{end}"
        first = end + 1
    return f"{first}+"


def rows_of(
    books: Books, report: str, by: list[str], span: Span, targets: Iterable[Any] = ()
) -> dict[str, dict[str, Counts]]:
    """By row, and in it by case, what was counted; targets stand under a case of no name."""
    rows: dict[str, dict[str, Counts]] = {}
    for case in books.cases:
        if not books.knows(case, *days_needed(report, by, case, span)):
            continue
        for told in told_of(books, report, case, span):
            values = [value_of(books, report, each, case, told, span) for each in by]
            key = " / ".join([*([told.part] if told.part else []), *(each or "-" for each in values)])
            rows.setdefault(key, {}).setdefault(case.id, Counts()).add(told)
    for target in targets if report == "collectors" and by == ["collector"] else ():
        month = Span(*[date.fromisoformat(f"{target['period']}-01")] * 2)
        if "amount" in target and month.first in span:
            told = Told(None, "target", Decimal(target["amount"]))
            rows.setdefault(target["staff"], {}).setdefault("", Counts()).add(told)
    return rows


def figure(report: str, key: str, counts: Counts) -> Any:
    """One figure as `--json` writes it."""
    if key in MONEY:
        return f"{counts.of(key):.2f}"
    if key == "kept_rate":
        names = ("plans_kept", "plans_broken") if report == "plans" else ("kept", "partial", "broken")
        return percent(counts.of(names[0]), sum(map(counts.of, names)))
    if key == "entry_hours":
        return percent(Decimal(counts.of("hours")) / 100, counts.of("timed"))
    if key == "due_households_paid":
        return paid_up(counts)
    if key == "household_rate":
        return percent(paid_up(counts), counts.of("due_households"))
    if key in RATES:
        part, whole = RATES[key]
        return percent(counts.of(part), counts.of(whole))
    return int(counts.of(key))


def paid_up(counts: Counts) -> int:
    """Households that owe nothing of what was to be collected."""
    return int(counts.of("due_households") - counts.of("due_households_unpaid"))


def percent(part: Decimal | int, whole: Decimal | int) -> str | None:
    """A part in percent, as a calculator rounds it."""
    if not whole:
        return None
    return str((Decimal(part) * 100 / whole).quantize(CENT, ROUND_HALF_UP))


def figures(report: str, counts: Counts) -> dict[str, Any]:
    """All figures of a report."""
    return {key: figure(report, key, counts) for key in REPORTS[report].split()}


def whole_report(
    books: Books, report: str, by: list[str], span: Span, targets: Iterable[Any] = ()
) -> dict[str, Any]:
    """Rows that say anything, and all together, each in the period, the one before and a year earlier."""
    times = [rows_of(books, report, by, each, targets) for each in (span, span.before(), span.year_before())]
    rows = {}
    for key in dict.fromkeys(key for each in times for key in each):
        found = [figures(report, added(each.get(key, {}).values())) for each in times]
        if any(says_something(each) for each in found):
            rows[key] = found
    total = [
        figures(report, added(count for row in each.values() for count in row.values())) for each in times
    ]
    return {"rows": rows, "total": total}


def says_something(found: dict[str, Any]) -> bool:
    """Whether any figure is there and not nought."""
    return any(value is not None and Decimal(value) != 0 for value in found.values())


def as_shown(report: str, answer: dict[str, Any]) -> dict[str, Any]:
    """What the program answered, in the same form."""
    keys = REPORTS[report].split()

    def times(row: dict[str, Any]) -> list[dict[str, Any]]:
        return [{key: each[key] for key in keys} for each in (row, row["previous"], row["last_year"])]

    return {"rows": {row["key"]: times(row) for row in answer["rows"]}, "total": times(answer["total"])}
