"""Letters to look at: a preview, and the register of those written."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dunning_cli.documents.letter import not_filled_in, render_letter
from dunning_cli.documents.letter_content import LetterOrder, addressee, letter_fields, usual_addressee
from dunning_cli.documents.template import read_template
from dunning_cli.domain.account.overpaid import nothing_to_ask
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.people.roles import is_self
from dunning_cli.domain.case.people.viewing import Viewer
from dunning_cli.domain.contact.deliveries import (
    LetterRecord,
    LetterStage,
    letter_records,
    letters_taken_back,
)
from dunning_cli.kernel.answer import Answer, Column, Paragraph, Table
from dunning_cli.kernel.errors import NotFound
from dunning_cli.kernel.masking import Mask
from dunning_cli.kernel.message import Message, coded, label, msg
from dunning_cli.kernel.money import ZERO
from dunning_cli.store.format.templates import template_text
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.views.account.standing import standing_of
from dunning_cli.views.people.masking import person_shown
from dunning_cli.views.titles import template_named

if TYPE_CHECKING:
    from dunning_cli.views.letters.json_keys import LetterRegisterData, LetterRowData, PreviewData

COLUMNS = (
    Column(label("serial")),
    Column(label("case")),
    Column(label("template")),
    Column(label("date")),
    Column(label("addressee")),
    Column(label("method")),
    Column(label("tracking")),
    Column(label("posted on")),
    Column(label("received on")),
    Column(label("state")),
)
STATES = {
    LetterStage.WRITTEN: label("written"),
    LetterStage.POSTED: label("posted"),
    LetterStage.RECEIVED: label("received"),
    LetterStage.RETURNED: label("returned"),
    LetterStage.SPOILED: label("spoiled"),
}
PEOPLE = {"debtor": label("debtor"), "guarantor": label("guarantor"), "creditor": label("client")}


def _role(to: str) -> Message | str:
    return coded(PEOPLE[to], to) if to in PEOPLE else to


def letter_preview(
    reader: LedgerReader,
    reference: str,
    template_name: str,
    as_of: date,
    to: str | None,
    language: str,
    viewer: Viewer,
) -> Answer:
    """A letter as it would be written on a day, without a number. Raises NotFound, Refused."""
    case = reader.find(reference)
    stored = template_text(reader.folder, language, template_name)
    template = read_template(stored.text, stored.file)
    wanted = to or usual_addressee(template)
    person = addressee(case, wanted, as_of)
    if person is None:
        raise NotFound(msg("{case} has no '{name}' to write to", case=case.id, name=_role(wanted)))
    standing = standing_of(reader, case, as_of)
    if template.demand:
        nothing_to_ask(case.id, as_of, standing.account.due.total)
    order = LetterOrder(
        as_of,
        None,
        person,
        template.demand,
        template.method,
        explained=template.explains,
        settled=template.settles,
    )
    fields = letter_fields(case, standing.account, standing.policy, reader.office, order, language)
    rendered = render_letter(template, fields, language)
    text = viewer.paper(case, as_of).text(rendered.text)
    data: PreviewData = {
        "case": case.id,
        "template": template_name,
        "language": language,
        "as_of": as_of,
        "text": text,
    }
    missing = [name for name in rendered.missing if name != "serial"]
    idle = template.demand and standing.account.due.total <= ZERO
    nothing = (
        (msg("nothing has fallen due by {date}: this letter would be refused", date=as_of),) if idle else ()
    )
    return Answer(data, (Paragraph(text.rstrip("\n")),), (*nothing, *not_filled_in(missing)))


def letter_register(reader: LedgerReader, as_of: date, viewer: Viewer) -> Answer:
    """Every letter written up to a day, by number, with what became of it."""
    found = sorted(
        (
            (record, found.case)
            for found in reader.cases()
            if found.case is not None
            for record in (
                *letter_records(found.case.standing(as_of)),
                *letters_taken_back(found.case.entries, as_of),
            )
            # a letter over several cases stands in the register once, under the first
            if record.letter.cases[:1] in ((), (found.case.id,))
        ),
        key=lambda item: item[0].letter.serial,
    )
    data: LetterRegisterData = {
        "letters": [_data(record, case, viewer.mask(case, as_of)) for record, case in found]
    }
    rows = [_row(record, case, viewer.mask(case, as_of)) for record, case in found]
    parts: tuple[Table | Message, ...] = (Table(COLUMNS, rows),) if rows else (label("no letters yet"),)
    return Answer(data, parts)


def _data(record: LetterRecord, case: Case, mask: Mask) -> LetterRowData:
    letter = record.letter
    return {
        "serial": letter.serial,
        "case": case.id,
        "cases": letter.cases or (case.id,),
        "template": letter.template,
        "date": letter.date,
        "to": person_shown(letter.to, mask),
        "method": record.method,
        "pay_by": letter.pay_by,
        "tracking": record.tracking,
        "posted": record.posted,
        "received": record.received,
        "signed_by": _signer(record.signed_by, mask),
        "acknowledged": record.acknowledged_on,
        "returned": mask.text(record.returned) or None,
        "spoiled": mask.text(record.spoiled) or None,
        "state": record.state,
    }


def _signer(name: str | None, mask: Mask) -> str | None:
    """Who signed; words such as 本人 are nobody's name."""
    if name is None or is_self(name):
        return name
    return mask.name(name) or None


def _row(record: LetterRecord, case: Case, mask: Mask) -> tuple[object, ...]:
    letter = record.letter
    return (
        letter.serial,
        ", ".join(letter.cases) or case.id,
        template_named(letter.template),
        letter.date,
        PEOPLE.get(letter.to, mask.name(letter.to)),
        label_of(record.method) if record.method else None,
        record.tracking,
        record.posted,
        record.received,
        STATES[record.state],
    )
