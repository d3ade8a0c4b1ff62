"""Judgments by the command line: what bears the interest for delay, parts, what runs on, the two years of each part."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
CASE = "PF-2026-0007"
RUNNING = "component=penalty,rate=15.4%/year,from=2024-07-01"


@pytest.fixture
def loan(ledger: Path, run: Run) -> str:
    """A loan taken over on 2024-01-01."""
    assert (
        run("open", "L1", "--policy", "small-loan", "--name", "赵强", "--term", "contract_rate=12%/year").code
        == 0
    )
    assert run("opening", "L1", "--on", "2024-01-01", "--principal", "80000").code == 0
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
        ((*JUDGED, "--part", "2024-11-25:60000"), 1, "more than the 50000.00 awarded"),
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
    text = "".join(Path(f"letters/2026/{done.json['serial']}.txt").read_text("utf-8").split())
    named = "2026年3月10日云州市江北区人民法院(2026)云0101民初1号民事判决书"
    assert named in text
    assert text.count("民事判决书") == 1, "the other case was not decided"
    assert "对尚未经法律文书确定的债务" in text
    assert "对已经法律文书确定、履行期限届满仍未履行的债务" in text
