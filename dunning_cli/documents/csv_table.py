"""A table as CSV for a spreadsheet: UTF-8 with the mark that Excel needs, one row a line."""

from __future__ import annotations

import codecs
import csv
import io

from dunning_cli.documents.web_page import Fixed, Lines, Link
from dunning_cli.kernel.answer import Cell, Table, plain_cell
from dunning_cli.kernel.message import Translate
from dunning_cli.kernel.text import unformula


def table_csv(table: Table, translate: Translate) -> bytes:
    """Labels, then rows; amounts without thousands separators. Lines end as RFC 4180 says, CR LF."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([translate(column.title) for column in table.columns])
    for row in table.rows:
        writer.writerow([unformula(_text(cell, translate)) for cell in row])
    return codecs.BOM_UTF8 + out.getvalue().encode("utf-8")


def _text(cell: Cell, translate: Translate) -> str:
    """A cell of a page in one line: several lines with semicolons between them."""
    if isinstance(cell, Lines):
        return "; ".join(plain_cell(item, translate) for item in cell.items)
    return plain_cell(cell.text if isinstance(cell, (Fixed, Link)) else cell, translate)
