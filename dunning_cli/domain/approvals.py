"""How far an entry gives way to the debtor, and whether one person may decide that alone (DESIGN §3, Approval)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dunning_cli.domain.account import Account
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
