"""Contacts against the contact rules: those overridden, those found on record, agreed hours, late recordings."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.entries import Contact, Letter
from dunning_cli.domain.case.people.details import known_on
from dunning_cli.domain.case.people.roles import SIDE_LABELS, PersonSide, person_of
from dunning_cli.domain.case.people.viewing import Viewer
from dunning_cli.domain.contact.rule_words import contact_rule_words
from dunning_cli.kernel.answer import Answer, Column, Table
from dunning_cli.kernel.masking import Mask
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.remedy import remedy
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.views.account.unknown import left_out
from dunning_cli.views.people.all_judged import all_judged
from dunning_cli.views.people.case_judging import Listed, ListedEntry, in_order_of_time

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
LATELY = timedelta(7)
"""How far back contacts are looked at after a sync."""


LISTED_AS: dict[Listed, Message] = {
    Listed.OVERRIDDEN: label("overridden"),
    Listed.ON_RECORD: label("found on record"),
    Listed.AGREED: label("agreed, as recorded"),
    Listed.LATE: label("recorded late"),
}


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
    judged = all_judged(reader, first, last, today)
    unread = {each.case_id: each.why for each in judged.unread}
    return in_order_of_time(judged.entries()), unread | judged.unjudged


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
