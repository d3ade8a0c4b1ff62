"""Envelopes of letters: who gets a label, what stands on it, and what a waybill names."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pdf_reading import installed, pages_in, texts_of

Run = Callable[..., Any]
CASE, LOAN = "PF-2026-0007", "XD-2026-0001"
FIRST, SECOND = "2026-A-0001", "2026-A-0002"
ADDRESS = "青禾花园 3 栋 2 单元 501"


@pytest.fixture
def letters(worked: Path, run: Run) -> Path:
    """A notice by registered mail and a reminder by hand."""
    chinese = ("--letter-language", "zh")
    assert run("letter", "new", CASE, "overdue-notice", *chinese).code == 0
    assert run("letter", "new", LOAN, "payment-reminder", "--method", "hand", *chinese).code == 0
    return worked


def test_letters_that_wait_for_the_post_are_offered(letters: Path, run: Run) -> None:
    (found,) = run("letter", "labels", "--json").json["labels"]
    assert found == {
        "serial": FIRST,
        "case": CASE,
        "cases": [CASE],
        "to": "王建国",
        "department": None,
        "address": ADDRESS,
        "phone": "13800000007",
        "contents": "《逾期欠款催收通知书》（编号 2026-A-0001，合同 WY-2019-0331）",
    }
    assert run("letter", "deliver", CASE, FIRST, "--tracking", "X1", "--posted", "2026-06-01").code == 0
    done = run("letter", "labels")
    assert (done.code, done.errors) == (
        1,
        ["error: no letter waits to be posted; name letters by their numbers: dunning letter list"],
    )
    assert run("letter", "labels", FIRST).code == 0


def test_nothing_on_a_label_tells_of_a_debt(letters: Path, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "labels.txt"
    assert run("letter", "labels", "-o", str(file)).code == 0
    assert file.read_text("utf-8-sig") == f"{ADDRESS}\n王建国（收）\n2026-A-0001\n"


def test_the_table_for_the_post_names_what_is_sent(letters: Path, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "waybills.xlsx"
    done = run("letter", "labels", FIRST, "-o", str(file), "--lang", "zh")
    assert done.out.splitlines()[-1] == f"已写入：{file}"
    head, row = openpyxl.load_workbook(io.BytesIO(file.read_bytes())).active.iter_rows(values_only=True)
    assert head[:5] == ("编号", "收件人", "电话", "地址", "内件品名")
    assert row[1:5] == (
        "王建国",
        "13800000007",
        ADDRESS,
        "《逾期欠款催收通知书》（编号 2026-A-0001，合同 WY-2019-0331）",
    )


def test_a_letter_over_several_cases_names_every_contract(letters: Path, run: Run) -> None:
    same = (
        "open PF-2026-0008 --policy property-fee --name 王建国 --id-number 110101199003070011 --contract CW-8"
    )
    assert run(*same.split(), "--address", ADDRESS).code == 0
    charge = "charge PF-2026-0008 --on 2026-01-01 --due 2026-01-31 --principal 900.00"
    assert run(*charge.split()).code == 0
    serial = run(
        "letter",
        "new",
        CASE,
        "final-demand",
        "--group",
        "--on",
        "2026-06-15",
        "--letter-language",
        "zh",
        "--json",
    ).json["serial"]
    (found,) = run("letter", "labels", serial, "--as-of", "2026-06-15", "--json").json["labels"]
    assert found["cases"] == [CASE, "PF-2026-0008"]
    assert found["contents"] == f"《最后催告函》（编号 {serial}，合同 WY-2019-0331、CW-8）"


def test_a_letter_in_english_to_a_case_without_a_contract(letters: Path, run: Run) -> None:
    opened = "open PF-2026-0009 --policy property-fee --name 高飞 --address 江城路9号"
    assert run(*opened.split()).code == 0
    charge = "charge PF-2026-0009 --on 2026-01-01 --due 2026-01-31 --principal 900.00"
    assert run(*charge.split()).code == 0
    wrote = ("letter", "new", "PF-2026-0009", "payment-reminder", "--letter-language", "en", "--json")
    serial = run(*wrote).json["serial"]
    (found,) = run("letter", "labels", serial, "--json").json["labels"]
    assert found["contents"] == f"Payment Reminder (no. {serial}, case PF-2026-0009)"


def test_a_range_leaves_out_what_has_no_envelope(letters: Path, run: Run) -> None:
    assert run("letter", "new", CASE, "statement-for-debtor").code == 0
    assert run("letter", "spoil", CASE, "2026-A-0003", "--reason", "torn").code == 0
    done = run("letter", "labels", f"{FIRST}..2026-A-0003", "--json")
    assert [each["serial"] for each in done.json["labels"]] == [FIRST]
    assert done.err == "note: letter 2026-A-0002 has no label: no address of its addressee is on record\n"


@pytest.mark.parametrize(
    ("code", "words", "said"),
    [
        (3, ("2026-A-0009",), "there is no letter 2026-A-0009"),
        (2, ("2026-A-0002..2026-A-0001",), "'2026-A-0002..2026-A-0001' is no range"),
        (1, (SECOND,), "letter 2026-A-0002 has no label: no address of its addressee is on record"),
        (2, (FIRST, "-o", "labels.docx"), "'labels.docx' is no name for this paper"),
        (1, (FIRST, "-o", "letters/labels.txt"), "lies in a folder that the ledger keeps for ever"),
    ],
)
def test_what_has_no_label_is_said(
    code: int, words: tuple[str, ...], said: str, letters: Path, run: Run
) -> None:
    done = run("letter", "labels", *words)
    assert done.code == code
    assert said in done.err


def test_who_wrote_them_is_noted_and_others_write_none(
    letters: Path, run: Run, as_another: Callable[[], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_another()
    assert run("letter", "labels", "-o", str(tmp_path / "labels.txt")).code == 0
    (line,) = (letters / "access.log").read_text("utf-8").splitlines()
    noted = json.loads(line)
    assert (noted["who"], noted["command"], noted["parts"], noted["cases"]) == (
        "chen",
        "letter labels",
        ["labels"],
        [CASE],
    )
    monkeypatch.setenv("DUNNING_ACTOR", "nobody")
    monkeypatch.setenv("GIT_CONFIG_COUNT", "0")
    shown = run("letter", "labels")
    assert "王建国" not in shown.out
    refused = run("letter", "labels", "-o", str(tmp_path / "more.txt"))
    assert refused.code != 0
    assert not (tmp_path / "more.txt").exists()


@pytest.mark.skipif(not installed(), reason="this machine has no Chinese typeface")
def test_a_sheet_has_every_word_of_the_longest_address(letters: Path, run: Run, tmp_path: Path) -> None:
    address = "青岚县石桥镇" + "白水村村民委员会东侧" * 8 + "三号楼二单元一零一室"
    assert run("detail", CASE, "--address", address, "--first").code == 0
    for number in range(2, 19):
        case = f"PF-2026-01{number:02}"
        opened = f"open {case} --policy property-fee --name 张{number} --address 江城路{number}号"
        assert run(*opened.split()).code == 0
        charge = f"charge {case} --on 2026-01-01 --due 2026-01-31 --principal 900"
        assert run(*charge.split()).code == 0
    assert (
        run(
            "letter",
            "batch",
            "--policy",
            "property-fee",
            "--template",
            "payment-reminder",
            "--letter-language",
            "zh",
        ).code
        == 0
    )
    files = [tmp_path / name for name in ("one.pdf", "two.pdf")]
    for file in files:
        assert run("letter", "labels", "2026-A-0003..2026-A-0020", "-o", str(file)).code == 0
    first, second = (file.read_bytes() for file in files)
    assert first == second
    assert pages_in(first) == 2
    text = "".join("".join(texts_of(first)).split())
    assert address in text
    assert all(f"张{number}（收）" in text for number in range(2, 19))
