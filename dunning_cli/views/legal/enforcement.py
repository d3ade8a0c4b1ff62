"""The clock of enforcement to look at: in a sentence, for scripts, with what began it anew."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from dunning_cli.domain.limitation.enforcement import EnforcementState, PartClock
from dunning_cli.kernel.answer import Column, Table
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.views.legal.restarts import RESTART_COLUMNS, restart_data, restart_rows

if TYPE_CHECKING:
    from dunning_cli.views.legal.json_keys import EnforcementData

_PART_COLUMNS = (
    Column(label("due")),
    Column(label("amount"), figures=True),
    Column(label("enforcement through")),
    Column(label("state")),
)


def enforcement_data(state: EnforcementState | None, as_of: date) -> EnforcementData | None:
    """The clock for scripts; None where no judgment or other instrument stands."""
    if state is None:
        return None
    return {
        "starts": state.starts,
        "expires": state.expires,
        "days_left": (state.expires - as_of).days,
        "applied": state.applied,
        "lapsed": state.lapsed,
        "counted_from": state.counted_from,
        "proven_until": state.proven_until,
        "restarts": [restart_data(restart) for restart in state.restarts],
        "parts": [
            {
                "due": part.due,
                "amount": part.amount,
                "paid": part.paid,
                "expires": part.expires,
                "days_left": (part.expires - as_of).days,
                "lapsed": part.lapsed,
                "proven_until": part.proven_until,
            }
            for part in state.parts
        ],
    }


def enforcement_parts(
    case_id: str, state: EnforcementState, as_of: date, advice: bool = True
) -> Iterator[Table | Message]:
    """The clock as it is read: its last day, and what began it anew; `advice` as of `restart_rows`."""
    yield _line(case_id, state, as_of)
    if len(state.parts) > 1:
        part_rows = [
            (part.due, part.amount, part.expires, _part_words(part, state, as_of)) for part in state.parts
        ]
        yield Table(_PART_COLUMNS, part_rows, heading=label("Parts, each with two years of its own"))
    if state.applied is None and state.proven_until < state.expires:
        yield msg(
            "that is with what is only claimed; by what can be proven, through {date}",
            date=state.proven_until,
        )
    if state.restarts:
        rows = restart_rows(state.restarts, advice)
        yield Table(RESTART_COLUMNS, rows, heading=label("The two years begun anew by"))


def enforcement_words(state: EnforcementState, as_of: date) -> Message:
    """Where the clock stands, in a word."""
    if state.applied is not None:
        return label("applied for")
    if state.lapsed:
        return label("lapsed")
    if state.proven_until < as_of:
        return label("lapsed unless proven")
    return label("performance period") if as_of <= state.starts else label("in time")


def _part_words(part: PartClock, state: EnforcementState, as_of: date) -> Message:
    if part.paid:
        return label("paid")
    if state.applied is not None and not part.lapsed:
        return label("applied for")
    if part.lapsed:
        return label("lapsed")
    if state.applied is None and part.proven_until < as_of:
        return label("lapsed unless proven")
    return label("performance period") if as_of <= part.due else label("in time")


def _line(case_id: str, state: EnforcementState, as_of: date) -> Message:
    if state.applied is not None:
        return msg(
            "{case}: enforcement applied for on {date}; it could be until {expires} (民诉法250)",
            case=case_id,
            date=state.applied,
            expires=state.expires,
        )
    if not state.restarts:
        return msg(
            "{case}: {state}; enforcement can be applied for through {expires}, two years from {starts}, the end "
            "of the performance period (民诉法250)",
            case=case_id,
            state=enforcement_words(state, as_of),
            expires=state.expires,
            starts=state.starts,
        )
    return msg(
        "{case}: {state}; enforcement can be applied for through {expires}, two years from {anew}, when they "
        "began anew; first counted from {starts} (民诉法250)",
        case=case_id,
        state=enforcement_words(state, as_of),
        expires=state.expires,
        anew=state.counted_from,
        starts=state.starts,
    )
