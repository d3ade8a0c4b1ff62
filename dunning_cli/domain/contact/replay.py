"""Contacts and letters on record judged again, each by the rules of its day and by what had gone before it.

A contact is judged when it is entered, by what the clone knew then. After a merge, an import or a correction more is
known; `--agreed` is taken at its word. Running the rules over what is on record finds what slipped through.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date, datetime, tzinfo
from decimal import Decimal
from enum import StrEnum

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.talk import Channel
from dunning_cli.domain.case.entries import Contact, Entry, Letter
from dunning_cli.domain.case.people.details import known_on
from dunning_cli.domain.contact.deliveries import LetterStage, letter_records
from dunning_cli.domain.contact.history import contacts_of, day_of
from dunning_cli.domain.contact.intent import Breach, ContactIntent
from dunning_cli.domain.contact.letters import LetterIntent, judge_letter
from dunning_cli.domain.contact.related_calls import RelatedCall, related_calls, traces
from dunning_cli.domain.contact.rule_keys import ContactRules
from dunning_cli.domain.contact.rules import judge
from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.record import dataclass


class BreachFound(StrEnum):
    """How a contact comes to be listed."""

    ON_RECORD = "on_record"
    """It is against a rule, and nobody gave a reason for that."""
    AGREED = "agreed"
    """It would be, had the person not asked for it, as `--agreed` says."""


@dataclass(frozen=True, slots=True)
class ContactBreach:
    """One contact or letter on record that is against rules, or would be."""

    case: Case
    entry: Contact | Letter
    found: BreachFound
    breaches: tuple[Breach, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFacts:
    """What a letter on record does not say itself: whether it demanded payment, and what was owed, yuan."""

    is_demand: Callable[[Letter], bool]
    owed: Callable[[Case, date], Decimal]


@dataclass
class ContactReplay:
    """The contacts of all cases, to be judged again case by case."""

    cases: Sequence[Case]
    rules: Callable[[Case, date], ContactRules]
    """The rules of a case on a day."""
    letters: LetterFacts
    zone: tzinfo
    _index: Mapping[str, Sequence[tuple[str, RelatedCall]]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        index: dict[str, list[tuple[str, RelatedCall]]] = {}
        for case in self.cases:
            for call in related_calls([case]):
                for trace in (call.identity, call.number):
                    if trace is not None:
                        index.setdefault(trace, []).append((case.id, call))
        self._index = index

    def findings(self, case: Case, first: date | None, last: date | None) -> Iterator[ContactBreach]:
        """The contacts and letters of a case with a day from `first` to `last` that are or would be against a rule.

        Reversed ones are no contacts; of overridden ones only what was not overridden. Raises what `rules` raises.
        """
        contacts = contacts_of(case)
        asked = [each for each in contacts if _within(day_of(each, self.zone), first, last)]
        yield from self.of_contacts(case, asked)
        for record in letter_records(case.standing(date.max)):
            letter = record.letter
            if record.state is not LetterStage.SPOILED and _within(letter.date, first, last):
                yield from self._letter(case, letter)

    def of_contacts(self, case: Case, asked: Sequence[Contact]) -> Iterator[ContactBreach]:
        """Those among some contacts of a case that are or would be against a rule. Raises what `rules` raises."""
        contacts = contacts_of(case)
        elsewhere = self._elsewhere(case) if asked else ()
        for contact in asked:
            yield from self._contact(case, contact, contacts, elsewhere)

    def _elsewhere(self, case: Case) -> tuple[RelatedCall, ...]:
        """The contacts of other cases with the same people and numbers, each once."""
        found = {
            id(call): call
            for trace in traces(case)
            for other, call in self._index.get(trace, ())
            if other != case.id
        }
        return tuple(found.values())

    def _contact(
        self, case: Case, contact: Contact, contacts: Sequence[Contact], elsewhere: Sequence[RelatedCall]
    ) -> Iterator[ContactBreach]:
        day, place = day_of(contact, self.zone), self._place(contact)
        rules = self.rules(case, day)
        then = self._as_known(case, day, contact.time, contact)
        if contact.channel is Channel.LETTER:
            found = judge_letter(rules, then, self._noted_letter(rules, case, contact, day))
            yield from _finding(case, contact, found, ())
            return
        history = [each for each in contacts if self._place(each) < place]
        others = [each for each in elsewhere if self._place(each.contact) < place]
        intent = ContactIntent.of(contact, day)
        found = judge(rules, then, intent, history, self.zone, others)
        strict = replace(intent, agreed=False)
        without = judge(rules, then, strict, history, self.zone, others) if contact.agreed else ()
        yield from _finding(case, contact, found, without)

    def _letter(self, case: Case, letter: Letter) -> Iterator[ContactBreach]:
        rules = self.rules(case, letter.date)
        then = self._as_known(case, letter.date, letter.at, letter)
        intent = LetterIntent(
            day=letter.date,
            to=letter.to,
            owed=self._owed(rules, case, letter.date),
            demand=self.letters.is_demand(letter),
            method=letter.method,
        )
        yield from _finding(case, letter, judge_letter(rules, then, intent), ())

    def _noted_letter(self, rules: ContactRules, case: Case, contact: Contact, day: date) -> LetterIntent:
        return LetterIntent(
            day=day,
            to=contact.to or "debtor",
            owed=self._owed(rules, case, day),
            text=None if contact.taken_over else contact.text,
            verified=bool(contact.verified),
        )

    def _owed(self, rules: ContactRules, case: Case, day: date) -> Decimal:
        return self.letters.owed(case, day) if rules.letters is not None else ZERO

    def _as_known(self, case: Case, day: date, moment: datetime | None, judged: Entry) -> Case:
        """The case without what came only after a moment on the same day, and without the entry judged."""
        kept = tuple(
            entry
            for entry in case.entries
            if entry is not judged
            and not self._came_later(entry, day, moment)
            and not self._recorded_after(entry, judged, day)
            and not _told_later(entry, judged)
        )
        return known_on(replace(case, entries=kept), day)

    def _came_later(self, entry: Entry, day: date, moment: datetime | None) -> bool:
        if moment is None or entry.date != day:
            return False
        if isinstance(entry, Contact) and entry.time is not None:
            return entry.time > moment
        return entry.at.astimezone(self.zone).date() == day and entry.at > moment

    def _recorded_after(self, entry: Entry, judged: Entry, day: date) -> bool:
        """Whether what holds from a day was put on record on the same day as what is judged, and after it.

        A call in which somebody asks for rest is no call during that rest.
        """
        if isinstance(entry, Contact) or entry.date != day:
            return False
        same = entry.at.astimezone(self.zone).date() == judged.at.astimezone(self.zone).date()
        return same and (entry.at, entry.id) > (judged.at, judged.id)

    def _place(self, contact: Contact) -> tuple[date, float, str]:
        """Its place among contacts: by day and hour; one without an hour at the time it was recorded."""
        clock = contact.time or contact.at
        return day_of(contact, self.zone), clock.timestamp(), contact.id


def _told_later(entry: Entry, judged: Entry) -> bool:
    """Whether an entry came with a contact taken over, of the same day and behind it: an import records by time."""
    return (
        isinstance(judged, Contact)
        and bool(judged.taken_over)
        and not isinstance(entry, Contact)
        and (entry.date, entry.at) == (judged.date, judged.at)
        and entry.id > judged.id
    )


def _finding(
    case: Case, entry: Contact | Letter, found: Iterable[Breach], without_agreement: Iterable[Breach]
) -> Iterator[ContactBreach]:
    excused = set((entry.overridden or "").split(", "))
    breaches = tuple(breach for breach in found if breach.rule not in excused)
    if breaches:
        yield ContactBreach(case, entry, BreachFound.ON_RECORD, breaches)
    known = {breach.rule for breach in breaches} | excused
    agreed = tuple(breach for breach in without_agreement if breach.rule not in known)
    if agreed:
        yield ContactBreach(case, entry, BreachFound.AGREED, agreed)


def _within(day: date, first: date | None, last: date | None) -> bool:
    return (first is None or first <= day) and (last is None or day <= last)
