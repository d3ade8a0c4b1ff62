"""Fixed words about people: their part in a case, what is known of their numbers and addresses."""

from __future__ import annotations

from enum import StrEnum

from dunning_cli.kernel.message import Message, label


class Role(StrEnum):
    """What a person other than the debtor is to the case."""

    GUARANTOR = "guarantor"
    CO_DEBTOR = "co_debtor"
    CONTACT = "contact"
    HEIR = "heir"
    LAWYER = "lawyer"
    GUARDIAN = "guardian"
    """Who acts in law for somebody without capacity (民法典 23)."""
    ADMINISTRATOR = "administrator"
    """Who administers the assets of an insolvent debtor (企业破产法 13), or an estate (民法典 1145)."""


class Relation(StrEnum):
    """What a person is to the debtor."""

    SPOUSE = "spouse"
    PARENT = "parent"
    CHILD = "child"
    SIBLING = "sibling"
    RELATIVE = "relative"
    COLLEAGUE = "colleague"
    FRIEND = "friend"
    OTHER = "other"


class Guarantee(StrEnum):
    """Joint: the creditor may demand from the guarantor at once; general: only after enforcement (民法典 687, 688)."""

    JOINT = "joint"
    GENERAL = "general"


class PersonKind(StrEnum):
    """Who the debtor is in law."""

    PERSON = "person"
    ORGANISATION = "organisation"


class PhoneKind(StrEnum):
    """Which line a number is."""

    MOBILE = "mobile"
    HOME = "home"
    WORK = "work"
    REGISTERED = "registered"
    OTHER = "other"


class AddressKind(StrEnum):
    """Which place an address is."""

    HOME = "home"
    REGISTERED = "registered"
    WORK = "work"
    MAILING = "mailing"
    OTHER = "other"


class DetailStatus(StrEnum):
    """What is known of a number or address."""

    VALID = "valid"
    UNVERIFIED = "unverified"
    WRONG = "wrong"
    DEAD = "dead"
    UNREACHABLE = "unreachable"


class LawfulSource(StrEnum):
    """From where an office may lawfully have a contact detail (banking association, guideline of 2026-01-30)."""

    CONTRACT = "contract"
    RESERVED = "reserved"
    """Left with the client by the debtor."""
    AUTHORISED = "authorised"
    PUBLIC = "public"
    TOLD = "told"
    """Told by a contact the debtor had reserved."""
    BUREAU = "bureau"
    """A credit bureau, asked under authorisation."""


# The English labels stand in commit subjects too: rewording one splits the history in two.
LABELS: dict[type[StrEnum], dict[StrEnum, Message]] = {
    Role: {
        Role.GUARANTOR: label("guarantor"),
        Role.CO_DEBTOR: label("co-debtor"),
        Role.CONTACT: label("contact person"),
        Role.HEIR: label("heir"),
        Role.LAWYER: label("lawyer"),
        Role.GUARDIAN: label("guardian"),
        Role.ADMINISTRATOR: label("administrator"),
    },
    Relation: {
        Relation.SPOUSE: label("spouse"),
        Relation.PARENT: label("parent"),
        Relation.CHILD: label("child"),
        Relation.SIBLING: label("sibling"),
        Relation.RELATIVE: label("relative"),
        Relation.COLLEAGUE: label("colleague"),
        Relation.FRIEND: label("friend"),
        Relation.OTHER: label("other"),
    },
    Guarantee: {
        Guarantee.JOINT: label("joint guarantee"),
        Guarantee.GENERAL: label("general guarantee"),
    },
    PersonKind: {
        PersonKind.PERSON: label("person"),
        PersonKind.ORGANISATION: label("organisation"),
    },
    PhoneKind: {
        PhoneKind.MOBILE: label("mobile"),
        PhoneKind.HOME: label("home phone"),
        PhoneKind.WORK: label("work phone"),
        PhoneKind.REGISTERED: label("registered phone"),
        PhoneKind.OTHER: label("other"),
    },
    AddressKind: {
        AddressKind.HOME: label("home"),
        AddressKind.REGISTERED: label("registered address"),
        AddressKind.WORK: label("place of work"),
        AddressKind.MAILING: label("mailing address"),
        AddressKind.OTHER: label("other"),
    },
    DetailStatus: {
        DetailStatus.VALID: label("valid"),
        DetailStatus.UNVERIFIED: label("unverified"),
        DetailStatus.WRONG: label("wrong"),
        DetailStatus.DEAD: label("out of use"),
        DetailStatus.UNREACHABLE: label("unreachable"),
    },
    LawfulSource: {
        LawfulSource.CONTRACT: label("from the contract"),
        LawfulSource.RESERVED: label("reserved with the client"),
        LawfulSource.AUTHORISED: label("authorised by the person"),
        LawfulSource.PUBLIC: label("publicly known"),
        LawfulSource.TOLD: label("told by a reserved contact"),
        LawfulSource.BUREAU: label("credit bureau, authorised"),
    },
}
