"""How far an entry gives way to the debtor, and whether one person may decide that alone (DESIGN §3, Approval)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from dunning_cli.domain.account import Account
from dunning_cli.domain.case import Case, replay_order
from dunning_cli.domain.codes import PlanAccrual
from dunning_cli.domain.entries import Approval, Entry, Extension, Hold, Plan, Reversal, Waiver
from dunning_cli.domain.failure import Refused
from dunning_cli.domain.money import ZERO, Component
from dunning_cli.domain.office import ApprovalLimits

AccountOn = Callable[[date], Account]
"""The account of the case at a day, without what is judged. Raises Refused where it cannot be worked out."""

LIMITED = (Waiver, Extension, Hold, Plan)
"""The kinds of entries that a limit may concern."""
UNBOUNDED = Decimal("Infinity")


@dataclass(frozen=True, slots=True)
class Concession:
    """What one decision gives: yuan, days by which a due date is moved, days on hold (None for an open hold)."""

    waived: Decimal = ZERO
    extended: int = 0
    held: int | None = 0


def above(given: Concession, limits: ApprovalLimits | None) -> bool:
    """Whether it takes a second person; what has no limit does not."""
    if limits is None:
        return False
    return (
        (limits.waiver is not None and given.waived > limits.waiver)
        or (limits.extension_days is not None and given.extended > limits.extension_days)
        or (limits.hold_days is not None and (given.held is None or given.held > limits.hold_days))
    )


def concession(decided: Sequence[Entry], account_on: AccountOn) -> Concession:
    """What entries that are decided together give: one waiver, extension or hold, or a plan with its waivers.

    A plan gives by its waivers only. Raises Refused where an extension's account cannot be worked out.
    """
    stops = any(isinstance(entry, Plan) and entry.accrual is PlanAccrual.STOP for entry in decided)
    waived, extended = ZERO, 0
    held: int | None = 0
    for entry in decided:
        if isinstance(entry, Waiver):
            until = None if stops else entry.if_paid_by
            waived += entry.amount or most_waived(entry.component, entry.date, until, account_on)
        elif isinstance(entry, Extension):
            extended = max(extended, days_moved(entry.due, dues_moved(account_on(entry.date), entry.entry)))
        elif isinstance(entry, Hold):
            held = days_held(entry.from_, entry.until)
    return Concession(waived, extended, held)


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


def is_pending(entry: Entry) -> bool:
    """Whether the entry waits for a second person by its own words."""
    return bool(getattr(entry, "pending", None))


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
    """Approval limits that were in force from a moment on; None where nothing was limited."""

    moment: datetime
    limits: ApprovalLimits | None


AccountsOf = Callable[[Case, date], Account]
"""The account of a case at a day. Raises Refused where it cannot be worked out."""


def above_limits(case: Case, history: Sequence[LimitsSince], account_of: AccountsOf) -> Case:
    """The case with every entry marked that was above the limits of the moment it was recorded at and does not say so.

    However it came into the ledger, such an entry waits for a second person as one that says so: until somebody
    else approves it, it has no effect in any figure. `history` has the limits in the order of time; before the
    first of them those of the first hold. Of what cannot be worked out only what the entry itself says is judged.
    """
    marked = case
    for decided in sorted(decided_together(case.entries), key=lambda group: replay_order(group[0])):
        if all(map(is_pending, decided)) or decided[0].id in case.reversed_ids:
            continue
        limits = _in_force(history, decided[0].at)
        if limits is not None and above(_given(marked, decided, account_of), limits):
            marked = replace(marked, above_limits=marked.above_limits | {entry.id for entry in decided})
    return marked


def _in_force(history: Sequence[LimitsSince], moment: datetime) -> ApprovalLimits | None:
    # what was recorded in the very second of a change was judged by what held before it
    begun = [each for each in history if each.moment < moment] or list(history[:1])
    return begun[-1].limits if begun else None


def _given(case: Case, decided: tuple[Entry, ...], account_of: AccountsOf) -> Concession:
    without = replace(case, entries=tuple(entry for entry in case.entries if entry not in decided))
    try:
        return concession(decided, lambda day: account_of(without, day))
    except Refused:
        return Concession()
