"""The calendar of deadlines: promises, instalments, legal days, limitation, visits, returns to the client."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date
from typing import BinaryIO

from dunning_cli.documents.export.calendar_file import CalendarEvent, write_calendar
from dunning_cli.domain.agreements.plans import PlanOutcome, plan_state
from dunning_cli.domain.agreements.promises import PromiseOutcome
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.entries import Contact, Legal
from dunning_cli.domain.worklist.visits import arranged_visits
from dunning_cli.kernel.errors import Failure
from dunning_cli.kernel.masking import Mask, Personal
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.personal_marks import Form
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.workdays import WorkCalendar
from dunning_cli.views.account.standing import AccountState
from dunning_cli.views.export.case_items import CaseItem, case_items
from dunning_cli.views.export.dataset import Source
from dunning_cli.views.legal.limitation import limitation_at

NAME = label("deadlines")


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something that falls on a day in a case: `mark` tells it apart from others of the case, for good."""

    mark: str
    day: date
    what: Message
    category: Message


class DeadlineCalendar:
    """The calendar under way: writes its events, and knows afterwards what was in it."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.rows = 0
        self._cases: dict[str, None] = {}

    @property
    def cases(self) -> tuple[str, ...]:
        """The cases that have an event."""
        return tuple(self._cases)

    def write(self, out: BinaryIO) -> None:
        """The events from the day on, case by case."""
        source = self.source
        name = source.translate(NAME)
        write_calendar(self._events(), name, source.clock.astimezone(UTC).replace(microsecond=0), out)

    def _events(self) -> Iterator[CalendarEvent]:
        calendar = self.source.reader.calendar
        back: dict[tuple[str, date], list[str]] = {}
        for item in case_items(self.source):
            if item.state is None:
                continue
            batch, day = item.state.case.head.batch, item.state.case.return_by(self.source.as_of)
            if batch is not None and day is not None and day >= self.source.as_of:
                back.setdefault((batch.id, day), []).append(item.case_id)
            mask = self.source.viewer.mask(item.state.case, self.source.as_of)
            for each in self._deadlines(item.state, calendar):
                if each.day >= self.source.as_of:
                    self.rows += 1
                    self._cases.setdefault(item.case_id)
                    yield self._event(item, each, mask)
        yield from self._returns(back)

    def _returns(self, back: Mapping[tuple[str, date], Sequence[str]]) -> Iterator[CalendarEvent]:
        """One event for each batch that goes back to its client, and for each day where it goes back in parts."""
        translate, days = self.source.translate, Counter[str]()
        for (batch, day), cases in sorted(back.items()):
            self.rows += 1
            days[batch] += 1
            self._cases.update(dict.fromkeys(cases))
            mark = batch if days[batch] == 1 else f"{batch}-{days[batch]}"
            title = msg("batch {batch} goes back, cases: {count}", batch=batch, count=len(cases))
            yield CalendarEvent(
                f"return-{mark}@dunning", day, translate(title), ", ".join(cases), translate(label("return"))
            )

    def _deadlines(self, state: AccountState, calendar: WorkCalendar) -> Iterator[Deadline]:
        yield from _agreed(state)
        yield from _arranged(state.case, state.as_of)
        yield from _legal(state.case)
        if state.account.balance.total > ZERO:
            try:
                yield from _limitation(state, calendar)
            except Failure as failure:
                self.source.notes.append(msg("{case}: {why}", case=state.case.id, why=failure.message))

    def _event(self, item: CaseItem, found: Deadline, mask: Mask) -> CalendarEvent:
        source, state = self.source, item.state
        assert state is not None
        debtor = Personal(state.case.head.debtor.name, Form.NAME)
        title = msg("{what}, {debtor} ({case})", what=found.what, debtor=debtor, case=item.case_id)
        more = msg(
            "case {case}, collector {who}, stage {stage}, {overdue} overdue of {total}; as of {day}",
            case=item.case_id,
            who=item.owner or "–",
            stage=state.stage.stage,
            overdue=state.account.overdue,
            total=state.account.balance.total,
            day=source.as_of,
        )
        return CalendarEvent(
            f"{item.case_id}.{found.mark}@dunning",
            found.day,
            source.translate(mask.words(title)),
            source.translate(more),
            source.translate(found.category),
        )


def _agreed(state: AccountState) -> Iterator[Deadline]:
    """Open promises, and what is still to be paid of a plan."""
    for promise in state.promises:
        if promise.state is PromiseOutcome.OPEN:
            what = msg("promised: {amount}", amount=promise.entry.amount)
            yield Deadline(f"promise-{promise.entry.id}", promise.entry.due, what, label("promise"))
    plan = plan_state(state.case, state.as_of)
    if plan is None or plan.state is not PlanOutcome.ACTIVE:
        return
    for number, part in enumerate(plan.instalments, start=1):
        if part.paid < part.amount:
            what = msg(
                "instalment {number} of {count}: {amount}",
                number=number,
                count=len(plan.instalments),
                amount=part.amount - part.paid,
            )
            yield Deadline(f"instalment-{plan.entry.id}-{number}", part.due, what, label("instalment"))


def _arranged(case: Case, as_of: date) -> Iterator[Deadline]:
    """Visits that were arranged, and calls that were asked for."""
    standing = case.standing(as_of)
    for visit in arranged_visits(case, standing):
        yield Deadline(f"visit-{visit.id}", visit.day, label("visit arranged"), label("visit"))
    asked = [each for each in standing if isinstance(each, Contact)]
    if asked and asked[-1].callback is not None:
        last = asked[-1]
        assert last.callback is not None
        yield Deadline(f"callback-{last.id}", last.callback, label("asked to be called"), label("call back"))


def _legal(case: Case) -> Iterator[Deadline]:
    """Legal steps whose day is still to come, such as a hearing."""
    for step in case.standing(date.max):
        if isinstance(step, Legal):
            what = label_of(step.step)
            if step.text:
                what = msg("{step}: {text}", step=what, text=Personal(step.text, Form.TEXT))
            yield Deadline(f"legal-{step.id}", step.date, what, label("legal step"))


def _limitation(state: AccountState, calendar: WorkCalendar) -> Iterator[Deadline]:
    """The day on which the claim, a guarantee or the right to enforce lapses as far as can be proven."""
    clock = limitation_at(state, calendar)
    if clock.enforcement is not None:
        if clock.enforcement.starts >= state.as_of:
            yield Deadline(
                "performance", clock.enforcement.starts, label("performance period ends"), label("deadline")
            )
        if clock.enforcement.applied is None:
            last = clock.enforcement.proven_until
            yield Deadline("enforcement", last, label("last day to apply for enforcement"), label("deadline"))
    if clock.claim_watched is not None:
        yield Deadline(
            "limitation", clock.claim_watched, label("claim lapses after this day"), label("deadline")
        )
    for number, guarantor in enumerate(clock.guarantors, start=1):
        if guarantor.expires is not None and guarantor.kept_on is None and not guarantor.lapsed:
            name = Personal(guarantor.name, Form.NAME)
            what = msg("guarantor {name} is free after this day", name=name)
            yield Deadline(f"guarantee-{number}", guarantor.expires, what, label("deadline"))
