"""Papers drawn as PDF: those of letters by their own layout where the ledger has one, all others by the shipped one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dunning_cli.documents.joined_pdf import joined_pdf
from dunning_cli.documents.page import LetterPage, layout_data, measured_by, title_of
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.typeface import Typeface
from dunning_cli.store.format.layouts import Layout, shipped_layout
from dunning_cli.store.machine.many_drawn import many_drawn
from dunning_cli.store.machine.typefaces import chinese_typefaces
from dunning_cli.store.machine.typesetter import Typesetter, check_printing, drawn, typesetter_with

_PIECE = 12
"""Papers that are drawn at once: typst takes some five megabytes for each."""


def pages_pdf(pages: Sequence[LetterPage], typeface: str | None, layout: Layout | None = None) -> bytes:
    """Papers one after another in one PDF, each beginning a page; equal papers give equal bytes. Raises Refused."""
    day = max(page.written for page in pages)
    chosen = layout or shipped_layout()
    if len(pages) > _PIECE and chosen.file is None:
        check_printing()
        return _in_pieces(pages, day, chinese_typefaces(typeface))
    return drawn(chosen, lambda families: layout_data(pages, families), day, typeface, len(pages))


def _in_pieces(pages: Sequence[LetterPage], day: date, typefaces: Sequence[Typeface]) -> bytes:
    """Drawn some at a time on all processors, each piece set as if all were one."""
    press = _Press(day, typefaces, title_of(pages))
    by = measured_by(pages)
    leading = sorted(set(by))
    measured = many_drawn([pages[number] for number in leading], press.measured, part=_PIECE, many=1)
    fits = dict(zip(leading, measured, strict=True))
    pieces = [
        ([*pages[begin : begin + _PIECE]], [fits[number] for number in by[begin : begin + _PIECE]])
        for begin in range(0, len(pages), _PIECE)
    ]
    return joined_pdf(many_drawn(pieces, press.printed, many=3))


@dataclass(frozen=True, slots=True)
class _Press:
    """Prints papers that go into one file."""

    day: date
    typefaces: Sequence[Typeface]
    title: str

    def measured(self, pages: Sequence[LetterPage]) -> list[int]:
        """Of each how it is set so that it is one page, as the layout numbers it."""
        with typesetter_with(self.typefaces) as press:
            sheets = press.drawn(
                shipped_layout(),
                lambda families: layout_data(pages, families, measure=True),
                self.day,
                len(pages),
                with_places=True,
            )
        (found,) = sheets.places
        return list(found)

    def printed(self, pieces: Sequence[tuple[Sequence[LetterPage], Sequence[int]]]) -> list[bytes]:
        """The PDF of each piece."""
        with typesetter_with(self.typefaces) as press:
            return [self._printed(press, *piece) for piece in pieces]

    def _printed(self, press: Typesetter, pages: Sequence[LetterPage], fits: Sequence[int]) -> bytes:
        return press.drawn(
            shipped_layout(),
            lambda families: layout_data(pages, families, fits, self.title),
            self.day,
            len(pages),
        ).pdf
