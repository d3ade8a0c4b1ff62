"""Instalment schedules through the real command line: kinds, graces, rounding, counts of days, what is refused."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
LOAN = "XD-2026-0001"
YEAR = "--principal 12000 --rate 12% --periods 12 --first 2026-07-10"


def parts(run: Run, order: str) -> list[dict[str, str]]:
    done = run("schedule", *order.split(), "--json")
    assert done.code == 0, done.err
    found: list[dict[str, str]] = done.json["instalments"]
    return found


def figures(run: Run, order: str, key: str) -> list[str]:
    return [part[key] for part in parts(run, order)]


def total(run: Run, order: str, key: str) -> Decimal:
    return sum(map(Decimal, figures(run, order, key)), Decimal(0))


def test_flat_interest_is_of_the_whole_principal_each_month(run: Run) -> None:
    for rate in ("0.8%/month", "9.6%", "9.6%/year"):
        loan = f"--kind flat --principal 24000 --rate {rate} --periods 12 --first 2026-02-10"
        assert set(figures(run, loan, "total")) == {"2192.00"}
        assert set(figures(run, loan, "interest")) == {"192.00"}
        assert total(run, loan, "interest") == Decimal("2304.00")


def test_january_31st_to_february_28th_is_a_month_of_thirty_days(run: Run) -> None:
    loan = "--kind bullet --principal 40000 --rate 12% --periods 1 --start 2025-01-31 --first 2025-02-28"
    assert figures(run, f"{loan} --count 30-360", "interest") == ["400.00"]
    assert figures(run, f"{loan} --count 30e-360", "interest") == ["373.33"]


def test_two_years_and_twenty_days_by_whole_years_and_days(run: Run) -> None:
    loan = "--kind bullet --principal 50000 --rate 6% --periods 1 --start 2024-03-15 --first 2026-04-04"
    assert figures(run, f"{loan} --count months-360", "interest") == ["6166.67"]
    assert figures(run, f"{loan} --count months-365", "interest") == ["6164.38"]


def test_a_first_due_on_february_28th_with_due_day_31(run: Run) -> None:
    loan = (
        "--kind flat --principal 4000 --rate 12% --periods 4 --first 2025-02-28 --day 31 --count months-360"
    )
    assert figures(run, loan, "due") == ["2025-02-28", "2025-03-31", "2025-04-30", "2025-05-31"]
    # every one of them is a whole month, whatever its days
    assert figures(run, loan, "interest") == ["40.00"] * 4


def test_the_days_before_the_first_whole_month_cost_days(run: Run) -> None:
    loan = (
        "--kind flat --principal 36000 --rate 12% --periods 3 --start 2026-01-15 --first 2026-02-28 --day 31"
    )
    # 15 January to 15 February and 13 days; then whole months, from month end to month end
    assert figures(run, f"{loan} --count months-360", "interest") == ["516.00", "360.00", "360.00"]


@pytest.mark.parametrize(
    ("kind", "principal"),
    [
        # 12,000 × 1 % × 1.01⁹ ÷ (1.01⁹ − 1) = 1400.8844, less 120.00
        ("equal-instalment", "1280.88"),
        # 12,000 ÷ 9
        ("equal-principal", "1333.33"),
        ("flat", "1333.33"),
    ],
)
def test_the_first_instalments_pay_interest_only(run: Run, kind: str, principal: str) -> None:
    found = parts(run, f"--kind {kind} {YEAR} --interest-only 3")
    assert [(part["principal"], part["interest"]) for part in found[:3]] == [("0.00", "120.00")] * 3
    assert (found[3]["principal"], found[3]["interest"]) == (principal, "120.00")
    assert found[-1]["remaining"] == "0.00"


def test_periods_without_interest_leave_equal_instalments_equal(run: Run) -> None:
    loan = "--kind equal-instalment --principal 10000 --rate 12% --periods 6 --first 2026-07-10 --interest-free 2"
    found = parts(run, loan)
    # 10,000 ÷ (2 + (1 − 1.01⁻⁴) ÷ 1 %) = 10,000 ÷ 5.90196555 = 1694.35
    assert [part["total"] for part in found[:5]] == ["1694.35"] * 5
    assert [part["interest"] for part in found[:3]] == ["0.00", "0.00", "66.11"]


def test_flat_interest_begins_after_the_free_time(run: Run) -> None:
    assert figures(run, f"--kind flat {YEAR} --interest-free 10", "interest") == [
        *["0.00"] * 10,
        "120.00",
        "120.00",
    ]
    assert figures(run, f"--kind bullet {YEAR} --interest-free 10", "interest") == ["240.00"]


@pytest.mark.parametrize(
    ("how", "interest"),
    [
        ("", ["0.00", "0.00", "0.00", "160.00", "160.00"]),
        (" --collected spread", ["0.00", "0.00", "0.00", "160.00", "160.00"]),
        (" --collected next", ["0.00", "0.00", "0.00", "480.00", "120.00"]),
        (" --collected last", ["0.00", "0.00", "0.00", "120.00", "120.00"]),
    ],
)
def test_interest_of_the_first_periods_is_collected_later(run: Run, how: str, interest: list[str]) -> None:
    loan = f"--kind flat {YEAR} --interest-deferred 3{how}"
    assert figures(run, loan, "interest")[:5] == interest
    assert total(run, loan, "interest") == Decimal(1440)
    assert total(run, loan, "deferred") == Decimal(360)
    assert figures(run, loan, "interest")[-1] == {" --collected last": "480.00", " --collected next": "120.00"}.get(
        how, "160.00"
    )  # fmt: skip


def test_what_cannot_be_spread_evenly_is_in_the_last(run: Run) -> None:
    loan = "--kind interest-first --principal 1000 --rate 10% --periods 5 --first 2026-07-10 --interest-deferred 2"
    # 8.33 + 8.33 = 16.66 over three: 5.55, 5.55 and 5.56
    assert figures(run, loan, "deferred") == ["0.00", "0.00", "5.55", "5.55", "5.56"]


def test_the_sheet_says_what_was_put_off(ledger: Path, run: Run) -> None:
    order = f"--kind flat {YEAR}".split()
    assert "put off" not in run("schedule", *order).out
    shown = run("schedule", *order, "--interest-deferred", "3", "--collected", "last").out.splitlines()
    assert "of it put off before" in shown[0]
    assert shown[-2].split() == ["12", "2027-06-10", "1,000.00", "480.00", "360.00", "1,480.00", "0.00"]
    assert shown[-1].split() == ["total", "12,000.00", "1,440.00", "360.00", "13,440.00"]


@pytest.mark.parametrize(
    ("words", "instalment", "last"),
    [
        ("", "1066.19", "1066.14"),
        ("--round-up", "1066.19", "1066.14"),
        ("--round-to jiao", "1066.20", "1066.02"),
        ("--round-to jiao --round-up", "1066.20", "1066.02"),
        ("--round-to yuan", "1066.00", "1068.36"),
        ("--round-to yuan --round-up", "1067.00", "1056.67"),
        ("--whole-yuan", "1066.00", "1068.36"),
        ("--whole-yuan --round-to yuan --round-up", "1067.00", "1056.67"),
    ],
)
def test_instalments_are_rounded_and_the_last_takes_the_rest(
    run: Run, words: str, instalment: str, last: str
) -> None:
    found = figures(run, f"--kind equal-instalment {YEAR} {words}", "total")
    assert set(found[:-1]) == {instalment}
    assert found[-1] == last


def test_of_flat_interest_what_is_paid_is_rounded(run: Run) -> None:
    loan = "--kind flat --principal 10000 --rate 9.06% --periods 12 --first 2026-07-10 --round-to yuan --round-up"
    # 833.33 + 75.50 = 908.83
    found = parts(run, loan)
    assert {part["total"] for part in found[:-1]} == {"909.00"}
    assert {part["interest"] for part in found} == {"75.50"}
    assert found[-1]["total"] == "907.00"


@pytest.mark.parametrize("kind", ["equal-instalment", "equal-principal", "flat", "interest-first", "bullet"])
def test_the_lines_add_up_to_the_total_line(ledger: Path, run: Run, kind: str) -> None:
    order = f"--kind {kind} --principal 9999.99 --rate 11.3% --periods 7 --first 2026-07-31 --count actual"
    shown = run("schedule", *order.split()).out.replace(",", "").splitlines()
    *rows, last = (line.split() for line in shown[2:])
    sums = [sum(map(Decimal, column)) for column in list(zip(*rows, strict=True))[2:5]]
    assert last == ["total", *map(str, sums)]
    assert total(run, order, "principal") == Decimal("9999.99")
    assert total(run, order, "principal") + total(run, order, "interest") == total(run, order, "total")


REFUSED = {
    "--kind flat --interest-only 12": "--interest-only 12 leaves none of 12 instalments to pay the principal with",
    "--kind flat --interest-only 99": "--interest-only 99 leaves none of 12 instalments to pay the principal with",
    "--kind flat --interest-free 12": "--interest-free 12 leaves none of 12 periods with interest",
    "--kind flat --interest-deferred 12": "--interest-deferred 12 leaves none of 12 instalments to collect",
    "--kind flat --interest-free 3 --interest-deferred 3": "--interest-deferred 3 puts nothing off",
    "--kind bullet --interest-only 1": "all at the end: the principal is paid at the end as it is",
    "--kind interest-first --interest-only 1": "interest first: the principal is paid at the end as it is",
    "--kind bullet --interest-deferred 1": "all at the end: the interest is paid at the end as it is",
    "--kind bullet --round-up": "all at the end: there is no instalment to round",
    "--kind interest-first --round-to jiao": "interest first: there is no instalment to round",
    "--kind flat --every week --day 31": "--day is a day of the month",
    "--kind flat --collected last": "--collected is of interest that is put off",
    "--kind flat --collected last --interest-deferred 0": "--collected is of interest that is put off",
    "--kind flat --whole-yuan --round-to jiao": "--whole-yuan and --round-to jiao exclude each other",
    "--kind flat --round-to dime": "'dime'",
    "--kind flat --start 2026-07-10": "the first due date 2026-07-10 is not after the start 2026-07-10",
}
SMALL = {
    # 20 ÷ 12 = 1.67: ten times 2.00 pay it off
    "--kind equal-principal --round-to yuan": "rounded to the yuan, 10 of 12 instalments pay off 20.00",
    # 20 ÷ 12 + 0.20 = 1.87, up to 2.00: 1.80 of it principal, with the last one 0.20 to spare
    "--kind flat --round-to yuan --round-up --interest-only 2": "rounded to the yuan, 10 of 12",
    "--kind equal-instalment --round-to yuan --round-up": "instalments pay off 20.00 and leave nothing for the last",
    "--kind equal-instalment --round-to yuan --interest-only 2 --principal 4": "pays nothing of 4.00 back",
}  # fmt: skip


def refused(run: Run, words: str, says: str) -> None:
    before = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, check=True).stdout
    case = Path("cases").rglob(f"{LOAN}.yaml")
    text = next(case).read_bytes()
    done = run("schedule", *words.split(), "--charge", LOAN)
    assert done.code in (1, 2)
    assert says in done.err
    assert len(done.errors) == 1
    assert subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, check=True).stdout == before
    assert next(Path("cases").rglob(f"{LOAN}.yaml")).read_bytes() == text


@pytest.mark.parametrize("words", REFUSED)
def test_what_does_not_fit_is_refused_by_name(worked: Path, run: Run, words: str) -> None:
    refused(run, f"{YEAR} {words}", REFUSED[words])


@pytest.mark.parametrize("words", SMALL)
def test_rounding_that_leaves_nothing_is_refused(worked: Path, run: Run, words: str) -> None:
    refused(run, f"--principal 20 --rate 12% --periods 12 --first 2026-07-10 {words}", SMALL[words])


@pytest.mark.parametrize("rate", ["12", "12%/day", "12%/week", "-1%", "0.8%/month/year", "/month"])
def test_a_rate_is_a_year_s_or_a_month_s(ledger: Path, run: Run, rate: str) -> None:
    done = run(
        "schedule",
        "--kind",
        "flat",
        "--principal",
        "1",
        "--rate",
        rate,
        "--periods",
        "1",
        "--first",
        "2026-07-10",
    )
    assert done.code == 2
    assert "is not a rate a year or a month: write it as 12% or 0.8%/month" in done.err


def test_a_flat_schedule_is_charged_with_what_was_put_off(worked: Path, run: Run) -> None:
    run("open", "XD-2", "--policy", "small-loan", "--name", "孙丽", "--term", "contract_rate=12%/year")
    order = (
        "--kind flat --principal 1200 --rate 1%/month --periods 4 --first 2026-02-10 --interest-deferred 2"
    )
    assert run("schedule", *order.split(), "--charge", "XD-2").code == 0
    balance = run("fees", "XD-2", "--as-of", "2026-04-10", "--json").json["balance"]
    assert (balance["principal"], balance["interest"]) == ("900.00", "24.00")
    assert "interest 24.00, due 2026-05-10 (flat 4/4)" in run("show", "XD-2").out
    chinese = run("--lang", "zh", "show", "XD-2").out
    assert "等本等息" in chinese
    assert "flat" not in chinese


def test_an_instalment_of_nothing_is_not_charged(worked: Path, run: Run, last_commit: Any) -> None:
    order = "--kind flat --principal 1200 --rate 1%/month --periods 4 --first 2026-07-10"
    order += " --interest-only 2 --interest-deferred 2 --collected next"
    assert figures(run, order, "total") == ["0.00", "0.00", "636.00", "612.00"]
    done = run("schedule", *order.split(), "--charge", LOAN)
    assert done.code == 0
    assert "2 charges, 2026-09-10 to 2026-10-10" in done.out
    lines = run("fees", LOAN, "--as-of", "2026-10-10", "--json").json["lines"]
    charged = [line for line in lines if line["kind"] == "charge" and line["from"] >= "2026-07-01"]
    assert [(line["from"], line["component"], line["amount"]) for line in charged] == [
        ("2026-09-10", "principal", "600.00"),
        ("2026-09-10", "interest", "36.00"),
        ("2026-10-10", "principal", "600.00"),
        ("2026-10-10", "interest", "12.00"),
    ]


def test_flat_interest_is_held_against_the_principal_still_lent(ledger: Path, run: Run) -> None:
    loan = ("--policy", "small-loan", "--name", "周明", "--contract-date", "2026-01-10")
    assert (
        run("open", "XD-3", *loan, "--term", "contract_rate=24%/year", "--term", "cap.annual=24%").code == 0
    )
    order = "--kind flat --principal 12000 --rate 2%/month --periods 12 --first 2026-02-10 --charge XD-3"
    assert run("schedule", *order.split()).code == 0
    lines = run("fees", "XD-3", "--as-of", "2026-04-10", "--json").json["lines"]
    cuts = [(line["from"], line["amount"]) for line in lines if line["kind"] == "cut"]
    # 24 % on 12,000.00 for 31 days are 244.60, on 11,000.00 for 28 days 202.52, on 10,000.00 for 31 days 203.84
    assert cuts == [("2026-03-10", "-32.88"), ("2026-04-10", "-36.17")]
