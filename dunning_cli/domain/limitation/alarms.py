"""Alarms long before a claim lapses, enforcement is too late or a guarantor is free: 180, 90 and 30 days ahead."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from functools import partial

from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.codes.people import Guarantee
from dunning_cli.domain.limitation.enforcement import EnforcementState
from dunning_cli.domain.limitation.state import LimitationState
from dunning_cli.kernel.dates import ONE_DAY
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.record import dataclass

AHEAD = (180, 90, 30)
"""Days before the last day, each an alarm of its own."""
LOOKED_AT_AFTER = 30
"""Days after which an obstacle without an end is looked at: it may be gone, and nobody said so."""


class Clock(StrEnum):
    """What runs out."""

    CLAIM = "limitation"
    UNPROVEN = "acknowledgement"
    """A claim that only what has no proof keeps: a demand would not help, a signed acknowledgement does."""
    ENFORCEMENT = "enforcement"
    GUARANTEE = "guarantee"
    SUSPENDED = "suspension"
    """An obstacle without an end on record holds the claim open: somebody sees whether it has ended."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """One clock that runs out: of the claim, of its enforcement, or of a guarantee."""

    guarantor: str | None
    """The guarantor's name; None where it is about the debtor."""
    due: date
    """The day from which the alarm stands: `ahead` days before the last day, or the day after it."""
    ahead: int
    """0 where the last day has passed."""
    expires: date
    why: Message
    clock: Clock = Clock.CLAIM
    bill: bool = False
    """Whether it is about one bill, taken as a debt of its own."""


def limitation_alarms(state: LimitationState, as_of: date, until: date) -> tuple[Alarm, ...]:
    """The alarms that stand by `until`, as known on `as_of`: of each clock the latest one, missed ones too.

    The claim's clock is the proven one, or that of the oldest bill not yet lapsed where bills may be debts apart.
    An alarm is answered by a demand sent or a legal step taken since it stood; the next one comes all the
    same unless the clock began anew. Clocks that have run out, and guarantors asked in time, raise none; but
    while enforcement of a judgment was not applied for, that it is late is said too.
    """
    found: list[Alarm] = []
    if state.enforcement is not None:
        found += _enforcement(state.enforcement, as_of, until)
    found += _held_open(state, until)
    watched = state.claim_watched is not None and state.expires is not None
    if watched and not state.lapsed:
        found += _claim(state, as_of, until)
    for guarantor in state.guarantors:
        if guarantor.expires is None or guarantor.lapsed or guarantor.proven:
            continue
        text = _sue_text if guarantor.guarantee is Guarantee.GENERAL else _ask_text
        found += [
            replace(alarm, clock=Clock.GUARANTEE)
            for alarm in _alarm(guarantor.name, guarantor.expires, guarantor.acted, as_of, until, text)
        ]
    return tuple(found)


def _claim(state: LimitationState, as_of: date, until: date) -> Iterator[Alarm]:
    """Of the day on which the claim or its oldest living bill lapses as far as can be proven.

    Where that day has passed and only an unproven event keeps the claim, that is said too, until the debtor was
    asked to acknowledge the debt or sued: another demand does not help any more.
    """
    if state.act_by is not None:
        bill = state.act_by != state.proven_until
        for alarm in _alarm(None, state.act_by, state.acted, as_of, until, partial(_claim_text, state)):
            yield replace(alarm, bill=bill)
        return
    if state.pending_proven:
        return
    proven, claimed = state.proven_until, state.expires
    assert proven is not None
    assert claimed is not None
    if proven < claimed:
        due = max(day for day in (proven + ONE_DAY, *(claimed - timedelta(n) for n in AHEAD)) if day <= until)
        if state.asked is None or state.asked < due:
            late = msg(
                "as far as can be proven the claim has lapsed on {date}; only what has no proof keeps it through "
                "{claimed}: find the proof, or get the debt acknowledged by signature",
                date=proven,
                claimed=claimed,
            )
            yield Alarm(None, due, 0, proven, late, Clock.UNPROVEN)


def _held_open(state: LimitationState, until: date) -> Iterator[Alarm]:
    """Of every obstacle that holds the claim open without an end on record: it stands until that is recorded."""
    for each in state.held_open:
        due = each.standstill.first + timedelta(LOOKED_AT_AFTER)
        if due <= until:
            why = msg(
                "the claim is held open since {date} by what suspends it ({what}), and nothing says when that ended: "
                "record its end, or sue",
                date=each.standstill.first,
                what=label_of(each.standstill.obstacle),
            )
            yield Alarm(None, due, 0, each.before, why, Clock.SUSPENDED)


def _enforcement(state: EnforcementState, as_of: date, until: date) -> Iterator[Alarm]:
    if state.applied_proven:
        return
    found = _alarm(None, state.proven_until, state.acted, as_of, until, _enforce_text)
    if state.proven_until < as_of and state.applied is None:
        due = state.proven_until + ONE_DAY
        late = msg(
            "enforcement should have been applied for by {date}: apply all the same, the court takes it, but "
            "the debtor may object",
            date=state.proven_until,
        )
        found = iter([Alarm(None, due, 0, state.proven_until, late)])
    for alarm in found:
        yield replace(alarm, clock=Clock.ENFORCEMENT)


def _alarm(
    guarantor: str | None,
    expires: date,
    acted: date | None,
    as_of: date,
    until: date,
    text: Callable[[date, int], Message],
) -> Iterator[Alarm]:
    if expires < as_of:
        return
    reached = [ahead for ahead in AHEAD if expires - timedelta(ahead) <= until]
    if not reached:
        return
    due = expires - timedelta(reached[-1])
    if acted is None or acted < due:
        yield Alarm(guarantor, due, reached[-1], expires, text(expires, (expires - as_of).days))


def _claim_text(state: LimitationState, expires: date, days: int) -> Message:
    if expires != state.proven_until:
        return msg(
            "taken bill by bill, the oldest one not yet lapsed does on {date}, in {days} days: have a demand "
            "delivered, or sue",
            date=expires,
            days=days,
        )
    if state.expires is not None and expires < state.expires:
        return msg(
            "as far as can be proven the claim lapses on {date}, in {days} days ({claimed} with what has no proof): "
            "get it acknowledged in writing, have a demand delivered, or sue",
            date=expires,
            days=days,
            claimed=state.expires,
        )
    return msg(
        "the claim lapses on {date}, in {days} days: get it acknowledged in writing, have a demand delivered, or sue",
        date=expires,
        days=days,
    )


def _enforce_text(expires: date, days: int) -> Message:
    return msg(
        "enforcement of the judgment can be applied for through {date}, {days} days more: apply to the court",
        date=expires,
        days=days,
    )


def _ask_text(expires: date, days: int) -> Message:
    return msg(
        "a joint guarantor is free after {date}, in {days} days: have a demand on them delivered",
        date=expires,
        days=days,
    )


def _sue_text(expires: date, days: int) -> Message:
    return msg(
        "a general guarantor is free after {date}, in {days} days: sue the debtor before",
        date=expires,
        days=days,
    )
