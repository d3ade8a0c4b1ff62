"""`dunning legal`: the track of a case, steps in and out of their time, the enforcement clock in every list."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
CASE, LOAN = "PF-2026-0007", "XD-2026-0001"
JUDGED = (
    "legal",
    LOAN,
    "judgment",
    "--principal",
    "10000.00",
    "--perform-by",
    "2026-05-20",
    "--on",
    "2026-05-12",
)


def track(run: Run, case: str = LOAN, *more: str) -> Any:
    done = run("legal", case, "--json", *more)
    assert done.code == 0, done.err
    return done.json


def items(data: Any, state: str) -> list[str]:
    return [line["item"] for line in data["checklist"] if line["state"] == state]


# --- the track


def test_a_case_without_steps_shows_what_a_suit_lacks(worked: Path, run: Run, as_another: Run) -> None:
    data = track(run, CASE)
    assert set(data) >= {"case", "steps", "judgment", "enforcement", "checklist"}
    assert (data["stage"], data["steps"], data["judgment"], data["enforcement"]) == ("none", [], None, None)
    assert set(data["checklist"][0]) >= {"item", "state", "why", "do"}
    assert items(data, "missing") == [
        "verification",
        "demand",
        "guarantor_notice",
        "jurisdiction",
        "assets",
    ]
    assert data["ready"] is False
    as_another()
    out = run("legal", CASE).out
    assert f"{CASE}: no legal step so far" in out
    assert "demand with proof of delivery" in out
    assert "guarantee period, 李*" in out
    assert "李敏" not in out
    assert "guarantee period, 李敏" in run("legal", CASE, "--reveal").out
    assert out.rstrip().endswith("missing: 4"), "assets are optional"


def test_the_commands_it_names_supply_what_is_missing(worked: Path, run: Run) -> None:
    assert run("verify", CASE, "--reason", "合同核对一致").code == 0
    for item in ("demand", "guarantor_notice"):
        (line,) = [line for line in track(run, CASE)["checklist"] if line["item"] == item]
        assert run(*line["do"].split()[1:], "--on", "2026-05-04").code == 0, "the letter"
    (demand,) = [line for line in track(run, CASE)["checklist"] if line["item"] == "demand"]
    words = (
        demand["do"].replace("DATE", "2026-05-08").replace("NAME", "王建国").replace("NUMBER", "XA1").split()
    )
    assert run(*words[1:]).code == 0, "as named, words filled in"
    assert run("letter", "deliver", CASE, "2026-A-0002", "--received", "2026-05-08").code == 0
    (asked,) = [line for line in track(run, CASE)["checklist"] if line["item"] == "guarantor_notice"]
    assert (asked["state"], asked["why"]) == ("missing", "what was done on 2026-05-08 has no proof on record")
    words = asked["do"].replace("SERIAL", "2026-A-0002").replace("NUMBER", "XA2").split()
    assert run(*words[1:], "--on", "2026-05-08").code == 0
    assert run("set", CASE, "account.jurisdiction=云州市江北区人民法院").code == 0
    assert run("asset", "add", CASE, "住宅一套").code == 0
    data = track(run, CASE)
    assert (items(data, "missing"), data["ready"]) == ([], True)
    assert "nothing is missing for a suit" in run("legal", CASE).out


def test_a_rate_that_is_not_known_is_supplied_as_named(worked: Path, run: Run) -> None:
    run("open", "XD-2026-0009", "--policy", "small-loan", "--name", "钱七")
    run("opening", "XD-2026-0009", "--on", "2026-05-01", "--principal", "100")
    (amount,) = [line for line in track(run, "XD-2026-0009")["checklist"] if line["item"] == "amount"]
    assert amount["state"] == "missing"
    assert run(*amount["do"].replace("RATE", "12%/year").split()[1:]).code == 0
    assert "amount" in items(track(run, "XD-2026-0009"), "done")


def test_steps_costs_and_the_judgment_stand_in_order(worked: Path, run: Run) -> None:
    court = ("--court", "云州市江北区人民法院", "--docket", "(2026)云0101民初1号")
    run("legal", LOAN, "negotiate", "--on", "2026-05-05", "--text", "未到场")
    run("legal", LOAN, "file", *court, "--cost", "50.00", "--on", "2026-05-08")
    assert track(run)["stage"] == "in_court"
    assert run(*JUDGED, "--fee", "50.00").code == 0
    data = track(run, LOAN, "--as-of", "2026-05-15")
    assert [step["step"] for step in data["steps"]] == ["negotiate", "file", "judgment"]
    assert (data["stage"], data["costs"], data["checklist"]) == ("performance", "50.00", [])
    judgment = data["judgment"]
    assert (judgment["total"], judgment["perform_by"], judgment["instrument"]) == (
        "10050.00",
        "2026-05-20",
        "judgment",
    )
    assert track(run, LOAN, "--as-of", "2026-05-07")["stage"] == "pre_suit", "what a day did not know yet"
    out = run("legal", LOAN).out
    assert f"{LOAN}: decided, enforcement can be applied for" in out
    assert "10,050.00 awarded, to be paid by 2026-05-20" in out


def test_the_enforcement_clock_for_scripts(worked: Path, run: Run) -> None:
    run(*JUDGED)
    clock = track(run)["enforcement"]
    assert set(clock) >= {"starts", "expires", "applied", "restarts"}
    # 2028-05-20 is a Saturday
    assert (clock["starts"], clock["expires"], clock["applied"]) == ("2026-05-20", "2028-05-22", None)
    run("pay", LOAN, "100", "--on", "2026-05-28", "--via", "court", "--ref", "77")
    clock = track(run)["enforcement"]
    assert (clock["expires"], clock["counted_from"]) == ("2028-05-29", "2026-05-28")
    (restart,) = clock["restarts"]
    assert (restart["kind"], restart["proof"]) == ("payment", "court, receipt 77")
    assert restart["entry"] == run("show", LOAN, "--json").json["entries"][-1]["id"]
    assert "began anew; first counted from 2026-05-20" in run("legal", LOAN).out
    run("legal", LOAN, "enforce", "--on", "2026-05-30")
    data = track(run)
    assert (data["stage"], data["enforcement"]["applied"]) == ("enforcement", "2026-05-30")
    assert "enforcement applied for on 2026-05-30" in run("legal", LOAN).out


def test_a_case_that_cannot_be_worked_out_keeps_its_track(worked: Path, run: Run) -> None:
    terms = ("--term", "accruals.late_penalty.rate=lpr_1y * 4")
    run("open", "PF-2026-0099", "--policy", "property-fee", "--name", "钱七", *terms)
    run("charge", "PF-2026-0099", "--on", "2026-01-01", "--due", "2026-01-31", "--principal", "10")
    done = run("legal", "PF-2026-0099", "--as-of", "2028-06-01", "--json")
    assert done.code == 0
    (amount,) = [line for line in done.json["checklist"] if line["item"] == "amount"]
    assert "lpr_1y is known through" in amount["why"]
    late = run("legal", "PF-2026-0099", "file", "--on", "2029-06-04")
    assert (late.code, "has lapsed" in late.err) == (0, True)


# --- papers that can be enforced, and payment in kind


@pytest.mark.parametrize(
    ("step", "instrument"),
    [
        ("judgment", "judgment"),
        ("mediate", "mediation"),
        ("arbitrate", "award"),
        ("payment-order", "payment-order"),
        ("notarise", "notarised"),
    ],
)
def test_every_paper_re_bases_the_account(
    step: str, instrument: str, worked: Path, run: Run, last_commit: Any
) -> None:
    done = run("legal", LOAN, step, "--principal", "9000.00", "--perform-by", "2026-06-30")
    assert done.code == 0
    assert last_commit().subject == f"legal {LOAN}: {instrument}, 9000.00, value date 2026-06-01"
    assert run("fees", LOAN, "--json").json["balance"]["total"] == "9000.00"
    assert track(run)["judgment"]["instrument"] == instrument
    entry = run("show", LOAN, "--json").json["entries"][-1]
    assert (entry["kind"], entry.get("instrument")) == (
        "judgment",
        None if step == "judgment" else instrument,
    )


@pytest.mark.parametrize("step", ["mediate", "notarise", "arbitrate", "payment-order"])
def test_without_amounts_it_is_a_plain_step(step: str, worked: Path, run: Run) -> None:
    assert run("legal", LOAN, step).code == 0
    assert track(run)["judgment"] is None
    assert track(run)["steps"][0]["step"] == step


def test_payment_in_kind_counts_as_a_payment(worked: Path, run: Run, last_commit: Any) -> None:
    before = float(run("fees", LOAN, "--json").json["balance"]["total"])
    done = run("legal", LOAN, "in-kind", "--value", "800.00", "--text", "旧货架一批", "--json")
    assert len(done.json["entries"]) == 2
    assert last_commit().subject == f"legal {LOAN}: in-kind, 800.00, value date 2026-06-01"
    assert before - float(run("fees", LOAN, "--json").json["balance"]["total"]) == pytest.approx(800)
    payment = run("show", LOAN, "--json").json["entries"][-1]
    assert (payment["amount"], payment["via"], payment["ref"]) == ("800.00", "other", "in-kind")
    assert run("undo").code == 0
    assert float(run("fees", LOAN, "--json").json["balance"]["total"]) == before
    step, paid = run("legal", LOAN, "in-kind", "--value", "800.00", "--json").json["entries"]
    assert f"dunning reverse {LOAN} {paid}" in run("reverse", LOAN, step).err, "the payment still stands"
    done = run("legal", LOAN, "in-kind", "--value", "80000.00")
    assert (done.code, "stays as credit" in done.err) == (0, True)


def test_payment_in_kind_is_proven_by_its_paper_and_begins_the_bill_anew_that_it_paid(
    worked: Path, run: Run
) -> None:
    """诉讼时效规定 14; the word that the program itself puts on such a payment is no receipt."""
    bill = ("charge", CASE, "--principal", "600.00")
    run(*bill, "--on", "2026-04-01", "--due", "2026-04-30", "--ref", "2026Q2")
    step = run("legal", CASE, "in-kind", "--value", "300.00", "--on", "2026-05-06", "--json").json["entries"][
        0
    ]
    told = run("limitation", CASE, "--json").json
    assert [(each["entry"], each["kind"], each["proven"]) for each in told["restarts"]] == [
        (step, "in-kind", False)
    ]
    assert (told["expires"], told["proven_until"]) == ("2029-05-07", "2029-04-30")
    assert [(each["ref"], each["expires"]) for each in told["bills"]] == [
        ("2026Q1", "2029-05-07"),
        ("2026Q2", "2029-04-30"),
    ]
    paper = ("--docket", "抵债协议 2026-3")
    assert run("legal", CASE, "in-kind", "--value", "300.00", "--on", "2026-05-07", *paper).code == 0
    assert run("limitation", CASE, "--json").json["proven_until"] == "2029-05-07"


# --- dates in order


@pytest.mark.parametrize(
    ("before", "words", "warning"),
    [
        ([], ("enforce",), "no judgment, mediation paper, award"),
        ([JUDGED], ("enforce", "--on", "2026-05-18"), "the performance period runs through 2026-05-20"),
        ([JUDGED], ("enforce", "--on", "2028-05-23"), "the two years for applying ended on 2028-05-22"),
        ([], ("file", "--on", "2029-04-24"), "the claim has lapsed"),
        ([], ("payment-order", "--on", "2029-04-24"), "the claim has lapsed"),
        ([JUDGED], JUDGED[2:], "the judgment of 2026-05-12 stood till now"),
        ([("legal", LOAN, "file", "--on", "2026-05-20")], JUDGED[2:], "the proceedings began on 2026-05-20, after this"),
    ],
    ids=["nothing to enforce", "too early", "too late", "lapsed", "lapsed order", "second judgment", "before the suit"],
)  # fmt: skip
def test_a_step_out_of_its_time_is_taken_with_a_warning(
    before: list[tuple[str, ...]], words: tuple[str, ...], warning: str, worked: Path, run: Run
) -> None:
    for each in before:
        assert run(*each).code == 0
    done = run("legal", LOAN, *words)
    assert done.code == 0
    assert warning in done.err


def test_steps_in_time_pass_without_a_word(worked: Path, run: Run) -> None:
    for words in (
        ("file", "--on", "2026-05-10"),
        ("preserve", "--on", "2026-05-11"),
        JUDGED[2:],
        ("enforce",),
    ):
        done = run("legal", LOAN, *words)
        assert (done.code, done.err) == (0, "")


@pytest.mark.parametrize(
    ("before", "words", "code", "error"),
    [
        ([], ("withdraw",), 1, "nothing of XD-2026-0001 stands on 2026-06-01 that could be withdrawn"),
        ([("file", "--on", "2026-05-10"), ("withdraw", "--on", "2026-05-11")], ("withdraw",), 1, "nothing of"),
        ([("file", "--on", "2026-05-10")], ("withdraw", "--on", "2026-05-09"), 1, "stands on 2026-05-09"),
        ([], ("file", "--value", "10"), 2, "--value belongs to the step in-kind"),
        ([], ("mediate", "--principal", "5"), 2, "needs --perform-by"),
        ([], ("mediate", "--principal", "5", "--perform-by", "2026-05-31"), 1, "before the judgment"),
        ([], ("enforce", "--perform-by", "2026-07-01"), 2, "belong to the steps judgment, mediate"),
        ([], ("judgment", "--value", "5"), 2, "belong to the steps"),
        ([], ("in-kind", "--value", "0"), 2, "more than zero"),
        ([], ("sue",), 2, "not one of the known words"),
        ([], ("file", "--as-of", "2026-05-01"), 2, "leave out the step"),
        ([], ("--court", "云州市江北区人民法院"), 2, "say which step"),
        ([], ("--dry-run",), 2, "say which step"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused(
    before: list[tuple[str, ...]],
    words: tuple[str, ...],
    code: int,
    error: str,
    worked: Path,
    run: Run,
    state: Any,
) -> None:
    for each in before:
        assert run("legal", LOAN, *each).code == 0
    was = state(worked)
    done = run("legal", LOAN, *words)
    assert (done.code, len(done.errors)) == (code, 1)
    assert error in done.err
    assert state(worked) == was


def test_a_closed_case_takes_no_step(worked: Path, run: Run, state: Any) -> None:
    run("close", LOAN, "--reason", "returned")
    was = state(worked)
    judgment = ("judgment", "--principal", "5", "--perform-by", "2026-07-01")
    for words in (("file",), ("in-kind", "--value", "5"), judgment):
        done = run("legal", LOAN, *words)
        assert (done.code, len(done.errors)) == (1, 1)
        assert "reopen it first" in done.err
    assert state(worked) == was
    (line,) = [line for line in track(run)["checklist"] if line["item"] == "open"]
    assert (line["state"], line["do"]) == ("missing", f"dunning reopen {LOAN}")


# --- in the other lists


def test_remind_warns_before_enforcement_is_too_late(worked: Path, run: Run) -> None:
    run(*JUDGED)

    def deadlines(day: str) -> list[tuple[str, str, str]]:
        found = run("remind", "--as-of", day, "--json").json["items"]
        return [
            (i["rule"], i["due"], i["why"])
            for i in found
            if i["case"] == LOAN and i["action"] == "limitation"
        ]

    assert deadlines("2027-11-23") == []
    for day, due in (
        ("2027-11-24", "2027-11-24"),
        ("2028-02-22", "2028-02-22"),
        ("2028-05-22", "2028-04-22"),
    ):
        ((rule, fell, why),) = deadlines(day)
        assert (rule, fell) == ("enforcement", due)
        assert "enforcement of the judgment can be applied for through 2028-05-22" in why
    ((rule, fell, why),) = deadlines("2028-06-30")
    assert (rule, fell) == ("enforcement", "2028-05-23")
    assert "should have been applied for by 2028-05-22" in why
    assert "enforcement late since 2028-05-23" in run("remind", "--as-of", "2028-06-30").out
    run("legal", LOAN, "enforce", "--on", "2026-06-01", "--docket", "(2026)江0101执34号")
    assert deadlines("2028-02-22") == deadlines("2028-06-30") == []


def test_limitation_lists_judgments_by_the_end_of_their_two_years(
    worked: Path, run: Run, as_another: Run
) -> None:
    run(*JUDGED)
    cases = run("limitation", "--json").json["cases"]
    assert [case["case"] for case in cases] == [LOAN, CASE], "2028-05-22 is before 2029-01-31"
    assert (cases[0]["enforcement"]["expires"], cases[1]["enforcement"]) == ("2028-05-22", None)
    as_another()
    rows = list(csv.reader(run("limitation", "--format", "csv").out.splitlines()))[1:]
    assert [(row[0], row[2], row[4]) for row in rows] == [
        ("2026-07-31", CASE, "joint guarantee, 李*"),
        ("2028-05-22", LOAN, "enforcement"),
        ("2029-01-31", CASE, "claim"),
    ]
    assert (
        "enforcement can be applied for through 2028-05-22, two years from 2026-05-20"
        in run("limitation", LOAN).out
    )


def test_a_step_taken_back_is_not_on_the_track(worked: Path, run: Run) -> None:
    entry = run(*JUDGED, "--json").json["entry"]
    assert run("reverse", LOAN, entry).code == 0
    data = track(run)
    assert (data["stage"], data["judgment"], data["enforcement"]) == ("none", None, None)


def test_in_chinese_too(worked: Path, run: Run) -> None:
    run(*JUDGED)
    assert run("legal", LOAN, "--lang", "zh").code == 0
    assert run("legal", CASE, "--lang", "zh").code == 0
    assert run("check").code == 0
