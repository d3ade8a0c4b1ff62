"""The commands that do what is to be done at the desk: approvals, deadlines, returns, duties."""

from __future__ import annotations

from dunning_cli.domain.worklist.reminder import Action
from dunning_cli.domain.worklist.strategy_keys import ActivityKind
from dunning_cli.views.worklist.reminder_sheet import WorkItem

DUTIES: dict[str, tuple[str, ...]] = {
    "complaint": ("dunning complaint {case} TEXT --resolves {entry}",),
    "verify": ("dunning verify {case}",),
    "invalid": ("dunning close {case} --reason invalid",),
}
"""What settles a duty of the product's own, by its rule."""
DEEDS: dict[ActivityKind, str] = {
    ActivityKind.VERIFY: "dunning verify {case}",
    ActivityKind.PROMISE: "dunning promise {case} AMOUNT --by DATE",
    ActivityKind.PLAN: "dunning plan new {case} --instalments N --amount AMOUNT --first DATE --every month",
    ActivityKind.NEGOTIATION: "dunning legal {case} negotiate",
    ActivityKind.SUIT: "dunning legal {case} file",
    ActivityKind.PHASE: "dunning phase {case} NAME",
    ActivityKind.ASSIGN: "dunning assign {case} --owner STAFF",
    ActivityKind.ASSET: "dunning asset add {case} WHAT",
    ActivityKind.EXTENSION: "dunning extend {case} --due DATE",
    ActivityKind.CALL: "dunning note {case} TEXT --channel phone",
    ActivityKind.CONTACT: "dunning note {case} TEXT --channel phone",
    ActivityKind.VISIT: "dunning visit record {case} TEXT --result CODE",
}
"""What does a duty of a strategy, by the activity it asks for."""
OTHERS: dict[Action, tuple[str, ...]] = {
    Action.APPROVAL: (
        "dunning approve {case} {entry}",
        "dunning approve {case} {entry} --refuse --reason TEXT",
    ),
    Action.RETURN: (
        "dunning letter new {case} extension-request --extend-to DATE --reason TEXT",
        "dunning close {case} --reason returned",
    ),
}
DEADLINES: dict[str, tuple[str, ...]] = {
    "limitation": ("dunning limitation {case}", "dunning letter new {case} final-demand --method ems"),
    "acknowledgement": (
        "dunning limitation {case}",
        "dunning letter new {case} balance-confirmation --method hand",
    ),
    "enforcement": ("dunning legal {case}", "dunning legal {case} enforce"),
    "guarantee": ("dunning limitation {case}", "dunning letter new {case} guarantor-notice --method ems"),
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
    return tuple(form.format(case=reminder.case_id, entry=reminder.entry or "") for form in forms)


def _of_step(item: WorkItem) -> tuple[str, ...]:
    step = item.reminder.step
    if step is None:
        return ()
    kinds = [DEEDS[kind] for kind in step.done_by if kind in DEEDS]
    entering = [f"dunning phase {{case}} {step.enters}"] if step.enters is not None else []
    return tuple(dict.fromkeys([*kinds, *entering]))
