"""Every measure of every report on the sample, again by plain loops over its files, in several periods and groupings."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from how_many import examples

from tests.reports.plain_cases import Span, plain_cases, plain_yaml
from tests.reports.plain_counts import added
from tests.reports.plain_debts import Books
from tests.reports.plain_reports import (
    MONEY,
    REPORTS,
    USUAL,
    as_shown,
    days_needed,
    figures,
    rows_of,
    whole_report,
)

Run = Callable[..., Any]
PERIODS = {
    "a month": Span(date(2026, 5, 1), date(2026, 5, 31)),
    "a quarter": Span(date(2026, 1, 1), date(2026, 3, 31)),
    "a week": Span(date(2026, 5, 11), date(2026, 5, 17)),
    "a day": Span(date(2026, 6, 11), date(2026, 6, 11)),
    "before any case": Span(date(2025, 3, 1), date(2025, 3, 31)),
    "over a year end": Span(date(2025, 12, 10), date(2026, 1, 20)),
    "a year later": Span(date(2027, 2, 1), date(2027, 2, 28)),
}
TRIED = (
    list(PERIODS) if examples(1) > 1 else ["a month", "before any case", "over a year end", "a year later"]
)
"""The shortest of them, and all where more examples are asked for."""
GROUPINGS = {
    "portfolio": ("client,stage", "building"),
    "ageing": ("product,age", "reason"),
    "recovery": ("stage", "batch,product"),
    "roll": ("product,stage", "collector,age"),
    "promises": ("stage", "reason,collector"),
    "plans": ("product", "age,client"),
    "activity": ("collector,stage", "area"),
    "collectors": ("stage", "collector,batch"),
    "inspections": ("collector,product", "stage"),
    "field": ("area,building", "stage,collector"),
    "default-rate": ("batch", "stage,client"),
    "collection-rate": ("product", "area,age"),
}
"""By one and by two; each grouping is there."""


@pytest.fixture(scope="module")
def kept() -> dict[str, Any]:
    """What was looked up once for all tests of this file."""
    return {}


@pytest.fixture
def books(inside: Path, run: Run, kept: dict[str, Any]) -> Books:
    """The sample's cases and accounts."""
    if "books" not in kept:
        kept["books"] = Books(run, plain_cases(inside))
        kept["targets"] = plain_yaml(inside / "dunning.yaml")["targets"]
    books: Books = kept["books"]
    return books


def asked(span: Span) -> tuple[str, ...]:
    return "--from", span.first.isoformat(), "--to", span.last.isoformat()


@pytest.mark.parametrize("on", [date(2026, 4, 30), date(2026, 5, 31)])
def test_the_loops_ask_what_one_case_says_of_itself(on: date, books: Books, run: Run) -> None:
    for case in books.cases[::8]:
        words = (case.id, "--as-of", on.isoformat(), "--json")
        alone = run("status", *words).json
        assert {**books.status(on)[case.id], "as_of": alone["as_of"]} == alone
        assert books.lines(on)[case.id] == run("fees", *words).json["lines"]


@pytest.mark.parametrize("period", TRIED)
@pytest.mark.parametrize("report", REPORTS)
def test_every_measure(report: str, period: str, books: Books, run: Run, kept: dict[str, Any]) -> None:
    span, by = PERIODS[period], USUAL.get(report, "collector")
    answer = run("report", report, *asked(span), "--json").json
    counted = whole_report(books, report, [by] if by else [], span, kept["targets"])
    assert set(answer["formula"]) == set(REPORTS[report].split())
    assert as_shown(report, answer) == counted
    unknown = [
        case.id for case in books.cases if not books.knows(case, *days_needed(report, [by], case, span))
    ]
    assert sorted(each["case"] for each in answer["not_computed"]) == unknown
    assert bool(unknown) == (period == "a year later"), "reference rates end in 2026"
    if period == "before any case":
        assert counted["rows"] == {}


@pytest.mark.parametrize("grouping", [0, 1])
@pytest.mark.parametrize("report", GROUPINGS)
def test_by_other_groups(report: str, grouping: int, books: Books, run: Run, kept: dict[str, Any]) -> None:
    span = PERIODS["a quarter"] if report in ("recovery", "activity") else PERIODS["a month"]
    by = GROUPINGS[report][grouping]
    answer = run("report", report, *asked(span), "--by", by, "--json").json
    assert as_shown(report, answer) == whole_report(books, report, by.split(","), span, kept["targets"])
    assert len(answer["rows"]) > 1


@pytest.mark.parametrize("report", REPORTS)
def test_a_row_opens_to_cases_that_add_up_to_it(report: str, books: Books, run: Run) -> None:
    span, by = PERIODS["a month"], GROUPINGS[report][0]
    rows = rows_of(books, report, by.split(","), span)
    key = max(rows, key=lambda each: len(rows[each]))
    opened = run("report", report, *asked(span), "--by", by, "--cases", key, "--json").json["cases"]
    shown = {each.pop("case"): each for each in opened}
    counted = {case: figures(report, counts) for case, counts in rows[key].items()}
    assert shown == {case: each for case, each in counted.items() if case in shown}
    assert all(not any(map(Decimal, filter(None, counted[case].values()))) for case in counted.keys() - shown)
    whole = figures(report, added(rows[key].values()))
    for figure in whole.keys() & (
        MONEY
        | {"cases", "on_hand", "begun", "promised", "plans", "calls", "contacts", "households", "repaying"}
    ):
        assert sum(Decimal(each[figure]) for each in shown.values()) == Decimal(whole[figure]), figure


@pytest.mark.parametrize("report", ["portfolio", "ageing", "default-rate"])
def test_of_one_day_beside_the_same_day_a_month_and_a_year_earlier(
    report: str, books: Books, run: Run
) -> None:
    answer = run("report", report, "--as-of", "2026-03-30", "--json").json
    days = (date(2026, 3, 30), date(2026, 2, 28), date(2025, 3, 30))
    totals = [
        figures(
            report,
            added(
                added(row.values())
                for row in rows_of(books, report, [USUAL[report]], Span(day, day)).values()
            ),
        )
        for day in days
    ]
    assert as_shown(report, answer)["total"] == totals
    assert (answer["from"], answer["to"], answer["as_of"]) == (None, None, "2026-03-30")


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (("--policy", "small-loan"), lambda case: case.policy == "small-loan"),
        (("--batch", "2026-05-A"), lambda case: (case.head.get("batch") or {}).get("id") == "2026-05-A"),
        (("--area", "青禾花园"), lambda case: case.area == "青禾花园"),
        (("--client", "星渡银行信用卡中心"), lambda case: case.head["creditor"] == "星渡银行信用卡中心"),
    ],
)
@pytest.mark.parametrize("report", ["recovery", "roll", "field", "collection-rate"])
def test_of_some_cases(
    report: str, words: tuple[str, ...], wanted: Callable[..., bool], books: Books, run: Run
) -> None:
    span = PERIODS["a quarter"]
    some = Books(run, list(filter(wanted, books.cases)))
    some.share(books)
    by = USUAL.get(report, "collector")
    answer = run("report", report, *asked(span), *words, "--json").json
    assert as_shown(report, answer) == whole_report(some, report, [by] if by else [], span)


@pytest.mark.parametrize("report", REPORTS)
def test_a_spreadsheet_holds_the_same_figures(report: str, inside: Path, run: Run) -> None:
    words = ("report", report, *asked(PERIODS["a month"]))
    answer, told = run(*words, "--json").json, run(*words, "--format", "csv", "--lang", "en").out
    table = list(csv.reader(io.StringIO(told)))[1:]
    keys = REPORTS[report].split()
    for row, cells in zip(answer["rows"], table, strict=True):
        figures_here = [each[key] for each in (row, row["previous"], row["last_year"]) for key in keys]
        assert cells[len(cells) - len(figures_here) :] == [
            "" if each is None else str(each) for each in figures_here
        ]
