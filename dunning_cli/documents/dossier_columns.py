"""The columns of a client's dossier: what each holds, how it is shown and how wide it is."""

from __future__ import annotations

from enum import Enum

from dunning_cli.documents.export.workbook import Shape, SheetColumn


class CellKind(Enum):
    """What a column holds: its format, its width in characters, and whether long text goes on in further lines."""

    TEXT = (Shape.TEXT, 16, False)
    LONG = (Shape.TEXT, 48, True)
    NAME = (Shape.TEXT, 24, False)
    AMOUNT = (Shape.AMOUNT, 14, False)
    COUNT = (Shape.COUNT, 9, False)
    DAY = (Shape.DAY, 12, False)
    MOMENT = (Shape.MOMENT, 17, False)

    def column(self, title: str) -> SheetColumn:
        """A column of this kind, wide enough for its title."""
        shape, width, wrapped = self.value
        return SheetColumn(title, max(width, 2 * len(title) + 2), shape, wrapped)
