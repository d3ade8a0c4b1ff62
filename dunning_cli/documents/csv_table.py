"""A table of a page as CSV for a spreadsheet."""

from __future__ import annotations

from dunning_cli.documents.export.delimited import delimited_bytes
from dunning_cli.documents.web_page import Fixed, Lines, Link
from dunning_cli.kernel.answer import Cell, Table, plain_cell
from dunning_cli.kernel.message import Translate


def table_csv(table: Table, translate: Translate) -> bytes:
    """Labels, then rows; amounts without thousands separators."""
    header = [translate(column.title) for column in table.columns]
    return delimited_bytes(header, ([_text(cell, translate) for cell in row] for row in table.rows))


def _text(cell: Cell, translate: Translate) -> str:
    """A cell of a page in one line: several lines with semicolons between them."""
    if isinstance(cell, Lines):
        return "; ".join(plain_cell(item, translate) for item in cell.items)
    return plain_cell(cell.text if isinstance(cell, (Fixed, Link)) else cell, translate)
