"""The order of the day's work, and what of it is told once: news from another case, the return of a client's batch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from dunning_cli.domain.case.office.settings import Office

T = TypeVar("T")
POOLED_ROLES = frozenset({"field", "clerk", "supervisor", "manager"})
"""Roles whose work goes to whoever has them, where a case's own collector has not."""
RETURNING = "return"
"""What is done where a case goes back to its client (`Action.RETURN`)."""
NEWS = "elsewhere"
"""The rule under which a case tells what became known in another (`ELSEWHERE`)."""


class Place(NamedTuple):
    """What the order of one thing to do goes by."""

    priority: int
    due: date
    case_id: str
    action: str
    rule: str
    entry: str | None
    collector: str | None
    batch: str
    """The client's batch of the case; empty for none."""


def in_order(
    work: Iterable[T], place_of: Callable[[T], Place], joined: Callable[[T, tuple[str, ...]], T]
) -> list[T]:
    """The work, the most pressing first; `joined` makes the one thing to do of what is done for several cases at once.

    News from another case is told once to each collector, not in every case they have; a batch goes back on a day as one,
    however many cases it has.
    """
    ordered = sorted(((place_of(each), each) for each in work), key=lambda pair: pair[0][:3])
    batches: dict[tuple[str, date], list[str]] = defaultdict(list)
    for place, _ in ordered:
        if place.action == RETURNING:
            batches[place.batch, place.due].append(place.case_id)
    kept: list[T] = []
    told: set[tuple[str | None, str | None]] = set()
    for place, each in ordered:
        if place.rule == NEWS:
            if (place.collector, place.entry) in told:
                continue
            told.add((place.collector, place.entry))
        if place.action == RETURNING:
            cases = batches.pop((place.batch, place.due), [])
            if cases:
                kept.append(joined(each, tuple(sorted(cases))))
            continue
        kept.append(each)
    return kept


def concerns(pool: Sequence[str], collector: str | None, person: str | None, office: Office) -> bool:
    """Whether something is to be done by a person: of those who may, else the collector; by anybody where none is asked for."""
    if person is None:
        return True
    return person in pool if pool else office.is_wanted(collector, person)


def takes_from_others(person: str, office: Office) -> bool:
    """Whether a person's roles may give them work on any case, whoever collects it; a visit may name anybody."""
    member = office.member(person)
    roles = set(member.roles) if member is not None else set()
    return bool(POOLED_ROLES & roles) or person in (office.approvers() or {})
