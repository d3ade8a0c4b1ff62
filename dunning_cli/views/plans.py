"""A repayment plan with its progress."""

from __future__ import annotations

from datetime import date

from dunning_cli.domain.failure import NotFound
from dunning_cli.domain.message import Message, label, msg
from dunning_cli.domain.money import ZERO
from dunning_cli.domain.plans import InstalmentOutcome, PlanOutcome, PlanState, plan_state
from dunning_cli.domain.sheet import Answer, Column, Table
from dunning_cli.store.books import Books

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


def plan_sheet(books: Books, reference: str, as_of: date) -> Answer:
    """The latest plan of a case on a day. Raises NotFound where there is none."""
    case = books.find(reference)
    plan = plan_state(case, as_of)
    if plan is None:
        raise NotFound(msg("{case} has no plan on {date}", case=case.id, date=as_of))
    data = {
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
        },
    }
    return Answer(data, (_table(case.id, plan),))


def _table(case_id: str, plan: PlanState) -> Table:
    rows = [
        (part.due, part.amount, part.paid, INSTALMENT_STATES[part.state], part.paid_on)
        for part in plan.instalments
    ]
    total = sum((part.amount for part in plan.instalments), ZERO)
    paid = sum((part.paid for part in plan.instalments), ZERO)
    heading = msg(
        "plan of {case} from {date}: {state}",
        case=case_id,
        date=plan.entry.date,
        state=PLAN_STATES[plan.state],
    )
    return Table(COLUMNS, rows, heading, (label("total"), total, paid, "", ""))
