"""What contacts there were: counts of a day, calls that failed, refusals, verification."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, tzinfo

from dunning_cli.domain.case.case import Case, replay_order
from dunning_cli.domain.case.codes.talk import CALLS, CONNECTED, SPOKEN, Result
from dunning_cli.domain.case.entries import Contact, Entry, Verify
from dunning_cli.domain.case.people.details import last_told
from dunning_cli.domain.case.people.roles import DEAD_STATUS, Person, PersonSide, number_used, person_of
from dunning_cli.domain.case.people.telephone import dialled

UNANSWERED = frozenset(
    {Result.NO_ANSWER, Result.BUSY, Result.OFF, Result.MESSAGE_LEFT, Result.NOT_LET_IN, Result.MOVED}
)
"""Attempts on which nobody spoke."""
FAILED = UNANSWERED | {Result.WRONG_NUMBER}
"""Calls that did not reach the person called."""
VERIFYING = SPOKEN | {Result.OTHER}
"""Results of a contact that may have verified the case."""


def contacts_of(case: Case) -> tuple[Contact, ...]:
    """Every contact of a case that was not reversed, in replay order."""
    return tuple(entry for entry in case.standing(date.max) if isinstance(entry, Contact))


def day_of(contact: Contact, zone: tzinfo) -> date:
    """The office's day of a contact: that of its time, else its value date."""
    return contact.time.astimezone(zone).date() if contact.time else contact.date


def calls_on(history: Iterable[Contact], day: date, zone: tzinfo) -> list[Contact]:
    """The calls to somebody on one day, whoever made them; those that came in are none."""
    made = (entry for entry in history if entry.channel in CALLS and not entry.incoming)
    return [entry for entry in made if day_of(entry, zone) == day]


def connected_with(case: Case, person: Person, calls: Iterable[Contact]) -> int:
    """How many calls with a person were connected. A call without a result is not known to be."""
    return sum(call.result in CONNECTED and person.same(person_of(case, call.to)) for call in calls)


def unanswered_on(case: Case, number: str, calls: Iterable[Contact]) -> int:
    """How many calls on a number nobody answered."""
    return sum(
        call.result in UNANSWERED and number_used(person_of(case, call.to), call.number) == number
        for call in calls
    )


def earlier(
    history: Iterable[Contact], day: date, moment: datetime | None, zone: tzinfo
) -> tuple[Contact, ...]:
    """The contacts before a moment; without a moment all up to the end of the day, in order of time."""
    before = [
        entry
        for entry in history
        if day_of(entry, zone) < day
        or (day_of(entry, zone) == day and (moment is None or entry.time is None or entry.time <= moment))
    ]
    return tuple(sorted(before, key=lambda entry: (day_of(entry, zone), _clock(entry))))


def _clock(contact: Contact) -> float:
    return contact.time.timestamp() if contact.time else contact.at.timestamp()


def invalid_numbers(case: Case, person: Person, calls: Iterable[Contact], day: date) -> frozenset[str]:
    """The person's numbers that are marked so on a day, or turned out wrong when answered since."""
    marked = {dialled(phone.number) for phone in person.phones if phone.status in DEAD_STATUS}
    answered = answered_since(case, person, calls, day)
    wrong = {number for number, call in answered.items() if call.result is Result.WRONG_NUMBER}
    return frozenset(marked - answered.keys() | wrong)


def answered_since(case: Case, person: Person, calls: Iterable[Contact], day: date) -> dict[str, Contact]:
    """The last connected call on each number of a person; none older than what was last told of the number."""
    told = last_told(case, person, day)
    found: dict[str, Contact] = {}
    for call in calls:
        number = number_used(person, call.number)
        if number is None or call.result not in CONNECTED:
            continue
        if number not in told or replay_order(call) > told[number]:
            found[number] = call
    return found


def good_numbers(case: Case, person: Person, calls: Iterable[Contact], day: date) -> tuple[str, ...]:
    """The numbers on which a person may be reached on a day, the best first; `calls` are those with the person."""
    invalid = invalid_numbers(case, person, calls, day)
    return tuple(phone.number for phone in person.phones if dialled(phone.number) not in invalid)


def has_refused(case: Case, person: Person, number: str | None, before: Iterable[Contact]) -> bool:
    """Whether a third party asked not to be contacted, by name or on this number."""
    return any(
        entry.result is Result.REFUSED
        and (other := person_of(case, entry.to)).side is PersonSide.THIRD
        and (person.same(other) or (number is not None and number_used(other, entry.number) == number))
        for entry in before
    )


def verification(case: Case, day: date) -> bool | None:
    """Whether identity and debt were found right (True) or wrong (False) by a day; None: never checked."""
    known: bool | None = None
    for entry in case.standing(day):
        if isinstance(entry, Verify):
            known = entry.valid
        elif verified_by(case, entry):
            known = True
    return known


def can_confirm(result: Result | None) -> bool:
    """Whether identity and debt can be confirmed in a contact of this result: not where nobody was spoken to.

    None is a contact of which it is not known what came of it.
    """
    return result is None or result in VERIFYING


def result_meant(result: Result | None, *, promised: bool, verified: bool) -> Result | None:
    """The result of a contact of which none is named: a promise given in it, or that somebody confirmed identity, says one."""
    if result is None and promised:
        return Result.PROMISED
    return Result.REACHED if result is None and verified else result


def verified_by(case: Case, entry: Entry) -> bool:
    """Whether an entry is a contact in which identity and debt were confirmed: only who was spoken to can do so.

    A contact recorded without a result, as earlier versions took it, counts as spoken.
    """
    return (
        isinstance(entry, Contact)
        and bool(entry.verified)
        and can_confirm(entry.result)
        and person_of(case, entry.to).side not in (PersonSide.THIRD, PersonSide.CLIENT)
    )
