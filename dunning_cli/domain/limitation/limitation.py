"""The limitation period of a debt (诉讼时效) on a day: as claimed, as proven, as a whole and bill by bill.

Sources: 民法典 188, 189, 192, 194, 195, 201–203; 最高人民法院关于审理民事案件适用诉讼时效制度若干问题的规定 (2020).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from dunning_cli.domain.account import Account
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.legal import LegalStep
from dunning_cli.domain.case.entries import Entry, Legal
from dunning_cli.domain.case.people.details import known_on
from dunning_cli.domain.contact.deliveries import LetterRecord
from dunning_cli.domain.limitation.counting import counting_of
from dunning_cli.domain.limitation.due_dates import (
    DatedClaim,
    debts,
    due_dates,
    owed_entries,
    undecided,
    unpaid,
)
from dunning_cli.domain.limitation.enforcement import enforcement_notes, enforcement_of
from dunning_cli.domain.limitation.grounds import PROCEEDINGS, Ground, Restart
from dunning_cli.domain.limitation.guarantees import guarantor_states
from dunning_cli.domain.limitation.interruptions import restarts_of
from dunning_cli.domain.limitation.letters import confirmations_to_owing, demands_to_owing
from dunning_cli.domain.limitation.life_events import standing_open
from dunning_cli.domain.limitation.notes import limitation_notes
from dunning_cli.domain.limitation.period import Run, Span, years_from
from dunning_cli.domain.limitation.proceedings import proceedings_of
from dunning_cli.domain.limitation.state import BillClock, LimitationState
from dunning_cli.domain.limitation.suspensions import Obstacles, standstills_of
from dunning_cli.domain.policy.policy import Policy
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.workdays import WorkCalendar, last_day

_STEPS_FORWARD = frozenset(LegalStep) - {
    LegalStep.NEGOTIATE, LegalStep.WITHDRAW, LegalStep.SERVE, LegalStep.POLICE_END,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Scene:
    """What the clocks of one case run by."""

    as_of: date
    calendar: WorkCalendar
    events: Sequence[Restart]
    proceedings: Sequence[Span]
    obstacles: Obstacles

    def claimed(self, starts: date, events: Sequence[Restart] | None = None) -> Run:
        """The period from a day with everything on record."""
        return self._run(starts, self.obstacles, self.events if events is None else events)

    def proven(self, starts: date, events: Sequence[Restart] | None = None) -> Run:
        """The same with what is proven only."""
        listed = self.events if events is None else events
        return self._run(starts, self.obstacles.proven(), [event for event in listed if not event.weak])

    def _run(self, starts: date, obstacles: Obstacles, events: Sequence[Restart]) -> Run:
        return Run(starts, self.calendar, self.proceedings, obstacles).through(events)


def limitation_of(
    case: Case,
    as_of: date,
    calendar: WorkCalendar,
    account: Account | None = None,
    policy: Policy | None = None,
) -> LimitationState:
    """The limitation of a case on `as_of`, entries dated later left out (docs/court.md).

    `account`, of the same day, tells which items are unpaid and when card statements fell due; without it
    all items count by their own due dates. `policy`: which messages and letters count as demands (`Counting`), and
    whether unpaid items may be debts of their own.
    """
    case = known_on(case, as_of)
    standing = case.standing(as_of)
    owed = owed_entries(case, as_of)
    statements = account if policy is not None and policy.is_card else None
    counting = counting_of(policy)
    events = restarts_of(case, standing, counting)
    standstills = standstills_of(case, standing, as_of)
    unproven = {event.entry for event in events if event.kind is Ground.EXTENSION and event.weak}
    dues = due_dates(owed, statements)
    open_dues = unpaid(dues, account)
    proven_dues = unpaid(due_dates(owed, statements, without=unproven), account)
    beside = undecided(dues, account)
    starts = max(open_dues.values(), default=None)
    agreed = due_dates(owed, statements, extended=False)
    guarantors = guarantor_states(case, standing, max(agreed.values(), default=None), as_of, calendar)
    enforcement = enforcement_of(case, as_of, calendar, counting, account, standstills)
    if beside and account is not None and not account.owes_decided:
        # a judgment that is paid says nothing of a later bill
        enforcement = None
    if starts is None:
        notes = tuple(enforcement_notes(enforcement, as_of)) if enforcement is not None else ()
        return LimitationState(
            None, None, (), False, guarantors, notes, enforcement=enforcement, standstills=standstills
        )
    claims, elsewhere = _proceedings(standing), tuple(standing_open(standing))
    proceedings, steps = (*claims, *elsewhere), _legal_steps(standing)
    decided = enforcement is not None and not beside
    if enforcement is not None and beside:
        later = DatedClaim("", None, starts, frozenset(open_dues))
        events = tuple(event for event in events if _touches(event, later, account))
    obstacles = Obstacles(standstills, as_of, partial(last_day, calendar=calendar))
    scene = _Scene(as_of, calendar, events, proceedings, obstacles)
    claimed, proven = scene.claimed(starts), scene.proven(max(proven_dues.values()))
    apart = debts(owed, open_dues) if policy is None or policy.bills_apart else ()
    bills = tuple(_bills(scene, apart, proven_dues, account)) if len(apart) > 1 else ()
    in_court, in_court_proven = _in_court(scene, claimed), _in_court(scene, proven, proven=True)
    state = LimitationState(
        starts=starts,
        expires=claimed.expires,
        restarts=_restarts(claimed, proven, events, unproven if proven_dues != open_dues else ()),
        lapsed=claimed.lapsed(as_of) and not decided and in_court is None,
        guarantors=guarantors,
        notes=(),
        proven_until=proven.expires,
        counted_from=claimed.counted_from,
        proven_starts=proven.starts,
        proven_from=proven.counted_from,
        proven_restarts=tuple(proven.counted),
        proven_lapsed=proven.lapsed(as_of) and not decided and in_court_proven is None,
        years=years_from(proven.counted_from, calendar),
        pending=any(end is None for _, end in claims),
        elsewhere=any(end is None for _, end in elsewhere),
        pending_proven=in_court_proven is not None,
        acted=max([*steps, *_sent(demands_to_owing(case, standing))], default=None),
        asked=max([*steps, *_sent(confirmations_to_owing(case, standing))], default=None),
        revived=tuple(claimed.revived),
        late=tuple(claimed.late),
        bills=bills,
        standstills=standstills,
        suspended=claimed.suspended,
        proven_suspended=proven.suspended,
        enforcement=enforcement,
        beside=enforcement is not None and beside,
    )
    state = replace(state, act_by=_act_by(state, as_of, in_court_proven))
    return replace(state, notes=limitation_notes(case, standing, state, as_of, calendar))


def _restarts(
    claimed: Run, proven: Run, events: Sequence[Restart], moved: Collection[str]
) -> tuple[Restart, ...]:
    """What began either period anew; `moved`: the entries of extensions without proof that moved a due date."""
    met = [*claimed.counted, *proven.counted]
    return tuple(event for event in events if event in met or event.entry in moved)


def _in_court(scene: _Scene, run: Run, proven: bool = False) -> date | None:
    """The day on which proceedings began that are under way, in time for a period; None where there are none.

    Those that began before the last due date are in time too. `proven`: only ones known by their docket number.
    """
    listed = {event.date for event in scene.events if event.kind in PROCEEDINGS and not event.weak}
    begun = (
        first
        for first, end in scene.proceedings
        if end is None and (first in run.filed or first <= run.starts) and (first in listed or not proven)
    )
    return max(begun, default=None)


def _bills(
    scene: _Scene, apart: Sequence[DatedClaim], proven_dues: Mapping[str, date], account: Account | None
) -> Iterator[BillClock]:
    """The clock of each debt by itself: a payment begins those anew that it was applied to, all else every one."""
    for debt in apart:
        events = [event for event in scene.events if _touches(event, debt, account)]
        proven = scene.proven(max(proven_dues[item] for item in debt.items), events)
        yield BillClock(
            entry=debt.entry,
            ref=debt.ref,
            due=debt.due,
            expires=scene.claimed(debt.due, events).expires,
            proven_until=proven.expires,
            lapsed=proven.lapsed(scene.as_of),
        )


def _touches(event: Restart, debt: DatedClaim, account: Account | None) -> bool:
    if event.paid is None or account is None:
        return True
    return any(part.item in debt.items for part in account.allocations.get(event.paid, ()))


def _act_by(state: LimitationState, as_of: date, in_court: date | None) -> date | None:
    """`in_court`: since when proven proceedings are under way: bills that fell due later are no part of them."""
    decided = state.enforcement is not None and not state.beside
    if decided or state.proven_until is None:
        return None
    ends = [bill.proven_until for bill in state.bills if in_court is None or bill.due >= in_court]
    if in_court is None:
        ends.append(state.proven_until)
    return min((end for end in ends if end >= as_of), default=None)


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


def _legal_steps(standing: Sequence[Entry]) -> list[date]:
    return [entry.date for entry in standing if isinstance(entry, Legal) and entry.step in _STEPS_FORWARD]


def _sent(records: Iterable[LetterRecord]) -> list[date]:
    return [record.letter.date for record in records if not record.returned]
