"""Letters as pages for print: one looked at beforehand, those just written, one sent long ago."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dunning_cli.documents.page import LetterPage, check_printing, letters_pdf
from dunning_cli.domain.case.entries import Letter
from dunning_cli.domain.case.office.settings import Office
from dunning_cli.domain.case.renamed import issued_number
from dunning_cli.kernel.answer import Answer
from dunning_cli.store.machine.typefaces import chinese_typefaces
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.store.reading.letter_register import letter_text
from dunning_cli.views.letters.letter_archive import office_then, sent_letter

UNDER_ANOTHER_HEAD = frozenset({"lawyers-letter"})
"""Templates whose letters go out on the paper of somebody else."""


def can_print(typeface: str | None) -> None:
    """Raises Refused where the package or a Chinese typeface is missing, before anything is written."""
    check_printing()
    chinese_typefaces(typeface)


def preview_pdf(reader: LedgerReader, preview: Answer, as_of: date, typeface: str | None) -> bytes:
    """A previewed letter as PDF. Raises Refused."""
    page = LetterPage(preview.data["text"], as_of, None, _head(reader.office, preview.data["template"]))
    return letters_pdf([page], chinese_typefaces(typeface))


def new_letters_pdf(reader: LedgerReader, letters: Sequence[Letter], typeface: str | None) -> bytes:
    """Letters just registered, in one PDF. Raises Refused."""
    pages = [
        LetterPage(
            (letter_text(reader.folder, letter.serial) or b"").decode("utf-8"),
            letter.date,
            letter.serial,
            _head(reader.office, letter.template),
        )
        for letter in letters
    ]
    return letters_pdf(pages, chinese_typefaces(typeface))


def sent_letter_pdf(reader: LedgerReader, serial: str, recreate: bool, typeface: str | None) -> bytes:
    """A letter of the register as PDF, under the letterhead of its day. Raises NotFound, Refused."""
    sent = sent_letter(reader, serial, recreate)
    office = _head(office_then(reader, sent.case, sent.letter), sent.letter.template)
    number = issued_number(sent.case, sent.letter)
    return letters_pdf([LetterPage(sent.text, sent.letter.date, number, office)], chinese_typefaces(typeface))


def _head(office: Office, template: str) -> Office | None:
    return None if template in UNDER_ANOTHER_HEAD else office
