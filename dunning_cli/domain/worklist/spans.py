"""When steps may come due: days past due, stages, phases, weeks since entrusted, days of the year, ends of months."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from dunning_cli.domain.account.stage import stage_spans
from dunning_cli.domain.agreements.plans import PlanOutcome, PlanState
from dunning_cli.domain.worklist.case_activity import CaseActivity
from dunning_cli.domain.worklist.strategy_keys import WEEKS, Step
from dunning_cli.kernel.dates import ONE_DAY, add_months, clamped
from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.record import dataclass

_QUARTER = 3


@dataclass(frozen=True, slots=True)
class Span:
    """First and last day; no last day where it is open."""

    start: date
    end: date | None = None

    def within(self, other: Span) -> Span:
        """The days of both."""
        ends = [end for end in (self.end, other.end) if end is not None]
        return Span(max(self.start, other.start), min(ends) if ends else None)


def is_overdue(facts: CaseActivity) -> bool:
    """Whether anything is past due."""
    return facts.account.days_past_due >= 1 and facts.account.overdue > ZERO


def span_of(facts: CaseActivity, step: Step) -> Span | None:
    """The days on which a step may first come due by its days past due, stages and phases.

    None while it cannot: nothing is overdue, or the case is in another stage or phase for good.
    """
    span = Span(date.min)
    named = (step.from_, step.to, step.after, step.month_end)
    if step.stage or any(each is not None for each in named):
        oldest = facts.account.oldest_due
        if oldest is None or not is_overdue(facts):
            return None
        first = oldest + timedelta(max(step.from_ or 1, 1))
        span = span.within(Span(first, None if step.to is None else oldest + timedelta(step.to)))
        if step.stage:
            spans = stage_spans(facts.policy, oldest)
            found = [spans[stage] for stage in step.stage if stage in spans]
            if not found:
                return None
            ends = [end for _, end in found if end is not None]
            last = max(ends) if len(ends) == len(found) else None
            span = span.within(Span(min(start for start, _ in found), last))
    if step.phase:
        phase = facts.last_phase
        if phase is None or phase.phase not in step.phase:
            return None
        span = span.within(Span(phase.date))
    return span


def month_ends_from(day: date, days_before: int) -> Iterator[date]:
    """The days so many before the last of each month, from the first that is not before `day`."""
    first = day.replace(day=1)
    while True:
        first = add_months(first, 1)
        end = first - timedelta(1 + days_before)
        if end >= day:
            yield end


def yearly_from(day: date, month_day: tuple[int, int]) -> date:
    """The first such day of the year that is not before `day`."""
    this_year = clamped(day.year, *month_day)
    return this_year if this_year >= day else clamped(day.year + 1, *month_day)


def quarterly_from(day: date, day_of_month: int) -> date:
    """The first such day of a quarter's first month that is not before `day`."""
    start = date(day.year, (day.month - 1) // _QUARTER * _QUARTER + 1, day_of_month)
    return start if start >= day else add_months(start, _QUARTER)


@dataclass(frozen=True, slots=True)
class Weeks:
    """Some of the weeks of every month since a day, the fourth reaching to the end of the month."""

    entrusted: date
    numbers: tuple[int, ...]

    def from_(self, day: date) -> date:
        """`day` where it lies in one of the weeks, else the first day of the next of them."""
        return next(max(day, span.start) for span in self._spans(day) if span.end is None or span.end >= day)

    def start_from(self, day: date) -> date:
        """The first day of the first of the weeks that does not begin before `day`."""
        return next(span.start for span in self._spans(day) if span.start >= day)

    def _spans(self, day: date) -> Iterator[Span]:
        months = (day.year - self.entrusted.year) * 12 + day.month - self.entrusted.month
        for month in range(max(months - 1, 0), months + 3):
            begin, following = add_months(self.entrusted, month), add_months(self.entrusted, month + 1)
            for number in sorted(self.numbers):
                start = begin + timedelta(7 * (number - 1))
                end = following if number == WEEKS else start + timedelta(7)
                yield Span(start, end - ONE_DAY)


def upcoming(facts: CaseActivity, plan: PlanState | None) -> date | None:
    """The next day on which something falls due, today included, while nothing is overdue."""
    days = []
    if plan is not None and plan.state is PlanOutcome.ACTIVE and plan.next_instalment is not None:
        days.append(plan.next_instalment.due)
    elif not is_overdue(facts) and facts.account.oldest_due is not None:
        days.append(facts.account.oldest_due)
    return min((day for day in days if day >= facts.as_of), default=None)
