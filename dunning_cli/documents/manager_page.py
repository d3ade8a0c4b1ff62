"""Figures, charts and tables as one page that stands by itself: for a screen, a phone and paper, light and dark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dunning_cli.documents.charts import BarChart, chart_svg
from dunning_cli.documents.plain_text import display_width
from dunning_cli.documents.web_page import HTML_LANGUAGES, page_template
from dunning_cli.kernel.answer import Cell, Table, cell_text
from dunning_cli.kernel.message import Message, Translate
from dunning_cli.kernel.record import dataclass

_TEMPLATE = "manager_page.html"
_ONE_LINE = 30
"""Columns of a text that is not broken: a period and most names of clients fit."""


@dataclass(frozen=True, slots=True)
class BigFigure:
    """One of the figures that are seen first, and what stands under it."""

    title: Message
    figure: Cell
    notes: Sequence[Message]


@dataclass(frozen=True, slots=True)
class Section:
    """One subject: a chart, where there is one, and the table of its figures, which has a heading."""

    key: str
    title: Message
    table: Table
    chart: BarChart | None = None
    notes: Sequence[Message] = ()
    wide: bool = False
    """Whether the table needs the whole width, below the chart."""


@dataclass(frozen=True, slots=True)
class ManagerPage:
    """The page: its title, what it is of, the big figures, then a section for each subject."""

    title: Message
    about: Sequence[Message]
    figures: Sequence[BigFigure]
    sections: Sequence[Section]
    warnings: Sequence[Message]
    foot: Message


def manager_page_html(page: ManagerPage, language: str, translate: Translate) -> bytes:
    """The page in a language, UTF-8; every text is escaped. The same page gives the same bytes."""
    values = {
        "language": HTML_LANGUAGES[language],
        "title": translate(page.title),
        "about": list(map(translate, page.about)),
        "figures": [
            (
                translate(each.title),
                cell_text(each.figure, translate) or "–",
                list(map(translate, each.notes)),
            )
            for each in page.figures
        ],
        "sections": [_section(each, translate) for each in page.sections],
        "warnings": list(map(translate, page.warnings)),
        "foot": translate(page.foot),
    }
    return (page_template(_TEMPLATE).render(values).strip() + "\n").encode("utf-8")


def _section(section: Section, translate: Translate) -> Mapping[str, object]:
    table, chart = section.table, section.chart
    figures = [column.figures for column in table.columns]

    def cells(row: Sequence[Cell]) -> list[tuple[str, str]]:
        texts = [cell_text(cell, translate) for cell in row]
        return [(text, _style(text, right=right)) for text, right in zip(texts, figures, strict=True)]

    return {
        "key": section.key,
        "title": translate(section.title),
        # what is drawn here is escaped where it is drawn
        "chart": chart_svg(chart, translate) if chart is not None and chart.says_something else "",
        "caption": translate(table.heading) if table.heading is not None else translate(section.title),
        "columns": [(translate(column.title), column.figures) for column in table.columns],
        "rows": [cells(row) for row in table.rows],
        "total": cells(table.total) if table.total is not None else None,
        "notes": list(map(translate, section.notes)),
        "wide": section.wide,
    }


def _style(text: str, *, right: bool) -> str:
    """How a cell is set: figures to the right, sentences in several lines, all else in one."""
    if right:
        return "figures"
    return "long" if display_width(text) > _ONE_LINE else ""
