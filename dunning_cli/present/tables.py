"""Tables as text: for a terminal, Markdown, CSV and TSV; Chinese characters take two columns."""

from __future__ import annotations

import csv
import io
from enum import StrEnum

from dunning_cli.domain.message import Translate
from dunning_cli.domain.sheet import Table
from dunning_cli.present.values import cell_text, plain_text


class Format(StrEnum):
    """How an answer is written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    TSV = "tsv"
    MARKDOWN = "markdown"


def table_text(table: Table, style: Format, translate: Translate) -> str:
    """The table in one of the formats, without a final newline."""
    if style in (Format.CSV, Format.TSV):
        return _delimited(table, "," if style is Format.CSV else "\t", translate)
    return _ruled(table, style, translate)


def _delimited(table: Table, delimiter: str, translate: Translate) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow([translate(column.title) for column in table.columns])
    for row in table.rows:
        writer.writerow([_unformula(plain_text(cell, translate)) for cell in row])
    return out.getvalue().rstrip("\n")


def _unformula(text: str) -> str:
    """Text that a spreadsheet would run as a formula gets an apostrophe in front; signed figures stay."""
    if text[:1] in ("=", "+", "@") or (text[:1] == "-" and not text[1:].replace(".", "", 1).isdigit()):
        return "'" + text
    return text


def _ruled(table: Table, style: Format, translate: Translate) -> str:
    from tabulate import tabulate

    rows = [[cell_text(cell, translate) for cell in row] for row in table.rows]
    if table.total is not None:
        rows.append([cell_text(cell, translate) for cell in table.total])
    return tabulate(
        rows,
        headers=[translate(column.title) for column in table.columns],
        tablefmt="github" if style is Format.MARKDOWN else "simple",
        colalign=["right" if column.figures else "left" for column in table.columns] if rows else None,
        disable_numparse=True,
    )
