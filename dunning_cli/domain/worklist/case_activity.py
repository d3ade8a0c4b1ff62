"""What a case shows to have happened by a day: who was talked to, visited, written to, and how it came out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, time
from functools import cached_property

from dunning_cli.domain.account import Account
from dunning_cli.domain.case.case import Case, Party
from dunning_cli.domain.case.codes.legal import LegalStep
from dunning_cli.domain.case.codes.people import Role
from dunning_cli.domain.case.codes.talk import CALLS, SPOKEN, Channel
from dunning_cli.domain.case.entries import (
    Asset,
    Assign,
    Contact,
    Death,
    Entry,
    Extension,
    Inspection,
    Judgment,
    Legal,
    Payment,
    Phase,
    Plan,
    Promise,
    Reopen,
    Verify,
)
from dunning_cli.domain.case.people.deaths import debtor_death, heirs_of
from dunning_cli.domain.case.people.details import party_named, postal_address
from dunning_cli.domain.case.people.life_events import incapacity_of, parties_in_role
from dunning_cli.domain.case.people.roles import Person, PersonSide, as_person, person_of
from dunning_cli.domain.contact.deliveries import LetterRecord, LetterStage, letter_records
from dunning_cli.domain.contact.history import UNANSWERED, good_numbers
from dunning_cli.domain.contact.protected import may_be_talked_with
from dunning_cli.domain.limitation.proceedings import proceedings_of
from dunning_cli.domain.policy.policy import Policy
from dunning_cli.domain.worklist.strategy_keys import ActivityKind, Whom
from dunning_cli.kernel.message import Message, label
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.workdays import WorkCalendar

SUITS = frozenset({LegalStep.FILE, LegalStep.ARBITRATE, LegalStep.PAYMENT_ORDER, LegalStep.ENFORCE})
"""Steps that bring the claim before a court or arbitrator."""
HOURS: tuple[tuple[time, Message], ...] = (
    (time(18), label("in the evening")),
    (time(14), label("in the afternoon")),
    (time(12), label("at midday")),
    (time(0), label("in the morning")),
)
"""Parts of the day by their first hour, the latest first."""
_NEXT_HOUR = (0, 3, 2, 1)
"""Parts of the day in the order in which they are proposed: those who work are reached outside working hours."""
_OTHER_DEEDS: dict[type[Entry], ActivityKind] = {
    Assign: ActivityKind.ASSIGN,
    Inspection: ActivityKind.INSPECTION,
    Asset: ActivityKind.ASSET,
    Extension: ActivityKind.EXTENSION,
}


@dataclass(frozen=True, slots=True)
class Activity:
    """Something done on a day. `person` is with whom or to whom, None where that is no matter."""

    date: date
    kinds: frozenset[ActivityKind]
    person: Person | None = None
    spoken: bool = False
    channel: Channel | None = None
    letter: LetterRecord | None = None
    phase: str | None = None


@dataclass(frozen=True)
class CaseActivity:
    """A case on a day, as known then, with the days asked about."""

    case: Case
    account: Account
    policy: Policy
    as_of: date
    until: date
    calendar: WorkCalendar
    released: frozenset[str] = frozenset()
    """Names of the guarantors who are free, their period being over: nobody asks them for the debt."""

    @cached_property
    def standing(self) -> tuple[Entry, ...]:
        """The entries that count, in replay order."""
        return self.case.standing(self.as_of)

    @cached_property
    def contacts(self) -> tuple[Contact, ...]:
        """The contacts, in replay order."""
        return tuple(entry for entry in self.standing if isinstance(entry, Contact))

    @cached_property
    def letters(self) -> tuple[LetterRecord, ...]:
        """The letters that were not spoiled."""
        return tuple(each for each in letter_records(self.standing) if each.state is not LetterStage.SPOILED)

    @cached_property
    def activities(self) -> tuple[Activity, ...]:
        """Everything done, by day."""
        return tuple(sorted(self._acts(), key=lambda activity: activity.date))

    @cached_property
    def begun(self) -> date:
        """Since when the case is worked here: entrusted or received, else its first entry; or since it was reopened."""
        came_on = self.case.head.came_on
        days = [entry.date for entry in self.standing if isinstance(entry, Reopen)]
        if came_on is not None:
            days.append(came_on)
        elif self.standing:
            days.append(self.standing[0].date)
        return max(days, default=self.as_of)

    @cached_property
    def last_phase(self) -> Phase | None:
        """The phase the case is in, with the day it began."""
        return next((entry for entry in reversed(self.standing) if isinstance(entry, Phase)), None)

    @cached_property
    def last_payment(self) -> tuple[Payment, tuple[Entry, ...]] | None:
        """The last payment, and what was entered after it."""
        for place in range(len(self.standing) - 1, -1, -1):
            entry = self.standing[place]
            if isinstance(entry, Payment):
                return entry, self.standing[place + 1 :]
        return None

    @cached_property
    def sued(self) -> date | None:
        """The day on which what is owed came before a court or arbitrator, unless that was withdrawn.

        What was decided counts until it is paid; after that no suit over it says anything of a later bill.
        """
        suits = [each for each in proceedings_of(self.standing) if each.kind in SUITS and not each.withdrawn]
        over = [entry.date for entry in self.standing if isinstance(entry, Judgment)]
        over += [each.begun for each in suits if not each.is_pending]
        if not self.account.owes_decided:
            oldest = self.account.oldest_due
            over = [day for day in over if oldest is not None and day >= oldest]
        return min((*(each.begun for each in suits if each.is_pending), *over), default=None)

    def targets(self, whom: Whom) -> tuple[tuple[str, Person], ...]:
        """The people a step is about: the word or name reminders give, and the person."""
        if whom is Whom.DEBTOR:
            found: Sequence[tuple[str, Person]] = self._for_the_debtor()
        elif whom is Whom.CREDITOR:
            found = (("creditor", Person(PersonSide.CLIENT)),)
        else:
            found = [(to, as_person(self.case, party)) for to, party in self.parties(Role(whom.value))]
        return tuple((to, person) for to, person in found if self.may_talk_with(person))

    def parties(self, role: Role) -> tuple[tuple[str, Party], ...]:
        """The parties of a role, with the word or name reminders give them."""
        found = [
            party
            for party in self.case.head.parties
            if party.role is role and not (role is Role.GUARANTOR and party.name in self.released)
        ]
        alone = len(found) == 1 and role is Role.GUARANTOR
        return tuple(("guarantor" if alone else party.name, party) for party in found)

    def _for_the_debtor(self) -> tuple[tuple[str, Person], ...]:
        """The debtor; in the place of one who lost capacity the guardians."""
        debtor = person_of(self.case, "debtor")
        if incapacity_of(self.case, debtor, self.as_of) is None:
            return (("debtor", debtor),)
        guardians = parties_in_role(self.case, Role.GUARDIAN)
        return tuple((party.name, as_person(self.case, party)) for party in guardians)

    def may_talk_with(self, person: Person) -> bool:
        """Whether a person is not known to have died, to be insolvent or the like, whatever the contact rules say."""
        return may_be_talked_with(self.case, person, self.as_of)

    @cached_property
    def debtor_death(self) -> Death | None:
        """By which entry the debtor is known to have died."""
        return debtor_death(self.case, self.as_of)

    @cached_property
    def payer(self) -> tuple[str, Person]:
        """Whom promises and plans are kept by: the debtor; after the debtor's death the heirs, by the first of them."""
        heirs = heirs_of(self.case)
        if self.debtor_death is None or not heirs:
            return "debtor", person_of(self.case, "debtor")
        return heirs[0].name, as_person(self.case, heirs[0])

    def number(self, person: Person) -> str | None:
        """The first number on which a person may be reached; None where none is known."""
        calls = [
            each
            for each in self.contacts
            if each.channel in CALLS and person.same(person_of(self.case, each.to))
        ]
        return next(iter(good_numbers(self.case, person, calls, self.as_of)), None)

    def has_address(self, person: Person) -> bool:
        """Whether an address is known that is not marked wrong."""
        head = self.case.head
        owner = head.debtor if person.side is PersonSide.DEBTOR else party_named(head, person.name)
        return owner is not None and postal_address(owner.addresses) is not None

    def other_hour(self, person: Person) -> Message | None:
        """The part of the day not yet tried since the person was last reached; None where nothing was tried."""
        tried: set[int] = set()
        for contact in reversed(self.contacts):
            if contact.channel not in CALLS or not person.same(person_of(self.case, contact.to)):
                continue
            if contact.result not in UNANSWERED:
                break
            if contact.time is not None:
                tried.add(_part_of_day(contact.time.time()))
        left = [part for part in _NEXT_HOUR if part not in tried]
        return HOURS[left[0]][1] if tried and left else None

    def _acts(self) -> Iterator[Activity]:
        for entry in self.standing:
            if isinstance(entry, Contact):
                yield _contact_act(entry, person_of(self.case, entry.to))
            elif isinstance(entry, (Promise, Plan)):
                kind = ActivityKind.PROMISE if isinstance(entry, Promise) else ActivityKind.PLAN
                yield Activity(
                    entry.date, frozenset({ActivityKind.CALL, kind}), person_of(self.case, None), spoken=True
                )
            elif isinstance(entry, Verify):
                yield Activity(entry.date, frozenset({ActivityKind.VERIFY}))
            elif isinstance(entry, Legal):
                yield Activity(entry.date, _legal_deeds(entry.step), person_of(self.case, None))
            elif isinstance(entry, Judgment):
                yield Activity(entry.date, frozenset({ActivityKind.SUIT}), person_of(self.case, None))
            elif isinstance(entry, Phase):
                yield Activity(entry.date, frozenset({ActivityKind.PHASE}), phase=entry.phase)
            elif isinstance(entry, Inspection) and entry.closes is not None:
                continue
            elif type(entry) in _OTHER_DEEDS:
                yield Activity(entry.date, frozenset({_OTHER_DEEDS[type(entry)]}))
        for record in self.letters:
            person = person_of(self.case, record.letter.to)
            yield Activity(record.letter.date, frozenset({ActivityKind.LETTER}), person, letter=record)


def _contact_act(contact: Contact, person: Person) -> Activity:
    kinds = {ActivityKind.CONTACT}
    spoken = contact.result in SPOKEN
    if contact.channel in CALLS or spoken:
        kinds.add(ActivityKind.CALL)
    if contact.channel is Channel.VISIT:
        kinds.add(ActivityKind.VISIT)
    if contact.verified:
        kinds.add(ActivityKind.VERIFY)
    return Activity(contact.date, frozenset(kinds), person, spoken, contact.channel)


def _legal_deeds(step: LegalStep) -> frozenset[ActivityKind]:
    if step is LegalStep.NEGOTIATE:
        return frozenset({ActivityKind.NEGOTIATION})
    return frozenset({ActivityKind.SUIT}) if step in SUITS else frozenset()


def _part_of_day(clock: time) -> int:
    return next(part for part, (start, _) in enumerate(HOURS) if clock >= start)


def with_person(activities: Iterable[Activity], person: Person) -> list[Activity]:
    """The acts with or to one person."""
    return [
        activity for activity in activities if activity.person is not None and activity.person.same(person)
    ]
