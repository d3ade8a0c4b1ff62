"""Which keys of a case hold personal data, and all that is known of its people (docs/privacy.md).

What a key holds is said where it is declared (`key(personal=…)`); here it is only looked up.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from dunning_cli.domain.case.case import Case, Head
from dunning_cli.domain.case.entries import KINDS, Entry
from dunning_cli.kernel.masking import SEALED_PREFIX
from dunning_cli.kernel.personal_marks import FREE_TEXT, Form, Mark
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import Kept, Many, fields_of

ROLES = ("debtor", "guarantor", "creditor")
"""Whom an entry may name by what they are to the case."""


@dataclass(frozen=True, slots=True)
class PersonalParts:
    """The attributes of a record that are masked, each with what it is, and those that hold such records."""

    forms: dict[str, Form]
    within: tuple[str, ...]


def personal_parts(record: type[Kept]) -> PersonalParts:
    """What of a record, and of the records in it, is masked."""
    return _parts(record)  # type: ignore[arg-type]  # a class is hashable


@cache
def _parts(record: type[Kept]) -> PersonalParts:
    forms: dict[str, Form] = {}
    within = []
    for item in fields_of(record):
        if item.personal is not None and item.personal.masked and item.personal.form is not None:
            forms[item.attribute] = item.personal.form
        elif _record_in(item.form) is not None:
            within.append(item.attribute)
    return PersonalParts(forms, tuple(within))


def _record_in(form: Any) -> type[Kept] | None:
    """The record that stands at a key, or in the list at it."""
    held = form.of if isinstance(form, Many) else form
    return held if isinstance(held, type) and issubclass(held, Kept) else None


def free_texts(record: type[Entry]) -> tuple[str, ...]:
    """The attributes of a kind of entry in which people write what they like."""
    return tuple(name for name, form in personal_parts(record).forms.items() if form is Form.TEXT)


def mark_at(record: type[Kept] | None, keys: tuple[str, ...]) -> Mark:
    """What stands at a place of a head or an entry, such as `debtor`, `phones`, `number`.

    Where the format has no such place, as in a file that was tampered with, any other key of the name decides, and
    else it may be anything that people write. So may what is no text.
    """
    for place, name in enumerate(keys):
        found = next((item for item in fields_of(record) if item.key == name), None) if record else None
        if found is None:
            return marks_by_key().get(keys[-1], FREE_TEXT)
        if place == len(keys) - 1:
            return found.personal or FREE_TEXT
        record = _record_in(found.form)
    return FREE_TEXT


@cache
def marks_by_key() -> dict[str, Mark]:
    """The marks of all keys of case files by the key; where several records have it, what is masked comes first."""
    found: dict[str, Mark] = {}
    for record in records_of_cases():
        for item in fields_of(record):
            known = found.get(item.key)
            if item.personal is not None and (
                known is None or _strictness(item.personal) > _strictness(known)
            ):
                found[item.key] = item.personal
    return found


def _strictness(mark: Mark) -> int:
    return 0 if not mark.masked else 1 if mark.form is Form.TEXT else 2


def number_keys() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The keys of case files that hold a telephone number, or one of a document or account; then those of a list of them."""
    numbers = [
        item
        for record in records_of_cases()
        for item in fields_of(record)
        if item.personal is not None and item.personal.form in (Form.PHONE, Form.NUMBER)
    ]
    one = {item.key for item in numbers if not isinstance(item.form, Many)}
    return tuple(sorted(one)), tuple(sorted({item.key for item in numbers} - one))


@cache
def records_of_cases() -> tuple[type[Kept], ...]:
    """Every record that case files hold: the head, the kinds of entry, and those in them."""
    found: dict[type[Kept], None] = {}
    waiting: list[type[Kept]] = [Head, *KINDS.values()]
    while waiting:
        record = waiting.pop(0)
        if record not in found:
            found[record] = None
            held = (_record_in(item.form) for item in fields_of(record))
            waiting.extend(each for each in held if each is not None)
    return tuple(found)


def known_of(case: Case) -> Iterator[tuple[str, Form]]:
    """Names, numbers and addresses of all people of a case, known now or once; the longest first."""
    found = {(value, form) for value, form in _all_of(case) if len(value) > 1 and value not in ROLES}
    found = {(value, form) for value, form in found if not value.startswith(SEALED_PREFIX)}
    return iter(sorted(found, key=lambda pair: (-len(pair[0]), pair)))


def _all_of(case: Case) -> Iterator[tuple[str, Form]]:
    for head in (case.head, case.filed):
        if head is not None:
            yield from _all_in(head)
    for entry in case.entries:
        yield from _all_in(entry)


def _all_in(record: Kept) -> Iterator[tuple[str, Form]]:
    parts = personal_parts(type(record))
    for name, form in parts.forms.items():
        if form is not Form.TEXT:
            for value in _each(getattr(record, name)):
                yield value, form
    for name in parts.within:
        for held in _each(getattr(record, name)):
            yield from _all_in(held)


def _each(value: Any) -> tuple[Any, ...]:
    """The values at a key, be it one, a list, or nothing."""
    if isinstance(value, tuple):
        return value
    return () if not value else (value,)
