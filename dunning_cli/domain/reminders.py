"""What a case asks of its collector by a day: promises, callbacks, calls, the client's return date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dunning_cli.domain.account import Account
from dunning_cli.domain.case import Case
from dunning_cli.domain.codes import CONNECTED, HoldWhat
from dunning_cli.domain.entries import Contact, Hold
from dunning_cli.domain.message import Message, msg
from dunning_cli.domain.money import ZERO, format_amount
from dunning_cli.domain.promises import PromiseState


class Action(StrEnum):
    """What is to be done."""

    RETURN = "return"
    PROMISE = "promise"
    CALLBACK = "callback"
    CALL = "call"


RETURN_NOTICE = timedelta(days=3)
"""An extension is to be requested three days before the return date (R04)."""
FIRST_DAYS = 3
"""A newly overdue debtor is called daily on days 1 to 3 (R30, small-loan cadence)."""
CALL_AGAIN = timedelta(days=3)
"""Later, a call falls due this long after the last one that connected."""
TRY_AGAIN = timedelta(days=1)
"""After an attempt that reached nobody."""

_PRIORITY = {Action.RETURN: 1, Action.PROMISE: 2, Action.CALLBACK: 4, Action.CALL: 5}
BROKEN_PROMISE_PRIORITY = 3


@dataclass(frozen=True, slots=True)
class Reminder:
    """One thing to do: the smaller the priority number, the sooner. `rule` names what asks for it."""

    case_id: str
    action: Action
    to: str
    due: date
    priority: int
    why: Message
    rule: str


def reminders_of(
    case: Case, account: Account, promises: Iterable[PromiseState], as_of: date, until: date
) -> list[Reminder]:
    """What the case asks for by `until`, as known on `as_of`; nothing for closed cases or during a hold on contact.

    Missed days stay due under their first date and are listed once; what was done since drops out.
    """
    if case.closing(as_of) is not None:
        return []
    found = list(_return_date(case, until))
    if _contact_held(case, as_of):
        return found
    contacts = [entry for entry in case.standing(as_of) if isinstance(entry, Contact)]
    states = list(promises)
    promised = list(_promises(case, states, contacts, until))
    callbacks = list(_callbacks(case, contacts, until))
    found += promised + callbacks
    waiting = any(state.state == "open" for state in states)
    if not promised and not callbacks and not waiting:
        found += _overdue_call(case, account, contacts, until)
    return found


def _contact_held(case: Case, as_of: date) -> bool:
    return any(
        isinstance(entry, Hold)
        and entry.what in (HoldWhat.CONTACT, HoldWhat.BOTH)
        and entry.from_ <= as_of
        and (entry.until is None or as_of <= entry.until)
        for entry in case.standing(as_of)
    )


def _return_date(case: Case, until: date) -> Iterator[Reminder]:
    batch = case.head.batch
    if batch is None or batch.return_by is None:
        return
    due = batch.return_by - RETURN_NOTICE
    if due <= until:
        why = msg(
            "batch {batch} goes back on {date}; ask for an extension or prepare the return",
            batch=batch.id,
            date=batch.return_by,
        )
        yield _reminder(case, Action.RETURN, due, why, "return-by", to="creditor")


def _promises(
    case: Case, states: Iterable[PromiseState], contacts: list[Contact], until: date
) -> Iterator[Reminder]:
    for state in states:
        promise = state.entry
        amount = format_amount(promise.amount)
        if state.state == "open" and promise.due <= until:
            why = msg("promised {amount} by {due}", amount=amount, due=promise.due)
            yield _reminder(case, Action.PROMISE, promise.due, why, "promise-due")
        elif state.state in ("broken", "partial") and not _spoken_after(contacts, promise.due):
            why = msg(
                "promise of {amount} by {due} not kept, {paid} came",
                amount=amount,
                due=promise.due,
                paid=format_amount(state.paid),
            )
            yield _reminder(
                case,
                Action.CALL,
                promise.due + timedelta(days=1),
                why,
                "promise-broken",
                priority=BROKEN_PROMISE_PRIORITY,
            )


def _spoken_after(contacts: Iterable[Contact], day: date) -> bool:
    return any(contact.date > day for contact in contacts)


def _callbacks(case: Case, contacts: list[Contact], until: date) -> Iterator[Reminder]:
    for index, contact in enumerate(contacts):
        if contact.callback is None or contact.callback > until:
            continue
        if any(later.date >= contact.callback for later in contacts[index + 1 :]):
            continue
        why = msg("asked on {date} to be called again", date=contact.date)
        yield _reminder(case, Action.CALLBACK, contact.callback, why, "callback", to=contact.to or "debtor")


def _overdue_call(case: Case, account: Account, contacts: list[Contact], until: date) -> Iterator[Reminder]:
    days = account.days_past_due
    if days < 1 or account.overdue <= ZERO or account.oldest_due is None:
        return
    due = account.oldest_due + timedelta(days=1)
    if contacts:
        last = contacts[-1]
        reached = last.result in CONNECTED
        again = CALL_AGAIN if reached and days > FIRST_DAYS else TRY_AGAIN
        due = max(due, last.date + again)
    if due <= until:
        why = msg(
            "{amount} overdue for {days} days",
            amount=format_amount(account.overdue),
            days=days,
        )
        yield _reminder(case, Action.CALL, due, why, "overdue-call")


def _reminder(
    case: Case, action: Action, due: date, why: Message, rule: str, to: str = "debtor", priority: int = 0
) -> Reminder:
    return Reminder(case.id, action, to, due, priority or _PRIORITY[action], why, rule)
