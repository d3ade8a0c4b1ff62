"""Heads and entries as they may be shown: personal data in part, or in full where the reader may see it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dunning_cli.domain.case.case import Address, Contract, Debtor, Head, Party, Phone
from dunning_cli.domain.case.entries import Entry
from dunning_cli.domain.case.people.personal_keys import PERSONAL, ROLES, free_texts
from dunning_cli.kernel.masking import Form, Mask, sealed_hidden


def masked_head(head: Head, mask: Mask) -> Head:
    """A head as it may be shown."""
    head = sealed_hidden(head)
    return replace(
        head,
        debtor=_debtor(head.debtor, mask),
        parties=tuple(_party(party, mask) for party in head.parties),
        account=_contract(head.account, mask) if head.account else None,
        remark=mask.text(head.remark) or None,
    )


def masked_entry(entry: Entry, mask: Mask) -> Entry:
    """An entry as it may be shown: numbers, addresses and names of people in part, also in free text."""
    entry = sealed_hidden(entry)
    forms = {**dict.fromkeys(free_texts(type(entry)), Form.TEXT), **PERSONAL.get(type(entry), {})}
    shown: dict[str, Any] = {
        name: tuple(_shown(mask, item, form) for item in value)
        if isinstance(value, tuple)
        else _shown(mask, value, form)
        for name, form in forms.items()
        if (value := getattr(entry, name))
    }
    return replace(entry, **shown)


def person_shown(to: str, mask: Mask) -> str:
    """Whom an entry names: what they are to the case as it is, a name as it may be shown."""
    return to if to in ROLES else mask.name(to)


def _shown(mask: Mask, value: str, form: Form) -> str:
    return person_shown(value, mask) if form is Form.NAME else mask.shown(value, form)


def _debtor(debtor: Debtor, mask: Mask) -> Debtor:
    return replace(
        debtor,
        name=mask.name(debtor.name),
        id_number=mask.number(debtor.id_number) or None,
        credit_code=mask.number(debtor.credit_code) or None,
        phones=_phones(debtor.phones, mask),
        addresses=_addresses(debtor.addresses, mask),
        email=mask.email(debtor.email) or None,
        employer=mask.text(debtor.employer) or None,
        department=mask.text(debtor.department) or None,
    )


def _party(party: Party, mask: Mask) -> Party:
    return replace(
        party,
        name=mask.name(party.name),
        id_number=mask.number(party.id_number) or None,
        phones=_phones(party.phones, mask),
        addresses=_addresses(party.addresses, mask),
        email=mask.email(party.email) or None,
        note=mask.text(party.note) or None,
    )


def _phones(phones: tuple[Phone, ...], mask: Mask) -> tuple[Phone, ...]:
    return tuple(
        replace(phone, number=mask.phone(phone.number), source=mask.text(phone.source) or None)
        for phone in phones
    )


def _addresses(addresses: tuple[Address, ...], mask: Mask) -> tuple[Address, ...]:
    return tuple(
        replace(address, text=mask.address(address.text), source=mask.text(address.source) or None)
        for address in addresses
    )


def _contract(contract: Contract, mask: Mask) -> Contract:
    return replace(
        contract,
        number=mask.number(contract.number) or None,
        customer=mask.number(contract.customer) or None,
        bank_account=mask.number(contract.bank_account) or None,
        product=mask.text(contract.product) or None,
        area=mask.text(contract.area) or None,
        bank=mask.text(contract.bank) or None,
    )
