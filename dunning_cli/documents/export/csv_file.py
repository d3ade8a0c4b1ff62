"""An export as comma-separated values: for people with the mark that Excel needs, for programs without."""

from __future__ import annotations

from typing import BinaryIO

from dunning_cli.documents.export.columns import Sheet
from dunning_cli.documents.export.delimited import write_delimited


def write_csv(sheet: Sheet, out: BinaryIO) -> None:
    """Header and rows, row by row."""
    rows = ([sheet.text(value) for value in row] for row in sheet.rows)
    write_delimited(sheet.header(), rows, out, marked=not sheet.codes)
