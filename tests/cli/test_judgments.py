"""Judgments by the command line: what bears the interest for delay, parts, what runs on, the two years of each part."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from copies import MadeOnce

Run = Callable[..., Any]
CASE = "PF-2026-0007"
RUNNING = "component=penalty,rate=15.4%/year,from=2024-07-01"


@pytest.fixture
def loan(ledger: Path, run: Run, made_once: MadeOnce) -> str:
    """A loan taken over on 2024-01-01."""

    def make() -> None:
        assert (
            run(
                "open", "L1", "--policy", "small-loan", "--name", "赵强", "--term", "contract_rate=12%/year"
            ).code
            == 0
        )
        assert run("opening", "L1", "--on", "2024-01-01", "--principal", "80000").code == 0

    made_once(ledger, make)
    return "L1"


def lines(run: Run, case: str, as_of: str, rule: str) -> list[tuple[str, int, str, str]]:
    done = run("fees", case, "--as-of", as_of, "--json")
    assert done.code == 0, done.err
    return [
        (line["base"], line["days"], line["rate"], line["amount"])
        for line in done.json["lines"]
        if line["rule"] == rule
    ]


def balance(run: Run, case: str, as_of: str) -> dict[str, str]:
    return dict(run("fees", case, "--as-of", as_of, "--json").json["balance"])


def test_penalty_interest_of_a_loan_is_in_no_base(loan: str, run: Run) -> None:
    words = [
        "--principal",
        "80000",
        "--interest",
        "5000",
        "--penalty",
        "9000",
        "--fee",
        "1000",
        "--perform-by",
        "2025-02-10",
    ]
    assert run("legal", loan, "judgment", "--on", "2025-01-20", *words).code == 0
    assert lines(run, loan, "2026-02-10", "delayed_performance") == [
        ("81000.00", 365, "0.0175%/day", "5173.88")
    ]
    assert balance(run, loan, "2026-02-10")["total"] == "100173.88"


def test_a_penalty_awarded_on_property_fees_is(worked: Path, run: Run) -> None:
    words = ["--principal", "6000", "--penalty", "900", "--court-fee", "50", "--perform-by", "2025-03-31"]
    assert run("legal", CASE, "judgment", "--on", "2025-03-10", *words).code == 0
    assert lines(run, CASE, "2025-06-29", "delayed_performance") == [("6900.00", 90, "0.0175%/day", "108.68")]
    assert (balance(run, CASE, "2025-06-29")["fee"], balance(run, CASE, "2025-06-29")["total"]) == (
        "50.00",
        "7058.68",
    )
    assert run("set", CASE, "terms.judgment.base=principal,penalty,fee,court_fee").code == 0
    assert lines(run, CASE, "2025-06-29", "delayed_performance") == [("6950.00", 90, "0.0175%/day", "109.46")]


def test_what_runs_on_stands_beside_the_interest_for_delay(loan: str, run: Run) -> None:
    words = ("--principal", "50000", "--perform-by", "2024-11-30", "--running", RUNNING)
    assert run("legal", loan, "judgment", "--on", "2024-11-20", *words).code == 0
    assert lines(run, loan, "2024-12-31", "awarded_penalty") == [("50000.00", 183, "15.4%/year", "3860.55")]
    assert lines(run, loan, "2024-12-31", "delayed_performance") == [
        ("50000.00", 31, "0.0175%/day", "271.25")
    ]
    assert run("legal", loan, "--json").json["judgment"]["running"] == [
        {"component": "penalty", "base": ["principal"], "rate": "15.4%/year", "from": "2024-07-01", "until": "paid",
         "basis": "365"}
    ]  # fmt: skip
    for command in ("show", "legal"):
        assert "penalty at 15.4%/year from 2024-07-01 until paid" in run(command, loan).out


def test_what_runs_on_may_be_given_as_json(loan: str, run: Run) -> None:
    as_json = '{"component": "penalty", "rate": "15.4%/year", "from": "2024-07-01", "base": "principal+fee"}'
    words = ("--principal", "49000", "--fee", "1000", "--perform-by", "2024-11-30", "--running", as_json)
    assert run("legal", loan, "judgment", "--on", "2024-11-20", *words).code == 0
    assert lines(run, loan, "2024-12-31", "awarded_penalty") == [("50000.00", 183, "15.4%/year", "3860.55")]


def test_what_runs_on_may_be_given_as_it_is_printed(loan: str, run: Run) -> None:
    words = (
        "--principal",
        "49000",
        "--fee",
        "1000",
        "--perform-by",
        "2024-11-30",
        "--docket",
        "(2024)云0101民初7号",
    )
    given = "component=penalty,rate=15.4%/year,from=2024-07-01,base=principal+fee"
    assert run("legal", loan, "judgment", "--on", "2024-11-20", *words, "--running", given).code == 0
    (printed,) = run("legal", loan, "--json").json["judgment"]["running"]
    assert printed["base"] == ["principal", "fee"]
    again = run("legal", loan, "judgment", "--on", "2024-11-21", *words, "--running", json.dumps(printed))
    assert "already" in again.err, "the very same paper"


def test_the_same_paper_entered_again_does_not_revive_what_was_paid(loan: str, run: Run) -> None:
    words = ("--principal", "50000", "--perform-by", "2024-11-30", "--docket", "(2024)云0101民初7号")
    assert run("legal", loan, "judgment", "--on", "2024-11-20", *words).code == 0
    assert run("pay", loan, "50000", "--on", "2024-11-25", "--via", "bank").code == 0
    again = run("legal", loan, "judgment", "--on", "2024-11-28", *words)
    assert (again.code, len(again.errors)) == (1, 1)
    assert "this step of 2024-11-20 already" in again.err
    assert balance(run, loan, "2024-11-30")["total"] == "0.00"
    lower = ("--principal", "40000", "--perform-by", "2024-11-30", "--docket", "(2024)云0101民初7号")
    assert run("legal", loan, "judgment", "--on", "2024-11-20", *lower).code == 0, "a correction"


def test_the_bundle_of_evidence_says_what_bears_and_what_runs(loan: str, run: Run, tmp_path: Path) -> None:
    award = "component=interest,rate=lpr_1y@2024-03-01 * 4,from=2024-07-01,until=perform_by"
    words = [
        "--principal",
        "50000",
        "--fee",
        "1000",
        "--part",
        "2024-11-25:20000",
        "--perform-by",
        "2024-11-30",
    ]
    assert run("legal", loan, "judgment", "--on", "2024-11-20", *words, "--running", award).code == 0
    assert run("evidence", loan, "-o", str(tmp_path / "bundle")).code == 0
    papers = [path.read_text("utf-8") for path in (tmp_path / "bundle").rglob("*.html")]
    whole = " ".join(re.sub(r"<[^>]+>", " ", " ".join(papers)).split())
    for told in (
        "Of the judgment these sums bear it: principal, awarded costs.",
        "Of it 20,000.00 yuan are to be paid by 2024-11-25.",
        "Of it 31,000.00 yuan are to be paid by 2024-11-30.",
        "Beside these sums runs: interest at lpr_1y@2024-03-01 * 4 from 2024-07-01 through the end of the performance",
        "3.45%",
    ):
        assert told in whole, told


def test_each_part_of_a_mediation_paper_has_its_own_delay_and_its_own_two_years(loan: str, run: Run) -> None:
    words = ["--principal", "60000", "--part", "2024-08-30:30000", "--part", "2024-05-31=30000"]
    assert run("legal", loan, "mediate", "--on", "2024-04-01", *words).code == 0
    assert lines(run, loan, "2024-12-31", "delayed_performance") == [
        ("30000.00", 214, "0.0175%/day", "1123.50"),
        ("30000.00", 123, "0.0175%/day", "645.75"),
    ]
    clock = run("limitation", loan, "--as-of", "2024-12-31", "--json").json["enforcement"]
    assert [(part["due"], part["expires"], part["paid"]) for part in clock["parts"]] == [
        ("2024-05-31", "2026-06-01", False),
        ("2024-08-30", "2026-08-31", False),
    ]
    assert clock["expires"] == "2026-06-01"
    out = run("legal", loan, "--as-of", "2024-12-31").out
    assert "2026-06-01" in out
    assert "2026-08-31" in out


def test_a_paid_part_leaves_the_clock_to_the_next(loan: str, run: Run) -> None:
    words = ["--principal", "60000", "--part", "2024-05-31:30000", "--part", "2024-08-30:30000"]
    assert run("legal", loan, "mediate", "--on", "2024-04-01", *words).code == 0
    assert run("pay", loan, "30000", "--on", "2024-05-31", "--via", "bank").code == 0
    clock = run("limitation", loan, "--as-of", "2024-12-31", "--json").json["enforcement"]
    assert [part["paid"] for part in clock["parts"]] == [True, False]
    assert (clock["starts"], clock["expires"]) == ("2024-08-30", "2026-08-31")


def test_a_part_too_late_is_said_while_another_can_be_enforced(loan: str, run: Run) -> None:
    words = ["--principal", "60000", "--part", "2024-05-31:30000", "--part", "2024-08-30:30000"]
    assert run("legal", loan, "mediate", "--on", "2024-04-01", *words).code == 0
    data = run("limitation", loan, "--as-of", "2026-07-01", "--json").json
    assert [part["lapsed"] for part in data["enforcement"]["parts"]] == [True, False]
    assert data["enforcement"]["expires"] == "2026-08-31"
    assert any("2024-05-31" in note and "2026-06-01" in note for note in data["notes"])


def test_a_part_that_only_a_promise_by_word_of_mouth_keeps_leaves_the_clock_to_the_next(
    loan: str, run: Run
) -> None:
    """民诉法 250: the later part is provably in time through 2026-08-31 (a Monday), and its alarm must not be lost."""
    words = ["--principal", "60000", "--part", "2024-03-29:30000", "--part", "2024-08-30:30000"]
    assert run("legal", loan, "mediate", "--on", "2024-03-01", *words).code == 0
    assert run("promise", loan, "100", "--by", "2026-04-03", "--on", "2026-03-25").code == 0
    before = run("limitation", loan, "--as-of", "2026-03-30", "--json").json["enforcement"]
    assert (before["expires"], before["proven_until"]) == ("2028-03-27", "2026-03-30")
    clock = run("limitation", loan, "--as-of", "2026-03-31", "--json").json["enforcement"]
    assert (clock["starts"], clock["proven_until"], clock["lapsed"]) == ("2024-08-30", "2026-08-31", False)
    assert "lapsed unless proven" in run("limitation", loan, "--as-of", "2026-03-31").out
    assert "2026-08-31" in run("remind", "--as-of", "2026-03-31").out


JUDGED = ("--principal", "50000", "--perform-by", "2024-11-30")


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        ((*JUDGED, "--part", "2024-11-25"), 2, "is not a part"),
        ((*JUDGED, "--part", "2024-11-25:0"), 2, "more than zero"),
        ((*JUDGED, "--part", "2024-11-25:60000"), 1, "more than the 50,000.00 awarded"),
        ((*JUDGED, "--part", "2024-12-25:100"), 1, "2024-12-25"),
        ((*JUDGED, "--part", "2024-11-19:100"), 1, "2024-11-19"),
        ((*JUDGED, "--running", "penalty"), 2, "does not say what runs on"),
        ((*JUDGED, "--running", "{"), 2, "does not say what runs on"),
        ((*JUDGED, "--running", "component=penalty,rate=15.4%/year"), 2, "from"),
        ((*JUDGED, "--running", RUNNING + ",till=paid"), 2, "unknown key 'till'"),
        ((*JUDGED, "--running", RUNNING.replace("15.4%/year", "15.4%")), 2, "per what"),
        ((*JUDGED, "--running", RUNNING.replace("15.4%/year", "lpr_9y * 4")), 1, "lpr_9y"),
        ((*JUDGED, "--running", RUNNING.replace("penalty", "principal")), 1, "only interest and penalty"),
        (("--principal", "50000", "--running", RUNNING), 2, "--perform-by"),
        ((*JUDGED, "--court-fee", "-5"), 2, "not an amount"),
        (("--court-fee", "50", "--perform-by", "2024-11-30"), 1, "no amount above zero"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_and_changes_nothing(
    loan: str, ledger: Path, run: Run, state: Any, words: tuple[str, ...], code: int, told: str
) -> None:
    before = state(ledger)
    done = run("legal", loan, "judgment", "--on", "2024-11-20", *words)
    assert (done.code, len(done.errors)) == (code, 1), done.err
    assert told in done.err
    assert state(ledger) == before


def test_parts_and_awards_belong_to_decisions(loan: str, run: Run) -> None:
    done = run("legal", loan, "file", "--part", "2026-08-30:100")
    assert (done.code, len(done.errors)) == (2, 1)


def test_instalments_still_to_come_are_named_beside_a_judgment(loan: str, run: Run) -> None:
    for day in ("2025-02-10", "2025-03-10"):
        words = ("--on", day, "--due", day, "--principal", "1000", "--interest", "20")
        assert run("charge", loan, *words).code == 0
    done = run(
        "legal", loan, "judgment", "--on", "2025-02-10", "--principal", "80000", "--perform-by", "2025-03-01"
    )
    assert done.code == 0
    assert "1,020.00 charged or taken over after 2025-02-10 is not replaced" in done.err
    later = run(
        "legal", loan, "judgment", "--on", "2025-03-10", "--principal", "80000", "--perform-by", "2025-04-01"
    )
    assert "not replaced" not in later.err


def test_a_debt_taken_over_after_its_judgment_is_not_doubled_in_silence(loan: str, run: Run) -> None:
    done = run(
        "legal", loan, "judgment", "--on", "2023-06-01", "--principal", "80000", "--perform-by", "2023-06-30"
    )
    assert "80,000.00 charged or taken over after 2023-06-01 is not replaced" in done.err
    assert run("open", "L2", "--policy", "small-loan", "--name", "孙丽").code == 0
    words = ("--principal", "900", "--perform-by", "2023-06-30")
    assert run("legal", "L2", "judgment", "--on", "2023-06-01", *words).code == 0
    done = run("opening", "L2", "--on", "2024-01-01", "--principal", "900")
    assert "the judgment of 2023-06-01 stands; what is taken over is owed beside it" in done.err


# --- letters


def preview(run: Run, case: str, template: str, language: str = "zh") -> str:
    done = run("letter", "preview", case, template, "--letter-language", language)
    assert done.code == 0, done.err
    return " ".join(done.out.split())


@pytest.fixture
def judged(worked: Path, run: Run) -> str:
    words = [
        "--principal",
        "1200",
        "--penalty",
        "60",
        "--perform-by",
        "2026-03-31",
        "--court",
        "云州市江北区人民法院",
    ]
    docket = ("--docket", "(2026)云0101民初1号")
    assert run("legal", CASE, "judgment", "--on", "2026-03-10", *words, *docket).code == 0
    return CASE


@pytest.mark.parametrize("template", ["overdue-notice", "final-demand", "lawyers-letter", "guarantor-notice"])
def test_letters_on_a_judged_case_name_it_and_threaten_no_suit(judged: str, run: Run, template: str) -> None:
    zh, en = preview(run, judged, template), preview(run, judged, template, "en")
    assert "云州市江北区人民法院(2026)云0101民初1号民事判决书" in zh.replace(" ", "")
    assert "no. (2026)云0101民初1号" in en
    for threat in ("提起诉讼", "申请支付令", "申请仲裁", "财产保全", "法律途径"):
        assert threat not in zh.replace(" ", ""), threat
    for threat in ("bring a suit", "bringing a suit", "payment order", "preservation of property"):
        assert threat not in en, threat
    assert "强制执行" in zh.replace(" ", "")
    # 1,260.00 × 0.0175 % × 62 days
    assert "迟延履行利息 13.67 元" in zh
    assert "罚息、违约金 60.00 元" in zh
    assert "Delayed interest RMB 13.67" in en


@pytest.mark.parametrize("template", ["overdue-notice", "final-demand", "lawyers-letter"])
def test_where_nothing_was_decided_the_suit_is_named_as_before(worked: Path, run: Run, template: str) -> None:
    zh = preview(run, CASE, template).replace(" ", "")
    assert "提起诉讼" in zh
    assert "民事判决书" not in zh


def test_a_letter_over_several_cases_tells_the_decided_from_the_rest(judged: str, run: Run) -> None:
    other = "PF-2026-0008"
    who = ("--name", "王建国", "--id-number", "110101199003070011", "--address", "9 号车位")
    contract = ("--contract", "CW-1", "--contract-date", "2022-03-01")
    assert run("open", other, "--policy", "property-fee", *who, *contract).code == 0
    words = ("--on", "2026-02-01", "--due", "2026-02-28", "--principal", "300")
    assert run("charge", other, *words).code == 0
    done = run("letter", "new", judged, "final-demand", "--group", "--letter-language", "zh", "--json")
    assert done.code == 0, done.err
    text = "".join(Path(f"letters/2026/00/{done.json['serial']}.txt").read_text("utf-8").split())
    named = "2026年3月10日云州市江北区人民法院(2026)云0101民初1号民事判决书"
    assert named in text
    assert text.count("民事判决书") == 1, "the other case was not decided"
    assert "对尚未经法律文书确定的债务" in text
    assert "对已经法律文书确定、履行期限届满仍未履行的债务" in text


def test_a_bill_that_came_after_the_judgment_is_not_decided(judged: str, run: Run) -> None:
    words = ("--on", "2026-04-01", "--due", "2026-04-30", "--principal", "300", "--ref", "2026Q2")
    assert run("charge", judged, *words).code == 0
    for template in ("overdue-notice", "final-demand", "lawyers-letter"):
        text = preview(run, judged, template).replace(" ", "")
        assert "民事判决书" in text
        assert "尚未经法律文书确定的债务" in text
        assert "强制执行" in text
    assert "尚未经法律文书确定的部分" in preview(run, judged, "guarantor-notice").replace(" ", "")


def test_a_judgment_that_is_paid_says_nothing_of_a_later_bill(judged: str, run: Run) -> None:
    assert run("pay", judged, "1260", "--on", "2026-03-31", "--via", "bank").code == 0
    words = ("--on", "2026-04-01", "--due", "2026-04-30", "--principal", "300", "--ref", "2026Q2")
    assert run("charge", judged, *words).code == 0
    for template in ("overdue-notice", "final-demand", "lawyers-letter"):
        text = preview(run, judged, template).replace(" ", "")
        assert "民事判决书" not in text
        assert "提起诉讼" in text


def test_no_letter_asks_for_payment_before_the_court_does(judged: str, run: Run) -> None:
    # the notice gives ten days, the court the time up to the 31st
    done = run(
        "letter", "new", judged, "overdue-notice", "--on", "2026-03-15", "--letter-language", "zh", "--json"
    )
    assert done.code == 0, done.err
    text = Path(f"letters/2026/00/{done.json['serial']}.txt").read_text("utf-8")
    assert "请于2026年3月31日前" in "".join(text.split())
    (letter,) = run("letter", "list", "--json").json["letters"]
    assert letter["pay_by"] == "2026-03-31"
    assert "请于2026年6月11日前" in preview(run, judged, "overdue-notice").replace(" ", "")


# --- what is left to do


def asked(run: Run, case: str, as_of: str) -> set[str]:
    items = run("remind", "--as-of", as_of, "--json").json["items"]
    return {item["rule"] for item in items if item["case"] == case}


def test_no_suit_is_prepared_and_none_threatened_over_a_paper_in_parts(worked: Path, run: Run) -> None:
    """Its parts fall due after the day of the paper: what is owed was decided all the same."""
    words = ("--principal", "1200", "--part", "2026-04-10:600", "--part", "2026-05-10:600")
    assert run("legal", CASE, "mediate", "--on", "2026-03-10", *words).code == 0
    called = ("--channel", "phone", "--result", "reached", "--at", "2026-04-12T10:00", "--on", "2026-04-12")
    assert run("note", CASE, "问明原因", *called).code == 0
    seen = ("--result", "no_answer", "--at", "2026-04-25T10:00", "--on", "2026-04-25")
    assert run("visit", "record", CASE, "无人应门", *seen).code == 0
    for day in ("2026-04-29", "2026-05-12", "2026-06-01"):
        assert not asked(run, CASE, day) & {"property-fee.negotiation", "property-fee.suit"}


def test_a_card_decided_by_a_paper_in_parts_is_not_to_be_sued(ledger: Path, run: Run) -> None:
    assert run("open", "C1", "--policy", "credit-card", "--name", "赵强", "--phone", "13800000009").code == 0
    assert run("charge", "C1", "--on", "2024-01-01", "--principal", "6000").code == 0
    words = ("--principal", "6000", "--part", "2025-06-30:3000", "--part", "2025-09-30:3000")
    assert run("legal", "C1", "mediate", "--on", "2025-01-20", *words).code == 0
    found = asked(run, "C1", "2026-05-20")
    assert found
    assert not found & {"credit-card.suit", "credit-card.m4plus", "credit-card.m4-sort"}


def test_after_a_judgment_is_paid_a_later_instalment_is_called_for_again(ledger: Path, run: Run) -> None:
    who = ("--name", "赵强", "--phone", "13800000009")
    assert run("open", "S1", "--policy", "student-loan", *who, "--term", "contract_rate=4.9%/year").code == 0
    assert run("charge", "S1", "--on", "2023-12-20", "--principal", "6000").code == 0
    assert (
        run(
            "legal",
            "S1",
            "judgment",
            "--on",
            "2024-03-20",
            "--principal",
            "6000",
            "--perform-by",
            "2024-04-20",
        ).code
        == 0
    )
    assert "student-loan.calls" not in asked(run, "S1", "2024-05-20")
    assert run("pay", "S1", "6000", "--on", "2024-04-20", "--via", "bank").code == 0
    assert run("charge", "S1", "--on", "2025-12-20", "--principal", "3000").code == 0
    assert "student-loan.calls" in asked(run, "S1", "2026-01-05")


# --- the clock of what came after the judgment


@pytest.fixture
def later_bill(judged: str, run: Run) -> str:
    words = ("--on", "2026-04-01", "--due", "2026-04-30", "--principal", "300", "--ref", "2026Q2")
    assert run("charge", judged, *words).code == 0
    return judged


def limitation_alarms(run: Run, case: str, as_of: str) -> dict[str, str]:
    items = run("remind", "--as-of", as_of, "--json").json["items"]
    return {
        item["rule"]: item["why"] for item in items if item["case"] == case and item["action"] == "limitation"
    }


def test_a_bill_after_the_judgment_keeps_its_three_years(later_bill: str, run: Run) -> None:
    clock = run("limitation", later_bill, "--as-of", "2027-01-10", "--json").json
    assert (clock["starts"], clock["act_by"]) == ("2026-04-30", "2029-04-30")
    assert clock["enforcement"]["expires"] == "2028-03-31"
    shown = run("limitation", later_bill, "--as-of", "2027-01-10").out
    assert "2028-03-31" in shown
    assert "2029-04-30" in shown
    ends = {row[0] for row in listed(run, "2027-01-10", later_bill)}
    assert ends >= {"2028-03-31", "2029-04-30"}
    alarms = limitation_alarms(run, later_bill, "2029-04-10")
    assert "lapses on 2029-04-30" in alarms["limitation"]
    assert "2028-03-31" in alarms["enforcement"]


def test_a_payment_on_the_judgment_begins_no_later_bill_anew(later_bill: str, run: Run) -> None:
    paid = ("--on", "2026-05-20", "--via", "bank", "--ref", "8812")
    assert run("pay", later_bill, "100", *paid).code == 0
    clock = run("limitation", later_bill, "--json").json
    assert (clock["act_by"], clock["enforcement"]["expires"]) == ("2029-04-30", "2028-05-22")


def test_a_judgment_that_is_paid_leaves_the_clock_to_the_later_bill(later_bill: str, run: Run) -> None:
    assert run("pay", later_bill, "1260", "--on", "2026-03-31", "--via", "bank").code == 0
    assert run("limitation", later_bill, "--json").json["enforcement"] is None
    legal = run("legal", later_bill, "--json").json
    assert (legal["enforcement"], legal["stage"]) == (None, "pre_suit")
    assert legal["checklist"]
    assert set(limitation_alarms(run, later_bill, "2029-04-10")) == {"limitation"}


def test_what_was_decided_has_no_claim_left_to_lapse(judged: str, run: Run) -> None:
    clock = run("limitation", judged, "--json").json
    assert (clock["act_by"], clock["enforcement"]["expires"]) == (None, "2028-03-31")


def listed(run: Run, as_of: str, case: str) -> list[list[str]]:
    """The rows of a case in the list of all clocks."""
    rows = run("limitation", "--as-of", as_of, "--format", "csv").out.splitlines()
    return [row.split(",") for row in rows if case in row]
