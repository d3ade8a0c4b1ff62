"""Tables to a spreadsheet workbook: typed cells, widths, a header that stays; nothing in it runs as a formula."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.text import harmless, unformula

_LONGEST = 32_767
"""Characters that a cell holds."""


class CellKind(Enum):
    """What a column holds: its number format and its width in characters."""

    TEXT = ("@", 16)
    LONG = ("@", 48)
    NAME = ("@", 24)
    AMOUNT = ("#,##0.00", 14)
    COUNT = ("0", 9)
    DAY = ("yyyy-mm-dd", 12)
    MOMENT = ("yyyy-mm-dd hh:mm", 17)


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: its title, and what it holds."""

    title: str
    kind: CellKind = CellKind.TEXT


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: rows of text, amounts (Decimal), counts, days, moments without a zone, or None; and a last row of totals."""

    title: str
    columns: Sequence[SheetColumn]
    rows: Sequence[Sequence[object]]
    total: Sequence[object] | None = None


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """The bytes of a workbook (.xlsx) with these sheets."""
    from openpyxl import Workbook

    book = Workbook()
    if book.active is not None:
        book.remove(book.active)
    for sheet in sheets:
        _fill(book.create_sheet(sheet.title), sheet)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _fill(page: Any, sheet: Sheet) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    bold, wrapped = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    for place, column in enumerate(sheet.columns, start=1):
        _put(page.cell(1, place), column.title, CellKind.TEXT)
        page.cell(1, place).font = bold
        page.column_dimensions[get_column_letter(place)].width = max(
            column.kind.value[1], 2 * len(column.title) + 2
        )
    lines = [*sheet.rows, *([sheet.total] if sheet.total is not None else [])]
    for number, row in enumerate(lines, start=2):
        for place, (value, column) in enumerate(zip(row, sheet.columns, strict=True), start=1):
            cell = page.cell(number, place)
            _put(cell, value, column.kind)
            if column.kind is CellKind.LONG:
                cell.alignment = wrapped
            if sheet.total is not None and number == len(lines) + 1:
                cell.font = bold
    page.freeze_panes = "A2"
    if sheet.rows:
        page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{len(sheet.rows) + 1}"


def _put(cell: Any, value: object, kind: CellKind) -> None:
    if value is None or value == "":
        return
    if isinstance(value, (Decimal, int, date, datetime)):
        cell.value = value
        cell.number_format = kind.value[0]
        return
    text = unformula(harmless(str(value)))
    cell.value = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    # whatever it looks like, it is text
    cell.data_type, cell.number_format = "s", "@"
