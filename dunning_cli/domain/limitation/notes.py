"""What a clerk should know beside the dates of a limitation: doubts, missing proof, what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.agreements import Signed
from dunning_cli.domain.case.codes.legal import LegalStep
from dunning_cli.domain.case.codes.people import Guarantee
from dunning_cli.domain.case.entries import Entry, Legal, Payment, Plan
from dunning_cli.domain.limitation.enforcement import enforcement_notes
from dunning_cli.domain.limitation.grounds import Ground
from dunning_cli.domain.limitation.interruptions import docket_of, paid_by_another
from dunning_cli.domain.limitation.letters import demands_to_owing
from dunning_cli.domain.limitation.other_grounds import (
    enforcement_suspension_notes,
    suspension_notes,
    what_else_might_hold,
)
from dunning_cli.domain.limitation.period import FORMER_YEARS
from dunning_cli.domain.limitation.proceedings import Proceeding, proceedings_of
from dunning_cli.domain.limitation.state import LimitationState
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.workdays import WorkCalendar


def limitation_notes(
    case: Case, standing: Sequence[Entry], state: LimitationState, as_of: date, calendar: WorkCalendar
) -> tuple[Message, ...]:
    """Notes on a case's limitation, the gravest first; where a judgment stands, on enforcement instead."""
    if state.enforcement is not None:
        return (
            *enforcement_notes(state.enforcement, as_of),
            *enforcement_suspension_notes(case, state.enforcement.suspended),
            *(_on_the_clock(state, as_of) if state.beside else ()),
            *(suspension_notes(case, state.suspended) if state.beside else ()),
            *_on_guarantors(state),
            *_on_holidays(state, calendar),
        )
    return (
        *_on_the_clock(state, as_of),
        *suspension_notes(case, state.suspended),
        *what_else_might_hold(case, standing, state),
        *_on_proceedings(standing, state),
        *_without_effect(case, standing, state),
        *_on_guarantors(state),
        *_on_holidays(state, calendar),
    )


def _on_the_clock(state: LimitationState, as_of: date) -> Iterator[Message]:
    assert state.starts is not None
    assert state.expires is not None
    assert state.proven_until is not None
    if state.lapsed:
        yield msg(
            "lapsed after {date}: the debtor may refuse; a signed acknowledgement may waive the defence: a confirmation "
            "of the balance or the slip of a letter signed by the debtor; so may a recorded promise or a signed plan "
            "(诉讼时效规定19)",
            date=state.expires,
        )
    elif state.proven_lapsed:
        yield msg(
            "as far as can be proven, lapsed after {date}: only what has no proof keeps the claim through {claimed}; "
            "find the proof, or get the debt acknowledged by signature (诉讼时效规定19)",
            date=state.proven_until,
            claimed=state.expires,
        )
    for ended in state.revived:
        yield msg("had lapsed on {date}; the debtor agreed to pay all the same (诉讼时效规定19)", date=ended)
    if state.years == FORMER_YEARS:
        yield msg("two years, which had run before 2017-10-01 (民法通则135; 法释〔2018〕12号)")
    if state.proven_starts is not None and state.proven_starts > as_of:
        yield msg("not begun: the last due date is {date}", date=state.proven_starts)
    if state.proven_until < state.expires and not state.proven_lapsed:
        yield msg(
            "counting only what can be proven, the claim is in time through {date}", date=state.proven_until
        )
    yield from _on_bills(state)


def _on_bills(state: LimitationState) -> Iterator[Message]:
    oldest = state.oldest_bill
    if oldest is None or state.expires is None or oldest.proven_until >= state.expires:
        return
    lapsed = sum(bill.lapsed for bill in state.bills)
    if lapsed:
        yield msg(
            "if each bill is a debt of its own, {count} of {all} have lapsed, the oldest on {date}",
            count=lapsed,
            all=len(state.bills),
            date=oldest.proven_until,
        )
    else:
        yield msg(
            "if each bill is a debt of its own, the oldest unpaid one is in time through {date}",
            date=oldest.proven_until,
        )


def _on_proceedings(standing: Sequence[Entry], state: LimitationState) -> Iterator[Message]:
    if state.pending:
        yield msg("proceedings are under way: the period begins anew when they end (民法典195)")
        if any(each.is_pending and not _listed(each) for each in proceedings_of(standing)):
            yield msg("no docket number of these proceedings is on record: without it they are only claimed")
    if state.elsewhere:
        yield msg(
            "the police have a case, or the claim is filed in an insolvency: the period begins anew when that ends "
            "(诉讼时效规定11, 13)"
        )
    served = [entry.date for entry in standing if isinstance(entry, Legal) and entry.step is LegalStep.SERVE]
    withdrawn = [
        each.ended_by.date
        for each in proceedings_of(standing)
        if each.is_claim
        and each.withdrawn
        and each.ended_by is not None
        and not any(each.begun <= day <= each.ended_by.date for day in served)
    ]
    if withdrawn and not state.pending:
        yield msg(
            "withdrawn on {date}: a withdrawn suit counts only if its papers had reached the debtor",
            date=withdrawn[-1],
        )
    if any(restart.kind is Ground.JUDGMENT for restart in state.restarts):
        yield msg(
            "a judgment stands: what counts now is the two years for applying for enforcement (民诉法250)"
        )


def _listed(proceeding: Proceeding) -> bool:
    return docket_of(proceeding.steps) is not None


def _without_effect(case: Case, standing: Sequence[Entry], state: LimitationState) -> Iterator[Message]:
    """What looks like a restart and is none."""
    assert state.starts is not None
    for late in state.late:
        if late.kind is Ground.PAYMENT:
            yield msg("payment of {date}: after expiry, it revives nothing by itself", date=late.date)
        elif late.kind is Ground.DEMAND:
            yield msg(
                "demand delivered on {date}: after expiry, whoever signed for it, it revives nothing by itself",
                date=late.date,
            )
        else:
            yield msg("letter or step of {date}: after expiry, it revives nothing by itself", date=late.date)
    for restart in state.restarts:
        if not restart.weak and restart not in state.proven_restarts:
            yield msg(
                "what happened on {date} is proven, but the claim had lapsed before as far as can be proven",
                date=restart.date,
            )
    for entry in standing:
        if entry.date <= state.starts:
            continue
        if isinstance(entry, Payment) and paid_by_another(case, entry):
            yield msg("payment of {date}: made by another person, it restarts nothing", date=entry.date)
        elif isinstance(entry, Plan) and entry.signed in (None, Signed.NONE):
            yield msg("plan of {date}: nobody's signature is on record, it restarts nothing", date=entry.date)
    since = state.counted_from or state.starts
    unproven = [
        record
        for record in demands_to_owing(case, standing)
        if record.received is None and not record.refused and record.letter.date > since
    ]
    if unproven:
        last = unproven[-1].letter
        yield msg(
            "letter {serial} of {date}: no delivery on record, it restarts nothing yet",
            serial=last.serial,
            date=last.date,
        )


def _on_guarantors(state: LimitationState) -> Iterator[Message]:
    for guarantor in state.guarantors:
        if guarantor.kept_on is not None and not guarantor.proven:
            yield msg(
                "what kept a guarantee on {date} is only claimed: no tracking number, signed receipt or docket "
                "number is on record",
                date=guarantor.kept_on,
            )
        if not guarantor.stated and guarantor.guarantee is Guarantee.GENERAL:
            yield msg(
                "the kind of a guarantee is not on record and counts as general (民法典686): sue the debtor in time"
            )
        if guarantor.lapsed:
            yield msg(
                "a guarantor is free after {date}: nothing was done within the period", date=guarantor.expires
            )


def _on_holidays(state: LimitationState, calendar: WorkCalendar) -> Iterator[Message]:
    claim = state.enforcement.expires if state.enforcement is not None else state.expires
    ends = [
        claim,
        state.watched,
        *(guarantor.expires for guarantor in state.guarantors if not guarantor.agreed),
    ]
    if any(end is not None and not calendar.knows(end) for end in ends):
        yield holidays_unknown(calendar)


def holidays_unknown(calendar: WorkCalendar) -> Message:
    """That later dates know weekends only."""
    if calendar.last_year is None:
        return msg("no holidays are known: dates consider weekends only")
    return msg(
        "holidays are known through {year}; later dates consider weekends only, add days under 'holidays' "
        "in dunning.yaml",
        year=calendar.last_year,
    )
