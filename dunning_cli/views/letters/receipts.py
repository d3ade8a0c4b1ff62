"""Receipts for payments: written from the ledger whenever they are asked for, under the number of the payment's entry."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from dunning_cli.documents.letter import not_filled_in, render_letter
from dunning_cli.documents.letter_content import LetterOrder, addressee, letter_fields
from dunning_cli.documents.letter_fields import LetterAddressee
from dunning_cli.documents.letter_receipt import receipt_number, receipt_of
from dunning_cli.documents.template import read_template
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.collected import is_collected
from dunning_cli.domain.case.entries import Payment
from dunning_cli.domain.case.named_entries import entry_named
from dunning_cli.domain.case.people.viewing import Viewer
from dunning_cli.kernel.answer import Answer, Paragraph
from dunning_cli.kernel.errors import NotFound, Refused
from dunning_cli.kernel.message import msg
from dunning_cli.store.format.templates import template_text
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.views.account.standing import standing_of

if TYPE_CHECKING:
    from dunning_cli.views.letters.json_keys import ReceiptPaperData

RECEIPT = "payment-receipt"


def payment_receipt(
    reader: LedgerReader, reference: str, wanted: str | None, language: str, viewer: Viewer
) -> Answer:
    """The receipt for a payment of a case; for the one recorded last where none is named.

    Raises NotFound where there is no such payment, Refused for an entry that is no money received.
    """
    case = reader.find(reference)
    payment = _payment(case, wanted)
    stored = template_text(reader.folder, language, RECEIPT)
    template = read_template(stored.text, stored.file)
    on = payment.date
    standing = standing_of(reader, case, on)
    order = LetterOrder(on, None, addressee(case, "debtor", on) or LetterAddressee(), template.demand)
    fields = replace(
        letter_fields(case, standing.account, standing.policy, reader.office, order, language),
        serial=receipt_number(payment),
        payment=receipt_of(case, payment, language),
    )
    rendered = render_letter(template, fields, language)
    text = viewer.paper(case, on).text(rendered.text)
    taken_back = payment.id in case.reversed_ids
    data: ReceiptPaperData = {
        "case": case.id,
        "payment": payment.id,
        "number": receipt_number(payment),
        "date": on,
        "amount": payment.amount,
        "taken_back": taken_back,
        "language": language,
        "text": text,
    }
    notes = not_filled_in(rendered.missing)
    if taken_back:
        notes = (msg("payment {entry} was taken back: the receipt says so", entry=payment.id), *notes)
    return Answer(data, (Paragraph(text.rstrip("\n")),), notes)


def _payment(case: Case, wanted: str | None) -> Payment:
    """The payment that is meant. Raises NotFound, Refused."""
    if wanted is None:
        last = [each for each in case.standing(date.max) if isinstance(each, Payment) and is_collected(each)]
        if not last:
            raise NotFound(msg("{case} has no payment that a receipt could be for", case=case.id))
        return max(last, key=lambda each: each.at)
    entry = entry_named(case, wanted.removeprefix("R-"))
    if not isinstance(entry, Payment):
        raise Refused(msg("{entry} is no payment: {kind}", entry=entry.id, kind=entry.title))
    if not is_collected(entry):
        raise Refused(
            msg(
                "{entry} is no money received: goods taken in payment and transfers between cases have papers of their own",
                entry=entry.id,
            )
        )
    return entry
