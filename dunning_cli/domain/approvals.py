"""What a case was given without a granted approval, and whether one person may go on giving (DESIGN §3, Approval).

One measure for all routes: waivers, due dates moved, accrual held, charges taken back, closings and judgments
for less than was owed. Limits are held against what a case was given by all of them together.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal

from dunning_cli.domain.account import Account, WaiverOutcome
from dunning_cli.domain.case import Case
from dunning_cli.domain.codes import CloseReason, HoldWhat, PlanAccrual
from dunning_cli.domain.entries import (
    Approval,
    Charge,
    Close,
    Entry,
    Extension,
    Hold,
    Judgment,
    Legal,
    Opening,
    Plan,
    Reversal,
    Waiver,
)
from dunning_cli.domain.failure import Refused
from dunning_cli.domain.money import ZERO, Component
from dunning_cli.domain.office import ApprovalLimits

AccountOn = Callable[[date], Account]
"""The account of the case at a day, without what is judged. Raises Refused where it cannot be worked out."""

LIMITED = (Waiver, Extension, Hold, Plan, Reversal, Close, Judgment)
"""The kinds of entries that a limit may concern."""
ONE_BY_ONE = (Waiver, Extension, Hold, Plan)
"""Those that earlier versions judged, each by itself."""
TOGETHER_SINCE = datetime(2026, 11, 27, tzinfo=UTC)
"""From when on all routes count, and count together: entries recorded earlier are judged by the rule of their time."""
GIVING_REASONS = frozenset(
    {CloseReason.WRITTEN_OFF, CloseReason.SETTLED, CloseReason.INVALID, CloseReason.OTHER}
)
"""Closings that give up what is still owed: not what goes back to the client or to a dead debtor's heirs."""
UNBOUNDED = Decimal("Infinity")


@dataclass(frozen=True, slots=True)
class Concession:
    """What is given: yuan, days by which due dates are moved, days without accrual (None for an open hold)."""

    waived: Decimal = ZERO
    extended: int = 0
    held: int | None = 0

    def __add__(self, more: Concession) -> Concession:
        held = None if self.held is None or more.held is None else self.held + more.held
        return Concession(self.waived + more.waived, self.extended + more.extended, held)

    @property
    def nothing(self) -> bool:
        """Whether nothing is given."""
        return self == Concession()


def above(given: Concession, limits: ApprovalLimits | None) -> bool:
    """Whether it takes a second person; what has no limit does not."""
    if limits is None:
        return False
    return (
        (limits.waiver is not None and given.waived > limits.waiver)
        or (limits.extension_days is not None and given.extended > limits.extension_days)
        or (limits.hold_days is not None and (given.held is None or given.held > limits.hold_days))
    )


def concession(case: Case, decided: Sequence[Entry], account_on: AccountOn) -> Concession:
    """What entries of a case that are decided together give: one of any kind, or a plan with its waivers.

    A plan gives by its waivers, and the days on which it stops accrual; a hold of contact gives nothing.
    Raises Refused where an account that it takes cannot be worked out.
    """
    stops = any(isinstance(entry, Plan) and entry.accrual is PlanAccrual.STOP for entry in decided)
    given = Concession()
    for entry in decided:
        if isinstance(entry, Waiver):
            until = None if stops else entry.if_paid_by
            waived = entry.amount or most_waived(entry.component, entry.date, until, account_on)
            given += Concession(waived=waived)
        elif isinstance(entry, Extension):
            moved = dues_moved(account_on(entry.date), entry.entry)
            given += Concession(extended=days_moved(entry.due, moved))
        elif isinstance(entry, Plan) and stops and entry.at >= TOGETHER_SINCE:
            given += Concession(held=days_stopped(entry.date, [part.due for part in entry.instalments]))
        elif isinstance(entry, Hold) and entry.what is not HoldWhat.CONTACT:
            given += Concession(held=days_held(entry.from_, entry.until))
        elif isinstance(entry, Reversal):
            given += Concession(waived=_taken_back(case, entry))
        elif isinstance(entry, Close) and entry.reason in GIVING_REASONS:
            given += Concession(waived=account_on(entry.date).balance.owed)
        elif isinstance(entry, Judgment):
            given += Concession(waived=max(ZERO, account_on(entry.date).balance.owed - entry.total))
    return given


def _taken_back(case: Case, reversal: Reversal) -> Decimal:
    """What a reversal gives up, yuan."""
    target = case.entry(reversal.entry)
    return ZERO if target is None else charge_given_up(target, reversal.by, reversal.at.date())


def charge_given_up(target: Entry, by: str, day: date) -> Decimal:
    """What taking an entry back gives up, yuan: a charge or cost, unless it is one's own slip of the same day."""
    charged = target.total if isinstance(target, (Charge, Opening)) else ZERO
    if isinstance(target, Legal):
        charged = target.cost or ZERO
    slip = target.by == by and target.at.date() == day
    return ZERO if slip else charged


def most_waived(component: Component, on: date, until: date | None, account_on: AccountOn) -> Decimal:
    """What a waiver of all of a component may come to, yuan: it takes what stands on the day its condition is met.

    That is what is owed on its own day, or on the last day of the condition if nobody pays. Where no account
    can be worked out for a day, because a rate is not known so far ahead, it has no bound.
    """
    try:
        days = [on] if until is None else [on, until]
        return max(account_on(day).balance.of(component) for day in days)
    except Refused:
        return UNBOUNDED


def dues_moved(account: Account, charge: str | None) -> list[date]:
    """The due dates that an extension moves: of one charge, or of everything unpaid."""
    return [
        item.due
        for item in account.items
        if item.unpaid.total > ZERO and (charge is None or item.id == charge)
    ]


def days_moved(due: date, dues: Sequence[date]) -> int:
    """Days by which a new due date lies after the earliest of those it replaces; 0 where there are none."""
    return max(0, (due - min(dues)).days) if dues else 0


def days_held(start: date, until: date | None) -> int | None:
    """Days of a hold, both ends counted; None for an open one."""
    return None if until is None else (until - start).days + 1


def days_stopped(start: date, dues: Sequence[date]) -> int:
    """Days on which a plan stops accrual: from its date to its last instalment."""
    return max(0, (max(dues) - start).days) if dues else 0


def is_pending(entry: Entry) -> bool:
    """Whether the entry waits for a second person by its own words."""
    return bool(getattr(entry, "pending", None))


def on_paper(entry: Entry, approvers: Mapping[str, str] | None) -> bool:
    """Whether the paper an entry names stands for a second person: where one person alone holds the approving roles.

    It takes the paper itself and a name: that of the one who may approve, or, where it is they who record it,
    somebody else's.
    """
    name, paper = getattr(entry, "approved_by", None), getattr(entry, "paper", None)
    return bool(name and paper) and paper_counts(entry.by, str(name), approvers)


def paper_counts(by: str, name: str, approvers: Mapping[str, str] | None) -> bool:
    """Whether an approval on paper in a name stands for the second person, for what somebody records.

    `approvers` are those who may approve, id to full name; None where anybody may.
    """
    if approvers is None or len(approvers) != 1:
        return False
    ((sole, full),) = approvers.items()
    of_the_approver = _plain(name) in (_plain(sole), _plain(full))
    return not of_the_approver and _plain(name) != _plain(by) if by == sole else of_the_approver


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def approved(entry: Entry, others: Iterable[Entry]) -> bool:
    """Whether somebody else than who recorded an entry lawfully said yes to it, whatever the order of the two."""
    listed = list(others)
    taken_back = {other.entry for other in listed if isinstance(other, Reversal)}
    return any(
        isinstance(other, Approval)
        and other.granted
        and other.entry == entry.id
        and other.by != entry.by
        and other.id not in taken_back
        for other in listed
    )


def decided_together(entries: Iterable[Entry]) -> list[tuple[Entry, ...]]:
    """Those of the entries that a limit may concern, as they are decided on: a plan with its waivers, all else by itself."""
    limited = [entry for entry in entries if isinstance(entry, LIMITED)]
    plans: dict[str, list[Entry]] = {entry.id: [entry] for entry in limited if isinstance(entry, Plan)}
    alone: list[tuple[Entry, ...]] = []
    for entry in limited:
        if isinstance(entry, Waiver) and entry.plan in plans:
            plans[entry.plan].append(entry)
        elif not isinstance(entry, Plan):
            alone.append((entry,))
    return [*alone, *map(tuple, plans.values())]


@dataclass(frozen=True, slots=True)
class LimitsSince:
    """Approval limits that were in force from a moment on; None where nothing was limited.

    `approvers` are those who could approve, id to full name, None where anybody could; `named` whether the settings
    named the roles themselves: only then is an approval by somebody else void.
    """

    moment: datetime
    limits: ApprovalLimits | None
    approvers: Mapping[str, str] | None = None
    named: bool = False


AccountsOf = Callable[[Case, date], Account]
"""The account of a case at a day. Raises Refused where it cannot be worked out."""


def given_so_far(
    case: Case, account_of: AccountsOf, approvers: Mapping[str, str] | None, on: date
) -> Concession:
    """What a case was given by all its entries without a granted approval, of a second person or on paper.

    A conditional waiver whose day had passed unmet by `on` gave nothing.
    """
    total = Concession()
    for decided in _in_order(case):
        counts = _counts(case, decided) and not on_paper(decided[0], approvers)
        if counts and not _lapsed(case, decided, account_of, on):
            total += _given(case, decided, account_of)
    return total


def _lapsed(case: Case, decided: tuple[Entry, ...], account_of: AccountsOf, on: date) -> bool:
    """Whether waivers on condition had all lapsed by a day."""
    waivers = {entry.id: entry for entry in decided if isinstance(entry, Waiver)}
    ends = [waiver.if_paid_by for waiver in waivers.values()]
    if not ends or any(end is None or end >= on for end in ends):
        return False
    try:
        states = {each.entry: each.state for each in account_of(case, on).waivers}
    except Refused:
        return False
    return all(states.get(waiver) is WaiverOutcome.LAPSED for waiver in waivers)


def gifts(case: Case, account_of: AccountsOf) -> list[tuple[tuple[Entry, ...], Concession]]:
    """Everything a case was given or is to be given, by whatever route, in the order of recording.

    What is decided together stands together; what was taken back is left out.
    """
    found = [
        (decided, _given(case, decided, account_of))
        for decided in _in_order(case)
        if decided[0].id not in case.reversed_ids
    ]
    return [each for each in found if not each[1].nothing]


def approved_by(case: Case, entry: Entry) -> str | None:
    """Who granted an entry in the ledger; None where nobody did."""
    return next(
        (
            other.by
            for other in case.entries
            if isinstance(other, Approval)
            and other.granted
            and other.entry == entry.id
            and other.by != entry.by
            and other.id not in case.reversed_ids | case.void_approvals
        ),
        None,
    )


def _counts(case: Case, decided: tuple[Entry, ...]) -> bool:
    """Whether what was decided has an effect that nobody else approved."""
    first = decided[0]
    if first.at < TOGETHER_SINCE and not isinstance(first, ONE_BY_ONE):
        return False
    if first.id in case.reversed_ids or first.id in case.waiting(date.max):
        return False
    if isinstance(first, Close) and case.closing(date.max) != first:
        return False
    return not approved(first, case.entries)


def _in_order(case: Case) -> list[tuple[Entry, ...]]:
    return sorted(decided_together(case.entries), key=lambda group: (group[0].at, group[0].id))


def above_limits(case: Case, history: Sequence[LimitsSince], account_of: AccountsOf) -> Case:
    """The case with every entry marked that was above the limits of the moment it was recorded at and does not say so.

    However it came into the ledger, such an entry waits for a second person as one that says so: until somebody
    else approves it, it has no effect in any figure. `history` has the limits in the order of time; before the
    first of them those of the first hold. Of what cannot be worked out only what the entry itself says is judged.
    """
    void = frozenset(
        entry.id for entry in case.entries if isinstance(entry, Approval) and _is_void(entry, history)
    )
    marked = replace(case, void_approvals=void) if void else case
    counted: list[tuple[tuple[Entry, ...], Concession]] = []
    for decided in _in_order(case):
        first = decided[0]
        held = _in_force(history, first.at)
        if held is None or held.limits is None or first.id in case.reversed_ids:
            continue
        together = first.at >= TOGETHER_SINCE
        if not together and not isinstance(first, ONE_BY_ONE):
            continue
        given = _given(marked, decided, account_of)
        if given.nothing or on_paper(first, held.approvers):
            continue
        total = given
        for before, amount in counted if together else ():
            if not _lapsed(marked, before, account_of, first.at.date()):
                total += amount
        if not all(map(is_pending, decided)) and above(total, held.limits):
            marked = replace(marked, above_limits=marked.above_limits | {entry.id for entry in decided})
        if _counts(marked, decided):
            counted.append((decided, given))
    return marked


def above_at_its_time(
    case: Case, decided: tuple[Entry, ...], held: LimitsSince, account_of: AccountsOf
) -> bool:
    """Whether what was decided was above the limits in force when it was recorded, with what a case had by then.

    `case` has the entries recorded before. Raises Refused where an account that it takes cannot be worked out.
    """
    first = decided[0]
    together = first.at >= TOGETHER_SINCE
    if (not together and not isinstance(first, ONE_BY_ONE)) or on_paper(first, held.approvers):
        return False
    given = concession(case, decided, lambda day: account_of(case, day))
    if given.nothing:
        return False
    if together:
        given += given_so_far(case, account_of, held.approvers, first.at.date())
    return above(given, held.limits)


def _is_void(approval: Approval, history: Sequence[LimitsSince]) -> bool:
    held = _in_force(history, approval.at)
    return (
        held is not None and held.named and held.approvers is not None and approval.by not in held.approvers
    )


def _in_force(history: Sequence[LimitsSince], moment: datetime) -> LimitsSince | None:
    # what was recorded in the very second of a change was judged by what held before it
    begun = [each for each in history if each.moment < moment] or list(history[:1])
    return begun[-1] if begun else None


def _given(case: Case, decided: tuple[Entry, ...], account_of: AccountsOf) -> Concession:
    """What was given, by what had been recorded before: what comes in later makes it no larger."""
    first = decided[0]
    earlier = tuple(
        entry
        for entry in case.entries
        if (entry.at, entry.id) < (first.at, first.id) and entry not in decided
    )
    without = replace(case, entries=earlier)
    try:
        return concession(case, decided, lambda day: account_of(without, day))
    except Refused:
        return Concession()
