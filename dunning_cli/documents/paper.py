"""Sentences and tables as the text of a printed paper, on a sheet that is turned where a table needs it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dunning_cli.documents.plain_text import PAGE_WIDTH, TURNED_WIDTH, display_width, fold, one_line
from dunning_cli.documents.text_table import TextTable, fits, table_lines
from dunning_cli.kernel.answer import Cell, Paragraph, Table, cell_text
from dunning_cli.kernel.message import Message, Translate
from dunning_cli.kernel.record import dataclass

_BESIDE_A_TITLE = 8
"""Columns that a title in the middle of a line leaves free."""
Part = Message | Table | Paragraph


@dataclass(frozen=True, slots=True)
class PaperText:
    """The text of a paper, and whether its sheet is turned."""

    title: str
    text: str
    wide: bool


def paper_text(title: Message, parts: Sequence[Part], translate: Translate) -> PaperText:
    """A paper under its title. No line is wider than the sheet: what is too long is folded."""
    tables = {number: _texts(part, translate) for number, part in enumerate(parts) if isinstance(part, Table)}
    wide = not all(fits(table, PAGE_WIDTH) for table in tables.values())
    columns = TURNED_WIDTH if wide else PAGE_WIDTH
    said = one_line(translate(title))
    lines = [*_in_the_middle(said, columns), ""]
    for number, part in enumerate(parts):
        table = tables.get(number)
        if lines[-1] and (table is not None or number - 1 in tables):
            lines.append("")
        if table is None:
            lines += _sentence(part, columns, translate)
            continue
        assert isinstance(part, Table)
        if part.heading is not None:
            lines += fold(one_line(translate(part.heading)), columns)
        lines += table_lines(table, columns)
    text = "\n".join(lines)
    return PaperText(said, f"{text}\n", wide)


def _in_the_middle(title: str, columns: int) -> Sequence[str]:
    width = display_width(title)
    if width > columns - _BESIDE_A_TITLE:
        return fold(title, columns)
    return [" " * ((columns - width) // 2) + title]


def _sentence(part: Part, columns: int, translate: Translate) -> Iterator[str]:
    text = part.text if isinstance(part, Paragraph) else cell_text(part, translate)
    for line in text.split("\n"):
        yield from fold(one_line(line), columns)


def _texts(table: Table, translate: Translate) -> TextTable:
    def texts(row: Sequence[Cell]) -> list[str]:
        return [one_line(cell_text(cell, translate)).strip() for cell in row]

    return TextTable(
        texts([column.title for column in table.columns]),
        [texts(row) for row in table.rows],
        [column.figures for column in table.columns],
        texts(table.total) if table.total is not None else None,
    )
