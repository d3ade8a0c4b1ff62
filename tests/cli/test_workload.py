"""What each collector has to do, has done and has reached; targets in dunning.yaml."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from wcwidth import wcswidth

Run = Callable[..., Any]
CASE, LOAN = "PF-2026-0007", "XD-2026-0001"
SETTINGS = """staff:
  - {id: wang, name: 王静, roles: [phone]}
  - {id: li, name: 李明远, roles: [phone, field]}
  - {id: clerk, name: 文员, roles: [clerk]}
  - {id: zhou, name: 周正, roles: [supervisor]}
approval_limits: {waiver: 1.00}
targets:
  - {staff: wang, period: 2026-05, amount: 400.00}
  - {staff: li, period: 2026-05, amount: 0.00, visits: 4}
"""


def settle(ledger: Path, text: str) -> None:
    settings = ledger / "dunning.yaml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("staff: []\n", text), encoding="utf-8")


@pytest.fixture
def staffed(worked: Path, run: Run) -> Path:
    settle(worked, SETTINGS)
    assert run("commit", "--actor", "clerk").code == 0
    return worked


def load(run: Run, owner: str | None, *words: str) -> dict[str, Any]:
    rows = run("workload", "--month", "2026-05", *words, "--json").json["collectors"]
    (found,) = [row for row in rows if row["owner"] == owner]
    return dict(found)


def done(run: Run, *words: str) -> None:
    result = run(*words)
    assert result.code == 0, result.err


def test_stock_is_what_list_and_remind_say(staffed: Path, run: Run) -> None:
    answer = run("workload", "--json").json
    assert (answer["as_of"], answer["month"]) == ("2026-06-01", "2026-06")
    assert [row["owner"] for row in answer["collectors"]] == ["wang", "li", "clerk"]
    for row in answer["collectors"]:
        work = run("remind", "--owner", row["owner"], "--json").json["items"]
        cases = run("list", "--owner", row["owner"], "--json").json["cases"]
        assert row["due_today"] == len(work)
        assert row["oldest_due"] == min((item["due"] for item in work), default=None)
        assert row["cases"] == len(cases) == sum(row["stages"].values())
        assert row["balance"] == (cases[0]["balance"]["total"] if cases else "0.00")
    everybody = answer["total"]
    assert everybody["due_today"] == len(run("remind", "--json").json["items"])
    assert everybody["cases"] == 2
    assert set(everybody["stages"]) == {"M0", "M1", "M2", "M3", "M4", "M4+"}


def test_collected_counts_for_whoever_had_the_case_on_the_day(staffed: Path, run: Run) -> None:
    done(run, "assign", CASE, "--owner", "li", "--on", "2026-05-20", "--actor", "zhou")
    for day, amount in (
        ("2026-04-30", "1"),
        ("2026-05-01", "10"),
        ("2026-05-19", "20"),
        ("2026-05-20", "40"),
    ):
        done(run, "pay", CASE, amount, "--on", day, "--actor", "clerk")
    done(run, "pay", CASE, "80", "--on", "2026-06-01", "--actor", "clerk")
    wrong = run("pay", CASE, "160", "--on", "2026-05-02", "--actor", "clerk", "--json").json["entry"]
    done(run, "reverse", CASE, wrong, "--reason", "another case", "--actor", "clerk")
    assert [load(run, owner)["collected"] for owner in ("wang", "li")] == ["30.00", "40.00"]
    assert load(run, "wang")["target"] == {"amount": "400.00", "visits": None}
    assert load(run, "wang")["reached"] == {"amount": "7.50", "visits": None}
    assert load(run, "li")["reached"]["amount"] is None, "nothing is no target to reach"
    assert load(run, "wang", "--as-of", "2026-05-01")["collected"] == "10.00"
    june = run("workload", "--json").json["collectors"]
    assert [(row["owner"], row["collected"], row["target"]) for row in june[:2]] == [
        ("wang", "0.00", None),
        ("li", "80.00", None),
    ]


def test_activity_counts_for_who_did_it_and_complaints_stand_beside(staffed: Path, run: Run) -> None:
    calls = (
        ("no_answer", "2026-05-06T10:00"),
        ("reached", "2026-05-07T10:00"),
        ("reached", "2026-04-07T10:00"),
    )
    for result, at in calls:
        words = ("--channel", "phone", "--result", result, "--at", at, "--agent", "li", "--actor", "clerk")
        done(run, "note", CASE, "x", *words)
    words = ("--channel", "visit", "--result", "reached", "--at", "2026-05-08T10:00", "--actor", "li")
    done(run, "note", LOAN, "x", *words)
    for hand in ("2026-05-10", "2026-05-11"):
        done(
            run,
            "letter",
            "new",
            CASE,
            "payment-reminder",
            "--on",
            hand,
            "--method",
            "hand",
            "--actor",
            "wang",
        )
    spoiled = run("letter", "list", "--json").json["letters"][0]["serial"]
    done(run, "letter", "spoil", CASE, spoiled, "--reason", "torn", "--on", "2026-05-12", "--actor", "wang")
    done(run, "complaint", CASE, "called at noon", "--about", "li", "--on", "2026-05-13", "--actor", "zhou")
    done(run, "complaint", CASE, "noise", "--on", "2026-05-13", "--actor", "zhou")
    row = load(run, "li")
    assert (row["calls"], row["connected"], row["visits"], row["letters"]) == (2, 1, 1, 0)
    assert (row["complaints"], row["reached"]["visits"]) == (1, "25.00")
    assert load(run, "wang")["letters"] == 1
    assert load(run, None)["complaints"] == 1, "nobody was named"
    assert load(run, "li", "--month", "2026-04")["calls"] == 1


def test_promises_and_what_waits_for_approval(staffed: Path, run: Run) -> None:
    for made, due in (("2026-05-01", "2026-05-10"), ("2026-05-20", "2026-06-10")):
        done(run, "promise", CASE, "50", "--by", due, "--on", made, "--actor", "wang")
    words = ("penalty", "5", "--reason", "goodwill", "--actor", "wang")
    done(run, "waive", CASE, *words)
    done(run, "waive", CASE, *words)
    row = load(run, "wang")
    assert row["promises"] == {"open": 1, "kept": 0, "partial": 0, "broken": 1}
    assert row["waiting_for_approval"] == 1, "cases, not entries"
    done(run, "assign", CASE, "--owner", "li", "--actor", "zhou")
    assert load(run, "wang")["promises"] == {"open": 0, "kept": 0, "partial": 0, "broken": 1}
    assert load(run, "li")["promises"] == {"open": 1, "kept": 0, "partial": 0, "broken": 0}


def test_the_tables_fit_a_terminal_and_a_spreadsheet_gets_all_columns(staffed: Path, run: Run) -> None:
    done(run, "pay", CASE, "30", "--on", "2026-05-19", "--actor", "clerk")
    shown = run("workload", "--month", "2026-05")
    assert max(wcswidth(line) for line in shown.out.splitlines()) <= 120
    assert "400.00 (8%)" in shown.out
    assert "0/4" in shown.out
    rows = list(csv.DictReader(io.StringIO(run("workload", "--month", "2026-05", "--format", "csv").out)))
    assert [row["collector"] for row in rows] == ["wang", "li", "clerk"]
    assert (rows[0]["target"], rows[0]["% of target"], rows[1]["visits wanted"]) == ("400.00", "7.50", "4")


def test_one_person_alone(staffed: Path, run: Run) -> None:
    answer = run("workload", "--owner", "zhou", "--json").json
    assert ([row["owner"] for row in answer["collectors"]], answer["total"]) == (["zhou"], None)
    assert run("workload", "--owner", "nix").code == 3


def test_a_case_that_cannot_be_worked_out_counts_without_its_balance(staffed: Path, run: Run) -> None:
    assert (
        run("set", CASE, "terms.cap.annual=lpr_1y * 4", "terms.cap.at=floating", "--actor", "clerk").code == 0
    )
    shown = run("workload", "--as-of", "2027-06-01", "--json")
    row = shown.json["collectors"][0]
    assert (row["owner"], row["cases"], row["balance"]) == ("wang", 1, "0.00")
    assert f"note: {CASE}: " in shown.err


@pytest.mark.parametrize("month", ["2026-13", "2026", "2026-05-01", "1800-01"])
def test_a_month_that_is_none_is_refused(month: str, staffed: Path, run: Run) -> None:
    shown = run("workload", "--month", month)
    assert (shown.code, len(shown.errors)) == (2, 1)


@pytest.mark.parametrize(
    ("target", "what"),
    [
        ("{staff: nix, period: 2026-05, visits: 1}", "'nix' is not on the staff list"),
        ("{staff: wang, period: 2026-05, visits: 1}", "wang has two targets for 2026-05"),
        ("{staff: wang, period: 2026-06}", "an amount, visits, or both"),
        ("{staff: wang, period: 2026-13, visits: 1}", "not a month"),
    ],
)
def test_a_faulty_target_is_named_with_its_line(target: str, what: str, worked: Path, run: Run) -> None:
    settle(worked, f"{SETTINGS}  - {target}\n")
    lines = (worked / "dunning.yaml").read_text(encoding="utf-8").splitlines()
    shown = run("workload")
    assert shown.code == 1
    assert what in shown.err
    assert f"dunning.yaml:{lines.index(f'  - {target}') + 1}" in shown.err
    assert run("check").code == 6
