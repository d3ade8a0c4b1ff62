"""Counting, caps and payments to a bill as the command line shows them."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

CASE, LOAN = "PF-2026-0007", "XD-2026-0001"
ABOVE = "its rates come to 36% a year, above its cap of 24%: what is above is cut"
Run = Callable[..., Any]


def opened(run: Run, case: str, policy: str, *words: str) -> Any:
    done = run("open", case, "--policy", policy, "--name", "周明", *words)
    assert done.code == 0, done.err
    return done


def balance(run: Run, case: str, day: str) -> dict[str, str]:
    found: dict[str, str] = run("fees", case, "--as-of", day, "--json").json["balance"]
    return found


@pytest.mark.parametrize("ends", ["inclusive", "exclusive"])
def test_from_a_due_date_one_day_and_two_days(ledger: Path, run: Run, ends: str) -> None:
    opened(run, "N-1", "property-fee", "--term", f"day_count.ends={ends}")
    run("charge", "N-1", "--on", "2026-01-01", "--due", "2026-02-28", "--principal", "8000.00")
    assert [balance(run, "N-1", day)["penalty"] for day in ("2026-02-28", "2026-03-01", "2026-03-02")] == [
        "0.00",
        "4.00",
        "8.00",
    ]


def test_the_annual_cap_cuts_interest_that_was_charged(ledger: Path, run: Run) -> None:
    done = opened(
        run, "N-1", "small-loan", "--contract-date", "2023-09-01",
        "--term", "cap.annual=lpr_1y * 4", "--term", "contract_rate=36%/year",
    )  # fmt: skip
    assert "its rates come to 54% a year, above its cap of 13.8%" in done.err
    run(
        "charge",
        "N-1",
        "--on",
        "2024-08-31",
        "--due",
        "2024-08-31",
        "--principal",
        "100000",
        "--interest",
        "36000",
    )
    fees = run("fees", "N-1", "--as-of", "2024-08-31", "--json").json
    assert fees["balance"]["interest"] == "13800.00"
    (cut,) = [line for line in fees["lines"] if line["kind"] == "cut"]
    assert (cut["amount"], cut["capped"], cut["rule"]) == ("-22200.00", "22200.00", "cap.annual")
    assert fees["annual_cost"] == {"since": "2023-09-01", "cost": "13800.00", "rate": "13.80%/year"}


def test_the_shipped_cap_of_small_loans(ledger: Path, run: Run) -> None:
    rate = ("--term", "contract_rate=24%/year")
    assert ABOVE in opened(run, "N-1", "small-loan", "--contract-date", "2026-01-10", *rate).err
    assert opened(run, "N-2", "small-loan", "--contract-date", "2025-12-31", *rate).err == ""
    for case in ("N-1", "N-2"):
        run("charge", case, "--on", "2026-01-10", "--due", "2026-01-10", "--principal", "10000")
    assert balance(run, "N-1", "2027-01-10")["total"] == "12400.00"
    assert balance(run, "N-2", "2027-01-10")["penalty"] == "3650.00"
    shown = run("fees", "N-1", "--as-of", "2027-01-10")
    assert "cost of the loan since 2026-01-10: 2,400.00, which is 24.00 % a year" in shown.out
    check = run("policy", "check")
    assert (check.code, check.errors) == (0, [f"note: {ABOVE} (N-1)"])
    assert run("policy", "check", "--json").json["warnings"] == [f"{ABOVE} (N-1)"]


def test_a_schedule_at_the_cap_is_charged_whole(ledger: Path, run: Run) -> None:
    opened(run, "N-1", "small-loan", "--contract-date", "2026-01-10", "--term", "contract_rate=18%/year")
    done = run(
        "schedule", "--kind", "equal-instalment", "--principal", "12000", "--rate", "18%", "--periods", "12",
        "--first", "2026-02-10", "--charge", "N-1",
    )  # fmt: skip
    assert done.code == 0, done.err
    fees = run("fees", "N-1", "--as-of", "2026-02-10", "--json").json
    assert fees["balance"]["interest"] == "180.00"
    assert fees["annual_cost"]["rate"] == "17.66%/year", "180.00 on 12,000.00 for 31 days"


def test_a_payment_goes_to_the_bill_that_the_payer_names(worked: Path, run: Run) -> None:
    charge = ("charge", CASE, "--principal", "600.00")
    second = run(*charge, "--on", "2026-04-01", "--due", "2026-04-30", "--ref", "2026Q2", "--json").json[
        "entry"
    ]
    for named in ("2026Q2", "2026q2", second, second[-6:]):
        entry = run("pay", CASE, "100.00", "--on", "2026-05-01", "--to-item", named, "--json").json["entry"]
        fees = run("fees", CASE, "--as-of", "2026-05-01", "--json").json
        served = {line["item"] for line in fees["lines"] if line["entry"] == entry}
        assert served == {second}
    shown = run("show", CASE, "--json").json["entries"][-1]
    assert shown["to_item"] == second
    assert "100.00 by other, for the bill 2026Q2" in run("show", CASE).out, "a person reads the reference"
    run("pay", CASE, "500.00", "--on", "2026-05-01", "--to-item", "2026Q2")
    over = run("pay", CASE, "5.00", "--on", "2026-05-02", "--to-item", "2026Q2", "--via", "cash")
    assert over.errors == ["note: nothing is owed of 2026Q2; the payment serves what else is owed"]


def test_the_evidence_tells_the_bill_a_payment_was_for_by_its_reference(
    worked: Path, run: Run, tmp_path: Path
) -> None:
    entry = run("pay", CASE, "100.00", "--on", "2026-05-01", "--to-item", "2026Q1", "--json").json["entry"]
    bill = run("show", CASE, "--json").json["entries"][0]["id"]
    assert run("evidence", CASE, "-o", str(tmp_path / "bundle")).code == 0
    for page in ("02-statement.html", "07-entries.html"):
        text = (tmp_path / "bundle" / page).read_text("utf-8")
        assert "for the bill 2026Q1" in text
        assert f"for the bill {bill}" not in text
    assert entry in (tmp_path / "bundle" / "07-entries.html").read_text("utf-8")


def test_a_period_names_the_bill_due_in_it(worked: Path, run: Run) -> None:
    run(
        "charge",
        CASE,
        "--principal",
        "600.00",
        "--on",
        "2026-04-01",
        "--due",
        "2026-04-30",
        "--ref",
        "second",
    )
    entry = run("pay", CASE, "100.00", "--on", "2026-05-01", "--to-item", "2026-04", "--json").json["entry"]
    lines = run("fees", CASE, "--as-of", "2026-05-01", "--json").json["lines"]
    (item,) = {line["item"] for line in lines if line["entry"] == entry}
    assert item == run("show", CASE, "--json").json["entries"][1]["id"]


def test_an_unknown_or_ambiguous_bill_is_refused_with_what_there_is(
    worked: Path, run: Run, state: Run
) -> None:
    run(
        "charge",
        CASE,
        "--principal",
        "600.00",
        "--on",
        "2026-01-05",
        "--due",
        "2026-04-30",
        "--ref",
        "2026Q1",
        "--override",
        "two flats under one number",
    )
    before = state(worked)
    unknown = run("pay", CASE, "100.00", "--to-item", "2027Q1")
    assert unknown.code == 3
    assert "2026Q1" in unknown.err
    assert "2026-01-31 1,272.60" in unknown.err, "what is unpaid of it, penalty included"
    several = run("pay", CASE, "100.00", "--to-item", "2026Q1")
    assert several.code == 3
    assert "fits 2 items" in several.err
    assert state(worked) == before


def test_every_line_of_a_movement_carries_its_entry(worked: Path, run: Run) -> None:
    entry = run("pay", CASE, "100.00", "--on", "2026-05-01", "--json").json["entry"]
    waiver = run(
        "waive", CASE, "penalty", "0.50", "--reason", "hardship", "--on", "2026-05-02", "--json"
    ).json["entry"]
    lines = run("fees", CASE, "--as-of", "2026-05-02", "--json").json["lines"]
    assert {line["kind"] for line in lines if line["entry"] is None} == {"accrual"}
    assert {line["kind"]: line["entry"] for line in lines if line["kind"] in ("payment", "waiver")} == {
        "payment": entry,
        "waiver": waiver,
    }


def test_the_fees_of_every_case_are_json_lines_and_a_broken_one_says_why(worked: Path, run: Run) -> None:
    opened(run, "N-1", "property-fee", "--term", "cap.annual=lpr_1y * 4")
    run("charge", "N-1", "--on", "2026-01-01", "--due", "2026-01-31", "--principal", "1000")
    done = run("fees", "--all", "--json")
    assert done.code == 0, done.err
    lines = {line["case"]: line for line in map(json.loads, done.out.splitlines())}
    assert set(lines) == {CASE, LOAN, "N-1"}
    assert lines[CASE] == run("fees", CASE, "--json").json
    assert lines["N-1"]["error"]["code"] == "not_computed"
    assert "contract date" in lines["N-1"]["error"]["message"]


@pytest.mark.parametrize("words", [("--all",), ("--all", CASE, "--json"), ("--all", "--format", "csv"), ()])
def test_all_goes_with_json_and_no_case(worked: Path, run: Run, words: tuple[str, ...]) -> None:
    assert run("fees", *words).code == 2


def test_the_claim_names_the_cap_only_where_it_is_of_the_contract(
    ledger: Path, run: Run, tmp_path: Path
) -> None:
    said = {}
    for case, dated in (("N-1", "2026-01-10"), ("N-2", "2025-12-31")):
        opened(run, case, "small-loan", "--contract-date", dated, "--term", "contract_rate=12%/year")
        run("charge", case, "--on", "2026-02-10", "--due", "2026-02-10", "--principal", "1000")
        done = run("evidence", case, "-o", str(tmp_path / f"{case}.zip"))
        assert done.code == 0, done.err
        with zipfile.ZipFile(tmp_path / f"{case}.zip") as bundle:
            said[case] = "".join(
                bundle.read(name).decode("utf-8", "ignore")
                for name in bundle.namelist()
                if name.endswith(".html")
            )
    assert "24%" in said["N-1"]
    assert "24%" not in said["N-2"]
