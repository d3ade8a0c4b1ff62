"""Precautions of a contact that rules may demand or only mention: two on a visit, office lines, lawful sources."""

from __future__ import annotations

from collections.abc import Iterator

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.talk import Channel
from dunning_cli.domain.case.people.roles import Person
from dunning_cli.domain.case.people.telephone import dialled
from dunning_cli.domain.contact.intent import Breach, ContactIntent, number_on
from dunning_cli.domain.contact.rule_keys import ContactRules, Demand
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.remedy import Placeholder, remedy


def precaution_breaches(
    rules: ContactRules, case: Case, contact: ContactIntent, person: Person
) -> Iterator[Breach]:
    """The precautions that are missing and that the rules demand."""
    for demand, breach in _missing(rules, case, contact, person):
        if demand is Demand.REFUSE:
            yield breach


def precaution_mentions(
    rules: ContactRules, case: Case, contact: ContactIntent, person: Person
) -> Iterator[Message]:
    """The precautions that are missing and that the rules only mention."""
    for demand, breach in _missing(rules, case, contact, person):
        if demand is Demand.MENTION:
            yield breach.why


def _missing(
    rules: ContactRules, case: Case, contact: ContactIntent, person: Person
) -> Iterator[tuple[Demand, Breach]]:
    if contact.channel is Channel.VISIT and contact.alone:
        why = msg("visits are made by two people; name who goes along: --with STAFF")
        yield rules.second_visitor, Breach("second-visitor", why)
    if contact.private:
        why = msg("a private telephone or account is used only with the client's consent")
        yield rules.private_accounts, Breach("private-account", why)
    number = number_on(contact.channel, person, contact.number)
    if number is not None and not _is_lawful(person, number):
        why = msg(
            "the lawful source of this number is not on record: {cure}",
            cure=remedy(
                "detail",
                case=case.id,
                of=Placeholder("WHO"),
                phone=Placeholder("NUMBER"),
                basis=Placeholder("CODE"),
            ),
        )
        yield rules.lawful_source, Breach("lawful-source", why)


def _is_lawful(person: Person, number: str) -> bool:
    """Whether the person's number came from one of the lawful sources."""
    return any(phone.basis is not None for phone in person.phones if dialled(phone.number) == number)
