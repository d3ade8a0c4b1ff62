"""The commands that do what is to be done at the desk: approvals, deadlines, returns, duties."""

from __future__ import annotations

from dunning_cli.domain.case.codes.agreements import CloseReason
from dunning_cli.domain.case.codes.legal import CourtPaper, LegalStep
from dunning_cli.domain.case.codes.letters import Method
from dunning_cli.domain.case.codes.people import Role
from dunning_cli.domain.case.codes.talk import Channel
from dunning_cli.domain.worklist.reminder import Action
from dunning_cli.domain.worklist.strategy_keys import ActivityKind
from dunning_cli.kernel.remedy import Placeholder, Remedy, remedy
from dunning_cli.views.worklist.reminder_sheet import WorkItem

_CASE, _ENTRY, _BATCH = Placeholder("CASE"), Placeholder("ENTRY"), Placeholder("BATCH")
"""Filled in with what is to be done."""
_TEXT, _DATE, _AMOUNT = Placeholder("TEXT"), Placeholder("DATE"), Placeholder("AMOUNT")

DUTIES: dict[str, tuple[Remedy, ...]] = {
    "complaint": (remedy("complaint", case=_CASE, text=_TEXT, resolves=_ENTRY),),
    "verify": (remedy("verify", case=_CASE),),
    "inspection": (remedy("inspect corrected", case=_CASE, entry=_ENTRY, text=_TEXT),),
    "guardian": (remedy("party", case=_CASE, name=Placeholder("NAME"), role=Role.GUARDIAN),),
    "assignment-notice": (
        remedy("legal form", case=_CASE, template=CourtPaper.ASSIGNMENT.value),
        remedy("new-creditor", case=_CASE, first=_ENTRY, notified=_DATE, proof=_TEXT),
    ),
    "estate": (
        remedy("party", case=_CASE, name=Placeholder("NAME"), role=Role.HEIR),
        remedy("note", case=_CASE, text=_TEXT, channel=Channel.PHONE, to=Placeholder("NAME")),
        remedy("phase", case=_CASE, phase="estate"),
    ),
    "invalid": (remedy("close", case=_CASE, reason=CloseReason.INVALID),),
}
"""What settles a duty of the product's own, by its rule."""
DEEDS: dict[ActivityKind, Remedy] = {
    ActivityKind.VERIFY: remedy("verify", case=_CASE),
    ActivityKind.PROMISE: remedy("promise", case=_CASE, amount=_AMOUNT, by=_DATE),
    ActivityKind.PLAN: remedy(
        "plan new", case=_CASE, instalments=Placeholder("N"), amount=_AMOUNT, first=_DATE, every="month"
    ),
    ActivityKind.NEGOTIATION: remedy("legal", case=_CASE, step=LegalStep.NEGOTIATE),
    ActivityKind.SUIT: remedy("legal", case=_CASE, step=LegalStep.FILE),
    ActivityKind.PHASE: remedy("phase", case=_CASE, phase=Placeholder("NAME")),
    ActivityKind.ASSIGN: remedy("assign", case=_CASE, owner=Placeholder("STAFF")),
    ActivityKind.INSPECTION: remedy("inspect record", case=_CASE, entry=_ENTRY, passed=True),
    ActivityKind.ASSET: remedy("asset add", case=_CASE, what=Placeholder("WHAT")),
    ActivityKind.EXTENSION: remedy("extend", case=_CASE, due=_DATE),
    ActivityKind.CALL: remedy("note", case=_CASE, text=_TEXT, channel=Channel.PHONE),
    ActivityKind.CONTACT: remedy("note", case=_CASE, text=_TEXT, channel=Channel.PHONE),
    ActivityKind.VISIT: remedy("visit record", case=_CASE, text=_TEXT, result=Placeholder("CODE")),
}
"""What does a duty of a strategy, by the activity it asks for."""
OTHERS: dict[Action, tuple[Remedy, ...]] = {
    Action.APPROVAL: (
        remedy("approve", case=_CASE, entry=_ENTRY),
        remedy("approve", case=_CASE, entry=_ENTRY, refuse=True, reason=_TEXT),
    ),
    Action.RETURN: (
        remedy(
            "letter new",
            case=_CASE,
            template="extension-request",
            whole_batch=True,
            extend_to=_DATE,
            reason=_TEXT,
        ),
        remedy("extension", batch=_BATCH, granted=_DATE),
        remedy("extension", batch=_BATCH, refused=True, reason=_TEXT),
        remedy("return", batch=_BATCH),
    ),
}
DEADLINES: dict[str, tuple[Remedy, ...]] = {
    "limitation": (
        remedy("limitation", case=_CASE),
        remedy("letter new", case=_CASE, template="final-demand", method=Method.EMS),
    ),
    "acknowledgement": (
        remedy("limitation", case=_CASE),
        remedy("letter new", case=_CASE, template="balance-confirmation", method=Method.HAND),
    ),
    "suspension": (remedy("limitation", case=_CASE),),
    "claim-filing": (
        remedy("fees", case=_CASE),
        remedy("legal form", case=_CASE, template=CourtPaper.INSOLVENCY.value),
        remedy("insolvency", case=_CASE, first=_ENTRY, filed=_DATE, proof=_TEXT),
    ),
    "enforcement": (
        remedy("legal", case=_CASE),
        remedy("legal form", case=_CASE, template=CourtPaper.ENFORCEMENT.value),
        remedy("legal", case=_CASE, step=LegalStep.ENFORCE),
    ),
    "guarantee": (
        remedy("limitation", case=_CASE),
        remedy("letter new", case=_CASE, template="guarantor-notice", method=Method.EMS),
    ),
}


def commands_for(item: WorkItem) -> tuple[str, ...]:
    """The commands that do a thing to do, the likeliest first; none for talks and letters, which need no desk.

    Words in capitals are to be filled in.
    """
    reminder = item.reminder
    forms = OTHERS.get(reminder.action, ())
    if reminder.action is Action.LIMITATION:
        forms = DEADLINES.get(reminder.rule, ())
    elif reminder.action is Action.DUTY:
        forms = DUTIES.get(reminder.rule) or _of_step(item)
    batch = item.standing.case.head.batch
    about = {"CASE": reminder.case_id, "BATCH": batch.id if batch is not None else "BATCH"} | (
        {"ENTRY": reminder.entry} if reminder.entry is not None else {}
    )
    return tuple(dict.fromkeys(str(form.filled(about)) for form in forms))


def _of_step(item: WorkItem) -> tuple[Remedy, ...]:
    step = item.reminder.step
    if step is None:
        return ()
    kinds = [DEEDS[kind] for kind in step.done_by if kind in DEEDS]
    entering = [remedy("phase", case=_CASE, phase=step.enters)] if step.enters is not None else []
    return (*kinds, *entering)
