"""Tables as files: what stands in them, in each format, for people and for programs, in full and in part."""

from __future__ import annotations

import csv
import io
import json
import stat
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from exported_people import ADDRESS, FORMULA, ID_NUMBER, NAME, PHONE
from openpyxl import load_workbook

Run = Callable[..., Any]
Rows = Callable[..., list[dict[str, Any]]]
TABLES = ("cases", "entries", "balances", "contacts", "payments", "letters", "promises", "reminders")
PARTS = ("principal", "interest", "penalty", "fee")


@pytest.mark.parametrize("name", TABLES)
def test_labels_are_told_apart_and_keys_stay_in_english(busy: Path, run: Run, name: str) -> None:
    headers = {}
    for language in ("zh", "en"):
        done = run("--lang", language, "export", name)
        assert done.out.startswith("\ufeff"), "the mark that Excel needs"
        assert "\r\n" in done.out
        headers[language] = next(csv.reader(io.StringIO(done.out[1:], newline="")))
        assert len(set(headers[language])) == len(headers[language])
    assert "案件编号" in headers["zh"]
    assert not any(word.isascii() for word in headers["zh"] if word != "SHA-256")
    keys = run("--lang", "zh", "export", name, "--codes").out
    assert not keys.startswith("\ufeff")
    header = next(csv.reader(io.StringIO(keys, newline="")))
    assert len(header) == len(headers["zh"])
    assert all(word.isascii() and word == word.lower() and " " not in word for word in header)


def test_people_stand_in_part_and_in_full_when_asked_for(busy: Path, run: Run, lines: Rows) -> None:
    for name in TABLES:
        shown = run("export", name, "--format", "jsonl").out + run("export", name).out
        for personal in (NAME, PHONE, ID_NUMBER, ADDRESS, "李敏", "13900000008", "13800000099"):
            assert personal not in shown, (name, personal)
    (case,) = (row for row in lines("cases") if row["case"] == "PF-2026-0007")
    assert (case["debtor"], case["phone"], case["id_number"]) == ("王**", "138****0007", "**************0011")
    (case,) = (row for row in lines("cases", "--reveal") if row["case"] == "PF-2026-0007")
    assert (case["debtor"], case["phone"], case["id_number"]) == (NAME, PHONE, ID_NUMBER)
    assert (case["address"], case["other_phones"]) == (ADDRESS, "13800000099")
    assert case["parties"] == "李敏 (guarantor) 13900000008"
    assert lines("payments", "--reveal", "--batch", "B-26")[0]["payer"] == "李敏"


def test_it_is_masked_for_a_supervisor_too(busy: Path, run: Run, as_another: Callable[[], None]) -> None:
    as_another()
    assert NAME in run("show", "PF-2026-0007", "--actor", "zhou").out
    done = run("export", "cases", "--actor", "zhou")
    assert NAME not in done.out
    assert "王**" in done.out


def test_every_balance_is_that_of_the_account_and_adds_up(inside: Path, run: Run, lines: Rows) -> None:
    rows = {row["case"]: row for row in lines("cases")}
    owed = {row["case"]: row for row in lines("balances")}
    assert len(rows) == len(list(Path("cases").rglob("*.yaml"))), "closed ones too"
    assert any(row["closed"] for row in rows.values())
    for item in run("list", "--all", "--json").json["cases"]:
        row = rows[item["case"]]
        assert {key: row[key] for key in (*PARTS, "total", "credit")} == item["balance"]
        assert (row["stage"], row["days_past_due"], row["overdue"]) == (
            item["stage"],
            item["days_past_due"],
            item["overdue"],
        )
        assert sum(Decimal(row[part]) for part in PARTS) - Decimal(row["credit"]) == Decimal(row["total"])
        of_it = owed[item["case"]]
        for part in PARTS:
            assert Decimal(of_it[f"due_{part}"]) + Decimal(of_it[f"later_{part}"]) == Decimal(row[part])
        since = row["overdue_since"]
        assert (date(2026, 6, 15) - date.fromisoformat(since)).days == row["days_past_due"] if since else True


def test_what_a_payment_settled_adds_up_to_it(inside: Path, lines: Rows) -> None:
    rows = lines("payments")
    assert len(rows) > 20
    for row in rows:
        assert sum(Decimal(row[part]) for part in (*PARTS, "unused")) == Decimal(row["amount"])


def test_the_past_is_exported_as_it_was_and_as_it_was_known(busy: Path, run: Run, lines: Rows) -> None:
    before = run("fees", "PF-2026-0007", "--as-of", "2026-04-30", "--json").json["balance"]
    (row,) = (each for each in lines("cases", "--as-of", "2026-04-30") if each["case"] == "PF-2026-0007")
    assert {key: row[key] for key in before} == before
    assert row["as_of"] == "2026-04-30"
    assert row["last_payment"] is None
    assert [each["closed"] for each in lines("cases", "--as-of", "2026-01-15")] == [None] * 3
    first = subprocess.run(
        ["git", "rev-list", "HEAD"], capture_output=True, text=True, check=True
    ).stdout.split()
    early = first[-3]
    assert [each["case"] for each in lines("cases", "--rev", early)] == ["PF-2026-0007"]
    assert lines("payments", "--rev", early) == []


def test_the_filters_are_those_of_the_list(inside: Path, run: Run, lines: Rows) -> None:
    for words in (
        ("--owner", "wang"),
        ("--policy", "small-loan"),
        ("--stage", "M2"),
        ("--batch", "XK2602"),
        ("--area", "江北区"),
        ("--client", "星渡银行信用卡中心"),
    ):
        listed = [each["case"] for each in run("list", *words, "--json").json["cases"]]
        assert listed
        assert [row["case"] for row in lines("cases", "--open", *words)] == sorted(listed), words
        contacts = {row["case"] for row in lines("contacts", "--open", *words)}
        assert contacts
        assert contacts <= set(listed)


def test_a_workbook_has_types_widths_a_fixed_header_and_filters(busy: Path, run: Run) -> None:
    done = run("--lang", "zh", "export", "cases", "--reveal", "-o", "../cases.xlsx")
    assert done.code == 0, done.err
    page = load_workbook("../cases.xlsx").active
    header = [cell.value for cell in page[1]]
    row = dict(zip(header, page[2], strict=True))
    assert row["案件编号"].value == "PF-2026-0007"
    assert row["证件号码"].value == ID_NUMBER, "a number of 18 places stays text"
    assert row["证件号码"].data_type == "s"
    owed = run("fees", "PF-2026-0007", "--json").json["balance"]["principal"]
    assert row["本金"].value == pytest.approx(float(owed))
    assert row["本金"].number_format == "#,##0.00"
    assert row["合同签订日期"].value == datetime(2019, 3, 31)
    assert row["合同签订日期"].number_format == "yyyy-mm-dd"
    assert isinstance(row["逾期天数"].value, int)
    assert page.freeze_panes == "B2"
    assert page.auto_filter.ref == f"A1:{page.cell(1, len(header)).column_letter}4"
    assert page.column_dimensions["A"].width > 10
    assert page.cell(1, 1).font.bold


def test_text_that_looks_like_a_formula_runs_nowhere(busy: Path, run: Run, table: Rows, lines: Rows) -> None:
    (row,) = table("contacts")
    assert row["what was said"] == "'" + FORMULA
    (row,) = table("contacts", "--codes")
    assert row["text"] == "'" + FORMULA
    assert run("export", "contacts", "-o", "../c.xlsx").code == 0
    cells = [cell for line in load_workbook("../c.xlsx").active for cell in line]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert "'" + FORMULA in [cell.value for cell in cells]
    assert lines("contacts")[0]["text"] == FORMULA, "programs get what was written"


def test_parquet_has_the_types_of_the_columns(busy: Path, run: Run, lines: Rows) -> None:
    from arro3 import io as arrow

    for name in TABLES:
        done = run("export", name, "-o", f"../{name}.parquet", "--json")
        assert done.code == 0, done.err
        found = arrow.read_parquet(f"../{name}.parquet").read_all()
        assert found.num_rows == done.json["rows"] == len(lines(name))
    found = arrow.read_parquet("../cases.parquet").read_all()
    types = {field.name: str(field.type) for field in found.schema}
    assert "Decimal128(18, 2)" in types["principal"]
    assert "Date32" in types["as_of"]
    assert "Int64" in types["days_past_due"]
    assert found["principal"].to_pylist() == [Decimal(row["principal"]) for row in lines("cases")]
    assert found["as_of"].to_pylist() == [date(2026, 6, 1)] * 3
    assert found["closed"].to_pylist() == [None, date(2026, 6, 1), None]
    times = arrow.read_parquet("../contacts.parquet").read_all()["time"].to_pylist()
    assert [moment.isoformat() for moment in times] == ["2026-05-30T02:00:00+00:00"]


def test_an_empty_table_has_its_header_and_is_a_file(ledger: Path, run: Run) -> None:
    for style in ("csv", "xlsx", "jsonl", "parquet"):
        done = run("export", "payments", "-o", f"../none.{style}", "--json")
        assert (done.code, done.json["rows"], done.json["format"]) == (0, 0, style)
    assert load_workbook("../none.xlsx").active.max_row == 1
    assert Path("../none.jsonl").read_bytes() == b""


def test_what_was_taken_back_is_exported_as_that(busy: Path, run: Run, lines: Rows) -> None:
    entry = lines("payments", "--batch", "B-26")[0]["entry"]
    assert run("reverse", "PF-2026-0007", entry, "--reason", "wrong case").code == 0
    assert lines("payments", "--batch", "B-26") == []
    effects = {row["entry"]: (row["kind"], row["effect"]) for row in lines("entries", "--batch", "B-26")}
    assert effects[entry] == ("payment", "reversed")
    kept = {row["entry"]: json.loads(row["data"]) for row in lines("entries", "--reveal", "--batch", "B-26")}
    assert kept[entry] == {"amount": "300.00", "via": "bank", "ref": "B-1", "payer": "李敏"}


def test_reminders_are_those_that_remind_lists(inside: Path, run: Run, lines: Rows) -> None:
    listed = run("remind", "--owner", "wang", "--json").json["items"]
    rows = lines("reminders", "--owner", "wang")
    assert [(row["case"], row["action"], row["due"], row["rule"]) for row in rows] == [
        (item["case"], item["action"], item["due"], item["rule"]) for item in listed
    ]


def test_a_case_that_cannot_be_worked_out_keeps_its_row(inside: Path, run: Run, lines: Rows) -> None:
    done = run("export", "cases", "--as-of", "2031-06-30", "--format", "jsonl")
    rows = [json.loads(line) for line in done.out.splitlines()]
    faulty = [row for row in rows if row["problem"]]
    assert faulty
    assert all(row["total"] is None and row["debtor"] for row in faulty)
    assert faulty[0]["case"] in done.err


def test_a_file_that_is_there_is_replaced_only_when_asked(busy: Path, run: Run) -> None:
    file = Path("../cases.csv")
    file.write_text("mine", encoding="utf-8")
    done = run("export", "cases", "-o", str(file))
    assert done.code == 1
    assert "--replace" in done.err
    assert file.read_text(encoding="utf-8") == "mine"
    assert run("export", "cases", "-o", str(file), "--replace").code == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    assert [each.name for each in Path("..").iterdir() if each.name.endswith(".new")] == []


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("cases", "--format", "xls"), 2, "did you mean 'xlsx'?"),
        (("cases", "-o", "../cases.doc"), 2, "--format"),
        (("cases", "--format", "xlsx"), 2, "-o FILE"),
        (("cases", "--json"), 2, "-o FILE"),
        (("cases", "-o", "../no/where.csv"), 1, "there is no folder"),
        (("cases", "-o", "letters/cases.csv"), 1, "keeps for ever"),
        (("cases", "-o", "dunning.yaml", "--format", "csv", "--replace"), 1, "is a file of the ledger"),
        (("cases", "--rev", "nowhere"), 3, "nowhere"),
        (("cas",), 2, "did you mean 'cases'?"),
    ],
)
def test_what_cannot_be_done_is_said_and_makes_nothing(
    busy: Path, run: Run, words: tuple[str, ...], code: int, said: str
) -> None:
    settings = Path("dunning.yaml").read_bytes()
    Path("letters").mkdir(exist_ok=True)
    done = run("export", *words)
    assert (done.code, done.out) == (code, "")
    assert said in done.err
    assert len(done.errors) == 1
    assert Path("dunning.yaml").read_bytes() == settings
    assert not Path("letters/cases.csv").exists()


def test_the_summary_names_the_file_and_its_hash(busy: Path, run: Run) -> None:
    import hashlib

    told = run("export", "cases", "--rev", "HEAD", "--as-of", "2026-05-31", "-o", "../c.jsonl", "--json").json
    assert told == {
        "export": "cases",
        "format": "jsonl",
        "file": "../c.jsonl",
        "rows": 3,
        "cases": 3,
        "sha256": hashlib.sha256(Path("../c.jsonl").read_bytes()).hexdigest(),
        "as_of": "2026-05-31",
        "rev": "HEAD",
        "revealed": False,
        "warnings": ["names and numbers stand in part; --reveal writes them in full, and is noted"],
    }


def test_an_export_changes_nothing_in_the_ledger(busy: Path, run: Run, in_git: Callable[..., str]) -> None:
    head = in_git("rev-parse", "HEAD")
    for name in TABLES:
        assert run("export", name, "--reveal").code == 0
    assert in_git("rev-parse", "HEAD") == head
    assert in_git("status", "--short") == ""
    assert run("check").code == 0


def test_on_the_screen_it_is_what_stands_in_the_file(busy: Path, run: Run, run_process: Run) -> None:
    done = run_process("export", "cases")
    assert run("export", "cases", "-o", "../c.csv").code == 0
    assert done.out.encode("utf-8") == Path("../c.csv").read_bytes()


def test_a_reader_that_goes_away_is_no_error(busy: Path) -> None:
    shell = f"'{sys.executable}' -m dunning_cli export entries --format jsonl | head -n 1"
    done = subprocess.run(["sh", "-c", shell], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)["case"] == "PF-2026-0007"
    assert "Traceback" not in done.stderr
