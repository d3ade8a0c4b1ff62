"""Tables of arrears that others have published, made again by the command line: days past due, classes, re-ageing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
BILLS = ("--term", "accruals.late_penalty=none", "--term", "overdue_tolerance=0.00")


@pytest.fixture
def done(ledger: Path, run: Run) -> Run:
    """Carries a command out that has to succeed."""

    def carry_out(*words: str) -> Any:
        result = run(*words)
        assert result.code == 0, (words, result.err)
        return result

    return carry_out


def opened(done: Run, *terms: str) -> None:
    """A case A of bills without penalty."""
    done("open", "A", "--policy", "property-fee", "--name", "林涛", *BILLS, *terms)


def due(done: Run, day: str, amount: str) -> None:
    done("charge", "A", "--on", day, "--due", day, "--principal", amount)


def past_due(done: Run, day: str) -> tuple[int, str]:
    """Days past due, and what of principal and fees is overdue."""
    data = done("status", "A", "--as-of", day, "--json").json
    return data["days_past_due"], data["overdue"]


def test_days_in_arrears_follow_each_payment_as_published(done: Run) -> None:
    # ClearMatch, "How are days in arrears calculated" (fusionwiki.clearmatch.co/portal/en/kb/articles/
    # how-are-days-in-arrears-calculated): instalments of 100 on the first of each month of 2020, fees paid first
    fees_first = 'allocation={"across": "component", "order": "fee,interest,penalty,principal"}'
    opened(done, "--term", fees_first)
    for month in range(1, 5):
        due(done, f"2020-{month:02d}-01", "100")

    def pay(day: str, amount: str) -> str:
        return str(done("pay", "A", amount, "--on", day, "--via", "bank", "--json").json["entry"])

    pay("2020-01-01", "100")
    bounced = pay("2020-02-01", "100")
    assert [past_due(done, day) for day in ("2020-01-01", "2020-02-01")] == [(0, "0.00"), (0, "0.00")]
    done("reverse", "A", bounced, "--reason", "dishonoured on 2020-02-03")
    assert past_due(done, "2020-02-03") == (2, "100.00")
    assert past_due(done, "2020-03-01") == (29, "100.00")
    pay("2020-03-01", "100")
    assert past_due(done, "2020-03-01") == (0, "0.00")
    assert past_due(done, "2020-03-02") == (1, "100.00")
    assert past_due(done, "2020-04-01") == (31, "100.00")
    pay("2020-04-01", "50")
    assert past_due(done, "2020-04-01") == (31, "50.00")
    pay("2020-04-10", "80")
    assert past_due(done, "2020-04-10") == (9, "70.00")
    for day, fee, days in (("2020-04-12", "30", 11), ("2020-04-14", "20", 13)):
        done("charge", "A", "--on", day, "--fee", fee)
        assert past_due(done, day)[0] == days
    pay("2020-04-16", "50")
    assert past_due(done, "2020-04-16") == (15, "70.00")


def test_classes_by_days_begin_on_the_days_that_the_regulator_names(done: Run) -> None:
    # Reserve Bank of India, RBI/2021-22/125 of 2021-11-12, on the classes of accounts: due 2021-03-31 and unpaid,
    # SMA-1 from 2021-04-30, SMA-2 from 2021-05-30, NPA from 2021-06-29
    classes = ", ".join(
        f'{{"stage": "{name}", "from": {first}{last}}}'
        for name, first, last in (
            ("SMA-0", 1, ', "to": 29'),
            ("SMA-1", 30, ', "to": 59'),
            ("SMA-2", 60, ', "to": 89'),
            ("NPA", 90, ""),
        )
    )
    opened(done, "--term", f'stage={{"scheme": "buckets", "buckets": [{classes}]}}')
    due(done, "2021-03-31", "5000")
    seen = []
    day = "2021-04-01"
    while day:
        data = done("status", "A", "--as-of", day, "--json").json
        seen.append((day, data["stage"]))
        day = data["next_stage"]["date"] if data["next_stage"] else ""
    assert seen == [
        ("2021-04-01", "SMA-0"),
        ("2021-04-30", "SMA-1"),
        ("2021-05-30", "SMA-2"),
        ("2021-06-29", "NPA"),
    ]
    assert done("status", "A", "--as-of", "2021-04-29", "--json").json["stage"] == "SMA-0"


# Apache Fineract, fineract-e2e-tests-runner, LoanDelinquency.feature, "Verify Loan delinquency pause E2E": 1,000.00 in
# four parts of 250.00 due from 2023-10-01 every fifteen days, nothing paid; day, past due days, delinquent amount
UNPAID = """\
2023-10-02 1 250.00
2023-10-04 3 250.00
2023-10-05 4 250.00
2023-10-06 5 250.00
2023-10-15 14 250.00
2023-10-26 25 500.00
2023-10-30 29 500.00
2023-10-31 30 500.00
2023-11-13 43 750.00
"""


def four_parts(done: Run, days: tuple[str, ...]) -> None:
    for day in days:
        due(done, day, "250")


FOUR = ("2023-10-01", "2023-10-16", "2023-10-31", "2023-11-15")


def test_what_is_past_due_grows_as_published(done: Run) -> None:
    opened(done)
    four_parts(done, FOUR)
    for row in UNPAID.splitlines():
        day, days, amount = row.split()
        assert past_due(done, day) == (int(days), amount), row


def test_three_days_of_grace_put_off_the_class_and_not_the_count(done: Run) -> None:
    # the same feature, whose product has a grace of three days: none on 2023-10-04, the first range on 2023-10-05,
    # with four days past due
    opened(done, "--term", "grace.days=3")
    four_parts(done, FOUR)
    assert past_due(done, "2023-10-04") == (0, "0.00")
    assert past_due(done, "2023-10-05") == (4, "250.00")


# Apache Fineract, fineract-e2e-tests-runner, LoanReAging.feature, "Verify that Loan re-aging transaction happy path works
# properly": 250.00 due on each of 2024-01-16, 01-31 and 02-15; re-aged on 2024-02-20 to six months from 2024-03-01
RE_AGED = """\
2024-03-01 125.00
2024-04-01 125.00
2024-05-01 125.00
2024-06-01 125.00
2024-07-01 125.00
2024-08-01 125.00
"""


def test_re_ageing_makes_the_published_instalments_and_leaves_nothing_past_due(done: Run) -> None:
    opened(done)
    for day in ("2024-01-16", "2024-01-31", "2024-02-15"):
        due(done, day, "250")
    assert past_due(done, "2024-02-20") == (35, "750.00")
    moved = ("extend", "A", "--due", "2024-03-01", "--on", "2024-02-20", "--reason", "re-aged", "--json")
    extension = done(*moved).json["entry"]
    months = ("--instalments", "6", "--total", "all", "--first", "2024-03-01", "--every", "month")
    done("plan", "new", "A", *months, "--on", "2024-02-20")
    parts = done("plan", "show", "A", "--json").json["plan"]["instalments"]
    assert [f"{part['due']} {part['amount']}" for part in parts] == RE_AGED.splitlines()
    assert past_due(done, "2024-02-20") == (0, "0.00")
    # taken back, as the feature does next: past due as before
    done("reverse", "A", extension, "--reason", "taken back")
    assert past_due(done, "2024-02-20") == (35, "750.00")
