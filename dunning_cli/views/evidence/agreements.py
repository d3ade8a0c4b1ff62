"""What was agreed and granted: promises and plans with what became of them, waivers, extensions, holds, approvals."""

from __future__ import annotations

from collections.abc import Iterator

from dunning_cli.documents.web_page import FactList, Fixed, Heading, Lines, Part, WebPage
from dunning_cli.domain.agreements.plans import PlanState, plan_states
from dunning_cli.domain.agreements.promises import PromiseOutcome
from dunning_cli.domain.case.entries import Approval, Entry, Extension, Hold, PlanEnd, Terms, Waiver
from dunning_cli.kernel.answer import Column, Table
from dunning_cli.kernel.masking import sealed_hidden
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.money import ZERO
from dunning_cli.views.account.plans import COLUMNS as INSTALMENT_COLUMNS
from dunning_cli.views.account.plans import INSTALMENT_STATES, PLAN_STATES
from dunning_cli.views.entry_words import bills_at_hand
from dunning_cli.views.evidence.contacts import recorded
from dunning_cli.views.evidence.dossier import Dossier
from dunning_cli.views.evidence.wording import foot_of

OUTCOMES: dict[PromiseOutcome, Message] = {
    PromiseOutcome.OPEN: label("still open"),
    PromiseOutcome.KEPT: label("kept"),
    PromiseOutcome.PARTIAL: label("partly kept"),
    PromiseOutcome.BROKEN: label("broken"),
}
SIGNATURES: dict[str, Message] = {
    "both": label("signed by both sides"),
    "debtor": label("signed by the debtor"),
    "none": label("not signed"),
}
ACCRUAL = {
    "continue": label("goes on while the plan is kept"),
    "stop": label("stops while the plan is kept"),
}
ON_BREAK = {
    "reinstate": label("counts again if the plan is broken"),
    "forgive": label("stays forgiven if the plan is broken"),
}
PROMISE_COLUMNS = (
    Column(label("promised on")),
    Column(label("amount"), figures=True),
    Column(label("pay by")),
    Column(label("outcome")),
    Column(label("decided on")),
    Column(label("paid on it"), figures=True),
    Column(label("payments")),
    Column(label("recorded")),
    Column(label("entry")),
)
OTHER_COLUMNS = (
    Column(label("date")),
    Column(label("what")),
    Column(label("details")),
    Column(label("state")),
    Column(label("approved by")),
    Column(label("recorded")),
    Column(label("entry")),
)
_OTHERS = (Waiver, Extension, Hold, Terms, PlanEnd, Approval)


def agreements_page(dossier: Dossier) -> WebPage:
    """The agreements as a page."""
    return WebPage(
        label("Promises, plans and concessions"), list(_parts(dossier)), foot_of(dossier), wide=True
    )


def _parts(dossier: Dossier) -> Iterator[Part]:
    promises = dossier.standing.promises
    yield Heading(label("Promises to pay"))
    if promises:
        yield label("Whether a promise was kept follows from the payments alone; nobody can enter it.")
        yield Table(
            PROMISE_COLUMNS,
            [
                (
                    state.entry.date,
                    state.entry.amount,
                    state.entry.due,
                    OUTCOMES[state.state],
                    state.decided_on,
                    state.paid,
                    Lines([_payment(dossier, id_) for id_ in state.payments]),
                    recorded(dossier, state.entry),
                    Fixed(state.entry.id),
                )
                for state in promises
            ],
        )
    else:
        yield label("No promise is on record.")
    yield Heading(label("Repayment plans"))
    plans = plan_states(dossier.case, dossier.as_of)
    if not plans:
        yield label("No plan is on record.")
    for plan in plans:
        yield from _plan(dossier, plan)
    yield Heading(label("Waivers, extensions, holds and approvals"))
    rows = [_row(dossier, entry) for entry in dossier.case.entries if _is_concession(dossier, entry)]
    if rows:
        yield Table(OTHER_COLUMNS, rows)
    else:
        yield label("None is on record.")


def _payment(dossier: Dossier, entry_id: str) -> Message | str:
    entry = dossier.case.entry(entry_id)
    if entry is None:
        return entry_id
    payment = entry.in_words_with(bills_at_hand(dossier.case))
    return msg("{date}: {payment}", date=entry.date, payment=payment)


def _plan(dossier: Dossier, plan: PlanState) -> Iterator[Part]:
    entry = sealed_hidden(plan.entry)
    yield FactList(
        [
            (label("agreed on"), entry.date),
            (label("state"), _state_of(plan)),
            (label("signatures"), SIGNATURES[entry.signed or "none"]),
            (label("accrual"), ACCRUAL[entry.accrual or "continue"]),
            (label("stopped accrual"), ON_BREAK[entry.on_break] if entry.on_break else None),
            (label("days of grace"), entry.grace_days),
            (label("approved by"), dossier.staff(entry.approved_by) if entry.approved_by else None),
            (label("agreed besides"), entry.text),
            (label("recorded"), recorded(dossier, entry)),
            (label("entry"), entry.id),
        ]
    )
    rows = [
        (part.due, part.amount, part.paid, INSTALMENT_STATES[part.state], part.paid_on)
        for part in plan.instalments
    ]
    total = sum((part.amount for part in plan.instalments), ZERO)
    paid = sum((part.paid for part in plan.instalments), ZERO)
    yield Table(INSTALMENT_COLUMNS, rows, total=(label("total"), total, paid, None, None))


def _state_of(plan: PlanState) -> Message:
    state = PLAN_STATES[plan.state]
    return msg("{state} on {date}", state=state, date=plan.decided_on) if plan.decided_on else state


def _is_concession(dossier: Dossier, entry: Entry) -> bool:
    return isinstance(entry, _OTHERS) and entry.date <= dossier.as_of


def _row(dossier: Dossier, entry: Entry) -> tuple[object, ...]:
    shown = sealed_hidden(entry)
    approved_by = getattr(shown, "approved_by", None)
    return (
        shown.date,
        shown.title,
        shown.in_words(),
        entry_state(dossier, entry),
        dossier.staff(approved_by) if approved_by else None,
        recorded(dossier, shown),
        Fixed(shown.id),
    )


def entry_state(dossier: Dossier, entry: Entry) -> Message:
    """Whether an entry counts on the day: taken back, waiting for approval, of a later day, or counting."""
    if entry.id in dossier.case.reversed_ids:
        return label("taken back")
    if entry.date > dossier.as_of:
        return label("later than this bundle")
    if entry.id in dossier.case.waiting(dossier.as_of):
        return label("not approved, without effect")
    return label("counts")
