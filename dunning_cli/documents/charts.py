"""Bars as SVG for a page: a line of words over each bar, fills that are told apart without colour, nothing to run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import StrEnum
from html import escape

from dunning_cli.documents.plain_text import display_width
from dunning_cli.kernel.answer import Cell, cell_text
from dunning_cli.kernel.message import Message, Translate
from dunning_cli.kernel.record import dataclass

_WIDTH = 360
"""Units across; on the narrowest phone a unit is about a dot, so that words stay readable there."""
_ROW, _BAR_TOP, _BAR = 37, 17, 11
_LEGEND_LINE, _SWATCH, _GAP = 20, 11, 16
_COLUMN = 6.3
"""Units that one column of text takes at the size of the words."""
_LABEL_COLUMNS = 34
"""The longest label beside its value; the table has all of it."""
_LEAST = 1.5
"""Units of what is there but would be too short to be seen."""


class Fill(StrEnum):
    """How a part of a bar is filled; on paper and without colours they are told apart by their pattern."""

    SOLID = "solid"
    STRIPES = "stripes"
    DOTS = "dots"
    BLANK = "blank"


_PATTERNS = {
    Fill.STRIPES: '<rect width="6" height="6" class="under"/><path d="M-1 1 l2 -2 M0 6 l6 -6 M5 7 l2 -2"/>',
    Fill.DOTS: '<rect width="6" height="6" class="under"/><circle cx="1.6" cy="1.6" r="1.2"/>'
    '<circle cx="4.6" cy="4.6" r="1.2"/>',
}


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of a bar."""

    size: Decimal | int
    fill: Fill = Fill.SOLID


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it is of, its figure in words, its parts from the left."""

    label: Message | str
    figure: Cell
    slices: Sequence[Slice]

    @property
    def size(self) -> Decimal:
        """All parts together; what is below nothing has no length."""
        return sum((max(Decimal(each.size), Decimal(0)) for each in self.slices), Decimal(0))


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars under each other, to one scale."""

    key: str
    """Tells its patterns from those of the other charts of a page."""
    title: Message
    bars: Sequence[Bar]
    legend: Sequence[tuple[Fill, Message]] = ()
    in_shares: bool = False
    """Whether every bar has the whole width, and only the shares of its parts are shown."""

    @property
    def says_something(self) -> bool:
        """Whether any bar has a length."""
        return any(bar.size for bar in self.bars)


def chart_svg(chart: BarChart, translate: Translate) -> str:
    """The chart as SVG; every text in it is escaped."""
    head, legend = _legend(chart, translate)
    height = head + _ROW * len(chart.bars)
    spoken = "; ".join(f"{_text(bar.label, translate)} {_text(bar.figure, translate)}" for bar in chart.bars)
    words = escape(f"{translate(chart.title)}: {spoken}", quote=True)
    return "".join(
        (
            f'<svg class="chart" viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{words}">',
            *_definitions(chart),
            *legend,
            *_bars(chart, head, translate),
            "</svg>",
        )
    )


def _text(cell: Cell, translate: Translate) -> str:
    return cell_text(cell, translate)


def _definitions(chart: BarChart) -> Iterator[str]:
    used = {each.fill for bar in chart.bars for each in bar.slices} | {fill for fill, _ in chart.legend}
    yield "<defs>"
    for fill, shapes in _PATTERNS.items():
        if fill in used:
            yield (
                f'<pattern id="{chart.key}-{fill}" class="{fill}" width="6" height="6" '
                f'patternUnits="userSpaceOnUse">{shapes}</pattern>'
            )
    yield "</defs>"


def _legend(chart: BarChart, translate: Translate) -> tuple[int, list[str]]:
    """Its height and its shapes: a box of each fill with its words, in as many lines as are needed."""
    x, y, shapes = 0.0, 0, []
    for fill, words in chart.legend:
        text = translate(words)
        width = _SWATCH + 5 + display_width(text) * _COLUMN
        if x and x + width > _WIDTH:
            x, y = 0.0, y + _LEGEND_LINE
        shapes.append(_rectangle(chart, fill, x, y + 3, _SWATCH, _SWATCH))
        shapes.append(f'<text class="quiet" x="{x + _SWATCH + 5:.1f}" y="{y + 13}">{escape(text)}</text>')
        x += width + _GAP
    return (y + _LEGEND_LINE + 6 if chart.legend else 0), shapes


def _bars(chart: BarChart, top: int, translate: Translate) -> Iterator[str]:
    longest = max((bar.size for bar in chart.bars), default=Decimal(0))
    for place, bar in enumerate(chart.bars):
        y = top + place * _ROW
        yield f'<text x="0" y="{y + 12}">{escape(_cut(_text(bar.label, translate)))}</text>'
        yield (
            f'<text class="figure" x="{_WIDTH}" y="{y + 12}" text-anchor="end">'
            f"{escape(_text(bar.figure, translate))}</text>"
        )
        yield f'<rect class="track" x="0" y="{y + _BAR_TOP}" width="{_WIDTH}" height="{_BAR}" rx="2"/>'
        whole = bar.size if chart.in_shares else longest
        x = 0.0
        for each in bar.slices:
            if each.size > 0 and whole:
                width = max(float(each.size * _WIDTH / whole), _LEAST)
                yield _rectangle(chart, each.fill, x, y + _BAR_TOP, min(width, _WIDTH - x), _BAR)
                x += width


def _rectangle(chart: BarChart, fill: Fill, x: float, y: float, width: float, height: int) -> str:
    shape = f'x="{x:.1f}" y="{y}" width="{max(width, 0):.1f}" height="{height}"'
    if fill in _PATTERNS:
        return f'<rect class="edge {fill}" fill="url(#{chart.key}-{fill})" {shape}/>'
    return f'<rect class="{fill}" {shape}/>'


def _cut(text: str) -> str:
    """A label of no more columns than have room beside its figure."""
    if display_width(text) <= _LABEL_COLUMNS:
        return text
    while display_width(text) >= _LABEL_COLUMNS:
        text = text[:-1]
    return f"{text}…"
