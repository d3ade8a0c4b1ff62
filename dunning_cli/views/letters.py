"""Letters to look at: a preview, and the register of those written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dunning_cli.documents.letter import missing_fields, render_letter
from dunning_cli.documents.letter_content import LetterOrder, addressee, letter_fields, usual_addressee
from dunning_cli.documents.template import read_template
from dunning_cli.domain.case import Case
from dunning_cli.domain.codes import LABELS
from dunning_cli.domain.entries import Delivery, Letter
from dunning_cli.domain.failure import NotFound
from dunning_cli.domain.message import Message, label, msg
from dunning_cli.domain.sheet import Answer, Column, Paragraph, Table
from dunning_cli.store.books import Books
from dunning_cli.store.templates import template_text
from dunning_cli.views.standing import standing_of

COLUMNS = (
    Column(label("serial")),
    Column(label("case")),
    Column(label("template")),
    Column(label("date")),
    Column(label("addressee")),
    Column(label("method")),
    Column(label("tracking")),
    Column(label("received on")),
    Column(label("state")),
)
STATES = {
    "written": label("written"),
    "posted": label("posted"),
    "received": label("received"),
    "returned": label("returned"),
}


def letter_preview(
    books: Books, reference: str, template_name: str, as_of: date, to: str | None, language: str
) -> Answer:
    """A letter as it would be written on a day, without a number. Raises NotFound, Refused."""
    case = books.find(reference)
    stored = template_text(books.folder, language, template_name)
    template = read_template(stored.text, stored.file)
    wanted = to or usual_addressee(template)
    person = addressee(case, wanted)
    if person is None:
        raise NotFound(msg("{case} has no '{name}' to write to", case=case.id, name=wanted))
    standing = standing_of(books, case, as_of)
    order = LetterOrder(as_of, None, person)
    fields = letter_fields(case, standing.account, standing.policy, books.office, order, language)
    text = render_letter(template, fields, language)
    data = {
        "case": case.id,
        "template": template_name,
        "language": language,
        "as_of": as_of,
        "text": text,
    }
    missing = [name for name in missing_fields(template, fields, language) if name != "serial"]
    return Answer(data, (Paragraph(text.rstrip("\n")),), _missing(missing))


def _missing(names: list[str]) -> tuple[Message, ...]:
    if not names:
        return ()
    return (msg("not filled in: {names}", names=", ".join(names)),)


def letter_register(books: Books, as_of: date) -> Answer:
    """Every letter written up to a day, by number, with what became of it."""
    letters = sorted(
        (
            (entry, case, _delivery(case, entry.serial, as_of))
            for case in _cases(books)
            for entry in case.standing(as_of)
            if isinstance(entry, Letter)
        ),
        key=lambda item: item[0].serial,
    )
    data = {
        "letters": [
            {
                "serial": entry.serial,
                "case": case.id,
                "template": entry.template,
                "date": entry.date,
                "to": entry.to,
                "method": entry.method,
                "tracking": delivery.tracking if delivery else None,
                "received": delivery.received if delivery else None,
                "state": _state(delivery),
            }
            for entry, case, delivery in letters
        ]
    }
    rows = [
        (
            entry.serial,
            case.id,
            entry.template,
            entry.date,
            entry.to,
            LABELS[entry.method] if entry.method else None,
            delivery.tracking if delivery else None,
            delivery.received if delivery else None,
            STATES[_state(delivery)],
        )
        for entry, case, delivery in letters
    ]
    parts: tuple[Table | Message, ...] = (Table(COLUMNS, rows),) if rows else (label("no letters yet"),)
    return Answer(data, parts)


def _cases(books: Books) -> Iterator[Case]:
    return (found.case for found in books.cases() if found.case is not None)


def _delivery(case: Case, serial: str, as_of: date) -> Delivery | None:
    found = [
        entry for entry in case.standing(as_of) if isinstance(entry, Delivery) and entry.serial == serial
    ]
    return found[-1] if found else None


def _state(delivery: Delivery | None) -> str:
    if delivery is None:
        return "written"
    if delivery.returned:
        return "returned"
    return "received" if delivery.received else "posted"
