"""Consent to be contacted: what a person last said of a way of contact and of a number.

Source: 个人信息保护法 15 (consent may be taken back), banking association's guideline of 2026-01-30.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import tzinfo

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.codes.talk import Channel
from dunning_cli.domain.case.entries import Consent
from dunning_cli.domain.case.people.roles import Person, person_of
from dunning_cli.domain.case.people.telephone import dialled
from dunning_cli.domain.contact.intent import Breach, ContactIntent, number_on
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.remedy import Placeholder, remedy


def consent_said(case: Case, person: Person, contact: ContactIntent, zone: tzinfo) -> Consent | None:
    """What the person last said, before the contact, of its channel or number; None where nothing was said."""
    number = number_on(contact.channel, person, contact.number)
    found: Consent | None = None
    for entry in case.standing(contact.day):
        if (
            isinstance(entry, Consent)
            and person.same(person_of(case, entry.of))
            and entry.channel in (None, contact.channel)
            and (entry.number is None or dialled(entry.number) == number)
            and not contact.came_before(entry, zone)
        ):
            found = entry
    return found


def consent_breaches(
    needed: Collection[Channel], case: Case, person: Person, contact: ContactIntent, zone: tzinfo
) -> Iterator[Breach]:
    """A consent taken back, under any rules; a channel on which it is `needed` and was not given."""
    said = consent_said(case, person, contact, zone)
    if said is not None and not said.given:
        why = msg(
            "this person does not agree to be contacted so, said on {date}: {channel}",
            date=said.date,
            channel=label_of(contact.channel),
        )
        yield Breach("consent", why, said)
    elif said is None and contact.channel in needed:
        why = msg(
            "{channel} needs the person's consent on record: {cure}",
            channel=label_of(contact.channel),
            cure=remedy("consent", case=case.id, channel=contact.channel, source=Placeholder("TEXT")),
        )
        yield Breach("consent", why)
