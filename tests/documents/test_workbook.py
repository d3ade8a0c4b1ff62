"""What every sheet that is written has in common, and what those have that come back."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from openpyxl import load_workbook

from dunning_cli.documents.export.delimited import Digits, delimited_bytes
from dunning_cli.documents.export.text_sheet import TextColumn, text_sheet
from dunning_cli.documents.export.workbook import Shape, SheetColumn, WorkbookSheet, workbook_bytes

LONG = "长" * 40_000


def opened(*sheets: WorkbookSheet) -> Any:
    return load_workbook(io.BytesIO(workbook_bytes(sheets)))


def test_cells_have_types_and_text_stays_text() -> None:
    columns = [
        SheetColumn("text", 20, wrapped=True),
        SheetColumn("sum", 14, Shape.AMOUNT),
        SheetColumn("day", 12, Shape.DAY),
        SheetColumn("time", 18, Shape.MOMENT),
    ]
    moment = datetime(2026, 6, 15, 10, 0, 0, 5, tzinfo=UTC)
    rows = [
        ("=1+1", Decimal("12.50"), date(2026, 6, 1), moment),
        (None, Decimal("-3"), None, None),
        ("", 1, None, None),
    ]
    sheet = WorkbookSheet(
        title="t" * 40, columns=columns, rows=iter(rows), total=("all", Decimal("10.50"), None, None)
    )
    page = opened(sheet).active
    assert page.title == "t" * 31
    first = page[2]
    assert [cell.value for cell in first] == ["'=1+1", 12.5, datetime(2026, 6, 1), datetime(2026, 6, 15, 10)]
    assert [cell.number_format for cell in first] == ["@", "#,##0.00", "yyyy-mm-dd", "yyyy-mm-dd hh:mm"]
    assert first[0].alignment.wrap_text
    assert page["A4"].value is None
    assert [page["A5"].value, page["B5"].value, page["B5"].font.bold] == ["all", 10.5, True]
    assert (page.freeze_panes, page.auto_filter.ref) == ("A2", "A1:D4"), "totals are not filtered"
    assert page.column_dimensions["B"].width == 14


def test_what_a_cell_cannot_hold() -> None:
    sheet = WorkbookSheet(title="s", columns=[SheetColumn("=x", 9)], rows=[(LONG,), ("a\x07\nb",)])
    page = opened(sheet).active
    assert (page["A1"].value, page["A1"].data_type) == ("'=x", "s")
    assert (len(page["A2"].value), page["A2"].value[-1]) == (32_767, "…")
    assert page["A3"].value == "a\\u0007 b"


def test_a_sheet_that_comes_back_has_text_as_it_stands() -> None:
    columns = [TextColumn("编号", "which case", strong=True), TextColumn("=备注")]
    book = opened(
        text_sheet("待填", columns, [["0012", "=1+1"], ["", "-a\nb\x02"]]), text_sheet("说明", columns)
    )
    page = book["待填"]
    assert [[cell.value for cell in row] for row in page] == [
        ["编号", "=备注"],
        ["0012", "=1+1"],
        [None, "-a\nb\\u0002"],
    ]
    assert {cell.data_type for row in page for cell in row if cell.value is not None} == {"s"}
    assert page["A1"].comment.text == "which case"
    assert page["A1"].fill.fgColor.rgb.endswith("FFF2CC")
    assert page.column_dimensions["A"].number_format == "@", "a number typed below keeps its noughts"
    assert page.column_dimensions["B"].width == 10
    assert page.auto_filter.ref is None
    assert book.sheetnames == ["待填", "说明"]


def test_comma_separated_values() -> None:
    rows = [["=1+1", Digits("0012"), "-5.00"], ["a,b", Digits("-x"), "@y"]]
    told = delimited_bytes(["h", "=n", "s"], rows).decode("utf-8-sig")
    assert told.split("\r\n") == ["h,=n,s", '\'=1+1,"=""0012""",-5.00', "\"a,b\",'-x,'@y", ""]
