"""An export as a workbook: of each kind of value its format and width, and how many rows there may be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from dunning_cli.documents.export.columns import Heading, Kind, Sheet, Value
from dunning_cli.documents.export.workbook import (
    Shape,
    SheetColumn,
    WorkbookSheet,
    columns_taken,
    write_workbook,
)
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import msg

MOST_ROWS = 1_048_576
"""Rows a sheet can have, the header among them."""
_SHAPES = {
    Kind.AMOUNT: (Shape.AMOUNT, 14),
    Kind.COUNT: (Shape.COUNT, 9),
    Kind.DAY: (Shape.DAY, 12),
    Kind.MOMENT: (Shape.MOMENT, 18),
    Kind.TEXT: (Shape.TEXT, 22),
    Kind.CODE: (Shape.TEXT, 14),
    Kind.FLAG: (Shape.FLAG, 8),
}
"""The format and the usual width of each kind of value."""
_BESIDE_TITLE = 4
"""Columns that the button of the filter takes."""


def write_xlsx(sheet: Sheet, out: BinaryIO) -> None:
    """A workbook with one sheet. Raises Refused for more rows than a sheet can have."""
    columns = [_column(heading, title) for heading, title in zip(sheet.headings, sheet.header(), strict=True)]
    page = WorkbookSheet(title=sheet.name, columns=columns, rows=_rows(sheet), frozen="B2")
    write_workbook([page], out)


def _column(heading: Heading, title: str) -> SheetColumn:
    """Wide enough for its title and for usual values."""
    shape, usual = _SHAPES[heading.kind]
    return SheetColumn(title, max(usual, columns_taken(title) + _BESIDE_TITLE), shape)


def _rows(sheet: Sheet) -> Iterator[list[Value]]:
    for number, row in enumerate(sheet.rows, start=2):
        if number > MOST_ROWS:
            raise Refused(
                msg(
                    "a workbook holds at most {most} rows; export to csv, jsonl or parquet",
                    most=MOST_ROWS - 1,
                )
            )
        yield [_value(sheet, value) for value in row]


def _value(sheet: Sheet, value: Value) -> Value:
    """A value as its cell holds it: to people a flag is a word."""
    return sheet.text(value) if isinstance(value, bool) and not sheet.codes else value
