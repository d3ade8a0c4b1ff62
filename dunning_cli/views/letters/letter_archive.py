"""A letter as it was sent: its text checked against the register, or written again from the ledger of its day."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from dunning_cli.documents.letter import render_letter
from dunning_cli.documents.letter_content import LetterOrder, addressee, letter_fields, stranger
from dunning_cli.documents.letter_fields import LetterFields
from dunning_cli.documents.letter_group import grouped
from dunning_cli.documents.template import Template, read_template
from dunning_cli.documents.work_report import work_done
from dunning_cli.domain.account import figures_at
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import Letter
from dunning_cli.domain.case.office.settings import Office
from dunning_cli.domain.case.people.viewing import Viewer
from dunning_cli.domain.case.renamed import (
    earlier_ids,
    earlier_numbers,
    issued_number,
    renumbered,
    with_number,
)
from dunning_cli.kernel.answer import Answer, Paragraph
from dunning_cli.kernel.errors import Failure, NotFound, Refused
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import remedy
from dunning_cli.kernel.text import harmless
from dunning_cli.store.format.letter_path import letter_paths
from dunning_cli.store.git.history import commits, file_at
from dunning_cli.store.reading.ledger_at_revision import LedgerAtRevision
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.store.reading.letter_register import letter_file, letter_text
from dunning_cli.views.people.masking import person_shown

if TYPE_CHECKING:
    from dunning_cli.views.letters.json_keys import LetterData


@dataclass(frozen=True, slots=True)
class SentLetter:
    """A letter of the register with its text."""

    case: Case
    letter: Letter
    text: str
    recreated: bool
    notes: tuple[Message, ...] = ()


def sent_letter(reader: LedgerReader, serial: str, recreate: bool = False) -> SentLetter:
    """The text of a letter as sent: its file, where the hash of the register agrees.

    With `recreate`, or where the file is gone, the text is written again from case, rules, office and
    template as they were known when it was registered. NotFound for a number not in the register;
    Refused where the text is not the one that was sent.
    """
    case, letter = _registered(reader, serial)
    data = None if recreate else letter_text(reader.folder, serial)
    if data is None:
        text = _recreated(reader, case, letter)
        gone = msg("the text of letter {serial} is gone; it was written again", serial=serial)
        note = () if recreate else (gone,)
        return SentLetter(case, letter, text, True, note)
    if letter.hash is None:
        unchecked = msg(
            "the register has no hash of letter {serial}; its text cannot be checked", serial=serial
        )
        return SentLetter(case, letter, data.decode("utf-8", "replace"), False, (unchecked,))
    if _hash(data) != letter.hash:
        raise Refused(
            msg(
                "{file} is not the letter that was sent: its hash is not the one in the register; "
                "get it back with: git checkout -- {file}",
                file=letter_file(reader.folder, serial),
            )
        )
    return SentLetter(case, letter, data.decode("utf-8").replace("\r\n", "\n"), False)


def letter_sheet(reader: LedgerReader, serial: str, viewer: Viewer, recreate: bool = False) -> Answer:
    """A letter as sent, to read. Errors as for `sent_letter`."""
    sent = sent_letter(reader, serial, recreate)
    mask = viewer.paper(sent.case, sent.letter.date)
    text = mask.text(sent.text)
    same = (msg("written again from what was known then: it is the letter that was sent"),)
    data: LetterData = {
        "serial": sent.letter.serial,
        "case": sent.case.id,
        "template": sent.letter.template,
        "date": sent.letter.date,
        "to": person_shown(sent.letter.to, mask),
        "hash": sent.letter.hash,
        "recreated": sent.recreated,
        "text": text,
    }
    return Answer(data, (Paragraph(text.rstrip("\n")),), same if recreate else sent.notes)


def _registered(reader: LedgerReader, serial: str) -> tuple[Case, Letter]:
    """The letter of a number, and the case it was written on: the first, where it covers several."""
    found = [
        (each.case, entry)
        for each in reader.cases()
        if each.case is not None
        for entry in each.case.entries
        if isinstance(entry, Letter) and entry.serial == serial
    ]
    first = [each for each in found if each[1].cases[:1] in ((), (each[0].id,))]
    if len(first) == 1:
        return first[0]
    if found:
        cases = ", ".join(case.id for case, _ in found)
        raise NotFound(
            msg("the letter number {serial} is used by several: {cases}", serial=serial, cases=cases)
        )
    raise NotFound(
        msg("there is no letter {serial}; see: {cure}", serial=harmless(serial), cure=remedy("letter list"))
    )


def _recreated(reader: LedgerReader, case: Case, letter: Letter) -> str:
    """The text written again from what was known then. Raises Refused where it does not come out the same."""
    commit = _commit_of(reader, case, letter)
    if commit is None:
        raise Refused(msg("the history does not hold letter {serial}", serial=letter.serial))
    then = LedgerAtRevision(reader.folder, commit)
    try:
        template = _template_then(reader, letter, commit)
        printed = replace(letter, serial=issued_number(case, letter))
        text = _written(then, _covered(then, case, letter), printed, template)
    except Failure as failure:
        raise Refused(
            msg("letter {serial} cannot be written again: {why}", serial=letter.serial, why=failure.message)
        ) from None
    if letter.hash is not None and _hash(text.encode()) != letter.hash:
        raise Refused(
            msg(
                "letter {serial} comes out otherwise than it was sent: settings, rules or the case had been "
                "edited by hand and not committed, or the program has changed since",
                serial=letter.serial,
            )
        )
    return text


def _commit_of(reader: LedgerReader, case: Case, letter: Letter) -> str | None:
    """The commit that registered a letter: the first that touched its file, under whichever number it had then."""
    first: str | None = None
    for serial in (*reversed(earlier_numbers(case, letter)), letter.serial):
        paths = letter_paths(serial)
        touched = [commit.id for commit in commits(reader.folder, paths=paths, every_side=True)]
        for commit in reversed(touched):
            texts = (file_at(reader.folder, commit, path) for path in paths)
            # another letter may have had that number first
            if any(text is not None and _becomes(text, serial, letter) for text in texts):
                return commit
        first = touched[-1] if touched else first
    return first


def _becomes(text: bytes, serial: str, letter: Letter) -> bool:
    return letter.hash in (_hash(text), _hash(with_number(text, serial, letter.serial)))


def _covered(then: LedgerReader, case: Case, letter: Letter) -> list[Case]:
    """The cases the letter covers, the one it was written on first, each as it was before the letter."""
    serials = frozenset((letter.serial, *earlier_numbers(case, letter)))
    ids = [_id_then(then, case, name) for name in letter.cases or (case.id,)]
    listed = [_before(then.find(case_id), serials) for case_id in ids]
    # its number stands in what it prints of the charge for its cost too
    return [renumbered(listed[0], case), *listed[1:]]


def _id_then(then: LedgerReader, case: Case, name: str) -> str:
    """The id that a case named by one had then: it may have got another one since."""
    earlier = earlier_ids(case, name)
    if not earlier:
        return name
    known = {found.case.id for found in then.cases() if found.case is not None}
    return next((each for each in (name, *earlier) if each in known), name)


def _before(case: Case, serials: Collection[str]) -> Case:
    """The case as it was when the letter was written: entries are appended, so those before its own."""
    own = (
        place
        for place, entry in enumerate(case.entries)
        if isinstance(entry, Letter) and entry.serial in serials
    )
    return replace(case, entries=case.entries[: next(own, len(case.entries))])


def _written(then: LedgerReader, cases: Sequence[Case], letter: Letter, template_text: str) -> str:
    language = letter.language or "zh"
    template = read_template(template_text, _template_path(letter))
    to, on = letter.to, letter.date
    person = addressee(cases[0], to, on) or stranger(cases[0], to, on)
    order = LetterOrder(
        letter.date,
        letter.serial,
        person,
        _asked_for_what_was_due(letter, template),
        letter.method,
        letter.extend_to,
        letter.reason,
        letter.work_done,
        template.explains,
        template.settles,
        letter.corrects,
    )
    fields = [_fields(then, case, order, language) for case in cases]
    done = letter.work_done or (work_done(cases, on, language) if len(cases) > 1 else None)
    return render_letter(template, grouped(fields, language, done), language).text


def _asked_for_what_was_due(letter: Letter, template: Template) -> bool:
    """Whether the letter stated what had fallen due; those of earlier versions asked for the whole debt."""
    return template.demand and letter.amounts is not None and letter.amounts.not_yet_due is not None


def _fields(then: LedgerReader, case: Case, order: LetterOrder, language: str) -> LetterFields:
    policy = then.policies.for_case(case)
    account = figures_at(case, policy, order.on)
    return letter_fields(case, account, policy, then.office, order, language)


def _template_then(reader: LedgerReader, letter: Letter, commit: str) -> str:
    """The text of the template whose hash the register has, from anywhere in the history, or as it stands now."""
    for data in _versions(reader, _template_path(letter), commit):
        if data is not None and letter.template_hash in (None, _hash(data)):
            return data.decode("utf-8-sig").replace("\r\n", "\n")
    raise Refused(msg("its template {file} is in no version that was used", file=_template_path(letter)))


def _versions(reader: LedgerReader, path: str, commit: str) -> Iterator[bytes | None]:
    yield file_at(reader.folder, commit, path)
    with contextlib.suppress(FileNotFoundError):
        yield reader.folder.read(path)
    for each in commits(reader.folder, paths=[path]):
        yield file_at(reader.folder, each.id, path)


def _template_path(letter: Letter) -> str:
    return f"templates/{letter.language or 'zh'}/{letter.template}.txt"


def office_then(reader: LedgerReader, case: Case, letter: Letter) -> Office:
    """The office's settings as they were when a letter was registered; the present ones where that is not known."""
    commit = _commit_of(reader, case, letter)
    return LedgerAtRevision(reader.folder, commit).office if commit is not None else reader.office


def _hash(data: bytes) -> str:
    # Git for Windows may check files out with CRLF; that alone makes no other letter
    return hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()
