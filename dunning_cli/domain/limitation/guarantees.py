"""The guarantee period of each guarantor: how long it runs, and whether the creditor acted within it.

Sources: 民法典 686–688, 692–695, 203; 担保制度解释 27, 31. The period is never suspended, interrupted or extended.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dunning_cli.domain.case.case import Case, Party
from dunning_cli.domain.case.codes.legal import Instrument, LegalStep
from dunning_cli.domain.case.codes.people import Guarantee, Role
from dunning_cli.domain.case.entries import Entry, Judgment, Legal
from dunning_cli.domain.case.people.plain_names import plain_name
from dunning_cli.domain.case.people.signers import Addressee, guarantor_side
from dunning_cli.domain.contact.deliveries import LetterRecord, letter_records
from dunning_cli.domain.limitation.interruptions import docket_of
from dunning_cli.domain.limitation.letters import delivered_demand, is_demand
from dunning_cli.domain.limitation.proceedings import proceedings_of
from dunning_cli.kernel.dates import add_months
from dunning_cli.kernel.workdays import WorkCalendar, last_day

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
    proven: bool
    """Whether it was kept by something whose proof is on record; then the day and entry are of that."""
    claim_expires: date | None
    """Of a joint guarantor asked in time: last day of the three years of the claim against them (民法典 694)."""
    lapsed: bool
    acted: date | None
    """The last step towards keeping it: a demand on its way, or a suit."""


@dataclass(frozen=True, slots=True, order=True)
class _Step:
    """A demand or suit that may keep a guarantee."""

    date: date
    entry: str
    proven: bool


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
    side = guarantor_side(case, party)
    demands = tuple(_demands(side, first, standing))
    suits = tuple(_suits(standing))
    if guarantee is Guarantee.GENERAL:
        steps = [step for _, step in suits]
    else:
        steps = [step for suit, step in suits if suit.text is not None and party.name in suit.text]
        steps += _withdrawn_but_served(side, first, party, standing)
        arrived = [delivered_demand(record, side) for record in demands]
        steps += [_Step(each.date, each.entry, not each.weak) for each in arrived if each is not None]
    steps.sort()
    in_time = [step for step in steps if expires is None or step.date <= expires]
    kept = next((step for step in in_time if step.proven), in_time[0] if in_time else None)
    on_way = [record.letter.date for record in demands if not record.returned]
    acted = max([*on_way, *(suit.date for suit, _ in suits)], default=None)
    return GuarantorState(
        name=party.name,
        guarantee=guarantee,
        stated=party.guarantee is not None,
        expires=expires,
        agreed=agreed,
        kept_on=kept.date if kept else None,
        kept_by=kept.entry if kept else None,
        proven=kept is not None and kept.proven,
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


def _demands(side: Addressee, first: bool, standing: Sequence[Entry]) -> Iterator[LetterRecord]:
    for record in letter_records(standing):
        to = record.letter.to
        theirs = to in side.names or (first and to == "guarantor")
        if is_demand(record) and not record.spoiled and theirs:
            yield record


def _suits(standing: Sequence[Entry]) -> Iterator[tuple[Legal, _Step]]:
    """Suits and arbitrations against the debtor that were not withdrawn; a docket number proves them.

    Applying for enforcement of a notarised instrument counts as much (担保制度解释 27).
    """
    notarised = [entry.date for entry in standing if _is_notarised(entry)]
    for each in proceedings_of(standing):
        listed = docket_of((*each.steps, each.ended_by)) is not None
        for step in each.steps:
            enforced = step.step is LegalStep.ENFORCE and any(day <= step.date for day in notarised)
            if (enforced or step.step in (LegalStep.FILE, LegalStep.ARBITRATE)) and not each.withdrawn:
                yield step, _Step(step.date, step.id, listed)


def _withdrawn_but_served(
    side: Addressee, first: bool, party: Party, standing: Sequence[Entry]
) -> Iterator[_Step]:
    """Suits against a joint guarantor that were withdrawn after their papers had reached them (担保制度解释 31)."""
    served = [
        entry
        for entry in standing
        if isinstance(entry, Legal)
        and entry.step is LegalStep.SERVE
        and (plain_name(entry.to or "") in side.names or (first and entry.to == "guarantor"))
    ]
    for each in proceedings_of(standing):
        papers = [entry for entry in served if entry.date >= each.begun]
        if not papers or not each.withdrawn:
            continue
        listed = docket_of((*each.steps, each.ended_by, papers[0])) is not None
        for step in each.steps:
            named = step.text is not None and party.name in step.text
            if named and step.step in (LegalStep.FILE, LegalStep.ARBITRATE):
                yield _Step(step.date, papers[0].id, listed)


def _is_notarised(entry: Entry) -> bool:
    if isinstance(entry, Judgment):
        return entry.instrument is Instrument.NOTARISED
    return isinstance(entry, Legal) and entry.step is LegalStep.NOTARISE


def _claim(steps: Sequence[_Step], kept: _Step | None, calendar: WorkCalendar) -> date | None:
    """Three years from the demand that kept the guarantee, begun anew by each later one in time, as far as proven."""
    if kept is None:
        return None
    end = last_day(add_months(kept.date, 36), calendar)
    for step in steps:
        if kept.date < step.date <= end and (step.proven or not kept.proven):
            end = last_day(add_months(step.date, 36), calendar)
    return end
