"""The order of letters to one person: none twice a day, the next level waits for the time the last one gave."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.people import Role
from dunning_cli.domain.case.entries import Letter
from dunning_cli.domain.case.people.details import known_on
from dunning_cli.domain.contact.deliveries import letter_records
from dunning_cli.domain.contact.intent import Breach
from dunning_cli.kernel.message import msg

DEADLINE_RULE = "letters-deadline"
AGAIN_RULE = "letters-again"
_SHIPPED: Mapping[str, int] = {
    "payment-reminder": 1,
    "overdue-notice": 2,
    "guarantor-notice": 3,
    "final-demand": 4,
    "lawyers-letter": 5,
}
"""Levels of the letters the product ships, for entries that do not say theirs."""


def deadline_breaches(case: Case, to: str, level: int, on: date) -> tuple[Breach, ...]:
    """The letter of a lower level to the same person whose last day for payment is not over on `on`.

    Letters that were spoiled or came back give no time. The last such letter decides.
    """
    case = known_on(case, on)
    lower: Letter | None = None
    for record in letter_records(case.standing(on)):
        letter = record.letter
        if letter.pay_by is None or record.spoiled or record.returned:
            continue
        if person_key(case, letter.to) == person_key(case, to) and level_of(letter) < level:
            lower = letter
    if lower is None or lower.pay_by is None or lower.pay_by < on:
        return ()
    why = msg(
        "letter {serial} ({template}) gives time until {pay_by}; the next level waits until then",
        serial=lower.serial,
        template=lower.template,
        pay_by=lower.pay_by,
    )
    return (Breach(DEADLINE_RULE, why),)


def same_letter_breaches(case: Case, to: str, template: str, on: date) -> tuple[Breach, ...]:
    """The same letter to the same person of that very day: the command that wrote it was given again.

    A letter that was spoiled or came back, on whatever day, is written again as it should be.
    """
    for record in letter_records(case.standing(date.max)):
        letter = record.letter
        again = (
            letter.template == template and letter.date == on and not record.spoiled and not record.returned
        )
        if again and person_key(case, letter.to) == person_key(case, to):
            why = msg("letter {serial} ({template}) of {date} says the same", serial=letter.serial,
                      template=template, date=on)  # fmt: skip
            return (Breach(AGAIN_RULE, why),)
    return ()


def level_of(letter: Letter) -> int:
    """How earnest a letter is, 1 to 5; 1 where neither its entry nor the product says."""
    return letter.level if letter.level is not None else _SHIPPED.get(letter.template, 1)


def person_key(case: Case, to: str) -> str:
    """The same word for the same person, however a letter names them: debtor, guarantor or a name."""
    if to == case.head.debtor.name:
        return "debtor"
    if to == "guarantor":
        return next((party.name for party in case.head.parties if party.role is Role.GUARANTOR), to)
    return to
