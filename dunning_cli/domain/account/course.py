"""How an account goes on by itself: its figures on later days, for as long as nothing but steady accrual happens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from dunning_cli.domain.account.accrual import accrues_on, end_lines, of_a_day
from dunning_cli.domain.account.caps import penalty_left
from dunning_cli.domain.account.items import DebtItem
from dunning_cli.domain.account.pieces import Pieces
from dunning_cli.domain.account.replay import AccountReplay
from dunning_cli.domain.account.rounding import cents
from dunning_cli.domain.account.tariff import INTEREST, PENALTY, PRINCIPAL
from dunning_cli.domain.agreements.plans import PlanOutcome, states_in
from dunning_cli.domain.agreements.promises import PromiseOutcome, promise_states
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import Hold
from dunning_cli.domain.policy.book import CasePolicy
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.money import LARGEST, Rounding
from dunning_cli.kernel.record import dataclass

_ONE_DAY = timedelta(1)
_FAR_BELOW = int(LARGEST * 100) // 2
"""Cents: an account that comes near to what an amount can hold is worked out day by day."""
_MOST_DAYS = 366
"""No course is told for longer."""


@dataclass(frozen=True, slots=True)
class Accruing:
    """What one item accrues in one component a day, exact over the scale, and has accrued so far.

    Where each line is rounded, what one line does.
    """

    component: int
    exact: int
    per_day: int
    overdue: bool
    """Whether it is past due."""


@dataclass(frozen=True, slots=True)
class Course:
    """How an account goes on from a day to before another.

    In between no entry takes effect, no rate, due date or limit is reached and no promise or plan is decided.
    """

    day: date
    until: date
    """The first day of which it says nothing."""
    scale: int
    rounding: Rounding
    oldest_due: date | None
    accruing: tuple[Accruing, ...]

    def later(self, day: date) -> Course:
        """The same course from a later day of it on."""
        days = (day - self.day).days
        moved = tuple(replace(each, exact=each.exact + days * each.per_day) for each in self.accruing)
        return replace(self, day=day, accruing=moved)

    def days_past_due(self, day: date) -> int:
        """Days past due on a day of the course."""
        return max(0, (day - self.oldest_due).days) if self.oldest_due is not None else 0

    def added(self, day: date) -> tuple[tuple[int, int, int, int], int]:
        """The cents that are owed more on a day of the course than on its first: by component, and of what is past due."""
        days = (day - self.day).days
        owed, overdue = [0, 0, 0, 0], 0
        for each in self.accruing:
            before = cents(each.exact, self.scale, self.rounding)
            more = cents(each.exact + days * each.per_day, self.scale, self.rounding) - before
            owed[each.component] += more
            if each.overdue:
                overdue += more
        return (owed[0], owed[1], owed[2], owed[3]), overdue


def course_of(case: Case, policy: CasePolicy, replay: AccountReplay, as_of: date) -> Course | None:
    """The course of an account whose replay is finished; None where the very next day may tell something else.

    To be asked before interest that no statement has billed is shown.
    """
    until = min((day for day in _turns(case, policy, replay, as_of) if day > as_of), default=date.max)
    if until <= as_of + _ONE_DAY or _is_unsteady(case, replay, as_of):
        return None
    days = min((until - as_of).days, _MOST_DAYS)
    tolerance = int(replay.policy_on(as_of).overdue_tolerance * 100)
    tolerated = True
    accruing: list[Accruing] = []
    for item in replay.debt.items:
        try:
            added = list(_per_day(item, replay, as_of))
        except Refused:
            return None
        components = {component for component, _, _ in added}
        tolerated = tolerated and item.owed[PRINCIPAL] + item.owed[INTEREST] <= tolerance
        if tolerated and INTEREST in components:
            # what counts for nothing may grow into arrears
            return None
        # what no statement has billed is owed, but nobody is late with it
        overdue = not item.by_statement and replay.is_overdue(item, as_of)
        accruing += [Accruing(component, so_far, a_day, overdue) for component, so_far, a_day in added]
        if PENALTY in components:
            days = min(days, _days_of_penalty(item, replay, as_of))
    if days <= 1:
        return None
    return Course(
        as_of,
        as_of + timedelta(days),
        replay.tariff.scale,
        replay.debt.rounding,
        replay.oldest_due(as_of),
        tuple(accruing),
    )


def _turns(case: Case, policy: CasePolicy, replay: AccountReplay, as_of: date) -> Iterator[date]:
    """Days from which on something else than before may hold, earlier ones among them."""
    yield from (entry.date for entry in case.entries)
    for terms in policy.changes:
        yield terms.from_
    change = policy.references.next_change(as_of)
    if change is not None:
        yield change
    yield from replay.tariff.starts
    if replay.tariff.leap:
        yield date(as_of.year + 1, 1, 1)
    for stop in replay.stops:
        yield stop.start
        yield stop.end
    for item in replay.debt.items:
        yield item.due
        yield item.due + _ONE_DAY
        yield item.accrues_from
        yield item.until
    yield from replay.coming_days()
    standing = case.standing(as_of)
    for promise in promise_states(case, as_of, policy.promise_tolerance(as_of)):
        if promise.state is PromiseOutcome.OPEN:
            yield promise.last_day + _ONE_DAY
    for entry in standing:
        if isinstance(entry, Hold) and entry.stage_clock:
            yield entry.from_
    for state in states_in(standing, as_of):
        if state.state is PlanOutcome.ACTIVE:
            grace = timedelta(state.entry.grace_days or 0)
            yield from (each.due + grace + _ONE_DAY for each in state.instalments)


def _is_unsteady(case: Case, replay: AccountReplay, as_of: date) -> bool:
    """Whether each day changes more than what has accrued."""
    return (
        any(item.due == as_of for item in replay.debt.items)
        or replay.in_grace(as_of)
        or any(max(item.owed) > _FAR_BELOW for item in replay.debt.items)
        or any(
            isinstance(entry, Hold)
            and entry.stage_clock
            and entry.from_ <= as_of
            and (entry.until is None or entry.until > as_of)
            for entry in case.standing(as_of)
        )
    )


def _per_day(item: DebtItem, replay: AccountReplay, as_of: date) -> Iterator[tuple[int, int, int]]:
    """What becomes cents by itself and accrues on the next day: component, exact amount so far and of that day.

    Raises Refused for an unknown rate.
    """
    day, scale = replay.horizon(as_of), replay.tariff.scale
    if not accrues_on(item, day, replay.stops):
        return
    segment = replay.tariff.on(day)
    if item.by_line is None:
        for component, a_day in enumerate(of_a_day(item, day, segment, scale)):
            if a_day:
                yield component, item.exact[component], a_day
        return
    end_lines(item, day, segment)
    lines = Pieces()
    of_a_day(item, day, segment, scale, lines)
    for line in lines:
        running = item.pieces.last_of(line.rule.rule)
        if line.kept:
            yield line.rule.component, running.kept if running is not None else 0, line.kept


def _days_of_penalty(item: DebtItem, replay: AccountReplay, as_of: date) -> int:
    """For how many days an item's penalty surely stays below its limit."""
    day, scale = replay.horizon(as_of), replay.tariff.scale
    segment = replay.tariff.on(day)
    if segment.penalty_to_principal is None or item.on_judgment:
        return _MOST_DAYS
    a_day = of_a_day(item, day, segment, scale, limited=False)[PENALTY]
    return penalty_left(item, segment.penalty_to_principal, scale) // a_day
