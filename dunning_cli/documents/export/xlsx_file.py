"""An export as a workbook: typed cells, widths, a header that stays, and filters; written row by row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, BinaryIO

from dunning_cli.documents.export.columns import Heading, Kind, Sheet, Value
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.text import unformula

MOST_ROWS = 1_048_576
"""Rows a sheet can have, the header among them."""
_LONGEST_CELL = 32_767
_FORMATS = {
    Kind.AMOUNT: "#,##0.00",
    Kind.COUNT: "0",
    Kind.DAY: "yyyy-mm-dd",
    Kind.MOMENT: "yyyy-mm-dd hh:mm",
    Kind.TEXT: "@",
    Kind.CODE: "@",
    Kind.FLAG: "General",
}
_WIDTHS = {
    Kind.AMOUNT: 14,
    Kind.COUNT: 9,
    Kind.DAY: 12,
    Kind.MOMENT: 18,
    Kind.TEXT: 22,
    Kind.CODE: 14,
    Kind.FLAG: 8,
}


def write_xlsx(sheet: Sheet, out: BinaryIO) -> None:
    """A workbook with one sheet. Raises Refused for more rows than a sheet can have."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    page = book.create_sheet(sheet.name[:31])
    header = sheet.header()
    for place, heading in enumerate(sheet.headings, start=1):
        page.column_dimensions[get_column_letter(place)].width = _width(heading, header[place - 1])
    page.freeze_panes = "B2"
    bold = Font(bold=True)
    page.append([_cell(page, title, "@", bold) for title in header])
    last = 1
    for row in _counted(sheet):
        page.append(
            [_valued(page, sheet, value, each) for value, each in zip(row, sheet.headings, strict=True)]
        )
        last += 1
    page.auto_filter.ref = f"A1:{get_column_letter(len(header))}{last}"
    book.save(out)


def _counted(sheet: Sheet) -> Iterator[tuple[Value, ...]]:
    for number, row in enumerate(sheet.rows, start=2):
        if number > MOST_ROWS:
            raise Refused(
                msg(
                    "a workbook holds at most {most} rows; export to csv, jsonl or parquet",
                    most=MOST_ROWS - 1,
                )
            )
        yield row


def _width(heading: Heading, title: str) -> float:
    """Wide enough for the label, in which Chinese characters take two columns, and for usual values."""
    columns = sum(1 if character.isascii() else 2 for character in title)
    return max(_WIDTHS[heading.kind], columns + 4)


def _valued(page: Any, sheet: Sheet, value: Value, heading: Heading) -> Any:
    if value is None:
        return None
    shape = _FORMATS[heading.kind]
    if isinstance(value, bool):
        return _cell(page, sheet.text(value), "@") if not sheet.codes else _cell(page, value, shape)
    if isinstance(value, datetime):
        # a workbook knows no time zones: the clock of the office is what stands there
        return _cell(page, value.replace(tzinfo=None, microsecond=0), shape)
    if isinstance(value, str):
        return _cell(page, unformula(sheet.text(value))[:_LONGEST_CELL], shape)
    return _cell(page, value, shape)


def _cell(page: Any, value: Any, shape: str, font: Any = None) -> Any:
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(page, value=value)
    if isinstance(value, str):
        # whatever it looks like, it is text
        cell.data_type = "s"
    cell.number_format = shape
    if font is not None:
        cell.font = font
    return cell
