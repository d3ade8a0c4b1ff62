"""Electronic service: the address that a person named for letters, until they take that back.

Source: 民法典 137 (a message takes effect when it enters the system that its addressee named), 诉讼时效规定 8.
"""

from __future__ import annotations

from datetime import date

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.talk import Channel
from dunning_cli.domain.case.entries import Consent
from dunning_cli.domain.case.people.roles import person_of
from dunning_cli.domain.case.people.telephone import dialled


def service_agreed(case: Case, to: str, on: date) -> Consent | None:
    """The agreement by which a letter of a day may be served electronically on somebody: the last that stands.

    One made with another creditor is none; whatever ends it does so wherever it was said. None where there is none.
    """
    person = person_of(case, to)
    agreed: dict[Channel, Consent] = {}
    for entry in case.standing(on):
        if not isinstance(entry, Consent) or not person.same(person_of(case, entry.of)):
            continue
        if not entry.given:
            agreed = {way: said for way, said in agreed.items() if not _ends(entry, said)}
        elif entry.service is not None and entry.channel is not None and entry.id not in case.elsewhere:
            # the last one said is the last in order
            agreed.pop(entry.channel, None)
            agreed[entry.channel] = entry
    return list(agreed.values())[-1] if agreed else None


def _ends(taken_back: Consent, agreed: Consent) -> bool:
    """Whether what was taken back is the way an agreement names, on all numbers or on the number it names."""
    if taken_back.channel not in (None, agreed.channel):
        return False
    return taken_back.number is None or dialled(taken_back.number) == dialled(agreed.service or "")
