"""The text of a court form for printing: its parts, and under each the elements by number, blanks where something is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from dunning_cli.documents.capital_figures import capital_figures
from dunning_cli.documents.paper_text import paper_text
from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.codes.legal import CourtPaper
from dunning_cli.domain.litigation.court_forms import SECTIONS, FilledElement
from dunning_cli.kernel.answer import Paragraph
from dunning_cli.kernel.message import Message, Translate, label, msg

_INDENT = "    "
BLANK = label("(to be supplied)")


def court_form(
    paper: CourtPaper, elements: Sequence[FilledElement], court: str | None, translate: Translate
) -> str:
    """The form as the court gets it; `court` is named under it, a blank where none is known."""
    return paper_text(label_of(paper), _parts(paper, elements, court, translate), translate)


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
