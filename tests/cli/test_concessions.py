"""Giving way to the debtor: waivers, extensions, holds, approval by a second person, plans, undo."""

from __future__ import annotations

from pathlib import Path

import pytest

CASE, LOAN = "PF-2026-0007", "XD-2026-0001"
LIMITS = """
staff:
  - {id: clerk, name: 文员, roles: [clerk]}
  - {id: zhou, name: 周正, roles: [supervisor]}
approval_limits: {waiver: 50.00, extension_days: 60, hold_days: 30}
"""


def total(run, case=CASE, **options):
    words = [word for name, value in options.items() for word in (f"--{name.replace('_', '-')}", value)]
    return run("fees", case, "--json", *words).json["balance"]["total"]


@pytest.fixture
def limited(worked: Path, run, made_once):

    def make() -> None:
        settings = worked / "dunning.yaml"
        settings.write_text(
            settings.read_text(encoding="utf-8").replace("staff: []\n", LIMITS), encoding="utf-8"
        )
        assert run("commit", "--actor", "clerk").code == 0

    made_once(worked, make)
    return worked


def test_a_waiver_takes_the_penalty_away_at_once(worked, run, last_commit):
    # 1200.00 × 0.05 % × 121 days from 2026-01-31 to 2026-06-01
    assert total(run) == "1272.60"
    assert run("waive", CASE, "penalty", "all", "--reason", "goodwill").code == 0
    assert total(run) == "1200.00"
    assert last_commit().subject == f"waive {CASE}: penalty all, value date 2026-06-01"


def test_a_waiver_of_an_amount_leaves_the_rest(worked, run):
    assert run("waive", CASE, "penalty", "72.00", "--reason", "goodwill").code == 0
    assert total(run) == "1200.60"


def test_a_conditional_waiver_is_met_when_the_rest_is_paid_in_time(worked, run):
    words = ("waive", CASE, "penalty", "all", "--reason", "settled", "--if-paid-by", "2026-06-10")
    assert run(*words).code == 0
    assert total(run) == "1272.60"
    assert run("pay", CASE, "1200.00", "--on", "2026-06-01", "--via", "bank").code == 0
    assert total(run) == "0.00"


@pytest.mark.parametrize(
    "words",
    [
        ("penalty", "72.61", "--reason", "x"),
        ("fee", "all", "--reason", "x"),
        ("all", "5", "--reason", "x"),
        ("penalty", "all", "--reason", "x", "--if-paid-by", "2026-05-31"),
    ],
)
def test_a_waiver_beyond_the_debt_or_the_calendar_is_refused(words, worked, run, state):
    before = state(worked)
    done = run("waive", CASE, *words)
    assert (done.code, len(done.errors)) == (1, 1)
    assert state(worked) == before


def test_above_the_limit_nothing_counts_until_somebody_else_approves(limited, run):
    done = run("waive", CASE, "penalty", "all", "--reason", "goodwill", "--actor", "clerk")
    assert done.code == 0
    assert "dunning approve" in done.err
    assert total(run) == "1272.60"
    own = run("approve", CASE, "--actor", "clerk")
    assert own.code == 4
    assert run("approve", CASE, "--actor", "zhou").code == 0
    assert total(run) == "1200.00"
    again = run("approve", CASE, "--actor", "zhou")
    assert (again.code, len(again.errors)) == (1, 1)


def test_a_refused_waiver_never_counts(limited, run):
    run("waive", CASE, "penalty", "all", "--reason", "goodwill", "--actor", "clerk")
    assert run("approve", CASE, "--refuse", "--reason", "too much", "--actor", "zhou").code == 0
    assert total(run) == "1272.60"


def test_below_the_limit_one_person_is_enough(limited, run):
    assert run("waive", CASE, "penalty", "50.00", "--reason", "goodwill", "--actor", "clerk").err == ""
    assert total(run) == "1222.60"


def test_an_extension_moves_the_due_date(worked, run):
    assert run("status", CASE, "--json").json["days_past_due"] == 121
    assert run("extend", CASE, "--due", "2026-06-30", "--reason", "illness").code == 0
    assert run("status", CASE, "--json").json["days_past_due"] == 0
    assert run("extend", CASE, "--due", "2026-06-30").code == 1


def test_a_long_extension_waits_for_approval(limited, run):
    done = run("extend", CASE, "--due", "2026-12-31", "--actor", "clerk")
    assert "approve" in done.err
    assert run("status", CASE, "--json").json["days_past_due"] == 121


def test_a_hold_on_accrual_stops_it_on_both_its_ends(worked, run):
    words = ("hold", CASE, "accrual", "--from", "2026-06-01", "--until", "2026-06-10", "--reason", "flood")
    assert run(*words).code == 0
    free = run("fees", LOAN, "--as-of", "2026-06-11", "--json").json["balance"]["total"]
    assert free != "0.00"
    # 1200.00 × 0.05 % = 0.60 a day: ten held days are missing on the twentieth
    assert total(run, as_of="2026-06-20") == "1278.00"


def test_a_hold_that_ends_before_it_begins_is_refused(worked, run, state):
    before = state(worked)
    words = ("hold", CASE, "both", "--from", "2026-06-10", "--until", "2026-06-01", "--reason", "x")
    assert run(*words).code == 1
    assert state(worked) == before


def test_a_plan_shows_its_progress_and_how_it_ends(worked, run):
    words = ("plan", "new", CASE, "--instalments", "3", "--amount", "400", "--first", "2026-06-30")
    done = run(*words, "--every", "month", "--signed", "both")
    assert done.code == 0
    assert run("pay", CASE, "500.00", "--via", "cash").code == 0
    plan = run("plan", "show", CASE, "--json").json["plan"]
    assert plan["state"] == "active"
    assert [(part["due"], part["paid"], part["state"]) for part in plan["instalments"]] == [
        ("2026-06-30", "400.00", "paid"),
        ("2026-07-30", "100.00", "partial"),
        ("2026-08-30", "0.00", "open"),
    ]
    missed = run("plan", "show", CASE, "--as-of", "2026-07-31", "--json").json["plan"]
    assert missed["state"] == "broken"
    assert run(*words).code == 1
    assert run("plan", "end", CASE).code == 0
    assert run("plan", "show", CASE, "--json").json["plan"]["state"] == "ended"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--instalments", "4", "--amount", "400", "--first", "2026-06-30"), 1),
        (("--instalments", "1", "--amount", "400", "--first", "2026-05-31"), 1),
        (("--instalments", "1"), 2),
        (("--part", "2026-06-30"), 2),
        (("--part", "2026-06-31=5"), 2),
        (("--part", "2026-06-30=5", "--amount", "5"), 2),
        ((), 2),
    ],
)
def test_a_plan_that_does_not_fit_is_refused(words, code, worked, run, state):
    before = state(worked)
    done = run("plan", "new", CASE, *words)
    assert (done.code, len(done.errors)) == (code, 1)
    assert state(worked) == before


def test_verification_phase_and_complaint_are_recorded(worked, run):
    assert run("verify", LOAN, "--reason", "identity card seen").code == 0
    assert run("verify", LOAN, "--invalid").code == 2
    assert run("phase", LOAN, "pre-suit").code == 0
    assert run("phase", LOAN, "pre-suit").code == 1
    assert run("status", LOAN, "--json").json["phase"] == "pre-suit"
    made = run("complaint", LOAN, "called at noon", "--json").json["entry"]
    assert run("complaint", LOAN, "apologised", "--resolves", made).code == 0
    kinds = [entry["kind"] for entry in run("show", LOAN, "--json").json["entries"]]
    assert kinds == ["opening", "verify", "phase", "complaint", "complaint"]


def test_undo_reverses_the_whole_last_command(worked, run):
    words = ("--channel", "phone", "--promise", "100", "--by", "2026-06-10")
    assert run("note", CASE, "will pay", *words).code == 0
    assert run("undo", "--reason", "wrong case").code == 0
    assert run("status", CASE, "--json").json["promises"]["open"] == 0
    entries = run("show", CASE, "--json").json["entries"]
    assert [entry["kind"] for entry in entries[-2:]] == ["reversal", "reversal"]


def test_undo_goes_back_one_command_at_a_time(worked, run, in_git):
    run("pay", CASE, "100.00")
    earlier = in_git("rev-parse", "HEAD").strip()
    run("pay", CASE, "200.00")
    run("undo")
    assert total(run) == "1172.60"
    assert run("undo").code == 1
    assert total(run) == "1172.60"
    run("undo", earlier)
    assert total(run) == "1272.60"


def test_undo_of_a_head_edit_says_what_to_do(worked, run):
    assert run("set", CASE, "account.area=青禾花园").code == 0
    done = run("undo")
    assert (done.code, len(done.errors)) == (1, 1)


def test_a_reference_rate_is_extended_by_a_command(worked, run, last_commit):
    words = (
        "policy",
        "rate",
        "lpr_1y",
        "--from",
        "2026-10-20",
        "--rate",
        "2.95%",
        "--valid-through",
        "2026-11-20",
    )
    assert run(*words).code == 0
    assert last_commit().files == {"policies/reference-rates.yaml": (2, 1)}
    rates = {each["rate"]: each["valid_through"] for each in run("policy", "list", "--json").json["rates"]}
    assert (rates["lpr_1y"], rates["lpr_5y"]) == ("2026-11-20", "2026-07-19")
    assert run("policy", "check").code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("lpr_1y", "--valid-through", "2020-01-01"),
        ("lpr_1y", "--from", "2020-01-01", "--rate", "3%", "--valid-through", "2026-12-31"),
        ("lpr_1y", "--from", "2026-12-01", "--valid-through", "2026-12-31"),
    ],
)
def test_rows_of_a_rate_follow_each_other(words, worked, run, state):
    before = state(worked)
    assert run("policy", "rate", *words).code == 1
    assert state(worked) == before


def test_a_schedule_is_charged_on_its_due_dates(worked, run):
    words = ("--principal", "12000", "--rate", "12%", "--periods", "12", "--first", "2026-02-10")
    shown = run("schedule", "--kind", "equal-instalment", *words, "--json").json["instalments"]
    assert (shown[0]["total"], shown[-1]["total"]) == ("1066.19", "1066.14")
    run("open", "XD-2", "--policy", "small-loan", "--name", "孙丽", "--term", "contract_rate=12%/year")
    assert run("schedule", "--kind", "equal-instalment", *words, "--charge", "XD-2").code == 0
    balance = run("fees", "XD-2", "--as-of", "2026-03-10", "--json").json["balance"]
    assert (balance["principal"], balance["interest"]) == ("1901.84", "230.54")


def test_a_statement_ends_with_what_is_owed(worked, run):
    run("pay", CASE, "300.00", "--on", "2026-03-01", "--via", "bank")
    movements = run("fees", CASE, "--statement", "--json").json["movements"]
    assert movements[-1]["owed"] == total(run)
    assert [movement["date"] for movement in movements] == sorted(m["date"] for m in movements)


def test_the_ledger_as_it_was_known(worked, run, in_git):
    before = in_git("rev-parse", "HEAD").strip()
    run("pay", CASE, "300.00", "--on", "2026-03-01")
    assert total(run, rev=before) == "1272.60"
    assert total(run) != "1272.60"
    assert run("list", "--rev", "1999-01-01").code == 3
    assert run("list", "--rev", "no-such-branch").code == 3


def test_a_bill_is_made_from_area_and_price(worked, run):
    assert run("bill", CASE, "--period", "2026Q3").code == 1
    assert run("set", CASE, "terms.billing.area=86.50", "terms.billing.price=2.50").code == 0
    assert run("bill", CASE, "--period", "2026Q3", "--on", "2026-06-01").code == 0
    charges = [entry for entry in run("show", CASE, "--json").json["entries"] if entry["kind"] == "charge"]
    assert (charges[-1]["principal"], charges[-1]["due"], charges[-1]["ref"]) == (
        "648.75",
        "2026-07-31",
        "2026Q3",
    )
    again = run("bill", CASE, "--period", "2026Q3")
    assert (again.code, len(again.errors)) == (1, 1)


def test_the_credit_of_one_case_pays_another(worked, run):
    run("pay", CASE, "1372.60", "--via", "bank")
    assert total(run) == "-100.00"
    consent = ("--consent", "letter of 2026-05-30")
    assert run("transfer", CASE, "100.01", "--into", LOAN, *consent).code == 1
    before = total(run, LOAN)
    assert run("transfer", CASE, "100.00", "--into", LOAN, *consent).code == 0
    assert total(run) == "0.00"
    assert float(before) - float(total(run, LOAN)) == 100.0


def test_the_clock_of_the_stage_stands_during_a_hold(worked, run):
    words = ("hold", CASE, "both", "--from", "2026-02-11", "--until", "2026-03-12", "--reason", "dispute")
    assert run("status", CASE, "--json").json["stage"] == "M4+"
    assert run(*words, "--stage-clock").code == 0
    state = run("status", CASE, "--json").json
    # 121 days past due less the 30 on which the clock stood: the 91st day of the stages
    assert (state["stage"], state["days_past_due"]) == ("M4", 121)
    assert state["next_stage"] == {"stage": "M4+", "date": "2026-07-01"}


def test_a_judgment_re_bases_the_account(worked, run):
    filed = run(
        "legal", LOAN, "file", "--court", "云州市江北区人民法院", "--cost", "50.00", "--on", "2026-05-10"
    )
    assert filed.code == 0
    assert run("fees", LOAN, "--as-of", "2026-05-10", "--json").json["balance"]["fee"] == "50.00"
    words = ("judgment", "--principal", "10000.00", "--fee", "50.00", "--perform-by", "2026-05-20")
    assert run("legal", LOAN, *words, "--on", "2026-05-12").code == 0
    # 10050.00 × 0.0175 % × 12 days from 2026-05-20 to 2026-06-01, without general interest
    assert total(run, LOAN) == "10071.11"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("judgment", "--principal", "5"), 2),
        (("judgment", "--perform-by", "2026-07-01"), 1),
        (("judgment", "--principal", "5", "--perform-by", "2026-05-31"), 1),
        (("file", "--principal", "5"), 2),
        (("sue",), 2),
    ],
)
def test_a_legal_step_that_does_not_fit_is_refused(words, code, worked, run, state):
    before = state(worked)
    done = run("legal", LOAN, *words)
    assert (done.code, len(done.errors)) == (code, 1)
    assert state(worked) == before


@pytest.mark.parametrize("words", [("remind", "--owner", "stranger"), ("list", "--owner", "stranger")])
def test_an_unknown_collector_is_not_a_free_day(words, limited, run):
    done = run(*words)
    assert (done.code, len(done.errors)) == (3, 1)


def test_a_conditional_waiver_of_all_counts_what_it_may_grow_to(limited, run):
    condition = ("--reason", "goodwill", "--if-paid-by")
    # 72.60 stand today, above the limit of 50.00; a fee of 40.00 does not grow, a penalty on 100.00 does
    assert run("charge", LOAN, "--on", "2026-06-01", "--fee", "40.00", "--actor", "clerk").code == 0
    within = run("waive", LOAN, "fee", "all", *condition, "2026-12-31", "--actor", "clerk")
    assert (within.code, "above the limit" in within.err) == (0, False)
    opened = ("open", "PF-2026-0001", "--policy", "property-fee", "--name", "李四")
    assert run(*opened, "--actor", "clerk").code == 0
    charged = (
        "charge",
        "PF-2026-0001",
        "--on",
        "2026-01-01",
        "--due",
        "2026-05-01",
        "--principal",
        "1000.00",
    )
    assert run(*charged, "--actor", "clerk").code == 0
    # 15.50 today; 1000.00 × 0.05 % × 609 days would be 304.50
    later = run("waive", "PF-2026-0001", "penalty", "all", *condition, "2027-12-31", "--actor", "clerk")
    assert (later.code, "above the limit" in later.err) == (0, True)


def test_part_of_the_principal_is_given_up_once_the_rest_is_paid(worked, run):
    agreed = ("waive", CASE, "principal", "200.00", "--reason", "settlement", "--if-paid-by", "2026-06-10")
    assert run(*agreed).code == 0
    assert total(run) == "1272.60"
    assert run("pay", CASE, "1072.60").code == 0
    assert total(run) == "0.00"
    lines = run("fees", CASE, "--json").json["lines"]
    assert [line["amount"] for line in lines if line["kind"] == "waiver"] == ["-200.00"]


def test_undo_stops_at_a_reversal(worked, run, read_case):
    assert run("note", CASE, "甲", "--channel", "phone", "--result", "no_answer").code == 0
    second = run("note", CASE, "乙", "--channel", "phone", "--result", "no_answer", "--json").json["entry"]
    assert run("reverse", CASE, second, "--reason", "twice").code == 0
    refused = run("undo")
    assert (refused.code, "took something back" in refused.err) == (1, True)
