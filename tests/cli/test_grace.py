"""Grace by the command line: days and yuan that a bill, an instalment or a statement may be late or short by."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
DAYS, YUAN = ("--term", "grace.days=5"), ("--term", "grace.amount=10.00")


def bill(run: Run, case: str, *terms: str) -> str:
    """600.00 due on 2025-01-31, 0.05 % a day."""
    assert run("open", case, "--policy", "property-fee", "--name", "王建国", *terms).code == 0
    words = ("--on", "2025-01-01", "--due", "2025-01-31", "--principal", "600")
    assert run("charge", case, *words).code == 0
    return case


def card(run: Run, case: str, *terms: str) -> str:
    """1,000.00 bought on 2025-03-30: statement 04-05, due 04-23."""
    days = ("--term", "statement_day=5", "--term", "due_day=23")
    assert run("open", case, "--policy", "credit-card", "--name", "赵强", *days, *terms).code == 0
    assert run("charge", case, "--on", "2025-03-30", "--principal", "1000").code == 0
    return case


def pay(run: Run, case: str, amount: str, on: str) -> None:
    assert run("pay", case, amount, "--on", on, "--via", "bank").code == 0


def status(run: Run, case: str, as_of: str) -> tuple[str, int, str, str]:
    """Stage, days past due, overdue and balance."""
    data = run("status", case, "--as-of", as_of, "--json").json
    return data["stage"], data["days_past_due"], data["overdue"], data["balance"]["total"]


def test_within_the_days_nothing_is_past_due_and_after_them_all_since_the_due_date(
    ledger: Path, run: Run
) -> None:
    case = bill(run, "W1", *DAYS)
    for day in ("2025-01-31", "2025-02-01", "2025-02-05"):
        assert status(run, case, day) == ("M0", 0, "0.00", "600.00")
        assert run("status", case, "--as-of", day, "--json").json["next_stage"] == {
            "stage": "M1",
            "date": "2025-02-06",
        }
    # 600 × 0.05 % × 6 days
    assert status(run, case, "2025-02-06") == ("M1", 6, "601.80", "601.80")
    (line,) = [
        each for each in run("fees", case, "--as-of", "2025-02-06", "--json").json["lines"] if each["days"]
    ]
    assert (line["from"], line["to"], line["days"], line["amount"]) == ("2025-01-31", "2025-02-06", 6, "1.80")


def test_it_may_count_from_after_the_days_alone(ledger: Path, run: Run) -> None:
    case = bill(run, "W2", *DAYS, "--term", "grace.accrues=after")
    assert status(run, case, "2025-02-06") == ("M1", 6, "600.30", "600.30")


def test_what_is_paid_on_the_last_of_the_days_is_in_time_and_a_day_later_is_not(
    ledger: Path, run: Run
) -> None:
    in_time, late = bill(run, "W3", *DAYS), bill(run, "W4", *DAYS)
    pay(run, in_time, "600", "2025-02-05")
    pay(run, late, "600", "2025-02-06")
    assert status(run, in_time, "2025-03-31") == ("M0", 0, "0.00", "0.00")
    # the penalty is served first: 1.80 of the principal stays
    assert status(run, late, "2025-02-06")[3] == "1.80"


@pytest.mark.parametrize(("missing", "excused"), [("10.00", True), ("10.01", False)])
def test_a_little_that_is_missing_counts_as_paid_and_stays_owed(
    ledger: Path, run: Run, missing: str, excused: bool
) -> None:
    case = bill(run, "W5", *YUAN)
    pay(run, case, f"{600 - float(missing):.2f}", "2025-01-31")
    stage, days, overdue, balance = status(run, case, "2025-03-31")
    assert (stage, days) == (("M0", 0) if excused else ("M2", 59))
    assert (overdue, balance) == (("0.00", missing) if excused else (balance, balance))
    assert (balance == missing) is excused


def test_an_extension_gives_the_days_anew(ledger: Path, run: Run) -> None:
    case = bill(run, "W6", *DAYS)
    assert run("extend", case, "--due", "2025-02-28", "--on", "2025-02-03", "--reason", "asked for").code == 0
    assert status(run, case, "2025-03-05") == ("M0", 0, "0.00", "600.00")
    assert status(run, case, "2025-03-06") == ("M1", 6, "601.80", "601.80")


def test_a_card_paid_in_full_within_the_days_bears_no_interest(ledger: Path, run: Run) -> None:
    terms = ("--term", "grace.days=3", *YUAN)
    in_time, late = card(run, "K1", *terms), card(run, "K2", *terms)
    pay(run, in_time, "1000", "2025-04-26")
    pay(run, late, "1000", "2025-04-27")
    assert status(run, in_time, "2025-05-05") == ("M0", 0, "0.00", "0.00")
    # what was billed is paid; 1,000 × 0.05 % × 28 days, and the late fee of 5 % on 100.00, at least 10.00, are left
    assert run("fees", late, "--as-of", "2025-05-05", "--json").json["balance"] == {
        "principal": "0.00", "interest": "14.00", "penalty": "10.00", "fee": "0.00", "total": "24.00", "credit": "0.00",
    }  # fmt: skip


def test_nine_yuan_short_stand_in_the_next_statement_without_interest_or_fee(ledger: Path, run: Run) -> None:
    case = card(run, "K3", "--term", "grace.days=3", *YUAN)
    pay(run, case, "991", "2025-04-23")
    assert status(run, case, "2025-05-05") == ("M0", 0, "0.00", "9.00")
    # of the next statement nothing is paid: its minimum of 0.90 counts as paid, too
    assert status(run, case, "2025-05-27") == ("M0", 0, "0.00", "9.00")
    balance = run("fees", case, "--as-of", "2025-05-26", "--json").json["balance"]
    assert (balance["principal"], balance["interest"], balance["penalty"]) == ("9.00", "0.00", "0.00")


def test_a_missed_minimum_counts_after_the_days(ledger: Path, run: Run) -> None:
    case = card(run, "K4", "--term", "grace.days=3", *YUAN)
    assert status(run, case, "2025-04-26")[:3] == ("M0", 0, "0.00")
    assert status(run, case, "2025-04-27")[:3] == ("M0", 4, "100.00")
    (fee,) = [
        line
        for line in run("fees", case, "--as-of", "2025-04-27", "--json").json["lines"]
        if line["rule"] == "late_fee"
    ]
    assert (fee["from"], fee["amount"]) == ("2025-04-27", "10.00")


@pytest.mark.parametrize(
    ("term", "said"),
    [
        ("grace.days=-1", "days: '-1'"),
        ("grace.amount=1.234", "amount: '1.234'"),
        ("grace.accrues=never", "accrues: 'never'"),
        ("grace.weeks=1", "weeks"),
    ],
)
def test_what_cannot_be_a_grace_is_refused_by_name(ledger: Path, run: Run, term: str, said: str) -> None:
    done = run("open", "X1", "--policy", "property-fee", "--name", "王建国", "--term", term)
    assert (done.code, len(done.err.strip().splitlines()) <= 2) == (1, True), done.err
    assert said in done.err
    assert run("list", "--json").json["cases"] == []
