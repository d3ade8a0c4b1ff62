"""What befell the people of a case, as known on a day: insolvency, incapacity, an estate renounced, a new creditor.

Sources: 企业破产法 17, 45, 46; 民法典 23, 546, 1161.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from dunning_cli.domain.case.case import Case, Party
from dunning_cli.domain.case.codes.people import Role
from dunning_cli.domain.case.entries import Entry, Incapacity, Insolvency, NewCreditor, Renunciation
from dunning_cli.domain.case.people.plain_names import plain_name
from dunning_cli.domain.case.people.roles import Person, person_of
from dunning_cli.kernel.record import dataclass

LIFE_EVENTS: frozenset[type[Entry]] = frozenset({Insolvency, Incapacity, Renunciation})
"""What changes who of a case is talked with."""


@dataclass(frozen=True, slots=True)
class InsolvencyState:
    """One insolvency on a day: its acceptance, and what later entries add to it."""

    entry: Insolvency
    """The acceptance."""
    claims_by: date | None
    filed: Insolvency | None
    """By which the claim was filed."""
    ended: Insolvency | None
    """By which the proceeding ended."""

    @property
    def accepted(self) -> date:
        """The day on which the court accepted it."""
        assert self.entry.accepted is not None
        return self.entry.accepted


@dataclass(frozen=True, slots=True)
class AssignmentState:
    """One assignment of the claim on a day, and the notice of it."""

    entry: NewCreditor
    notice: NewCreditor | None
    """By which the debtor was told; None: the debtor is not bound yet (民法典 546)."""
    pay_to: str | None


def insolvencies(standing: Sequence[Entry]) -> tuple[InsolvencyState, ...]:
    """The insolvencies among entries that count, in replay order."""
    found: list[InsolvencyState] = []
    for entry in standing:
        if isinstance(entry, Insolvency) and entry.accepted is not None:
            later = [
                each
                for each in standing
                if isinstance(each, Insolvency) and entry.id in (each.id, each.first)
            ]
            found.append(
                InsolvencyState(
                    entry,
                    next((each.claims_by for each in reversed(later) if each.claims_by is not None), None),
                    next((each for each in later if each.filed is not None), None),
                    next((each for each in later if each.ended), None),
                )
            )
    return tuple(found)


def insolvency_of(case: Case, person: Person, as_of: date) -> InsolvencyState | None:
    """The insolvency of a person that is under way on a day, as known on it."""
    if Insolvency not in map(type, case.entries):
        return None
    for state in insolvencies(case.standing(as_of)):
        if state.ended is None and person.same(person_of(case, state.entry.of)):
            return state
    return None


def incapacity_of(case: Case, person: Person, as_of: date) -> Incapacity | None:
    """The entry by which a person is known on a day to have no capacity."""
    if Incapacity not in map(type, case.entries):
        return None
    last = None
    for entry in case.standing(as_of):
        if isinstance(entry, Incapacity) and person.same(person_of(case, entry.of)):
            last = entry
    return last if last is not None and last.since is not None else None


def renunciation_of(case: Case, person: Person, as_of: date) -> Renunciation | None:
    """The entry by which a person renounced the estate, as known on a day."""
    if Renunciation not in map(type, case.entries):
        return None
    for entry in case.standing(as_of):
        if isinstance(entry, Renunciation) and person.same(person_of(case, entry.of)):
            return entry
    return None


def renounced(standing: Sequence[Entry]) -> frozenset[str]:
    """Names of the heirs who renounced the estate, as compared."""
    return frozenset(plain_name(entry.of) for entry in standing if isinstance(entry, Renunciation))


def parties_in_role(case: Case, role: Role) -> tuple[Party, ...]:
    """The parties of a role, as the case's head has them."""
    return tuple(party for party in case.head.parties if party.role is role)


def assignments(standing: Sequence[Entry]) -> Iterator[AssignmentState]:
    """The assignments of the claim among entries that count, in replay order."""
    for entry in standing:
        if isinstance(entry, NewCreditor) and entry.agreed is not None:
            later = [
                each
                for each in standing
                if isinstance(each, NewCreditor) and entry.id in (each.id, each.first)
            ]
            yield AssignmentState(
                entry,
                next((each for each in later if each.notified is not None), None),
                next((each.pay_to for each in reversed(later) if each.pay_to), None),
            )


def creditor_by_notice(case: Case, as_of: date) -> AssignmentState | None:
    """The last assignment of which the debtor was told by a day: from then on the new creditor is theirs."""
    if NewCreditor not in map(type, case.entries):
        return None
    told = [each for each in assignments(case.standing(as_of)) if _told(each, as_of)]
    return told[-1] if told else None


def _told(assignment: AssignmentState, as_of: date) -> bool:
    notice = assignment.notice
    return notice is not None and notice.notified is not None and notice.notified <= as_of
