"""A month in which everything happens that is counted, by the real commands: every measure again by plain loops."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.reports.busy_month import ELSEWHERE, STAFF, happened, looked_at
from tests.reports.plain_batches import plain_batch
from tests.reports.plain_cases import Span, plain_cases, plain_yaml
from tests.reports.plain_debts import Books
from tests.reports.plain_reports import REPORTS, USUAL, as_shown, whole_report

Run = Callable[..., Any]
MAY, WEEK = Span(date(2026, 5, 1), date(2026, 5, 31)), Span(date(2026, 5, 12), date(2026, 5, 18))
BY_CLOCK = "entry_hours"
"""By the real clock of whoever runs the test; the sample's and that of test_hours_to_entry.py are fixed."""


@pytest.fixture
def month(ledger: Path, run: Run, made_once: Any, in_git: Run) -> Path:
    """The ledger after all that happened."""

    def make() -> None:
        settings = ledger / "dunning.yaml"
        text = settings.read_text(encoding="utf-8")
        settings.write_text(text.replace("staff: []\n", STAFF), encoding="utf-8")
        assert run("commit", "--actor", "zhou").code == 0
        for words in happened():
            done = run(*words, "--actor", "sun")
            assert done.code == 0, (words, done.err)
        for words in looked_at({case.id: case.entries for case in plain_cases(ledger)}):
            done = run(*words, "--actor", "zhou")
            assert done.code == 0, (words, done.err)
        found = next(each for each in plain_cases(ledger) if each.id == "H-1")
        first = next(each["id"] for each in found.entries if each["kind"] == "inspection")
        done = run(
            "inspect", "corrected", "H-1", first, "--text", "已改", "--on", "2026-05-19", "--actor", "wang"
        )
        assert done.code == 0, done.err
        for case, line in ELSEWHERE.items():
            (file,) = (ledger / "cases").rglob(f"{case}.yaml")
            file.write_text(file.read_text(encoding="utf-8") + line, encoding="utf-8")
        in_git("commit", "-qam", "written elsewhere")

    made_once(ledger, make)
    return ledger


def asked(span: Span) -> tuple[str, ...]:
    return "--from", span.first.isoformat(), "--to", span.last.isoformat()


def without(report: dict[str, Any]) -> dict[str, Any]:
    """A report but for what goes by the real clock."""
    rows = [*report["rows"].values(), report["total"]]
    for each in (figures for row in rows for figures in row):
        each.pop(BY_CLOCK, None)
    return report


@pytest.mark.parametrize(
    ("span", "by"),
    [(MAY, ""), (WEEK, ""), (MAY, "stage"), (MAY, "product,collector"), (MAY, "reason,building")],
)
def test_every_measure(month: Path, run: Run, span: Span, by: str) -> None:
    books, targets = Books(run, plain_cases(month)), plain_yaml(month / "dunning.yaml")["targets"]
    for report in REPORTS:
        groups = by or USUAL.get(report, "collector")
        answer = run("report", report, *asked(span), *(["--by", groups] if groups else []), "--json").json
        counted = whole_report(books, report, groups.split(",") if groups else [], span, targets)
        assert without(as_shown(report, answer)) == without(counted), report


def test_the_month_has_some_of_every_measure(month: Path, run: Run) -> None:
    for report in REPORTS:
        rows = run("report", report, *asked(MAY), "--json").json["rows"]
        wanted = [key for key in REPORTS[report].split() if key != BY_CLOCK]
        lacking = [key for key in wanted if all(row[key] in (None, 0, "0.00") for row in rows)]
        # a roll for the better is told of the sample
        assert [key for key in lacking if key != "better"] == [], report


@pytest.mark.parametrize("report", ["recovery", "collectors"])
def test_money_for_whoever_took_it(month: Path, run: Run, report: str) -> None:
    with Path("dunning.yaml").open("a", encoding="utf-8") as file:
        file.write("money_counts_for: agent\n")
    books = Books(run, plain_cases(month), for_agents=True)
    targets = plain_yaml(month / "dunning.yaml")["targets"]
    answer = run("report", report, *asked(MAY), "--json").json
    assert as_shown(report, answer) == whole_report(books, report, ["collector"], MAY, targets)
    assert {row["key"] for row in answer["rows"]} >= {"sun", "chen", "wang"}


def test_batches_and_their_dossiers(month: Path, run: Run, tmp_path: Path) -> None:
    cases = plain_cases(month)
    books = Books(run, cases)
    for name in ("B1", "B2"):
        mine = [case for case in cases if case.head["batch"]["id"] == name]
        file = tmp_path / f"{name}.xlsx"
        answer = run(
            "report", "batch", name, "--as-of", "2026-05-31", "-o", str(file), "--reveal", "--json"
        ).json
        assert answer.pop("file") == str(file)
        assert answer == plain_batch(books, name, mine, MAY.last)
        *_, whole = load_workbook(file)["money received"].iter_rows(values_only=True)
        beside = Decimal(answer["in_kind"]) + Decimal(answer["transferred"])
        assert (whole[3], whole[7]) == (float(answer["collected"]), float(beside))
    collected = run(
        "report", "recovery", "--by", "batch", *asked(Span(date(2000, 1, 1), MAY.last)), "--json"
    ).json["rows"]
    assert {row["key"]: row["collected"] for row in collected} == {
        name: run("report", "batch", name, "--as-of", "2026-05-31", "--json").json["collected"]
        for name in ("B1", "B2")
    }
    said = run("report", "batch", "B1", "--as-of", "2026-05-31").out
    assert "in kind" in said
    assert "150.00" in said
