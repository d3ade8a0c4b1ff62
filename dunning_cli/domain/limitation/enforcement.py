"""The two years within which enforcement must be applied for: from what they count, what begins them anew, their end.

Sources: 民诉法 (2023) 250; 执行程序解释 (2020) 19, 20; 公证债权文书执行规定 9; 民诉法解释 (2022) 481.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial

from dunning_cli.domain.account import Account, ItemKind
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.legal import LegalStep
from dunning_cli.domain.case.entries import Entry, Judgment
from dunning_cli.domain.limitation.counting import LETTERS_ALONE, Counting
from dunning_cli.domain.limitation.grounds import Ground, Restart
from dunning_cli.domain.limitation.interruptions import court_papers, docket_of, restarts_of
from dunning_cli.domain.limitation.letters import demands_to_owing
from dunning_cli.domain.limitation.proceedings import Proceeding, proceedings_of
from dunning_cli.domain.limitation.suspensions import Obstacles, Standstill, Suspended
from dunning_cli.kernel.dates import add_months
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.workdays import WorkCalendar, last_day

YEARS = 2
"""民诉法 250."""
_ARTICLE = "民诉法250; 执行程序解释20"
_WITHDRAWN = "民诉法250; 民法典195"
_COUNTING = frozenset(Ground) - {
    Ground.FILE, Ground.ARBITRATE, Ground.PAYMENT_ORDER, Ground.JUDGMENT, Ground.ENFORCE, Ground.SERVE,
}  # fmt: skip
"""What begins the two years anew as it would the three: demands, payments, agreements (执行程序解释 20).

Another suit is none of these, and an application stops the period instead.
"""
_LAW_OF_ITS_OWN = frozenset({Ground.NOTARISE})


@dataclass(frozen=True, slots=True)
class PartClock:
    """The two years of what is to be paid by one day: each part has its own (民诉法 250)."""

    due: date
    amount: Decimal
    """What of the awarded sums is to be paid by that day, yuan."""
    paid: bool
    """Whether nothing of it is owed any more; never told of a judgment of one sum."""
    expires: date
    proven_until: date
    restarts: tuple[Restart, ...]
    late: tuple[Restart, ...]
    lapsed: bool
    suspended: tuple[Suspended, ...] = ()
    """What moved the end of its claimed period."""


@dataclass(frozen=True, slots=True)
class EnforcementState:
    """The clock of one judgment or other instrument on a day. Dates are the last or first day meant.

    Of several parts the dates are those of the earliest that is unpaid and provably still in time.
    """

    judgment: Judgment
    """The instrument that stands: the last one."""
    parts: tuple[PartClock, ...]
    """The clock of each part, the earliest first; of a judgment of one sum the only one."""
    starts: date
    """End of the performance period, from which the two years count."""
    expires: date
    """Last day for applying, after all restarts, holidays considered."""
    restarts: tuple[Restart, ...]
    """What began the two years anew, by date."""
    applied: date | None
    """Since when an application stands; the period has stopped then."""
    applied_proven: bool
    """Whether its docket number shows it."""
    lapsed: bool
    """Whether the period ran out before an application."""
    late: tuple[Restart, ...]
    """What came after the end and changes nothing."""
    proven_until: date
    """As `expires`, counting only restarts whose proof is on record."""
    acted: date | None
    """The last step towards keeping it in time: a demand on its way, or an application."""
    suspended: tuple[Suspended, ...] = ()
    """What moved the end of the claimed two years (执行程序解释 19)."""

    @property
    def counted_from(self) -> date:
        """From when the two years count: the last restart, else the end of the performance period."""
        return self.restarts[-1].date if self.restarts else self.starts


def enforcement_of(
    case: Case,
    as_of: date,
    calendar: WorkCalendar,
    counting: Counting = LETTERS_ALONE,
    account: Account | None = None,
    standstills: Sequence[Standstill] = (),
) -> EnforcementState | None:
    """The enforcement clock of a case on `as_of`; None where no judgment or other instrument stands.

    `counting`: which messages and letters are demands. `account`, of the same day, tells which parts are paid;
    without it none counts as paid. `standstills`: obstacles, after which the rest of the two years goes on
    (执行程序解释 19).
    """
    standing = case.standing(as_of)
    judgment = standing_judgment(standing)
    if judgment is None:
        return None
    applications = [
        each
        for each in proceedings_of(standing)
        if each.kind is LegalStep.ENFORCE and each.begun >= judgment.date
    ]
    applied = next((each for each in applications if not each.withdrawn), None)
    events = _events(case, standing, counting, applications)
    obstacles = Obstacles(standstills, as_of, partial(last_day, calendar=calendar), rest_only=True)
    reached = applied.begun if applied is not None else as_of
    paid = _paid_parts(judgment, account)
    parts = tuple(
        _part_clock(due, amount, due in paid, events, _Clock(calendar, obstacles), reached)
        for due, amount in judgment.by_day.items()
    )
    first = _watched(parts, reached)
    demanded = [each.letter.date for each in demands_to_owing(case, standing) if not each.returned]
    return EnforcementState(
        judgment=judgment,
        parts=parts,
        starts=first.due,
        expires=first.expires,
        restarts=first.restarts,
        applied=applied.begun if applied is not None else None,
        applied_proven=applied is not None and docket_of(applied.steps) is not None,
        lapsed=first.lapsed,
        late=first.late,
        proven_until=first.proven_until,
        suspended=first.suspended,
        acted=max([*demanded, *([applied.begun] if applied is not None else [])], default=None),
    )


def _paid_parts(judgment: Judgment, account: Account | None) -> frozenset[date]:
    if account is None or not judgment.parts:
        return frozenset()
    judged = [item for item in account.items if item.kind is ItemKind.JUDGMENT and item.id == judgment.id]
    return frozenset(item.due for item in judged if not item.unpaid.total)


def _part_clock(
    due: date,
    amount: Decimal,
    paid: bool,
    events: Sequence[tuple[date, Restart]],
    clock: _Clock,
    reached: date,
) -> PartClock:
    run = _Run(due, clock).through(events)
    proven = _Run(due, clock.proven()).through([(day, event) for day, event in events if not event.weak])
    return PartClock(
        due=due,
        amount=amount,
        paid=paid,
        expires=run.expires,
        proven_until=proven.expires,
        restarts=tuple(run.counted),
        late=tuple(run.late),
        lapsed=reached > run.expires,
        suspended=run.suspended,
    )


def _watched(parts: Sequence[PartClock], reached: date) -> PartClock:
    """The part whose clock is watched: the earliest unpaid that is provably in time, else as far as claimed.

    Where all are too late it is the last of them; where all are paid, the last.
    """
    unpaid = [part for part in parts if not part.paid] or list(parts[-1:])
    proven = next((part for part in unpaid if reached <= part.proven_until), None)
    return proven or next((part for part in unpaid if not part.lapsed), unpaid[-1])


def standing_judgment(standing: Sequence[Entry]) -> Judgment | None:
    """The judgment or other instrument that counts: the last one."""
    return next((entry for entry in reversed(standing) if isinstance(entry, Judgment)), None)


def _events(
    case: Case, standing: Sequence[Entry], counting: Counting, applications: Sequence[Proceeding]
) -> list[tuple[date, Restart]]:
    """What may begin the two years anew, by date, each with the day that had to be in time.

    While an application stands nothing has to be; its withdrawal counts if the application was in time.
    """
    found = [
        (event.date, event if event.kind in _LAW_OF_ITS_OWN else replace(event, article=_ARTICLE))
        for event in restarts_of(case, standing, counting)
        if event.kind in _COUNTING and not any(_stopped(event.date, each) for each in applications)
    ]
    for each in applications:
        if each.ended_by is not None:
            proof = court_papers(each.steps[-1])
            found_by = docket_of((*each.steps, each.ended_by))
            end = Restart(each.ended_by.id, each.ended_by.date, Ground.WITHDRAW, proof, _WITHDRAWN, found_by)
            found.append((each.begun, end))
    return sorted(found, key=lambda pair: (pair[1].date, pair[1].entry))


def _stopped(day: date, application: Proceeding) -> bool:
    ended = application.ended_by.date if application.ended_by is not None else date.max
    return application.begun <= day < ended


@dataclass(frozen=True, slots=True)
class _Clock:
    """What the two years end by."""

    calendar: WorkCalendar
    obstacles: Obstacles

    def proven(self) -> _Clock:
        return _Clock(self.calendar, self.obstacles.proven())

    def end(self, start: date) -> tuple[date, tuple[Suspended, ...]]:
        return self.obstacles.moved(last_day(add_months(start, 12 * YEARS), self.calendar))


class _Run:
    """The two years while events are met in the order of their dates."""

    def __init__(self, starts: date, clock: _Clock) -> None:
        self.starts = starts
        self.clock = clock
        self.expires, self.suspended = clock.end(starts)
        self.counted: list[Restart] = []
        self.late: list[Restart] = []

    def through(self, events: Sequence[tuple[date, Restart]]) -> _Run:
        """The period after all the events; those within the performance period change nothing."""
        for judged_on, event in events:
            if event.date <= self.starts:
                continue
            if judged_on <= self.expires:
                self.expires, self.suspended = self.clock.end(event.date)
                self.counted.append(event)
            else:
                self.late.append(event)
        return self


def enforcement_notes(state: EnforcementState, as_of: date) -> Iterator[Message]:
    """What a clerk should know beside the dates, the gravest first."""
    if state.lapsed:
        yield msg(
            "the two years for applying for enforcement ended on {date}: a court takes an application all the "
            "same, but the debtor may object (民诉法解释481)",
            date=state.expires,
        )
    for part in state.parts:
        if part.lapsed and not part.paid and not state.lapsed:
            yield msg(
                "for the part due on {due} the two years ended on {date}: a court takes an application all the "
                "same, but the debtor may object (民诉法解释481)",
                due=part.due,
                date=part.expires,
            )
    if state.applied is not None and not state.applied_proven:
        yield msg("no docket number of these proceedings is on record: without it they are only claimed")
    if as_of <= state.starts and state.applied is None:
        yield msg("the performance period runs through {date}", date=state.starts)
    if state.applied is None and state.proven_until < state.expires:
        yield msg(
            "counting only what can be proven, enforcement can be applied for through {date}",
            date=state.proven_until,
        )
    for late in state.late:
        yield msg(
            "what happened on {date} came after the end of the two years and changes nothing", date=late.date
        )
