"""Giving up money has one gate: whatever the route, what a case was given counts together (docs/approvals.md)."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
CASE, LOAN = "PF-2026-0007", "XD-2026-0001"
STAFF = """staff:
  - {id: wang, name: 王静, roles: [phone]}
  - {id: li, name: 李明远, roles: [phone]}
  - {id: zhou, name: 周正, roles: [supervisor]}
"""
LIMITS = "approval_limits: {waiver: 200, extension_days: 30, hold_days: 20}\n"


@pytest.fixture
def office(worked: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Writes staff and limits into the settings and commits them; wang acts from then on."""

    def write(staff: str = STAFF, limits: str = LIMITS) -> None:
        file = Path("dunning.yaml")
        text = file.read_text(encoding="utf-8").replace("staff: []\n", staff) + limits
        file.write_text(text, encoding="utf-8")
        monkeypatch.setenv("DUNNING_ACTOR", "wang")
        assert run("commit").code == 0

    return write


def waits(done: Any) -> bool:
    assert done.code == 0, done.err
    return "above the limit: without effect" in done.err


def waive(run: Run, amount: str, *more: str) -> Any:
    return run("waive", CASE, "principal", amount, "--reason", "asked for", *more)


def principal(run: Run, case: str = CASE) -> str:
    return str(run("status", case, "--json").json["balance"]["principal"])


def test_slices_of_waivers_add_up(office: Run, run: Run) -> None:
    office()
    assert not waits(waive(run, "150"))
    assert waits(waive(run, "50.01"))
    assert not waits(waive(run, "50"))
    assert waits(waive(run, "0.01"))
    assert principal(run) == "1000.00"


def test_what_a_second_person_approved_counts_no_more(office: Run, run: Run) -> None:
    office()
    assert waits(waive(run, "300"))
    assert run("approve", CASE, "--actor", "zhou").code == 0
    assert principal(run) == "900.00"
    assert not waits(waive(run, "200"))
    assert waits(waive(run, "1"))


def test_what_was_taken_back_counts_no_more(office: Run, run: Run) -> None:
    office()
    assert not waits(waive(run, "200"))
    run("undo")
    assert not waits(waive(run, "200"))


def test_extensions_add_up(office: Run, run: Run) -> None:
    office()
    extend = ("extend", CASE, "--reason", "asked for", "--due")
    assert not waits(run(*extend, "2026-02-20"))
    assert waits(run(*extend, "2026-03-03"))
    assert not waits(run(*extend, "2026-03-02"))


def test_holds_of_accrual_add_up_and_holds_of_contact_act_at_once(office: Run, run: Run) -> None:
    office()
    hold = ("hold", CASE, "accrual", "--reason", "asked for", "--from")
    assert not waits(run(*hold, "2026-02-01", "--until", "2026-02-15"))
    assert waits(run(*hold, "2026-03-01", "--until", "2026-03-06"))
    assert waits(run(*hold, "2026-03-01"))
    assert not waits(run("hold", CASE, "contact", "--reason", "in hospital", "--from", "2026-02-01"))
    assert "contact is stopped: in hospital" in run("contact", CASE).out


def test_a_charge_taken_back_gives_up_its_amount(office: Run, run: Run, in_git: Run) -> None:
    run("charge", CASE, "--on", "2026-04-01", "--principal", "250", "--ref", "2026Q2", "--actor", "zhou")
    (charge,) = [e["id"] for e in run("show", CASE, "--json").json["entries"] if e.get("ref") == "2026Q2"]
    office()
    done = run("reverse", CASE, charge, "--reason", "asked for")
    assert waits(done)
    assert principal(run) == "1450.00"
    assert "its reversal waits for approval" in run("reverse", CASE, charge).err
    assert run("approve", CASE, "--actor", "zhou").code == 0
    assert principal(run) == "1200.00"
    assert (run("check").code, run("audit").code) == (0, 0)


def test_one_s_own_slip_of_the_same_day_is_taken_back_freely(office: Run, run: Run) -> None:
    office()
    run("charge", CASE, "--on", "2026-04-01", "--principal", "9000", "--ref", "2026Q2")
    assert not waits(run("undo"))
    assert principal(run) == "1200.00"


@pytest.mark.parametrize("reason", ["written_off", "settled"])
def test_a_closing_that_gives_up_the_rest(reason: str, office: Run, run: Run) -> None:
    office()
    run("pay", CASE, "1000")
    assert waits(run("close", CASE, "--reason", reason))
    assert CASE in [case["case"] for case in run("list", "--json").json["cases"]]
    assert run("approve", CASE, "--actor", "zhou").code == 0
    assert CASE not in [case["case"] for case in run("list", "--json").json["cases"]]


def test_a_closing_within_the_limit_closes(office: Run, run: Run) -> None:
    office()
    run("pay", CASE, "1100")
    assert not waits(run("close", CASE, "--reason", "settled"))
    assert CASE not in [case["case"] for case in run("list", "--json").json["cases"]]


def test_routes_count_together(office: Run, run: Run) -> None:
    office(limits="approval_limits: {waiver: 150}\n")
    assert not waits(run("waive", CASE, "penalty", "72.60", "--reason", "asked for"))
    run("pay", CASE, "1100")
    assert not waits(run("waive", CASE, "principal", "50", "--reason", "asked for"))
    # 72.60 and 50.00 were given, 50.00 are left: 172.60 in all
    assert waits(run("close", CASE, "--reason", "written_off"))
    assert run("approve", CASE, "--refuse", "--actor", "zhou").code == 0
    assert not waits(run("waive", CASE, "principal", "27.40", "--reason", "asked for"))
    assert waits(run("waive", CASE, "principal", "0.01", "--reason", "asked for"))


def test_a_case_that_was_opened_again_was_given_nothing_by_its_closing(office: Run, run: Run) -> None:
    office()
    run("pay", CASE, "1100")
    assert not waits(run("close", CASE, "--reason", "written_off"))
    assert run("reopen", CASE).code == 0
    assert not waits(run("waive", CASE, "principal", "150", "--reason", "asked for"))


def test_a_judgment_for_less(office: Run, run: Run) -> None:
    office()
    done = run(
        "legal", LOAN, "judgment", "--on", "2026-05-20", "--principal", "5000", "--perform-by", "2026-06-10"
    )
    assert waits(done)
    assert principal(run, LOAN) == "10000.00"
    assert run("approve", LOAN, "--actor", "zhou").code == 0
    assert principal(run, LOAN) == "5000.00"


def test_only_an_approving_role_approves(office: Run, run: Run) -> None:
    office()
    waive(run, "300")
    done = run("approve", CASE, "--actor", "li")
    assert done.code == 4
    assert "li may not approve; zhou may, by the roles supervisor, manager" in done.err
    assert run("approve", CASE, "--actor", "zhou").code == 0


def test_the_office_names_the_role(office: Run, run: Run) -> None:
    office(limits="approval_limits: {waiver: 200, roles: [phone]}\n")
    waive(run, "300")
    assert run("approve", CASE, "--actor", "zhou").code == 4
    assert run("approve", CASE, "--actor", "li").code == 0
    assert principal(run) == "900.00"


def test_without_a_staff_list_any_other_actor_approves(worked: Path, run: Run) -> None:
    file = Path("dunning.yaml")
    file.write_text(file.read_text(encoding="utf-8") + LIMITS, encoding="utf-8")
    run("commit")
    assert waits(waive(run, "300", "--actor", "anna"))
    assert run("approve", CASE, "--actor", "anna").code == 4
    assert run("approve", CASE, "--actor", "bert").code == 0


def test_paper_counts_above_the_limit_where_one_person_alone_may_approve(office: Run, run: Run) -> None:
    office()
    assert waits(waive(run, "300", "--approved-by", "client"))
    assert not waits(
        waive(run, "300", "--approved-by", "client", "--ref", "fax of 2026-05-30", "--actor", "zhou")
    )
    assert principal(run) == "900.00"
    assert run("waive", CASE, "principal", "1", "--reason", "x", "--ref", "fax").code == 2


def test_paper_is_no_second_person_where_there_are_two(office: Run, run: Run) -> None:
    office(staff=STAFF.replace("name: 李明远, roles: [phone]", "name: 李明远, roles: [manager]"))
    assert waits(waive(run, "300", "--approved-by", "client", "--ref", "fax of 2026-05-30"))


def test_entries_put_into_the_file_by_hand_count_too(office: Run, run: Run, worked: Path) -> None:
    office()
    (file,) = Path("cases").rglob(f"{CASE}.yaml")
    text = file.read_text(encoding="utf-8")
    # after the limits were set: an entry is judged by those of its own moment
    now = datetime.now(UTC) + timedelta(minutes=1)
    moments = {n: (now + timedelta(seconds=n)).isoformat(timespec="seconds") for n in (1, 2, 3)}
    lines = "".join(
        f"  - {{id: 01m8e2qb8671b29{n}, kind: waiver, date: 2026-05-01, component: principal, amount: 150.00, "
        f"reason: asked for, by: wang, at: {moments[n]}}}\n"
        for n in (1, 2, 3)
    )
    file.write_text(text + lines, encoding="utf-8")
    # 150.00 is within the limit, with each of the others it is above
    assert principal(run) == "1050.00"


def test_the_report_names_every_route(office: Run, run: Run) -> None:
    office()
    waive(run, "150")
    waive(run, "300")
    run("approve", CASE, "--actor", "zhou")
    run("hold", CASE, "accrual", "--from", "2026-05-01", "--until", "2026-05-05", "--reason", "dispute")
    run(
        "close", LOAN, "--reason", "written_off", "--approved-by", "client", "--ref", "fax", "--actor", "zhou"
    )
    rows = run("report", "given-up", "--json").json["rows"]
    told = [
        (row["case"], row["route"], row["amount"], row["days"], row["by"], row["approved_by"], row["state"])
        for row in rows
    ]
    assert told == [
        (CASE, "waiver", "150.00", 0, "wang", None, "in_effect"),
        (CASE, "waiver", "300.00", 0, "wang", "zhou", "approved"),
        (CASE, "hold", "0.00", 5, "wang", None, "in_effect"),
        (LOAN, "close", "10155.00", 0, "zhou", "client", "on_paper"),
    ]
    assert "asked for" in run("report", "given-up").out


def given_up(run: Run) -> list[tuple[str, str]]:
    report = run("report", "given-up", "--json").json
    assert report["total"]["amount"] == f"{sum(float(row['amount']) for row in report['rows']):.2f}"
    return [(row["amount"], row["state"]) for row in report["rows"]]


def test_the_report_tells_what_a_waiver_with_a_condition_took(
    office: Run, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    office()
    words = ("penalty", "all", "--reason", "asked for", "--on", "2026-05-20", "--if-paid-by", "2026-06-30")
    assert not waits(run("waive", CASE, *words))
    # 150 days at 0.60: the most it may come to
    assert given_up(run) == [("90.00", "in_effect")]
    assert (
        run(
            "pay", CASE, "1200", "--on", "2026-05-31", "--via", "bank", "--ref", "E-1", "--to", "principal"
        ).code
        == 0
    )
    # the principal was paid after 120 days
    assert given_up(run) == [("72.00", "in_effect")]
    (payment,) = [e["id"] for e in run("show", CASE, "--json").json["entries"] if e.get("ref") == "E-1"]
    assert run("reverse", CASE, payment, "--reason", "bounced", "--actor", "zhou").code == 0
    monkeypatch.setenv("DUNNING_TODAY", "2026-07-01")
    assert given_up(run) == [("0.00", "lapsed")]
    assert "condition not met" in run("report", "given-up").out
    assert "条件未成就" in run("report", "given-up", "--lang", "zh").out


def test_what_waits_is_shown_to_whoever_may_decide(office: Run, run: Run) -> None:
    office(
        limits="approval_limits: {waiver: 200, roles: [manager]}\n",
        staff=STAFF.replace("[supervisor]", "[manager]"),
    )
    plan = run("plan", "new", CASE, "--instalments", "2", "--amount", "300", "--first", "2026-07-01", "--every",
               "month", "--waive", "principal=600", "--reason", "asked for")  # fmt: skip
    assert waits(plan)
    shown = run("plan", "show", CASE)
    assert "waits for approval" in shown.out + shown.err
    listed = [item["action"] for item in run("remind", "--json", "--actor", "zhou").json["items"]]
    assert "approval" in listed


def test_a_plan_that_stops_accrual_counts_its_days(office: Run, run: Run) -> None:
    office()
    plan = (
        "plan",
        "new",
        CASE,
        "--instalments",
        "2",
        "--total",
        "all",
        "--first",
        "2026-06-10",
        "--accrual",
        "stop",
    )
    assert waits(run(*plan))


@pytest.mark.parametrize("reason", ["invalid", "other"])
def test_closings_by_another_word(reason: str, office: Run, run: Run) -> None:
    office()
    assert waits(run("close", CASE, "--reason", reason))


def test_a_cost_taken_back_by_another_person(office: Run, run: Run) -> None:
    office()
    run("legal", LOAN, "file", "--cost", "5000")
    (step,) = [e["id"] for e in run("show", LOAN, "--json").json["entries"] if e["kind"] == "legal"]
    assert waits(run("reverse", LOAN, step, "--actor", "li"))


@pytest.mark.parametrize(
    ("actor", "name", "enough"),
    [
        ("zhou", "client", True),
        ("zhou", "周正", False),
        ("zhou", " ＺＨＯＵ ", False),
        ("wang", "zhou", True),
        ("wang", "周正", True),
        ("wang", "王静", False),
        ("wang", "门卫", False),
    ],
)
def test_whose_paper_counts(actor: str, name: str, enough: bool, office: Run, run: Run) -> None:
    office()
    done = waive(run, "300", "--approved-by", name, "--ref", "批条", "--actor", actor)
    assert waits(done) is not enough


def test_a_double_hold_protects_at_once(office: Run, run: Run) -> None:
    office()
    done = run("hold", CASE, "both", "--from", "2026-05-01", "--reason", "dispute")
    assert waits(done)
    assert "contact is stopped: dispute" in run("contact", CASE).out


def test_what_comes_in_later_makes_nothing_larger(office: Run, run: Run) -> None:
    office()
    run("charge", CASE, "--on", "2026-05-20", "--due", "2026-06-20", "--principal", "500", "--ref", "Q2")
    (bill,) = [e["id"] for e in run("show", CASE, "--json").json["entries"] if e.get("ref") == "Q2"]
    assert not waits(run("extend", CASE, "--due", "2026-07-10", "--entry", bill))
    run("charge", CASE, "--on", "2026-02-01", "--due", "2026-03-01", "--principal", "20", "--ref", "late")
    assert "not approved" not in run("show", CASE).out


def test_a_waiver_that_lapsed_gave_nothing(office: Run, run: Run) -> None:
    office()
    assert not waits(
        run(
            "waive",
            CASE,
            "penalty",
            "150",
            "--reason",
            "x",
            "--on",
            "2026-03-01",
            "--if-paid-by",
            "2026-03-20",
        )
    )
    assert not waits(waive(run, "200"))


def test_two_that_wait_are_named(office: Run, run: Run) -> None:
    office()
    for amount in ("300", "301"):
        waive(run, amount)
    done = run("approve", CASE, "--actor", "zhou")
    assert done.code == 1
    assert done.err.count("(waiver)") == 2


def next_second() -> None:
    """What is recorded in the very second of new limits is judged by those before them."""
    now = int(time.time())
    while int(time.time()) == now:
        time.sleep(0.05)


def put_in(case: str, line: str) -> None:
    """An entry written into a case by hand and committed past the product."""
    (file,) = Path("cases").rglob(f"{case}.yaml")
    file.write_text(file.read_text(encoding="utf-8") + f"  - {{{line}}}\n", encoding="utf-8")
    subprocess.run(["git", "commit", "-qam", f"approve {case}"], check=True)


def test_a_waiver_of_all_takes_no_more_than_was_known(office: Run, run: Run) -> None:
    office()
    run("pay", CASE, "1100", "--via", "bank", "--ref", "E-1")
    (payment,) = [e["id"] for e in run("show", CASE, "--json").json["entries"] if e.get("ref") == "E-1"]
    next_second()
    assert not waits(waive(run, "all"))
    assert principal(run) == "0.00"
    # the payment bounced: it was 172.60 that wang gave up, not 1200.00
    assert run("reverse", CASE, payment, "--reason", "bounced").code == 0
    assert principal(run) == "1200.00"
    assert "approval" in [each["action"] for each in run("remind", "--json", "--actor", "zhou").json["items"]]
    assert run("approve", CASE, "--actor", "zhou").code == 0
    assert principal(run) == "0.00"
    (row,) = run("report", "given-up", "--json").json["rows"]
    assert (row["amount"], row["state"], row["approved_by"]) == ("1200.00", "approved", "zhou")


def test_an_approval_is_of_what_was_known_when_it_was_given(office: Run, run: Run) -> None:
    office()
    next_second()
    charge = ("charge", CASE, "--on", "2026-02-01", "--due", "2026-03-01")
    assert waits(waive(run, "all"))
    assert run("approve", CASE, "--actor", "zhou").code == 0
    assert principal(run) == "0.00"
    # what one person may give beside it stays given, a cent more does not
    run(*charge, "--principal", "200", "--ref", "late")
    assert principal(run) == "0.00"
    run(*charge, "--principal", "0.01", "--ref", "later")
    assert principal(run) == "1400.01"
    assert run("approve", CASE, "--actor", "zhou").code == 0
    assert principal(run) == "0.00"
    assert (run("check").code, run("audit").code) == (0, 0)


def test_an_approval_without_the_role_counts_nowhere(office: Run, run: Run) -> None:
    office(
        limits="approval_limits: {waiver: 200, roles: [manager]}\n",
        staff=STAFF.replace("[supervisor]", "[manager]"),
    )
    next_second()
    assert waits(waive(run, "300"))
    (entry,) = [e["id"] for e in run("show", CASE, "--json").json["entries"] if e["kind"] == "waiver"]
    at = (datetime.now().astimezone() + timedelta(minutes=1)).isoformat(timespec="seconds")
    put_in(
        CASE,
        f"id: 01m8e2qb8671b291, kind: approval, date: 2026-05-01, entry: {entry}, granted: true, by: li, at: {at}",
    )
    assert principal(run) == "1200.00"
    (row,) = run("report", "given-up", "--json").json["rows"]
    assert (row["state"], row["approved_by"]) == ("waiting", None)
    assert run("approve", CASE, "--actor", "zhou").code == 0
    assert principal(run) == "900.00"
