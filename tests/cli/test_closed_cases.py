"""A closed case that comes to owe again is open again; what nobody reopened is found by `check`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
CASE = "PF-2026-0007"


@pytest.fixture
def paid(worked: Path, run: Run) -> str:
    run("pay", CASE, "1200", "--on", "2026-01-31", "--ref", "CHQ1")
    done = run("close", CASE, "--reason", "paid")
    assert done.code == 0, done.err
    (payment,) = [e["id"] for e in run("show", CASE, "--json").json["entries"] if e["kind"] == "payment"]
    return str(payment)


def listed(run: Run) -> list[str]:
    return [case["case"] for case in run("list", "--json").json["cases"]]


def test_a_cheque_that_bounces_opens_the_case_again(paid: str, run: Run) -> None:
    assert CASE not in listed(run)
    done = run("reverse", CASE, paid, "--reason", "bounced", "--json")
    assert done.code == 0, done.err
    assert f"{CASE} is open again: closed as paid in full, and 1,272.60 is owed" in done.err
    assert CASE in listed(run)
    kinds = [entry["kind"] for entry in run("show", CASE, "--json").json["entries"]]
    assert kinds[-2:] == ["reversal", "reopen"]
    assert (run("check").code, run("audit").code) == (0, 0)


def test_undo_opens_it_again_too(paid: str, run: Run, in_git: Run) -> None:
    commit = in_git("log", "--format=%h", "--grep=^pay").split()[0]
    assert run("undo", commit).code == 0
    assert CASE in listed(run)


def test_a_charge_dated_before_the_closing(paid: str, run: Run) -> None:
    done = run("charge", CASE, "--on", "2026-02-01", "--principal", "10", "--ref", "water")
    assert done.code == 0, done.err
    assert f"{CASE} is open again" in done.err
    assert (
        run("charge", "XD-2026-0001", "--on", "2026-02-01", "--principal", "10", "--ref", "water").err == ""
    )


def test_a_payment_more_leaves_it_closed(paid: str, run: Run) -> None:
    assert run("pay", CASE, "5").code == 0
    assert CASE not in listed(run)


def test_a_settlement_whose_payment_bounced(worked: Path, run: Run) -> None:
    run("pay", CASE, "900", "--ref", "CHQ2")
    run("close", CASE, "--reason", "settled")
    assert CASE not in listed(run)
    (payment,) = [e["id"] for e in run("show", CASE, "--json").json["entries"] if e["kind"] == "payment"]
    done = run("reverse", CASE, payment)
    assert "is open again: closed as settled for less" in done.err
    assert CASE in listed(run)


@pytest.mark.parametrize("reason", ["returned", "written_off", "invalid"])
def test_other_closings_say_nothing_of_what_was_owed_then(reason: str, worked: Path, run: Run) -> None:
    run("pay", CASE, "900")
    run("close", CASE, "--reason", reason)
    assert run("pay", CASE, "5").code == 0
    assert CASE not in listed(run)
    assert run("check").code == 0


def test_check_finds_what_an_earlier_version_left(paid: str, run: Run, worked: Path) -> None:
    (file,) = Path("cases").rglob(f"{CASE}.yaml")
    text = file.read_text(encoding="utf-8")
    line = f"  - {{id: 01m8e2qb8671b29n, kind: reversal, date: 2026-06-01, entry: {paid}, by: clerk, at: 2026-06-01T12:00:00+08:00}}\n"
    file.write_text(text + line, encoding="utf-8")
    found = run("check")
    assert found.code == 6
    assert f"{CASE} is closed as paid in full, and 1,272.60 is owed" in found.out + found.err
    assert f"dunning reopen {CASE}" in found.out + found.err


def test_a_list_of_all_marks_closed_ones(paid: str, run: Run) -> None:
    rows = [line for line in run("list", "--all").out.splitlines() if line.startswith(CASE)]
    assert "closed" in rows[0]


def test_credit_never_lowers_what_others_owe(worked: Path, run: Run) -> None:
    run("open", "PF-2", "--policy", "property-fee", "--name", "乙二")
    before = run("list").out.splitlines()[-1]
    run("pay", "PF-2", "500")
    after = run("list").out.splitlines()
    assert after[-1] == "paid too much, apart from what is owed: 500.00"
    assert after[-2].split()[-1] == before.split()[-1]


def test_a_running_loan_is_not_paid_off(ledger: Path, run: Run) -> None:
    run(
        "open",
        "L-1",
        "--policy",
        "small-loan",
        "--name",
        "赵强",
        "--term",
        "contract_rate=12%/year",
        "--address",
        "路 1",
    )
    run("schedule", "--kind", "equal-instalment", "--principal", "12000", "--rate", "12%", "--periods", "12",
        "--first", "2026-02-10", "--charge", "L-1")  # fmt: skip
    owed = run("status", "L-1", "--json").json["balance"]["total"]
    run("pay", "L-1", owed)
    done = run("close", "L-1", "--reason", "paid")
    assert done.code == 1
    assert "are still to come after 2026-06-01" in done.err
    assert run("close", "L-1", "--reason", "returned").code == 0
    certificate = run("letter", "new", "L-1", "settlement-certificate")
    assert certificate.code == 1
    assert "are still to come" in certificate.err


@pytest.mark.parametrize("reason", ["settled", "returned", "written_off"])
def test_a_payment_that_bounces_after_any_closing(reason: str, worked: Path, run: Run) -> None:
    run("pay", CASE, "1067.50", "--via", "cash")
    run("pay", CASE, "800", "--via", "bank", "--ref", "B")
    payment = [e["id"] for e in run("show", CASE, "--json").json["entries"] if e["kind"] == "payment"][-1]
    run("close", CASE, "--reason", reason)
    assert run("refund", CASE, "500", "--via", "bank").code == 0
    done = run("reverse", CASE, payment)
    assert f"{CASE} is open again" in done.err
    assert CASE in listed(run)


def test_a_late_charge_on_a_case_written_off(worked: Path, run: Run) -> None:
    run("close", CASE, "--reason", "written_off")
    done = run("charge", CASE, "--on", "2026-03-01", "--principal", "5000", "--ref", "late")
    assert f"{CASE} is open again" in done.err
