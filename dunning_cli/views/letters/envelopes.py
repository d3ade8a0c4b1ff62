"""The envelopes of letters: to whom each goes, as labels and as a table for the waybills of the post."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from dunning_cli.documents.export.workbook import SheetColumn, WorkbookSheet, workbook_bytes
from dunning_cli.documents.labels import Label, contents, label_of_letter, labels_data, labels_text
from dunning_cli.documents.letter_blocks import letter_parts
from dunning_cli.documents.letter_content import addressee, stranger
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.office.settings import Office
from dunning_cli.domain.case.people.details import known_on
from dunning_cli.domain.case.people.roles import DEAD_STATUS, person_of
from dunning_cli.domain.case.people.viewing import Viewer
from dunning_cli.domain.contact.deliveries import POSTED, LetterRecord, LetterStage, letter_records
from dunning_cli.kernel.answer import Answer, Column, Table
from dunning_cli.kernel.errors import NotFound, Refused, WrongUsage
from dunning_cli.kernel.message import Message, Translate, label, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import remedy
from dunning_cli.kernel.text import harmless
from dunning_cli.store.format.layouts import label_layout
from dunning_cli.store.machine.typesetter import drawn
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.store.reading.letter_register import letter_text

if TYPE_CHECKING:
    from dunning_cli.views.letters.json_keys import EnvelopeData, EnvelopesData

BETWEEN = ".."
"""Stands between the first and the last of several numbers."""
COLUMNS = (
    Column(label("serial")),
    Column(label("case")),
    Column(label("addressee")),
    Column(label("address")),
    Column(label("contents of the envelope")),
)
WAYBILL = (
    (label("serial"), 16.0),
    (label("addressee"), 20.0),
    (label("phone"), 16.0),
    (label("address"), 48.0),
    (label("contents of the envelope"), 48.0),
    (label("sender"), 28.0),
    (label("sender's phone"), 16.0),
    (label("sender's address"), 40.0),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """One letter as the post needs it."""

    serial: str
    case: Case
    cases: Sequence[str]
    name: str
    department: str | None
    address: str
    phone: str | None
    contents: str
    language: str
    written: date


@dataclass(frozen=True, slots=True)
class Envelopes:
    """The envelopes asked for, by number, and what is to be said of letters that get none."""

    found: tuple[Envelope, ...]
    notes: tuple[Message, ...]

    @property
    def cases(self) -> tuple[str, ...]:
        """The cases they are about."""
        return tuple(dict.fromkeys(case for each in self.found for case in each.cases))


def envelopes(reader: LedgerReader, wanted: Sequence[str], as_of: date) -> Envelopes:
    """The envelopes of letters by number, `FIRST..LAST` for several; of those still to be posted where none is named.

    NotFound for a number not in the register, Refused for spoiled letters and where no letter has an envelope.
    """
    records = dict(_records(reader, as_of))
    chosen = _named(records, wanted) if wanted else _to_be_posted(records)
    found: list[Envelope] = []
    notes: list[Message] = []
    for record, case in chosen:
        envelope = _envelope(reader, record, case)
        if isinstance(envelope, Envelope):
            found.append(envelope)
        else:
            notes.append(envelope)
    if not found:
        nothing = msg(
            "no letter waits to be posted; name letters by their numbers: {cure}", cure=remedy("letter list")
        )
        raise Refused(notes[0] if notes else nothing)
    return Envelopes(tuple(found), tuple(notes))


def _records(reader: LedgerReader, as_of: date) -> Iterator[tuple[str, tuple[LetterRecord, Case]]]:
    """Every letter by number with the case it was written on."""
    for read in reader.cases():
        if read.case is None:
            continue
        for record in letter_records(read.case.standing(as_of)):
            if record.letter.cases[:1] in ((), (read.case.id,)):
                yield record.letter.serial, (record, read.case)


def _to_be_posted(records: dict[str, tuple[LetterRecord, Case]]) -> Iterable[tuple[LetterRecord, Case]]:
    return [
        found
        for _, found in sorted(records.items())
        if found[0].state is LetterStage.WRITTEN and found[0].method in POSTED
    ]


def _named(
    records: dict[str, tuple[LetterRecord, Case]], wanted: Sequence[str]
) -> Iterator[tuple[LetterRecord, Case]]:
    for serial in dict.fromkeys(each for text in wanted for each in _numbers(records, text)):
        record, case = records[serial]
        if record.state is not LetterStage.SPOILED:
            yield record, case
        elif serial in wanted:
            raise Refused(msg("letter {serial} was spoiled and never sent", serial=serial))


def _numbers(records: dict[str, tuple[LetterRecord, Case]], text: str) -> list[str]:
    """The numbers that a text names. Raises WrongUsage, NotFound."""
    first, between, last = text.partition(BETWEEN)
    for serial in (first, last) if between else (text,):
        if serial not in records:
            raise NotFound(
                msg(
                    "there is no letter {serial}; see: {cure}",
                    serial=harmless(serial),
                    cure=remedy("letter list"),
                )
            )
    if not between:
        return [text]
    series = first.rpartition("-")[0]
    if series != last.rpartition("-")[0] or last < first:
        raise WrongUsage(
            msg("'{text}' is no range; write FIRST..LAST with numbers of one series", text=harmless(text))
        )
    return sorted(each for each in records if each.rpartition("-")[0] == series and first <= each <= last)


def _envelope(reader: LedgerReader, record: LetterRecord, case: Case) -> Envelope | Message:
    """The envelope of a letter; why it has none, where it is not known to whom or where it goes."""
    letter = record.letter
    person = addressee(case, letter.to, letter.date) or stranger(case, letter.to, letter.date)
    if person.name is None or person.address is None:
        return msg(
            "letter {serial} has no label: no address of its addressee is on record", serial=letter.serial
        )
    language = letter.language or "zh"
    text = (letter_text(reader.folder, letter.serial) or b"").decode("utf-8", "replace")
    cases = letter.cases or (case.id,)
    heads = [case.head, *(reader.find(each).head for each in cases if each != case.id)]
    contracts = [
        head.account.contract for head in heads if head.account is not None and head.account.contract
    ]
    return Envelope(
        serial=letter.serial,
        case=case,
        cases=cases,
        name=person.name,
        department=person.department,
        address=person.address,
        phone=_phone(case, letter.to, letter.date),
        contents=contents(
            letter_parts(text).title or letter.template,
            letter.serial,
            list(dict.fromkeys(contracts)),
            cases,
            language,
        ),
        language=language,
        written=letter.date,
    )


def _phone(case: Case, to: str, on: date) -> str | None:
    """The first number on which the addressee may be reached, for the postman."""
    phones = person_of(known_on(case, on), to).phones
    return next((phone.number for phone in phones if phone.status not in DEAD_STATUS), None)


def envelopes_answer(asked: Envelopes, viewer: Viewer) -> Answer:
    """The envelopes to look at, names and numbers as far as the reader may see them."""
    data: EnvelopesData = {"labels": [_shown(each, viewer) for each in asked.found]}
    rows = [
        (each["serial"], each["case"], each["to"], each["address"], each["contents"])
        for each in data["labels"]
    ]
    return Answer(data, (Table(COLUMNS, rows),), asked.notes)


def _shown(envelope: Envelope, viewer: Viewer) -> EnvelopeData:
    mask = viewer.mask(envelope.case, envelope.written)
    return {
        "serial": envelope.serial,
        "case": envelope.case.id,
        "cases": list(envelope.cases),
        "to": mask.name(envelope.name),
        "department": envelope.department,
        "address": mask.address(envelope.address),
        "phone": mask.phone(envelope.phone) or None,
        "contents": envelope.contents,
    }


def labels_as_text(asked: Envelopes) -> bytes:
    """The labels as plain text, with the mark of UTF-8."""
    return labels_text([_label(each) for each in asked.found]).encode("utf-8-sig")


def labels_pdf(asked: Envelopes, typeface: str | None) -> bytes:
    """The labels as sheets of sixteen. Raises Refused where they cannot be printed."""
    labels = [_label(each) for each in asked.found]
    day = max(each.written for each in asked.found)
    return drawn(label_layout(), lambda families: labels_data(labels, families), day, typeface, len(labels))


def _label(envelope: Envelope) -> Label:
    return label_of_letter(
        envelope.name, envelope.department, envelope.address, envelope.serial, envelope.language
    )


def waybills(asked: Envelopes, office: Office, translate: Translate) -> bytes:
    """A workbook for the waybills of the post: addressee, contents and sender of each letter, a row each."""
    head = office.letterhead
    sender = (office.office, head.phone if head else None, head.address if head else None)
    columns = tuple(SheetColumn(translate(title), width) for title, width in WAYBILL)
    rows = [
        (each.serial, _with_department(each), each.phone, each.address, each.contents, *sender)
        for each in asked.found
    ]
    return workbook_bytes([WorkbookSheet(title=translate(label("waybills")), columns=columns, rows=rows)])


def _with_department(envelope: Envelope) -> str:
    return f"{envelope.name} {envelope.department}" if envelope.department else envelope.name
