"""The papers of a bundle in their order: number, name, what each is to prove, and its bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dunning_cli.documents.csv_table import table_csv
from dunning_cli.documents.web_page import WebPage, length_of, page_html
from dunning_cli.kernel.message import Message, Translate, label, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.views.evidence.agreements import agreements_page
from dunning_cli.views.evidence.claim import claim_page
from dunning_cli.views.evidence.contacts import contacts_page
from dunning_cli.views.evidence.deadlines import deadlines_page
from dunning_cli.views.evidence.dossier import Dossier
from dunning_cli.views.evidence.letters import letter_file, letters_page
from dunning_cli.views.evidence.record import entries_page, history_page
from dunning_cli.views.evidence.statement import course_table, lines_table, statement_page

CASE_FILE = "09-source/case.yaml"


@dataclass(frozen=True, slots=True)
class Paper:
    """One file of a bundle as its index lists it."""

    file: str
    name: Message
    proves: Message
    extent: Message
    data: bytes


_PAGES: tuple[tuple[str, Callable[[Dossier], WebPage], Message], ...] = (
    ("01-claim.html", claim_page, label("who owes whom, under which contract, and what the debt is made of")),
    (
        "02-statement.html",
        statement_page,
        label("the amount claimed: every charge, payment and day of accrual, with its base, rate and rule"),
    ),
    ("03-contacts.html", contacts_page, label("that the debtor was asked to pay, and what was answered")),
    (
        "04-agreements.html",
        agreements_page,
        label("that the debt was acknowledged, what was agreed and granted, and whether it was kept"),
    ),
    (
        "05-letters.html",
        letters_page,
        label("that demands in writing were sent, and how they were delivered"),
    ),
    (
        "06-limitation.html",
        deadlines_page,
        label(
            "until when the claim and the guarantees can be enforced, what interrupted it, what was done in law"
        ),
    ),
    ("07-entries.html", entries_page, label("everything on record, with who recorded it and when")),
    (
        "08-history.html",
        history_page,
        label("that the record was not changed afterwards, as far as its history shows"),
    ),
)

_EMPTY: dict[Callable[[Dossier], WebPage], Message] = {
    contacts_page: label("that no contact is on record"),
    agreements_page: label("that no promise, plan or concession is on record"),
    letters_page: label("that no letter is on record"),
}
"""What a page without a row shows: it must not claim to prove what did not happen."""


def papers_of(dossier: Dossier, translate: Translate) -> Iterator[Paper]:
    """Every paper but the index, in the order of their numbers."""
    for file, page_of, proves in _PAGES:
        page = page_of(dossier)
        rows = length_of(page)
        if rows == 0 and page_of in _EMPTY:
            proves = _EMPTY[page_of]
        extent = msg("{count} rows", count=rows)
        yield Paper(file, page.title, proves, extent, page_html(page, dossier.language, translate))
        if page_of is statement_page:
            yield from _spreadsheets(dossier, translate)
        elif page_of is letters_page:
            yield from _letters(dossier)
    yield from _sources(dossier)


def _spreadsheets(dossier: Dossier, translate: Translate) -> Iterator[Paper]:
    proves = label("the same figures for a spreadsheet, to be checked")
    progress, lines = course_table(dossier), lines_table(dossier)
    for file, name, table in (
        ("02-statement-course.csv", label("Course of the account, as CSV"), progress),
        ("02-statement-lines.csv", label("Every line of the account, as CSV"), lines),
    ):
        extent = msg("{count} rows", count=len(table.rows))
        yield Paper(file, name, proves, extent, table_csv(table, translate))


def _letters(dossier: Dossier) -> Iterator[Paper]:
    for letter in dossier.letters:
        if letter.data is not None:
            yield Paper(
                letter_file(dossier, letter),
                msg(
                    "Letter {serial} of {date}",
                    serial=letter.record.letter.serial,
                    date=letter.record.letter.date,
                ),
                label("the exact words of the letter"),
                _lines(letter.data),
                letter.data,
            )


def _sources(dossier: Dossier) -> Iterator[Paper]:
    yield Paper(
        CASE_FILE,
        label("The case file of the ledger"),
        label("the record itself, as the commit holds it"),
        _lines(dossier.source.data),
        dossier.source.data,
    )
    for file in dossier.rules:
        yield Paper(
            f"09-source/{file.path.rpartition('/')[2]}",
            msg("The rules in {file}", file=file.path),
            label("the rules and rates from which the figures follow, as the commit holds them"),
            _lines(file.data),
            file.data,
        )


def _lines(data: bytes) -> Message:
    return msg("{count} lines", count=data.count(b"\n"))
