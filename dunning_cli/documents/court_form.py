"""A court form: its parts, and under each the elements by number, blanks where something is missing; as text and in pieces for print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from dunning_cli.documents.capital_figures import capital_figures
from dunning_cli.documents.letter_blocks import Block, BlockKind, LetterParts
from dunning_cli.documents.paper_text import paper_text
from dunning_cli.documents.plain_text import one_line
from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.codes.legal import CourtPaper
from dunning_cli.domain.litigation.form_elements import SECTIONS, FilledElement
from dunning_cli.kernel.answer import Paragraph
from dunning_cli.kernel.message import Message, Translate, label, msg

_INDENT = "    "
_TO_WRITE_ON = "_" * 20
BLANK = label("(to be supplied)")


def court_form(
    paper: CourtPaper, elements: Sequence[FilledElement], court: str | None, translate: Translate
) -> str:
    """The form as the court gets it; `court` is named under it, a blank where none is known."""
    return paper_text(label_of(paper), _parts(paper, elements, court, translate), translate)


def printed_form(
    paper: CourtPaper, elements: Sequence[FilledElement], court: str | None, translate: Translate
) -> LetterParts:
    """The same in pieces: parts under headings, what an element says below its name."""
    blocks: list[Block] = []
    for section, listed in groupby(elements, key=lambda each: each.element.section):
        blocks.append(Block(kind=BlockKind.HEADING, text=one_line(translate(SECTIONS[section]))))
        for each in listed:
            blocks.append(Block(kind=BlockKind.PARAGRAPH, text=one_line(translate(_name(each))), leads=True))
            for line in _lines(each, translate):
                said = one_line(line)
                blocks.append(Block(kind=BlockKind.PARAGRAPH, text=said, indent=len(_INDENT), tight=True))
    blocks.append(Block(kind=BlockKind.PARAGRAPH, text=one_line(translate(_submitted(court)))))
    blocks.append(places_to_sign([translate(line) for line in _signed(paper)]))
    return LetterParts((), one_line(translate(label_of(paper))), blocks)


def places_to_sign(lines: Sequence[str]) -> Block:
    """Who signs and when, each with a line to write on, at the right."""
    return Block(kind=BlockKind.SIGNED, rows=[[f"{line}{_TO_WRITE_ON}"] for line in lines], right=True)


def _parts(
    paper: CourtPaper, elements: Sequence[FilledElement], court: str | None, translate: Translate
) -> Iterator[Message | Paragraph]:
    for section, listed in groupby(elements, key=lambda each: each.element.section):
        yield Paragraph("")
        yield SECTIONS[section]
        for each in listed:
            yield _name(each)
            for line in _lines(each, translate):
                yield Paragraph(f"{_INDENT}{line}")
    yield Paragraph("")
    yield _submitted(court)
    yield from _signed(paper)


def _submitted(court: str | None) -> Message:
    return msg("Respectfully submitted to {court}", court=court or BLANK)


def _signed(paper: CourtPaper) -> tuple[Message, Message]:
    applies = paper is CourtPaper.PAYMENT_ORDER
    who = label("Applicant (signature or seal):") if applies else label("Plaintiff (signature or seal):")
    return who, label("Date:")


def _name(each: FilledElement) -> Message:
    return msg("{number}. {element}", number=each.number, element=each.element.name)


def _lines(each: FilledElement, translate: Translate) -> list[str]:
    """What an element says, a total in capitals too, a blank where something is missing."""
    lines = [translate(line) if isinstance(line, Message) else line for line in each.field.lines]
    if each.element.key == "total" and each.field.amount is not None and each.field.amount >= 0:
        lines.append(translate(msg("in capitals: {words}", words=capital_figures(each.field.amount))))
    if each.field.gaps:
        lines.append(translate(BLANK))
    return lines
