"""The sheet that tells a debtor what is owed and why: the figures of the account and of the court file, on one page."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from pdf_reading import installed, pages_in

Run = Callable[..., Any]
CASE, LOAN, SHEET = "PF-2026-0007", "XD-2026-0001", "statement-for-debtor"
OFFICE = """letterhead: {address: 云州市江北区 1 号, phone: 0000-6600100, complaints: 0000-6600199}
payment_account: {name: 青禾物业服务有限公司, bank: 云州银行, number: "0000 0000 0000 2026"}
"""
PRESSURE = ("起诉", "诉讼", "法院", "强制", "征信", "失信", "后果", "责任", "立即", "court", "suit", "legal", "enforce", "credit record", "must")  # fmt: skip


@pytest.fixture
def office(worked: Path, run: Run) -> Path:
    """The usual two cases, with three payments and a bill to come, in an office that says where to call."""
    file = worked / "dunning.yaml"
    file.write_text(file.read_text(encoding="utf-8") + OFFICE, encoding="utf-8")
    assert run("commit", "--actor", "zhou").code == 0
    for words in (
        ("pay", CASE, "200.00", "--on", "2026-05-08", "--via", "bank"),
        ("pay", CASE, "100.00", "--on", "2026-05-20", "--via", "cash"),
        ("charge", CASE, "--on", "2026-05-25", "--due", "2026-06-30", "--principal", "600.00", "--ref", "2026Q2"),
        ("waive", CASE, "penalty", "0.40", "--reason", "first time", "--on", "2026-05-21", "--actor", "zhou"),
    ):  # fmt: skip
        assert run(*words).code == 0, words
    return worked


def preview(run: Run, case: str, *more: str) -> str:
    done = run("letter", "preview", case, SHEET, "--json", *more)
    assert done.code == 0, done.err
    text: str = done.json["text"]
    return text


def rows_of(text: str) -> list[Decimal]:
    """The amounts of the rows under the second heading, the total last."""
    part = re.split(r"^(?:二、|2\. )", text, flags=re.MULTILINE)[1]
    part = re.split(r"^(?:三、|3\. )", part, flags=re.MULTILINE)[0]
    found = re.findall(r" (-?[\d,]+\.\d\d)$", part, flags=re.MULTILINE)
    return [Decimal(each.replace(",", "")) for each in found]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("case", [CASE, LOAN])
def test_it_says_what_fees_says(office: Path, run: Run, case: str, language: str) -> None:
    text = preview(run, case, "--letter-language", language)
    fees = run("fees", case, "--json").json
    balance = {key: Decimal(str(value)) for key, value in fees["balance"].items()}
    *rows, total = rows_of(text)
    assert sum(rows) == total == balance["total"]
    assert f"{balance['total']:,.2f}" in text
    due = Decimal(run("status", case, "--json").json["overdue"])
    assert f"{due:,.2f}" in text
    tomorrow = Decimal(run("fees", case, "--as-of", "2026-06-02", "--json").json["balance"]["total"])
    told = re.search(r"(?:每过一天增加|grows by RMB) ([\d.,]+)", text)
    assert told is not None
    assert abs(tomorrow - balance["total"] - Decimal(told[1])) <= Decimal("0.01")


def test_its_rows_are_those_of_the_account_by_hand(office: Path, run: Run) -> None:
    lines = run("fees", CASE, "--json").json["lines"]
    grown = sum(Decimal(str(each["amount"])) for each in lines if each["kind"] in ("accrual", "rounding"))
    text = preview(run, CASE, "--letter-language", "zh")
    assert rows_of(text)[:-1] == [
        Decimal("1200.00"), Decimal("600.00"), grown, Decimal("-200.00"), Decimal("-100.00"), Decimal("-0.40"),
    ]  # fmt: skip
    for said in ("本金（2026Q1）", "本金（2026Q2）", "2026-05-08", "2026-05-20", "减免"):
        assert said in text
    due = Decimal(run("status", CASE, "--json").json["overdue"])
    third = (due / 3).quantize(Decimal("0.01"), rounding="ROUND_DOWN")
    assert f"3 期：2026-07-01 至 2026-09-01 每月 {third} 元" in text
    assert f"末期 {due - 2 * third} 元" in text or due == 3 * third


def test_it_says_what_the_court_file_says(office: Path, run: Run, tmp_path: Path) -> None:
    assert run("evidence", CASE, "-o", str(tmp_path / "file")).code == 0
    page = unescape((tmp_path / "file" / "02-statement.html").read_text(encoding="utf-8"))
    *_, total = rows_of(preview(run, CASE, "--letter-language", "zh"))
    course = page.split("<table", 2)[1].split("</table>")[0]
    last_row = course.rsplit("<tr", 1)[1]
    cells = [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<td.*?</td>", last_row, re.DOTALL)]
    assert Decimal(cells[-1].replace(",", "")) == total


@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_informs_on_one_page_and_threatens_nothing(
    office: Path, run: Run, language: str, tmp_path: Path
) -> None:
    for number in range(1, 13):
        day = f"2025-{number:02}-05"
        assert (
            run("charge", CASE, "--on", day, "--due", day, "--principal", "88.00", "--ref", f"b{number}").code
            == 0
        )
    text = preview(run, CASE, "--letter-language", language)
    if installed():
        file = tmp_path / "sheet.pdf"
        words = ("letter", "preview", CASE, SHEET, "--letter-language", language, "--pdf", "-o", str(file))
        assert run(*words).code == 0
        assert pages_in(file.read_bytes()) == 1
    *rows, total = rows_of(text)
    assert sum(rows) == total
    assert [word for word in PRESSURE if word in text.lower()] == []
    for said in ("0000-6600199", "0000 0000 0000 2026", {"zh": "其他人", "en": "nobody else"}[language]):
        assert said in text


def test_it_is_no_demand_and_comes_out_the_same_again(office: Path, run: Run) -> None:
    done = run("letter", "new", CASE, SHEET, "--json")
    assert done.code == 0, done.err
    serial = done.json["serial"]
    assert run("letter", "show", serial, "--recreate").code == 0
    # nothing fallen due is no reason against it, nor a complaint that is looked into
    assert run("complaint", CASE, "账单不对").code == 0
    assert run("letter", "new", CASE, SHEET).code == 0
    entries = run("show", CASE, "--json").json["entries"]
    assert [each["pay_by"] for each in entries if each["kind"] == "letter" and each.get("pay_by")] == []


def test_a_plan_that_runs_is_named_and_a_broken_one_is_not(office: Path, run: Run) -> None:
    plan = (
        "plan",
        "new",
        CASE,
        "--instalments",
        "2",
        "--amount",
        "400.00",
        "--first",
        "2026-05-28",
        "--every",
        "month",
    )
    assert run(*plan, "--on", "2026-05-25").code == 0
    runs = preview(run, CASE, "--letter-language", "zh", "--as-of", "2026-05-27")
    assert "已有 2026年5月25日的分期安排，共 800.00 元" in runs
    assert "3 期" not in runs
    broken = preview(run, CASE, "--letter-language", "zh")
    assert "分期安排" not in broken
    assert "3 期" in broken


def test_it_goes_to_nobody_who_does_not_owe_and_of_no_closed_case(office: Path, run: Run) -> None:
    done = run(
        "letter", "new", CASE, SHEET, "--to", "guarantor", "--override", "asked for it", "--method", "hand"
    )
    assert done.code == 1
    assert "goes to who owes" in done.err
    assert run("close", LOAN, "--reason", "returned").code == 0
    done = run("letter", "new", LOAN, SHEET, "--method", "hand")
    assert done.code == 1
    assert "is closed" in done.err
