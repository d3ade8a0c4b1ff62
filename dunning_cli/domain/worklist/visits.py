"""Visits: which arranged ones are still to be made, and when the first follow-up after a visit is due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.talk import Channel, Result
from dunning_cli.domain.case.entries import Appointment, Contact, Entry
from dunning_cli.domain.case.people.details import known_on
from dunning_cli.domain.case.people.roles import PersonSide, person_of
from dunning_cli.kernel.dates import ONE_DAY
from dunning_cli.kernel.workdays import WorkCalendar, last_day

FOLLOWED_UP = frozenset(
    {
        Result.NO_ANSWER,
        Result.NOT_LET_IN,
        Result.BUSY,
        Result.OFF,
        Result.MESSAGE_LEFT,
        Result.REACHED,
        Result.PROMISED,
        Result.INTENDS,
        Result.THIRD_PARTY,
    }
)
"""Results of a visit that call for a follow-up of their own.

Not so a refusal, a dispute or a wrong address: more pressing, or a call to nobody, would be no use; the strategy
and the clerk decide.
"""


def first_follow_up(
    case: Case, to: str | None, result: Result, promised: bool, visited: date, calendar: WorkCalendar
) -> date | None:
    """The next working day after a visit, where its result calls for a follow-up (外访账户首次跟进).

    None with a promise of an amount by a day, which has its own reminder, and after a talk with a third party.
    """
    person = person_of(known_on(case, visited), to)
    if promised or result not in FOLLOWED_UP or person.side is PersonSide.THIRD:
        return None
    return last_day(visited + ONE_DAY, calendar)


def arranged_visits(case: Case, standing: Sequence[Entry]) -> list[Appointment]:
    """The visits arranged and not made yet, to come or past; of each person the last one.

    `case` is as known on the day, `standing` are the entries that count, in replay order. A visit on the day or later is the one arranged, whether
    the person or somebody else opened.
    """
    found: dict[tuple[PersonSide, str], Appointment] = {}
    for entry in standing:
        if isinstance(entry, Appointment):
            person = person_of(case, entry.to)
            found[person.side, person.name] = entry
        elif isinstance(entry, Contact) and entry.channel is Channel.VISIT:
            person = person_of(case, entry.to)
            found = {
                place: each
                for place, each in found.items()
                if entry.date < each.day
                or (person.side is not PersonSide.THIRD and place != (person.side, person.name))
            }
    return list(found.values())
