"""Deaths of the debtor or a party: who has died, and whether the claim was settled with the heirs since."""

from __future__ import annotations

from datetime import date

from dunning_cli.domain.case.case import Case, Party
from dunning_cli.domain.case.codes.people import Role
from dunning_cli.domain.case.entries import Death
from dunning_cli.domain.case.people.roles import Person, person_of

ESTATE = "民法典1161"
"""Heirs answer for the debts up to the value of what they inherit."""


def death_of(case: Case, person: Person, as_of: date) -> Death | None:
    """The entry by which a person's death was known on a day."""
    if not any(isinstance(entry, Death) for entry in case.entries):
        return None
    for entry in case.standing(as_of):
        if isinstance(entry, Death) and person.same(person_of(case, entry.of)):
            return entry
    return None


def debtor_death(case: Case, as_of: date) -> Death | None:
    """The entry by which the debtor's death was known on a day."""
    return death_of(case, person_of(case, "debtor"), as_of)


def heirs_of(case: Case) -> tuple[Party, ...]:
    """The heirs among the parties."""
    return tuple(party for party in case.head.parties if party.role is Role.HEIR)
