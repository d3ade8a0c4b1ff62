"""How far a case has come in the steps of its strategy: what is due when, and what was done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from datetime import date, timedelta

from dunning_cli.domain.agreements.plans import PlanState
from dunning_cli.domain.case.people.roles import Person
from dunning_cli.domain.contact.deliveries import LetterRecord
from dunning_cli.domain.worklist.case_activity import Activity, CaseActivity
from dunning_cli.domain.worklist.spans import (
    Span,
    Weeks,
    month_ends_from,
    quarterly_from,
    span_of,
    upcoming,
    yearly_from,
)
from dunning_cli.domain.worklist.strategy import Strategy
from dunning_cli.domain.worklist.strategy_keys import ActivityKind, Step, StepAction
from dunning_cli.kernel.dates import ONE_DAY
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.workdays import workday_by

RECEIPT_DAYS = 15
"""A letter's receipt is asked after when it has not come this many days after the letter."""
THANKS_DAYS = 5
"""Thanks for a payment are no use later than this many days after they fell due."""

_DEEDS = {
    StepAction.CALL: frozenset({ActivityKind.CALL}),
    StepAction.VISIT: frozenset({ActivityKind.VISIT}),
    StepAction.LETTER: frozenset({ActivityKind.LETTER}),
}


@dataclass(frozen=True, slots=True)
class StepProgress:
    """One step of one case. `due` is what is to be done next, `done` the day from which steps after it count."""

    due: date | None = None
    done: date | None = None
    letter: LetterRecord | None = None
    """A letter sent whose receipt is still missing."""
    day: date | None = None
    """What falls due, of a reminder before it does."""


NOTHING = StepProgress()


@dataclass
class StepsProgress:
    """The courses of all steps of a case, each worked out once."""

    facts: CaseActivity
    strategy: Strategy
    plan: PlanState | None = None
    _steps: dict[str, Step] = field(init=False)
    _known: dict[str, StepProgress] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._steps = {step.step: step for step in self.strategy.steps}

    def of(self, name: str) -> StepProgress:
        """The course of a step on everybody it is about: done with one of them is done."""
        if name not in self._known:
            step = self._steps[name]
            people = tuple(person for _, person in self.facts.targets(step.whom))
            self._known[name] = self.with_people(step, people)
        return self._known[name]

    def with_people(self, step: Step, people: Sequence[Person]) -> StepProgress:
        """The course of a step on some people only.

        A step about nobody, or for bigger debts, is passed over as if done when due.
        """
        span = span_of(self.facts, step)
        if span is None or step.before_return is not None:
            return NOTHING
        if step.after is None and span.end is not None and span.end < self.facts.begun:
            # its days were over before the case came here
            return StepProgress(done=self.facts.begun)
        span = span.within(Span(self.facts.begun))
        activities = [activity for activity in self.facts.activities if self.does(step, activity, people)]
        progress = self._course(step, span, activities, people)
        if people and not self._is_too_little(step):
            return progress
        passed = progress.done or progress.due
        return StepProgress(done=passed if passed is not None and passed <= self.facts.as_of else None)

    def _is_too_little(self, step: Step) -> bool:
        return step.overdue_from is not None and self.facts.account.overdue < step.overdue_from

    def does(self, step: Step, activity: Activity, people: Sequence[Person]) -> bool:
        """Whether an act is what a step asks for. One attempt, answered or not, is a call."""
        if step.enters is not None and activity.phase == step.enters:
            return True
        if not activity.kinds & (frozenset(step.done_by) or _DEEDS.get(step.action, frozenset())) and not (
            step.channel is not None and activity.channel is step.channel
        ):
            return False
        if step.action is StepAction.DUTY:
            return True
        if (
            activity.letter is not None
            and step.action is StepAction.LETTER
            and not self._is_letter(step, activity.letter)
        ):
            return False
        return activity.person is None or any(activity.person.same(person) for person in people)

    def _is_letter(self, step: Step, record: LetterRecord) -> bool:
        """Whether a letter is the one a step asks for, or the one of a later step to the same people."""
        template = record.letter.template
        if template == step.template:
            return not step.receipt or _arrived(record) is not None
        place = self.strategy.steps.index(step)
        return any(
            later.action is StepAction.LETTER and later.whom is step.whom and later.template == template
            for later in self.strategy.steps[place + 1 :]
        )

    def _course(
        self, step: Step, span: Span, activities: list[Activity], people: Sequence[Person]
    ) -> StepProgress:
        if step.after is not None:
            return self._after(step, step.after, span, activities, people)
        if step.weekly:
            return self._weekly(step, span, activities, people)
        if step.yearly is not None:
            return self._periodic(step, span, activities, people)
        if step.quarterly is not None:
            return self._periodic(step, span, activities, people)
        if step.month_end is not None:
            return self._month_end(step, step.month_end, span, activities, people)
        if step.before_due is not None:
            return self._before_due(step, step.before_due, activities)
        if step.after_payment is not None:
            return self._after_payment(step.after_payment)
        return self._in_span(step, span, activities, people)

    def _after(
        self, step: Step, name: str, span: Span, activities: list[Activity], people: Sequence[Person]
    ) -> StepProgress:
        before = self.of(name)
        anchor = before.done
        if step.each:
            other = self._steps[name]
            targets = tuple(person for _, person in self.facts.targets(other.whom))
            done = [
                activity.date for activity in self.facts.activities if self.does(other, activity, targets)
            ]
            anchor = max((day for day in done if day >= self.facts.begun), default=None)
        if anchor is None or anchor > self.facts.as_of:
            return NOTHING
        wait = step.days or 0
        start = max(anchor + timedelta(wait), span.start)
        if span.end is not None and span.end < start:
            return StepProgress(done=start)
        since = anchor + ONE_DAY if wait else anchor
        return self._in_span(
            step,
            Span(start, span.end),
            [activity for activity in activities if activity.date >= since],
            people,
        )

    def _in_span(
        self, step: Step, span: Span, activities: list[Activity], people: Sequence[Person]
    ) -> StepProgress:
        early = 0 if step.repeats and step.early is None else step.days_early
        activities = [
            activity for activity in activities if activity.date >= self._earliest(step, span, early)
        ]
        over = self._over(step, span.start, people)
        if over is not None:
            return StepProgress(done=max(over, span.start))
        if not step.repeats:
            return self._once(step, span.start, activities, people)
        if not activities:
            return StepProgress(due=span.start)
        if step.most is not None and len(activities) >= step.most:
            return StepProgress(done=activities[step.most - 1].date)
        following = max(self._again(step, activities[-1]), span.start)
        closed = span.end is not None and following > span.end
        done = activities[0].date
        if step.until or step.most is not None:
            done_at_end = closed and span.end is not None and span.end < self.facts.as_of
            return StepProgress(
                due=None if closed else following,
                done=max(activities[-1].date, span.end) if done_at_end and span.end is not None else None,
            )
        return StepProgress(due=None if closed else following, done=done)

    def _earliest(self, step: Step, span: Span, early: int) -> date:
        """From when an act counts: some days early, but never before the debt was overdue."""
        oldest = self.facts.account.oldest_due
        first = span.start - timedelta(early)
        anchored = step.from_ is not None or step.after is not None or step.month_end is not None
        if oldest is not None and (anchored or step.stage):
            first = max(first, oldest + ONE_DAY)
        return first

    def _once(
        self, step: Step, start: date, activities: list[Activity], people: Sequence[Person]
    ) -> StepProgress:
        if activities:
            return StepProgress(done=activities[0].date)
        sent = self._sent(step, start, people) if step.receipt else None
        if sent is None:
            return StepProgress(due=start)
        return StepProgress(due=sent.returned_on or sent.letter.date + timedelta(RECEIPT_DAYS), letter=sent)

    def _sent(self, step: Step, start: date, people: Sequence[Person]) -> LetterRecord | None:
        for activity in reversed(self.facts.activities):
            if (
                activity.letter is not None
                and activity.letter.letter.template == step.template
                and activity.date >= start - timedelta(step.days_early)
                and any(activity.person is not None and activity.person.same(person) for person in people)
            ):
                return activity.letter
        return None

    def _again(self, step: Step, last: Activity) -> date:
        gap = step.retry if step.retry is not None and not last.spoken else step.every
        return last.date + timedelta(gap or 1)

    def _weekly(
        self, step: Step, span: Span, activities: list[Activity], people: Sequence[Person]
    ) -> StepProgress:
        weeks = Weeks(self.facts.case.head.came_on or self.facts.begun, step.weekly)
        start = weeks.from_(span.start)
        activities = [
            activity for activity in activities if activity.date >= start - timedelta(step.days_early)
        ]
        over = self._over(step, start, people)
        if over is not None:
            return StepProgress(done=max(over, start))
        if not activities:
            due = start
        elif step.repeats:
            due = weeks.from_(self._again(step, activities[-1]))
        else:
            due = weeks.start_from(activities[-1].date + timedelta(step.days_early + 1))
        return StepProgress(due=_inside(due, span), done=activities[0].date if activities else None)

    def _periodic(
        self, step: Step, span: Span, activities: list[Activity], people: Sequence[Person]
    ) -> StepProgress:
        early = timedelta(step.days_early)
        last = activities[-1].date if activities else None
        start = span.start if last is None else max(span.start, last + early + ONE_DAY)
        due = yearly_from(start, step.yearly) if step.yearly else quarterly_from(start, step.quarterly or 1)
        sent = self._sent(step, due, people) if step.receipt else None
        if sent is not None:
            due = sent.returned_on or sent.letter.date + timedelta(RECEIPT_DAYS)
        return StepProgress(
            due=_inside(due, span), done=activities[0].date if activities else None, letter=sent
        )

    def _month_end(
        self, step: Step, days_before: int, span: Span, activities: list[Activity], people: Sequence[Person]
    ) -> StepProgress:
        over = self._over(step, span.start, people)
        if over is not None:
            return StepProgress(done=max(over, span.start))
        early = timedelta(step.days_early)
        first = self._earliest(step, span, step.days_early)
        done = [activity.date for activity in activities if activity.date >= first]
        ends = (self._by_workday(step, end, span) for end in month_ends_from(span.start, days_before))
        due = next(end for end in ends if not done or done[-1] < end - early)
        return StepProgress(due=_inside(due, span), done=done[0] if done else None)

    def _by_workday(self, step: Step, end: date, span: Span) -> date:
        """The end of a month, or the last working day before it where the step is put on working days."""
        if not self.strategy.on_workdays(step):
            return end
        return max(workday_by(end, self.facts.calendar), min(span.start, end))

    def _before_due(self, step: Step, days: int, activities: list[Activity]) -> StepProgress:
        day = upcoming(self.facts, self.plan)
        if day is None:
            return NOTHING
        due = day - timedelta(days)
        if any(activity.date >= due - timedelta(step.days_early) for activity in activities):
            return NOTHING
        return StepProgress(due=max(due, self.facts.begun), day=day)

    def _after_payment(self, days: int) -> StepProgress:
        last = self.facts.last_payment
        if last is None:
            return NOTHING
        payment, later = last
        due = payment.date + timedelta(days)
        if self.facts.as_of > due + timedelta(THANKS_DAYS) or any(entry.kind == "contact" for entry in later):
            return NOTHING
        return StepProgress(due=max(due, self.facts.begun))

    def _over(self, step: Step, start: date, people: Sequence[Person]) -> date | None:
        """The first day on which one of the conditions that end a step was met; None while none was.

        Once what is owed is before a court or decided, a step that asks for a suit is over.
        """
        days = [day for word in step.until if (day := self._met(word, start, people)) is not None]
        if ActivityKind.SUIT in step.done_by and self.facts.sued is not None:
            days.append(self.facts.sued)
        return min((day for day in days if day <= self.facts.as_of), default=None)

    def _met(self, word: str, start: date, people: Sequence[Person]) -> date | None:
        if word == "suit" and self.facts.sued is not None:
            return self.facts.sued
        if word in self._steps:
            return self._deed_of(self._steps[word])
        if word == "signed":
            days = [_arrived(each) for each in self.facts.letters]
            return min((day for day in days if day is not None and day >= start), default=None)
        for activity in self.facts.activities:
            if word == "verified" and ActivityKind.VERIFY in activity.kinds:
                return activity.date
            if (
                activity.date < start
                or activity.person is None
                or not any(activity.person.same(each) for each in people)
            ):
                continue
            if (word == "reached" and activity.spoken) or (
                word == "promised" and ActivityKind.PROMISE in activity.kinds
            ):
                return activity.date
        return None

    def _deed_of(self, step: Step) -> date | None:
        """The first day on which another step was done since the debt was due, whether it was due or not."""
        people = tuple(person for _, person in self.facts.targets(step.whom))
        since = max(self.facts.begun, self.facts.account.oldest_due or date.min)
        return next(
            (a.date for a in self.facts.activities if a.date >= since and self.does(step, a, people)), None
        )


def _arrived(record: LetterRecord) -> date | None:
    """The day a letter was received, or its own where only the signature is on record."""
    if record.received is not None:
        return record.received
    return record.letter.date if record.signed_by else None


def _inside(day: date, span: Span) -> date | None:
    return day if span.end is None or day <= span.end else None
