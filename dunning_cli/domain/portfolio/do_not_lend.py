"""The do-not-lend list (黑名单): who stands on it, how a settled case went, and who might belong there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from dunning_cli.domain.account import figures_at
from dunning_cli.domain.agreements.promises import PromiseOutcome, promise_states
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.agreements import CloseReason
from dunning_cli.domain.case.entries import (
    Approval,
    Close,
    DoNotLend,
    Extension,
    Judgment,
    Payment,
    Terms,
    Waiver,
)
from dunning_cli.domain.policy.book import CasePolicy
from dunning_cli.kernel.dates import ONE_DAY
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.record import dataclass

BROKEN_PROMISES = 2
"""From this many broken promises on a settled case is proposed for the list."""
NEVER_PROPOSED = frozenset({CloseReason.INVALID, CloseReason.DECEASED})
"""Closings that say nothing of how the debtor pays: no debt was found, or nobody is left to lend to."""
DAYS_PAST_DUE = 90
"""Proposed too where it was longer past due than this, days."""

_SHORTENS = (Payment, Waiver, Extension, Judgment, Terms, Approval, Close)
"""Entries after which days past due may fall; between them they only rise."""


@dataclass(frozen=True, slots=True)
class PaymentRecord:
    """How a case went until it was closed, or until a day where it is open. Amounts in yuan."""

    paid: Decimal
    waived: Decimal
    written_off: Decimal
    """What was still owed when the case was closed as written off."""
    days_past_due: int
    """The longest it ever was past due."""
    promises_broken: int


def listing(case: Case, day: date) -> DoNotLend | None:
    """The entry that put the debtor on the list, where it counts on a day."""
    found: DoNotLend | None = None
    for entry in case.standing(day):
        if isinstance(entry, DoNotLend):
            found = entry if entry.listed else None
    return found


def record_of(case: Case, policy: CasePolicy, as_of: date) -> PaymentRecord:
    """How the debtor paid in this case. Raises Refused where a rate is missing."""
    closing = case.closing(as_of)
    end = closing.date if closing is not None else as_of
    standing = case.standing(end)
    account = figures_at(case, policy, end)
    written_off = closing is not None and closing.reason is CloseReason.WRITTEN_OFF
    promises = promise_states(case, end, policy.promise_tolerance(end))
    days = {entry.date - ONE_DAY for entry in standing if isinstance(entry, _SHORTENS)}
    longest = max((figures_at(case, policy, day).days_past_due for day in days), default=0)
    return PaymentRecord(
        paid=sum((entry.amount for entry in standing if isinstance(entry, Payment)), ZERO),
        waived=sum((waiver.amount for waiver in account.waivers), ZERO),
        written_off=account.balance.owed if written_off else ZERO,
        days_past_due=max(longest, account.days_past_due),
        promises_broken=sum(state.state is PromiseOutcome.BROKEN for state in promises),
    )


def grounds(record: PaymentRecord) -> Sequence[tuple[str, Message]]:
    """Why a settled case might belong on the list: a code and words each; none where it does not."""
    return tuple(_grounds(record))


def _grounds(record: PaymentRecord) -> Iterator[tuple[str, Message]]:
    if record.promises_broken >= BROKEN_PROMISES:
        yield "promises", msg("{count} promises broken", count=record.promises_broken)
    if record.written_off:
        yield "written_off", label("written off")
    if record.days_past_due > DAYS_PAST_DUE:
        yield "days", msg("{days} days past due at the longest", days=record.days_past_due)
