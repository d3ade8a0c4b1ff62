"""Letters as pages for print: one looked at beforehand, those just written, one sent long ago."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dunning_cli.documents.page import LetterPage, check_printing, letters_pdf
from dunning_cli.domain.sheet import Answer
from dunning_cli.store.books import Books
from dunning_cli.store.letters import letter_text
from dunning_cli.store.typefaces import chinese_typefaces
from dunning_cli.views.letter_archive import printed_letter


def can_print(typeface: str | None) -> None:
    """Raises Refused where the package or a Chinese typeface is missing, before anything is written."""
    check_printing()
    chinese_typefaces(typeface)


def preview_pdf(books: Books, preview: Answer, as_of: date, typeface: str | None) -> bytes:
    """A previewed letter as PDF. Raises Refused."""
    page = LetterPage(preview.data["text"], as_of, None, books.office)
    return letters_pdf([page], chinese_typefaces(typeface))


def new_letters_pdf(books: Books, serials: Sequence[str], written: date, typeface: str | None) -> bytes:
    """Letters just registered, in one PDF. Raises Refused."""
    texts = ((serial, letter_text(books.folder, serial) or b"") for serial in serials)
    pages = [LetterPage(text.decode("utf-8"), written, serial, books.office) for serial, text in texts]
    return letters_pdf(pages, chinese_typefaces(typeface))


def sent_letter_pdf(books: Books, serial: str, recreate: bool, typeface: str | None) -> bytes:
    """A letter of the register as PDF. Raises NotFound, Refused."""
    return letters_pdf([printed_letter(books, serial, recreate)], chinese_typefaces(typeface))
