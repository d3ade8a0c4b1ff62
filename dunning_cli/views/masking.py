"""Heads and entries as they may be shown: personal data in part, or in full where that is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from dunning_cli.domain.case import Address, Head, Party, Phone
from dunning_cli.domain.entries import (
    Appointment,
    Asset,
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
from dunning_cli.domain.privacy import Mask, sealed_hidden


def masked_head(head: Head, mask: Mask) -> Head:
    """A head as it may be shown."""
    head = sealed_hidden(head)
    debtor = head.debtor
    contract = head.account
    return replace(
        head,
        debtor=replace(
            debtor,
            name=mask.name(debtor.name),
            id_number=mask.number(debtor.id_number) or None,
            phones=_phones(debtor.phones, mask),
            addresses=_addresses(debtor.addresses, mask),
            email=mask.email(debtor.email) or None,
        ),
        parties=tuple(_party(party, mask) for party in head.parties),
        account=replace(
            contract,
            number=mask.number(contract.number) or None,
            bank_account=mask.number(contract.bank_account) or None,
        )
        if contract
        else None,
    )


def masked_entry(entry: Entry, mask: Mask) -> Entry:
    """An entry as it may be shown: numbers, addresses and names of people in part."""
    entry = sealed_hidden(entry)
    shown: dict[str, Any] = {
        name: tuple(form(mask, item) for item in value) if isinstance(value, tuple) else form(mask, value)
        for name, form in _PERSONAL.get(type(entry), {}).items()
        if (value := getattr(entry, name))
    }
    return replace(entry, **shown)


def _person(mask: Mask, to: str) -> str:
    return to if to in _ROLES else mask.name(to)


_ROLES = ("debtor", "guarantor", "creditor")
_PERSONAL: dict[type[Entry], dict[str, Callable[[Mask, str], str]]] = {
    Contact: {"to": _person, "number": Mask.phone},
    Appointment: {"to": _person},
    Letter: {"to": _person},
    Delivery: {"signed_by": Mask.name},
    Payment: {"payer": Mask.name},
    Asset: {"of": _person},
    OtherDebt: {"creditor": Mask.name},
    Detail: {"of": _person, "phone": Mask.phone, "address": Mask.address, "email": Mask.email},
    NewParty: {
        "name": Mask.name,
        "id_number": Mask.number,
        "phones": Mask.phone,
        "address": Mask.address,
    },
    Death: {"of": _person},
}
"""Keys of entries that hold personal data, and how much of it is shown."""


def _phones(phones: tuple[Phone, ...], mask: Mask) -> tuple[Phone, ...]:
    return tuple(replace(phone, number=mask.phone(phone.number)) for phone in phones)


def _addresses(addresses: tuple[Address, ...], mask: Mask) -> tuple[Address, ...]:
    return tuple(replace(address, text=mask.address(address.text)) for address in addresses)


def _party(party: Party, mask: Mask) -> Party:
    return replace(
        party,
        name=mask.name(party.name),
        id_number=mask.number(party.id_number) or None,
        phones=_phones(party.phones, mask),
        addresses=_addresses(party.addresses, mask),
        email=mask.email(party.email) or None,
    )
