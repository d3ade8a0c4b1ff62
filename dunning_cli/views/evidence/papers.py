"""The papers of the list of evidence as the files of a bundle: name, extent and bytes of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dunning_cli.documents.csv_table import table_csv
from dunning_cli.documents.web_page import WebPage, length_of, page_html
from dunning_cli.domain.litigation.evidence_list import EvidencePaper, to_prove
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
    page: WebPage | None = None
    """What stands on it, of a page."""
    is_letter: bool = False


_PAGES: tuple[tuple[EvidencePaper, str, Callable[[Dossier], WebPage]], ...] = (
    (EvidencePaper.CLAIM, "01-claim.html", claim_page),
    (EvidencePaper.STATEMENT, "02-statement.html", statement_page),
    (EvidencePaper.CONTACTS, "03-contacts.html", contacts_page),
    (EvidencePaper.AGREEMENTS, "04-agreements.html", agreements_page),
    (EvidencePaper.LETTERS, "05-letters.html", letters_page),
    (EvidencePaper.DEADLINES, "06-limitation.html", deadlines_page),
    (EvidencePaper.ENTRIES, "07-entries.html", entries_page),
    (EvidencePaper.HISTORY, "08-history.html", history_page),
)


def papers_of(dossier: Dossier, translate: Translate) -> Iterator[Paper]:
    """Every paper but the index, in the order of their numbers."""
    for paper, file, page_of in _PAGES:
        page = page_of(dossier)
        rows = length_of(page)
        proves = to_prove(paper, empty=rows == 0)
        extent = msg("{count} rows", count=rows)
        yield Paper(file, page.title, proves, extent, page_html(page, dossier.language, translate), page)
        if paper is EvidencePaper.STATEMENT:
            yield from _spreadsheets(dossier, translate)
        elif paper is EvidencePaper.LETTERS:
            yield from _letters(dossier)
    yield from _sources(dossier)


def _spreadsheets(dossier: Dossier, translate: Translate) -> Iterator[Paper]:
    proves = to_prove(EvidencePaper.STATEMENT_TABLES)
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
                to_prove(EvidencePaper.LETTER_TEXT),
                _lines(letter.data),
                letter.data,
                is_letter=True,
            )


def _sources(dossier: Dossier) -> Iterator[Paper]:
    yield Paper(
        CASE_FILE,
        label("The case file of the ledger"),
        to_prove(EvidencePaper.CASE_FILE),
        _lines(dossier.source.data),
        dossier.source.data,
    )
    for file in dossier.rules:
        yield Paper(
            f"09-source/{file.path.rpartition('/')[2]}",
            msg("The rules in {file}", file=file.path),
            to_prove(EvidencePaper.RULES),
            _lines(file.data),
            file.data,
        )


def _lines(data: bytes) -> Message:
    return msg("{count} lines", count=data.count(b"\n"))
