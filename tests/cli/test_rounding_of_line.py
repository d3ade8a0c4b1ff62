"""Each line rounded by itself, by the command line: what is owed is the sum of the lines shown."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
BY_LINE = ("--term", "rounding_of=line")
PERIODS = {
    # https://astat.provinz.bz.it/it/spiegazioni-esempi-interessi-legali.asp, "Esempio 2": the years as it has them
    "statutory interest, Bolzano": (
        ("day_count.ends=inclusive", "day_count.basis=actual"),
        '[{"rate": "5%/year"}, {"from": "1999-01-01", "rate": "2.5%/year"},'
        ' {"from": "2001-01-01", "rate": "3.5%/year"}, {"from": "2002-01-01", "rate": "3%/year"}]',
        ("1000", "1998-06-10", "2003-09-01"),
        ("27.95", "25.00", "25.00", "35.00", "50.05"),
        "163.00",
    ),
    # fiche F783/F20688 of service-public.fr, as https://www.mairie-pamplie.fr/ma-mairie/demarches-administratives/?xml=F20688
    # has it: 2,000 judged, 4.29 % for two months, then five points more, always on 365 days; its days follow from its sums
    "interest on a judgment, France": (
        ("day_count.ends=inclusive", "day_count.basis=365"),
        '[{"rate": "4.29%/year"}, {"from": "2015-11-18", "rate": "9.29%/year"}, {"from": "2016-01-01", "rate": "9.54%/year"}]',
        ("2000", "2015-09-17", "2016-04-09"),
        ("14.34", "22.40", "52.27"),
        "89.01",
    ),
}


def opened(run: Run, case: str, *terms: str, policy: str = "property-fee") -> str:
    words = [word for term in terms for word in ("--term", term)]
    assert run("open", case, "--policy", policy, "--name", "王建国", *words).code == 0
    return case


def charged(run: Run, case: str, amount: str, due: str) -> None:
    assert run("charge", case, "--on", due, "--due", due, "--principal", amount).code == 0


def paid(run: Run, case: str, amount: str, on: str) -> None:
    assert run("pay", case, amount, "--on", on, "--via", "bank", "--to", "principal").code == 0


def fees(run: Run, case: str, as_of: str) -> Any:
    return run("fees", case, "--as-of", as_of, "--json").json


@pytest.mark.parametrize("name", PERIODS)
def test_published_calculations_that_add_up_rounded_periods(ledger: Path, run: Run, name: str) -> None:
    terms, rate, (amount, due, as_of), periods, total = PERIODS[name]
    case = opened(run, "W1", "rounding_of=line", *terms, f"accruals.late_penalty.rate={rate}")
    charged(run, case, amount, due)
    data = fees(run, case, as_of)
    assert tuple(line["amount"] for line in data["lines"] if line["kind"] == "accrual") == periods
    assert data["balance"]["penalty"] == total


def paid_bit_by_bit(run: Run, case: str, *terms: str) -> str:
    """9.50 of which a cent is paid every ten days: four lines of 0.05, altogether 0.1897."""
    opened(run, case, *terms)
    charged(run, case, "9.50", "2026-01-01")
    for day in ("2026-01-11", "2026-01-21", "2026-01-31"):
        paid(run, case, "0.01", day)
    return case


def test_lines_add_up_with_a_rounding_line_or_are_the_debt_themselves(ledger: Path, run: Run) -> None:
    by_total = paid_bit_by_bit(run, "W1")
    by_line = paid_bit_by_bit(run, "W2", "rounding_of=line")
    for case, penalty, kinds in (
        (by_total, "0.19", ["accrual"] * 4 + ["rounding"]),
        (by_line, "0.20", ["accrual"] * 4),
    ):
        data = fees(run, case, "2026-02-10")
        assert data["balance"]["penalty"] == penalty
        assert [line["kind"] for line in data["lines"] if line["component"] == "penalty"] == kinds
    for language, word in (("en", "rounding"), ("zh", "尾差")):
        shown = [
            run("fees", case, "--as-of", "2026-02-10", "--lang", language).out for case in (by_total, by_line)
        ]
        assert [word in each for each in shown] == [True, False]


def test_lists_of_later_days_say_what_the_case_says(ledger: Path, run: Run) -> None:
    """They go on from the table of the day before by arithmetic."""
    case = paid_bit_by_bit(run, "W1", "rounding_of=line")
    charged(run, case, "333.33", "2026-02-05")
    for day in range(10, 28):
        as_of = f"2026-02-{day}"
        (row,) = [
            each for each in run("list", "--as-of", as_of, "--json").json["cases"] if each["case"] == case
        ]
        data = fees(run, case, as_of)
        assert row["balance"]["total"] == data["balance"]["total"], as_of
        grown = sum(Decimal(line["amount"]) for line in data["lines"] if line["component"] == "penalty")
        assert str(grown) == data["balance"]["penalty"]


def test_the_papers_for_a_court_say_how_lines_are_rounded(ledger: Path, run: Run, tmp_path: Path) -> None:
    case = paid_bit_by_bit(run, "W1", "rounding_of=line")
    for language, words in (
        ("en", "Each line is rounded to the cent, half up; the total is the sum of the lines so rounded."),
        ("zh", "各行金额四舍五入到分，合计为各行之和。"),
    ):
        out = tmp_path / language
        assert run("evidence", case, "--lang", language, "-o", str(out)).code == 0
        pages = [page.read_text(encoding="utf-8") for page in out.rglob("*.html")]
        assert any(words in page for page in pages)


def test_a_word_it_does_not_know_is_refused(ledger: Path, run: Run) -> None:
    done = run("open", "W1", "--policy", "property-fee", "--name", "王建国", "--term", "rounding_of=day")
    assert done.code != 0
    assert "rounding_of" in done.err
    assert "'day'" in done.err
    assert not list(ledger.rglob("W1.yaml"))
