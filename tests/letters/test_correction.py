"""A correction with an apology: the figures of the wrong letter from its record, and those of its day as known now."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pdf_reading import AMOUNT, installed, pages_in, texts_of

Run = Callable[..., Any]
State = Callable[[Path], object]
CASE, LOAN = "PF-2026-0007", "XD-2026-0001"
WRONG = "2026-A-0001"
ORDER = ("letter", "new", CASE, "correction", "--corrects", WRONG, "--reason", "一笔还款未及时入账")


@pytest.fixture
def sent(worked: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A notice of 1 June over 1,272.60 was posted; today is 10 June."""
    done = run("letter", "new", CASE, "overdue-notice", "--letter-language", "zh", "--json")
    assert done.json["serial"] == WRONG
    assert run("letter", "deliver", CASE, WRONG, "--tracking", "X1", "--posted", "2026-06-01").code == 0
    monkeypatch.setenv("DUNNING_TODAY", "2026-06-10")
    return run


@pytest.fixture
def wrong(sent: Run) -> Run:
    """300.00 had been paid on 20 May and was entered late: 964.35 was owed on 1 June."""
    assert sent("pay", CASE, "300.00", "--via", "bank", "--ref", "T1", "--on", "2026-05-20").code == 0
    return sent


def test_it_names_the_letter_the_wrong_figure_and_the_right_one_of_its_day(wrong: Run) -> None:
    right = wrong("fees", CASE, "--as-of", "2026-06-01", "--json").json["balance"]
    assert right["total"] != "1272.60"
    done = wrong(*ORDER, "--letter-language", "zh", "--json")
    assert done.code == 0, done.err
    text = "".join(wrong("letter", "show", done.json["serial"]).out.split())
    assert f"我们于2026年6月1日向您发出的编号为{WRONG}的函件，所载金额有误。现予更正，并向您致歉。" in text
    shown = f"{float(right['total']):,.2f}"
    assert f"合计1,272.60{shown}" in text
    assert f"罚息、违约金72.60{right['penalty']}" in text
    too_much = f"{1272.60 - float(right['total']):,.2f}"
    assert f"原函多列人民币{too_much}元" in text
    assert "一笔还款未及时入账" in text
    assert "不是新的付款要求" in text


def test_it_is_registered_and_comes_out_the_same_again(wrong: Run) -> None:
    serial = wrong(*ORDER, "--letter-language", "en", "--json").json["serial"]
    assert wrong("pay", CASE, "50.00", "--via", "bank", "--ref", "T2", "--on", "2026-05-21").code == 0
    again = wrong("letter", "show", serial, "--recreate")
    assert again.code == 0, again.err
    assert f"the letter no. {WRONG}. The amounts in it were wrong" in " ".join(again.out.split())
    entry = wrong("show", CASE, "--json").json["entries"]
    written = next(each for each in entry if each.get("serial") == serial and each["kind"] == "letter")
    first = next(each for each in entry if each.get("serial") == WRONG and each["kind"] == "letter")
    assert written["corrects"] == first["id"]
    assert wrong("check").code == wrong("audit").code == 0


def test_a_demand_may_have_asked_for_too_little(sent: Run) -> None:
    late = (
        "charge",
        CASE,
        "--on",
        "2026-01-01",
        "--due",
        "2026-04-30",
        "--principal",
        "100",
        "--ref",
        "late",
    )
    assert sent(*late).code == 0
    serial = sent(*ORDER, "--letter-language", "zh", "--json").json["serial"]
    text = "".join(sent("letter", "show", serial).out.split())
    assert "原函少列人民币" in text
    assert "多列" not in text


def test_it_goes_to_whoever_got_the_letter(wrong: Run) -> None:
    notice = wrong("letter", "new", CASE, "guarantor-notice", "--json")
    assert notice.code == 0, notice.err
    assert wrong("pay", CASE, "1.00", "--via", "bank", "--ref", "T3", "--on", "2026-05-22").code == 0
    other = wrong(
        "letter",
        "new",
        CASE,
        "correction",
        "--corrects",
        notice.json["serial"],
        "--reason",
        "r",
        "--method",
        "hand",
    )
    assert other.code == 0, other.err
    rows = wrong("letter", "list", "--json").json["letters"]
    assert [each["to"] for each in rows] == ["debtor", "guarantor", "guarantor"]
    assert f"letter {notice.json['serial']} is not on record as sent" in other.err


def test_a_paid_and_closed_case_gets_its_apology(wrong: Run) -> None:
    owed = wrong("fees", CASE, "--json").json["balance"]["total"]
    assert wrong("pay", CASE, owed, "--via", "bank", "--ref", "T4").code == 0
    assert wrong("close", CASE, "--reason", "paid").code == 0
    assert wrong(*ORDER).code == 0


@pytest.mark.parametrize(
    ("code", "words", "said"),
    [
        (2, ("correction",), "say with --corrects which letter is put right"),
        (2, ("correction", "--corrects", WRONG), "say with --reason what was wrong"),
        (2, ("payment-reminder", "--corrects", WRONG, "--reason", "x"), "corrects no letter"),
        (2, ("correction", "--corrects", WRONG, "--reason", "x", "--group"), "a correction is of one case"),
        (2, ("correction", "--corrects", WRONG, "--reason", "x", "--cost", "5"), "costs the debtor nothing"),
        (3, ("correction", "--corrects", "2026-A-0099", "--reason", "x"), "has no letter 2026-A-0099"),
        (
            1,
            ("correction", "--corrects", WRONG, "--reason", "x", "--on", "2026-05-31"),
            "is of 2026-06-01; a correction cannot be older",
        ),
    ],
)
def test_what_is_no_correction(
    code: int, words: tuple[str, ...], said: str, wrong: Run, worked: Path, state: State
) -> None:
    before = state(worked)
    done = wrong("letter", "new", CASE, *words)
    assert (done.code, state(worked)) == (code, before)
    assert said in done.err


def test_a_letter_that_was_right_is_not_put_right(sent: Run, worked: Path, state: State) -> None:
    before = state(worked)
    done = sent(*ORDER)
    assert (done.code, state(worked)) == (1, before)
    assert f"letter {WRONG} stated 1,272.60 on 2026-06-01, and so the account says today" in done.err
    assert sent("pay", CASE, "300.00", "--via", "bank", "--ref", "T1", "--on", "2026-06-05").code == 0
    assert sent(*ORDER).code == 1


def test_a_spoiled_letter_and_a_correction_are_not_put_right(wrong: Run) -> None:
    serial = wrong(*ORDER, "--json").json["serial"]
    twice = wrong("letter", "new", CASE, "correction", "--corrects", serial, "--reason", "x")
    assert f"letter {serial} has no figures that could be put right" in twice.err
    spoiled = wrong("letter", "new", CASE, "balance-confirmation", "--json").json["serial"]
    assert wrong("letter", "spoil", CASE, spoiled, "--reason", "torn").code == 0
    done = wrong("letter", "new", CASE, "correction", "--corrects", spoiled, "--reason", "x")
    assert "was spoiled and never sent" in done.err


def test_a_correction_of_no_letter_of_the_case_is_found(
    wrong: Run, worked: Path, file_of: Callable[[Path, str], Path]
) -> None:
    assert wrong(*ORDER).code == 0
    file = file_of(worked, CASE)
    text = file.read_text("utf-8")
    entries = wrong("show", CASE, "--json").json["entries"]
    letter, charge = (
        next(each["id"] for each in entries if each["kind"] == kind) for kind in ("letter", "charge")
    )
    assert f"corrects: {letter}" in text
    file.write_text(text.replace(f"corrects: {letter}", f"corrects: {charge}"), encoding="utf-8")
    found = wrong("check")
    assert found.code != 0
    assert f"names {charge}, which the case does not have as such" in found.out + found.err


@pytest.mark.skipif(not installed(), reason="this machine has no Chinese typeface")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_on_paper_every_amount_of_the_text_stands_on_one_page(
    language: str, wrong: Run, tmp_path: Path
) -> None:
    file = tmp_path / "correction.pdf"
    done = wrong(*ORDER, "--letter-language", language, "--pdf", "-o", str(file), "--json")
    assert done.code == 0, done.err
    text = wrong("letter", "show", done.json["serial"]).out
    pdf = file.read_bytes()
    assert pages_in(pdf) == 1
    on_paper = "".join(texts_of(pdf)[0].split())
    amounts = AMOUNT.findall(text)
    assert len(amounts) >= 11
    assert [each for each in amounts if each not in on_paper] == []
