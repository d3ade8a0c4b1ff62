"""Whom a row names: the debtor's documents, numbers and addresses, and the other people of the case."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.codes.people import PhoneKind, Relation
from dunning_cli.domain.case.people.identity import doubt_about, identity
from dunning_cli.domain.case.people.telephone import doubt_about_number, kind_of_line
from dunning_cli.intake.cases.case_number import home_in_words
from dunning_cli.intake.cases.records import FileAddress, FilePerson, FilePhone
from dunning_cli.intake.files.grammar import plain, read_line, read_phone, read_phones
from dunning_cli.intake.profiles.cells import Cells
from dunning_cli.intake.profiles.kinds import ADDRESSES, PEOPLE, PHONES
from dunning_cli.intake.profiles.usual_words import NOTHING_SAID, RELATIONS
from dunning_cli.kernel.message import Message, label, msg

Read = TypeVar("Read")


def documents_of(cells: Cells) -> tuple[str, str]:
    """The debtor's identity number and credit code; one that identifies nobody is noted."""
    number, code = cells.identifier("id_number"), cells.identifier("credit_code")
    token = identity(number)
    if token is not None and token.startswith("organisation") and not code:
        number, code = "", number
    for fact, text in (("id_number", number), ("credit_code", code)):
        why = doubt_about(text)
        if why is not None:
            cells.doubt(fact, msg("{who}: {why}", who=label("debtor"), why=why))
    return number, code


def phones_of(cells: Cells) -> tuple[FilePhone, ...]:
    """The debtor's numbers, each with its kind; one that reaches nobody is noted."""
    none: tuple[str, ...] = ()
    return tuple(
        FilePhone(
            _doubt_phone(cells, fact, number, label("debtor")),
            kind_of_line(number) if kind is PhoneKind.MOBILE else kind,
        )
        for fact, kind in PHONES.items()
        for number in _unless_nothing(cells, fact, read_phones, none)
    )


def addresses_of(cells: Cells, area: str) -> tuple[FileAddress, ...]:
    """The debtor's addresses; where there are none, that of the home that is owed for, in the `area` of all cases."""
    texts = ((cells.line(name), kind) for name, kind in ADDRESSES.items())
    found = tuple(FileAddress(text, kind) for text, kind in texts if text)
    if found:
        return found
    return (FileAddress(home_in_words(cells, area), ADDRESSES["address"]),) if cells.has("room") else ()


def people_of(cells: Cells) -> tuple[FilePerson, ...]:
    """Relatives, guarantors and others whom the row names; somebody without a name is a problem of the row."""
    people: list[FilePerson] = []
    for begins, role in PEOPLE.items():
        facts = {what: f"{begins}_{what}" for what in ("name", "relation", "phone", "id")}
        asked = (facts["name"], facts["phone"], facts["id"])
        for number in cells.numbers(asked):
            if not any(cells.has(fact, number) for fact in asked):
                continue  # a relation alone is what is left of an empty form
            name = cells.required(facts["name"], read_line, number)
            relation, code = cells.word(facts["relation"], number)
            phone = _unless_nothing(cells, facts["phone"], read_phone, "", number)
            if phone:
                _doubt_phone(cells, facts["phone"], phone, label_of(role), number)
            if name is not None:
                known = Relation(code) if code else RELATIONS.get(plain(relation), Relation.OTHER)
                people.append(
                    FilePerson(name, role, known, relation, phone, cells.identifier(facts["id"], number))
                )
    return tuple(people)


def _unless_nothing(
    cells: Cells, fact: str, read: Callable[[str], Read], empty: Read, number: int = 0
) -> Read:
    """A number read by a grammar; `empty`, which is noted, where words such as 无 stand in its place."""

    def reading(text: str) -> Read:
        if plain(text).casefold() not in NOTHING_SAID:
            return read(text)
        cells.doubt(fact, msg("'{text}' is taken as no number", text=text), number)
        return empty

    return cells.value(fact, reading, empty, number)


def _doubt_phone(cells: Cells, fact: str, text: str, who: Message, number: int = 0) -> str:
    why = doubt_about_number(text)
    if why is not None:
        cells.doubt(fact, msg("{who}: {why}", who=who, why=why), number)
    return text
