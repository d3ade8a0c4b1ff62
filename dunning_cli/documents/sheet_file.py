"""A table of plain text as a file that a spreadsheet program opens: .xlsx with notes on its columns, or .csv."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Sequence
from typing import Any

from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.text import unformula

_WIDEST, _NARROWEST = 40, 8


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column: its header, and a note that stands on the header, empty for none."""

    header: str
    note: str = ""
    strong: bool = False


def workbook_file(
    title: str,
    columns: Sequence[SheetColumn],
    rows: Sequence[Sequence[str]],
    notes: Sequence[Sequence[str]] = (),
) -> bytes:
    """A workbook with one sheet of text cells, its header frozen; `notes` are rows of a second sheet, its header first."""
    import openpyxl
    from openpyxl.comments import Comment
    from openpyxl.styles import Font, PatternFill

    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = title
    for place, column in enumerate(columns, start=1):
        cell = sheet.cell(1, place, column.header)
        cell.font = Font(bold=True)
        if column.strong:
            cell.fill = PatternFill("solid", fgColor="FFF2CC")
        if column.note:
            cell.comment = Comment(column.note, "dunning", width=260, height=90)
        texts = [column.header, *(row[place - 1] for row in rows if place <= len(row))]
        letter = cell.column_letter
        sheet.column_dimensions[letter].width = min(max(_NARROWEST, *map(_columns, texts)) + 2, _WIDEST)
        sheet.column_dimensions[letter].number_format = "@"
    for at, row in enumerate(rows, start=2):
        for place, text in enumerate(row, start=1):
            if text:
                cell = sheet.cell(at, place, text)
                cell.data_type = "s"
                cell.number_format = "@"
    sheet.freeze_panes = "A2"
    if notes:
        other = book.create_sheet("说明")
        for row in notes:
            other.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _columns(text: str) -> int:
    """About how wide a text is: a Chinese character takes two."""
    return sum(2 if character > "⺀" else 1 for character in text.split("\n")[0])


def delimited_file(columns: Sequence[SheetColumn], rows: Sequence[Sequence[str]]) -> bytes:
    """Comma-separated values with the mark that Excel needs; what it would run as a formula is kept from that."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.header for column in columns])
    for row in rows:
        writer.writerow([unformula(text) for text in row])
    return codecs.BOM_UTF8 + out.getvalue().encode("utf-8")
