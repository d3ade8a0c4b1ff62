"""Accrual between two days: bases, rates, caps, and the times in which nothing accrues."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise

from dunning_cli.domain.account.caps import headroom_between, penalty_left, slice_headroom
from dunning_cli.domain.account.items import DebtItem, ItemKind
from dunning_cli.domain.account.pieces import Pieces
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

_ONE_DAY = timedelta(1)
_FROM_DUE = frozenset({On.OVERDUE_PRINCIPAL, On.OVERDUE_INTEREST, On.FULL_BALANCE, On.JUDGMENT_MONEY})


@dataclass(frozen=True, slots=True)
class AccrualStop:
    """Days from `start` to before `end` in which nothing accrues, or only on condition (`held`)."""

    start: date
    end: date
    held: bool = False


def advance(item: DebtItem, until: date, tariff: Tariff, stops: tuple[AccrualStop, ...]) -> None:
    """Let an item accrue up to before `until`. Raises Refused where a rate is not known for these days."""
    start, owed = item.clock, item.owed
    if item.until < until:
        until = item.until
    if start >= until:
        return
    item.clock = until
    if not item.live:
        return
    if not item.reckoned_on:
        if owed[PRINCIPAL]:
            _principal_stood(item, owed[PRINCIPAL], start, until, tariff)
        elif not owed[INTEREST]:
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
    stretches = tariff.stretches(start, until)
    if item.by_line is not None:
        stretches = _ending_lines(item, stretches, held=held)
    if tariff.shares_headroom:
        stretches = _evenly_capped(item, stretches, tariff.scale)
    for begin, end, segment in stretches:
        # what overdue rules come to within a grace waits for its end; days that count on another condition too never do
        waiting = (None, None) if held else (item.waiting, item.waiting_pieces)
        _add(item, begin, end, segment, tariff.scale, exact, pieces, waiting)


def _ending_lines(
    item: DebtItem, stretches: Iterable[tuple[date, date, Segment]], *, held: bool
) -> Iterator[tuple[date, date, Segment]]:
    """Stretches, each of them once the lines are ended that it does not lengthen."""
    for begin, end, segment in stretches:
        end_lines(item, begin, segment, held=held)
        yield begin, end, segment


def end_lines(item: DebtItem, day: date, segment: Segment, *, held: bool = False) -> None:
    """Round for good the lines of an item that what accrues from `day` on, in a segment, does not lengthen.

    Nothing but where each line is rounded. Lines that count already may go on once what is `held` counts.
    """
    if item.by_line is None:
        return
    counting: dict[str, tuple[RuleRate, int]] = {}
    waiting: dict[str, tuple[RuleRate, int]] = {}
    for rule, base in _acting(item, day, segment):
        (waiting if item.undecided and rule.on in _FROM_DUE else counting)[rule.rule] = (rule, base)
    billed = not item.by_statement
    if held:
        item.by_line.end_others(item.shadow, item.held, day, counting, billed=billed)
    else:
        item.by_line.end_others(item.pieces, item.exact, day, counting, billed=billed)
        item.by_line.end_others(item.waiting_pieces, item.waiting, day, waiting, billed=billed)


def _evenly_capped(
    item: DebtItem, stretches: Iterable[tuple[date, date, Segment]], scale: int
) -> Iterator[tuple[date, date, Segment]]:
    """Stretches of which every day is like the others, the item accruing between them.

    Where several limits or rules share a headroom, penalty that reaches its own limit within a stretch leaves the
    annual cap's headroom of the later days, and only of these, to the rules after it; and of several penalty rules
    each has its days until then. So that day is a stretch of its own.
    """
    for begin, end, segment in stretches:
        while begin < end:
            after = end
            if segment.shares_headroom:
                after = begin + timedelta(_days_alike(item, begin, (end - begin).days, segment, scale))
            yield begin, after, segment
            begin = after


def _days_alike(item: DebtItem, begin: date, days: int, segment: Segment, scale: int) -> int:
    """On how many of the days from `begin` penalty has all the headroom it takes, or none at all; at least one."""
    assert segment.penalty_to_principal is not None
    left = penalty_left(item, segment.penalty_to_principal, scale)
    penalty = of_a_day(item, begin, segment, scale, limited=False, waiting=True)[PENALTY]
    return min(days, max(1, left // penalty)) if left and penalty else days


def of_a_day(
    item: DebtItem,
    day: date,
    segment: Segment,
    scale: int,
    pieces: Pieces | None = None,
    *,
    limited: bool = True,
    waiting: bool = False,
) -> list[int]:
    """What a day of a segment adds to an item, exact over the scale, by component; the item is left as it is.

    Where not `limited`, what limits all penalty of an item together is left out of account. With `waiting` what waits
    for the end of a grace counts, too. `pieces` takes what each rule adds.
    """
    exact = [0, 0, 0, 0]
    waits = (exact, None) if waiting else (None, None)
    _add(item, day, day + _ONE_DAY, segment, scale, exact, pieces, waits, limited=limited)
    return exact


def _acting(item: DebtItem, begin: date, segment: Segment) -> Iterator[tuple[RuleRate, int]]:
    """The rules that add to an item on the days of a segment from `begin` on, each with its base in cents.

    Raises Refused where the rate of one is not known.
    """
    for rule in (_judged_rule(item, segment),) if item.reckoned_on else segment.rules:
        base = item.base(rule.on)
        if base <= 0 or begin < (item.accrues_from if rule.on in _FROM_DUE else item.date):
            continue
        if rule.from_ is not None and begin < rule.from_:
            continue
        if rule.refusal is not None:
            raise Refused(rule.refusal)
        if rule.per_day:
            yield rule, base


def _add(
    item: DebtItem,
    begin: date,
    end: date,
    segment: Segment,
    scale: int,
    exact: list[int],
    pieces: Pieces | None = None,
    waiting: tuple[list[int] | None, Pieces | None] = (None, None),
    *,
    limited: bool = True,
) -> None:
    """Add what each rule comes to on an item over days of one segment, capped, to `exact` and `pieces`.

    While the item has a grace that is not over, what overdue rules come to is added to `waiting` instead.

    The annual cap gives these days cap × principal on 365 days, shared by the rules in their order.
    `penalty_to_principal` limits all penalty an item ever had to a multiple of its original principal; it is left
    out where not `limited`.
    """
    cap, multiple = segment.cap, segment.penalty_to_principal if limited else None
    if item.reckoned_on:
        cap = multiple = None
    days, headroom, penalty = (end - begin).days, None, None
    for rule, base in _acting(item, begin, segment):
        gross = kept = base * rule.per_day * days
        if multiple is not None and rule.component == PENALTY:
            penalty = penalty_left(item, multiple, scale) if penalty is None else penalty
            kept = min(kept, penalty)
        if cap is not None and rule.component in segment.capped:
            headroom = slice_headroom(cap, item, days) if headroom is None else headroom
            kept = min(kept, headroom)
            headroom -= kept
        if penalty is not None and rule.component == PENALTY:
            penalty -= kept
        sums, lines = waiting if item.undecided and rule.on in _FROM_DUE else (exact, pieces)
        if sums is not None:
            sums[rule.component] += kept
        if lines is not None:
            lines.add(rule, begin, end, base, kept, gross - kept, not item.by_statement)


def _judged_rule(item: DebtItem, segment: Segment) -> RuleRate:
    return segment.delayed if item.award is None else segment.awards[item.award]


def _principal_stood(item: DebtItem, principal: int, start: date, until: date, tariff: Tariff) -> None:
    """Add what the annual cap allows on an item's principal over these days, for what is charged at once."""
    if start < item.date:
        start = item.date
    if start < until:
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
    """What `day`, the next one, will add to an item, exact over the scale. Raises Refused where a rate is not known.

    Of the item nothing changes but that lines which do not go on then are ended: a limit counts them as rounded.
    """
    if not accrues_on(item, day, stops) or (item.kind is ItemKind.CHARGE and day < item.accrues_from):
        return 0
    segment = tariff.on(day)
    end_lines(item, day, segment)
    return sum(of_a_day(item, day, segment, tariff.scale))


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
