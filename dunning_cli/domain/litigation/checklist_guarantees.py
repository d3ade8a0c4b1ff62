"""What the checklist for a suit says of the guarantors: the period of each, and the demand on a joint one.

Sources: 民法典 692, 693.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.people import Guarantee
from dunning_cli.domain.limitation.guarantees import GuarantorState
from dunning_cli.domain.litigation.checklist_items import (
    ChecklistLine,
    ChecklistState,
    SuitItem,
    done,
    lacking,
    not_needed,
)
from dunning_cli.kernel.message import label, msg
from dunning_cli.kernel.remedy import Placeholder, remedy


def guarantor_lines(case: Case, as_of: date, states: Sequence[GuarantorState]) -> Iterator[ChecklistLine]:
    """Of each guarantor whether they can still be held liable, and whether a demand on them is proven."""
    if not states:
        none = label("no guarantor is on record")
        yield not_needed(SuitItem.GUARANTEE_PERIOD, none)
        yield not_needed(SuitItem.GUARANTOR_NOTICE, none)
    for state in states:
        yield _guarantee_period(state, as_of)
        yield _guarantor_notice(case, state, alone=len(states) == 1)


def _guarantee_period(state: GuarantorState, as_of: date) -> ChecklistLine:
    item, name = SuitItem.GUARANTEE_PERIOD, state.name
    over = state.expires is not None and as_of > state.expires
    if state.kept_on is not None and not state.proven and over:
        why = msg("what was done on {date} has no proof on record", date=state.kept_on)
        return lacking(item, why, None, name)
    if state.proven:
        return done(item, msg("kept by what was done on {date}", date=state.kept_on), name)
    if state.lapsed:
        why = msg("free after {date}: this guarantor cannot be sued with success", date=state.expires)
        return ChecklistLine(item, ChecklistState.MISSING, why, guarantor=name, optional=True)
    if state.expires is None:
        return lacking(item, label("no due date is known"), None, name)
    return done(item, msg("can be held liable through {date}", date=state.expires), name)


def _guarantor_notice(case: Case, state: GuarantorState, alone: bool) -> ChecklistLine:
    item, name = SuitItem.GUARANTOR_NOTICE, state.name
    if state.guarantee is Guarantee.GENERAL:
        return not_needed(item, label("a general guarantee is kept by suing the debtor"), name)
    if state.proven:
        return done(item, msg("asked on {date}", date=state.kept_on), name)
    if state.lapsed:
        return not_needed(item, label("free already"), name)
    if state.kept_on is not None:
        why = msg("what was done on {date} has no proof on record", date=state.kept_on)
        do = remedy(
            "letter deliver", case=case.id, serial=Placeholder("SERIAL"), tracking=Placeholder("NUMBER")
        )
        return lacking(item, why, do, name)
    to = "guarantor" if alone else Placeholder("NAME")
    do = remedy("letter new", case=case.id, template="guarantor-notice", to=to)
    return lacking(item, label("no demand on this guarantor has arrived"), do, name)
