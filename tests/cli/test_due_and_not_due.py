"""What is demanded and what settles, by the command line: instalments ahead, a missed minimum, a waiver on a condition."""

from __future__ import annotations

import re
from collections.abc import Callable
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


def opened(done: Run) -> None:
    """A loan L1."""
    rate = ("--term", "contract_rate=12%/year")
    done("open", "L1", "--policy", "small-loan", "--name", "赵强", "--address", "路 1", *rate)


def lent(done: Run, kind: str, principal: str, periods: str, first: str) -> None:
    """Its instalments by a schedule, all charged ahead."""
    opened(done)
    done(
        "schedule", "--kind", kind, "--principal", principal, "--rate", "12%", "--periods", periods,
        "--first", first, "--charge", "L1",
    )  # fmt: skip


def demanded(done: Run, case: str, template: str, on: str) -> tuple[dict[str, Any], str]:
    """The amounts that a letter put on record, and its text without blanks."""
    done("letter", "new", case, template, "--on", on, "--letter-language", "zh")
    (letter,) = [each for each in done("show", case, "--json").json["entries"] if each["kind"] == "letter"]
    (file,) = Path("letters").rglob("*-A-0001.txt")
    return letter["amounts"], re.sub(r"\s", "", file.read_text(encoding="utf-8"))


def test_of_twelve_instalments_charged_ahead_the_three_past_due_are_demanded(done: Run) -> None:
    """Penalty at 18 % on 360 days, of principal and interest: 1,120 × 64, 1,110 × 33 and 1,100 × 5 days.

    To the cent for each item and rule: 32.00 + 3.84, 16.50 + 1.82 (1.815), 2.50 + 0.25: 56.91.
    """
    lent(done, "equal-principal", "12000", "12", "2026-01-15")
    status = done("status", "L1", "--as-of", "2026-03-20", "--json").json
    assert (status["overdue"], status["balance"]["total"]) == ("3386.91", "3386.91")
    amounts, said = demanded(done, "L1", "final-demand", "2026-03-20")
    assert {name: amounts[name] for name in ("principal", "interest", "penalty", "total", "not_yet_due")} == {
        "principal": "3000.00",
        "interest": "330.00",
        "penalty": "56.91",
        "total": "3386.91",
        "not_yet_due": "9000.00",
    }
    # the nine to come are named with their principal; of 450.00 of later interest nothing is owed
    assert "另有尚未到期的款项人民币9,000.00元，不在本函要求支付之列" in said
    assert re.findall(r"(2026-\d\d-\d\d)\d+\.\d\d", said) == [
        "2026-01-15",
        "2026-02-15",
        "2026-03-15",
    ]


def test_of_a_card_the_missed_minimum_is_demanded_and_the_balance_stands_beside_it(done: Run) -> None:
    """10 % of 8,888.90 was asked for by 04-23; late fee 44.44, interest 8,888.90 × 0.05 % × 35 = 155.56."""
    days = ("--term", "statement_day=5", "--term", "due_day=23")
    done("open", "K1", "--policy", "credit-card", "--name", "赵强", "--address", "路 1", *days)
    done("charge", "K1", "--on", "2025-03-30", "--principal", "8888.90")
    done("charge", "K1", "--on", "2025-04-20", "--principal", "1218.35")
    status = done("status", "K1", "--as-of", "2025-05-04", "--json").json
    assert (status["overdue"], status["balance"]["total"]) == ("888.89", "10307.25")
    amounts, said = demanded(done, "K1", "overdue-notice", "2025-05-04")
    assert (amounts["total"], amounts["not_yet_due"]) == ("888.89", "9418.36")
    assert "已到期未付合计人民币888.89元" in said
    assert "全部余额为人民币10,307.25元" in said


@pytest.mark.parametrize("ahead", [False, True])
def test_penalty_is_waived_once_what_is_due_is_paid_though_more_is_to_come(done: Run, ahead: bool) -> None:
    """Three of six instalments are due and paid within the time, with 76.32 of penalty; three are still to come."""
    if ahead:
        # entered by hand before any fell due: those to come stand in the account
        opened(done)
        for month in range(2, 8):
            due = ("--due", f"2026-{month:02d}-10", "--principal", "1000", "--interest", "60")
            done("charge", "L1", "--on", "2026-01-10", *due)
    else:
        lent(done, "flat", "6000", "6", "2026-02-10")
    done(
        "waive",
        "L1",
        "penalty",
        "all",
        "--reason",
        "和解",
        "--if-paid-by",
        "2026-04-30",
        "--on",
        "2026-04-15",
    )
    before = done("fees", "L1", "--as-of", "2026-04-28", "--json").json["balance"]
    assert before["penalty"] == "76.32"
    done("pay", "L1", "3180", "--on", "2026-04-28", "--via", "bank")
    after = done("fees", "L1", "--as-of", "2026-04-30", "--json").json
    waived = [line["amount"] for line in after["lines"] if line["kind"] == "waiver"]
    assert waived == ["-40.81", "-25.97", "-9.54"]
    assert (after["balance"]["penalty"], after["balance"]["total"]) == (
        "0.00",
        "3180.00" if ahead else "0.00",
    )
    assert done("status", "L1", "--as-of", "2026-04-30", "--json").json["overdue"] == "0.00"


def test_a_day_late_the_penalty_stays(done: Run) -> None:
    lent(done, "flat", "6000", "6", "2026-02-10")
    done(
        "waive",
        "L1",
        "penalty",
        "all",
        "--reason",
        "和解",
        "--if-paid-by",
        "2026-04-30",
        "--on",
        "2026-04-15",
    )
    done("pay", "L1", "3180", "--on", "2026-05-01", "--via", "bank")
    fees = done("fees", "L1", "--as-of", "2026-05-01", "--json").json
    assert [line for line in fees["lines"] if line["kind"] == "waiver"] == []
    # 3,180.00 and 81.09 of penalty by then, less what was paid
    assert fees["balance"]["total"] == "81.09"
