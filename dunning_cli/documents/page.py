"""Letters as A4 pages ready for print: the same text on its grid of columns, under the office's letterhead.

fpdf2 embeds only the characters used, from TrueType and OpenType files and collections alike.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

from dunning_cli.documents.page_layout import (
    BOTTOM,
    SIZE,
    TOP,
    TURNED,
    UPRIGHT,
    PageRow,
    RowKind,
    Sheet,
    pages_of,
)
from dunning_cli.documents.plain_text import display_width
from dunning_cli.domain.case.office.settings import Office
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.typeface import Typeface

if TYPE_CHECKING:
    from fpdf import FPDF

_FAMILY = "letter"
_BASELINE = 0.88
"""Where the baseline of a line lies below its top, in sizes."""
_TITLE_SIZE, _OFFICE_SIZE, _SMALL = 18.0, 13.0, 8.5
_TOLERANCE = 0.02
"""How far a character's own width may differ from its columns and still be set as it is, in sizes."""
_OPENING = frozenset("“‘")
"""Chinese faces draw these two columns wide with the mark in the right half; in one column only that half fits."""
_CLOSING = frozenset("”’")


@dataclass(frozen=True, slots=True)
class LetterPage:
    """A letter to be printed."""

    text: str
    written: date
    serial: str | None = None
    office: Office | None = None
    """Whose letterhead stands on it; none without."""
    wide: bool = False
    """Whether the sheet is turned, for a table that needs it."""


def letters_pdf(letters: Sequence[LetterPage], typefaces: Sequence[Typeface]) -> bytes:
    """The letters one after another as one PDF, each beginning a page; equal input gives equal bytes.

    The first typeface that has every character is used. Raises Refused where none has, or fpdf2 is missing.
    """
    check_printing()
    typeface = _fit(letters, typefaces)
    pdf = _document(typeface, max(letter.written for letter in letters))
    upright, turned = _Grid(pdf, UPRIGHT), _Grid(pdf, TURNED)
    for letter in letters:
        grid = turned if letter.wide else upright
        pages = pages_of(letter.text, letter.office is not None, grid.sheet)
        for number, rows in enumerate(pages, start=1):
            pdf.add_page(orientation="landscape" if letter.wide else "portrait")
            if number == 1 and letter.office is not None:
                _letterhead(grid, letter.office)
            for row in rows:
                _draw(grid, row)
            _footer(grid, letter.serial, number, len(pages))
    return bytes(pdf.output())


def check_printing() -> None:
    """Raises Refused where the package that prints is not installed."""
    try:
        import fpdf  # noqa: F401
    except ImportError:
        raise Refused(
            msg("printing needs the package fpdf2; install it with: pip install 'dunning[pdf]'")
        ) from None


def _fit(letters: Sequence[LetterPage], typefaces: Sequence[Typeface]) -> Typeface:
    wanted = {character for letter in letters for character in letter.text if not character.isspace()}
    wanted |= {character for letter in letters if letter.office for character in _head_text(letter.office)}
    lacking: set[str] = set()
    for typeface in typefaces:
        missing = wanted - {chr(code) for code in _characters(typeface)} - {" "}
        if not missing:
            return typeface
        lacking = lacking & missing if lacking else missing
    raise Refused(
        msg(
            "no typeface found has the characters {characters}; name a font file that has them in DUNNING_FONT",
            characters=" ".join(sorted(lacking)[:10]),
        )
    )


def _characters(typeface: Typeface) -> set[int]:
    """The characters a typeface can draw. Raises Refused where the file is no font."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with TTFont(typeface.file, fontNumber=typeface.face, lazy=True) as font:
            return set(font.getBestCmap() or ())
    except (TTLibError, OSError, IndexError) as error:
        raise Refused(
            msg("{file} cannot be read as a font: {reason}", file=typeface.file, reason=str(error))
        ) from None


def _document(typeface: Typeface, day: date) -> FPDF:
    from fpdf import FPDF

    # fpdf2 reports on standard error what its font library left out of a subset
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    pdf = FPDF(orientation="portrait", unit="pt", format="A4")
    pdf.set_creation_date(datetime.combine(day, time(), tzinfo=UTC))
    pdf.set_producer("dunning")
    pdf.set_auto_page_break(False)
    pdf.set_margin(0)
    pdf.add_font(_FAMILY, fname=typeface.file, collection_font_number=typeface.face)
    return pdf


class _Grid:
    """Sets text so that every column is half a Chinese character wide, whatever the typeface."""

    def __init__(self, pdf: FPDF, sheet: Sheet) -> None:
        self.pdf = pdf
        self.sheet = sheet
        self._widths: dict[str, float] = {}

    def line(self, text: str, x: float, top: float, size: float = SIZE) -> None:
        """A line of text on the grid, its left edge at x."""
        self.pdf.set_font(_FAMILY, size=size)
        baseline = top + size * _BASELINE
        for run, columns in self._runs(text):
            if not run.isspace():
                self._set(run, x, baseline, size, columns * size / 2)
            x += columns * size / 2

    def centred(self, text: str, top: float, size: float) -> None:
        """A line in the middle of the page, set smaller where it would be wider than the text."""
        sheet = self.sheet
        size = min(size, 2 * (sheet.width - 2 * sheet.left) / max(1, display_width(text)))
        self.line(text, (sheet.width - display_width(text) * size / 2) / 2, top, size)

    def _runs(self, text: str) -> Iterator[tuple[str, int]]:
        """Characters that fill their columns exactly together, the others one by one."""
        run, columns = "", 0
        for character in text:
            width = display_width(character)
            if self._fits(character, width):
                run, columns = run + character, columns + width
                continue
            if run:
                yield run, columns
                run, columns = "", 0
            yield character, width
        if run:
            yield run, columns

    def _fits(self, character: str, columns: int) -> bool:
        return abs(self._width(character) - columns / 2) <= _TOLERANCE

    def _width(self, character: str) -> float:
        """The character's own width, in sizes."""
        if character not in self._widths:
            self._widths[character] = self.pdf.get_string_width(character) / self.pdf.font_size
        return self._widths[character]

    def _set(self, run: str, x: float, baseline: float, size: float, room: float) -> None:
        own = sum(self._width(character) for character in run) * size
        if len(run) == 1 and own > room + _TOLERANCE * size:
            if run in _OPENING and own >= 2 * room - _TOLERANCE * size:
                x -= own - room
            elif run not in _CLOSING:
                self._squeezed(run, x, baseline, room / own)
                return
        elif len(run) == 1:
            x += (room - own) / 2
        self.pdf.text(x, baseline, run)

    def _squeezed(self, run: str, x: float, baseline: float, share: float) -> None:
        self.pdf.set_stretching(100 * share)
        self.pdf.text(x, baseline, run)
        self.pdf.set_stretching(100)


def _draw(grid: _Grid, row: PageRow) -> None:
    if row.kind is RowKind.TITLE:
        grid.centred(row.text, row.top, _TITLE_SIZE)
    elif row.kind is RowKind.TEAR_OFF:
        _tear_off(grid, row)
    elif row.kind is RowKind.TEXT:
        grid.line(row.text, grid.sheet.left, row.top)


def _tear_off(grid: _Grid, row: PageRow) -> None:
    """A dashed line from edge to edge with the words in its middle."""
    pdf, width = grid.pdf, grid.sheet.width
    half = display_width(row.text) * _SMALL / 4 + 6
    y = row.top + SIZE / 2
    pdf.set_draw_color(90)
    pdf.set_line_width(0.6)
    with _dashed(pdf):
        pdf.line(20, y, width / 2 - half, y)
        pdf.line(width / 2 + half, y, width - 20, y)
    grid.centred(row.text, y - _SMALL / 2, _SMALL)


@contextlib.contextmanager
def _dashed(pdf: Any) -> Iterator[None]:
    pdf.set_dash_pattern(dash=4, gap=3)
    yield
    pdf.set_dash_pattern()


def _head_text(office: Office) -> str:
    return "".join((office.office, *_head_details(office))).replace(" ", "")


def _head_details(office: Office) -> list[str]:
    head = office.letterhead
    return [text for text in (head.address, head.phone) if text] if head else []


def _letterhead(grid: _Grid, office: Office) -> None:
    """Name of the office, address and telephone, over a rule."""
    pdf, sheet = grid.pdf, grid.sheet
    grid.centred(office.office, TOP - 18, _OFFICE_SIZE)
    details = "    ".join(_head_details(office))
    if details:
        grid.centred(details, TOP + 2, _SMALL)
    pdf.set_draw_color(0)
    pdf.set_line_width(0.8)
    pdf.line(sheet.left, TOP + 18, sheet.width - sheet.left, TOP + 18)


def _footer(grid: _Grid, serial: str | None, number: int, count: int) -> None:
    """The letter's number and the page, so that a lost sheet is noticed."""
    sheet = grid.sheet
    top = sheet.height - BOTTOM + 24
    if serial:
        grid.line(serial, sheet.left, top, _SMALL)
    page = f"{number} / {count}"
    grid.line(page, sheet.width - sheet.left - display_width(page) * _SMALL / 2, top, _SMALL)
