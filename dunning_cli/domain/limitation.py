"""The limitation period of a debt (诉讼时效): start, three years, what began it anew, and whether it has lapsed.

Sources: 民法典 188, 189, 192, 195, 201–203; 最高人民法院关于审理民事案件适用诉讼时效制度若干问题的规定 (2020).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dunning_cli.domain.account import Account, ItemKind
from dunning_cli.domain.case import Case
from dunning_cli.domain.codes import LegalStep
from dunning_cli.domain.contact_details import known_on
from dunning_cli.domain.days import add_months
from dunning_cli.domain.enforcement import enforcement_notes, enforcement_of
from dunning_cli.domain.entries import Charge, Entry, Extension, Legal, Opening
from dunning_cli.domain.guarantees import guarantor_states
from dunning_cli.domain.limitation_events import PROCEEDINGS, Restart, demands_to_owing, restarts_of
from dunning_cli.domain.limitation_notes import limitation_notes
from dunning_cli.domain.limitation_state import LimitationState
from dunning_cli.domain.money import ZERO
from dunning_cli.domain.proceedings import proceedings_of
from dunning_cli.domain.workdays import WorkCalendar, last_day

YEARS = 3
"""民法典 188."""
_STEPS_FORWARD = frozenset(LegalStep) - {LegalStep.NEGOTIATE, LegalStep.WITHDRAW}


def limitation_of(
    case: Case, as_of: date, calendar: WorkCalendar, account: Account | None = None, card: bool = False
) -> LimitationState:
    """The limitation of a case on `as_of`, entries dated later left out (DESIGN §3, Limitation).

    `account`, of the same day, tells which items are unpaid and when card statements fell due; without it
    all items count by their own due dates. `card`: demands by text message and e-mail count too (银行卡规定 3).
    """
    case = known_on(case, as_of)
    standing = case.standing(as_of)
    dues = due_dates(standing, account if card else None)
    unpaid = _unpaid(dues, account)
    starts = max(unpaid.values(), default=None)
    agreed = due_dates(standing, account if card else None, extended=False)
    guarantors = guarantor_states(case, standing, max(agreed.values(), default=None), as_of, calendar)
    enforcement = enforcement_of(case, as_of, calendar, card, account)
    if starts is None:
        notes = tuple(enforcement_notes(enforcement, as_of)) if enforcement is not None else ()
        return LimitationState(None, None, (), False, guarantors, notes, enforcement=enforcement)
    oldest = min(unpaid.values())
    events = restarts_of(case, standing, card)
    proceedings = _proceedings(standing)
    run = _Run(starts, calendar, proceedings).through(events)
    state = LimitationState(
        starts=starts,
        expires=run.expires,
        restarts=tuple(run.counted),
        lapsed=as_of > run.expires and not run.in_court(as_of) and enforcement is None,
        guarantors=guarantors,
        notes=(),
        proven_until=_Run(starts, calendar, proceedings).through([e for e in events if not e.weak]).expires,
        pending=any(end is None for _, end in proceedings),
        acted=_last_step(case, standing),
        revived=tuple(run.revived),
        late=tuple(run.late),
        oldest_until=_Run(oldest, calendar, proceedings).through(events).expires,
        enforcement=enforcement,
    )
    return replace(state, notes=limitation_notes(case, standing, state, as_of, calendar))


def end_of_period(start: date, calendar: WorkCalendar) -> date:
    """The last day of three years counted from the day after `start` (民法典 201–203)."""
    return last_day(add_months(start, 12 * YEARS), calendar)


Span = tuple[date, date | None]
"""First and last day of a suit, arbitration or payment order; the last is None while it is under way."""


class _Run:
    """A period while the events of a case are met in the order of their dates."""

    def __init__(self, starts: date, calendar: WorkCalendar, proceedings: Sequence[Span]) -> None:
        self.starts = starts
        self.calendar = calendar
        self.proceedings = proceedings
        self.expires = end_of_period(starts, calendar)
        self.counted: list[Restart] = []
        self.late: list[Restart] = []
        self.revived: list[date] = []
        self.filed: set[date] = set()
        """Days on which proceedings began in time."""

    def through(self, events: Sequence[Restart]) -> _Run:
        """The period after all the events, given by date; those before its start change nothing."""
        for event in events:
            if event.date > self.starts:
                self._meet(event)
        return self

    def _meet(self, event: Restart) -> None:
        in_time = event.date <= self.expires or self.in_court(event.date)
        if not in_time and not event.revives:
            self.late.append(event)
            return
        if not in_time:
            self.revived.append(self.expires)
        if event.kind in PROCEEDINGS:
            self.filed.add(event.date)
        self.expires = end_of_period(event.date, self.calendar)
        self.counted.append(event)

    def in_court(self, day: date) -> bool:
        """Whether proceedings that began in time before this day had not ended."""
        return any(
            first in self.filed and first < day and (last is None or day <= last)
            for first, last in self.proceedings
        )


def due_dates(
    standing: Sequence[Entry], account: Account | None = None, extended: bool = True
) -> dict[str, date]:
    """Due dates by item, of items with principal or interest; of all items where none has any.

    Fees and penalties are accessory and move no clock. With an account (cards) they are those of its
    statements. `extended`: whether extensions move them.
    """
    owed: dict[str, date] = {}
    bare: dict[str, date] = {}
    for entry in standing:
        if isinstance(entry, (Opening, Charge)):
            due = (entry.overdue_since if isinstance(entry, Opening) else entry.due) or entry.date
            (owed if (entry.principal or ZERO) + (entry.interest or ZERO) else bare)[entry.id] = due
        elif isinstance(entry, Extension) and extended:
            _extend(owed, entry)
            _extend(bare, entry)
    if account is not None:
        # a purchase that no statement has billed yet is not due: its due date is its own
        billed = {
            item.id: item.due
            for item in account.items
            if item.id in owed and (item.kind is ItemKind.OPENING or item.due > item.date)
        }
        owed = billed or owed
    return owed or bare


def _extend(dues: dict[str, date], extension: Extension) -> None:
    for item, due in dues.items():
        if item == extension.entry or (extension.entry is None and due < extension.due):
            dues[item] = extension.due


def _unpaid(dues: dict[str, date], account: Account | None) -> dict[str, date]:
    if account is None:
        return dues
    open_items = {item.id for item in account.items if item.unpaid.principal + item.unpaid.interest > ZERO}
    return {item: due for item, due in dues.items() if item in open_items} or dues


def _proceedings(standing: Sequence[Entry]) -> tuple[Span, ...]:
    """First and last days of proceedings; a withdrawn one protects nothing after its first day.

    A mediation without a paper on record ends them too, so that the clock is watched again.
    """
    found: list[Span] = []
    for each in proceedings_of(standing):
        if each.is_claim:
            ended = each.ended_by or each.mediated
            last = each.begun if each.withdrawn else ended.date if ended is not None else None
            found.append((each.begun, last))
    return tuple(found)


def _last_step(case: Case, standing: Sequence[Entry]) -> date | None:
    steps = [entry.date for entry in standing if isinstance(entry, Legal) and entry.step in _STEPS_FORWARD]
    steps += [record.letter.date for record in demands_to_owing(case, standing) if not record.returned]
    return max(steps, default=None)
