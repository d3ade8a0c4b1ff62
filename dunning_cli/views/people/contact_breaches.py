"""Contacts against the contact rules: those overridden, those found on record, agreed hours, late recordings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from dunning_cli.documents.template import read_template
from dunning_cli.domain.account import figures_at
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.entries import Contact, Entry, Letter
from dunning_cli.domain.case.once import RULE as RECORDED_BEFORE
from dunning_cli.domain.case.people.details import known_on
from dunning_cli.domain.case.people.roles import SIDE_LABELS, PersonSide, person_of
from dunning_cli.domain.case.people.viewing import Viewer
from dunning_cli.domain.contact.history import day_of
from dunning_cli.domain.contact.late_entries import Late, late_contacts, late_intake
from dunning_cli.domain.contact.replay import BreachFound, ContactBreach, ContactReplay, LetterFacts
from dunning_cli.domain.contact.rule_keys import ContactRules
from dunning_cli.domain.contact.rule_words import contact_rule_words
from dunning_cli.kernel.answer import Answer, Column, Table
from dunning_cli.kernel.errors import Failure, Miscalculated
from dunning_cli.kernel.masking import Mask
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import remedy
from dunning_cli.store.format.case_path import case_id_in
from dunning_cli.store.format.templates import template_text
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.views.account.unknown import left_out

if TYPE_CHECKING:
    from dunning_cli.views.people.json_keys import BreachData, BreachesData

COLUMNS = (
    Column(label("date")),
    Column(label("time")),
    Column(label("case")),
    Column(label("listed as")),
    Column(label("rule")),
    Column(label("how")),
    Column(label("to")),
    Column(label("who did it")),
    Column(label("reason")),
    Column(label("entry")),
)
LATE_CONTACT, LATE_INTAKE = "late-entry", "late-intake"
LATELY = timedelta(7)
"""How far back contacts are looked at after a sync."""


class Listed(StrEnum):
    """Why something is listed."""

    OVERRIDDEN = "overridden"
    ON_RECORD = "on_record"
    AGREED = "agreed"
    LATE = "late"


LISTED_AS: dict[Listed, Message] = {
    Listed.OVERRIDDEN: label("overridden"),
    Listed.ON_RECORD: label("found on record"),
    Listed.AGREED: label("agreed, as recorded"),
    Listed.LATE: label("recorded late"),
}
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


def contact_breaches(reader: LedgerReader, first: date | None, last: date | None, viewer: Viewer) -> Answer:
    """Contacts and letters with a day from `first` to `last`, both included, that need a look; None: no limit.

    Overrides, reversed ones too: the contact had been made, or somebody meant to make it. What stands on record
    against the rules of its day and was not overridden, judged with what came before it in all cases. Uses of
    `--agreed` without which a rule would be broken. Contacts, and cases of a client, recorded too late.
    """
    items, unread = listed_entries(reader, first, last, viewer.today)
    shown = [(item, viewer.mask(item.case, viewer.today)) for item in items]
    data: BreachesData = {
        "from": first,
        "to": last,
        "breaches": [_data(*each) for each in shown if each[0].listed is Listed.OVERRIDDEN],
        "on_record": [_data(*each) for each in shown if each[0].listed is Listed.ON_RECORD],
        "agreed": [_data(*each) for each in shown if each[0].listed is Listed.AGREED],
        "late": [_data(*each) for each in shown if each[0].listed is Listed.LATE],
        "not_computed": [{"case": case, "error": why} for case, why in unread.items()],
    }
    beside, warnings = left_out(unread), tuple(unread.values())
    if not items:
        return Answer(data, (label("no contact rule was broken or overridden"), *beside), warnings)
    counts = {listed: sum(item.listed is listed for item in items) for listed in Listed}
    counted = msg(
        "{overrides} overrides, {found} found on record, {agreed} agreed, {late} recorded late",
        overrides=counts[Listed.OVERRIDDEN],
        found=counts[Listed.ON_RECORD],
        agreed=counts[Listed.AGREED],
        late=counts[Listed.LATE],
    )
    return Answer(data, (Table(COLUMNS, [_row(*each) for each in shown]), counted, *beside), warnings)


def lately_against_rules(reader: LedgerReader, today: date) -> list[Message]:
    """What to say after work of several places came together: contacts of the last days that are against a rule."""
    since = today - LATELY
    items, _ = listed_entries(reader, since, None, today)
    count = sum(item.listed is Listed.ON_RECORD for item in items)
    if not count:
        return []
    return [
        msg(
            "{count} contacts since {day} are against the contact rules by what is known now: {cure}",
            count=count,
            day=since,
            cure=remedy("report contact-breaches", from_=since),
        )
    ]


def listed_entries(
    reader: LedgerReader, first: date | None, last: date | None, today: date
) -> tuple[list[ListedEntry], dict[str, Message]]:
    """Everything that `contact_breaches` lists, in order of time, and why a case is not judged, by its id."""
    reads = list(reader.cases())
    cases = [read.case for read in reads if read.case is not None]
    found, unjudged = judged_entries(reader, cases, first, last, today)
    broken = {case_id_in(read.file): read.problems[0].as_message() for read in reads if read.case is None}
    return found, broken | unjudged


def judged_entries(
    reader: LedgerReader, cases: Sequence[Case], first: date | None, last: date | None, today: date
) -> tuple[list[ListedEntry], dict[str, Message]]:
    """The entries of a period that need a look, judged by what stands in all these cases, in order of time.

    Of a case whose contacts cannot be judged stands why, by its id.
    """
    unread: dict[str, Message] = {}
    known = [reader.known(case) for case in cases]
    replay = ContactReplay(known, _rules_of(reader), _letter_facts(reader), reader.office.time_zone)
    found: list[ListedEntry] = []
    for case, judged in zip(cases, known, strict=True):
        found += [item for item in _overrides(case) if _within(item.entry.date, first, last)]
        found += _late(reader, case, first, last, today)
        try:
            found += [_found(finding) for finding in replay.findings(judged, first, last)]
        except (Failure, Miscalculated) as failure:
            unread[case.id] = msg(
                "{case}: its contacts cannot be judged: {why}", case=case.id, why=failure.message
            )
    order = {listed: place for place, listed in enumerate(Listed)}
    found.sort(
        key=lambda item: (item.entry.date, item.entry.at.timestamp(), item.entry.id, order[item.listed])
    )
    return found, unread


def _rules_of(reader: LedgerReader) -> Callable[[Case, date], ContactRules]:
    def rules(case: Case, day: date) -> ContactRules:
        return reader.contact_rules.under(reader.policies.for_case(case).on(day).keys)

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


def _late(
    reader: LedgerReader, case: Case, first: date | None, last: date | None, today: date
) -> Iterable[ListedEntry]:
    """What was recorded late; what the clock of a practice ledger recorded after the day it is told has no hours."""
    calendar, zone = reader.calendar, reader.office.time_zone
    intake = late_intake(case, reader.office, calendar)
    for late in (*late_contacts(case, reader.office, calendar), *([intake] if intake else ())):
        entry = late.entry
        recorded = entry.at.astimezone(zone).date()
        day = day_of(entry, zone) if isinstance(entry, Contact) else recorded
        if recorded <= today and _within(day, first, last):
            yield _late_item(late)


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


def _data(item: ListedEntry, mask: Mask) -> BreachData:
    entry = item.entry
    return {
        "date": entry.date,
        "time": entry.time.isoformat(timespec="minutes")
        if isinstance(entry, Contact) and entry.time
        else None,
        "case": item.case.id,
        "entry": entry.id,
        "kind": entry.kind,
        "rules": list(item.rules),
        "channel": entry.channel.value if isinstance(entry, Contact) else entry.kind,
        "to": _to(item, mask),
        "agent": entry.actor,
        "by": entry.by,
        "recorded": entry.at.isoformat(timespec="minutes"),
        "reason": _reason(item, mask),
        "reversed": item.reversed,
    }


def _reason(item: ListedEntry, mask: Mask) -> Message | str | None:
    return mask.words(item.why) if isinstance(item.why, Message) else mask.text(item.why) or None


def _to(item: ListedEntry, mask: Mask) -> str | None:
    """`debtor`, `guarantor` and the like as written, names in part."""
    entry = item.entry
    named = entry.to if isinstance(entry, (Contact, Letter)) else None
    if named is None or named in ("debtor", "guarantor", "creditor"):
        return named
    return mask.name(named)


def _row(item: ListedEntry, mask: Mask) -> tuple[object, ...]:
    entry = item.entry
    contact = entry if isinstance(entry, Contact) else None
    how: Message = label_of(contact.channel) if contact else entry.title
    if item.reversed:
        how = msg("{what} (reversed)", what=how)
    return (
        entry.date,
        f"{contact.time:%H:%M}" if contact and contact.time else None,
        item.case.id,
        LISTED_AS[item.listed],
        contact_rule_words(item.rules),
        how,
        _who(item, mask),
        entry.actor,
        _reason(item, mask),
        entry.id,
    )


def _who(item: ListedEntry, mask: Mask) -> object:
    entry = item.entry
    named = entry.to if isinstance(entry, (Contact, Letter)) else None
    person = person_of(known_on(item.case, entry.date), named)
    if person.side is PersonSide.DEBTOR or named in ("guarantor", "creditor"):
        return SIDE_LABELS[person.side]
    return msg("{side} {name}", side=SIDE_LABELS[person.side], name=mask.name(named))
