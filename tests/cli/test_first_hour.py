"""What a person at an office's first hour is told: in their words, with what to do next."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from conftest import CASE, LOAN, ROOT

Run = Callable[..., Any]


def arrears(path: Path, *rows: list[str], title: str = "") -> str:
    """An arrears list without a column for the estate, with a line above its header."""
    header = ["楼栋", "房号", "业主姓名", "欠费期间", "欠费金额", "联系电话"]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([*([[title]] if title else []), header, *rows])
    return str(path)


# -- the same, without a number


def test_the_same_payment_again_without_a_number_is_noted(worked: Path, run: Run) -> None:
    first = run("pay", CASE, "200", "--via", "cash")
    assert "recorded already" not in first.err
    again = run("pay", CASE, "200", "--via", "cash")
    assert again.code == 0, "two households' neighbours may well pay the same"
    assert "the same was recorded already: 200.00 on 2026-06-01" in again.err
    command = again.err.split("one and the same: ")[1].splitlines()[0].replace("TEXT", "twice")
    assert run(*command.split()[1:]).code == 0, "the command that was named takes the second back"
    payments = [each for each in run("show", CASE, "--json").json["entries"] if each["kind"] == "payment"]
    assert len(payments) == 2


@pytest.mark.parametrize(
    "other",
    [
        ("201", "--via", "cash"),
        ("200", "--via", "wechat"),
        ("200", "--via", "cash", "--on", "2026-05-31"),
        ("200", "--via", "cash", "--payer", "李敏"),
        ("200", "--via", "cash", "--ref", "7"),
    ],
)
def test_another_payment_is_not_taken_for_the_same(other: tuple[str, ...], worked: Path, run: Run) -> None:
    run("pay", CASE, "200", "--via", "cash")
    assert "recorded already" not in run("pay", CASE, *other).err


def test_the_same_charge_again_without_a_number_is_noted(worked: Path, run: Run) -> None:
    words = ("charge", CASE, "--due", "2026-06-30", "--fee", "50")
    assert "recorded already" not in run(*words).err
    assert "the same was recorded already: 50.00" in run(*words).err


# -- numbers


@pytest.mark.parametrize("text", ["无", "没有", "-", "暂无"])
def test_words_for_no_telephone_are_an_empty_cell(text: str, ledger: Path, run: Run, tmp_path: Path) -> None:
    file = arrears(tmp_path / "a.csv", ["1栋", "101", "高丽娟", "2026.05", "200", text])
    done = run("import", file, "--json")
    assert (done.json["imported"], done.json["rejected"]) == (1, [])
    (note,) = done.json["notes"]
    assert (note["column"], note["reason"]) == ("联系电话", f"'{text}' is taken as no number")
    assert "phones" not in run("show", "高丽娟", "--json").json["head"]["debtor"]


def test_a_line_with_an_area_code_is_no_mobile_phone(ledger: Path, run: Run, tmp_path: Path) -> None:
    run(
        "import",
        arrears(tmp_path / "a.csv", ["1栋", "101", "高丽娟", "2026.05", "200", "010-88886666/13800000011"]),
    )
    phones = run("show", "高丽娟", "--reveal", "--json").json["head"]["debtor"]["phones"]
    assert [(each["number"], each["kind"]) for each in phones] == [
        ("010-88886666", "other"), ("13800000011", "mobile"),
    ]  # fmt: skip
    run("open", "X-1", "--policy", "property-fee", "--name", "徐霞", "--phone", "0571-60000001")
    assert run("show", "X-1", "--reveal", "--json").json["head"]["debtor"]["phones"][0]["kind"] == "other"


# -- the estate in the title


def test_an_estate_in_the_title_alone_is_noted_and_may_be_named(
    ledger: Path, run: Run, tmp_path: Path
) -> None:
    row = ["1栋", "101", "高丽娟", "2026.05", "200", ""]
    file = arrears(tmp_path / "a.csv", row, title="青禾花园物业费欠费明细")
    tried = run("import", file, "--dry-run")
    assert "'青禾花园物业费欠费明细'" in tried.err
    assert "--area" in tried.err
    named = run("import", file, "--area", "青禾花园")
    assert "--area" not in named.err
    case = run("show", "青禾花园-1栋-101", "--reveal", "--json").json["head"]
    assert case["account"]["area"] == "青禾花园"
    assert case["debtor"]["addresses"][0]["text"] == "青禾花园1栋101"
    assert run("import", file, "--area", "云湖苑", "--json").json["imported"] == 1, (
        "another estate, another home"
    )


# -- what is written out


def test_an_export_says_that_people_stand_in_part(worked: Path, run: Run, tmp_path: Path) -> None:
    said = run("--lang", "zh", "export", "cases", "-o", str(tmp_path / "a.xlsx"))
    assert "--reveal" in said.err
    shown = run("export", "cases", "--reveal", "-o", str(tmp_path / "b.xlsx"))
    assert "--reveal" not in shown.err
    names = {
        name: {row[1] for row in openpyxl.load_workbook(tmp_path / name).active.iter_rows(values_only=True)}
        for name in ("a.xlsx", "b.xlsx")
    }
    assert names["a.xlsx"] != names["b.xlsx"]


def test_a_letter_says_what_is_lacking_and_where_it_is_filled_in(worked: Path, run: Run) -> None:
    done = run(
        "--lang",
        "zh",
        "letter",
        "batch",
        "--template",
        "payment-reminder",
        "--policy",
        "property-fee",
        "--dry-run",
    )
    (settings,) = [line for line in done.errors if "dunning.yaml" in line]
    assert "投诉电话（letterhead.complaints）" in settings
    assert "dunning commit" in settings
    with Path("dunning.yaml").open("a", encoding="utf-8") as file:
        file.write("letterhead: {address: 青禾路 1 号, phone: 0000-8000001, complaints: 0000-8000002}\n")
    assert run("commit").code == 0
    again = run(
        "--lang",
        "zh",
        "letter",
        "batch",
        "--template",
        "payment-reminder",
        "--policy",
        "property-fee",
        "--dry-run",
    )
    assert "letterhead" not in again.err


# -- Chinese beside the words of the command line


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("pay", CASE), "缺少 AMOUNT（金额）"),
        (("note", CASE), "缺少 TEXT（内容）"),
        (("letter", "new", CASE), "缺少 TEMPLATE（模板）"),
        (("show",), "缺少 CASE（案件）"),
    ],
)
def test_what_is_missing_is_said_in_chinese_too(
    words: tuple[str, ...], said: str, worked: Path, run: Run
) -> None:
    assert said in run("--lang", "zh", *words).err
    assert "（" not in run("--lang", "en", *words).err


def test_places_to_fill_in_a_command_have_chinese_words(worked: Path, run: Run, tmp_path: Path) -> None:
    for page in ("remind", "legal " + CASE, "contact " + CASE):
        shown = run("--lang", "zh", *page.split())
        named = re.findall(r"dunning [a-z][^\n]*", shown.out + shown.err)
        assert not [line for line in named if re.search(r" (?:DATE|AMOUNT|TEXT|NAME|NUMBER|ENTRY)\b", line)]


def test_examples_of_chinese_help_pages_speak_chinese(run: Run) -> None:
    shown = run("--lang", "zh", "note", "--help").out
    assert '"无人接听"' in shown
    assert "no one picks up" not in shown
    assert '"no one picks up"' in run("--lang", "en", "note", "--help").out


def test_the_checks_of_doctor_have_chinese_names(worked: Path, run: Run) -> None:
    lines = run("--lang", "zh", "doctor").out.splitlines()
    assert any(line.startswith("写入日志：") for line in lines)
    assert not [
        line for line in lines if re.match(r"[a-z]+-?[a-z]*[ ：]", line) and not line.startswith("git")
    ]
    assert any(line.startswith("journal: ") for line in run("--lang", "en", "doctor").out.splitlines())


def test_a_reason_in_the_work_of_the_day_is_taken_by_its_label(
    worked: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = "8\n没这个原因\n资金周转困难\n\nq\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed.encode()), encoding="utf-8"))
    done = run("--lang", "zh", "work", "--actor", "li", "--action", "call")
    (wrong,) = [line for line in done.errors if "没这个原因" in line]
    assert "cash_flow（资金周转困难）" in wrong
    (talk,) = [each for each in run("show", LOAN, "--json").json["entries"] if each["kind"] == "contact"]
    assert talk["reason"] == "cash_flow"


@pytest.mark.parametrize(
    ("language", "comment"), [("zh_CN.UTF-8", "# 新台账"), ("C.UTF-8", "# A new ledger")]
)
def test_the_demonstration_comments_in_the_language_of_the_shell(language: str, comment: str) -> None:
    script = (ROOT / "scripts/demo.sh").read_text(encoding="utf-8")
    comments = script.partition('show init "$folder/sample"')[0]
    done = subprocess.run(
        ["sh", "-c", comments],
        env={"PATH": "/usr/bin:/bin", "LANG": language},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert comment in done.stdout
