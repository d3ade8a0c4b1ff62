"""An entry is named by the number that stands on its paper: receipt, transaction or serial number, bill reference."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
CASE = "PF-2026-0007"


def standing(run: Run) -> list[str]:
    """The kinds of the entries of the case that nobody took back, charges aside."""
    entries = run("show", CASE, "--json").json["entries"]
    gone = {entry["entry"] for entry in entries if entry["kind"] == "reversal"}
    return [e["kind"] for e in entries if e["id"] not in gone and e["kind"] not in ("reversal", "charge")]


@pytest.mark.parametrize("wanted", ["20260601-004711", "20260601－004711", " 20260601-004711"])
def test_a_payment_by_its_transaction_number(wanted: str, worked: Path, run: Run) -> None:
    assert run("pay", CASE, "300", "--via", "bank", "--ref", "20260601-004711").code == 0
    assert run("pay", CASE, "200", "--via", "bank", "--ref", "20260601-00471").code == 0
    done = run("reverse", CASE, wanted, "--reason", "another household's")
    assert done.code == 0, done.err
    entries = run("show", CASE, "--json").json["entries"]
    (taken,) = [entry["entry"] for entry in entries if entry["kind"] == "reversal"]
    assert next(e for e in entries if e["id"] == taken)["amount"] == "300.00"


def test_a_refund_a_report_and_a_bill_by_their_numbers(worked: Path, run: Run) -> None:
    assert run("pay", CASE, "1500", "--via", "bank").code == 0
    assert run("refund", CASE, "100", "--via", "bank", "--ref", "R-77").code == 0
    assert (
        run("fraud", CASE, "papers of another", "--police", "江北派出所", "--receipt", "J-2026-15").code == 0
    )
    assert standing(run) == ["payment", "refund", "fraud"]
    assert run("reverse", CASE, "r-77").code == 0
    assert run("reverse", CASE, "J-2026-15").code == 0
    assert standing(run) == ["payment"]
    assert run("reverse", CASE, "2026Q1").code == 0
    assert run("status", CASE, "--json").json["balance"]["principal"] == "0.00"


def test_a_letter_by_its_serial_and_its_delivery_by_the_tracking_number(worked: Path, run: Run) -> None:
    serial = run("letter", "new", CASE, "payment-reminder", "--method", "ems", "--json").json["serial"]
    assert run("letter", "deliver", CASE, serial, "--tracking", "EA123456785CN").code == 0
    assert run("reverse", CASE, "EA123456785CN").code == 0
    assert standing(run) == ["letter"]
    assert run("reverse", CASE, serial).code == 0
    assert standing(run) == []


def test_several_candidates_are_named_and_nothing_is_done(worked: Path, run: Run, state: Run) -> None:
    for amount in ("300", "200"):
        words = ("--via", "bank", "--ref", "47", "--override", "one slip for two")
        assert run("pay", CASE, amount, *words).code == 0
    before = state(worked)
    done = run("reverse", CASE, "47")
    assert (done.code, len(done.errors)) == (3, 1)
    payments = [e for e in run("show", CASE, "--json").json["entries"] if e["kind"] == "payment"]
    assert all(f"{entry['id']} payment 2026-06-01 {entry['amount']}" in done.err for entry in payments)
    assert state(worked) == before
    assert run("reverse", CASE, payments[0]["id"]).code == 0
    assert run("reverse", CASE, "47").code == 0, "the one taken back is no candidate any more"


def test_an_unknown_number_is_refused(worked: Path, run: Run, state: Run) -> None:
    before = state(worked)
    assert run("reverse", CASE, "20990101").code == 3
    assert state(worked) == before
