"""Where the lines of a letter stand on A4 pages, before anything is drawn; all measures in points."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from dunning_cli.documents.plain_text import PAGE_WIDTH, TURNED_WIDTH, display_width
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
_RULE = pattern(r"-{3,}(?: +-+)*")
"""The line below the titles of a table."""
_TEAR_OFF = pattern(r"(?:- ){4,}-?\s*(.*?)\s*(?:- ){3,}-?")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A4, upright or turned: its edges, and the columns of a line on it."""

    width: float
    height: float
    columns: int

    @property
    def left(self) -> float:
        """Where lines begin."""
        return (self.width - self.columns * CELL) / 2


UPRIGHT = Sheet(WIDTH, HEIGHT, PAGE_WIDTH)
TURNED = Sheet(HEIGHT, WIDTH, TURNED_WIDTH)


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


def pages_of(text: str, letterhead: bool, sheet: Sheet = UPRIGHT) -> list[list[PageRow]]:
    """The rows of each page. Short paragraphs stay whole, headings with what follows, the tear-off slip in one piece.

    A table that goes on to another page has its titles there too.
    """
    rows = _rows(text, sheet.columns)
    pages: list[list[PageRow]] = [[]]
    top = TOP + (LETTERHEAD if letterhead else 0.0)
    for index, row in enumerate(rows):
        begun = bool(pages[-1])
        if begun and top + _together(rows, index) > sheet.height - BOTTOM:
            pages.append([])
            top, begun = TOP, False
            for title in _titles_again(rows, index):
                pages[-1].append(PageRow(title.kind, title.text, top))
                top += title.height
        if row.kind is RowKind.BLANK and not begun:
            continue
        pages[-1].append(PageRow(row.kind, row.text, top))
        top += row.height
    return pages


def _rows(text: str, columns: int) -> list[PageRow]:
    lines = text.rstrip("\n").split("\n")
    title = _title_line(lines, columns)
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


def _title_line(lines: Sequence[str], columns: int) -> int | None:
    """The last of the centred lines a letter begins with: notes such as "draft" may stand above its title."""
    title = None
    for number, line in enumerate(lines):
        if is_centred(line, columns):
            title = number
        elif line.strip() and not _balanced(line, columns):
            break
    return title


def is_centred(line: str, columns: int = PAGE_WIDTH) -> bool:
    """Whether a line stands in the middle of the page, as a title does."""
    return line.startswith("    ") and bool(line.strip()) and _balanced(line, columns)


def _balanced(line: str, columns: int) -> bool:
    left = len(line) - len(line.lstrip(" "))
    return abs(left - (columns - display_width(line.rstrip()))) <= 2


def _together(rows: Sequence[PageRow], index: int) -> float:
    """The height of what must stand on one page with the row at `index`, itself included."""
    if rows[index].kind is RowKind.TEAR_OFF:
        return sum(row.height for row in rows[index:])
    if rows[index].kind is RowKind.BLANK:
        return 0.0
    if index and rows[index - 1].kind is RowKind.TEXT and rows[index].kind is RowKind.TEXT:
        return _within_paragraph(rows, index)
    end, body = _end(rows, index), _body(rows, index)
    if body is not None and end - index > _KEPT_WHOLE:
        # the titles, and the first row below them
        return LINE * (body - index + _in_row(rows, body))
    height = sum(row.height for row in rows[index : min(end, index + _KEPT_WHOLE)])
    if end - index > _KEPT_WHOLE:
        return sum(row.height for row in rows[index : index + 2])
    if end - index == 1 and end + 1 < len(rows) and rows[end + 1].kind is RowKind.TEXT:
        # a heading
        return height + BLANK + sum(row.height for row in rows[end + 1 : min(_end(rows, end + 1), end + 3)])
    return height


def _within_paragraph(rows: Sequence[PageRow], index: int) -> float:
    """A row after the first of its paragraph: the last two rows of a long one stay together, the lines of a row of a table too."""
    left = _end(rows, index) - index
    body = _body(rows, _start(rows, index))
    if body is None or index < body:
        return LINE * (2 if left == 2 else 1)
    if _goes_on(rows[index]):
        return LINE
    lines = _in_row(rows, index)
    last = lines < left and lines + _in_row(rows, index + lines) == left
    return LINE * (left if last else lines)


def _titles_again(rows: Sequence[PageRow], index: int) -> Sequence[PageRow]:
    """What stands above a page that begins within a table: its titles and the rule below them."""
    if rows[index].kind is not RowKind.TEXT:
        return ()
    start = _start(rows, index)
    body = _body(rows, start)
    return rows[start:body] if body is not None and index >= body else ()


def _body(rows: Sequence[PageRow], start: int) -> int | None:
    """Where the rows of a table begin, below the rule under its titles; None where a paragraph is no table."""
    end = min(_end(rows, start), start + _KEPT_WHOLE)
    rule = next((place for place in range(start, end) if _RULE.fullmatch(rows[place].text)), None)
    return rule + 1 if rule is not None else None


def _in_row(rows: Sequence[PageRow], index: int) -> int:
    """How many lines a row of a table takes, with a rule below it."""
    end, last = _end(rows, index), index + 1
    while last < end and _goes_on(rows[last]):
        last += 1
    return last - index


def _goes_on(row: PageRow) -> bool:
    """Whether a line of a table goes on with the one above."""
    return row.text.startswith(" ") or _RULE.fullmatch(row.text) is not None


def _start(rows: Sequence[PageRow], index: int) -> int:
    while index and rows[index - 1].kind is RowKind.TEXT:
        index -= 1
    return index


def _end(rows: Sequence[PageRow], index: int) -> int:
    while index < len(rows) and rows[index].kind is RowKind.TEXT:
        index += 1
    return index
