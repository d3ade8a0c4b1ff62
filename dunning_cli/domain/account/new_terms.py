"""Other terms in the place of instalments: what ends of those charged by then, and those that are never charged."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dunning_cli.domain.account.charged import Charged
from dunning_cli.domain.account.debt import Debt, Movement
from dunning_cli.domain.account.items import DebtItem, ItemKind, parts
from dunning_cli.domain.account.result import LineKind
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import Charge, Entry, NewTerms


def ended_by(standing: Iterable[Entry]) -> dict[str, date]:
    """By charge the day on which it first ended, of new terms in replay order: dated later than that it was never made."""
    found: dict[str, date] = {}
    for entry in standing:
        if isinstance(entry, NewTerms):
            for row in entry.ended:
                found.setdefault(row.entry, entry.date)
    return found


def never_charged(standing: Iterable[Entry]) -> frozenset[str]:
    """Charges among the standing entries that other terms had ended before their day: they ask for nothing."""
    entries = tuple(standing)
    ended = ended_by(entries)
    if not ended:
        return frozenset()
    return frozenset(entry.id for entry in entries if entry.date > ended.get(entry.id, entry.date))


def charges_to_come(case: Case, on: date) -> list[Charge]:
    """Charges that stand and are dated after a day, as they were to come on it: by the terms that held then."""
    standing = case.standing(on)
    ended = ended_by(standing)
    held = {entry.id for entry in standing}
    return [
        entry
        for entry in case.standing(date.max)
        if isinstance(entry, Charge)
        and entry.date > on
        and entry.id not in ended
        and (entry.reschedule is None or entry.reschedule in held)
    ]


def end_instalments(debt: Debt, charged: Charged, entry: NewTerms) -> None:
    """Take off what the new terms end of items charged by their day.

    What had been paid of it is credit again, to meet what falls due instead: so money that is entered later for a day
    before changes nothing of what was agreed. Of what was judged nothing ends.
    """
    items = {item.id: item for item in debt.items if item.kind in (ItemKind.CHARGE, ItemKind.OPENING)}
    for row in entry.ended:
        item = items.get(row.entry)
        if item is None or not item.live:
            continue
        for component, wanted in enumerate(parts(row)):
            debt.free(item, component, wanted - item.owed[component], entry.date)
            ends = min(item.owed[component], wanted)
            if ends:
                movement = Movement(entry.date, LineKind.ENDED, component, -ends, item.id, entry.id)
                debt.lower(item, component, ends, movement)
                charged.end(item, component, ends, entry.date)


def falls_due(entry: NewTerms, counts_from: date) -> DebtItem:
    """What falls due on the day of the new terms in the place of what ended; overdue rules count from a day."""
    return DebtItem(entry.id, ItemKind.EARLY, entry.date, entry.date, counts_from, parts(entry))
