"""What an entry gives the debtor: yuan not asked for, days by which due dates move, days without accrual.

One measure for all routes: waivers, due dates moved, accrual held, charges taken back, closings and judgments
for less than was owed (docs/approvals.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal

from dunning_cli.domain.account import Account
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.agreements import CloseReason, HoldWhat, PlanAccrual
from dunning_cli.domain.case.entries import (
    Charge,
    Close,
    Entry,
    Extension,
    Hold,
    Judgment,
    Legal,
    Opening,
    Plan,
    Reschedule,
    Reversal,
    Waiver,
)
from dunning_cli.domain.case.office.settings import ApprovalLimits
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.money import ZERO, Component
from dunning_cli.kernel.record import dataclass

AccountOn = Callable[[date], Account]
"""The account of the case at a day, without what is judged. Raises Refused where it cannot be worked out."""

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
            given += waiver_gives(entry.component, entry.amount, entry.date, until, account_on)
        elif isinstance(entry, Extension):
            given += extension_gives(entry.due, dues_moved(account_on(entry.date), entry.entry))
        elif isinstance(entry, Reschedule) and entry.first is not None and entry.last is not None:
            given += rescheduling_gives(entry.first, entry.last, _dues_ended(case, entry))
        elif isinstance(entry, Plan) and stops and entry.at >= TOGETHER_SINCE:
            given += stopping_gives(entry.date, [part.due for part in entry.instalments])
        elif isinstance(entry, Hold):
            given += hold_gives(entry.what, entry.from_, entry.until)
        elif isinstance(entry, Reversal):
            target = case.entry(entry.entry)
            given += reversals_give([] if target is None else [target], entry.by, entry.at.date())
        elif isinstance(entry, Close) and entry.reason in GIVING_REASONS:
            given += closing_gives(entry.reason, account_on(entry.date).balance.owed)
        elif isinstance(entry, Judgment):
            given += judgment_gives(account_on(entry.date).balance.owed, entry.total)
    return given


def waiver_gives(
    component: Component, amount: Decimal | None, on: date, until: date | None, account_on: AccountOn
) -> Concession:
    """A waiver: its amount, or for one of all of a component (None) the most it may come to up to `until`."""
    return Concession(waived=amount or most_waived(component, on, until, account_on))


def extension_gives(due: date, dues: Sequence[date]) -> Concession:
    """An extension: the days from the earliest due date that it moves to the new one."""
    return Concession(extended=days_moved(due, dues))


def rescheduling_gives(first: date, last: date, dues: Sequence[date]) -> Concession:
    """Other instalments: the days by which the first falls due later than the earliest it replaces, or the last than the last."""
    later = ((first - min(dues)).days, (last - max(dues)).days) if dues else ()
    return Concession(extended=max(0, *later) if later else 0)


def _dues_ended(case: Case, entry: Reschedule) -> list[date]:
    charges = (case.entry(row.entry) for row in entry.ended)
    return [
        charge.due or charge.date if isinstance(charge, Charge) else charge.date
        for charge in charges
        if charge is not None
    ]


def reversals_give(targets: Iterable[Entry], by: str, day: date) -> Concession:
    """Entries taken back together by somebody on a day: the charges and costs among them, one's own slips apart."""
    return Concession(waived=sum((charge_given_up(target, by, day) for target in targets), ZERO))


def stopping_gives(on: date, dues: Sequence[date]) -> Concession:
    """A plan that stops accrual: the days from its date to its last instalment."""
    return Concession(held=days_stopped(on, dues))


def hold_gives(what: HoldWhat, start: date, until: date | None) -> Concession:
    """A hold: its days without accrual. One of contact protects the debtor and gives nothing away, whatever its length."""
    return Concession() if what is HoldWhat.CONTACT else Concession(held=days_held(start, until))


def closing_gives(reason: CloseReason, owed: Decimal) -> Concession:
    """A closing: what is still owed, for the reasons that give it up."""
    return Concession(waived=owed) if reason in GIVING_REASONS else Concession()


def judgment_gives(owed: Decimal, awarded: Decimal) -> Concession:
    """A judgment: what it awards less than was owed on its day."""
    return Concession(waived=max(ZERO, owed - awarded))


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
