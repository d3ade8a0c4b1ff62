"""Invented people: identity numbers of no region, telephone numbers, addresses, other parties."""

from __future__ import annotations

from dunning_cli.domain.case.case import Address, Debtor, Party, Phone
from dunning_cli.domain.case.codes.people import (
    AddressKind,
    DetailStatus,
    Guarantee,
    LawfulSource,
    PersonKind,
    PhoneKind,
    Relation,
    Role,
)
from dunning_cli.domain.case.people.identity import resident_check
from sample.working_days import on

_NO_REGION = "110199"
"""No place has this code."""
_BASES = {
    "合同": LawfulSource.CONTRACT,
    "申请表": LawfulSource.RESERVED,
    "紧急联系人转告后本人回电": LawfulSource.TOLD,
}
"""The lawful source behind what the papers say; of the others nobody said."""


def id_number(born: str, serial: int) -> str:
    """An identity number with the right check digit and of no region, so that it is nobody's."""
    body = f"{_NO_REGION}{born.replace('-', '')}{serial:03}"
    return body + resident_check(body)


def phone(
    number: str, kind: str = "mobile", status: str = "valid", since: str = "", source: str = ""
) -> Phone:
    """A telephone number with what is known of it."""
    return Phone(
        number=number,
        kind=PhoneKind(kind),
        status=DetailStatus(status),
        since=on(since) if since else None,
        source=source or None,
        basis=_BASES.get(source),
    )


def address(text: str, kind: str = "home", status: str = "", source: str = "") -> Address:
    """An address with what is known of it."""
    return Address(
        text=text,
        kind=AddressKind(kind),
        status=DetailStatus(status) if status else None,
        source=source or None,
        basis=_BASES.get(source),
    )


def person(
    name: str,
    born: str,
    serial: int,
    phones: tuple[Phone, ...],
    addresses: tuple[Address, ...],
    employer: str = "",
    email: str = "",
) -> Debtor:
    """A person who owes; `serial` makes the identity number differ from others of that day."""
    return Debtor(
        name=name,
        id_number=id_number(born, serial),
        phones=phones,
        addresses=addresses,
        employer=employer or None,
        email=email or None,
    )


def organisation(
    name: str,
    credit_code: str,
    department: str,
    phones: tuple[Phone, ...],
    addresses: tuple[Address, ...],
    email: str = "",
) -> Debtor:
    """An organisation that owes, with the department that receives its mail."""
    return Debtor(
        name=name,
        kind=PersonKind.ORGANISATION,
        credit_code=credit_code,
        department=department,
        phones=phones,
        addresses=addresses,
        email=email or None,
    )


def guarantor(
    name: str,
    number: str,
    guarantee: str = "joint",
    relation: str = "",
    home: str = "",
    until: str = "",
    identity: str = "",
) -> Party:
    """Somebody who answers for the debt."""
    return Party(
        name=name,
        role=Role.GUARANTOR,
        relation=Relation(relation) if relation else None,
        id_number=identity or None,
        phones=(Phone(number=number),),
        addresses=(address(home),) if home else (),
        guarantee=Guarantee(guarantee),
        guaranteed_until=on(until) if until else None,
    )


def known(name: str, number: str, relation: str = "other", role: str = "contact", note: str = "") -> Party:
    """Somebody else the case knows: a contact person, co-debtor, heir or lawyer."""
    return Party(
        name=name,
        role=Role(role),
        relation=Relation(relation),
        phones=(Phone(number=number),) if number else (),
        note=note or None,
    )
