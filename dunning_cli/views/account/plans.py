"""A repayment plan with its progress."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dunning_cli.domain.account import WaiverOutcome
from dunning_cli.domain.agreements.plans import InstalmentOutcome, PlanOutcome, PlanState, plan_state
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import Plan, Waiver
from dunning_cli.kernel.answer import Answer, Column, Table
from dunning_cli.kernel.errors import NotFound
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.money import COMPONENT_LABELS, ZERO
from dunning_cli.kernel.remedy import remedy
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.views.account.standing import standing_of

if TYPE_CHECKING:
    from dunning_cli.views.account.json_keys import PlanSheetData

COLUMNS = (
    Column(label("due")),
    Column(label("amount"), figures=True),
    Column(label("paid"), figures=True),
    Column(label("state")),
    Column(label("paid on")),
)
PLAN_STATES: dict[PlanOutcome, Message] = {
    PlanOutcome.ACTIVE: label("active"),
    PlanOutcome.KEPT: label("kept"),
    PlanOutcome.BROKEN: label("broken"),
    PlanOutcome.ENDED: label("ended"),
}
INSTALMENT_STATES: dict[InstalmentOutcome, Message] = {
    InstalmentOutcome.OPEN: label("open"),
    InstalmentOutcome.PARTIAL: label("partly paid"),
    InstalmentOutcome.PAID: label("paid"),
    InstalmentOutcome.LATE: label("paid late"),
    InstalmentOutcome.MISSED: label("missed"),
}
WAIVER_STATES: dict[WaiverOutcome, Message] = {
    WaiverOutcome.APPLIED: label("applied"),
    WaiverOutcome.PENDING: label("condition not met yet"),
    WaiverOutcome.MET: label("met"),
    WaiverOutcome.LAPSED: label("lapsed unmet"),
}


def plan_sheet(reader: LedgerReader, reference: str, as_of: date) -> Answer:
    """The latest plan of a case on a day, with the waivers agreed with it. Raises NotFound where there is none."""
    case = reader.find(reference)
    plan = plan_state(case, as_of)
    if plan is None:
        raise _no_plan(case, as_of)
    waived = _waived(reader, case, plan, as_of)
    data: PlanSheetData = {
        "case": case.id,
        "as_of": as_of,
        "plan": {
            "id": plan.entry.id,
            "state": plan.state,
            "date": plan.entry.date,
            "decided_on": plan.decided_on,
            "signed": plan.entry.signed,
            "accrual": plan.entry.accrual or "continue",
            "instalments": [
                {"due": part.due, "amount": part.amount, "paid": part.paid, "state": part.state}
                for part in plan.instalments
            ],
            "waivers": [
                {
                    "id": waiver.id,
                    "component": waiver.component,
                    "amount": waiver.amount,
                    "if_paid_by": waiver.if_paid_by,
                    "state": state,
                }
                for waiver, state in waived
            ],
        },
    }
    parts: tuple[Table | Message, ...] = (_table(case.id, plan), *(_waiver_line(*each) for each in waived))
    waiting = _waiting(case, as_of)
    return Answer(data, parts, (waiting,) if waiting is not None else ())


def _no_plan(case: Case, as_of: date) -> NotFound:
    waiting = _waiting(case, as_of)
    return NotFound(waiting or msg("{case} has no plan on {date}", case=case.id, date=as_of))


def _waiting(case: Case, as_of: date) -> Message | None:
    """That a plan waits for approval, where one does."""
    for entry, *_ in case.undecided(as_of):
        if isinstance(entry, Plan):
            return msg(
                "the plan of {case} waits for approval: {cure}",
                case=case.id,
                cure=remedy("approve", case=case.id, entry=entry.id),
            )
    return None


def _waived(
    reader: LedgerReader, case: Case, plan: PlanState, as_of: date
) -> list[tuple[Waiver, WaiverOutcome]]:
    """The waivers agreed with a plan, and what has become of them. Raises Refused where a rate is missing."""
    agreed = [
        entry for entry in case.standing(as_of) if isinstance(entry, Waiver) and entry.plan == plan.entry.id
    ]
    if not agreed:
        return []
    states = {state.entry: state.state for state in standing_of(reader, case, as_of).account.waivers}
    return [(entry, states[entry.id]) for entry in agreed]


def _waiver_line(waiver: Waiver, state: WaiverOutcome) -> Message:
    return msg(
        "waived if all else due is paid by {date}: {component} {amount} ({state})",
        date=waiver.if_paid_by,
        component=COMPONENT_LABELS[waiver.component],
        amount=waiver.amount if waiver.amount is not None else label("all"),
        state=WAIVER_STATES[state],
    )


def _table(case_id: str, plan: PlanState) -> Table:
    rows = [
        (part.due, part.amount, part.paid, INSTALMENT_STATES[part.state], part.paid_on)
        for part in plan.instalments
    ]
    paid = sum((part.paid for part in plan.instalments), ZERO)
    heading = msg(
        "plan of {case} from {date}: {state}",
        case=case_id,
        date=plan.entry.date,
        state=PLAN_STATES[plan.state],
    )
    return Table(COLUMNS, rows, heading, (label("total"), plan.entry.total, paid, "", ""))
