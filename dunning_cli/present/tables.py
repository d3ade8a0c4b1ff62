"""Tables as text: for a terminal, Markdown, CSV and TSV; Chinese characters take two columns."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from dunning_cli.kernel.answer import Cell, Listing, Table, cell_text, plain_cell
from dunning_cli.kernel.message import Message, Translate
from dunning_cli.kernel.text import unformula
from dunning_cli.present.columns import columns_of
from dunning_cli.present.lines import folded, page_width
from dunning_cli.present.simple_table import narrowed, simple_table


class Format(StrEnum):
    """How an answer is written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    TSV = "tsv"
    MARKDOWN = "markdown"


def table_text(table: Table, style: Format, translate: Translate, room: int | None = None) -> str:
    """The table in one of the formats, without a final newline; for people no wider than `room` columns where it can be."""
    if style in (Format.CSV, Format.TSV):
        return _delimited(table, "," if style is Format.CSV else "\t", translate)
    return _ruled(table, style, translate, room)


def listing_text(listing: Listing, translate: Translate) -> str:
    """Names in a column and their text beside it, folded to the page, without a final newline."""
    rows = [(cell_text(name, translate), cell_text(cell, translate)) for name, cell in listing.rows]
    column = max((columns_of(name) for name, _ in rows), default=0) + 4
    lines = []
    for name, text in rows:
        start = "  " + name + " " * (column - 2 - columns_of(name))
        for line in folded(text, page_width() - column):
            lines.append((start + line).rstrip())
            start = " " * column
    return "\n".join(lines)


def _delimited(table: Table, delimiter: str, translate: Translate) -> str:
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow([translate(column.title) for column in table.columns])
    for row in table.rows:
        writer.writerow([unformula(plain_cell(cell, translate)) for cell in row])
    return out.getvalue().rstrip("\n")


def _texts(rows: Sequence[Sequence[Cell]], translate: Translate) -> list[list[str]]:
    """The cells as texts; a message that stands in many rows, such as the name of a policy, is put in words once."""
    known: dict[int, str] = {}

    def text(cell: Cell) -> str:
        if not isinstance(cell, Message):
            return cell_text(cell, translate)
        found = known.get(id(cell))
        if found is None:
            found = known[id(cell)] = cell_text(cell, translate)
        return found

    return [
        [cell if type(cell) is str and cell.isprintable() else text(cell) for cell in row] for row in rows
    ]


def _ruled(table: Table, style: Format, translate: Translate, room: int | None) -> str:
    rows = _texts([*table.rows, *([table.total] if table.total is not None else [])], translate)
    titles = [translate(column.title) for column in table.columns]
    if style is Format.TABLE:
        figures = [column.figures for column in table.columns]
        return simple_table(titles, rows if room is None else narrowed(titles, rows, figures, room), figures)
    from tabulate import tabulate

    return tabulate(
        rows,
        headers=titles,
        tablefmt="github",
        colalign=["right" if column.figures else "left" for column in table.columns] if rows else None,
        disable_numparse=True,
    )
