"""The limitation of one case for scripts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.limitation.state import BillClock, LimitationState
from dunning_cli.domain.limitation.suspensions import Standstill
from dunning_cli.kernel.masking import Mask
from dunning_cli.views.legal.enforcement import enforcement_data
from dunning_cli.views.legal.restarts import restart_data

if TYPE_CHECKING:
    from dunning_cli.views.legal.json_keys import BillClockData, LimitationData, StandstillData


def limitation_data(case: Case, as_of: date, state: LimitationState, mask: Mask) -> LimitationData:
    """The clock with its restarts, bills and guarantors; names as the reader may see them."""
    return {
        "case": case.id,
        "as_of": as_of,
        "starts": state.starts,
        "expires": state.expires,
        "days_left": (state.expires - as_of).days if state.expires else None,
        "lapsed": state.lapsed,
        "pending": state.pending,
        "proven_until": state.proven_until,
        "proven_lapsed": state.proven_lapsed,
        "act_by": state.act_by,
        "counted_from": state.counted_from,
        "restarts": [restart_data(restart) for restart in state.restarts],
        "suspensions": [_standstill_data(each, state) for each in state.standstills],
        "oldest_bill": _bill_data(state.oldest_bill) if state.oldest_bill is not None else None,
        "bills": [_bill_data(bill) for bill in state.bills],
        "enforcement": enforcement_data(state.enforcement, as_of),
        "guarantors": [
            {
                "name": mask.name(guarantor.name),
                "guarantee": guarantor.guarantee,
                "expires": guarantor.expires,
                "agreed": guarantor.agreed,
                "kept_on": guarantor.kept_on,
                "entry": guarantor.kept_by,
                "proven": guarantor.proven if guarantor.kept_on is not None else None,
                "claim_expires": guarantor.claim_expires,
                "lapsed": guarantor.lapsed,
            }
            for guarantor in state.guarantors
        ],
        "notes": [mask.words(note) for note in state.notes],
    }


def _standstill_data(each: Standstill, state: LimitationState) -> StandstillData:
    """One obstacle, and whether it moved the end of either period."""
    return {
        "entry": each.entry,
        "obstacle": each.obstacle,
        "from": each.first,
        "until": each.last,
        "proven": each.proven,
        "counts": each.entry in state.moved_by,
    }


def _bill_data(bill: BillClock) -> BillClockData:
    """One bill as a debt of its own."""
    return {
        "entry": bill.entry,
        "ref": bill.ref,
        "due": bill.due,
        "expires": bill.expires,
        "proven_until": bill.proven_until,
        "lapsed": bill.lapsed,
    }
