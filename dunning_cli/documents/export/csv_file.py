"""An export as comma-separated values: for people with the mark that Excel needs, for programs without."""

from __future__ import annotations

import codecs
import csv
import io
from typing import BinaryIO

from dunning_cli.documents.export.columns import Kind, Sheet
from dunning_cli.kernel.text import unformula

_ROWS_AT_ONCE = 500
_TEXTS = (Kind.TEXT, Kind.CODE)


def write_csv(sheet: Sheet, out: BinaryIO) -> None:
    """Header and rows, lines ending in CR LF (RFC 4180); text that a spreadsheet would run gets an apostrophe."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    texts = [each.kind in _TEXTS for each in sheet.headings]
    if not sheet.codes:
        out.write(codecs.BOM_UTF8)
    writer.writerow(sheet.header())
    for number, row in enumerate(sheet.rows, start=1):
        cells = [sheet.text(value) for value in row]
        writer.writerow([unformula(cell) if text else cell for cell, text in zip(cells, texts, strict=True)])
        if number % _ROWS_AT_ONCE == 0:
            _hand_on(buffer, out)
    _hand_on(buffer, out)


def _hand_on(buffer: io.StringIO, out: BinaryIO) -> None:
    out.write(buffer.getvalue().encode("utf-8"))
    buffer.seek(0)
    buffer.truncate()
