"""How many calls of a day count against its limits, in the case and elsewhere; and how many are left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, tzinfo

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import Contact
from dunning_cli.domain.case.people.roles import Person
from dunning_cli.domain.contact.history import calls_on, connected_with, unanswered_on
from dunning_cli.domain.contact.related_calls import RelatedCall, connected_elsewhere, unanswered_elsewhere
from dunning_cli.domain.contact.rule_keys import ContactRules
from dunning_cli.kernel.record import dataclass


@dataclass(frozen=True, slots=True)
class CallsOfDay:
    """The calls of one day that limits count: of the case and of others, of which `elsewhere` stand in others."""

    count: int
    elsewhere: int


def connected_calls(
    case: Case,
    person: Person,
    history: Sequence[Contact],
    elsewhere: Sequence[RelatedCall],
    day: date,
    zone: tzinfo,
) -> CallsOfDay:
    """The calls with a person that were connected, all collectors together."""
    others = connected_elsewhere(person, elsewhere, day, zone)
    return CallsOfDay(connected_with(case, person, calls_on(history, day, zone)) + others, others)


def unanswered_calls(
    case: Case,
    number: str,
    history: Sequence[Contact],
    elsewhere: Sequence[RelatedCall],
    day: date,
    zone: tzinfo,
) -> CallsOfDay:
    """The calls on a number, as compared, that nobody answered."""
    others = unanswered_elsewhere(number, elsewhere, day, zone)
    return CallsOfDay(unanswered_on(case, number, calls_on(history, day, zone)) + others, others)


def attempts_left(
    rules: ContactRules,
    case: Case,
    number: str,
    history: Sequence[Contact],
    elsewhere: Sequence[RelatedCall],
    day: date,
    zone: tzinfo,
) -> int | None:
    """How often more a number, as compared, may be tried on the day if nobody answers; None without a limit."""
    most = rules.unanswered_attempts_per_number
    if most is None:
        return None
    return max(most - unanswered_calls(case, number, history, elsewhere, day, zone).count, 0)


def connected_left(
    rules: ContactRules,
    case: Case,
    person: Person,
    history: Sequence[Contact],
    elsewhere: Sequence[RelatedCall],
    day: date,
    zone: tzinfo,
) -> int | None:
    """How many more calls with a person may be connected on the day; None without a limit."""
    most = rules.connected_calls_per_day
    if most is None:
        return None
    return max(most - connected_calls(case, person, history, elsewhere, day, zone).count, 0)
