"""A statement as it is sent to a client: as plain text or as a workbook; nothing of collectors on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dunning_cli.documents.export.workbook import workbook_bytes
from dunning_cli.documents.plain_text import PAGE_WIDTH, display_width, fold
from dunning_cli.domain.settlement.statement import CorrectionLine, StatementLine
from dunning_cli.kernel.answer import Cell, Column, Table, cell_text
from dunning_cli.kernel.message import Message, Translate, label, msg
from dunning_cli.views.reports.client_statement import PAYS, StatementSheet
from dunning_cli.views.reports.client_tables import KINDS, REASONS, rate_of
from dunning_cli.views.reports.report_workbook import table_sheet

_WIDTHS = (5, 11, 10, 15, 8, 9, 4, 14)
"""Columns of the page that each cell of a line takes, its title and a blank among them; together no more than the page has."""
TITLES = (
    label("No."),
    label("date"),
    label("what"),
    label("amount"),
    label("days"),
    label("fee rate"),
    label("row"),
    label("commission"),
)
LEFT_CELLS = 3
"""So many cells stand to the left, the others are figures."""
_INDENT = " " * _WIDTHS[0]
OFFICE_SIGNS = ((label("prepared by:"), 26), (label("checked by:"), 26), (label("date:"), 24))
CLIENT_SIGNS = ((label("confirmed by the client (signature, seal):"), 52), (label("date:"), 24))
TITLE = label("Statement of collections and commission")


def statement_text(sheet: StatementSheet, office: str, translate: Translate) -> str:
    """The statement as plain text of a letter's width: client, period, lines, totals, hash, a place to sign."""
    lines = "\n".join(_lines(sheet, office, translate))
    return f"{lines}\n"


def statement_workbook(sheet: StatementSheet, translate: Translate) -> bytes:
    """The statement as a workbook: a sheet for all lines with their entries, one for what it comes to."""
    rows = [*sheet.totals(), (label("hash"), sheet.statement.hash)]
    summary = Table(
        (Column(label("what")), Column(label("amount"), figures=True)),
        [(sheet.title(), None), *rows],
    )
    return workbook_bytes(
        [
            table_sheet(translate(label("Statement")), sheet.one_table(), translate),
            table_sheet(translate(label("Totals")), summary, translate),
        ]
    )


def opening_lines(sheet: StatementSheet) -> Sequence[Message]:
    """For whom, of which days and how it is settled."""
    told = sheet.statement
    return (
        msg("client: {client}", client=told.client),
        msg("value dates: {first} to {last}", first=told.from_, last=told.to),
        msg("settlement: {how}", how=PAYS[told.pays]),
    )


def _lines(sheet: StatementSheet, office: str, translate: Translate) -> Iterator[str]:
    told = sheet.statement
    title = translate(TITLE)
    yield " " * ((PAGE_WIDTH - display_width(title)) // 2) + title
    yield ""
    for message in opening_lines(sheet):
        yield from _folded(translate(message))
    yield ""
    yield from _table(sheet, sheet.lines, None, translate)
    if told.corrections:
        yield from _table(sheet, told.corrections, label("changed since earlier statements"), translate)
    if sheet.apart:
        yield from _table(
            sheet, sheet.apart, label("no money: things taken in payment and transfers"), translate
        )
    for name, cell in sheet.totals():
        if not isinstance(cell, Message):
            yield _total(translate(name), cell_text(cell, translate))
    yield ""
    yield from _folded(translate(sheet.hash_line()))
    yield ""
    yield from _folded(translate(msg("{office} (seal)", office=office)))
    yield _to_fill_in(OFFICE_SIGNS, translate)
    yield ""
    yield _to_fill_in(CLIENT_SIGNS, translate)


def _table(
    sheet: StatementSheet, lines: Sequence[StatementLine], heading: Message | None, translate: Translate
) -> Iterator[str]:
    if heading is not None:
        yield translate(heading)
    yield _row([translate(title) for title in TITLES])
    yield "-" * PAGE_WIDTH
    for number, line in enumerate(lines, start=1):
        yield from _entry(sheet, number, line, translate)
    if not lines:
        yield _INDENT + translate(label("nothing"))
    yield "-" * PAGE_WIDTH
    yield ""


def _entry(sheet: StatementSheet, number: int, line: StatementLine, translate: Translate) -> Iterator[str]:
    """A line of figures, and below it what it is about."""
    yield _row([cell_text(cell, translate) for cell in figures_of(number, line)])
    for text in about_line(sheet, line, translate):
        yield from _folded(_INDENT + text)


def figures_of(number: int, line: StatementLine) -> Sequence[Cell]:
    """The cells of a line, below `TITLES`."""
    return (
        number,
        line.date,
        KINDS[line.kind],
        line.amount,
        line.age,
        rate_of(line),
        line.rule,
        line.commission,
    )


def about_line(sheet: StatementSheet, line: StatementLine, translate: Translate) -> Iterator[str]:
    """The case of a line and whose it is, what of it is for costs, and what is corrected."""
    contract, batch = sheet.known.place_of(line)
    about = [line.case, sheet.known.name_of(line), contract, batch, line.entry]
    yield "  ".join(each for each in about if each)
    if line.costs is not None:
        yield translate(msg("{amount} of it for costs, without commission", amount=line.costs))
    if isinstance(line, CorrectionLine):
        yield translate(msg("{why}, statement {name}", why=REASONS[line.why], name=line.of))


def _row(cells: Sequence[str]) -> str:
    placed = [
        cell + " " * max(1, room - display_width(cell))
        if place < LEFT_CELLS
        else " " * max(1, room - display_width(cell)) + cell
        for place, (cell, room) in enumerate(zip(cells, _WIDTHS, strict=True))
    ]
    return "".join(placed).rstrip()


def _to_fill_in(places: Sequence[tuple[Message, int]], translate: Translate) -> str:
    """Words with room behind them for what is written by hand."""
    told = [(translate(word), room) for word, room in places]
    return "".join(word + " " * max(2, room - display_width(word)) for word, room in told).rstrip()


def _total(name: str, amount: str) -> str:
    return name + " " * max(1, PAGE_WIDTH - display_width(name) - display_width(amount)) + amount


def _folded(text: str) -> Sequence[str]:
    return fold(text, PAGE_WIDTH)
