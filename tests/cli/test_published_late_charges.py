"""Charges for being late that others have published, made again by the command line: interest, late fees, minimums."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.fixture
def done(ledger: Path, run: Run) -> Run:
    """Carries a command out that has to succeed."""

    def carry_out(*words: str) -> Any:
        result = run(*words)
        assert result.code == 0, (words, result.err)
        return result

    return carry_out


def opened(done: Run, policy: str, *terms: str) -> None:
    done(
        "open",
        "A",
        "--policy",
        policy,
        "--name",
        "林涛",
        *(word for term in terms for word in ("--term", term)),
    )


def fees(done: Run, day: str) -> dict[str, Any]:
    found: dict[str, Any] = done("fees", "A", "--as-of", day, "--json").json
    return found


# Interest for late payment of trade debts in the United Kingdom, simple, on 365 days: amount, rate, days, interest
LATE = {
    "landolio.com, late payment interest calculator: 60 days": ("3000", "11.75%/year", 60, "57.95"),
    "landolio.com, the same: a day": ("3000", "11.75%/year", 1, "0.97"),
    "statutory-interest.pages.dev: a year": ("1000", "8.5%/year", 365, "85.00"),
    "statutory-interest.pages.dev: a day": ("1000", "8.5%/year", 1, "0.23"),
    "ycalculator.net, court interest calculator: a year": ("5000", "8%/year", 365, "400.00"),
    "ycalculator.net, the same: a day": ("7300", "8%/year", 1, "1.60"),
    "usetinytoolkit.com, statutory interest calculator: a year": ("10000", "8%/year", 365, "800.00"),
    # a loan's instalment of 1,000 of which 400 were paid
    "eng.kakprosto.ru, how to calculate a penalty for late payment: a day": ("600", "1%/day", 1, "6.00"),
}


@pytest.mark.parametrize("source", LATE)
def test_interest_for_being_late_is_as_published(done: Run, source: str) -> None:
    amount, rate, days, interest = LATE[source]
    opened(done, "property-fee", f"accruals.late_penalty.rate={rate}", "cap.penalty_to_principal=none")
    done("charge", "A", "--on", "2025-01-01", "--due", "2025-01-31", "--principal", amount)
    as_of = (date(2025, 1, 31) + timedelta(days)).isoformat()
    (line,) = [each for each in fees(done, as_of)["lines"] if each["kind"] == "accrual"]
    assert (line["days"], line["amount"]) == (days, interest)


def test_a_bill_left_over_from_last_year_bears_the_higher_penalty_as_published(done: Run) -> None:
    # A question of a vocational examination on 供电营业规则 (m.274949.com/5999/t28841167.html): power bills of 2,000.00 and
    # 3,000.00 due on 2000-12-15 and 2001-01-15, paid on 2001-01-18; 2 ‰ a day, of the old year's bill 3 ‰ from New Year on:
    # 2,000 × 16 × 2 ‰ + 2,000 × 18 × 3 ‰ = 172.00 and 3,000 × 3 × 2 ‰ = 18.00
    leftover = '[{"rate": "2‰/day"}, {"from": "2001-01-01", "rate": "3‰/day"}]'
    owed = {}
    for case, day, amount, rate in (
        ("A", "2000-12-15", "2000", leftover),
        ("B", "2001-01-15", "3000", "2‰/day"),
    ):
        terms = ("--term", "day_count.ends=inclusive", "--term", f"accruals.late_penalty.rate={rate}")
        done("open", case, "--policy", "property-fee", "--name", "林涛", *terms)
        done("charge", case, "--on", day[:8] + "10", "--due", day, "--principal", amount)
        lines = done("fees", case, "--as-of", "2001-01-18", "--json").json["lines"]
        owed[case] = [(each["days"], each["amount"]) for each in lines if each["kind"] == "accrual"]
    assert owed == {"A": [(16, "64.00"), (18, "108.00")], "B": [(3, "18.00")]}


def test_a_fee_for_each_day_ends_at_what_is_late_as_published(done: Run) -> None:
    # learnku.com/courses/ecommerce-advance/5.7/overdue-payment: 0.05 % a day on 1,000.00 is 5.00 for ten days, and never more
    # than the 1,000.00 themselves
    opened(done, "property-fee")
    done("charge", "A", "--on", "2015-01-01", "--due", "2015-01-31", "--principal", "1000")
    assert fees(done, "2015-02-10")["balance"]["penalty"] == "5.00"
    assert fees(done, "2020-07-22")["balance"]["penalty"] == "999.50"
    for day in ("2020-07-23", "2020-07-24", "2026-01-31"):
        assert fees(done, day)["balance"]["penalty"] == "1000.00"


def test_after_the_grace_it_counts_from_the_day_after_the_due_date_as_published(done: Run) -> None:
    # Oracle Banking Treasury Management 14.7.3, "Specify Grace Days to Penalty": due on 15 June 1998 with five days of grace;
    # nothing on the 18th; after the 20th it is reckoned from the 16th on
    opened(
        done, "property-fee", "grace.days=5", "day_count.ends=inclusive", "accruals.late_penalty.rate=2%/year"
    )
    done("charge", "A", "--on", "1998-06-01", "--due", "1998-06-15", "--principal", "36500")
    for day in ("1998-06-18", "1998-06-20"):
        assert fees(done, day)["balance"]["penalty"] == "0.00"
    (line,) = [each for each in fees(done, "1998-06-21")["lines"] if each["kind"] == "accrual"]
    assert (line["from"], line["days"], line["amount"]) == ("1998-06-16", 6, "12.00")


def test_a_late_fee_of_the_part_that_was_not_paid_is_as_published(done: Run) -> None:
    # Oracle Financial Services Lease Servicing, set-up guide, appendix B "Late fee methods definitions"
    # (docs.oracle.com/cd/F27106_01): 10 % where 90.00 of a payment of 200.00 are still due is 9.00
    opened(
        done, "credit-card", "statement_day=5", "due_day=23", "interest.rate=none", "minimum_payment.percent=100%",
        'late_fee={"percent": "10%", "min": "none"}',
    )  # fmt: skip
    done("charge", "A", "--on", "2025-03-30", "--principal", "200")
    done("pay", "A", "110", "--on", "2025-04-20", "--via", "bank")
    assert fees(done, "2025-04-23")["balance"]["penalty"] == "0.00"
    assert fees(done, "2025-04-24")["balance"]["penalty"] == "9.00"


def test_a_minimum_of_a_share_of_purchases_and_all_fees_is_as_published(done: Run) -> None:
    # api.newsbust.in, "Is paying the lower minimum amount on credit card good for you": 5 % of purchases of 12,000 and
    # fees of 400 make a minimum of 1,000
    opened(done, "credit-card", "statement_day=5", "due_day=23", "minimum_payment.percent=5%")
    done("charge", "A", "--on", "2025-03-30", "--principal", "12000")
    done("charge", "A", "--on", "2025-04-02", "--fee", "400")
    assert done("status", "A", "--as-of", "2025-04-23", "--json").json["overdue"] == "0.00"
    assert done("status", "A", "--as-of", "2025-04-24", "--json").json["overdue"] == "1000.00"


def test_the_finance_charge_of_a_card_is_as_published(done: Run) -> None:
    # anyflip.com/kqtgc/wtyy, "Chapter 3: Credit card", example 1 (a Malaysian school book): a purchase of 1,500 of which
    # nothing was repaid, 18 % a year for 35 days, is 25.89
    opened(done, "credit-card", "statement_day=5", "due_day=23", "interest.rate=18%/year", "late_fee=none")
    done("charge", "A", "--on", "2025-03-31", "--principal", "1500")
    (line,) = [each for each in fees(done, "2025-05-05")["lines"] if each["kind"] == "accrual"]
    assert (line["days"], line["base"], line["amount"]) == (35, "1500.00", "25.89")


# FSharp.Finance.Personal, ActualPaymentTest010 (simontreanor.github.io/FSharp.Finance.Personal): 1,500.00 lent on
# 2022-11-01 at 0.8 % a day; day paid, amount, of it interest, of it principal, principal left. Its later rows round
# interest down, and are left out
REPAID = """\
2022-11-15 491.53 168.00 323.53 1176.47
2022-12-15 491.53 282.35 209.18 967.29
"""


def test_daily_interest_between_payments_is_as_published(done: Run) -> None:
    agreed = '{"component": "interest", "base": "principal", "rate": "0.8%/day"}'
    opened(
        done, "small-loan", f'accruals={{"penalty_interest": "none", "compound_interest": "none", "agreed": {agreed}}}',
    )  # fmt: skip
    done("charge", "A", "--on", "2022-11-01", "--due", "2023-03-15", "--principal", "1500")
    for row in REPAID.splitlines():
        day, amount, interest, principal, left = row.split()
        entry = done("pay", "A", amount, "--on", day, "--via", "bank", "--json").json["entry"]
        account = fees(done, day)
        served = {line["component"]: line["amount"] for line in account["lines"] if line["entry"] == entry}
        assert (served["interest"], served["principal"]) == (f"-{interest}", f"-{principal}"), row
        assert (account["balance"]["interest"], account["balance"]["principal"]) == ("0.00", left), row
