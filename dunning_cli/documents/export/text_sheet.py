"""A sheet of plain text that somebody fills in or mends, to be imported again."""

from __future__ import annotations

from collections.abc import Sequence

from dunning_cli.documents.export.workbook import SheetColumn, WorkbookSheet, columns_taken
from dunning_cli.kernel.record import dataclass

_WIDEST, _NARROWEST = 40, 8


@dataclass(frozen=True, slots=True)
class TextColumn:
    """One column: its header, and a note that stands on the header, empty for none; a `strong` one has a colour."""

    header: str
    note: str = ""
    strong: bool = False


def text_sheet(
    title: str, columns: Sequence[TextColumn], rows: Sequence[Sequence[str]] = ()
) -> WorkbookSheet:
    """The sheet with these rows; its columns are as wide as what stands in them."""
    shown = [
        SheetColumn(
            column.header,
            _width([column.header, *(row[place] for row in rows)]),
            note=column.note,
            strong=column.strong,
        )
        for place, column in enumerate(columns)
    ]
    return WorkbookSheet(title=title, columns=shown, rows=rows, filtered=False, comes_back=True)


def _width(texts: Sequence[str]) -> int:
    return min(max(_NARROWEST, *map(columns_taken, texts)) + 2, _WIDEST)
