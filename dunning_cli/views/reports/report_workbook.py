"""A report as a workbook: a sheet for each of its tables, and one for how the figures come about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from dunning_cli.documents.export.workbook import (
    Shape,
    SheetColumn,
    WorkbookSheet,
    columns_taken,
    workbook_bytes,
)
from dunning_cli.kernel.answer import Answer, Cell, Listing, Table
from dunning_cli.kernel.message import Message, Translate, label

_TEXT_WIDTH, _FIGURE_WIDTH = 18.0, 14.0
_SHEETS = (label("Report"), label("All together"))
_FORMULAS = label("Formulas")


def report_workbook(answer: Answer, translate: Translate, titles: Sequence[Message] = _SHEETS) -> bytes:
    """The tables of a report on sheets of their own, with these titles; amounts as numbers."""
    return workbook_bytes(_sheets(answer, translate, titles))


def _sheets(answer: Answer, translate: Translate, titles: Sequence[Message]) -> Iterator[WorkbookSheet]:
    tables = [part for part in answer.parts if isinstance(part, Table)]
    for title, table in zip(titles, tables, strict=False):
        yield table_sheet(translate(title), table, translate)
    for part in answer.parts:
        if isinstance(part, Listing):
            columns = tuple(
                SheetColumn(translate(each), 60.0, wrapped=True)
                for each in (label("figure"), label("formula"))
            )
            yield WorkbookSheet(
                title=translate(_FORMULAS),
                columns=columns,
                rows=[tuple(_cell(each, translate) for each in row) for row in part.rows],
            )


def table_sheet(title: str, table: Table, translate: Translate) -> WorkbookSheet:
    """One table on a sheet, amounts as numbers."""
    rows = [*table.rows, *([table.total] if table.total is not None else [])]
    amounts = [any(isinstance(row[place], Decimal) for row in rows) for place in range(len(table.columns))]
    columns = tuple(
        SheetColumn(
            translate(column.title),
            max(
                columns_taken(translate(column.title)) + 2.0, _FIGURE_WIDTH if column.figures else _TEXT_WIDTH
            ),
            _shape(figures=column.figures, amounts=has_amounts),
        )
        for column, has_amounts in zip(table.columns, amounts, strict=True)
    )
    return WorkbookSheet(
        title=title,
        columns=columns,
        rows=[tuple(_cell(cell, translate) for cell in row) for row in table.rows],
        total=tuple(_cell(cell, translate) for cell in table.total) if table.total is not None else None,
    )


def _shape(*, figures: bool, amounts: bool) -> Shape:
    if not figures:
        return Shape.TEXT
    return Shape.AMOUNT if amounts else Shape.COUNT


def _cell(cell: Cell, translate: Translate) -> object:
    return translate(cell) if isinstance(cell, Message) else cell
