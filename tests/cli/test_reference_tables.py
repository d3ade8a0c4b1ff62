"""The shipped tables of reference rates: published values on the days they changed, and what lies outside a table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from dunning_cli.domain.policy.reference_rates import ReferenceRates, read_reference_rates
from dunning_cli.kernel.message import Problem
from dunning_cli.store.format.yaml_reader import parse_yaml

Run = Callable[..., Any]
FILE = Path(__file__).parents[2] / "policies" / "reference-rates.yaml"
TERMS = ("6m", "1y", "1_3y", "3_5y", "5y")
# 中国人民银行, 金融机构人民币贷款基准利率: up to six months, six months to one year, one to three, three to five years, more
BENCHMARK = """
2006-08-19 5.58 6.12 6.30 6.48 6.84
2007-03-18 5.67 6.39 6.57 6.75 7.11
2007-05-19 5.85 6.57 6.75 6.93 7.20
2007-07-21 6.03 6.84 7.02 7.20 7.38
2007-08-22 6.21 7.02 7.20 7.38 7.56
2007-09-15 6.48 7.29 7.47 7.65 7.83
2007-12-21 6.57 7.47 7.56 7.74 7.83
2008-09-16 6.21 7.20 7.29 7.56 7.74
2008-10-09 6.12 6.93 7.02 7.29 7.47
2008-10-30 6.03 6.66 6.75 7.02 7.20
2008-11-27 5.04 5.58 5.67 5.94 6.12
2008-12-23 4.86 5.31 5.40 5.76 5.94
2010-10-20 5.10 5.56 5.60 5.96 6.14
2010-12-26 5.35 5.81 5.85 6.22 6.40
2011-02-09 5.60 6.06 6.10 6.45 6.60
2011-04-06 5.85 6.31 6.40 6.65 6.80
2011-07-07 6.10 6.56 6.65 6.90 7.05
2012-06-08 5.85 6.31 6.40 6.65 6.80
2012-07-06 5.60 6.00 6.15 6.40 6.55
2014-11-22 5.60 5.60 6.00 6.00 6.15
2015-03-01 5.35 5.35 5.75 5.75 5.90
2015-05-11 5.10 5.10 5.50 5.50 5.65
2015-06-28 4.85 4.85 5.25 5.25 5.40
2015-08-26 4.60 4.60 5.00 5.00 5.15
2015-10-24 4.35 4.35 4.75 4.75 4.90
"""
# 全国银行间同业拆借中心, 贷款市场报价利率: one year, more than five years
PRIME = """
2019-08-20 4.25 4.85
2019-09-20 4.20 4.85
2019-11-20 4.15 4.80
2020-02-20 4.05 4.75
2020-04-20 3.85 4.65
2021-12-20 3.80 4.65
2022-01-20 3.70 4.60
2022-05-20 3.70 4.45
2022-08-22 3.65 4.30
2023-06-20 3.55 4.20
2023-08-21 3.45 4.20
2024-02-20 3.45 3.95
2024-07-22 3.35 3.85
2024-10-21 3.10 3.60
2025-05-20 3.00 3.50
"""


def published(table: str) -> list[tuple[date, list[Fraction]]]:
    rows = (line.split() for line in table.strip().splitlines())
    return [(date.fromisoformat(day), [Fraction(rate) / 100 for rate in rates]) for day, *rates in rows]


@pytest.fixture(scope="module")
def shipped() -> ReferenceRates:
    problems: list[Problem] = []
    node = parse_yaml(FILE.read_bytes(), problems)
    assert node is not None
    rates = read_reference_rates(node, problems)
    assert rates is not None, problems
    return rates


@pytest.mark.parametrize(
    ("names", "table", "last"),
    [
        ([f"pboc_{term}" for term in TERMS], BENCHMARK, date(2019, 8, 19)),
        (["lpr_1y", "lpr_5y"], PRIME, date(2026, 7, 19)),
    ],
)
def test_the_published_rate_holds_from_its_day_to_the_eve_of_the_next(
    names: list[str], table: str, last: date, shipped: ReferenceRates
) -> None:
    rows = published(table)
    ends = [day - timedelta(1) for day, _ in rows[1:]] + [last]
    for (day, rates), end in zip(rows, ends, strict=True):
        for name, rate in zip(names, rates, strict=True):
            assert (shipped.on(name, day), shipped.on(name, end)) == (rate, rate), (name, day)


def test_delay_before_august_2014_is_twice_the_benchmark_of_the_term(shipped: ReferenceRates) -> None:
    day = date(2009, 5, 18)
    while day < date(2014, 8, 1):
        held = next(rates for start, rates in reversed(published(BENCHMARK)) if start <= day)
        assert [shipped.on(f"delay_{term}", day) for term in TERMS] == [rate * 2 for rate in held], day
        day += timedelta(1)


@pytest.fixture
def owing(worked: Path, run: Run) -> Callable[..., Any]:
    """A case whose penalty runs at a rate from a day on, asked for on another; its account."""

    def asked(rate: str, since: str, as_of: str) -> Any:
        term = f"accruals.late_penalty.rate={rate}"
        assert run("open", "T-1", "--policy", "property-fee", "--name", "赵强", "--term", term).code == 0
        assert run("charge", "T-1", "--on", since, "--principal", "36500").code == 0
        return run("fees", "T-1", "--as-of", as_of, "--json")

    return asked


def test_five_year_prime_rate_and_benchmark_reach_the_account(owing: Callable[..., Any]) -> None:
    # 36500 × 4.85 % ÷ 365 a day for 10 days, then 4.80 %
    lines = [line for line in owing("lpr_5y", "2019-11-10", "2019-11-30").json["lines"] if line["rate"]]
    assert [(line["days"], line["rate"], line["amount"]) for line in lines] == [
        (10, "4.85%/year", "48.50"),
        (10, "4.8%/year", "48.00"),
    ]


@pytest.mark.parametrize(
    ("rate", "since", "as_of", "why"),
    [
        (
            "pboc_1y",
            "2006-08-01",
            "2006-08-31",
            "the table pboc_1y begins on 2006-08-19, and a day before is asked for; add earlier rows to it there, then: "
            "dunning commit",
        ),
        (
            "pboc_1_3y * 130%",
            "2019-08-01",
            "2019-09-30",
            "the table pboc_1_3y ended on 2019-08-19, asked for 2019-08-20; from then on it is lpr_1y",
        ),
        (
            "delay_5y",
            "2014-07-01",
            "2014-08-31",
            "the table delay_5y ended on 2014-07-31, asked for 2014-08-01; from then on it is 0.0175%/day",
        ),
        ("lpr_5y", "2019-08-01", "2019-08-31", "the table lpr_5y begins on 2019-08-20"),
        (
            "lpr_5y",
            "2026-07-01",
            "2026-08-31",
            "the table lpr_5y is known through 2026-07-19, asked for 2026-07-20; extend it with: dunning policy rate lpr_5y "
            "--valid-through DATE",
        ),
    ],
)
def test_outside_a_table_is_refused_with_what_to_do(
    rate: str, since: str, as_of: str, why: str, owing: Callable[..., Any]
) -> None:
    done = owing(rate, since, as_of)
    assert done.code != 0
    assert f"policies/reference-rates.yaml: {why}" in done.err
    assert len(done.err.strip().splitlines()) == 1


def test_the_command_named_lets_the_account_be_told(owing: Callable[..., Any], run: Run) -> None:
    assert owing("lpr_5y", "2026-05-01", "2026-06-15").code == 0
    late = ("fees", "T-1", "--as-of", "2026-08-31", "--json")
    assert run(*late).code != 0
    assert run("policy", "rate", "lpr_5y", "--valid-through", "2026-09-20").code == 0
    assert run(*late).code == 0


def test_nothing_is_added_to_a_table_that_has_ended(worked: Path, run: Run) -> None:
    before = (worked / "policies" / "reference-rates.yaml").read_bytes()
    done = run("policy", "rate", "pboc_1y", "--valid-through", "2026-12-20")
    assert (done.code, done.err.strip()) == (
        1,
        "error: the table pboc_1y ended on 2019-08-19; from then on it is lpr_1y",
    )
    assert (worked / "policies" / "reference-rates.yaml").read_bytes() == before


def test_the_list_of_policies_says_what_took_the_place_of_an_ended_table(worked: Path, run: Run) -> None:
    rates = {each["rate"]: each["then"] for each in run("policy", "list", "--json").json["rates"]}
    assert (rates["pboc_5y"], rates["delay_5y"], rates["lpr_5y"]) == ("lpr_5y", "0.0175%/day", None)
    (line,) = [line.split() for line in run("policy", "list").out.splitlines() if line.startswith("pboc_1y ")]
    assert line == ["pboc_1y", "2019-08-19", "2015-10-24", "4.35%", "lpr_1y"]


def test_ended_tables_run_out_no_more(worked: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUNNING_TODAY", "2026-06-15")
    told = [each["check"] for each in run("doctor", "--json").json["checks"]]
    assert [name for name in told if name.startswith("reference-rates")] == [
        "reference-rates lpr_1y",
        "reference-rates lpr_5y",
    ]


def test_a_table_of_the_five_year_rate_is_no_fault_where_only_the_judicial_cap_counts(
    worked: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (
        run("open", "R-1", "--policy", "small-loan", "--name", "赵强", "--term", "cap.annual=judicial").code
        == 0
    )
    monkeypatch.setenv("DUNNING_TODAY", "2026-09-15")
    checks = {each["check"]: each["ok"] for each in run("doctor", "--json").json["checks"]}
    assert (checks["reference-rates lpr_1y"], checks["reference-rates lpr_5y"]) == (False, True)
