"""The do-not-lend list: who may be put on it, how their cases went, who might belong there."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from copies import MadeOnce

Run = Callable[..., Any]
CASE, LOAN = "PF-2026-0007", "XD-2026-0001"
ID_NUMBER = "110101199003070011"
WHY = ("--reason", "three promises broken")


def listed(run: Run, *words: str) -> list[dict[str, Any]]:
    done = run("do-not-lend", "list", "--json", *words)
    assert done.code == 0, done.err
    found: list[dict[str, Any]] = done.json["candidates" if "--candidates" in words else "listed"]
    return found


@pytest.fixture
def settled(worked: Path, run: Run, made_once: MadeOnce) -> Path:
    """A property bill paid late and in part, partly waived, and closed; due 2026-01-31, 1200.00."""

    def make() -> None:
        for words in (
            ("pay", CASE, "500", "--on", "2026-05-01", "--via", "bank"),
            ("waive", CASE, "penalty", "all", "--reason", "goodwill", "--on", "2026-05-02"),
            ("close", CASE, "--reason", "settled", "--on", "2026-05-03"),
        ):
            done = run(*words)
            assert done.code == 0, done.err

    made_once(worked, make)
    return worked


def test_a_settled_case_is_listed_with_how_it_went(
    settled: Path, run: Run, as_another: Run, last_commit: Run
) -> None:
    assert run("do-not-lend", "add", CASE, *WHY, "--agent", "li").code == 0
    assert last_commit().subject == f"do-not-lend {CASE}: added, value date 2026-06-01"
    as_another()
    (row,) = listed(run)
    # penalty 1200.00 × 0.05 % × 90 days = 54.00, paid first of the 500.00; a day on the rest is 0.38
    assert row == {
        "debtor": "王**",
        "id_number": "*" * 14 + "0011",
        "case": CASE,
        "contract": "WY-2019-0331",
        "closed_on": "2026-05-03",
        "closed_as": "settled",
        "paid": "500.00",
        "waived": "0.38",
        "written_off": "0.00",
        "longest_days_past_due": 92,
        "promises_broken": 0,
        "listed_on": "2026-06-01",
        "by": "li",
        "reason": "three promises broken",
    }
    assert run("check").code == 0


def test_the_id_number_only_where_asked_for(settled: Path, run: Run) -> None:
    assert run("do-not-lend", "add", CASE, *WHY).code == 0
    assert ID_NUMBER not in run("do-not-lend", "list").out
    assert ID_NUMBER not in run("do-not-lend", "list", "--format", "csv").out
    (row,) = csv.DictReader(io.StringIO(run("do-not-lend", "list", "--format", "csv", "--reveal").out))
    assert (row["debtor"], row["ID number"]) == ("王建国", ID_NUMBER)
    assert (row["how"], row["reason"]) == ("settled for less", "three promises broken")


def test_what_was_written_off(worked: Path, run: Run) -> None:
    assert run("close", CASE, "--reason", "written_off", "--on", "2026-05-01").code == 0
    assert run("do-not-lend", "add", CASE, *WHY).code == 0
    (row,) = listed(run)
    assert (row["closed_as"], row["written_off"], row["paid"]) == ("written_off", "1254.00", "0.00")


def test_the_longest_days_past_due_are_those_of_any_time(worked: Path, run: Run) -> None:
    assert (
        run("pay", CASE, "1260", "--on", "2026-05-11", "--via", "bank").code == 0
    )  # 100 days after the due date
    assert run("close", CASE, "--reason", "paid", "--on", "2026-05-20").code == 0
    assert [row["longest_days_past_due"] for row in listed(run, "--candidates")] == [99]


def test_taking_off_the_list_and_on_again(settled: Path, run: Run, last_commit: Run) -> None:
    assert run("do-not-lend", "add", CASE, *WHY).code == 0
    assert run("do-not-lend", "remove", CASE, "--reason", "paid what was waived").code == 0
    assert last_commit().subject == f"do-not-lend {CASE}: removed, value date 2026-06-01"
    assert listed(run) == []
    assert "nobody is on the list" in run("do-not-lend", "list").out
    assert run("do-not-lend", "add", CASE, *WHY).code == 0
    assert len(listed(run)) == 1


def test_an_entry_taken_back_counts_as_never_made(settled: Path, run: Run) -> None:
    entry = run("do-not-lend", "add", CASE, *WHY, "--json").json["entry"]
    assert run("reverse", CASE, entry, "--reason", "wrong case").code == 0
    assert listed(run) == []


def test_the_list_of_an_earlier_day(settled: Path, run: Run) -> None:
    assert run("do-not-lend", "add", CASE, *WHY).code == 0
    assert listed(run, "--as-of", "2026-05-31") == []


def test_an_open_case_only_with_suspected_fraud(worked: Path, run: Run, state: Run) -> None:
    before = state(worked)
    done = run("do-not-lend", "add", CASE, *WHY)
    assert (done.code, state(worked)) == (1, before)
    assert "is open" in done.errors[0]
    assert run("fraud", CASE, "forged papers", "--police", "江北派出所", "--receipt", "17").code == 0
    assert run("do-not-lend", "add", CASE, *WHY).code == 0
    (row,) = listed(run)
    assert (row["closed_on"], row["closed_as"]) == (None, None)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("add", CASE), 2),
        (("add", CASE, "--reason", " "), 2),
        (("remove", CASE, "--reason", "x"), 1),
        (("add", "NO-SUCH", "--reason", "x"), 3),
        (("remove", CASE), 2),
    ],
)
def test_what_is_refused(words: tuple[str, ...], code: int, settled: Path, run: Run, state: Run) -> None:
    before = state(settled)
    assert run("do-not-lend", *words).code == code
    assert state(settled) == before


def test_nobody_is_listed_twice_or_removed_twice(settled: Path, run: Run) -> None:
    assert run("do-not-lend", "add", CASE, *WHY).code == 0
    done = run("do-not-lend", "add", CASE, *WHY)
    assert done.code == 1
    assert "since 2026-06-01 already" in done.errors[0]
    assert run("do-not-lend", "remove", CASE, "--reason", "x").code == 0
    assert run("do-not-lend", "remove", CASE, "--reason", "x").code == 1


def test_an_invalid_case_names_nobody(worked: Path, run: Run) -> None:
    assert run("close", LOAN, "--reason", "invalid").code == 0
    assert run("do-not-lend", "add", LOAN, *WHY).code == 1
    assert listed(run, "--candidates") == []


# -- candidates


def test_an_open_case_is_no_candidate(worked: Path, run: Run) -> None:
    assert listed(run, "--candidates") == []


def test_long_past_due(settled: Path, run: Run) -> None:
    (row,) = listed(run, "--candidates")
    assert (row["case"], row["grounds"]) == (CASE, ["days"])
    assert row["why"] == ["92 days past due at the longest"]
    assert "92 days past due at the longest" in run("do-not-lend", "list", "--candidates").out
    assert run("do-not-lend", "add", CASE, *WHY).code == 0
    assert listed(run, "--candidates") == [], "it is on the list"


def test_not_quite_so_long(worked: Path, run: Run) -> None:
    assert (
        run("pay", CASE, "1260", "--on", "2026-05-02", "--via", "bank").code == 0
    )  # day 91; day 90 was the last
    assert run("close", CASE, "--reason", "paid", "--on", "2026-05-20").code == 0
    assert listed(run, "--candidates") == []


def test_two_broken_promises(worked: Path, run: Run) -> None:
    for made, due in (("2026-02-01", "2026-02-05"), ("2026-02-10", "2026-02-15")):
        assert run("promise", CASE, "100", "--by", due, "--on", made).code == 0
    assert run("close", CASE, "--reason", "returned", "--on", "2026-02-14").code == 0
    assert listed(run, "--candidates") == [], "one was broken when it was closed"
    assert run("reopen", CASE, "--on", "2026-02-20").code == 0
    assert run("close", CASE, "--reason", "returned", "--on", "2026-02-21").code == 0
    (row,) = listed(run, "--candidates")
    assert (row["grounds"], row["promises_broken"]) == (["promises"], 2)


def test_written_off(worked: Path, run: Run) -> None:
    assert run("close", CASE, "--reason", "written_off", "--on", "2026-02-21").code == 0
    (row,) = listed(run, "--candidates")
    assert row["grounds"] == ["written_off"]


def test_help_says_what_it_is_for(worked: Path, run: Run) -> None:
    for words in ((), ("add",), ("list",)):
        page = " ".join(run("do-not-lend", *words, "--help").out.split())
        assert "for the lender's own lending decisions" in page
        assert "not" in page
        assert "publi" in page


def test_a_case_that_cannot_be_worked_out_is_named(settled: Path, run: Run, file_of: Run) -> None:
    assert run("do-not-lend", "add", CASE, *WHY).code == 0
    file = file_of(settled, CASE)
    file.write_text(
        file.read_text(encoding="utf-8").replace("policy: property-fee", "policy: gone"), encoding="utf-8"
    )
    done = run("do-not-lend", "list")
    assert CASE in done.err
