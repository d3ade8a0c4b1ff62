"""Cards by the command line: one day's payments are one, and a minimum asks for each part of the debt once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
DAYS = ("--term", "statement_day=5", "--term", "due_day=23", "--term", "late_fee=none")
STILL = ("--term", "interest.rate=none")


def card(run: Run, case: str, *terms: str) -> str:
    assert run("open", case, "--policy", "credit-card", "--name", "赵强", *DAYS, *terms).code == 0
    return case


def taken_over(run: Run, case: str, principal: str, interest: str, *terms: str) -> str:
    """A debt past due since 2024-02-23, day 108 when it was taken over."""
    card(run, case, *terms)
    words = (
        "--on",
        "2024-06-10",
        "--overdue-since",
        "2024-02-23",
        "--principal",
        principal,
        "--interest",
        interest,
    )
    assert run("opening", case, *words).code == 0
    return case


def status(run: Run, case: str, as_of: str) -> Any:
    done = run("status", case, "--as-of", as_of, "--json")
    assert done.code == 0, done.err
    return done.json


def test_past_day_91_two_payments_on_one_day_are_one_of_their_sum(ledger: Path, run: Run) -> None:
    whole, parted = taken_over(run, "K1", "10000", "600"), taken_over(run, "K2", "10000", "600")
    assert run("pay", whole, "4000", "--on", "2024-06-20").code == 0
    # the first covers the minimum of 1,600.00, so that nothing is past due when the second comes
    for amount in ("1600", "2400"):
        assert run("pay", parted, amount, "--on", "2024-06-20").code == 0
    for day in ("2024-06-20", "2024-07-05", "2024-07-24", "2024-08-20"):
        assert status(run, parted, day)["balance"] == status(run, whole, day)["balance"]
    # principal first from day 91: all of it, and the 600.00 of interest stand
    assert status(run, parted, "2024-06-20")["balance"]["principal"] == "6000.00"


@pytest.mark.parametrize("first", [("1000", None), ("1000", "principal")])
def test_so_for_any_product_whose_order_switches(
    ledger: Path, run: Run, first: tuple[str, str | None]
) -> None:
    switch = 'allocation.switch=[{"from": 30, "order": "principal,interest"}]'
    for case, amounts in (("B1", ["3000"]), ("B2", ["1000", "2000"])):
        assert run("open", case, "--policy", "property-fee", "--name", "赵强", "--term", switch).code == 0
        for due in ("2024-01-31", "2024-06-01"):
            words = (
                "--on",
                "2024-01-01",
                "--due",
                due,
                "--principal",
                "1000",
                "--interest",
                "500",
                "--fee",
                "100",
            )
            assert run("charge", case, *words).code == 0
        for amount in amounts:
            to = ("--to", first[1]) if first[1] else ()
            assert run("pay", case, amount, "--on", "2024-06-10", *to).code == 0
    assert status(run, "B1", "2024-06-10")["balance"] == status(run, "B2", "2024-06-10")["balance"]


def test_a_debt_taken_over_on_the_day_counts_with_its_age(ledger: Path, run: Run) -> None:
    case = taken_over(run, "K3", "10000", "600")
    assert run("pay", case, "1000", "--on", "2024-06-10").code == 0
    balance = status(run, case, "2024-06-10")["balance"]
    assert (balance["principal"], balance["interest"]) == ("9000.00", "600.00")


def test_a_minimum_after_day_91_asks_for_interest_billed_earlier_and_unpaid(ledger: Path, run: Run) -> None:
    """10 % of 4,000.00 and 380.00: 780.00; the earlier minimum of 980.00 is covered."""
    case = taken_over(run, "K4", "6000", "380", *STILL)
    assert run("pay", case, "2000", "--on", "2024-06-20").code == 0
    balance = status(run, case, "2024-06-20")["balance"]
    assert (balance["principal"], balance["interest"]) == ("4000.00", "380.00")
    assert status(run, case, "2024-07-23")["overdue"] == "0.00"
    assert status(run, case, "2024-07-24")["overdue"] == "780.00"


def test_past_day_91_what_was_asked_of_principal_is_asked_once(ledger: Path, run: Run) -> None:
    """Asked before 600.00 of 6,000.00 and 380.00; 500.00 paid, to principal: 100.00 of it stands.

    Then 100.00, 10 % of the 5,400.00 not yet asked for and 380.00: 1,020.00.
    """
    case = taken_over(run, "K5", "6000", "380", *STILL)
    assert run("pay", case, "500", "--on", "2024-06-20").code == 0
    assert status(run, case, "2024-06-20")["overdue"] == "480.00"
    assert status(run, case, "2024-07-24")["overdue"] == "1020.00"


def test_a_waived_late_fee_that_no_statement_asked_for_covers_no_minimum(ledger: Path, run: Run) -> None:
    """Eight charges of 0.01 on one day, the last with a fee of 262.37; all penalty waived on 02-24.

    Statement of 01-05: 0.01 + 262.37 = 262.38, late fee 13.12. Of 02-05: 0.01 + 13.12 more, 275.51 in all, late
    fee 13.78. Waived are both fees; only the first was asked for, so 262.39 stand. Of 03-05: 0.01 more, 262.40,
    late fee 13.12. Of 04-05: 0.01 and 13.12 more, 275.53, late fee 13.78. A payment of 0.62 to the first fee lowers
    the second to 13.74, and changes nothing else: what was paid and what was waived of it come to the same.
    """
    owed = []
    for case, more in (("K6", ()), ("K7", (("pay", "K7", "0.62", "--to", "penalty", "--on", "2024-02-06"),))):
        words = (
            "--term",
            "allocation=fee,penalty,interest,principal",
            "--term",
            "interest.method=unpaid_part",
        )
        assert run("open", case, "--policy", "credit-card", "--name", "赵强", *words).code == 0
        for number in range(8):
            fee = ("--fee", "262.37") if number == 7 else ()
            assert run("charge", case, "--on", "2024-01-01", "--principal", "0.01", *fee).code == 0
        for step in more:
            assert run(*step).code == 0
        assert run("waive", case, "penalty", "all", "--reason", "hardship", "--on", "2024-02-24").code == 0
        assert status(run, case, "2024-03-24")["balance"]["penalty"] == "13.12"
        owed.append(status(run, case, "2024-04-24")["balance"]["total"])
    # 0.08 + 262.37 + 13.12 + 13.78
    assert owed == ["289.35", "289.35"]


def test_a_cash_advance_bears_interest_from_its_first_day_and_is_asked_for_whole(
    ledger: Path, run: Run
) -> None:
    """2,000.00 drawn on 04-01: 4 days to the statement are 4.00; 18 days more to the payment 18.00, and 0.04 on 4.00."""
    case = card(run, "K8")
    assert run("charge", case, "--on", "2025-04-01", "--principal", "2000", "--use", "cash").code == 0
    assert status(run, case, "2025-04-02")["balance"]["interest"] == "1.00"
    assert status(run, case, "2025-04-05")["balance"]["interest"] == "4.00"
    # the whole of it and its interest are the minimum
    assert status(run, case, "2025-04-24")["overdue"] == "2004.00"
    assert run("pay", case, "2004", "--on", "2025-04-23", "--via", "bank").code == 0
    state = status(run, case, "2025-04-24")
    assert (state["overdue"], state["days_past_due"]) == ("0.00", 0)
    assert status(run, case, "2025-05-05")["balance"]["total"] == "18.04"


def test_a_purchase_of_the_same_day_paid_in_full_bears_none(ledger: Path, run: Run) -> None:
    case = card(run, "K9")
    assert run("charge", case, "--on", "2025-04-01", "--principal", "2000").code == 0
    # a tenth of it
    assert status(run, case, "2025-04-24")["overdue"] == "200.00"
    assert run("pay", case, "2000", "--on", "2025-04-23", "--via", "bank").code == 0
    assert status(run, case, "2025-05-05")["balance"]["total"] == "0.00"
