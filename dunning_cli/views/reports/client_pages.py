"""A statement to a client as pages for print: client and period, the lines with their cases, what it comes to, places to sign."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dunning_cli.documents.letter_blocks import Block, BlockKind, LetterParts
from dunning_cli.documents.page import LetterPage
from dunning_cli.documents.plain_text import one_line
from dunning_cli.domain.settlement.statement import StatementLine
from dunning_cli.kernel.answer import cell_text
from dunning_cli.kernel.message import Message, Translate, label, msg
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.views.letters.printed_pages import pages_pdf
from dunning_cli.views.reports.client_paper import (
    CLIENT_SIGNS,
    LEFT_CELLS,
    OFFICE_SIGNS,
    TITLE,
    TITLES,
    about_line,
    figures_of,
    opening_lines,
)
from dunning_cli.views.reports.client_statement import StatementSheet

_TO_FILL_IN = "____"


def statement_pdf(
    reader: LedgerReader,
    sheet: StatementSheet,
    language: str,
    translate: Translate,
    typeface: str | None,
) -> bytes:
    """The statement on A4 under the office's letterhead; equal statements give equal bytes. Raises Refused."""
    office = reader.office
    page = LetterPage(
        parts=LetterParts((), translate(TITLE), list(_blocks(sheet, office.office, translate))),
        written=sheet.statement.to,
        language=language,
        serial=sheet.statement.name,
        office=office,
    )
    return pages_pdf([page], typeface)


def _blocks(sheet: StatementSheet, office: str, translate: Translate) -> Iterator[Block]:
    told = sheet.statement
    for number, message in enumerate(opening_lines(sheet)):
        yield _sentence(translate(message), tight=number > 0)
    yield _table(sheet, sheet.lines, None, translate)
    if told.corrections:
        yield _table(sheet, told.corrections, label("changed since earlier statements"), translate)
    if sheet.apart:
        heading = label("no money: things taken in payment and transfers")
        yield _table(sheet, sheet.apart, heading, translate)
    totals = [
        [translate(name), cell_text(cell, translate)]
        for name, cell in sheet.totals()
        if not isinstance(cell, Message)
    ]
    yield Block(kind=BlockKind.TABLE, rows=totals[:-1], total=totals[-1], figures=(False, True))
    yield _sentence(translate(sheet.hash_line()))
    yield _sentence(translate(msg("{office} (seal)", office=office)))
    for signs in (OFFICE_SIGNS, CLIENT_SIGNS):
        yield Block(kind=BlockKind.FIELDS, rows=[[translate(word) + _TO_FILL_IN for word, _ in signs]])


def _sentence(text: str, *, tight: bool = False) -> Block:
    return Block(kind=BlockKind.PARAGRAPH, text=one_line(text), tight=tight)


def _table(
    sheet: StatementSheet, lines: Sequence[StatementLine], heading: Message | None, translate: Translate
) -> Block:
    """The lines, below each of them its case, whose it is and what is corrected, across all columns."""
    rows: list[list[str]] = []
    for number, line in enumerate(lines, start=1):
        rows.append([one_line(cell_text(cell, translate)) for cell in figures_of(number, line)])
        rows += [[one_line(text)] for text in about_line(sheet, line, translate)]
    return Block(
        kind=BlockKind.TABLE,
        text=translate(heading) if heading is not None else "",
        columns=[translate(title) for title in TITLES],
        rows=rows or [[translate(label("nothing"))]],
        figures=[place >= LEFT_CELLS for place in range(len(TITLES))],
    )
