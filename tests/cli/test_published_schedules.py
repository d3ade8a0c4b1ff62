"""Schedules that others have published, worked out again through the real command line; each with its source."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest

Run = Callable[..., Any]


class Published(NamedTuple):
    """A table: where it stands, the order that makes it, and its rows of principal, interest and principal left."""

    source: str
    order: str
    rows: tuple[str, ...]


TABLES = {
    "equal instalments, four months at 2 %": Published(
        "Apache Fineract, integration-tests, ClientLoanIntegrationTest.java, verifyLoanRepaymentSchedule: 12,000.00"
        " from 2011-09-20",
        "equal-instalment --principal 12000 --rate 2%/month --periods 4 --first 2011-10-20",
        (
            "2011-10-20 2911.49 240.00 9088.51",
            "2011-11-20 2969.72 181.77 6118.79",
            "2011-12-20 3029.11 122.38 3089.68",
            "2012-01-20 3089.68 61.79 0.00",
        ),
    ),
    "equal instalments on thirty days": Published(
        "Apache Fineract, fineract-e2e-tests-runner, EMICalculation.feature, C3155: 100.00 at 9.4822 %, 360/30",
        "equal-instalment --principal 100 --rate 9.4822% --periods 6 --first 2024-02-01 --count 30-360",
        (
            "2024-02-01 16.34 0.79 83.66",
            "2024-03-01 16.47 0.66 67.19",
            "2024-04-01 16.60 0.53 50.59",
            "2024-05-01 16.73 0.40 33.86",
            "2024-06-01 16.86 0.27 17.00",
            "2024-07-01 17.00 0.13 0.00",
        ),
    ),
    "equal instalments, the last one larger": Published(
        "Apache Fineract, fineract-e2e-tests-runner, EMICalculation.feature, C3154: 100.00 at 12 %, 360/30",
        "equal-instalment --principal 100 --rate 12% --periods 6 --first 2024-02-01 --count 30e-360",
        (
            "2024-02-01 16.25 1.00 83.75",
            "2024-03-01 16.41 0.84 67.34",
            "2024-04-01 16.58 0.67 50.76",
            "2024-05-01 16.74 0.51 34.02",
            "2024-06-01 16.91 0.34 17.11",
            "2024-07-01 17.11 0.17 0.00",
        ),
    ),
    "month ends on thirty days": Published(
        "Apache Fineract, fineract-e2e-tests-runner, LoanMonthEndDueDateStrategy.feature, UC3, LAST_DAY_OF_MONTH:"
        " 10,000.00 at 12 % from 2025-01-31, 30/360",
        "equal-instalment --principal 10000 --rate 12% --periods 3 --first 2025-02-28 --day 31 --count 30-360",
        (
            "2025-02-28 3300.22 100.00 6699.78",
            "2025-03-31 3333.22 67.00 3366.56",
            "2025-04-30 3366.56 33.67 0.00",
        ),
    ),
    "month ends that roll over": Published(
        "Apache Fineract, fineract-e2e-tests-runner, LoanMonthEndDueDateStrategy.feature, UC3, FIRST_DAY_OF_NEXT_MONTH:"
        " the same loan, each period a month whatever its days",
        "equal-instalment --principal 10000 --rate 12% --periods 3 --start 2025-01-31 --first 2025-03-01 --day 31",
        (
            "2025-03-01 3300.22 100.00 6699.78",
            "2025-04-30 3333.22 67.00 3366.56",
            "2025-05-31 3366.56 33.67 0.00",
        ),
    ),
    "equal principal": Published(
        "Microsoft, DAX reference, ISPMT (learn.microsoft.com/en-us/dax/ispmt-function-dax): 4,000.00 at 10 % a year,"
        " table of even principal payments",
        "equal-principal --principal 4000 --rate 10% --periods 4 --first 2025-06-30 --every year",
        (
            "2025-06-30 1000.00 400.00 3000.00",
            "2026-06-30 1000.00 300.00 2000.00",
            "2027-06-30 1000.00 200.00 1000.00",
            "2028-06-30 1000.00 100.00 0.00",
        ),
    ),
    "flat interest, three months": Published(
        "Apache Fineract, fineract-progressive-loan, ProgressiveEMICalculatorTest.java,"
        " InterestTypeFlatAndCalculationPeriodSameAsRepaymentPeriod: 1,000.00 at 12 % from 2024-01-01",
        "flat --principal 1000 --rate 12% --periods 3 --first 2024-02-01",
        (
            "2024-02-01 333.33 10.00 666.67",
            "2024-03-01 333.33 10.00 333.34",
            "2024-04-01 333.34 10.00 0.00",
        ),
    ),
    "flat interest, two years": Published(
        "Apache Fineract, the same test, test_sameAsRepayment_month_repay_every_1_periods_24: 10,000.00 at 12 %",
        "flat --principal 10000 --rate 1%/month --periods 24 --first 2024-02-01",
        (
            "2024-02-01 416.67 100.00 9583.33",
            "2024-03-01 416.67 100.00 9166.66",
            "2024-04-01 416.67 100.00 8749.99",
            "2024-05-01 416.67 100.00 8333.32",
            "2024-06-01 416.67 100.00 7916.65",
            "2024-07-01 416.67 100.00 7499.98",
            "2024-08-01 416.67 100.00 7083.31",
            "2024-09-01 416.67 100.00 6666.64",
            "2024-10-01 416.67 100.00 6249.97",
            "2024-11-01 416.67 100.00 5833.30",
            "2024-12-01 416.67 100.00 5416.63",
            "2025-01-01 416.67 100.00 4999.96",
            "2025-02-01 416.67 100.00 4583.29",
            "2025-03-01 416.67 100.00 4166.62",
            "2025-04-01 416.67 100.00 3749.95",
            "2025-05-01 416.67 100.00 3333.28",
            "2025-06-01 416.67 100.00 2916.61",
            "2025-07-01 416.67 100.00 2499.94",
            "2025-08-01 416.67 100.00 2083.27",
            "2025-09-01 416.67 100.00 1666.60",
            "2025-10-01 416.67 100.00 1249.93",
            "2025-11-01 416.67 100.00 833.26",
            "2025-12-01 416.67 100.00 416.59",
            "2026-01-01 416.59 100.00 0.00",
        ),
    ),
    "principal grace up to the last instalment": Published(
        "Apache Fineract, fineract-e2e-tests-runner, LoanBulletBalloon.feature, BL01: 100.00 at 30 %, 360/30,"
        " grace on principal of 7 of 8 instalments",
        "equal-instalment --principal 100 --rate 30% --periods 8 --first 2024-02-01 --count 30-360 --interest-only 7",
        (
            "2024-02-01 0.00 2.50 100.00",
            "2024-03-01 0.00 2.50 100.00",
            "2024-04-01 0.00 2.50 100.00",
            "2024-05-01 0.00 2.50 100.00",
            "2024-06-01 0.00 2.50 100.00",
            "2024-07-01 0.00 2.50 100.00",
            "2024-08-01 0.00 2.50 100.00",
            "2024-09-01 100.00 2.50 0.00",
        ),
    ),
}


def parts(run: Run, order: str) -> list[dict[str, str]]:
    done = run("schedule", "--kind", *order.split(), "--json")
    assert done.code == 0, done.err
    found: list[dict[str, str]] = done.json["instalments"]
    return found


@pytest.mark.parametrize("name", TABLES)
def test_a_published_schedule_is_made_again(run: Run, name: str) -> None:
    table = TABLES[name]
    found = parts(run, table.order)
    rows = tuple(
        f"{part['due']} {part['principal']} {part['interest']} {part['remaining']}" for part in found
    )
    assert rows == table.rows, table.source


def test_dues_that_roll_over_are_those_published(run: Run) -> None:
    # Apache Fineract, LoanMonthEndDueDateStrategy.feature, UC1 and UC3: rolls to the first of the next month, and
    # returns to the 31st
    loan = "equal-instalment --principal 10000 --rate 12% --periods 4 --first 2025-01-31 --due-day roll"
    found = [part["due"] for part in parts(run, loan)]
    assert found == ["2025-01-31", "2025-03-01", "2025-03-31", "2025-05-01"]


def test_flat_interest_put_off_and_spread_as_published_in_whole_units(run: Run) -> None:
    # Mifos X, IndividualFlatLoans.java (integration tests): 10,000.00 at 20 % a year, 24 weeks from 2014-03-05, no
    # principal and no interest in the first two. The table is in whole units: weeks 3 to 23 each 455 and 42
    order = (
        "flat --principal 10000 --rate 20% --periods 24 --first 2014-03-12 --every week"
        " --interest-only 2 --interest-deferred 2"
    )
    found = parts(run, order)
    assert [part["total"] for part in found[:2]] == ["0.00", "0.00"]
    assert {round(Decimal(part["principal"])) for part in found[2:23]} == {455}
    assert {round(Decimal(part["interest"])) for part in found[2:23]} == {42}
    assert (found[2]["due"], found[23]["due"]) == ("2014-03-26", "2014-08-20")
    assert Decimal(found[23]["principal"]) == 10000 - 21 * Decimal(found[2]["principal"])


# ISDA, "30/360 Day Count Conventions", 2008-12-22 (isda.org/2008/12/22/30-360-day-count-conventions), examples 2 and
# 3, as QuantLib's test-suite/daycounters.cpp has them: from, to, days of 30E/360 (Eurobond), days of 30E/360 (ISDA)
THIRTY_DAYS = """\
2006-02-28 2006-08-31 182 180
2006-08-31 2007-02-28 178 180
2007-02-28 2007-08-31 182 180
2007-08-31 2008-02-29 179 180
2008-02-29 2008-08-31 181 180
2008-08-31 2009-02-28 178 180
2006-01-31 2006-02-28 28 30
2006-01-30 2006-02-28 28 30
2006-02-28 2006-03-03 5 3
2006-02-14 2006-02-28 14 16
2006-09-30 2006-10-31 30 30
2006-10-31 2006-11-28 28 28
2007-08-31 2008-02-28 178 178
2008-02-28 2008-08-28 180 180
2008-02-28 2008-08-30 182 182
2008-02-28 2008-08-31 182 182
2008-02-29 2009-02-28 359 360
2006-08-20 2007-02-20 180 180
"""


@pytest.mark.parametrize("row", THIRTY_DAYS.splitlines())
def test_months_of_thirty_days_are_counted_as_published(run: Run, row: str) -> None:
    start, first, eurobond, isda = row.split()
    # 36,000.00 at 1 % bear one yuan on each of 360 days
    loan = f"bullet --principal 36000 --rate 1% --periods 1 --start {start} --first {first} --count"
    assert parts(run, f"{loan} 30e-360")[0]["interest"] == f"{eurobond}.00"
    assert parts(run, f"{loan} 30-360")[0]["interest"] == f"{isda}.00"


def test_the_last_day_of_a_loan_is_a_month_end_like_any_other(run: Run) -> None:
    # the same ISDA table gives 179 for a termination date: its exception is of bonds, and is not made here
    loan = (
        "bullet --principal 36000 --rate 1% --periods 1 --start 2011-08-31 --first 2012-02-29 --count 30-360"
    )
    assert parts(run, loan)[0]["interest"] == "180.00"


# Due dates of deposits by 对年对月对日: blog.csdn.net/weixin_43790703/article/details/104126918, "银行存款到期日"
DEPOSITS = """\
2014-04-30 2014-07-30
2014-03-31 2014-06-30
2014-11-30 2015-02-28
2015-11-30 2016-02-29
"""


@pytest.mark.parametrize("row", DEPOSITS.splitlines())
def test_three_months_from_day_to_day_as_published_cost_three_months(
    run: Run, ledger: Path, row: str
) -> None:
    start, first = row.split()
    # 12,000.00 at 12 % bear 120.00 a month, 4.00 on a day left over
    loan = f"bullet --principal 12000 --rate 12% --periods 1 --count months-360 --start {start} --first"
    assert parts(run, f"{loan} {first}")[0]["interest"] == "360.00"
    day_later = {"2014-07-30": "2014-07-31", "2014-06-30": "2014-07-01"}.get(first, f"{first[:4]}-03-01")
    assert parts(run, f"{loan} {day_later}")[0]["interest"] == "364.00"
