"""A table as CSV for a spreadsheet: UTF-8 with the mark that Excel needs, one row a line."""

from __future__ import annotations

import codecs
import csv
import io

from dunning_cli.domain.message import Translate
from dunning_cli.domain.sheet import Table, plain_cell
from dunning_cli.domain.texts import unformula


def table_csv(table: Table, translate: Translate) -> bytes:
    """Labels, then rows; amounts without thousands separators. Lines end as RFC 4180 says, CR LF."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([translate(column.title) for column in table.columns])
    for row in table.rows:
        writer.writerow([unformula(plain_cell(cell, translate)) for cell in row])
    return codecs.BOM_UTF8 + out.getvalue().encode("utf-8")
