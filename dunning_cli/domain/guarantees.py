"""The guarantee period of each guarantor: how long it runs, and whether the creditor acted within it.

Sources: 民法典 686–688, 692–695, 203; 担保制度解释 31. The period is never suspended, interrupted or extended.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dunning_cli.domain.case import Case, Party
from dunning_cli.domain.codes import Guarantee, LegalStep, Role
from dunning_cli.domain.days import add_months
from dunning_cli.domain.deliveries import LetterRecord, letter_records
from dunning_cli.domain.entries import Entry, Legal
from dunning_cli.domain.limitation_events import Restart, delivered_demand, is_demand
from dunning_cli.domain.proceedings import proceedings_of
from dunning_cli.domain.workdays import WorkCalendar, last_day

MONTHS = 6
"""民法典 692, where no other period is agreed."""
CIVIL_CODE = date(2021, 1, 1)
"""Before it a guarantee without a stated kind was joint (担保法 19), since then it is general (民法典 686)."""


@dataclass(frozen=True, slots=True)
class GuarantorState:
    """One guarantor on a day."""

    name: str
    guarantee: Guarantee
    """As recorded, else as the law takes it."""
    stated: bool
    """Whether the kind of guarantee is on record."""
    expires: date | None
    """Last day of the guarantee period; None where no due date is known."""
    agreed: bool
    """Whether that day is the one agreed, not six months from the due date."""
    kept_on: date | None
    """The day on which the creditor did within the period what its kind asks for."""
    kept_by: str | None
    """The entry that shows it."""
    claim_expires: date | None
    """Of a joint guarantor asked in time: last day of the three years of the claim against them (民法典 694)."""
    lapsed: bool
    acted: date | None
    """The last step towards keeping it: a demand on its way, or a suit."""


def guarantor_states(
    case: Case, standing: Sequence[Entry], due: date | None, as_of: date, calendar: WorkCalendar
) -> tuple[GuarantorState, ...]:
    """Every guarantor of a case; `due` is the principal debt's last due date as first agreed.

    A plan or extension does not move the period (民法典 695). Joint: a demand must reach the guarantor within
    it; general: the debtor must be sued, and the suit not withdrawn, within it (民法典 693).
    """
    guarantors = [party for party in case.head.parties if party.role is Role.GUARANTOR]
    return tuple(
        _state(case, party, first, standing, due, as_of, calendar)
        for party, first in zip(guarantors, [True] + [False] * len(guarantors), strict=False)
    )


def _state(
    case: Case,
    party: Party,
    first: bool,
    standing: Sequence[Entry],
    due: date | None,
    as_of: date,
    calendar: WorkCalendar,
) -> GuarantorState:
    expires, agreed = _period(party, due, calendar)
    guarantee = party.guarantee or _kind_by_law(case)
    demands = tuple(_demands(party, first, standing))
    suits = _suits(standing)
    if guarantee is Guarantee.GENERAL:
        steps = [(suit.date, suit.id) for suit in suits]
    else:
        named = [suit for suit in suits if suit.text is not None and party.name in suit.text]
        arrived = [found for found in (_arrived(record, party) for record in demands) if found is not None]
        steps = [(suit.date, suit.id) for suit in named] + [(found.date, found.entry) for found in arrived]
    steps.sort()
    kept = next((step for step in steps if expires is None or step[0] <= expires), None)
    on_way = [record.letter.date for record in demands if not record.returned]
    acted = max([*on_way, *(suit.date for suit in suits)], default=None)
    return GuarantorState(
        name=party.name,
        guarantee=guarantee,
        stated=party.guarantee is not None,
        expires=expires,
        agreed=agreed,
        kept_on=kept[0] if kept else None,
        kept_by=kept[1] if kept else None,
        claim_expires=_claim(steps, kept, calendar) if guarantee is Guarantee.JOINT else None,
        lapsed=kept is None and expires is not None and as_of > expires,
        acted=acted,
    )


def _period(party: Party, due: date | None, calendar: WorkCalendar) -> tuple[date | None, bool]:
    """The last day, and whether it was agreed: an end not after the due date counts as not agreed (民法典 692)."""
    until = party.guaranteed_until
    if until is not None and (due is None or until > due):
        return until, True
    if due is None:
        return None, False
    return last_day(add_months(due, MONTHS), calendar), False


def _kind_by_law(case: Case) -> Guarantee:
    signed = case.contract_date
    return Guarantee.JOINT if signed is not None and signed < CIVIL_CODE else Guarantee.GENERAL


def _demands(party: Party, first: bool, standing: Sequence[Entry]) -> Iterator[LetterRecord]:
    for record in letter_records(standing):
        to = record.letter.to
        if is_demand(record) and not record.spoiled and (to == party.name or (first and to == "guarantor")):
            yield record


def _arrived(record: LetterRecord, party: Party) -> Restart | None:
    return delivered_demand(record, (party.name,))


def _suits(standing: Sequence[Entry]) -> list[Legal]:
    """Suits and arbitrations against the debtor that were not withdrawn."""
    return [
        step
        for each in proceedings_of(standing)
        for step in each.steps
        if step.step in (LegalStep.FILE, LegalStep.ARBITRATE) and not each.withdrawn
    ]


def _claim(
    steps: Sequence[tuple[date, str]], kept: tuple[date, str] | None, calendar: WorkCalendar
) -> date | None:
    """Three years from the demand that kept the guarantee, begun anew by each later one in time."""
    if kept is None:
        return None
    end = last_day(add_months(kept[0], 36), calendar)
    for day, _ in steps:
        if kept[0] < day <= end:
            end = last_day(add_months(day, 36), calendar)
    return end
