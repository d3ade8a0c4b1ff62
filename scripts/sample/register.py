"""The letters of all stories in the order of their numbers: written from what each case said by then."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dunning_cli.documents.letter import render_letter
from dunning_cli.documents.letter_amounts import stated_amounts
from dunning_cli.documents.letter_content import LetterOrder, addressee, letter_fields
from dunning_cli.documents.letter_group import grouped
from dunning_cli.documents.template import Template, read_template
from dunning_cli.domain.account import account_at
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import Letter
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.format.letter_path import letter_path
from dunning_cli.store.format.templates import template_text
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.store.reading.office_settings import office_from
from sample.diary import Diary
from sample.office import OFFICE_FILE
from sample.post import serial_of

ROOT = Path(__file__).resolve().parent.parent.parent


def written_letters(diaries: Sequence[Diary]) -> dict[str, str]:
    """The text of every letter by its path; its entries get the figures, dates and hashes that belong to it.

    Raises ValueError where the numbers are not those of the register, in the order of time and without a gap.
    """
    texts = {}
    register = _Register(LedgerReader(LedgerFolder(ROOT)), {diary.head.case: diary for diary in diaries})
    for number, (letter, diary) in enumerate(_in_order(diaries), start=1):
        if letter.serial != serial_of(number):
            raise ValueError(
                f"{diary.head.case}: letter {letter.serial} is the {number}. of the register by its time"
            )
        texts[letter_path(letter.serial)] = register.write(letter, diary)
    return texts


def _in_order(diaries: Sequence[Diary]) -> list[tuple[Letter, Diary]]:
    """Every letter with the diary of the case it was written on, by the moment it was registered."""
    found = [
        (entry, diary)
        for diary in diaries
        for entry in diary.entries
        if isinstance(entry, Letter) and entry.cases[:1] in ((), (diary.head.case,))
    ]
    return sorted(found, key=lambda each: (each[0].at, each[0].serial))


@dataclass(frozen=True, slots=True)
class _Register:
    """Writes letters by the rules and templates of this checkout, as `dunning letter new` would have."""

    reader: LedgerReader
    diaries: Mapping[str, Diary]

    def write(self, letter: Letter, diary: Diary) -> str:
        """The text of one letter; fills in its entry on every case it covers."""
        stored = template_text(self.reader.folder, letter.language or "", letter.template)
        template = read_template(stored.text, stored.file)
        letter = replace(
            letter,
            method=letter.method or template.method,
            level=template.level,
            pay_by=template.pay_by(letter.date),
            template_hash=stored.hash,
        )
        covered = [self.diaries[name] for name in letter.cases] or [diary]
        text = self._text(letter, template, [_before(each, letter) for each in covered])
        letter = replace(letter, hash=hashlib.sha256(text.encode()).hexdigest())
        for each in covered:
            self._fill_in(each, letter, demand=template.demand)
        return text

    def _text(self, letter: Letter, template: Template, cases: Sequence[Case]) -> str:
        language = letter.language or ""
        person = addressee(cases[0], letter.to, letter.date)
        if person is None:
            raise ValueError(f"{cases[0].id}: letter {letter.serial} is to nobody who owes")
        order = LetterOrder(
            letter.date,
            letter.serial,
            person,
            template.demand,
            letter.method,
            letter.extend_to,
            letter.reason,
            explained=template.explains,
            settled=template.settles,
        )
        office = office_from(OFFICE_FILE.encode())
        fields = []
        for case in cases:
            policy = self.reader.policies.for_case(case)
            account = account_at(case, policy, letter.date)
            fields.append(letter_fields(case, account, policy, office, order, language))
        return render_letter(template, grouped(fields, language), language).text

    def _fill_in(self, diary: Diary, letter: Letter, *, demand: bool) -> None:
        """Completes the entry of a letter on one case with what the text and that case's account say."""
        case = _before(diary, letter)
        account = account_at(case, self.reader.policies.for_case(case), letter.date)
        place = next(
            place
            for place, entry in enumerate(diary.entries)
            if isinstance(entry, Letter) and entry.serial == letter.serial
        )
        diary.entries[place] = replace(
            letter,
            id=diary.entries[place].id,
            amounts=stated_amounts(case, account, letter.date, demand=demand),
        )


def _before(diary: Diary, letter: Letter) -> Case:
    """A case as it stood in its file when the letter was written."""
    return Case(diary.head, tuple(entry for entry in diary.in_order() if entry.at < letter.at))
