"""The other reports on the sample by plain loops: batches, given up, back-dated, reasons, a month by the rules, a client."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.reports.plain_batches import plain_batch
from tests.reports.plain_cases import PlainCase, Span, amount, day, plain_cases, plain_yaml, who
from tests.reports.plain_debts import Books
from tests.reports.plain_money import (
    PARTS,
    SPOKE,
    days_off,
    deliveries,
    hours_to_entry,
    is_spoiled,
)

Run = Callable[..., Any]
TODAY = date(2026, 6, 15)
CENT = Decimal("0.01")
PERIODS = {
    "a month": Span(date(2026, 5, 1), date(2026, 5, 31)),
    "a quarter": Span(date(2026, 1, 1), date(2026, 3, 31)),
    "a week": Span(date(2026, 6, 1), date(2026, 6, 7)),
    "a day": Span(date(2026, 5, 20), date(2026, 5, 20)),
    "before any case": Span(date(2024, 3, 1), date(2024, 3, 31)),
    "over a year end": Span(date(2025, 12, 10), date(2026, 1, 20)),
}


@pytest.fixture(scope="module")
def kept() -> dict[str, Books]:
    """What was looked up once for all tests of this file."""
    return {}


@pytest.fixture
def books(inside: Path, run: Run, kept: dict[str, Books]) -> Books:
    """The accounts of the sample's cases."""
    if not kept:
        kept["books"] = Books(run, plain_cases(inside))
    return kept["books"]


@pytest.fixture
def cases(books: Books) -> list[PlainCase]:
    """The sample's cases."""
    return books.cases


def asked(span: Span) -> tuple[str, ...]:
    return "--from", span.first.isoformat(), "--to", span.last.isoformat()


@pytest.mark.parametrize("period", PERIODS)
def test_what_was_recorded_after_its_day(period: str, cases: list[PlainCase], run: Run) -> None:
    span, expected = PERIODS[period], {}
    for case in cases:
        gone = {each["entry"] for each in case.entries if each["kind"] == "reversal"}
        for each in case.entries:
            named = {
                "delivery": each.get("received", each.get("posted")),
                "hold": each.get("from"),
                "terms": each.get("from"),
            }
            since = min(day(each["date"]), day(named.get(each["kind"]) or each["date"]))
            recorded = datetime.fromisoformat(each["at"]).date()
            if since in span and recorded > since:
                row = (case.id, each["kind"], each["by"], who(each), since.isoformat(), recorded.isoformat())
                expected[each["id"]] = (*row, (recorded - since).days, each["id"] in gone)
    answer = run("report", "backdated", *asked(span), "--json").json
    keys = ("case", "kind", "who", "agent", "counts_from", "recorded", "days", "reversed")
    assert {row["entry"]: tuple(row[key] for key in keys) for row in answer["rows"]} == expected
    days = [row[6] for row in expected.values()]
    assert answer["total"] == {"entries": len(days), "most_days": max(days, default=0)}
    assert [row["days"] for row in answer["rows"]] == sorted(days, reverse=True)


@pytest.mark.parametrize("owner", ["", "wang"])
@pytest.mark.parametrize("period", ["a month", "a quarter", "before any case"])
def test_reasons_for_arrears(period: str, owner: str, books: Books, cases: list[PlainCase], run: Run) -> None:
    span = PERIODS[period]
    counted: dict[str | None, list[Decimal]] = defaultdict(lambda: [Decimal(0)] * 4)
    for case in cases:
        if owner and case.holder(span.last) != owner:
            continue
        for each in case.within("contact", span):
            if "reason" in each:
                counted[each["reason"]] = plus(counted[each["reason"]], 1, 0, 0, 0)
        if not case.closed(span.last):
            found = books.status(span.last)[case.id]
            owed = max(Decimal(found["balance"]["total"]), Decimal(0))
            reason = case.reason(span.last)
            counted[reason] = plus(counted[reason], 0, 1, Decimal(found["overdue"]), owed)
    answer = run("report", "reasons", *asked(span), *(["--owner", owner] if owner else []), "--json").json
    keys = ("contacts", "cases", "overdue", "balance")
    rows = [*answer["reasons"], {"code": "all", **answer["total"]}]
    counted["all"] = [sum((each[place] for each in counted.values()), Decimal(0)) for place in range(4)]
    assert {row["code"]: [Decimal(row[key]) for key in keys] for row in rows} == dict(counted)


def plus(row: list[Decimal], *more: Decimal | int) -> list[Decimal]:
    return [one + other for one, other in zip(row, more, strict=True)]


@pytest.mark.parametrize("on", [TODAY, date(2026, 4, 30), date(2025, 12, 31)])
def test_batches(on: date, books: Books, cases: list[PlainCase], run: Run) -> None:
    batches = defaultdict(list)
    for case in cases:
        if "batch" in case.head:
            batches[case.head["batch"]["id"]].append(case)
    assert len(batches) > 9
    for name, mine in batches.items():
        answer = run("report", "batch", name, "--as-of", on.isoformat(), "--json").json
        assert answer == plain_batch(books, name, mine, on), name


@pytest.mark.parametrize("period", PERIODS)
def test_what_was_given_up(period: str, books: Books, cases: list[PlainCase], run: Run) -> None:
    span = PERIODS[period]
    expected: dict[str, tuple[Any, ...]] = {}
    for case in cases:
        waiting = {each["id"] for each in case.entries if each.get("pending") == "true"} - {each["id"] for each in case.standing(date.max)}  # fmt: skip
        granted = {
            each["entry"]: each["by"] for each in case.of("approval", date.max) if each["granted"] == "true"
        }
        taken: dict[str, Decimal] = defaultdict(Decimal)
        for line in books.lines(TODAY)[case.id]:
            if line["kind"] == "waiver":
                taken[line["entry"]] -= Decimal(line["amount"])
        for each in case.entries:
            if each["kind"] not in ("waiver", "extension") or not span.has(each) or "plan" in each:
                continue
            state = (
                "waiting" if each["id"] in waiting else "approved" if each["id"] in granted else "in_effect"
            )
            given = taken[each["id"]] if state != "waiting" else amount(each, "amount")
            expected[each["id"]] = (case.id, each["kind"], f"{given:.2f}", state, granted.get(each["id"]))
    answer = run("report", "given-up", *asked(span), "--json", "--reveal").json
    keys = ("case", "route", "amount", "state", "approved_by")
    rows = {row["entry"]: tuple(row[key] for key in keys) for row in answer["rows"]}
    assert {key: row for key, row in rows.items() if row[1] in ("waiver", "extension")} == expected
    in_effect = sum((Decimal(row[2]) for row in rows.values() if row[3] != "waiting"), Decimal(0))
    assert answer["total"]["amount"] == f"{in_effect:.2f}"
    holds = {row["entry"]: row["days"] for row in answer["rows"] if row["route"] == "hold"}
    for case in cases:
        for each in case.entries:
            if each["kind"] == "hold" and span.has(each) and each["what"] in ("both", "accrual"):
                days = (day(each["until"]) - day(each["from"])).days + 1 if "until" in each else None
                assert holds.pop(each["id"]) == days, each["id"]
    assert holds == {}


@pytest.mark.parametrize("client", [None, "星渡银行信用卡中心"])
@pytest.mark.parametrize("period", PERIODS)
def test_a_month_by_the_rules(period: str, client: str | None, cases: list[PlainCase], run: Run) -> None:
    span, found = PERIODS[period], Counter[str]()
    channels: dict[str, Counter[str]] = defaultdict(Counter)
    answered: list[int] = []
    for case in cases:
        if client is None or case.head["creditor"] == client:
            count_by_rules(case, span, found, channels, answered)
    answer = run(
        "report", "compliance", *asked(span), *(["--client", client] if client else []), "--json"
    ).json
    days = f"{Decimal(sum(answered)) / len(answered):.2f}" if answered else None
    assert answer["total"].pop("answer_days") == days
    assert {key: value for key, value in answer["total"].items() if value} == {
        key: value for key, value in found.items() if value
    }
    rows = {row["of"]["channel"]: row for row in answer["rows"] if "channel" in row["of"]}
    assert rows.keys() == channels.keys()
    for channel, counts in channels.items():
        assert {key: rows[channel][key] for key in rows[channel] if key not in ("key", "of")} == {
            key: counts[key] for key in ("contacts", "contacts_connected", "within", "against", "third_party")
        }


def count_by_rules(
    case: PlainCase, span: Span, found: Counter[str], channels: dict[str, Counter[str]], answered: list[int]
) -> None:
    """Adds a case to a month by the rules; in the sample no rule is broken, and one call is agreed while on hold."""
    owing = {"debtor", "guarantor", "creditor", case.head["debtor"]["name"]}
    parties = [*case.head.get("parties", ()), *case.of("party", span.last)]
    owing |= {each["name"] for each in parties if each["role"] in ("guarantor", "co_debtor", "heir")}
    # who speaks for an organisation or keeps its books is no stranger to the debt
    if case.head["debtor"].get("kind") == "organisation" or "credit_code" in case.head["debtor"]:
        owing |= {each["name"] for each in parties}
    for each in case.within("contact", span):
        row = Counter(contacts=1, within=1, against=0)
        row["contacts_connected"] = (
            each["channel"] in ("phone", "video", "ai_voice") and each["result"] in SPOKE
        )
        row["third_party"] = each["to"] not in owing or each["result"] == "third_party"
        channels[each["channel"]].update(row)
        found.update(row)
    made = [each for each in case.of("complaint", span.last) if "resolves" not in each]
    ends = {
        each["resolves"]: day(each["date"]) for each in case.of("complaint", span.last) if "resolves" in each
    }
    found["complaints"] += sum(map(span.has, made))
    found["complaints_open"] += sum(each["id"] not in ends for each in made)
    settled = [(ends[each["id"]] - day(each["date"])).days for each in made if ends.get(each["id"]) in span]
    found["complaints_settled"] += len(settled)
    answered.extend(settled)
    for letter in case.within("letter", span):
        if not is_spoiled(case, letter, span.last) and letter.get("cases", [case.id])[0] == case.id:
            told: dict[str, str] = {}
            for each in deliveries(case, letter, span.last):
                told |= each
            way = "returned" if "returned" in told else "received" if "signed_by" in told else "posted" if "tracking" in told else "unproven"  # fmt: skip
            found["letters"] += 1
            found[f"letters_{way}"] += 1
    ever = date.max
    demands = [
        each for each in case.of("letter", ever) if "pay_by" in each and not is_spoiled(case, each, ever)
    ]
    firsts = [day(each["date"]) for each in [*case.of("contact", ever), *demands]]
    if firsts and min(firsts) in span:
        proofs = [each for each in case.of("verify", ever) if each["valid"] == "true"]
        proofs += [each for each in case.of("contact", ever) if each.get("verified") == "true"]
        verified = any(day(each["date"]) <= min(firsts) for each in proofs)
        found["first_demands"] += 1
        found["verified_first" if verified else "unverified_first"] += 1
    found["agreed"] += sum(each.get("agreed") == "true" and case.id == "CC-2026-0016" for each in case.within("contact", span))  # fmt: skip


def test_nothing_of_the_sample_was_recorded_too_late(cases: list[PlainCase], run: Run) -> None:
    hours = [hours_to_entry(case) for case in cases if case.head["creditor"] == "星渡银行信用卡中心"]
    assert max(each for each in hours if each is not None) <= 48
    for case in cases:
        for each in case.of("contact", TODAY):
            start, end = (datetime.fromisoformat(each[key]) for key in ("time", "at"))
            between = (
                start.date() + timedelta(number) for number in range(1, (end.date() - start.date()).days)
            )
            assert end - start - timedelta(sum(map(days_off, between))) <= timedelta(1), each["id"]
    answer = run("report", "contact-breaches", "--json").json
    assert (answer["late"], answer["breaches"], answer["on_record"]) == ([], [], [])


@pytest.mark.parametrize("period", PERIODS)
def test_what_the_client_is_told(period: str, books: Books, cases: list[PlainCase], run: Run) -> None:
    span = PERIODS[period]
    rows, whole, shares = {}, Decimal(0), Decimal(0)
    for case in cases:
        for each in case.within("payment", span) if case.head["creditor"] == "星渡银行信用卡中心" else ():
            assert case.received is not None
            debts = [day(one["date"]) for kind in ("opening", "charge") for one in case.of(kind, date.max)]
            age = books.status(max(case.received, min(debts)))[case.id]["days_past_due"]
            paid, put = amount(each, "amount"), Decimal(0)
            for kind in ("opening", "charge"):
                put += sum((amount(one, *PARTS) for one in case.of(kind, day(each["date"]))), Decimal(0))
            rate = 12 if age <= 30 else 22 if age <= 90 else 35 if put >= 10000 else 30
            commission = (paid * rate / 100).quantize(CENT, ROUND_HALF_UP)
            holder = case.holder(day(each["date"]))
            share = (commission * (15 if holder == "chen" else 10) / 100).quantize(CENT, ROUND_HALF_UP)
            rows[each["id"]] = (
                case.id,
                f"{paid:.2f}",
                age,
                f"{rate}%",
                f"{commission:.2f}",
                holder,
                f"{share:.2f}",
            )
            whole, shares = whole + commission, shares + share
    answer = run("report", "client", "--client", "xingdu", *asked(span), "--json").json
    keys = ("case", "amount", "age", "rate", "commission", "staff", "share")
    assert {row["entry"]: tuple(row[key] for key in keys) for row in answer["rows"]} == rows
    tax = (whole * 6 / 100).quantize(CENT, ROUND_HALF_UP)
    collected = sum((Decimal(row[1]) for row in rows.values()), Decimal(0))
    told = {key: Decimal(answer["total"][key]) for key in ("collected", "commission", "tax", "payable")}
    assert told == {
        "collected": collected,
        "commission": whole,
        "tax": tax,
        "payable": collected - whole - tax,
    }
    assert plain_yaml(Path("clients/xingdu.yaml"))["tax"] == "6%"
