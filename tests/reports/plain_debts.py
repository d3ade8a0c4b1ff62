"""What cases owe by plain loops: stock, roll, loans in default, bills, rounds; accounts are asked for case by case."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tests.reports.plain_cases import PlainCase, Span, amount, day
from tests.reports.plain_counts import Told
from tests.reports.plain_money import PARTS, is_cash_from_outside, is_spoiled, signed_on

ELSEWHERE = ("打工", "务工", "外出", "在外", "外地")
STAGES = ("M0", "M1", "M2", "M3", "M4", "M4+")
CARD = {"statement_day": 5, "due_day": 23}
"""The days of policies/credit-card.yaml, where a case has none of its own."""


class Books:
    """The account of each case on a day, as `status`, `fees` and `limitation` show it of that case."""

    def __init__(
        self, run: Callable[..., Any], cases: Sequence[PlainCase], *, for_agents: bool = False
    ) -> None:
        self.cases = list(cases)
        self.for_agents = for_agents
        """Whether money counts for whoever took it, and not for whoever had the case."""
        self._run = run
        self._status: dict[date, dict[str, Any]] = {}
        self._items: dict[date, dict[str, dict[str, dict[str, Decimal]]]] = {}
        self._lines: dict[date, dict[str, list[dict[str, Any]]]] = {}
        self._lapsed: dict[tuple[str, date], bool] = {}
        self._names = [each.id for each in self.cases]
        """Every case of the ledger: what is looked up is looked up of all."""

    def share(self, other: Books) -> None:
        """Uses what another has looked up of the same ledger."""
        self._status, self._items, self._lines = other._status, other._items, other._lines
        self._lapsed, self._names = other._lapsed, other._names

    def status(self, on: date) -> dict[str, Any]:
        """Case to how it stands on a day; a case that cannot be worked out has `error`."""
        if on not in self._status:
            answer = self._run("status", *self._names, "--as-of", on.isoformat(), "--json").json
            self._status[on] = {each["case"]: each for each in answer["cases"]}
        return self._status[on]

    def knows(self, case: PlainCase, *days: date) -> bool:
        """Whether its account can be worked out on all of some days."""
        return not any("error" in self.status(on)[case.id] for on in days)

    def lines(self, on: date) -> dict[str, list[dict[str, Any]]]:
        """Case to every movement of its account up to a day."""
        if on not in self._lines:
            told = self._run("fees", "--all", "--as-of", on.isoformat(), "--json").out.splitlines()
            self._lines[on] = {each["case"]: each.get("lines", []) for each in map(json.loads, told)}
        return self._lines[on]

    def unpaid(self, case: PlainCase, on: date) -> dict[str, dict[str, Decimal]]:
        """What is unpaid of each charge, opening or award of a case, by component."""
        if on not in self._items:
            self._items[on] = {}
        kept = self._items[on]
        if case.id not in kept:
            found: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
            for line in self.lines(on)[case.id]:
                if line["component"] in PARTS and line["item"]:
                    found[line["item"]][line["component"]] += Decimal(line["amount"])
            kept[case.id] = found
        return kept[case.id]

    def lapsed(self, case: PlainCase, on: date) -> bool:
        """Whether the claim has lapsed as far as can be proven."""
        if (case.id, on) not in self._lapsed:
            told = self._run("limitation", case.id, "--as-of", on.isoformat(), "--json").json
            self._lapsed[case.id, on] = told["proven_lapsed"]
        return self._lapsed[case.id, on]


def stock(books: Books, case: PlainCase, span: Span) -> Iterator[Told]:
    """What an open case received by the last day owes on it."""
    if not case.came_by(span.last) or case.closed(span.last):
        return
    found, holder = books.status(span.last)[case.id], case.holder(span.last)
    yield Told(holder, "cases", 1)
    yield Told(holder, "overdue", Decimal(found["overdue"]))
    yield Told(holder, "credit", Decimal(found["balance"]["credit"]))
    for part in PARTS:
        yield Told(holder, part, Decimal(found["balance"][part]))
        yield Told(holder, "balance", Decimal(found["balance"][part]))


def roll(books: Books, case: PlainCase, span: Span) -> Iterator[Told]:
    """How a case that was open before the period stands on its last day."""
    if not case.came_by(span.eve) or case.closed(span.eve):
        return
    first, last = books.status(span.eve)[case.id], books.status(span.last)[case.id]
    owed = sum((Decimal(first["balance"][part]) for part in PARTS), Decimal(0))
    moved = STAGES.index(last["stage"]) - STAGES.index(first["stage"])
    cured = Decimal(first["overdue"]) > 0 and Decimal(last["overdue"]) == 0
    if case.closed(span.last) or cured:
        way = "settled"
    else:
        way = "worse" if moved > 0 else "better" if moved < 0 else "same"
    for figure, number in (("begun", 1), ("begun_balance", owed), (way, 1), (f"{way}_balance", owed)):
        yield Told(case.holder(span.last), figure, number)


def defaults(books: Books, case: PlainCase, span: Span) -> Iterator[Told]:
    """A loan of which anything had fallen due, and what of its principal is overdue."""
    dues = due_dates(books, case, span.last)
    if not case.came_by(span.last) or not any(due <= span.last for due in dues.values()):
        return
    holder = case.holder(span.last)
    yield Told(holder, "repaying", 1)
    charged = [each for kind in ("opening", "charge") for each in case.of(kind, span.last)]
    yield Told(holder, "repaying_principal", sum((amount(each, "principal") for each in charged), Decimal(0)))
    if Decimal(books.status(span.last)[case.id]["overdue"]) > 0 and not case.closed(span.last):
        unpaid = books.unpaid(case, span.last)
        late = [parts["principal"] for item, parts in unpaid.items() if dues[item] < span.last]
        yield Told(holder, "defaulted", 1)
        yield Told(holder, "defaulted_principal", sum(late, Decimal(0)))


def due_dates(books: Books, case: PlainCase, on: date) -> dict[str, date]:
    """When each charge, opening or award of a case fell or falls due, as known on a day."""
    dues: dict[str, date] = {}
    for each in case.standing(on):
        when = day(each["date"])
        if each["kind"] == "opening":
            dues[each["id"]] = day(each.get("overdue_since", each["date"]))
        elif each["kind"] == "charge":
            by_statement = case.policy == "credit-card" and "due" not in each
            dues[each["id"]] = (
                statement_due(case, when) if by_statement else day(each.get("due", each["date"]))
            )
        elif each["kind"] == "judgment":
            late = books.status(when)[case.id]["days_past_due"]
            oldest = when - timedelta(late) if late else day(each["perform_by"])
            dues[each["id"]] = min(oldest, day(each["perform_by"]))
        elif each["kind"] == "extension":
            named = (
                [each["entry"]]
                if "entry" in each
                else [key for key, due in dues.items() if due < day(each["due"])]
            )
            dues |= dict.fromkeys(named, day(each["due"]))
    for line in books.lines(on)[case.id]:
        if line["item"]:
            dues.setdefault(line["item"], day(line["from"]))
    return dues


def statement_due(case: PlainCase, posted: date) -> date:
    """The due date of the statement that takes a purchase: both days of the month are those of the case or the policy."""
    days = {key: int((case.head.get("terms") or {}).get(key, usual)) for key, usual in CARD.items()}
    statement = next_on(posted - timedelta(1), days["statement_day"])
    return next_on(statement, days["due_day"])


def next_on(after: date, number: int) -> date:
    """The first day of that number after a day."""
    found = after + timedelta(1)
    while found.day != number:
        found += timedelta(1)
    return found


def bills(books: Books, case: PlainCase, span: Span) -> Iterator[Told]:
    """Bills due in the period and those due before it: what was to be collected, what was, who has paid up.

    A judgment takes the place of the bills: it asks for nothing more, what is paid on it counts, and so does what is
    unpaid of it.
    """
    dues, holder = due_dates(books, case, span.last), case.holder(span.last)
    before, after = books.unpaid(case, span.eve), books.unpaid(case, span.last)
    judged = {each["id"] for each in case.of("judgment", span.last)}
    lines = books.lines(span.last)[case.id]
    asked: dict[str, dict[str, Decimal]] = {"current": {}, "old": {}}
    for item, due in dues.items():
        billed = sum(
            (Decimal(line["amount"]) for line in lines if line["item"] == item and line["kind"] == "charge"
             and line["component"] in ("principal", "fee")), Decimal(0),
        )  # fmt: skip
        if due in span:
            asked["current"][item] = billed if item not in judged else Decimal(0)
        elif due < span.first and item in before:
            asked["old"][item] = owed_of_bill(before[item])
        elif due < span.first:
            asked["old"][item] = billed if item not in judged else Decimal(0)
    for part, wanted in asked.items():
        due_here = sum(wanted.values(), Decimal(0))
        if not due_here:
            continue
        used = [
            -Decimal(line["amount"])
            for line in lines
            if line["kind"] == "payment" and line["component"] in ("principal", "fee")
            and (part == "current" or day(line["to"]) in span)
            and line["item"] in wanted and (wanted[line["item"]] or line["item"] in judged)
        ]  # fmt: skip
        unpaid = any(
            owed_of_bill(after[item]) for item, asked_for in wanted.items() if asked_for or item in judged
        )
        yield Told(holder, "due", due_here, part=part)
        yield Told(holder, "due_collected", sum(used, Decimal(0)), part=part)
        yield Told(holder, "due_households", name=case.id, part=part)
        if unpaid:
            yield Told(holder, "due_households_unpaid", name=case.id, part=part)


def owed_of_bill(parts: dict[str, Decimal]) -> Decimal:
    """What a bill asks for: principal and fees."""
    return parts.get("principal", Decimal(0)) + parts.get("fee", Decimal(0))


def field_round(books: Books, case: PlainCase, span: Span) -> Iterator[Told]:
    """A household on hand in a round: who signed, paid in cash, intends to pay, or did none of it."""
    if not case.came_by(span.last) or case.closed(span.eve):
        return
    holder = case.holder(span.last)
    yield Told(holder, "households", 1)
    letters = [each for each in case.of("letter", span.last) if not is_spoiled(case, each, span.last)]
    signed = any(signed_on(case, each, span.last) in span for each in letters)
    paid = [each for each in case.within("payment", span) if is_cash_from_outside(each)]
    talks = case.within("contact", span)
    yield Told(holder, "signed", signed)
    cash = {each["id"] for each in paid if each.get("via") == "cash"}
    if cash:
        yield Told(holder, "cash_households", 1)
        for line in books.lines(span.last)[case.id]:
            if line["kind"] == "payment" and line["entry"] in cash:
                of = {"principal": "cash_principal", "interest": "cash_interest", "penalty": "cash_interest"}
                yield Told(holder, of.get(line["component"], "other"), -Decimal(line["amount"]))
    if case.within("promise", span) or any(each.get("result") in ("intends", "promised") for each in talks):
        yield Told(holder, "intending", 1)
        owed = Decimal(books.status(span.last)[case.id]["balance"]["principal"])
        yield Told(holder, "intending_principal", owed)
    noticed = any(map(span.has, letters)) or any(each["channel"] == "visit" for each in talks)
    if noticed and not signed and not paid:
        away = [
            each for each in talks
            if each.get("result") == "moved" or any(word in each.get("text", "") for word in ELSEWHERE)
        ]  # fmt: skip
        yield Told(holder, "unsigned", 1)
        yield Told(holder, "away", bool(away))
        yield Told(holder, "lapsed", books.lapsed(case, span.last))
