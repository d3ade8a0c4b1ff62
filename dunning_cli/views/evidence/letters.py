"""The letters: the register with what became of each, and where its exact text is in the bundle."""

from __future__ import annotations

from collections.abc import Iterator

from dunning_cli.documents.letter_blocks import is_centred
from dunning_cli.documents.web_page import Fixed, Lines, Link, Part, WebPage
from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.contact.deliveries import LetterRecord, LetterStage
from dunning_cli.kernel.answer import Column, Table
from dunning_cli.kernel.masking import sealed_hidden
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.views.evidence.contacts import recorded
from dunning_cli.views.evidence.dossier import Dossier, LetterText
from dunning_cli.views.evidence.later_entries import later_parts
from dunning_cli.views.evidence.wording import foot_of, person_words
from dunning_cli.views.letters.letters import STATES

FOLDER = "05-letters"
REGISTER_COLUMNS = (
    Column(label("serial")),
    Column(label("letter")),
    Column(label("date")),
    Column(label("addressee")),
    Column(label("claimed"), figures=True),
    Column(label("pay by")),
    Column(label("delivery")),
    Column(label("state")),
    Column(label("recorded")),
    Column(label("original text")),
    Column(label("SHA-256")),
)


def letters_page(dossier: Dossier) -> WebPage:
    """The register of the case's letters as a page."""
    return WebPage(label("Letters and their delivery"), list(_parts(dossier)), foot_of(dossier), wide=True)


def _parts(dossier: Dossier) -> Iterator[Part]:
    if not dossier.letters:
        yield label("No letter is on record.")
        return
    yield label(
        "The text of each letter lies beside this page byte for byte as it was registered; its SHA-256 is the one "
        "that the entry in the case file names. Receipts, tracking results and returned envelopes are papers "
        "outside the ledger."
    )
    yield Table(REGISTER_COLUMNS, [_row(dossier, letter) for letter in dossier.letters])
    yield from later_parts(dossier)


def letter_file(dossier: Dossier, letter: LetterText) -> str:
    """Where the text of a letter stands in the bundle; a serial that is not ASCII is left out of the name."""
    number = dossier.letters.index(letter) + 1
    serial = letter.record.letter.serial
    return f"{FOLDER}/{number:02d}-{serial if serial.isascii() else 'letter'}.txt"


def _row(dossier: Dossier, text: LetterText) -> tuple[object, ...]:
    letter = sealed_hidden(text.record.letter)
    return (
        letter.serial,
        Lines(list(_titles(dossier, text))),
        letter.date,
        person_words(dossier, letter.to),
        letter.amounts.total if letter.amounts else None,
        letter.pay_by,
        Lines(list(_delivery(sealed_hidden(text.record)))),
        _state(text.record),
        recorded(dossier, letter),
        text.fault if text.data is None else Link(letter_file(dossier, text), label("original text")),
        Fixed(letter.hash or ""),
    )


def _titles(dossier: Dossier, text: LetterText) -> Iterator[Message | str]:
    yield _title(text)
    others = [case for case in text.record.letter.cases if case != dossier.case.id]
    if others:
        yield msg(
            "also over {cases}; the amount here is that of {case}",
            cases=", ".join(others),
            case=dossier.case.id,
        )


def _title(text: LetterText) -> str:
    """The letter's own title, else the name of its template."""
    lines = text.data.decode("utf-8", "replace").splitlines() if text.data is not None else []
    return next((line.strip() for line in lines if is_centred(line)), text.record.letter.template)


def _delivery(record: LetterRecord) -> Iterator[Message | str]:
    if record.method is not None:
        yield label_of(record.method)
    if record.tracking:
        yield record.tracking
    if record.posted:
        yield msg("posted on {date}", date=record.posted)
    if record.received:
        yield msg("received on {date}", date=record.received)
    if record.signed_by:
        yield msg("signed for by {name}", name=record.signed_by)
    if record.acknowledged_on:
        yield msg("debt acknowledged on the slip of {date}", date=record.acknowledged_on)


def _state(record: LetterRecord) -> Message:
    if record.state is LetterStage.RETURNED:
        return msg("returned: {reason}", reason=record.returned)
    if record.state is LetterStage.SPOILED:
        return msg("spoiled: {reason}", reason=record.spoiled)
    return STATES[record.state]
