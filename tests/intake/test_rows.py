"""Finding the header and the rows of a foreign file, and refusing files that are none."""

from __future__ import annotations

import codecs
import io
import re
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from profiles_at_hand import profile_from

from dunning_cli.intake.files.opened import refuse_other_kinds
from dunning_cli.intake.files.workbook_parts import column_letters
from dunning_cli.intake.profiles.profile import Profile
from dunning_cli.intake.profiles.recognised import recognised
from dunning_cli.intake.profiles.rows import rows_below
from dunning_cli.kernel.errors import Failure, NotFound, Refused, WrongUsage
from dunning_cli.kernel.message import msg
from dunning_cli.store.format.foreign_file import foreign_bytes

HEADER = ["编号", "姓名", "金额", "日期"]
ROW = ["A1", "王芳", "12.50", "2026-06-01"]
WriteFile = Callable[..., Path]
PROFILE = profile_from(
    """
profile: small
kind: cases
columns: {case: [编号, 帐号], name: 姓名, principal: 金额, entrusted: 日期}
"""
)


@dataclass
class Table:
    """What a file holds, rows by the names of their columns."""

    name: str
    header: tuple[str, ...]
    rows: list[Any]
    numbers: list[int]
    repeated: tuple[str, ...]
    unnamed: tuple[str, ...]
    others: tuple[str, ...]
    doubts: list[dict[str, str]]
    surplus: list[str]
    skipped: list[tuple[int, str]]
    hidden: tuple[int, ...]
    merged: tuple[int, ...]


def read(path: Path, profile: Profile = PROFILE, visible_only: bool = False) -> Table:
    refuse_other_kinds(path)
    data = foreign_bytes(path, msg("{file} is a folder: name the file to import", file=path))
    found = recognised(path.name, data, [profile])
    below = rows_below(found, visible_only)
    columns = found.columns

    def named(row: Any) -> dict[str, str]:
        held = {*columns.facts, *columns.unknown} - set(columns.repeated)
        return {columns.headers[at]: text for at, text in row.cells.items() if at in held}

    return Table(
        found.sheet.name,
        tuple(dict.fromkeys(name for name in columns.headers if name)),
        [named(row) for row in below.rows],
        [row.number for row in below.rows],
        tuple(columns.label(at) for at in columns.repeated),
        tuple(column_letters(at) for at in below.unnamed),
        found.others,
        [{columns.headers[at]: str(why) for at, why in row.doubts.items()} for row in below.rows],
        [row.surplus for row in below.rows],
        [(row.number, str(row.why)) for row in below.skipped],
        below.hidden,
        below.merged,
    )


def refusal(path: Path, kind: type[Failure] = Refused) -> str:
    with pytest.raises(kind) as refused:
        read(path)
    return str(refused.value)


def test_numbers_dates_and_texts_of_a_workbook_become_exact_text(xlsx_file: WriteFile) -> None:
    row = [7, "王芳", 11513.89, datetime(2026, 6, 1)]
    other = ["007", "李\n敏", 0.1 + 0.2, datetime(2026, 6, 1, 9, 5)]
    table = read(xlsx_file([HEADER, row, other, ["x", True, 1e3, 14023.0]]))
    assert [list(row.values()) for row in table.rows] == [
        ["7", "王芳", "11513.89", "2026-06-01"],
        ["007", "李\n敏", "0.3", "2026-06-01 09:05:00"],
        ["x", "TRUE", "1000", "14023"],
    ]


def test_the_header_may_stand_below_titles_and_on_any_sheet(xlsx_file: WriteFile) -> None:
    notes = [["本表仅供内部使用"], ["编号", "说明"]]
    table = read(xlsx_file(notes, [["2026年6月"], [], HEADER, ROW]))
    assert table.name == "表2"
    assert table.header == ("编号", "姓名", "金额", "日期")
    assert [(number, row["编号"]) for number, row in zip(table.numbers, table.rows, strict=True)] == [
        (4, "A1")
    ]
    assert table.others == ()


def test_a_second_sheet_with_the_same_header_is_named(xlsx_file: WriteFile) -> None:
    table = read(xlsx_file([HEADER, ROW], [HEADER, ["A2", *ROW[1:]]]))
    assert (table.name, table.others) == ("表1", ("表2",))


def test_every_row_arrives_however_many_stand_above_or_below_the_sixtieth(csv_file: WriteFile) -> None:
    rows = [[f"A{n}", *ROW[1:]] for n in range(85)]
    for titles in (0, 1, 19, 20, 25, 58, 59):
        table = read(csv_file([["标题"]] * titles + [HEADER] + rows))
        assert [row["编号"] for row in table.rows] == [row[0] for row in rows]


def test_a_header_below_row_60_is_not_found(csv_file: WriteFile) -> None:
    path = csv_file([["标题"]] * 60 + [HEADER, ROW])
    assert "first 60 rows" in refusal(path)
    assert "编号, 姓名" in refusal(path)


def test_blank_rows_totals_and_repeated_headers_are_left_out(csv_file: WriteFile) -> None:
    rows = [
        ROW,
        ["", " ", "\u3000", ""],
        ["小 计：", "", "12.50", ""],
        HEADER,
        ["A2", *ROW[1:]],
        ["", "合计", "25", ""],
    ]
    table = read(csv_file([HEADER, *rows]))
    assert [(number, row["编号"]) for number, row in zip(table.numbers, table.rows, strict=True)] == [
        (2, "A1"),
        (6, "A2"),
    ]


def test_a_person_named_like_a_total_with_a_number_is_kept(csv_file: WriteFile) -> None:
    table = read(csv_file([HEADER, ["A1", "总计", "1", "2026-06-01"]]))
    assert table.rows[0]["姓名"] == "总计"


def test_repeated_empty_and_oddly_written_headers(csv_file: WriteFile) -> None:
    header = ["* 编 号", "姓\n名", "金额（元）", "", "姓名", "日期", "", "新列"]
    table = read(csv_file([header, ["A1", "王芳", "1", "备", "李敏", "2026-06-01", "", "x"]]))
    assert table.header == ("编号", "姓名", "金额", "日期", "新列")
    assert table.rows[0] == {
        "编号": "A1",
        "姓名": "王芳",
        "金额": "1",
        "日期": "2026-06-01",
        "新列": "x",
    }
    assert table.repeated == ("姓名 (E)",)
    assert table.unnamed == ("D", "G")


def test_an_alias_stands_for_the_column(csv_file: WriteFile) -> None:
    table = read(csv_file([["帐号", *HEADER[1:]], ROW]))
    assert table.rows[0]["帐号"] == "A1"


def test_notes_beside_a_workbooks_table_are_ignored_and_reported(xlsx_file: WriteFile) -> None:
    table = read(xlsx_file([HEADER, ROW, ["A2", *ROW[1:], None, "问过"]]))
    assert table.unnamed == ("F",)


def test_a_shifted_row_of_a_text_file_is_marked(csv_file: WriteFile) -> None:
    table = read(csv_file([HEADER, ROW, ["A2", "王", "芳", "1", "2026-06-01"], ["A3", "王芳", "1", "", ""]]))
    assert table.surplus == ["", "2026-06-01", ""]


def test_lines_of_a_text_file_are_those_of_an_editor(csv_file: WriteFile) -> None:
    table = read(csv_file([HEADER, ["A1", "王\n芳\r\n", "1", "2026-06-01"], [], ["A2", *ROW[1:]]]))
    assert [(number, row["编号"]) for number, row in zip(table.numbers, table.rows, strict=True)] == [
        (2, "A1"),
        (6, "A2"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
@pytest.mark.parametrize(
    ("delimiter", "name"), [(",", "a.csv"), ("\t", "a.tsv"), ("\t", "a.CSV"), (";", "a.csv")]
)
def test_encodings_and_delimiters(csv_file: WriteFile, encoding: str, delimiter: str, name: str) -> None:
    table = read(csv_file([HEADER, ROW], encoding, delimiter, name))
    assert list(table.rows[0].values()) == ROW


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("编号,姓名,金额\nA1,王,1\nA2,".encode() + b"\xff\xff,1\n", "line 3 is neither UTF-8 nor GB18030"),
        (
            "编号,姓名,金额\nA1,王,1\nA2,".encode("gb18030") + b"\xff\xff,1\n",
            "line 3 is neither UTF-8 nor GB18030",
        ),
        (codecs.BOM_UTF8 + "编号,姓名,金额\r\nA1,".encode() + b"\xb0\xa1,1", "line 2 is not UTF-8 although"),
        ("编号,姓名,金额\nA1,王\0,1\n".encode(), "line 2 holds NUL bytes"),
        ("编号,姓名,金额\n".encode("utf-16-le"), "line 1 holds NUL bytes"),
        ("编号,姓名,金额\nA1,\0,1\n".encode("utf-16"), "line 2 holds NUL bytes"),
        ("编号,姓名,金额\nA1,王,1\n".encode("utf-16")[:-1], "line 2 is not UTF-16"),
        ('编号,姓名,金额\nA1,王,1\nA2,"王,1\nA3,王,1\n'.encode(), "begins on line 3 cannot be split"),
        ('编号,姓名,金额\nA1,"王"芳,1\n'.encode(), "begins on line 2 cannot be split"),
        (b"", "is empty"),
        (codecs.BOM_UTF8, "no header"),
        (b"\n\n", "no header"),
        ("編號,姓名甲,金額\n".encode("big5"), "no header"),
        ("编号,姓名,金额\n".encode(), "no rows below it"),
        ("姓名,金额,日期\n王,1,2\n".encode(), "has no column 编号"),
        (b"PK\x03\x04rest", "damaged or not a workbook"),
    ],
)
def test_text_files_that_are_refused(tmp_path: Path, data: bytes, says: str) -> None:
    path = tmp_path / "loans.csv"
    path.write_bytes(data)
    message = refusal(path)
    assert says in message
    assert message.startswith("loans.csv")
    assert "\n" not in message


def test_files_that_are_no_tables(tmp_path: Path, xlsx_file: WriteFile) -> None:
    assert "no file" in refusal(tmp_path / "none.csv", NotFound)
    folder = tmp_path / "folder.csv"
    folder.mkdir()
    assert "is a folder" in refusal(folder, WrongUsage)
    assert ".xlsx, .csv or .tsv" in refusal(tmp_path / "loans.pdf", WrongUsage)
    assert "none in the first 60 rows of any sheet" in refusal(xlsx_file([["a", "b"]]))
    assert "no header" in refusal(xlsx_file([]))


def test_workbooks_that_cannot_be_read(tmp_path: Path, xlsx_file: WriteFile) -> None:
    good = xlsx_file([HEADER, ROW]).read_bytes()
    bad = tmp_path / "bad.xlsx"
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
    cases = {
        good[: len(good) // 2]: "damaged or not a workbook",
        "编号,姓名,金额\n".encode(): "damaged or not a workbook",
        ole + "EncryptedPackage".encode("utf-16-le"): "protected by a password",
        ole + "Workbook".encode("utf-16-le"): "damaged or not a workbook",
        b"": "is empty",
    }
    for data, says in cases.items():
        bad.write_bytes(data)
        assert says in refusal(bad)


def test_a_workbook_broken_in_the_middle_of_a_sheet(tmp_path: Path, xlsx_file: WriteFile) -> None:
    broken = tmp_path / "broken.xlsx"
    source = xlsx_file([HEADER, *([f"A{n}", *ROW[1:]] for n in range(4000))])
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(broken, "w") as new:
        for part in old.namelist():
            data = old.read(part)
            new.writestr(part, data[: len(data) // 2] if part.endswith("sheet1.xml") else data)
    assert "damaged" in refusal(broken)


def test_a_workbook_whose_stated_size_is_wrong_loses_no_cells(tmp_path: Path, xlsx_file: WriteFile) -> None:
    wrong = tmp_path / "wrong.xlsx"
    with (
        zipfile.ZipFile(xlsx_file([HEADER, ROW, ["A2", *ROW[1:]]])) as old,
        zipfile.ZipFile(wrong, "w") as new,
    ):
        for part in old.namelist():
            data = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', old.read(part))
            new.writestr(part, data)
    assert [list(row.values()) for row in read(wrong).rows] == [ROW, ["A2", *ROW[1:]]]


def test_cells_that_must_not_be_believed(xlsx_file: WriteFile) -> None:
    table = read(
        xlsx_file([HEADER, [6217000010000000123, "王芳", "=1+1", "=A1"], [123456789012345, "王", 1, 2]])
    )
    first, second = table.doubts
    assert "more than 15 digits" in first["编号"]
    assert "no saved result" in first["金额"]
    assert set(first) == {"编号", "金额", "日期"}
    assert table.rows[1]["编号"] == "123456789012345"
    assert not second


def test_too_many_rows(csv_file: WriteFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dunning_cli.intake.profiles.rows.MOST_ROWS", 3)
    rows = [[f"A{n}", *ROW[1:]] for n in range(4)]
    assert len(read(csv_file([HEADER, *rows[:3], [], ["合计"]])).rows) == 3
    assert "more than 3 rows: split it" in refusal(csv_file([HEADER, *rows]))


def test_hidden_sheets_are_left_alone(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.active.append(["OLD", *ROW[1:]])
    book.active.sheet_state = "hidden"
    shown = book.create_sheet("明细")
    shown.append(HEADER)
    shown.append(ROW)
    book.active = 1
    book.save(tmp_path / "loans.xlsx")
    table = read(tmp_path / "loans.xlsx")
    assert (table.name, table.others, table.rows[0]["编号"]) == ("明细", (), "A1")


def test_blank_cells_behind_quotes_are_dropped(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('编号,姓名,金额,日期\n"A1"\t,"王,""芳"""  ,"12.50"\t,2026-06-01\n', encoding="utf-8")
    assert read(path).rows == [{"编号": "A1", "姓名": '王,"芳"', "金额": "12.50", "日期": "2026-06-01"}]


def test_text_kept_as_text_by_a_formula(csv_file: WriteFile) -> None:
    assert read(csv_file([HEADER, ['="0012"', '="王""芳"', "1", "2026-06-01"]])).rows[0] == {
        "编号": "0012",
        "姓名": '王"芳',
        "金额": "1",
        "日期": "2026-06-01",
    }


def test_a_header_in_two_rows(xlsx_file: WriteFile) -> None:
    path = xlsx_file([["编号", "姓名", "欠款", None], [None, None, "金额", "日期"], ROW])
    book = openpyxl.load_workbook(path)
    book.active.merge_cells("A1:A2")
    book.active.merge_cells("C1:D1")
    book.save(path)
    table = read(path)
    assert table.header == ("编号", "姓名", "金额", "日期")
    assert table.rows == [dict(zip(HEADER, ROW, strict=True))]


def test_merged_cells_are_filled_down_and_said(xlsx_file: WriteFile) -> None:
    path = xlsx_file([HEADER, ROW, ["A2", None, "1", None], ["A3", "李敏", "2", "2026-06-02"]])
    book = openpyxl.load_workbook(path)
    book.active.merge_cells("B2:B3")
    book.active.merge_cells("D2:D3")
    book.save(path)
    table = read(path)
    assert [row["姓名"] for row in table.rows] == ["王芳", "王芳", "李敏"]
    assert [row["日期"] for row in table.rows] == ["2026-06-01", "2026-06-01", "2026-06-02"]
    assert table.merged == (2, 3)


def test_hidden_rows_are_named_and_may_be_left_out(xlsx_file: WriteFile) -> None:
    path = xlsx_file([HEADER, ROW, ["A2", *ROW[1:]], ["A3", *ROW[1:]]])
    book = openpyxl.load_workbook(path)
    book.active.row_dimensions[3].hidden = True
    book.save(path)
    table = read(path)
    assert ([row["编号"] for row in table.rows], table.hidden) == (["A1", "A2", "A3"], (3,))
    seen = read(path, visible_only=True)
    assert [row["编号"] for row in seen.rows] == ["A1", "A3"]


def test_footers_are_left_out_and_named(csv_file: WriteFile) -> None:
    table = read(
        csv_file(
            [
                HEADER,
                ROW,
                ["合计", "", "12.50", ""],
                ["制表人：张三", "", "", "日期：2026-06-01"],
                ["第1页 共1页"],
            ]
        )
    )
    assert len(table.rows) == 1
    assert table.skipped == [(3, "totals"), (4, "footer"), (5, "footer")]


@pytest.mark.parametrize(
    "cells",
    [
        ["物业经理签字：", "", "", ""], ["", "", "物业经理签字：", "日期："], ["项目负责人（签字）：", "", "财务：", ""], ["公司盖章"],
        ["收费员：李红", "", "", "2026年6月"], ["签字：", "日期：", "", ""], ["客服主管：王静"],
    ],
)  # fmt: skip
def test_rows_to_sign_are_footers(cells: list[str], csv_file: WriteFile) -> None:
    table = read(csv_file([HEADER, ROW, cells]))
    assert (len(table.rows), table.skipped) == (1, [(3, "footer")])


def test_a_row_that_lacks_its_number_is_no_footer(csv_file: WriteFile) -> None:
    assert len(read(csv_file([HEADER, ROW, ["", "王芳", "1", "2026-06-01"]])).rows) == 2


def test_errors_of_the_spreadsheet_are_not_believed(xlsx_file: WriteFile) -> None:
    path = xlsx_file([HEADER, ["A1", "王芳", "#N/A", "2026-06-01"], ["A2", "王芳", "#REF!", "2026-06-01"]])
    assert [row.get("金额") for row in read(path).doubts] == [
        "'#N/A' is an error of the spreadsheet, not a value",
        "'#REF!' is an error of the spreadsheet, not a value",
    ]


def test_an_old_workbook_gives_the_same_rows(tmp_path: Path) -> None:
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("表1")
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for at, row in enumerate(
        [HEADER, ["A1", "王芳", 12.5, None], ["A2", None, 7, None], ["A3", "李敏", 1, None]]
    ):
        for place, value in enumerate(row):
            if value is not None and (at, place) != (1, 1):
                sheet.write(at, place, value)
    for at in (1, 2, 3):
        sheet.write(at, 3, datetime(2026, 6, at), day)
    sheet.write_merge(1, 2, 1, 1, "王芳")
    sheet.row(3).hidden = True
    path = tmp_path / "loans.xls"
    book.save(str(path))
    table = read(path)
    assert [list(row.values()) for row in table.rows] == [
        ["A1", "王芳", "12.5", "2026-06-01"],
        ["A2", "王芳", "7", "2026-06-02"],
        ["A3", "李敏", "1", "2026-06-03"],
    ]
    assert (table.hidden, table.merged) == ((4,), (2, 3))


def test_a_web_page_named_like_a_workbook_is_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "loans.xls"
    path.write_text("<html><table><tr><td>编号</td></tr></table></html>", encoding="utf-8")
    assert "is a web page" in refusal(path)


def test_a_workbook_under_another_name_is_read(tmp_path: Path, xlsx_file: WriteFile) -> None:
    path = tmp_path / "loans.xls"
    path.write_bytes(xlsx_file([HEADER, ROW]).read_bytes())
    assert read(path).rows[0]["编号"] == "A1"


def test_workbooks_that_would_not_fit_into_memory(tmp_path: Path, xlsx_file: WriteFile) -> None:
    good = xlsx_file([HEADER, ROW]).read_bytes()
    far = tmp_path / "far.xlsx"

    def changed(old: bytes, new: bytes) -> Path:
        with zipfile.ZipFile(io.BytesIO(good)) as source, zipfile.ZipFile(far, "w") as target:
            for part in source.namelist():
                target.writestr(part, source.read(part).replace(old, new))
        return far

    begun = time.monotonic()
    assert "too large" in refusal(changed(b'r="D2"', b'r="XFD2"'))
    for wide in (b"ZZ99999", b"B1048576", b"B99999999", b"ABCDEFGH2"):
        assert "too large" in refusal(changed(b'r="D2"', b'r="%s"' % wide))
        assert "too large" in refusal(changed(b'r="D2"', b"r='%s'" % wide))
    assert "too large" in refusal(changed(b'<row r="2"><c r="A2"', b'<row r="1048576"><c'))
    assert time.monotonic() - begun < 5
    assert len(read(changed(b'r="D2"', b'r="ZZ2"')).rows) == 1
