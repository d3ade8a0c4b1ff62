"""Sentences and tables as a page of HTML that stands by itself and prints well on A4: no scripts, nothing from a network."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypedDict

from dunning_cli.kernel.answer import Cell, Paragraph, Table, cell_text
from dunning_cli.kernel.message import Message, Translate
from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.record import dataclass

if TYPE_CHECKING:
    from jinja2 import Template

_TEMPLATE = "web_page.html"
HTML_LANGUAGES = {"zh": "zh-CN", "en": "en"}
_LONG_WORD = pattern(r"[!-~]{25}")
"""What would push a table beyond the paper unless it may be broken anywhere."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What the parts after it are about."""

    text: Message


@dataclass(frozen=True, slots=True)
class FactList:
    """What is known of one thing: names and values one under the other; values that are None are left out."""

    rows: Sequence[tuple[Message, Cell]]


@dataclass(frozen=True, slots=True)
class Points:
    """Sentences one under the other; `grave` ones should not be overlooked."""

    items: Sequence[Message]
    grave: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that leads to another file beside the page."""

    file: str
    text: Message | str


@dataclass(frozen=True, slots=True)
class Fixed:
    """A cell to be copied letter by letter, such as an id or a hash; it may be broken anywhere."""

    text: str


@dataclass(frozen=True, slots=True)
class Lines:
    """A cell of several lines."""

    items: Sequence[Cell]


Part = Message | Table | Paragraph | Heading | FactList | Points


@dataclass(frozen=True, slots=True)
class WebPage:
    """One page: its title, what stands on it, and the line under every sheet of its print."""

    title: Message
    parts: Sequence[Part]
    foot: Message
    wide: bool = False
    """Whether its tables need the paper turned."""


class _Shown(TypedDict):
    """A cell as it is printed: its lines, where it leads, how it is set."""

    lines: tuple[str, ...]
    file: str
    style: str


def page_html(page: WebPage, language: str, translate: Translate) -> bytes:
    """The page in a language, UTF-8; every text is escaped, so that names with < or & are only text."""
    values = {
        "language": HTML_LANGUAGES[language],
        "title": translate(page.title),
        "foot": translate(page.foot),
        "wide": page.wide,
        "parts": [part_shown(part, translate) for part in page.parts],
    }
    return (page_template(_TEMPLATE).render(values).strip() + "\n").encode("utf-8")


def part_shown(part: Part, translate: Translate) -> Mapping[str, object]:
    """A part as a template or a layout sets it: its kind, and its texts in a language."""
    if isinstance(part, Heading):
        return {"kind": "heading", "text": translate(part.text)}
    if isinstance(part, FactList):
        rows = [(translate(name), _shown(cell, translate)) for name, cell in part.rows if cell is not None]
        return {"kind": "facts", "rows": rows}
    if isinstance(part, Points):
        return {"kind": "points", "items": [translate(item) for item in part.items], "grave": part.grave}
    if isinstance(part, Paragraph):
        return {"kind": "text", "text": part.text}
    if isinstance(part, Table):
        return _table(part, translate)
    return {"kind": "sentence", "text": translate(part)}


def _table(table: Table, translate: Translate) -> Mapping[str, object]:
    figures = [column.figures for column in table.columns]

    def cells(row: Sequence[Cell]) -> list[_Shown]:
        return [
            _shown(cell, translate, "figures" if right else "")
            for cell, right in zip(row, figures, strict=True)
        ]

    return {
        "kind": "table",
        "heading": translate(table.heading) if table.heading is not None else "",
        "columns": [
            (translate(column.title), "figures" if column.figures else "") for column in table.columns
        ],
        "rows": [cells(row) for row in table.rows],
        "total": cells(table.total) if table.total is not None else None,
    }


def _shown(cell: Cell, translate: Translate, style: str = "") -> _Shown:
    if isinstance(cell, Fixed):
        return _Shown(lines=(cell_text(cell.text, translate),), file="", style="fixed")
    items: tuple[Cell, ...]
    if isinstance(cell, Link):
        items, file = (cell.text,), cell.file
    else:
        items, file = tuple(cell.items) if isinstance(cell, Lines) else (cell,), ""
    lines = tuple(cell_text(item, translate) for item in items)
    if not style and any(_LONG_WORD.search(line) for line in lines):
        style = "long"
    return _Shown(lines=lines, file=file, style=style)


def length_of(page: WebPage) -> int:
    """How many rows its tables have together."""
    return sum(len(part.rows) for part in _tables(page))


def _tables(page: WebPage) -> Iterator[Table]:
    return (part for part in page.parts if isinstance(part, Table))


@functools.cache
def page_template(name: str) -> Template:
    """A template of this package for pages; it escapes every text that is not marked otherwise."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("dunning_cli", "documents"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    return environment.get_template(name)
