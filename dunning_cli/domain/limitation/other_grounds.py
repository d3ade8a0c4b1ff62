"""What a clerk is told beside the dates of a limitation: what suspends it, and what else might hold where it has lapsed.

Sources: 民法典 194; 诉讼时效规定 8, 13.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.codes.legal import LegalStep
from dunning_cli.domain.case.codes.life_events import Obstacle
from dunning_cli.domain.case.codes.people import Role
from dunning_cli.domain.case.entries import Contact, Death, Entry, Fraud, Incapacity
from dunning_cli.domain.case.people.signers import owes
from dunning_cli.domain.limitation.state import LimitationState
from dunning_cli.domain.limitation.suspensions import Standstill, Suspended
from dunning_cli.domain.policy.keys import WRITTEN_MESSAGES
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.remedy import Placeholder, Remedy, remedy


def ends_with(case: Case, standstill: Standstill) -> Remedy:
    """The command that records when an obstacle was gone."""
    entry = case.entry(standstill.entry)
    if isinstance(entry, (Death, Incapacity)):
        role = Role.HEIR if standstill.obstacle is Obstacle.ESTATE else Role.GUARDIAN
        return remedy("party", case=case.id, name=Placeholder("NAME"), role=role)
    return remedy(
        "suspend",
        case=case.id,
        obstacle=standstill.obstacle,
        ends=standstill.entry,
        until=Placeholder("DATE"),
    )


def suspension_notes(case: Case, suspended: Sequence[Suspended]) -> Iterator[Message]:
    """What moved the end of the three years, that without an end by name and with the command that records one."""
    for each in suspended:
        what = label_of(each.standstill.obstacle)
        if each.standstill.open:
            yield msg(
                "suspended since {first} without an end on record ({what}): the claimed last day is as if that had ended "
                "now, six months from it; when it has, record it: {cure} (民法典194)",
                first=each.standstill.first,
                what=what,
                cure=ends_with(case, each.standstill),
            )
        else:
            yield msg(
                "suspended from {first} to {last} ({what}): without it the period had ended on {before} (民法典194)",
                first=each.standstill.first,
                last=each.standstill.last,
                what=what,
                before=each.before,
            )
        yield from _unproven(each)


def enforcement_suspension_notes(case: Case, suspended: Sequence[Suspended]) -> Iterator[Message]:
    """The same of the two years of enforcement, of which the rest goes on (执行程序解释 19)."""
    for each in suspended:
        what = label_of(each.standstill.obstacle)
        if each.standstill.open:
            yield msg(
                "the two years stand still since {first} without an end on record ({what}): the claimed last day is as if "
                "that had ended now; when it has, record it: {cure} (执行程序解释19)",
                first=each.standstill.first,
                what=what,
                cure=ends_with(case, each.standstill),
            )
        else:
            yield msg(
                "the two years stood still from {first} to {last} ({what}): without it they had ended on {before} "
                "(执行程序解释19)",
                first=each.standstill.first,
                last=each.standstill.last,
                what=what,
                before=each.before,
            )
        yield from _unproven(each)


def _unproven(each: Suspended) -> Iterator[Message]:
    if not each.standstill.open and not each.standstill.proven:
        yield msg(
            "no paper on record shows the obstacle of {first} and its end: it is only claimed",
            first=each.standstill.first,
        )


def what_else_might_hold(case: Case, standing: Sequence[Entry], state: LimitationState) -> Iterator[Message]:
    """Of a claim that has lapsed, if only as far as can be proven: what is on record and may yet count."""
    assert state.starts is not None
    if not (state.lapsed or state.proven_lapsed):
        return
    for each in state.standstills:
        if each.entry not in state.moved_by:
            yield msg(
                "what else might hold: the obstacle of {first} ({what}) did not fall in the last six months of the "
                "period, as far as its days are known",
                first=each.first,
                what=label_of(each.obstacle),
            )
    counted = {restart.entry for restart in (*state.restarts, *state.late)}
    messages = [
        entry.date
        for entry in standing
        if isinstance(entry, Contact)
        and entry.channel in WRITTEN_MESSAGES
        and entry.id not in counted
        and (entry.to is None or owes(case, entry.to))
        and _in_time(entry, state)
    ]
    if messages:
        yield msg(
            "what else might hold: messages in writing, the last of {date}, are demands if they arrived "
            "(诉讼时效规定8): limitation.messages of the policy names the channels that count",
            date=messages[-1],
        )
    for entry in standing:
        if isinstance(entry, Fraud) and not entry.cleared and _in_time(entry, state):
            cure = remedy("legal", case=case.id, step=LegalStep.POLICE, docket=entry.receipt, on=entry.date)
            yield msg(
                "what else might hold: the report to the police of {date}, if it asked for the claim to be protected "
                "(诉讼时效规定13): {cure}",
                date=entry.date,
                cure=cure,
            )


def _in_time(entry: Entry, state: LimitationState) -> bool:
    end: date | None = state.expires if state.lapsed else state.proven_until
    return state.starts is not None and end is not None and state.starts < entry.date <= end
