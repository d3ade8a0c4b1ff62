"""Letters as pages for print: one looked at beforehand, those just written, one sent long ago."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dunning_cli.documents.letter_blocks import letter_parts
from dunning_cli.documents.letter_content import addressee, payment_account, stranger, usual_addressee
from dunning_cli.documents.page import LetterPage, WindowAddress
from dunning_cli.documents.payment_code import payment_code
from dunning_cli.documents.template import read_template
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import Letter
from dunning_cli.domain.case.office.settings import Office, PaymentAccount
from dunning_cli.domain.case.renamed import issued_number
from dunning_cli.kernel.answer import Answer
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import enumerated, msg
from dunning_cli.store.format.layouts import Layout, layout_of
from dunning_cli.store.format.templates import template_text
from dunning_cli.store.machine.typefaces import chinese_typefaces
from dunning_cli.store.machine.typesetter import check_printing
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.store.reading.letter_register import letter_text
from dunning_cli.views.letters.letter_archive import office_then, sent_letter
from dunning_cli.views.letters.printed_pages import pages_pdf
from dunning_cli.views.letters.receipts import RECEIPT

UNDER_ANOTHER_HEAD = frozenset({"lawyers-letter"})
"""Templates whose letters go out on the paper of somebody else."""


def can_print(typeface: str | None) -> None:
    """Raises Refused where the package or a Chinese typeface is missing, before anything is written."""
    check_printing()
    chinese_typefaces(typeface)


def preview_pdf(
    reader: LedgerReader, preview: Answer, as_of: date, to: str | None, typeface: str | None
) -> bytes:
    """A previewed letter as PDF, to whom it was previewed. Raises Refused."""
    template, language = preview.data["template"], preview.data["language"]
    if to is None:
        stored = template_text(reader.folder, language, template)
        to = usual_addressee(read_template(stored.text, stored.file))
    case = reader.find(preview.data["case"])
    page = _page(case, preview.data["text"], as_of, None, (template, to, language), reader.office)
    return pages_pdf([page], typeface, layout_of(reader.folder, language, template))


def receipt_pdf(reader: LedgerReader, receipt: Answer, typeface: str | None) -> bytes:
    """A receipt as PDF, its number at the foot. Raises Refused."""
    told, about = receipt.data, (RECEIPT, "debtor", receipt.data["language"])
    page = _page(None, told["text"], told["date"], told["number"], about, reader.office)
    return pages_pdf([page], typeface, layout_of(reader.folder, told["language"], RECEIPT))


def new_letters_pdf(
    reader: LedgerReader, letters: Sequence[tuple[str, Letter]], typeface: str | None
) -> bytes:
    """Letters just registered, each with the id of the case it was written on, in one PDF. Raises Refused."""
    needs_case = reader.office.printing is not None
    pages = [
        _page(
            reader.find(case_id) if needs_case else None,
            (letter_text(reader.folder, letter.serial) or b"").decode("utf-8"),
            letter.date,
            letter.serial,
            _about(letter),
            reader.office,
        )
        for case_id, letter in letters
    ]
    return pages_pdf(pages, typeface, _one_layout(reader, [letter for _, letter in letters]))


def sent_letter_pdf(reader: LedgerReader, serial: str, recreate: bool, typeface: str | None) -> bytes:
    """A letter of the register as PDF, under the letterhead of its day. Raises NotFound, Refused."""
    sent = sent_letter(reader, serial, recreate)
    letter = sent.letter
    office = office_then(reader, sent.case, letter)
    number = issued_number(sent.case, letter)
    page = _page(sent.case, sent.text, letter.date, number, _about(letter), office)
    return pages_pdf([page], typeface, _one_layout(reader, [letter]))


def _about(letter: Letter) -> tuple[str, str, str]:
    return letter.template, letter.to, letter.language or "zh"


def _one_layout(reader: LedgerReader, letters: Sequence[Letter]) -> Layout:
    """The layout of letters that go into one file. Raises Refused where they have several."""
    layouts = {
        layout.file: layout
        for letter in letters
        for layout in [layout_of(reader.folder, letter.language or "zh", letter.template)]
    }
    if len(layouts) > 1:
        raise Refused(
            msg(
                "these letters have layouts of their own ({files}) and do not go into one file",
                files=enumerated(sorted(file for file in layouts if file is not None)),
            )
        )
    return next(iter(layouts.values()))


def _page(
    case: Case | None, text: str, on: date, serial: str | None, about: tuple[str, str, str], office: Office
) -> LetterPage:
    """The page of a letter; the case is looked at only where the office wants more than the text on paper."""
    template, to, language = about
    own_head = template not in UNDER_ANOTHER_HEAD
    page = LetterPage(
        parts=letter_parts(text),
        written=on,
        language=language,
        serial=serial,
        office=office if own_head else None,
    )
    wanted = office.printing
    if case is None or wanted is None:
        return page
    account = _account_named(case, text, on, office) if wanted.payment_code else None
    return replace(
        page,
        window=_window(case, to, on) if wanted.window_envelope and own_head else None,
        account=account.number if account is not None else None,
        code=payment_code(account, case.id, language) if account is not None else (),
    )


def _window(case: Case, to: str, on: date) -> WindowAddress | None:
    person = addressee(case, to, on) or stranger(case, to, on)
    if person.name is None:
        return None
    return WindowAddress(person.name, [text for text in (person.department, person.address) if text])


def _account_named(case: Case, text: str, on: date, office: Office) -> PaymentAccount | None:
    """The account that a letter names; None where it names none."""
    account = payment_account(case, office, on)
    named = account is not None and account.number is not None and account.number in text
    return account if named else None
