"""Whether what a case was given takes a second person, and who that may be (docs/approvals.md).

Limits are held against what a case was given by all routes together (`concessions`) without a granted approval.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from dunning_cli.domain.account import Account, WaiverOutcome, WaiverState
from dunning_cli.domain.account.concessions import TOGETHER_SINCE, Concession, above, concession
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import (
    Approval,
    Close,
    Entry,
    Extension,
    Hold,
    Judgment,
    Plan,
    Reschedule,
    Reversal,
    Waiver,
)
from dunning_cli.domain.case.granted import grants_of
from dunning_cli.domain.case.office.settings import ApprovalLimits
from dunning_cli.domain.case.people.same_debtor import as_called
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.record import dataclass

Decided = tuple[Entry, ...]
"""Entries that are decided on together: one, or a plan with its waivers."""
LIMITED = (Waiver, Extension, Reschedule, Hold, Plan, Reversal, Close, Judgment)
"""The kinds of entries that a limit may concern."""
ONE_BY_ONE = (Waiver, Extension, Hold, Plan)
"""Those that earlier versions judged, each by itself."""


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
    of_the_approver = as_called(name) in (as_called(sole), as_called(full))
    return not of_the_approver and as_called(name) != as_called(by) if by == sole else of_the_approver


def decided_together(entries: Iterable[Entry]) -> list[Decided]:
    """Those of the entries that a limit may concern, as they are decided on: a plan with its waivers, all else by itself."""
    limited = [entry for entry in entries if isinstance(entry, LIMITED)]
    plans: dict[str, list[Entry]] = {entry.id: [entry] for entry in limited if isinstance(entry, Plan)}
    alone: list[Decided] = []
    for entry in limited:
        if isinstance(entry, Waiver) and entry.plan in plans:
            plans[entry.plan].append(entry)
        elif not isinstance(entry, Plan):
            alone.append((entry,))
    return [*alone, *map(tuple, plans.values())]


@dataclass(frozen=True, slots=True)
class LimitsSince:
    """Approval limits that were in force from a moment on; None where nothing was limited.

    `approvers` are those who could approve, id to full name, None where anybody could.
    """

    moment: datetime
    limits: ApprovalLimits | None
    approvers: Mapping[str, str] | None = None

    def void(self, by: str) -> bool:
        """Whether an approval by somebody does not count: the settings named the roles, and they had none of them."""
        named = self.limits is not None and bool(self.limits.roles)
        return named and self.approvers is not None and by not in self.approvers


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
        if _in_effect(case, decided) and not on_paper(decided[0], approvers):
            total += _unapproved(case, decided, account_of, on)
    return total


def gifts(case: Case, account_of: AccountsOf) -> list[tuple[Decided, Concession]]:
    """Everything a case was given or is to be given, by whatever route, in the order of recording.

    What is decided together stands together; what was taken back is left out. A waiver of all that came to take
    more than was known when it was recorded counts with what it took.
    """
    found = []
    for decided in _in_order(case):
        if decided[0].id not in case.reversed_ids:
            known = _known(case, decided, account_of, decided[0])
            given = replace(known, waived=max(known.waived, _taken(case, decided, account_of)))
            found.append((decided, given))
    return [each for each in found if not each[1].nothing]


def approved_by(case: Case, entry: Entry) -> str | None:
    """Who granted an entry in the ledger; None where nobody did."""
    grants = _grants(case, entry)
    return grants[-1].by if grants else None


def above_limits(case: Case, history: Sequence[LimitsSince], account_of: AccountsOf) -> Case:
    """The case with every entry marked that was above the limits of the moment it was recorded at and does not say so.

    However it came into the ledger, such an entry waits for a second person as one that says so: until somebody
    else approves it, it has no effect in any figure. An approval of a waiver of all is of what was known when it
    was given: where what was recorded later makes the waiver take more, by more than one person may give, it
    waits again. `history` has the limits in the order of time; before the first of them those of the first hold.
    Of what cannot be worked out only what the entry itself says is judged.
    """
    void = frozenset(
        entry.id for entry in case.entries if isinstance(entry, Approval) and _is_void(entry, history)
    )
    marked = replace(case, void_approvals=void) if void else case
    counted: list[Decided] = []
    for decided in _in_order(case):
        first = decided[0]
        held = _in_force(history, first.at)
        if held is None or held.limits is None or on_paper(first, held.approvers):
            continue
        if not _in_effect(marked, decided):
            continue
        on, together = first.at.date(), first.at >= TOGETHER_SINCE
        total = Concession()
        for each in [*counted, decided] if together else [decided]:
            total += _unapproved(marked, each, account_of, on)
        if above(total, held.limits):
            marked = _without_effect(marked, decided)
        elif together:
            counted.append(decided)
    return marked


def _without_effect(case: Case, decided: Decided) -> Case:
    """The case with a decision waiting for a second person, whatever was approved before."""
    grants = {grant.id for entry in decided for grant in _grants(case, entry)}
    return replace(
        case,
        above_limits=case.above_limits | {entry.id for entry in decided},
        void_approvals=case.void_approvals | grants,
    )


def above_at_its_time(case: Case, decided: Decided, held: LimitsSince, account_of: AccountsOf) -> bool:
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
    return held is not None and held.void(approval.by)


def _in_force(history: Sequence[LimitsSince], moment: datetime) -> LimitsSince | None:
    # what was recorded in the very second of a change was judged by what held before it
    begun = [each for each in history if each.moment < moment] or list(history[:1])
    return begun[-1] if begun else None


def _in_order(case: Case) -> list[Decided]:
    return sorted(decided_together(case.entries), key=lambda group: (group[0].at, group[0].id))


def _grants(case: Case, entry: Entry) -> list[Approval]:
    """The approvals of an entry that count, in the order of recording."""
    grants = grants_of(entry, case.entries, case.reversed_ids | case.void_approvals)
    return sorted(grants, key=lambda each: (each.at, each.id))


def _in_effect(case: Case, decided: Decided) -> bool:
    """Whether what was decided has an effect, and was judged in its time."""
    first = decided[0]
    if first.at < TOGETHER_SINCE and not isinstance(first, ONE_BY_ONE):
        return False
    if first.id in case.reversed_ids or first.id in case.waiting(date.max):
        return False
    return not isinstance(first, Close) or case.closing(date.max) == first


def _unapproved(case: Case, decided: Decided, account_of: AccountsOf, on: date) -> Concession:
    """What of a decision in effect nobody else said yes to: all of it, or what it takes beyond what was approved.

    Waivers on condition that had all lapsed by a day gave nothing.
    """
    if _lapsed(case, decided, account_of, on):
        return Concession()
    taken, grants = _taken(case, decided, account_of), _grants(case, decided[0])
    known = _known(case, decided, account_of, grants[-1] if grants else decided[0])
    if grants:
        return Concession(waived=max(ZERO, taken - known.waived))
    return replace(known, waived=max(known.waived, taken))


def _lapsed(case: Case, decided: Decided, account_of: AccountsOf, on: date) -> bool:
    """Whether waivers on condition had all lapsed by a day."""
    waivers = [entry for entry in decided if isinstance(entry, Waiver)]
    ends = [waiver.if_paid_by for waiver in waivers]
    if not ends or any(end is None or end >= on for end in ends):
        return False
    states = _waivers(case, waivers, account_of, on)
    return bool(states) and all(state.state is WaiverOutcome.LAPSED for state in states)


def _taken(case: Case, decided: Decided, account_of: AccountsOf) -> Decimal:
    """What waivers of all took, yuan, by all that is known: more may have been recorded for their day since.

    Waivers of an amount never take more than it says.
    """
    waivers = [entry for entry in decided if isinstance(entry, Waiver)]
    if all(waiver.amount is not None for waiver in waivers):
        return ZERO
    last = max(waiver.if_paid_by or waiver.date for waiver in waivers)
    return sum((state.amount for state in _waivers(case, waivers, account_of, last)), ZERO)


def _waivers(case: Case, waivers: Sequence[Waiver], account_of: AccountsOf, on: date) -> list[WaiverState]:
    """What became of waivers by a day; nothing where the account cannot be worked out."""
    ids = {waiver.id for waiver in waivers}
    try:
        return [state for state in account_of(case, on).waivers if state.entry in ids]
    except Refused:
        return []


def _known(case: Case, decided: Decided, account_of: AccountsOf, by: Entry) -> Concession:
    """What a decision gives, by what had been recorded before an entry: itself, or its approval."""
    earlier = tuple(
        entry for entry in case.entries if (entry.at, entry.id) < (by.at, by.id) and entry not in decided
    )
    without = replace(case, entries=earlier)
    try:
        return concession(case, decided, lambda day: account_of(without, day))
    except Refused:
        return Concession()
