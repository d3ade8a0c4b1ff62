"""Sentences and tables in the pieces of a printed paper, on a sheet that is turned where a table needs it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dunning_cli.documents.letter_blocks import Block, BlockKind, LetterParts
from dunning_cli.documents.plain_text import PAGE_WIDTH, TURNED_WIDTH, one_line
from dunning_cli.documents.text_table import TextTable, beside_each_other, fits
from dunning_cli.kernel.answer import Cell, Paragraph, Table, cell_text
from dunning_cli.kernel.message import Message, Translate

Part = Message | Table | Paragraph


def paper_parts(title: Message, parts: Sequence[Part], translate: Translate) -> tuple[LetterParts, bool]:
    """A paper under its title, and whether its sheet is turned: columns of a table that do not fit stand below."""
    tables = [_texts(part, translate) for part in parts if isinstance(part, Table)]
    wide = _wide(tables)
    columns = TURNED_WIDTH if wide else PAGE_WIDTH
    blocks = [block for part in parts for block in _blocks(part, columns, translate)]
    return LetterParts((), one_line(translate(title)), blocks), wide


def _blocks(part: Part, columns: int, translate: Translate) -> Iterator[Block]:
    if not isinstance(part, Table):
        text = part.text if isinstance(part, Paragraph) else cell_text(part, translate)
        for line in text.split("\n"):
            yield Block(kind=BlockKind.PARAGRAPH, text=one_line(line).strip())
        return
    heading = one_line(translate(part.heading)) if part.heading is not None else ""
    for table in beside_each_other(_texts(part, translate), columns):
        yield table_block(table, heading)
        heading = ""


def table_block(table: TextTable, heading: str = "") -> Block:
    """A table for print, under its heading."""
    return Block(
        kind=BlockKind.TABLE,
        text=heading,
        columns=table.titles,
        rows=table.rows,
        figures=table.figures,
        total=table.total or (),
    )


def _wide(tables: Iterable[TextTable]) -> bool:
    return not all(fits(table, PAGE_WIDTH) for table in tables)


def _texts(table: Table, translate: Translate) -> TextTable:
    def texts(row: Sequence[Cell]) -> list[str]:
        return [one_line(cell_text(cell, translate)).strip() for cell in row]

    return TextTable(
        texts([column.title for column in table.columns]),
        [texts(row) for row in table.rows],
        [column.figures for column in table.columns],
        texts(table.total) if table.total is not None else None,
    )
