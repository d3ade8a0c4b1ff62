"""`dunning limitation`: the clock of a case with its proofs, and the portfolio by date."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]
CASE, LOAN = "PF-2026-0007", "XD-2026-0001"


def test_a_case_for_scripts(worked: Path, run: Run, as_another: Run) -> None:
    run("letter", "new", CASE, "overdue-notice", "--on", "2026-05-04")
    run("letter", "deliver", CASE, "2026-A-0001", "--tracking", "XA1", "--posted", "2026-05-06")
    run("letter", "deliver", CASE, "2026-A-0001", "--received", "2026-05-08", "--signed-by", "王建国")
    as_another()
    data = run("limitation", CASE, "--json").json
    assert set(data) >= {"case", "starts", "expires", "restarts", "guarantors"}
    assert (data["case"], data["starts"], data["expires"]) == (CASE, "2026-01-31", "2029-05-08")
    assert (data["counted_from"], data["enforcement"]) == ("2026-05-08", None)
    (restart,) = data["restarts"]
    assert (restart["date"], restart["kind"]) == ("2026-05-08", "demand")
    assert restart["proof"] == "letter 2026-A-0001: signed for in person, XA1"
    assert restart["entry"] == run("show", CASE, "--json").json["entries"][-1]["id"]
    (guarantor,) = data["guarantors"]
    assert (guarantor["name"], guarantor["expires"], guarantor["lapsed"]) == ("李*", "2026-07-31", False)
    assert run("limitation", CASE, "--reveal", "--json").json["guarantors"][0]["name"] == "李敏"


def test_a_reversed_delivery_proves_nothing(worked: Path, run: Run) -> None:
    run("letter", "new", CASE, "overdue-notice", "--on", "2026-05-04")
    done = run(
        "letter", "deliver", CASE, "2026-A-0001", "--tracking", "X", "--received", "2026-05-08", "--json"
    )
    assert run("limitation", CASE, "--json").json["expires"] == "2029-05-08"
    run("reverse", CASE, done.json["entry"])
    data = run("limitation", CASE, "--json").json
    assert (data["expires"], data["restarts"]) == ("2029-01-31", [])


def test_a_case_to_read(worked: Path, run: Run) -> None:
    run("pay", CASE, "100", "--on", "2026-03-02", "--via", "bank", "--ref", "8801")
    done = run("limitation", CASE)
    assert done.code == 0
    anew = "begun anew on 2026-03-02, three years, last day 2029-03-02; first counted from 2026-01-31"
    assert f"{CASE}: in time; {anew}" in done.out
    assert "bank, receipt 8801" in done.out
    assert "民法典195(2)" in done.out
    assert "holidays are known through" in done.err


def test_the_portfolio_by_date(worked: Path, run: Run) -> None:
    data = run("limitation", "--json").json
    assert data["as_of"] == "2026-06-01"
    assert [case["case"] for case in data["cases"]] == [CASE, LOAN], "the first to lapse first"
    rows = run("limitation", "--format", "csv").out.splitlines()
    assert [row.split(",")[0] for row in rows[1:]] == ["2026-07-31", "2029-01-31", "2029-04-20"]
    assert run("limitation", "--owner", "li", "--json").json["cases"][0]["case"] == LOAN
    run("pay", CASE, "5000", "--on", "2026-05-30")
    assert [case["case"] for case in run("limitation", "--json").json["cases"]] == [LOAN], "nothing owed"
    run("close", LOAN, "--reason", "returned")
    assert run("limitation").out.endswith("no claims whose limitation runs\n")


def test_lapsed_cases_are_flagged(worked: Path, run: Run) -> None:
    for day, lapsed in (("2029-01-31", False), ("2029-02-01", True)):
        data = run("limitation", CASE, "--as-of", day, "--json").json
        assert data["lapsed"] is lapsed
    assert ",lapsed," in run("limitation", "--as-of", "2029-02-01", "--format", "csv").out
    assert "lapsed since 2029-01-31" in run("limitation", CASE, "--as-of", "2029-02-01").err


def test_a_missing_rate_does_not_hide_the_dates(worked: Path, run: Run) -> None:
    terms = ("--term", "accruals.late_penalty.rate=lpr_1y * 4")
    opened = ("open", "PF-2026-0099", "--policy", "property-fee", "--name", "钱七", *terms)
    assert run(*opened).code == 0
    charge = ("charge", "PF-2026-0099", "--on", "2026-01-01", "--due", "2026-01-31", "--principal", "10")
    assert run(*charge).code == 0
    data = run("limitation", "PF-2026-0099", "--as-of", "2028-06-01", "--json").json
    assert data["expires"] == "2029-01-31"
    listed = run("limitation", "--as-of", "2028-06-01", "--json").json["cases"][-1]
    assert listed["case"] == "PF-2026-0099"
    assert "error" in listed


def test_an_unknown_case(worked: Path, run: Run) -> None:
    done = run("limitation", "PF-2026-9999")
    assert (done.code, len(done.errors)) == (3, 1)
