"""When somebody who does not owe may be contacted: the debtor cannot be reached, and the person has not refused.

Source: banking association's guideline of 2026-01-30 (numbers invalid, from the next day after three failed calls
in a row, or three days without contact; a refusal is final), read strictly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, tzinfo

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.talk import CALLS, SPOKEN, Channel, Result
from dunning_cli.domain.case.entries import Contact
from dunning_cli.domain.case.people.roles import Person, PersonSide, number_used, person_of
from dunning_cli.domain.case.people.telephone import dialled
from dunning_cli.domain.contact.history import FAILED, day_of, has_refused, invalid_numbers
from dunning_cli.domain.contact.intent import Breach
from dunning_cli.domain.contact.related_calls import RelatedCall
from dunning_cli.domain.contact.rule_keys import ThirdParties, ThirdPartyAccess
from dunning_cli.kernel.message import Message, msg

_ATTEMPTS = CALLS | {Channel.VISIT}
"""Ways in which one knows whether the debtor was reached."""


def third_party_breaches(
    third: ThirdParties | None,
    case: Case,
    person: Person,
    number: str | None,
    before: Sequence[Contact],
    elsewhere: Iterable[RelatedCall],
    day: date,
    zone: tzinfo,
) -> Iterator[Breach]:
    """What stands against contacting a person on a day; nothing where the person is a party of the debt.

    `before` are the contacts of the case that came before, in order of time; `elsewhere` those of other cases that
    came before, `number` is the one used, as compared.
    """
    if third is None or person.side is not PersonSide.THIRD:
        return
    refused = has_refused(case, person, number, before) or refused_elsewhere(person, number, elsewhere)
    if third.refusal_is_final and refused:
        yield Breach("third-party-refused", msg("this third party refused contact; there is no second time"))
    if third.when is ThirdPartyAccess.NEVER:
        yield Breach("third-party", msg("third parties are not contacted for this client"))
    elif third.when is ThirdPartyAccess.UNREACHABLE and not is_unreachable(
        third, case, before, person.listed, day, zone
    ):
        yield Breach("third-party", _reachable(third))


def is_unreachable(
    third: ThirdParties, case: Case, before: Sequence[Contact], listed: bool, day: date, zone: tzinfo
) -> bool:
    """Whether on a day every known number of the debtor is invalid, or the debtor was tried for long enough.

    Where no number is known at all, only people `listed` in the head may be asked for one.
    """
    if third.from_next_day:
        tried = _failed_before(case, before, third.failed_calls, day, zone)
    else:
        tried = _last_calls_failed(case, before, third.failed_calls)
    days = third.days_without_contact
    return (
        tried
        or (days is not None and _days_tried(case, before, day, zone) >= days)
        or _no_number(case, before, listed, day)
    )


def _no_number(case: Case, before: Sequence[Contact], listed: bool, day: date) -> bool:
    debtor = person_of(case, "debtor")
    calls = _calls(case, before)
    numbers = {dialled(phone.number) for phone in debtor.phones}
    numbers |= {number for call in calls if (number := number_used(debtor, call.number))}
    return numbers <= invalid_numbers(case, debtor, calls, day) if numbers else listed


def _last_calls_failed(case: Case, before: Sequence[Contact], failed_calls: int) -> bool:
    """Whether the last calls in a row all failed, whenever they were made."""
    calls = _calls(case, before)
    last = calls[-failed_calls:]
    return len(last) == failed_calls and all(call.result in FAILED for call in last)


def _failed_before(case: Case, before: Sequence[Contact], failed_calls: int, day: date, zone: tzinfo) -> bool:
    """Whether the call that made it so many failed ones in a row was made before the day.

    A talk with the debtor in any way ends the row. A call by a machine is no attempt to reach anybody.
    """
    row: list[Contact] = []
    for contact in before:
        if not _with_debtor(case, contact):
            continue
        if _reached(contact):
            row = []
        elif contact.channel in CALLS - {Channel.AI_VOICE}:
            row.append(contact)
    return len(row) >= failed_calls and day_of(row[failed_calls - 1], zone) < day


def _days_tried(case: Case, before: Sequence[Contact], day: date, zone: tzinfo) -> int:
    """How many past days in a row the debtor was called or visited without being reached; days without a try aside."""
    tried: set[date] = set()
    for contact in before:
        if not _with_debtor(case, contact):
            continue
        if _reached(contact):
            tried = set()
        elif contact.channel in _ATTEMPTS - {Channel.AI_VOICE} and day_of(contact, zone) < day:
            tried.add(day_of(contact, zone))
    return len(tried)


def _calls(case: Case, before: Sequence[Contact]) -> list[Contact]:
    """The calls to the debtor."""
    return [call for call in before if call.channel in CALLS and _with_debtor(case, call)]


def _with_debtor(case: Case, contact: Contact) -> bool:
    return person_of(case, contact.to).side is PersonSide.DEBTOR


def _reached(contact: Contact) -> bool:
    """Whether the debtor was spoken to; of a call or visit without a clear failure that is taken to be so.

    On a visit whoever else opened is no talk with the debtor.
    """
    if contact.channel in CALLS:
        return contact.result not in FAILED
    if contact.channel is Channel.VISIT:
        return contact.result not in FAILED | {Result.THIRD_PARTY}
    return contact.result in SPOKEN or contact.channel is Channel.COUNTER


def refused_elsewhere(person: Person, number: str | None, elsewhere: Iterable[RelatedCall]) -> bool:
    """Whether a third party asked in another case not to be contacted: told by the number, or by a document."""
    return any(
        each.contact.result is Result.REFUSED
        and each.side is PersonSide.THIRD
        and (
            (number is not None and each.number == number)
            or (person.identity is not None and each.identity == person.identity)
        )
        for each in elsewhere
    )


def _reachable(third: ThirdParties) -> Message:
    count = third.failed_calls
    if third.from_next_day and third.days_without_contact is not None:
        return msg(
            "a third party may be contacted only when the debtor's numbers are invalid, from the day after {count} calls "
            "in a row that failed, or after {days} days on which the debtor was tried and not reached",
            count=count,
            days=third.days_without_contact,
        )
    if third.from_next_day:
        return msg(
            "a third party may be contacted only when the debtor's numbers are invalid or from the day after {count} "
            "calls in a row that failed",
            count=count,
        )
    return msg(
        "a third party may be contacted only when the debtor's numbers are invalid or {count} calls in a row failed",
        count=count,
    )
