"""A workbook (.xlsx), sheet by sheet and row by row: typed cells, a header that stays, and nothing in it runs as a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, BinaryIO

from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.text import harmless, unformula

_LONGEST_CELL = 32_767
"""Characters that a cell holds."""
_LONGEST_TITLE = 31
_WIDE_FROM = "\u2e80"
"""From this character on, the first of the Chinese ones, each takes two columns."""


class Shape(StrEnum):
    """How a spreadsheet program shows the values of a column."""

    TEXT = "@"
    AMOUNT = "#,##0.00"
    COUNT = "0"
    DAY = "yyyy-mm-dd"
    MOMENT = "yyyy-mm-dd hh:mm"
    FLAG = "General"


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: its title, its width in characters, and how its values are shown.

    `note` stands on the title, empty for none; a `strong` title has a colour.
    """

    title: str
    width: float
    shape: Shape = Shape.TEXT
    wrapped: bool = False
    note: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookSheet:
    """One sheet: rows of text, amounts, counts, days, moments, flags or None, as they come; and a last row of totals.

    `frozen` is the first cell that moves. A sheet that `comes_back` to a program has text as it stands, and its cells
    that are still to be filled in are text; in others text is shown so that it does no harm.
    """

    title: str
    columns: Sequence[SheetColumn]
    rows: Iterable[Sequence[object]]
    total: Sequence[object] | None = None
    frozen: str = "A2"
    filtered: bool = True
    comes_back: bool = False


def workbook_bytes(sheets: Iterable[WorkbookSheet]) -> bytes:
    """A workbook with these sheets in memory."""
    data = io.BytesIO()
    write_workbook(sheets, data)
    return data.getvalue()


def write_workbook(sheets: Iterable[WorkbookSheet], out: BinaryIO) -> None:
    """A workbook with these sheets; of a text that a cell cannot hold it has the beginning."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for sheet in sheets:
        _Page(book.create_sheet(sheet.title[:_LONGEST_TITLE]), sheet).fill()
    book.save(out)


def columns_taken(text: str) -> int:
    """About how wide the first line of a text is: a Chinese character takes two columns."""
    return sum(2 if character >= _WIDE_FROM else 1 for character in text.partition("\n")[0])


class _Page:
    """A sheet as it is filled."""

    def __init__(self, page: Any, sheet: WorkbookSheet) -> None:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
        from openpyxl.styles import Alignment, Font

        self._page = page
        self._sheet = sheet
        self._new_cell: Any = WriteOnlyCell
        self._unwritable = ILLEGAL_CHARACTERS_RE
        self._bold = Font(bold=True)
        self._wrapped = Alignment(wrap_text=True, vertical="top")

    def fill(self) -> None:
        """Writes layout, header, rows and totals; what a sheet says of its columns goes before its rows."""
        from openpyxl.utils import get_column_letter

        sheet, page = self._sheet, self._page
        for place, column in enumerate(sheet.columns, start=1):
            page.column_dimensions[get_column_letter(place)].width = column.width
            if sheet.comes_back:
                page.column_dimensions[get_column_letter(place)].number_format = Shape.TEXT
        page.freeze_panes = sheet.frozen
        page.append([self._title(column) for column in sheet.columns])
        last = 1
        for row in sheet.rows:
            page.append(self._row(row))
            last += 1
        if sheet.total is not None:
            page.append([self._strong(cell) for cell in self._row(sheet.total)])
        if sheet.filtered:
            page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{last}"

    def _title(self, column: SheetColumn) -> Any:
        from openpyxl.comments import Comment
        from openpyxl.styles import PatternFill

        cell = self._strong(self._text(column.title))
        if column.strong:
            cell.fill = PatternFill("solid", fgColor="FFF2CC")
        if column.note:
            cell.comment = Comment(column.note, "dunning", width=260, height=90)
        return cell

    def _strong(self, cell: Any) -> Any:
        if cell is not None:
            cell.font = self._bold
        return cell

    def _row(self, row: Sequence[object]) -> list[Any]:
        return [self._cell(value, column) for value, column in zip(row, self._sheet.columns, strict=True)]

    def _cell(self, value: object, column: SheetColumn) -> Any:
        if value is None or value == "":
            return None
        if isinstance(value, (Decimal, int, date)):
            # a workbook knows no time zones: the clock of the office is what stands there
            plain = value.replace(tzinfo=None, microsecond=0) if isinstance(value, datetime) else value
            cell = self._new_cell(self._page, value=plain)
            cell.number_format = column.shape
        else:
            cell = self._text(str(value))
        if column.wrapped:
            cell.alignment = self._wrapped
        return cell

    def _text(self, text: str) -> Any:
        shown = (
            self._unwritable.sub(lambda found: harmless(found[0]), text)
            if self._sheet.comes_back
            else unformula(harmless(text))
        )
        if len(shown) > _LONGEST_CELL:
            shown = shown[: _LONGEST_CELL - 1] + "…"
        cell = self._new_cell(self._page, value=shown)
        # whatever it looks like, it is text
        cell.data_type, cell.number_format = "s", Shape.TEXT
        return cell
