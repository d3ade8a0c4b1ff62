"""Whether the entries of a case fit each other: what they name exists, and agreements are in order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from dunning_cli.domain.case.case import Case, replay_order
from dunning_cli.domain.case.entries import (
    Approval,
    Asset,
    Charge,
    Complaint,
    Consent,
    Death,
    Delivery,
    Detail,
    Entry,
    Extension,
    Fraud,
    Hold,
    Incapacity,
    Insolvency,
    Inspection,
    Judgment,
    Legal,
    Letter,
    NewCreditor,
    NewParty,
    NewTerms,
    Opening,
    Payment,
    Plan,
    PlanEnd,
    Promise,
    Renamed,
    Renunciation,
    Reschedule,
    Reversal,
    Suspension,
    Waiver,
)
from dunning_cli.domain.case.people.details import joined, known_on, may_join, party_named
from dunning_cli.domain.case.people.roles import Person, PersonSide, person_of
from dunning_cli.kernel.message import Problem, msg


def loose_ends(case: Case) -> Iterator[Problem]:
    """Every entry that names what the case does not have, or agrees on what cannot be."""
    known = {entry.id: entry for entry in case.entries}
    yield from _reversals(case, known)
    for entry in case.entries:
        yield from _named(entry, known)
        yield from _agreed(entry)
    yield from _deliveries(case)
    yield from _new_terms(case, known)
    for entry in case.entries:
        if isinstance(entry, Renamed):
            yield from (_problem(entry, name) for name in entry.entries if name not in known)
    yield from _people(case)
    yield from _suspicions(case)


def _reversals(case: Case, known: Mapping[str, Entry]) -> Iterator[Problem]:
    taken_back: set[str] = set()
    for entry in case.entries:
        if not isinstance(entry, Reversal):
            continue
        target = known.get(entry.entry)
        if target is None:
            yield _problem(entry, entry.entry)
        elif isinstance(target, Reversal) or entry.entry in taken_back:
            what = msg(
                "the reversal {id} takes back {entry}, which cannot be reversed again",
                id=entry.id,
                entry=entry.entry,
            )
            yield Problem("reference", what)
        taken_back.add(entry.entry)


def _named(entry: Entry, known: Mapping[str, Entry]) -> Iterator[Problem]:
    wanted: tuple[str | None, tuple[type[Entry], ...]] = (None, ())
    if isinstance(entry, PlanEnd):
        wanted = entry.plan, (Plan,)
    elif isinstance(entry, Approval):
        wanted = entry.entry, (Entry,)
    elif isinstance(entry, Complaint):
        wanted = entry.resolves, (Complaint,)
    elif isinstance(entry, Inspection):
        wanted = entry.closes, (Inspection,)
    elif isinstance(entry, Hold):
        wanted = entry.ends, (Hold,)
    elif isinstance(entry, Suspension):
        wanted = entry.ends, (Suspension,)
    elif isinstance(entry, (Insolvency, NewCreditor)):
        wanted = entry.first, (type(entry),)
    elif isinstance(entry, Extension):
        wanted = entry.entry, (Charge, Opening)
    elif isinstance(entry, Charge):
        wanted = entry.reschedule, (Reschedule,)
    elif isinstance(entry, Payment):
        wanted = entry.to_item, (Charge, Opening, Judgment, Legal)
    elif isinstance(entry, Asset):
        wanted = entry.asset, (Asset,)
    elif isinstance(entry, Waiver):
        wanted = entry.plan, (Plan,)
    elif isinstance(entry, Letter):
        wanted = entry.corrects, (Letter,)
    name, kinds = wanted
    if name is not None and not isinstance(known.get(name), kinds):
        yield _problem(entry, name)


def _problem(entry: Entry, name: str) -> Problem:
    what = msg(
        "the {kind} {id} names {entry}, which the case does not have as such",
        kind=entry.title,
        id=entry.id,
        entry=name,
    )
    return Problem("reference", what)


def _agreed(entry: Entry) -> Iterator[Problem]:
    if isinstance(entry, Promise) and entry.due < entry.date:
        yield Problem("promise", msg("the promise {id} is due before its own date", id=entry.id))
    if isinstance(entry, Plan):
        dues = [part.due for part in entry.instalments]
        if not dues or dues != sorted(dues) or dues[0] < entry.date:
            what = msg("the instalments of plan {id} are not in order from its own date on", id=entry.id)
            yield Problem("plan", what)


def _deliveries(case: Case) -> Iterator[Problem]:
    serials = {entry.serial for entry in case.entries if isinstance(entry, Letter)}
    for entry in case.entries:
        if isinstance(entry, Delivery) and entry.serial not in serials:
            yield _problem(entry, entry.serial)


def _new_terms(case: Case, known: Mapping[str, Entry]) -> Iterator[Problem]:
    """Instalments that end must be charges that stand, and end once."""
    ended: set[str] = set()
    for entry in case.standing(date.max):
        if not isinstance(entry, NewTerms):
            continue
        for row in entry.ended:
            if not isinstance(known.get(row.entry), (Charge, Opening)):
                yield _problem(entry, row.entry)
            elif row.entry in case.reversed_ids:
                what = msg(
                    "the {kind} {id} ends the charge {entry}, which was taken back",
                    kind=entry.title,
                    id=entry.id,
                    entry=row.entry,
                )
                yield Problem("reference", what)
            elif row.entry in ended:
                what = msg(
                    "the {kind} {id} ends the charge {entry}, which other terms ended before",
                    kind=entry.title,
                    id=entry.id,
                    entry=row.entry,
                )
                yield Problem("reference", what)
            ended.add(row.entry)


def _suspicions(case: Case) -> Iterator[Problem]:
    """A suspicion of fraud is cleared after it was recorded, whether it was taken back since or not."""
    recorded = False
    for entry in sorted(case.entries, key=replay_order):
        if isinstance(entry, Fraud):
            recorded = recorded or not entry.cleared
            if not recorded:
                what = msg("entry {id} clears a suspicion of fraud that was never recorded", id=entry.id)
                yield Problem("fraud", what)


def _people(case: Case) -> Iterator[Problem]:
    """Details, consents and deaths of people whom the case does not name, people named twice, and deaths told twice."""
    head = case.filed or case.head
    dead: list[Person] = []
    known = known_on(case, date.max)
    for entry in known.standing(date.max):
        if isinstance(entry, NewParty):
            if not may_join(party_named(head, entry.name), entry.role):
                what = msg(
                    "the {kind} {id} names somebody the case has already", kind=entry.title, id=entry.id
                )
                yield Problem("party", what)
            head = joined(head, entry)
        elif isinstance(entry, (Detail, Consent, Death, Insolvency, Incapacity, Renunciation)):
            person = person_of(known, entry.of)
            if not person.listed or person.side is PersonSide.CLIENT:
                what = msg(
                    "the {kind} {id} is about somebody the case does not name", kind=entry.title, id=entry.id
                )
                yield Problem("party", what)
            elif isinstance(entry, Death):
                if any(person.same(other) for other in dead):
                    yield Problem("death", msg("the death {id} is on record twice", id=entry.id))
                dead.append(person)
