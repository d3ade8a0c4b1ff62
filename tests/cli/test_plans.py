"""Repayment plans on the command line: instalments by schedule or in equal parts, waivers for a plan kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
Look = Callable[[], Any]
CASE, LOAN = "PF-2026-0007", "XD-2026-0001"
# 1200.00 and a penalty of 1200.00 × 0.05 % × 121 days = 72.60 are owed on 2026-06-01
SIX = ("plan", "new", CASE, "--instalments", "6", "--first", "2026-06-30")
WAIVED = ("--total", "all", "--waive", "penalty=all", "--reason", "hardship")
LIMITS = """staff:
  - {id: clerk, name: 文员, roles: [clerk]}
  - {id: zhou, name: 周正, roles: [supervisor]}
approval_limits: {waiver: 50.00}
"""


@pytest.fixture
def limited(worked: Path, run: Run) -> Path:
    settings = worked / "dunning.yaml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("staff: []\n", LIMITS), encoding="utf-8")
    assert run("commit", "--actor", "clerk").code == 0
    return worked


def plan(run: Run, *words: str) -> Any:
    done = run("plan", "show", CASE, *words, "--json")
    assert done.code == 0, done.err
    return done.json["plan"]


def owed(run: Run, day: str) -> str:
    total: str = run("fees", CASE, "--as-of", day, "--json").json["balance"]["total"]
    return total


def test_what_is_owed_is_divided_to_the_cent(worked: Path, run: Run) -> None:
    assert run(*SIX, "--total", "all").err == ""
    amounts = [part["amount"] for part in plan(run)["instalments"]]
    assert amounts == ["212.10"] * 6
    assert run("plan", "end", CASE).code == 0
    done = run(*SIX, "--total", "1000", "--every", "week")
    assert "covers 1,000.00 of the 1,272.60" in done.err
    parts = [(part["due"], part["amount"]) for part in plan(run)["instalments"]]
    assert parts[0] == ("2026-06-30", "166.66")
    assert parts[-1] == ("2026-08-04", "166.70")


def test_a_schedule_gives_the_instalments_still_to_come(worked: Path, run: Run) -> None:
    words = ("--principal", "6000", "--rate", "12%", "--periods", "6", "--first", "2026-05-10")
    run("open", "XD-2", "--policy", "small-loan", "--name", "孙丽", "--term", "contract_rate=12%/year")
    assert run("schedule", "--kind", "equal-principal", *words, "--charge", "XD-2").code == 0
    # due already on the plan's date, and not yet overdue: part of it is paid
    assert run("charge", "XD-2", "--on", "2026-05-20", "--due", "2026-06-20", "--fee", "30").code == 0
    assert run("pay", "XD-2", "10", "--to", "fee").code == 0
    assert run("plan", "new", "XD-2", "--from-schedule").code == 0
    parts = run("plan", "show", "XD-2", "--json").json["plan"]["instalments"]
    assert [(part["due"], part["amount"]) for part in parts] == [
        ("2026-06-10", "1050.00"),
        ("2026-06-20", "20.00"),
        ("2026-07-10", "1040.00"),
        ("2026-08-10", "1030.00"),
        ("2026-09-10", "1020.00"),
        ("2026-10-10", "1010.00"),
    ]
    nothing = run("plan", "new", CASE, "--from-schedule")
    assert (nothing.code, len(nothing.errors)) == (1, 1)


def test_a_waiver_takes_effect_when_the_plan_is_kept(worked: Path, run: Run, last_commit: Look) -> None:
    assert run(*SIX, *WAIVED, "--grace", "3").code == 0
    assert last_commit().subject == (
        f"plan {CASE}: 6 instalments, 1200.00, the rest waived when kept, value date 2026-06-01"
    )
    assert len(last_commit().trailers["Entry"]) == 2
    assert {part["amount"] for part in plan(run)["instalments"]} == {"200.00"}
    (waiver,) = plan(run)["waivers"]
    assert (waiver["component"], waiver["amount"], waiver["state"]) == ("penalty", None, "pending")
    assert waiver["if_paid_by"] == "2026-12-03", "a plan is still kept in its days of grace"
    assert owed(run, "2026-06-01") == "1272.60"
    for month in range(6, 12):
        assert run("pay", CASE, "200", "--on", f"2026-{month:02}-28").code == 0
    kept = plan(run, "--as-of", "2026-11-28")
    assert (kept["state"], kept["waivers"][0]["state"]) == ("kept", "met")
    assert owed(run, "2026-11-28") == "0.00"


def test_the_waiver_lapses_when_the_rest_is_not_paid(worked: Path, run: Run) -> None:
    assert run(*SIX, *WAIVED).code == 0
    assert run("pay", CASE, "1000", "--on", "2026-06-30").code == 0
    broken = plan(run, "--as-of", "2026-12-01")
    assert (broken["state"], broken["waivers"][0]["state"]) == ("broken", "lapsed")
    assert "(lapsed unmet)" in run("plan", "show", CASE, "--as-of", "2026-12-01").out


def test_a_part_may_be_waived_and_the_check_counts_the_rest(worked: Path, run: Run, state: Run) -> None:
    before = state(worked)
    refused = run(*SIX, "--total", "1270", "--waive", "penalty=12.60", "--reason", "hardship")
    assert refused.code == 1
    assert "1,260.00 owed on 2026-06-01 after the waiver" in refused.err
    assert state(worked) == before
    assert run(*SIX, "--total", "all", "--waive", "penalty=12.60", "--reason", "hardship").err == ""
    assert {part["amount"] for part in plan(run)["instalments"]} == {"210.00"}
    assert plan(run)["waivers"][0]["amount"] == "12.60"


def test_above_the_limit_plan_and_waiver_wait_together(limited: Path, run: Run) -> None:
    before = run("remind", "--json").json["items"]
    done = run(*SIX, *WAIVED, "--actor", "clerk")
    assert done.code == 0
    assert done.err.count("dunning approve") == 1
    waiting = run("plan", "show", CASE)
    assert (waiting.code, "waits for approval" in waiting.err) == (3, True)
    items = run("remind", "--json").json["items"]
    assert [item for item in items if item["action"] != "approval"] == before, (
        "a waiting plan changes no cadence"
    )
    assert len(items) == len(before) + 1, "one decision, not one for each entry"
    assert run(*SIX, "--amount", "10", "--actor", "clerk").code == 1
    assert run("approve", CASE, "--actor", "clerk").code == 4
    assert run("approve", CASE, "--actor", "zhou").code == 0
    assert plan(run)["state"] == "active"
    assert plan(run)["waivers"][0]["state"] == "pending"
    assert run("approve", CASE, "--actor", "zhou").code == 1, "nothing waits any more"


def test_a_plan_refused_takes_its_waiver_with_it(limited: Path, run: Run) -> None:
    assert run(*SIX, *WAIVED, "--actor", "clerk").code == 0
    assert run("approve", CASE, "--refuse", "--reason", "too much", "--actor", "zhou").code == 0
    assert run("pay", CASE, "1200", "--actor", "clerk").code == 0
    assert owed(run, "2026-06-01") == "72.60"
    assert run("plan", "show", CASE).code == 3
    assert run(*SIX, "--total", "72", "--actor", "clerk").code == 0, "the way is free for another"


def test_a_plan_taken_back_names_the_waiver_left(worked: Path, run: Run) -> None:
    made = run(*SIX, *WAIVED, "--json").json["entries"]
    done = run("reverse", CASE, made[0])
    assert (done.code, f"dunning reverse {CASE} {made[1]}" in done.err) == (0, True)
    assert run("reverse", CASE, made[1]).err == ""


def test_one_of_two_decisions_is_named(limited: Path, run: Run) -> None:
    made = run(*SIX, *WAIVED, "--actor", "clerk", "--json").json["entries"]
    assert run("waive", CASE, "penalty", "all", "--reason", "x", "--actor", "clerk").code == 0
    assert run("approve", CASE, "--actor", "zhou").code == 1
    # the waiver's id means the plan it belongs to
    assert len(run("approve", CASE, made[1], "--actor", "zhou", "--json").json["entries"]) == 2


def test_below_the_limit_or_without_a_waiver_nobody_is_asked(limited: Path, run: Run) -> None:
    words = ("--total", "all", "--waive", "penalty=50", "--reason", "x", "--actor", "clerk")
    assert run(*SIX, *words).err == ""
    assert plan(run)["state"] == "active"
    ended = run("plan", "end", CASE, "--actor", "clerk")
    assert (ended.code, "still holds if all else is paid by 2026-11-30" in ended.err) == (0, True)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--total", "5", "--amount", "5"), 2),
        ((), 2),
        (("--total", "5", "--part", "2026-07-01=5"), 2),
        (("--total", "5", "--from-schedule"), 2),
        (("--total", "all", "--waive", "penalty=all"), 2),
        (("--total", "all", "--reason", "x"), 2),
        (("--total", "all", "--waive", "penalty", "--reason", "x"), 2),
        (("--total", "all", "--waive", "all=all", "--reason", "x"), 2),
        (("--total", "all", "--waive", "penalty=0", "--reason", "x"), 2),
        (("--total", "all", "--waive", "penalty=5", "--waive", "penalty=6", "--reason", "x"), 2),
        (("--total", "all", "--waive", "penalty=72.61", "--reason", "x"), 1),
        (("--total", "all", "--waive", "fee=all", "--reason", "x"), 1),
        (("--total", "0.05"), 1),
        (("--total", "1272.61"), 1),
    ],
)
def test_terms_that_do_not_fit_are_refused(
    words: tuple[str, ...], code: int, worked: Path, run: Run, state: Run
) -> None:
    before = state(worked)
    done = run(*SIX, *words)
    assert (done.code, len(done.errors)) == (code, 1), done.err
    assert state(worked) == before


def test_where_nothing_is_owed_nothing_can_be_divided(worked: Path, run: Run) -> None:
    assert run("pay", CASE, "1300").code == 0
    done = run(*SIX, "--total", "all")
    assert (done.code, len(done.errors)) == (1, 1)


def test_a_broken_promise_may_cost_a_fee_that_is_shown_and_can_be_waived(worked: Path, run: Run) -> None:
    assert run("set", CASE, "terms.failed_debit_fee=20.00").code == 0
    assert run("promise", CASE, "100", "--by", "2026-05-10", "--on", "2026-05-01").code == 0
    (line,) = [line for line in run("fees", CASE, "--json").json["lines"] if line["component"] == "fee"]
    assert (line["kind"], line["rule"], line["from"], line["amount"]) == (
        "charge",
        "failed_debit",
        "2026-05-11",
        "20.00",
    )
    assert "failed_debit" in run("fees", CASE).out
    assert "owed 1,292.60" in run("show", CASE).out
    assert run("waive", CASE, "fee", "all", "--reason", "goodwill").code == 0
    assert owed(run, "2026-06-01") == "1272.60"
