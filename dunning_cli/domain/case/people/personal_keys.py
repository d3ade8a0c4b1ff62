"""Which keys of a case hold personal data, and all that is known of its people (docs/privacy.md)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from dunning_cli.domain.case.case import Case, Debtor, Head, Party
from dunning_cli.domain.case.entries import (
    Appointment,
    Asset,
    Consent,
    Contact,
    Death,
    Delivery,
    Detail,
    Entry,
    Letter,
    NewParty,
    OtherDebt,
    Payment,
)
from dunning_cli.kernel.masking import SEALED_PREFIX, Form
from dunning_cli.kernel.schema import Scalar, fields_of
from dunning_cli.kernel.values import FilledWords, Words

ROLES = ("debtor", "guarantor", "creditor")
"""Whom an entry may name by what they are to the case."""

PERSONAL: dict[type[Entry], dict[str, Form]] = {
    Contact: {"to": Form.NAME, "number": Form.PHONE},
    Appointment: {"to": Form.NAME},
    Letter: {"to": Form.NAME},
    Delivery: {"signed_by": Form.NAME},
    Payment: {"payer": Form.NAME},
    Asset: {"of": Form.NAME},
    OtherDebt: {"creditor": Form.NAME},
    Detail: {"of": Form.NAME, "phone": Form.PHONE, "address": Form.ADDRESS, "email": Form.EMAIL},
    NewParty: {
        "name": Form.NAME,
        "id_number": Form.NUMBER,
        "phones": Form.PHONE,
        "address": Form.ADDRESS,
    },
    Death: {"of": Form.NAME},
    Consent: {"of": Form.NAME, "number": Form.PHONE},
}
"""Keys of entries that hold personal data, and what it is."""

REFERENCES = frozenset(
    {
        *("by", "agent", "approved_by", "owner", "visitor", "second", "about", "overridden"),
        *("ref", "serial", "tracking", "recording", "docket", "receipt", "hash", "template_hash", "key"),
    }
)
"""Keys of entries with words that are no free text: ids of staff, and references as others wrote them."""


def free_texts(record: type[Entry]) -> tuple[str, ...]:
    """The attributes of a kind of entry in which people write what they like."""
    return _free_texts(record)  # type: ignore[arg-type]  # a class is hashable


@cache
def _free_texts(record: type[Entry]) -> tuple[str, ...]:
    personal = PERSONAL.get(record, {})
    return tuple(
        item.attribute
        for item in fields_of(record)
        if item.form in _WORDS and item.attribute not in personal and item.key not in REFERENCES
    )


_WORDS: tuple[Scalar, ...] = (Words.__metadata__[0], FilledWords.__metadata__[0])  # type: ignore[attr-defined]


def known_of(case: Case) -> Iterator[tuple[str, Form]]:
    """Names, numbers and addresses of all people of a case, known now or once; the longest first."""
    found = {(value, form) for value, form in _all_of(case) if len(value) > 1 and value not in ROLES}
    found = {(value, form) for value, form in found if not value.startswith(SEALED_PREFIX)}
    return iter(sorted(found, key=lambda pair: (-len(pair[0]), pair)))


def _all_of(case: Case) -> Iterator[tuple[str, Form]]:
    for head in (case.head, case.filed):
        if head is not None:
            yield from _of_head(head)
    for entry in case.entries:
        for name, form in PERSONAL.get(type(entry), {}).items():
            value = getattr(entry, name)
            for each in value if isinstance(value, tuple) else (value,):
                if each:
                    yield each, form


def _of_head(head: Head) -> Iterator[tuple[str, Form]]:
    yield from _of_person(head.debtor)
    for party in head.parties:
        yield from _of_person(party)
    account = head.account
    for number in (account.number, account.bank_account) if account is not None else ():
        if number:
            yield number, Form.NUMBER


def _of_person(person: Debtor | Party) -> Iterator[tuple[str, Form]]:
    yield person.name, Form.NAME
    code = person.credit_code if isinstance(person, Debtor) else None
    for value, form in ((person.id_number, Form.NUMBER), (code, Form.NUMBER), (person.email, Form.EMAIL)):
        if value:
            yield value, form
    for phone in person.phones:
        yield phone.number, Form.PHONE
    for address in person.addresses:
        yield address.text, Form.ADDRESS
