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
    assert "lapsed after 2029-01-31" in run("limitation", CASE, "--as-of", "2029-02-01").err


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


# --- values at the edges, by command and terms alone


def opened(run: Run, case: str, *more: str, policy: str = "small-loan") -> None:
    terms = ("--term", "contract_rate=12%/year") if policy == "small-loan" else ()
    done = run("open", case, "--policy", policy, "--name", "周明", "--address", "江北路 1 号", *terms, *more)
    assert done.code == 0, done.err


def owed(run: Run, case: str, due: str, ref: str = "1", principal: str = "600.00") -> None:
    done = run("charge", case, "--on", due, "--due", due, "--principal", principal, "--ref", ref)
    assert done.code == 0, done.err


def clock(run: Run, case: str, as_of: str = "2026-06-01") -> Any:
    return run("limitation", case, "--as-of", as_of, "--json").json


def deadlines(run: Run, case: str, as_of: str) -> list[tuple[str, str]]:
    items = run("remind", "--as-of", as_of, "--json").json["items"]
    return [(i["due"], i["why"]) for i in items if (i["case"], i["action"]) == (case, "limitation")]


def posted(run: Run, case: str, on: str, template: str = "overdue-notice", *more: str) -> str:
    done = run("letter", "new", case, template, "--on", on, *more, "--json")
    assert done.code == 0, done.err
    serial: str = done.json["serial"]
    return serial


def test_two_years_had_run_before_the_new_law(ledger: Path, run: Run) -> None:
    opened(run, "A-1")
    owed(run, "A-1", "2014-03-10")
    data = clock(run, "A-1")
    assert (data["expires"], data["proven_until"], data["lapsed"]) == ("2016-03-10", "2016-03-10", True)
    done = run("limitation", "A-1")
    assert "A-1: lapsed; counted from 2014-03-10, two years, last day 2016-03-10" in done.out
    assert "民法通则135" in done.err


def test_three_years_where_they_had_not_run_and_a_sunday(ledger: Path, run: Run) -> None:
    opened(run, "A-2")
    owed(run, "A-2", "2016-03-10")
    data = clock(run, "A-2", "2019-03-11")
    assert (data["expires"], data["lapsed"]) == ("2019-03-11", False)
    assert clock(run, "A-2", "2019-03-12")["lapsed"] is True


def test_a_payment_after_lapse_is_no_restart(ledger: Path, run: Run) -> None:
    opened(run, "A-3")
    owed(run, "A-3", "2013-05-20")
    assert run("pay", "A-3", "100", "--on", "2017-06-01", "--via", "bank", "--ref", "8801").code == 0
    data = clock(run, "A-3")
    assert (data["expires"], data["lapsed"], data["restarts"]) == ("2015-05-20", True, [])
    assert any("a signed acknowledgement may waive the defence" in note for note in data["notes"])
    assert any("payment of 2017-06-01" in note for note in data["notes"])


def test_property_bills_are_read_both_ways(ledger: Path, run: Run) -> None:
    opened(run, "P-1", policy="property-fee")
    for year in (2021, 2022, 2023):
        owed(run, "P-1", f"{year}-03-31", str(year))
    data = clock(run, "P-1", "2024-03-04")
    assert (data["expires"], data["oldest_bill"]["expires"]) == ("2026-03-31", "2024-04-01")
    assert (data["act_by"], data["oldest_bill"]["ref"]) == ("2024-04-01", "2021")
    assert [bill["proven_until"] for bill in data["bills"]] == ["2024-04-01", "2025-03-31", "2026-03-31"]
    ((due, why),) = deadlines(run, "P-1", "2024-03-04")
    assert due == "2024-03-02"
    assert "bill by bill, the oldest one not yet lapsed does on 2024-04-01" in why
    assert "oldest bill lapses on 2024-04-01" in run("remind", "--as-of", "2024-03-04").out
    listed = run("limitation", "--as-of", "2024-03-04", "--format", "csv").out.splitlines()[1].split(",")
    assert (listed[0], listed[4], listed[-1]) == ("2024-04-01", "oldest bill", "2026-03-31")
    out = run("limitation", "P-1", "--as-of", "2024-04-02").out
    assert "P-1: in time, bills lapsed; counted from 2023-03-31" in out
    assert run("limitation", "P-1", "--as-of", "2024-04-02", "--json").json["act_by"] == "2025-03-31"


def test_bills_can_be_one_debt_by_the_terms(ledger: Path, run: Run) -> None:
    opened(run, "P-2", "--term", "limitation.bills=together", policy="property-fee")
    for year in (2021, 2022, 2023):
        owed(run, "P-2", f"{year}-03-31", str(year))
    data = clock(run, "P-2", "2024-03-04")
    assert (data["oldest_bill"], data["bills"], data["act_by"]) == (None, [], "2026-03-31")
    assert deadlines(run, "P-2", "2024-03-04") == []


def test_the_guarantor_of_a_schedule_on_any_day(ledger: Path, run: Run) -> None:
    opened(run, "S-1")
    party = ("party", "S-1", "李敏", "--role", "guarantor", "--guarantee", "joint", "--on", "2025-06-02")
    assert run(*party).code == 0
    charged = ("--principal", "12000", "--rate", "12%", "--periods", "12", "--first", "2025-07-29")
    assert run("schedule", "--kind", "equal-instalment", *charged, "--charge", "S-1").code == 0
    for day in ("2025-06-02", "2025-08-01", "2026-06-01", "2026-06-28", "2026-06-29", "2026-12-29"):
        data = clock(run, "S-1", day)
        assert (data["starts"], data["expires"]) == ("2026-06-29", "2029-06-29"), day
        (guarantor,) = data["guarantors"]
        assert (guarantor["expires"], guarantor["lapsed"]) == ("2026-12-29", False), day
    assert clock(run, "S-1", "2026-12-30")["guarantors"][0]["lapsed"] is True


def test_a_bullet_loan_is_known_from_its_start_too(ledger: Path, run: Run) -> None:
    for case, periods in (("S-2", "1"), ("S-3", "12")):
        opened(run, case)
        charged = ("--principal", "12000", "--rate", "12%", "--periods", periods, "--first", "2026-09-29")
        assert run("schedule", "--kind", "bullet", *charged, "--charge", case).code == 0
    assert clock(run, "S-2", "2026-06-01")["starts"] == "2026-09-29"
    assert clock(run, "S-3", "2026-06-01")["starts"] == "2027-08-29"


def test_a_registered_demand_after_lapse_revives_nothing(ledger: Path, run: Run) -> None:
    opened(run, "W-1")
    owed(run, "W-1", "2021-05-10")
    serial = posted(run, "W-1", "2024-06-01", "final-demand", "--method", "registered")
    signed = ("--tracking", "XA1", "--received", "2024-06-11", "--signed-by", "本人")
    assert run("letter", "deliver", "W-1", serial, *signed).code == 0
    data = clock(run, "W-1")
    assert (data["expires"], data["proven_until"], data["lapsed"]) == ("2024-05-10", "2024-05-10", True)
    assert data["restarts"] == []
    told = run("limitation", "W-1").err
    assert "a signed acknowledgement may waive the defence" in told
    assert "demand delivered on 2024-06-11: after expiry, whoever signed for it, it revives nothing" in told
    (line,) = [
        each for each in run("legal", "W-1", "--json").json["checklist"] if each["item"] == "limitation"
    ]
    assert (line["state"], line["do"]) == ("missing", "dunning letter new W-1 balance-confirmation")
    # the slip that came back signed is the acknowledgement
    slip = ("letter", "deliver", "W-1", serial, "--acknowledged", "--on", "2024-06-18")
    assert run(*slip).code == 1, "whose signature it is must be said"
    done = run(*slip, "--signed-by", "门卫")
    assert (done.code, len(done.errors)) == (1, 1)
    done = run(*slip, "--signed-by", "周明")
    assert (done.code, "acknowledged, value date 2024-06-18" in done.out) == (0, True)
    data = clock(run, "W-1")
    assert (data["expires"], data["proven_until"], data["lapsed"]) == ("2027-06-18", "2027-06-18", False)
    assert [(each["kind"], each["proven"]) for each in data["restarts"]] == [("acknowledgement", True)]


def test_a_balance_confirmed_after_lapse_by_hand_and_by_post(ledger: Path, run: Run) -> None:
    for case, method in (("W-2", "hand"), ("W-3", "registered")):
        opened(run, case)
        owed(run, case, "2021-05-10")
        serial = posted(run, case, "2024-06-01", "balance-confirmation", "--method", method)
        assert (
            run("letter", "deliver", case, serial, "--received", "2024-06-11", "--signed-by", "本人").code
            == 0
        )
    assert (clock(run, "W-2")["expires"], clock(run, "W-2")["proven_until"]) == ("2027-06-11", "2027-06-11")
    data = clock(run, "W-3")
    assert (data["expires"], data["proven_until"]) == ("2027-06-11", "2024-05-10"), (
        "a postman's signature slip"
    )
    assert data["restarts"][0]["wanted"] == ["signed_paper"]


def test_a_promise_without_proof_removes_no_alarm(ledger: Path, run: Run) -> None:
    opened(run, "U-1")
    owed(run, "U-1", "2024-06-05")
    said = ("--channel", "phone", "--result", "promised", "--promise", "500", "--by", "2026-05-31")
    assert run("note", "U-1", "说月底还", *said, "--at", "2026-05-20T10:00").code == 0
    data = clock(run, "U-1")
    assert (data["expires"], data["proven_until"]) == ("2029-05-21", "2027-06-07")
    (restart,) = data["restarts"]
    assert (restart["proven"], restart["weak"], restart["wanted"]) == (False, True, ["recording", "writing"])
    ((_, why),) = deadlines(run, "U-1", "2027-05-20")
    assert "as far as can be proven the claim lapses on 2027-06-07" in why
    row = run("limitation", "--format", "csv").out.splitlines()[1].split(",")
    assert (row[0], row[5], row[-1]) == ("2027-06-07", "", "2029-05-21"), "no proven restart, two dates"
    (line,) = [
        each
        for each in run("legal", "U-1", "--as-of", "2027-06-08", "--json").json["checklist"]
        if each["item"] == "limitation"
    ]
    assert line["state"] == "missing"
    assert "what can be proven ended on 2027-06-07" in line["why"]
    (alarm,) = [
        item
        for item in run("remind", "--as-of", "2027-06-08", "--json").json["items"]
        if item["action"] == "limitation"
    ]
    assert (alarm["rule"], alarm["due"]) == ("acknowledgement", "2027-06-08")
    assert "only what has no proof keeps it through 2029-05-21" in alarm["why"]
    assert "claim lapsed on 2027-06-07, as far as proven" in run("remind", "--as-of", "2027-06-08").out
    late = run("limitation", "U-1", "--as-of", "2027-06-08")
    assert "U-1: lapsed unless proven; counted from 2024-06-05, three years, last day 2027-06-07" in late.out
    assert "with what is only claimed, last day 2029-05-21" in late.out
    state = clock(run, "U-1", "2027-06-08")
    assert (state["lapsed"], state["proven_lapsed"], state["act_by"]) == (False, True, None)
    assert run("note", "U-1", "录音", *said[:4], "--recording", "R-7", "--at", "2026-05-20T10:01").code == 0
    assert clock(run, "U-1")["proven_until"] == "2029-05-21", "the recording of that day proves it"
    assert deadlines(run, "U-1", "2027-05-20") == []


def test_a_refused_letter_needs_its_tracking_number(ledger: Path, run: Run) -> None:
    opened(run, "R-1")
    owed(run, "R-1", "2025-03-10")
    serial = posted(run, "R-1", "2026-05-04")
    done = run("letter", "deliver", "R-1", serial, "--returned", "收件人拒收", "--on", "2026-05-08")
    assert f"no tracking number of letter {serial} is on record" in done.err
    data = clock(run, "R-1")
    assert (data["expires"], data["proven_until"]) == ("2029-05-08", "2028-03-10")

    def demand() -> Any:
        lines = run("legal", "R-1", "--json").json["checklist"]
        return next(line for line in lines if line["item"] == "demand")

    assert (demand()["state"], "proves no delivery" in demand()["why"]) == ("missing", True)
    assert run("letter", "deliver", "R-1", serial, "--tracking", "XA9", "--on", "2026-05-08").code == 0
    assert (clock(run, "R-1")["proven_until"], demand()["state"]) == ("2029-05-08", "done")


def test_a_signer_who_is_nobody_of_the_case_is_asked_about(ledger: Path, run: Run) -> None:
    opened(run, "N-1")
    owed(run, "N-1", "2025-03-10")
    serial = posted(run, "N-1", "2026-05-04")
    done = run(
        "letter",
        "deliver",
        "N-1",
        serial,
        "--tracking",
        "XA1",
        "--received",
        "2026-05-08",
        "--signed-by",
        "周兰",
    )
    assert done.code == 0
    assert "'周兰' is nobody of N-1" in done.err
    assert f"dunning letter deliver N-1 {serial} --signed-by 本人" in done.err
    assert "dunning party N-1 '周兰' --role contact --relation spouse" in done.err
    assert clock(run, "N-1")["proven_until"] == "2028-03-10"
    assert run("party", "N-1", "周兰", "--role", "contact", "--relation", "parent").code == 0
    data = clock(run, "N-1")
    assert data["proven_until"] == "2029-05-08", "now a relative of the debtor"
    assert data["restarts"][0]["proof"] == f"letter {serial}: signed for by a relative, XA1"


def test_words_for_the_debtor_are_the_debtor(ledger: Path, run: Run) -> None:
    for number, word in enumerate(
        ("本人", "本人签收", "自己", "self", "the debtor", "周明", "周明（本人）签收"), 1
    ):
        case = f"V-{number}"
        opened(run, case)
        owed(run, case, "2025-03-10")
        serial = posted(run, case, "2026-05-04", "overdue-notice", "--method", "hand")
        done = run("letter", "deliver", case, serial, "--received", "2026-05-08", "--signed-by", word)
        assert (done.code, "nobody" in done.err) == (0, False)
        data = clock(run, case)
        assert data["restarts"][0]["proof"] == f"letter {serial}: signed for in person, no tracking number", (
            word
        )
        assert data["proven_until"] == "2029-05-08", "the receipt signed by hand"


def test_a_payment_by_the_debtor_in_person_is_the_debtors(ledger: Path, run: Run) -> None:
    for case, payer in (("Y-1", "本人"), ("Y-2", "路过")):
        opened(run, case)
        owed(run, case, "2025-03-10")
        paid = ("--on", "2026-05-08", "--via", "bank", "--ref", case, "--payer", payer)
        assert run("pay", case, "100", *paid).code == 0
    assert clock(run, "Y-1")["proven_until"] == "2029-05-08"
    assert clock(run, "Y-2")["expires"] == "2028-03-10"
    assert (
        run("note", "Y-1", "回电", "--channel", "phone", "--to", "本人", "--at", "2026-05-11T10:00").code == 0
    )
    assert "third party" not in run("contact", "Y-1").out


def test_a_suit_is_proven_by_its_docket_number(ledger: Path, run: Run) -> None:
    opened(run, "F-1")
    owed(run, "F-1", "2025-03-10")
    assert run("legal", "F-1", "file", "--court", "江北区人民法院", "--on", "2026-05-08").code == 0
    data = clock(run, "F-1")
    assert (data["expires"], data["proven_until"], data["pending"]) == ("2029-05-08", "2028-03-10", True)
    assert any("no docket number" in note for note in data["notes"])
    assert run("legal", "F-1", "file", "--docket", "(2026)江0105民初12号", "--on", "2026-05-20").code == 0
    data = clock(run, "F-1")
    assert (data["proven_until"], data["act_by"]) == ("2029-05-21", None), "in court nothing lapses"


def test_in_chinese(ledger: Path, run: Run) -> None:
    opened(run, "Z-1")
    owed(run, "Z-1", "2024-06-05")
    assert run("promise", "Z-1", "100", "--by", "2026-05-31", "--on", "2026-05-20").code == 0
    done = run("limitation", "Z-1", "--lang", "zh")
    assert "Z-1：未届满；自 2024-06-05 起算，三年，届满日 2027-06-07" in done.out
    assert "计入无凭据的事项，届满日为 2029-05-21" in done.out
    assert "否；需要：" in done.out


def test_time_granted_without_proof_takes_no_alarm_away(ledger: Path, run: Run) -> None:
    """民法典 188; 诉讼时效规定 14: 2026-07-10 is a Friday; only the debtor's own request moves the proven day."""
    run("open", "E-1", "--policy", "property-fee", "--name", "王建国")
    run(
        "charge", "E-1", "--on", "2023-07-01", "--due", "2023-07-10", "--principal", "1000", "--ref", "2023Q2"
    )
    assert run("extend", "E-1", "--due", "2026-12-31", "--on", "2023-08-01", "--reason", "asked").code == 0
    told = run("limitation", "E-1", "--json").json
    assert (told["proven_until"], told["act_by"]) == ("2026-07-10", "2026-07-10")
    assert (told["starts"], told["expires"], told["counted_from"]) == (
        "2026-12-31",
        "2029-12-31",
        "2026-12-31",
    )
    (extension,) = told["restarts"]
    assert (extension["kind"], extension["proven"], extension["wanted"]) == (
        "extension",
        False,
        ["recording", "writing"],
    )
    done = run("limitation", "E-1")
    assert "E-1: in time; counted from 2023-07-10, three years, last day 2026-07-10" in done.out
    assert "with what is only claimed, last day 2029-12-31" in done.out
    assert "not begun" not in done.out + done.err
    assert run("limitation", "--format", "csv").out.splitlines()[1].startswith("2026-07-10,")
    assert "2026-07-10" in run("remind").out
    request = ("--channel", "wechat", "--result", "promised", "--on", "2023-08-01")
    assert run("note", "E-1", "请求延期", *request).code == 0
    proven = run("limitation", "E-1", "--json").json
    assert (proven["proven_until"], proven["restarts"]) == ("2029-12-31", [])
    assert "not begun" in run("limitation", "E-1").out


def test_the_evidence_says_in_chinese_what_is_proven(worked: Path, run: Run, tmp_path: Path) -> None:
    """The words of `contact` for may and may not call, 可以 and 不可, are no answer to whether there is proof."""
    run("pay", CASE, "100", "--on", "2026-03-02", "--via", "bank", "--ref", "8801")
    run("pay", CASE, "100", "--on", "2026-03-03", "--via", "cash")
    bundle = tmp_path / "bundle"
    assert run("--lang", "zh", "evidence", CASE, "-o", str(bundle)).code == 0
    page = (bundle / "06-limitation.html").read_text("utf-8")
    assert "有凭据" in page
    assert "无凭据" in page
    assert "可以<" not in page
    assert "不可<" not in page
