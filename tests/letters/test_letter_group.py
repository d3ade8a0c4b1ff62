"""One letter over several cases of a debtor, letters that remind asks for, and what a letter costs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from copies import MadeOnce

Run = Callable[..., Any]
FIRST, SECOND, LOAN = "PF-2026-0007", "PF-2026-0008", "XD-2026-0001"
_PARKING = (
    ("open", SECOND, "--policy", "property-fee", "--name", "王建国", "--id-number", "110101199003070011",
     "--address", "青禾花园 9 号车位", "--contract", "CW-2022-0044", "--contract-date", "2022-03-01"),
    ("charge", SECOND, "--on", "2026-02-01", "--due", "2026-02-28", "--principal", "300.00", "--ref", "2026-02"),
)  # fmt: skip


@pytest.fixture
def two(worked: Path, run: Run, made_once: MadeOnce) -> Path:
    """A debtor with two cases: 1200.00 due on 01-31, 300.00 due on 02-28."""

    def make() -> None:
        for words in _PARKING:
            assert run(*words).code == 0

    made_once(worked, make)
    return worked


def _total(run: Run, case: str) -> str:
    return str(run("status", case, "--json").json["balance"]["total"])


def test_one_letter_covers_both_cases(two: Path, run: Run) -> None:
    amounts = [_total(run, FIRST), _total(run, SECOND)]
    assert amounts == ["1272.60", "313.95"]
    done = run("letter", "new", FIRST, "overdue-notice", "--group", "--letter-language", "en", "--json")
    assert done.code == 0, done.err
    assert (done.json["serial"], done.json["cases"]) == ("2026-A-0001", [FIRST, SECOND])
    text = (two / "letters/2026/00/2026-A-0001.txt").read_text("utf-8")
    for words in (
        "WY-2019-0331",
        "CW-2022-0044",
        "RMB 1,272.60",
        "RMB 313.95",
        "1,586.55",
        "(1) 2026Q1",
        "(2) 2026-02",
    ):
        assert words in " ".join(text.split()), words
    assert f"Reference:        {FIRST}, {SECOND}" in text
    assert "[not filled in]" not in text.partition("3. When and where to pay")[0]
    written = [
        entry
        for case in (FIRST, SECOND)
        for entry in run("show", case, "--json").json["entries"]
        if entry["kind"] == "letter"
    ]
    assert [entry["amounts"]["total"] for entry in written] == amounts
    assert {(entry["serial"], entry["hash"], tuple(entry["cases"])) for entry in written} == {
        ("2026-A-0001", written[0]["hash"], (FIRST, SECOND))
    }
    assert run("check").code == run("audit").code == 0


def test_the_register_has_it_once_and_it_can_be_written_again(two: Path, run: Run) -> None:
    assert run("letter", "new", SECOND, "final-demand", "--group").code == 0
    (letter,) = run("letter", "list", "--json").json["letters"]
    assert (letter["case"], letter["cases"]) == (SECOND, [SECOND, FIRST])
    sent = run("letter", "show", "2026-A-0001", "--json").json
    assert run("pay", FIRST, "500").code == 0
    again = run("letter", "show", "2026-A-0001", "--recreate", "--json").json
    assert again["recreated"] is True
    assert again["text"] == sent["text"]


def test_what_became_of_it_became_of_it_on_each_case(two: Path, run: Run) -> None:
    assert run("letter", "new", FIRST, "overdue-notice", "--group", "--on", "2026-05-20").code == 0
    delivered = (
        "letter",
        "deliver",
        SECOND,
        "2026-A-0001",
        "--posted",
        "2026-05-20",
        "--received",
        "2026-05-22",
    )
    assert run(*delivered, "--signed-by", "王建国").code == 0
    for case in (FIRST, SECOND):
        restarts = run("limitation", case, "--json").json["restarts"]
        assert [(each["date"], "2026-A-0001" in each["proof"]) for each in restarts] == [("2026-05-22", True)]


def test_a_spoiled_letter_is_spoiled_on_each_case(two: Path, run: Run) -> None:
    assert run("letter", "new", FIRST, "overdue-notice", "--group").code == 0
    assert run("letter", "spoil", SECOND, "2026-A-0001", "--reason", "wrong paper").code == 0
    # its time does not count any more, on neither case
    assert run("letter", "new", FIRST, "final-demand", "--group", "--json").json["cases"] == [FIRST, SECOND]


def test_taken_back_on_one_case_it_stands_on_the_other_as_is_said(two: Path, run: Run) -> None:
    made = run("letter", "new", FIRST, "overdue-notice", "--group", "--cost", "12", "--json").json["entries"]
    charge, letter, other = made
    done = run("reverse", FIRST, letter)
    assert (done.code, f"stands on {SECOND}" in done.err, f"reverse {FIRST} {charge}" in done.err) == (
        0,
        True,
        True,
    )
    assert "stands on" not in run("reverse", SECOND, other).err
    assert run("check").code == 0


def test_a_disputed_case_is_left_out_and_named(two: Path, run: Run) -> None:
    assert run("phase", SECOND, "dispute").code == 0
    done = run("letter", "new", FIRST, "overdue-notice", "--group", "--json")
    assert done.code == 0
    assert f"{SECOND} is not covered" in done.err
    assert [each["cases"] for each in run("letter", "list", "--json").json["letters"]] == [[FIRST]]
    assert "(1)" not in (two / "letters/2026/00/2026-A-0001.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((FIRST, "guarantor-notice", "--group"), "its template does not say 'group: yes'"),
        ((FIRST, "overdue-notice", "--group", "--to", "guarantor"), "goes to the debtor"),
        ((LOAN, "overdue-notice", "--group", "--method", "hand"), "cannot be told"),
    ],
)
def test_letters_that_cannot_cover_several(
    two: Path, run: Run, state: Callable[[], Any], words: tuple[str, ...], said: str
) -> None:
    before = state(two)
    done = run("letter", "new", *words)
    assert (done.code, said in done.err) == (1, True), done.err
    assert state(two) == before


def test_another_creditor_or_another_person_is_not_covered(two: Path, run: Run) -> None:
    other = ("open", "PF-2026-0009", "--policy", "property-fee", "--name", "王建国", "--address", "江城")
    assert run(*other, "--id-number", "110101197001010016").code == 0
    assert (
        run(
            *(word if word != SECOND else "PF-2026-0010" for word in _PARKING[0]), "--creditor", "别家物业"
        ).code
        == 0
    )
    for case in ("PF-2026-0009", "PF-2026-0010"):
        assert (
            run("charge", case, "--on", "2026-01-01", "--due", "2026-01-31", "--principal", "50.00").code == 0
        )
    assert run("letter", "new", FIRST, "overdue-notice", "--group", "--json").json["cases"] == [FIRST, SECOND]


def test_the_same_number_under_another_name_is_asked_about(two: Path, run: Run) -> None:
    assert run("set", SECOND, "debtor.name=李敏").code == 0
    done = run("letter", "new", FIRST, "overdue-notice", "--group")
    assert "is it one person?" in done.err
    assert [entry["kind"] for entry in run("show", SECOND, "--json").json["entries"]].count("letter") == 0


@pytest.mark.parametrize("number", ["无", "0", "110101199003070000", "11010119900307001"])
def test_what_identifies_nobody_brings_no_cases_together(number: str, two: Path, run: Run) -> None:
    for case in (FIRST, SECOND):
        assert run("set", case, f"debtor.id_number={number}").code == 0
    done = run("letter", "new", FIRST, "overdue-notice", "--group")
    assert (done.code, "valid identity number" in done.err) == (1, True)


def test_the_cost_is_charged_before_the_letter_states_the_debt(two: Path, run: Run) -> None:
    done = run(
        "letter", "new", FIRST, "overdue-notice", "--cost", "22.00", "--letter-language", "en", "--json"
    )
    assert done.code == 0, done.err
    assert len(done.json["entries"]) == 2
    assert run("status", FIRST, "--json").json["balance"]["fee"] == "22.00"
    text = (two / "letters/2026/00/2026-A-0001.txt").read_text("utf-8")
    assert "Fees              RMB               22.00" in text
    assert "1,294.60" in text
    charge = next(each for each in run("show", FIRST, "--json").json["entries"] if each.get("fee"))
    assert charge["ref"] == "2026-A-0001"
    again = run("letter", "show", "2026-A-0001", "--recreate")
    assert (again.code, again.out) == (0, text)


def test_a_batch_writes_one_letter_a_debtor(two: Path, run: Run) -> None:
    done = run(
        "letter", "batch", "--policy", "property-fee", "--template", "overdue-notice", "--group", "--json"
    )
    assert done.code == 0, done.err
    assert done.json["letters"] == [{"case": FIRST, "cases": [FIRST, SECOND], "serial": "2026-A-0001"}]
    assert done.json["errors"] == []


@pytest.fixture
def two_loans(ledger: Path, run: Run) -> Path:
    """A person with two loans, 42 days past due: the bank's strategy asks for a final demand, the other for a notice."""
    for number, strategy in ((1, "small-loan"), (2, "bank")):
        case = f"SL-2026-000{number}"
        opened = (
            "open",
            case,
            "--policy",
            "small-loan",
            "--name",
            "赵强",
            "--id-number",
            "110101198801010019",
        )
        terms = ("--term", "contract_rate=12%/year", "--term", f"strategy={strategy}", "--owner", "wang")
        assert run(*opened, *terms, "--address", "江城市 1 号", "--contract", f"XD-{number}").code == 0
        money = ("--on", "2026-05-01", "--principal", "8000.00", "--overdue-since", "2026-04-20")
        assert run("opening", case, *money).code == 0
    return ledger


def _letters_asked(run: Run) -> set[tuple[str, str]]:
    items = run("remind", "--json").json["items"]
    return {(item["case"], item["template"]) for item in items if item["action"] == "letter"}


def test_the_letters_due_are_written_and_are_due_no_more(two_loans: Path, run: Run) -> None:
    asked = {("SL-2026-0001", "overdue-notice"), ("SL-2026-0002", "final-demand")}
    assert _letters_asked(run) == asked
    done = run("letter", "batch", "--due", "--owner", "wang", "--json")
    assert done.code == 0, done.err
    letters = run("letter", "list", "--json").json["letters"]
    assert {(each["case"], each["template"]) for each in letters} == asked
    assert _letters_asked(run) == set()


def test_one_letter_for_both_loans_and_the_highest_level_wins(two_loans: Path, run: Run) -> None:
    done = run("letter", "batch", "--due", "--group", "--json")
    assert done.code == 0, done.err
    (letter,) = run("letter", "list", "--json").json["letters"]
    assert (letter["template"], letter["cases"]) == ("final-demand", ["SL-2026-0002", "SL-2026-0001"])


def test_nothing_due_is_said(ledger: Path, run: Run) -> None:
    done = run("letter", "batch", "--due")
    assert (done.code, "no letter is due" in done.err) == (1, True)


def test_an_extension_request_says_until_when_why_and_what_was_done(worked: Path, run: Run) -> None:
    assert run("note", LOAN, "无人接听", "--channel", "phone", "--result", "no_answer").code == 0
    assert (
        run("set", LOAN, "creditor=江城小额贷款", "batch.id=2026-05-A", "batch.entrusted=2026-05-04").code
        == 0
    )
    asked = (
        "letter",
        "new",
        LOAN,
        "extension-request",
        "--extend-to",
        "2026-09-04",
        "--reason",
        "分期履行中",
    )
    done = run(*asked, "--letter-language", "zh", "--json")
    assert done.code == 0, done.err
    text = (worked / "letters/2026/00/2026-A-0001.txt").read_text("utf-8")
    joined = text.replace("\n", "")
    assert "委托期限延长至2026年9月4日" in joined
    assert "理由：分期履行中" in joined
    assert "自2026年5月4日至2026年6月1日：电话联系 1 次（接通 0 次），外访 0 次" in joined
    again = run("letter", "show", "2026-A-0001", "--recreate")
    assert (again.code, again.out) == (0, text)


def test_a_plan_agreement_names_what_is_given_up(worked: Path, run: Run) -> None:
    agreed = ("plan", "new", FIRST, "--instalments", "4", "--total", "1200.00", "--first", "2026-06-20")
    assert run(*agreed, "--every", "month", "--waive", "penalty=all", "--reason", "按期还清本金").code == 0
    english = run("letter", "preview", FIRST, "plan-agreement", "--letter-language", "en").out
    assert "When party B has paid all instalments as agreed, party A gives up:\n\n  penalty: all" in english
    chinese = run("letter", "preview", FIRST, "plan-agreement", "--letter-language", "zh").out
    assert "甲方免除下列款项：\n\n  罚息、违约金：届时未付的全部" in chinese
