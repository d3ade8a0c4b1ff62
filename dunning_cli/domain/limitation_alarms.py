"""Alarms long before a claim lapses, enforcement is too late or a guarantor is free: 180, 90 and 30 days ahead."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from dunning_cli.domain.codes import Guarantee
from dunning_cli.domain.days import ONE_DAY
from dunning_cli.domain.enforcement import EnforcementState
from dunning_cli.domain.limitation_state import LimitationState
from dunning_cli.domain.message import Message, msg

AHEAD = (180, 90, 30)
"""Days before the last day, each an alarm of its own."""


class Clock(StrEnum):
    """What runs out."""

    CLAIM = "limitation"
    ENFORCEMENT = "enforcement"
    GUARANTEE = "guarantee"


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


def limitation_alarms(state: LimitationState, as_of: date, until: date) -> tuple[Alarm, ...]:
    """The alarms that stand by `until`, as known on `as_of`: of each clock the latest one, missed ones too.

    An alarm is answered by a demand sent or a legal step taken since it stood; the next one comes all the
    same unless the clock began anew. Clocks that have run out, and guarantors asked in time, raise none; but
    while enforcement of a judgment was not applied for, that it is late is said too.
    """
    found: list[Alarm] = []
    if state.enforcement is not None:
        found += _enforcement(state.enforcement, as_of, until)
    elif state.expires is not None and not state.lapsed and not state.pending:
        found += _alarm(None, state.expires, state.acted, as_of, until, _claim_text)
    for guarantor in state.guarantors:
        if guarantor.expires is None or guarantor.lapsed or guarantor.kept_on is not None:
            continue
        text = _sue_text if guarantor.guarantee is Guarantee.GENERAL else _ask_text
        found += [
            replace(alarm, clock=Clock.GUARANTEE)
            for alarm in _alarm(guarantor.name, guarantor.expires, guarantor.acted, as_of, until, text)
        ]
    return tuple(found)


def _enforcement(state: EnforcementState, as_of: date, until: date) -> Iterator[Alarm]:
    if state.applied is not None:
        return
    found = _alarm(None, state.expires, state.acted, as_of, until, _enforce_text)
    if state.lapsed:
        due = state.expires + ONE_DAY
        late = msg(
            "enforcement should have been applied for by {date}: apply all the same, the court takes it, but "
            "the debtor may object",
            date=state.expires,
        )
        found = iter([Alarm(None, due, 0, state.expires, late)])
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


def _claim_text(expires: date, days: int) -> Message:
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
