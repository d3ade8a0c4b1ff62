"""Accrual between two days: bases, rates, caps, and the times in which nothing accrues."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from dunning_cli.domain.account.caps import headroom_between, penalty_left, slice_headroom
from dunning_cli.domain.account.items import DebtItem, ItemKind, Piece, append
from dunning_cli.domain.account.tariff import (
    INTEREST,
    PENALTY,
    PRINCIPAL,
    On,
    RuleRate,
    Segment,
    Tariff,
)
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.record import dataclass

_FROM_DUE = frozenset({On.OVERDUE_PRINCIPAL, On.OVERDUE_INTEREST, On.FULL_BALANCE, On.JUDGMENT_MONEY})


@dataclass(frozen=True, slots=True)
class AccrualStop:
    """Days from `start` to before `end` in which nothing accrues, or only on condition (`held`)."""

    start: date
    end: date
    held: bool = False


@dataclass(frozen=True, slots=True)
class Slice:
    """What one rule comes to over some days: exact amounts over the scale, after and above the caps."""

    rule: RuleRate
    base: int
    kept: int
    cut: int


def advance(item: DebtItem, until: date, tariff: Tariff, stops: tuple[AccrualStop, ...]) -> None:
    """Let an item accrue up to before `until`. Raises Refused where a rate is not known for these days."""
    start, until = item.clock, min(until, item.until)
    if start >= until:
        return
    item.clock = until
    if not item.live:
        return
    if not item.on_judgment:
        _principal_stood(item, start, until, tariff)
        if not item.owed[PRINCIPAL] and not item.owed[INTEREST]:
            return
    if not stops:
        _accrue(item, start, until, tariff, held=not item.active)
        return
    for begin, end, held in _between_stops(start, until, stops):
        _accrue(item, begin, end, tariff, held=held or not item.active)


def _between_stops(
    start: date, until: date, stops: tuple[AccrualStop, ...]
) -> Iterator[tuple[date, date, bool]]:
    """The days that accrue, in stretches, and whether only on condition; stops are disjoint and sorted."""
    for stop in stops:
        if stop.end <= start or stop.start >= until:
            continue
        if start < stop.start:
            yield start, stop.start, False
        end = min(stop.end, until)
        if stop.held:
            yield max(start, stop.start), end, True
        start = end
    if start < until:
        yield start, until, False


def _accrue(item: DebtItem, start: date, until: date, tariff: Tariff, *, held: bool) -> None:
    for turn in (item.accrues_from, item.date):
        if start < turn < until:
            _accrue(item, start, turn, tariff, held=held)
            start = turn
    exact, pieces = (item.held, item.shadow) if held else (item.exact, item.pieces)
    for begin, end, segment in _evenly_capped(tariff.stretches(start, until)):
        for part in slices(item, begin, (end - begin).days, segment, tariff.scale):
            exact[part.rule.component] += part.kept
            piece = Piece(part.rule, begin, end, part.base, part.kept, part.cut, not item.by_statement)
            append(pieces, piece)


def _evenly_capped(stretches: Iterator[tuple[date, date, Segment]]) -> Iterator[tuple[date, date, Segment]]:
    """Where several limits or rules share a headroom, one day at a time; elsewhere whole stretches.

    Penalty that reaches its own limit within a stretch leaves the annual cap's headroom of the later days,
    and only of these, to the rules after it; and of several penalty rules each has its days until then.
    """
    for begin, end, segment in stretches:
        if not _shares_a_room(segment):
            yield begin, end, segment
            continue
        while begin < end:
            following = date.fromordinal(begin.toordinal() + 1)
            yield begin, following, segment
            begin = following


def _shares_a_room(segment: Segment) -> bool:
    if segment.penalty_to_principal is None:
        return False
    return segment.cap is not None or sum(rule.component == PENALTY for rule in segment.rules) > 1


def slices(item: DebtItem, begin: date, days: int, segment: Segment, scale: int) -> Iterable[Slice]:
    """What each rule comes to on an item over days of one segment, capped; the item is left as it is.

    The annual cap gives these days cap × principal on 365 days, shared by the rules in their order.
    `penalty_to_principal` limits all penalty an item ever had to a multiple of its original principal.
    """
    rules = segment.rules if not item.on_judgment else (_judged_rule(item, segment),)
    result: list[Slice] = []
    headroom = None
    for rule in rules:
        base = item.base(rule.on)
        if base <= 0 or not _counts(rule, item, begin):
            continue
        if rule.refusal is not None:
            raise Refused(rule.refusal)
        gross = base * rule.per_day * days
        if not gross:
            continue
        kept = gross
        if not item.on_judgment:
            if segment.penalty_to_principal is not None and rule.component == PENALTY:
                before = sum(part.kept for part in result if part.rule.component == PENALTY)
                kept = min(kept, penalty_left(item, before, segment.penalty_to_principal, scale))
            if segment.cap is not None and rule.component in segment.capped:
                headroom = slice_headroom(segment.cap, item, days) if headroom is None else headroom
                kept = min(kept, headroom)
                headroom -= kept
        result.append(Slice(rule, base, kept, gross - kept))
    return result


def _judged_rule(item: DebtItem, segment: Segment) -> RuleRate:
    return segment.delayed if item.award is None else segment.awards[item.award]


def _counts(rule: RuleRate, item: DebtItem, begin: date) -> bool:
    if rule.from_ is not None and begin < rule.from_:
        return False
    return begin >= (item.accrues_from if rule.on in _FROM_DUE else item.date)


def _principal_stood(item: DebtItem, start: date, until: date, tariff: Tariff) -> None:
    """Add what the annual cap allows on an item's principal over these days, for what is charged at once."""
    principal, start = item.owed[PRINCIPAL], max(start, item.date)
    if principal and start < until:
        item.principal_days += principal * (until - start).days
        if tariff.capped:
            item.headroom += headroom_between(principal, start, until, tariff)


def accrues_on(item: DebtItem, day: date, stops: tuple[AccrualStop, ...]) -> bool:
    """Whether anything accrues on an item on a day beside what accrues on condition."""
    if not item.live or not item.active or day >= item.until:
        return False
    if not item.on_judgment and not item.owed[PRINCIPAL] and not item.owed[INTEREST]:
        return False
    return not any(stop.start <= day < stop.end for stop in stops)


def one_day(item: DebtItem, day: date, tariff: Tariff, stops: tuple[AccrualStop, ...]) -> int:
    """What `day` will add to an item, exact over the scale. Raises Refused where a rate is not known."""
    if not accrues_on(item, day, stops) or (item.kind is ItemKind.CHARGE and day < item.accrues_from):
        return 0
    return sum(part.kept for part in slices(item, day, 1, tariff.on(day), tariff.scale))


def disjoint(stops: Iterable[AccrualStop]) -> tuple[AccrualStop, ...]:
    """Stops without overlap, sorted; where two meet, days that do not accrue at all win over held ones."""
    given = list(stops)
    if len(given) <= 1:
        return tuple(stop for stop in given if stop.start < stop.end)
    edges = sorted({day for stop in given for day in (stop.start, stop.end)})
    result: list[AccrualStop] = []
    for start, end in pairwise(edges):
        over = [stop for stop in given if stop.start <= start and end <= stop.end]
        if not over:
            continue
        held = all(stop.held for stop in over)
        if result and result[-1].end == start and result[-1].held == held:
            result[-1] = AccrualStop(result[-1].start, end, held)
        else:
            result.append(AccrualStop(start, end, held))
    return tuple(result)
