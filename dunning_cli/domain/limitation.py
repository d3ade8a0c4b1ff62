"""The limitation period of a debt (诉讼时效): start, three years, what began it anew, and whether it has lapsed.

Sources: 民法典 188, 189, 192, 195, 201–203; 最高人民法院关于审理民事案件适用诉讼时效制度若干问题的规定 (2020).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dunning_cli.domain.account import Account
from dunning_cli.domain.case import Case
from dunning_cli.domain.codes import LegalStep
from dunning_cli.domain.days import add_months
from dunning_cli.domain.deliveries import letter_records
from dunning_cli.domain.entries import Charge, Entry, Extension, Judgment, Legal, Opening
from dunning_cli.domain.guarantees import GuarantorState, guarantor_states
from dunning_cli.domain.limitation_events import (
    PROCEEDINGS,
    Ground,
    Restart,
    is_demand,
    restarts_of,
)
from dunning_cli.domain.message import Message
from dunning_cli.domain.money import ZERO
from dunning_cli.domain.workdays import WorkCalendar, last_day

YEARS = 3
"""民法典 188."""
_ENDINGS = (LegalStep.JUDGMENT, LegalStep.WITHDRAW, LegalStep.MEDIATE)


@dataclass(frozen=True, slots=True)
class LimitationState:
    """The clock of one case on a day. All dates are the last or first day meant, holidays considered."""

    starts: date | None
    """The last due date, from which the period counts; None where the case has no debt."""
    expires: date | None
    """Last day on which the claim is still in time, after all restarts."""
    restarts: tuple[Restart, ...]
    """What began the period anew, by date."""
    lapsed: bool
    guarantors: tuple[GuarantorState, ...]
    notes: tuple[Message, ...]
    proven_until: date | None = None
    """As `expires`, counting only restarts that something in writing or a recording supports."""
    pending: bool = False
    """Whether a suit, arbitration or payment order is under way: the period does not run out meanwhile."""
    acted: date | None = None
    """The last step towards another restart: a demand written or a legal step."""


def limitation_of(
    case: Case, as_of: date, calendar: WorkCalendar, account: Account | None = None, card: bool = False
) -> LimitationState:
    """The limitation of a case on `as_of`, entries dated later left out (DESIGN §3, Limitation).

    `account`, of the same day, tells which items are unpaid and when card statements fell due; without it
    all items count by their own due dates. `card`: demands by text message and e-mail count too (银行卡规定 3).
    """
    standing = case.standing(as_of)
    dues = due_dates(standing, account if card else None)
    unpaid = _unpaid(dues, account)
    starts = max(unpaid.values(), default=None)
    agreed = due_dates(standing, account if card else None, extended=False)
    guarantors = guarantor_states(case, standing, max(agreed.values(), default=None), as_of, calendar)
    if starts is None:
        return LimitationState(None, None, (), False, guarantors, ())
    events = [event for event in restarts_of(case, standing, card) if event.date > starts]
    pending = _pending(standing)
    run = _Run(starts, calendar)
    for event in events:
        run.meet(event)
    strong = _Run(starts, calendar)
    for event in events:
        if not event.weak:
            strong.meet(event)
    state = LimitationState(
        starts=starts,
        expires=run.expires,
        restarts=tuple(run.counted),
        lapsed=as_of > run.expires and not pending,
        guarantors=guarantors,
        notes=(),
        proven_until=strong.expires,
        pending=pending,
        acted=_last_step(standing),
    )
    notes = tuple(_notes(case, standing, state, run, min(unpaid.values()), as_of, calendar))
    return LimitationState(
        state.starts, state.expires, state.restarts, state.lapsed, guarantors, notes,
        state.proven_until, state.pending, state.acted,
    )  # fmt: skip


def end_of_period(start: date, calendar: WorkCalendar) -> date:
    """The last day of three years counted from the day after `start` (民法典 201–203)."""
    return last_day(add_months(start, 12 * YEARS), calendar)


class _Run:
    """A period while the events of a case are met in the order of their dates."""

    def __init__(self, starts: date, calendar: WorkCalendar) -> None:
        self.calendar = calendar
        self.expires = end_of_period(starts, calendar)
        self.counted: list[Restart] = []
        self.late: list[Restart] = []
        self.had_lapsed: date | None = None
        self.in_court = False

    def meet(self, event: Restart) -> None:
        """An event within the period begins it anew; after expiry only one by which the debtor agrees to pay."""
        in_time = event.date <= self.expires or self.in_court
        if not in_time and not event.revives:
            self.late.append(event)
            return
        if not in_time:
            self.had_lapsed = self.expires
        self.in_court = event.kind in PROCEEDINGS or (
            self.in_court and event.kind not in (Ground.JUDGMENT, Ground.MEDIATE)
        )
        self.expires = max(self.expires, end_of_period(event.date, self.calendar))
        self.counted.append(event)


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
        billed = {item.id: item.due for item in account.items if item.id in owed and item.due < date.max}
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


def _pending(standing: Sequence[Entry]) -> bool:
    """Whether the last proceeding begun has not ended."""
    under_way = False
    for entry in standing:
        if isinstance(entry, Judgment):
            under_way = False
        elif isinstance(entry, Legal):
            if entry.step.value in PROCEEDINGS:
                under_way = True
            elif entry.step in _ENDINGS:
                under_way = False
    return under_way


def _last_step(standing: Sequence[Entry]) -> date | None:
    """The last demand written to the debtor, unless it was spoiled or came back, or legal step."""
    dates = [entry.date for entry in standing if isinstance(entry, Legal) and entry.step is not LegalStep.WITHDRAW]
    dates += [
        record.letter.date
        for record in letter_records(standing)
        if is_demand(record) and not record.spoiled and not record.returned
    ]
    return max(dates, default=None)
