"""How wide the columns of a table are in text, and which of them stand beside each other in a width; the others stand below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dunning_cli.documents.plain_text import display_width, fold
from dunning_cli.kernel.record import dataclass

_BETWEEN = 2
"""Columns between two of a table."""
_NARROWEST = 3
"""No column is narrower: its rule would not be seen as one."""
_NARROWEST_TITLE, _NARROWEST_TEXT = 6, 14
"""Below these a title or a text is not folded further."""


@dataclass(frozen=True, slots=True)
class TextTable:
    """Titles and cells as texts; `figures` tells which columns stand to the right."""

    titles: Sequence[str]
    rows: Sequence[Sequence[str]]
    figures: Sequence[bool]
    total: Sequence[str] | None = None

    @property
    def every_row(self) -> Sequence[Sequence[str]]:
        """The rows, and the total where there is one."""
        return [*self.rows, *([self.total] if self.total is not None else [])]


def fits(table: TextTable, columns: int) -> bool:
    """Whether a table stands in a width with no more than its titles folded."""
    return _room(_narrow(table)) <= columns


def beside_each_other(table: TextTable, columns: int) -> list[TextTable]:
    """The table in as many parts as it needs so that each stands in a width, every part with the first column."""
    return [
        TextTable(
            [table.titles[place] for place in places],
            [[row[place] for place in places] for row in table.rows],
            [table.figures[place] for place in places],
            [table.total[place] for place in places] if table.total is not None else None,
        )
        for places in _blocks(_widths(table, columns), columns)
    ]


def _widths(table: TextTable, columns: int) -> list[int]:
    """The width of each column: its own, else with its title folded, else with its texts folded."""
    widths = [
        max(display_width(title), cells) for title, cells in zip(table.titles, _of_cells(table), strict=True)
    ]
    if _room(widths) > columns:
        widths = _narrow(table)
    texts = [place for place, is_figure in enumerate(table.figures) if not is_figure]
    for place in sorted(texts, key=lambda place: -widths[place]):
        beyond = _room(widths) - columns
        if beyond > 0:
            widths[place] = max(min(widths[place], _NARROWEST_TEXT), widths[place] - beyond)
    half = columns // 2 - _BETWEEN
    return [min(width, half) for width in widths] if len(widths) > 1 else [min(widths[0], columns)]


def _narrow(table: TextTable) -> list[int]:
    return [
        max(_narrowest(title), cells) for title, cells in zip(table.titles, _of_cells(table), strict=True)
    ]


def _narrowest(title: str) -> int:
    """The width of a title on two lines, as far as its words allow."""
    width = display_width(title)
    least = max(_NARROWEST_TITLE, *(len(word) for word in title.split(" ") if word.isascii()), 0)
    return next((each for each in range(min(least, width), width) if len(fold(title, each)) <= 2), width)


def _of_cells(table: TextTable) -> list[int]:
    return [
        max([_NARROWEST, *(display_width(row[place]) for row in table.every_row)])
        for place in range(len(table.titles))
    ]


def _room(widths: Sequence[int]) -> int:
    return sum(widths) + _BETWEEN * (len(widths) - 1)


def _blocks(widths: Sequence[int], columns: int) -> Iterator[list[int]]:
    """The places of the columns that stand beside each other, the first of all in each."""
    places = [0]
    for place in range(1, len(widths)):
        if _room([widths[each] for each in (*places, place)]) > columns:
            yield places
            places = [0]
        places.append(place)
    yield places
