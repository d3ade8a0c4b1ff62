"""Commands that give way to the debtor, and their approval: waive, extend, hold, approve."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from typer import Argument, Context, Option, Typer

from dunning_cli.cli.options import ActorName, ApprovalPaper, ApprovedBy, CaseRef, DryRun, Json, On, Override
from dunning_cli.cli.overriding import override_offered
from dunning_cli.operations.agreements.concessions import Approve, Extend, PutOnHold, Waive
from dunning_cli.present.help_page import HelpfulCommand

Why: TypeAlias = Annotated[str, Option("--reason", metavar="TEXT", help="Why.")]


def add_to(app: Typer) -> None:
    """Adds these commands to the program."""
    for name, command in (("waive", waive), ("extend", extend), ("hold", hold), ("approve", approve)):
        app.command(name, cls=HelpfulCommand)(command)


def waive(
    ctx: Context,
    case: CaseRef,
    component: Annotated[
        str, Argument(metavar="COMPONENT", help="principal, interest, penalty, fee or all.")
    ],
    amount: Annotated[str, Argument(metavar="AMOUNT|all", help="Amount in yuan, or all of the component.")],
    reason: Why,
    approved_by: ApprovedBy = None,
    paper: ApprovalPaper = None,
    if_paid_by: Annotated[
        str | None,
        Option(
            "--if-paid-by",
            metavar="DATE",
            help="Takes effect when everything else that is due is paid by this day.",
        ),
    ] = None,
    on: On = None,
    override: Override = None,
    actor: ActorName = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Give up a part of the debt, at once or if the rest is paid by a date.

    Examples:
      dunning waive PF-2026-0007 penalty all --reason "settled on the phone" --if-paid-by 2026-06-30
      dunning waive PF-2026-0007 penalty 50.00 --reason "billing error" --approved-by zhou
      dunning waive PF-2026-0007 penalty 900.00 --reason "settled" --approved-by "王董" --ref "批条 2026-17"
    """
    values = {
        "case": case,
        "component": component,
        "amount": amount,
        "reason": reason,
        "approved_by": approved_by,
        "paper": paper,
        "if_paid_by": if_paid_by,
        "on": on,
        "override": override,
    }
    with override_offered(ctx):
        ctx.obj.write(Waive, values, actor, dry_run, as_json)


def extend(
    ctx: Context,
    case: CaseRef,
    due: Annotated[str, Option("--due", metavar="DATE", help="New due date.")],
    entry: Annotated[
        str | None,
        Option("--entry", metavar="ENTRY", help="The charge to move; every unpaid one without it."),
    ] = None,
    reason: Annotated[str | None, Option("--reason", metavar="TEXT", help="Why.")] = None,
    approved_by: ApprovedBy = None,
    paper: ApprovalPaper = None,
    on: On = None,
    override: Override = None,
    actor: ActorName = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Move due dates to a later day.

    Examples:
      dunning extend XD-2026-0001 --due 2026-07-31 --reason "harvest in July"
    """
    values = {
        "case": case,
        "due": due,
        "entry": entry,
        "reason": reason,
        "approved_by": approved_by,
        "paper": paper,
        "on": on,
        "override": override,
    }
    with override_offered(ctx):
        ctx.obj.write(Extend, values, actor, dry_run, as_json)


def hold(
    ctx: Context,
    case: CaseRef,
    what: Annotated[str, Argument(metavar="WHAT", help="contact, accrual or both.")],
    reason: Why,
    from_: Annotated[
        str | None, Option("--from", metavar="DATE", help="First day; the value date unless given.")
    ] = None,
    until: Annotated[str | None, Option("--until", metavar="DATE", help="Last day; open without it.")] = None,
    stage_clock: Annotated[
        bool, Option("--stage-clock", help="The clock of the stage stands still too; days past due go on.")
    ] = False,
    ends: Annotated[
        str | None,
        Option(
            "--ends", metavar="ENTRY", help="End that hold of contact: contact goes on from the first day."
        ),
    ] = None,
    approved_by: ApprovedBy = None,
    paper: ApprovalPaper = None,
    on: On = None,
    override: Override = None,
    actor: ActorName = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Stop contact, accrual or both for a time; the first and the last day count. Or end a hold of contact.

    Examples:
      dunning hold PF-2026-0007 contact --until 2026-07-15 --reason "dispute over the meter"
      dunning hold PF-2026-0007 contact --ends 01m7c1zpk2rsefxf --reason "meter was exchanged"
    """
    values = {
        "case": case,
        "what": what,
        "reason": reason,
        "from": from_,
        "until": until,
        "stage_clock": stage_clock,
        "ends": ends,
        "approved_by": approved_by,
        "paper": paper,
        "on": on,
        "override": override,
    }
    with override_offered(ctx):
        ctx.obj.write(PutOnHold, values, actor, dry_run, as_json)


def approve(
    ctx: Context,
    case: CaseRef,
    entry: Annotated[
        str | None, Argument(metavar="[ENTRY]", help="The entry; the only one waiting without it.")
    ] = None,
    refuse: Annotated[bool, Option("--refuse", help="Refuse it.")] = False,
    reason: Annotated[str | None, Option("--reason", metavar="TEXT", help="Why.")] = None,
    actor: ActorName = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Decide on what somebody else recorded above the limit: a waiver, extension, hold, plan, reversal, closing, judgment.

    Examples:
      dunning approve PF-2026-0007 --actor zhou
    """
    values = {"case": case, "entry": entry, "refuse": refuse, "reason": reason}
    ctx.obj.write(Approve, values, actor, dry_run, as_json)
