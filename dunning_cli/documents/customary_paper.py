"""A paper without an element form as such papers are written: who, what, why, to whom, signatures; in pieces for print and as text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, zip_longest
from types import MappingProxyType

from dunning_cli.documents.capital_figures import capital_figures
from dunning_cli.documents.court_form import BLANK, places_to_sign
from dunning_cli.documents.letter_blocks import Block, BlockKind, LetterParts
from dunning_cli.documents.plain_text import PAGE_WIDTH, display_width, fold, one_line
from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.codes.legal import CourtPaper
from dunning_cli.domain.litigation.form_elements import SECTIONS, FilledElement, Section
from dunning_cli.kernel.message import Message, Translate, label, msg

_WITHOUT_HEADING = frozenset({Section.PARTIES, Section.NOTICE})
_NAMED = frozenset({Section.PARTIES, Section.DEBT})
"""Parts in which each element stands behind its name."""
_LISTED = frozenset({Section.REQUESTS, Section.PROPERTY, Section.ATTACHED, Section.ENCLOSED})
"""Parts whose lines are counted."""
_ADDRESSED = "court"
"""The element that says to whom a paper is handed: it stands above the signatures."""
_SIGNED: Mapping[CourtPaper, tuple[Message, ...]] = MappingProxyType(
    {
        CourtPaper.ENFORCEMENT: (label("Applicant for enforcement (signature or seal):"),),
        CourtPaper.PRESERVATION: (label("Applicant (signature or seal):"),),
        CourtPaper.POWER: (label("Principal (signature or seal):"), label("Agent (signature):")),
        CourtPaper.EVIDENCE: (label("Handed in by (signature or seal):"),),
        CourtPaper.ASSIGNMENT: (label("Assignor (seal):"), label("Assignee (seal):")),
        CourtPaper.INSOLVENCY: (label("Creditor who files (signature or seal):"),),
    }
)
"""Who signs each."""
CUSTOMARY = frozenset(_SIGNED)
_OF_PAPERS = (label("evidence no."), label("paper"), label("to prove"))
_WIDTHS = (10, 30, 32)
"""Columns that each takes in text, two more between them."""
_SLIP = (label("This notice reached me."), label("Signature:"), label("Date:"))
_FIRST = 4
"""Columns that the first line of a paragraph is moved: two characters, as Chinese papers are written."""


def customary_paper(
    paper: CourtPaper, elements: Sequence[FilledElement], translate: Translate
) -> LetterParts:
    """The paper in pieces; `translate` is into Chinese."""
    write = _Writer(translate)
    body = list(write.body(elements))
    addressed = [each for each in elements if each.element.key == _ADDRESSED]
    body += [block for each in addressed for block in write.address(each)]
    body.append(places_to_sign([translate(line) for line in (*_SIGNED[paper], label("Date:"))]))
    slip: Sequence[Block] = ()
    cut = ""
    if paper is CourtPaper.ASSIGNMENT:
        cut = translate(label("receipt, to be sent back"))
        slip = [write.paragraph(translate(_SLIP[0])), places_to_sign([translate(line) for line in _SLIP[1:]])]
    return LetterParts((), one_line(translate(label_of(paper))), body, cut, slip)


class _Writer:
    """Writes pieces in one language."""

    def __init__(self, translate: Translate) -> None:
        self._translate = translate

    def body(self, elements: Sequence[FilledElement]) -> Iterator[Block]:
        """The parts in their order, all but the addressee."""
        said = [each for each in elements if each.element.key != _ADDRESSED]
        for section, listed in groupby(said, key=lambda each: each.element.section):
            members = list(listed)
            if section not in _WITHOUT_HEADING and any(
                each.field.lines or each.field.gaps for each in members
            ):
                yield Block(kind=BlockKind.HEADING, text=self._text(SECTIONS[section]))
            if section in _NAMED:
                yield from self._named(members)
            elif section in _LISTED:
                yield from self._listed(members)
            else:
                yield from self._plain(members)

    def _named(self, members: Sequence[FilledElement]) -> Iterator[Block]:
        rows: list[list[str]] = []
        for each in members:
            lines = self._lines(each)
            if each.element.leads and rows:
                yield Block(kind=BlockKind.PAIRS, rows=rows)
                rows = []
            name = self._text(msg("{name}:", name=each.element.name))
            if len(lines) == 1:
                rows.append([name, *lines])
            elif lines:
                if rows:
                    yield Block(kind=BlockKind.PAIRS, rows=rows)
                    rows = []
                yield Block(kind=BlockKind.PARAGRAPH, text=name, leads=True)
                for line in lines:
                    yield Block(kind=BlockKind.PARAGRAPH, text=line, indent=_FIRST, tight=True)
        if rows:
            yield Block(kind=BlockKind.PAIRS, rows=rows)

    def _listed(self, members: Sequence[FilledElement]) -> Iterator[Block]:
        lines = [line for each in members for line in self._lines(each, named=True)]
        for number, line in enumerate(lines, start=1):
            said = self._text(msg("{number}. {text}", number=number, text=line))
            yield Block(kind=BlockKind.PARAGRAPH, text=said, indent=_FIRST, tight=number > 1)

    def _plain(self, members: Sequence[FilledElement]) -> Iterator[Block]:
        for each in members:
            if each.field.rows:
                yield self._table(each)
                continue
            for line in self._lines(each, named=True):
                yield self.paragraph(line)

    def _table(self, each: FilledElement) -> Block:
        return Block(
            kind=BlockKind.TABLE,
            columns=[self._text(title) for title in _OF_PAPERS],
            rows=[[self._text(cell) for cell in row] for row in each.field.rows],
            figures=[False for _ in _OF_PAPERS],
        )

    def paragraph(self, text: str) -> Block:
        """A paragraph, its first line moved."""
        return Block(kind=BlockKind.PARAGRAPH, text=one_line(text), first=_FIRST, tight=True)

    def address(self, each: FilledElement) -> Iterator[Block]:
        """To whom the paper is handed."""
        to = self._text(each.field.lines[0]) if each.field.lines else self._text(BLANK)
        yield Block(
            kind=BlockKind.PARAGRAPH, text=self._text(label("Respectfully submitted to")), first=_FIRST
        )
        yield Block(kind=BlockKind.PARAGRAPH, text=to, tight=True)

    def _lines(self, each: FilledElement, *, named: bool = False) -> list[str]:
        """An element's lines, the total in capitals too, a blank for what is missing; `named`: with what it is."""
        lines = [self._text(line) for line in each.field.lines]
        amount = each.field.amount
        if each.element.key == "total" and lines and amount is not None and amount >= 0:
            capitals = capital_figures(amount)
            lines[0] = self._text(msg("{amount} (in capitals: {words})", amount=lines[0], words=capitals))
        blank = self._text(BLANK)
        if each.field.gaps and not any(blank in line for line in lines):
            alone = named and not lines
            lines.append(
                self._text(msg("{name}: {blank}", name=each.element.name, blank=blank)) if alone else blank
            )
        return lines

    def _text(self, text: Message | str) -> str:
        return one_line(self._translate(text) if isinstance(text, Message) else text)


def parts_text(parts: LetterParts) -> str:
    """The same pieces as plain text, no line wider than the sheet."""
    lines = [" " * max(0, (PAGE_WIDTH - display_width(parts.title)) // 2) + parts.title]
    for block in parts.body:
        lines += _block_text(block)
    if parts.cut:
        lines += ["", f"- - - - - - - - {parts.cut} - - - - - - - -"]
        for block in parts.slip:
            lines += _block_text(block)
    return "\n".join(lines) + "\n"


def _block_text(block: Block) -> Iterator[str]:
    if not block.tight:
        yield ""
    if block.kind is BlockKind.PAIRS:
        for name, value in block.rows:
            yield from fold(f"{name}{value}")
    elif block.kind is BlockKind.TABLE:
        for row in (block.columns, *block.rows):
            yield from _row_text(row)
    elif block.kind is BlockKind.SIGNED:
        widest = max(display_width(row[0]) for row in block.rows)
        for row in block.rows:
            yield from ("", " " * max(0, PAGE_WIDTH - widest) + row[0])
    else:
        indent = " " * block.indent + "\u3000" * (block.first // 2)
        yield from fold(f"{indent}{block.text}")


def _row_text(row: Sequence[str]) -> Iterator[str]:
    """The cells of a row beside each other, each folded to its width."""
    cells = [fold(cell, width) for cell, width in zip(row, _WIDTHS, strict=True)]
    for pieces in zip_longest(*cells, fillvalue=""):
        padded = [
            piece + " " * (width - display_width(piece)) for piece, width in zip(pieces, _WIDTHS, strict=True)
        ]
        yield "  ".join(padded).rstrip()
