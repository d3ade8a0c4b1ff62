"""Which entries of a case need a look: rules overridden, contacts against a rule as judged again, late recordings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from dunning_cli.documents.template import read_template
from dunning_cli.domain.account import figures_at
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import Contact, Entry, Letter
from dunning_cli.domain.case.once import RULE as RECORDED_BEFORE
from dunning_cli.domain.contact.history import day_of
from dunning_cli.domain.contact.late_entries import Late, late_contacts, late_intake
from dunning_cli.domain.contact.replay import BreachFound, ContactBreach, ContactReplay, LetterFacts
from dunning_cli.domain.contact.rule_keys import ContactRules
from dunning_cli.kernel.errors import Failure, Miscalculated
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.format.templates import template_text
from dunning_cli.store.reading.ledger_reader import LedgerReader

LATE_CONTACT, LATE_INTAKE = "late-entry", "late-intake"


class Listed(StrEnum):
    """Why something is listed."""

    OVERRIDDEN = "overridden"
    ON_RECORD = "on_record"
    AGREED = "agreed"
    LATE = "late"


_FOUND = {BreachFound.ON_RECORD: Listed.ON_RECORD, BreachFound.AGREED: Listed.AGREED}


@dataclass(frozen=True, slots=True)
class ListedEntry:
    """An entry that needs a look: why it is listed, and which rules it is about."""

    case: Case
    entry: Entry
    listed: Listed
    rules: tuple[str, ...]
    why: Message | str | None
    """The reason given for an override; else what is against the rule."""
    reversed: bool = False


def in_order_of_time(found: Iterable[ListedEntry]) -> list[ListedEntry]:
    """Entries by value date and time of recording."""
    order = {listed: place for place, listed in enumerate(Listed)}
    return sorted(
        found,
        key=lambda item: (item.entry.date, item.entry.at.timestamp(), item.entry.id, order[item.listed]),
    )


@dataclass(frozen=True, slots=True)
class Span:
    """From which day to which entries are asked for, both included; None: no limit. And the office's day."""

    first: date | None
    last: date | None
    today: date

    def takes(self, day: date, recorded: date | None) -> bool:
        """Whether it has an entry of a day; `recorded` is when something was recorded late.

        What the clock of a practice ledger recorded after the day it is told has no hours.
        """
        return _within(day, self.first, self.last) and (recorded is None or recorded <= self.today)


EVER = Span(None, None, date.max)


class Dated(NamedTuple):
    """An entry that needs a look, by which day it falls into a period, and, of what was recorded late, when it was."""

    listed: ListedEntry
    day: date
    recorded: date | None = None


class CaseJudging:
    """Judges cases one by one, by what stands in all of some cases."""

    def __init__(self, reader: LedgerReader, cases: Sequence[Case]) -> None:
        self._reader = reader
        # they are told apart by what they are: two files may have one id
        self._cases = cases
        self._known = {id(case): reader.known(case) for case in cases}
        self._by_id = {case.id: self._known[id(case)] for case in cases}
        self._replay = ContactReplay(
            list(self._known.values()), _rules_of(reader), _letter_facts(reader), reader.office.time_zone
        )

    def of(self, case: Case, span: Span) -> list[Dated]:
        """Everything in one of the cases. Raises Failure or Miscalculated where its contacts cannot be judged."""
        return [*self._without_judging(case, span), *self._judged(case, span)]

    def listed(self, case: Case, span: Span) -> tuple[list[Dated], Message | None]:
        """As `of`; where its contacts cannot be judged, what else there is, and why."""
        found = self._without_judging(case, span)
        try:
            return [*found, *self._judged(case, span)], None
        except (Failure, Miscalculated) as failure:
            why = msg("{case}: its contacts cannot be judged: {why}", case=case.id, why=failure.message)
            return found, why

    def _without_judging(self, case: Case, span: Span) -> list[Dated]:
        found = [Dated(each, each.entry.date) for each in _overrides(case)]
        found += _late(self._reader, case)
        return [each for each in found if span.takes(each.day, each.recorded)]

    def _judged(self, case: Case, span: Span) -> list[Dated]:
        known = self._known[id(case)] if id(case) in self._known else self._by_id[case.id]
        zone = self._reader.office.time_zone
        return [
            Dated(
                _found(each),
                day_of(each.entry, zone) if isinstance(each.entry, Contact) else each.entry.date,
            )
            for each in self._replay.findings(known, span.first, span.last)
        ]


def _rules_of(reader: LedgerReader) -> Callable[[Case, date], ContactRules]:
    def rules(case: Case, day: date) -> ContactRules:
        return reader.contact_rules.under(reader.policies.for_case(case).on(day).keys, day)

    return rules


def _letter_facts(reader: LedgerReader) -> LetterFacts:
    """Whether a letter demanded, by its template as it is now; one whose template is gone is taken to."""

    @cache
    def demands(language: str, template: str) -> bool:
        try:
            stored = template_text(reader.folder, language, template)
            return read_template(stored.text, stored.file).demand
        except Failure:
            return True

    def is_demand(letter: Letter) -> bool:
        return demands(letter.language or reader.office.language or "zh", letter.template)

    def owed(case: Case, day: date) -> Decimal:
        return figures_at(case, reader.policies.for_case(case), day).due.total

    return LetterFacts(is_demand=is_demand, owed=owed)


def _within(day: date, first: date | None, last: date | None) -> bool:
    return (first is None or first <= day) and (last is None or day <= last)


def _overrides(case: Case) -> list[ListedEntry]:
    taken_back = case.reversed_ids
    return [
        ListedEntry(
            case,
            entry,
            Listed.OVERRIDDEN,
            tuple(entry.overridden.split(", ")),
            entry.override,
            entry.id in taken_back,
        )
        for entry in case.entries
        if entry.overridden and entry.overridden != RECORDED_BEFORE
    ]


def _found(finding: ContactBreach) -> ListedEntry:
    why = finding.breaches[0].why
    for breach in finding.breaches[1:]:
        why = msg("{reasons}; {more}", reasons=why, more=breach.why)
    rules = tuple(dict.fromkeys(breach.rule for breach in finding.breaches))
    return ListedEntry(finding.case, finding.entry, _FOUND[finding.found], rules, why)


def _late(reader: LedgerReader, case: Case) -> Iterator[Dated]:
    """What was recorded late."""
    calendar, zone = reader.calendar, reader.office.time_zone
    intake = late_intake(case, reader.office, calendar)
    for late in (*late_contacts(case, reader.office, calendar), *([intake] if intake else ())):
        entry = late.entry
        recorded = entry.at.astimezone(zone).date()
        day = day_of(entry, zone) if isinstance(entry, Contact) else recorded
        yield Dated(_late_item(late), day, recorded)


def _late_item(late: Late) -> ListedEntry:
    if late.is_intake:
        why = msg(
            "entered {hours} hours after the client's data came; {allowed} are allowed",
            hours=late.hours,
            allowed=late.allowed,
        )
        return ListedEntry(late.case, late.entry, Listed.LATE, (LATE_INTAKE,), why)
    why = msg(
        "recorded {hours} hours after it took place; {allowed} are allowed",
        hours=late.hours,
        allowed=late.allowed,
    )
    return ListedEntry(late.case, late.entry, Listed.LATE, (LATE_CONTACT,), why)
