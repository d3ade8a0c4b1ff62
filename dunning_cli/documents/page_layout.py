"""Where the lines of a letter stand on A4 pages, before anything is drawn; all measures in points."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from dunning_cli.documents.plain_text import PAGE_WIDTH, display_width
from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.record import dataclass

WIDTH, HEIGHT = 595.28, 841.89
"""A4."""
SIZE = 12.0
"""Size of the type; a Chinese character is as wide."""
CELL = SIZE / 2
"""One column of the text."""
LEFT = (WIDTH - PAGE_WIDTH * CELL) / 2
TOP, BOTTOM = 62.0, 64.0
LINE, BLANK = 17.2, 9.5
TITLE = 28.0
LETTERHEAD = 46.0
"""Height the letterhead takes on a first page."""
_KEPT_WHOLE = 5
"""A paragraph of at most so many lines is not split; a longer one keeps two lines together."""
_TEAR_OFF = pattern(r"(?:- ){4,}-?\s*(.*?)\s*(?:- ){3,}-?")


class RowKind(StrEnum):
    """How a line is set."""

    TEXT = "text"
    BLANK = "blank"
    TITLE = "title"
    TEAR_OFF = "tear-off"


HEIGHTS = {RowKind.TEXT: LINE, RowKind.BLANK: BLANK, RowKind.TITLE: TITLE, RowKind.TEAR_OFF: 24.0}


@dataclass(frozen=True, slots=True)
class PageRow:
    """One line of a letter; `top` is measured from the page's upper edge."""

    kind: RowKind
    text: str
    top: float = 0.0

    @property
    def height(self) -> float:
        """What it takes."""
        return HEIGHTS[self.kind]


def pages_of(text: str, letterhead: bool) -> list[list[PageRow]]:
    """The rows of each page. Short paragraphs stay whole, headings with what follows, the tear-off slip in one piece."""
    rows = _rows(text)
    pages: list[list[PageRow]] = [[]]
    top = TOP + (LETTERHEAD if letterhead else 0.0)
    for index, row in enumerate(rows):
        begun = bool(pages[-1])
        if begun and top + _together(rows, index) > HEIGHT - BOTTOM:
            pages.append([])
            top, begun = TOP, False
        if row.kind is RowKind.BLANK and not begun:
            continue
        pages[-1].append(PageRow(row.kind, row.text, top))
        top += row.height
    return pages


def _rows(text: str) -> list[PageRow]:
    lines = text.rstrip("\n").split("\n")
    title = _title_line(lines)
    rows: list[PageRow] = []
    for number, line in enumerate(lines):
        if not line.strip():
            rows.append(PageRow(RowKind.BLANK, ""))
        elif number == title:
            rows.append(PageRow(RowKind.TITLE, line.strip()))
        elif found := _TEAR_OFF.fullmatch(line.strip()):
            rows.append(PageRow(RowKind.TEAR_OFF, found[1].strip("()（） ")))
        else:
            rows.append(PageRow(RowKind.TEXT, line))
    return rows


def _title_line(lines: Sequence[str]) -> int | None:
    """The last of the centred lines a letter begins with: notes such as "draft" may stand above its title."""
    title = None
    for number, line in enumerate(lines):
        if is_centred(line):
            title = number
        elif line.strip() and not _balanced(line):
            break
    return title


def is_centred(line: str) -> bool:
    """Whether a line stands in the middle of the page, as a title does."""
    return line.startswith("    ") and bool(line.strip()) and _balanced(line)


def _balanced(line: str) -> bool:
    left = len(line) - len(line.lstrip(" "))
    return abs(left - (PAGE_WIDTH - display_width(line.rstrip()))) <= 2


def _together(rows: Sequence[PageRow], index: int) -> float:
    """The height of what must stand on one page with the row at `index`, itself included."""
    if rows[index].kind is RowKind.TEAR_OFF:
        return sum(row.height for row in rows[index:])
    if rows[index].kind is RowKind.BLANK:
        return 0.0
    if index and rows[index - 1].kind is RowKind.TEXT and rows[index].kind is RowKind.TEXT:
        return _within_paragraph(rows, index)
    end = _end(rows, index)
    height = sum(row.height for row in rows[index : min(end, index + _KEPT_WHOLE)])
    if end - index > _KEPT_WHOLE:
        return sum(row.height for row in rows[index : index + 2])
    if end - index == 1 and end + 1 < len(rows) and rows[end + 1].kind is RowKind.TEXT:
        # a heading
        return height + BLANK + sum(row.height for row in rows[end + 1 : min(_end(rows, end + 1), end + 3)])
    return height


def _within_paragraph(rows: Sequence[PageRow], index: int) -> float:
    """A row after the first of its paragraph: the last two rows of a long one stay together."""
    left = _end(rows, index) - index
    return LINE * (2 if left == 2 else 1)


def _end(rows: Sequence[PageRow], index: int) -> int:
    while index < len(rows) and rows[index].kind is RowKind.TEXT:
        index += 1
    return index
