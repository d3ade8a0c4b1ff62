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
    headings = {SECTIONS[each.element.section].template for each in elements}
    blocks: list[Block] = []
    for part in _parts(paper, elements, court, translate):
        text = part.text if isinstance(part, Paragraph) else translate(part)
        if isinstance(part, Message) and part.template in headings:
            blocks.append(Block(kind=BlockKind.HEADING, text=one_line(text)))
        elif isinstance(part, Message):
            leads = "element" in part.values
            blocks.append(Block(kind=BlockKind.PARAGRAPH, text=one_line(text), leads=leads))
        elif text:
            said = one_line(text.strip(" "))
            blocks.append(Block(kind=BlockKind.PARAGRAPH, text=said, indent=len(_INDENT), tight=True))
    return LetterParts((), one_line(translate(label_of(paper))), blocks)


def _parts(
    paper: CourtPaper, elements: Sequence[FilledElement], court: str | None, translate: Translate
) -> Iterator[Message | Paragraph]:
    for section, listed in groupby(elements, key=lambda each: each.element.section):
        yield Paragraph("")
        yield SECTIONS[section]
        for each in listed:
            yield from _element(each, translate)
    yield Paragraph("")
    yield msg("Respectfully submitted to {court}", court=court or BLANK)
    applies = paper is CourtPaper.PAYMENT_ORDER
    yield label("Applicant (signature or seal):") if applies else label("Plaintiff (signature or seal):")
    yield label("Date:")


def _element(each: FilledElement, translate: Translate) -> Iterator[Message | Paragraph]:
    yield msg("{number}. {element}", number=each.number, element=each.element.name)
    lines = [translate(line) if isinstance(line, Message) else line for line in each.field.lines]
    if each.element.key == "total" and each.field.amount is not None and each.field.amount >= 0:
        lines.append(translate(msg("in capitals: {words}", words=capital_figures(each.field.amount))))
    if each.field.gaps:
        lines.append(translate(BLANK))
    for line in lines:
        yield Paragraph(f"{_INDENT}{line}")
