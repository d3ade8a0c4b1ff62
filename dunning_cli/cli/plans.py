"""Commands on repayment plans: plan new, show, end."""

from __future__ import annotations

from typing import Annotated

from typer import Context, Option, Typer

from dunning_cli.cli.options import (
    ActorName,
    Agent,
    ApprovalPaper,
    ApprovedBy,
    AsOf,
    CaseRef,
    DryRun,
    FormatName,
    Json,
    On,
    Override,
)
from dunning_cli.cli.overriding import override_offered
from dunning_cli.operations.agreements.plans import EndPlan, NewPlan
from dunning_cli.present.help_page import HelpfulCommand, HelpfulGroup
from dunning_cli.views.account.plans import plan_sheet


def add_to(app: Typer) -> None:
    """Adds this family to the program."""
    family = Typer(
        cls=HelpfulGroup,
        rich_markup_mode=None,
        no_args_is_help=True,
        help="Agree repayment plans and follow them.\n\nExamples:\n  dunning plan show PF-2026-0007",
    )
    family.command("new", cls=HelpfulCommand)(new)
    family.command("show", cls=HelpfulCommand)(show)
    family.command("end", cls=HelpfulCommand)(end)
    app.add_typer(family, name="plan")


def new(
    ctx: Context,
    case: CaseRef,
    instalments: Annotated[
        str | None, Option("--instalments", metavar="N", help="Number of equal instalments.")
    ] = None,
    amount: Annotated[
        str | None, Option("--amount", metavar="AMOUNT", help="Amount of each, in yuan.")
    ] = None,
    total: Annotated[
        str | None,
        Option(
            "--total", metavar="AMOUNT|all", help="Amount divided among them, or all that is owed, in yuan."
        ),
    ] = None,
    first: Annotated[
        str | None, Option("--first", metavar="DATE", help="Due date of the first instalment.")
    ] = None,
    every: Annotated[
        str | None, Option("--every", metavar="PERIOD", help="month (unless given) or week.")
    ] = None,
    part: Annotated[
        list[str] | None,
        Option("--part", metavar="DATE=AMOUNT", help="One instalment; repeat it, instead of equal ones."),
    ] = None,
    from_schedule: Annotated[
        bool, Option("--from-schedule", help="Instalments as the charges of the case fall due.")
    ] = False,
    waive: Annotated[
        list[str] | None,
        Option(
            "--waive",
            metavar="PART=AMOUNT",
            help="Given up when the rest is paid by the plan's end; repeat it; with --reason.",
        ),
    ] = None,
    reason: Annotated[str | None, Option("--reason", metavar="TEXT", help="Why it is waived.")] = None,
    signed: Annotated[
        str | None, Option("--signed", metavar="WHO", help="Who signed: both, debtor or none.")
    ] = None,
    accrual: Annotated[
        str | None,
        Option("--accrual", metavar="WORD", help="While it is kept: continue (unless given) or stop."),
    ] = None,
    grace: Annotated[
        str | None, Option("--grace", metavar="N", help="Days an instalment may be late; 0 unless given.")
    ] = None,
    on_break: Annotated[
        str | None,
        Option("--on-break", metavar="WORD", help="Stopped accrual of a broken plan: reinstate or forgive."),
    ] = None,
    approved_by: ApprovedBy = None,
    paper: ApprovalPaper = None,
    text: Annotated[str | None, Option("--text", metavar="TEXT", help="Anything else agreed.")] = None,
    on: On = None,
    override: Override = None,
    actor: ActorName = None,
    agent: Agent = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Agree a plan: equal instalments, a list of dates and amounts, or the charges of a schedule.

    Examples:
      dunning plan new PF-2026-0007 --instalments 4 --amount 500 --first 2026-06-30 --every month --signed both
      dunning plan new PF-2026-0007 --instalments 6 --total all --first 2026-06-30 --waive penalty=all --reason hardship
      dunning plan new PF-2026-0007 --part 2026-06-30=800 --part 2026-07-31=1200 --accrual stop --on-break reinstate
    """
    values = {
        "case": case,
        "instalments": instalments,
        "amount": amount,
        "total": total,
        "first": first,
        "every": every,
        "part": part,
        "from_schedule": from_schedule,
        "waive": waive,
        "reason": reason,
        "signed": signed,
        "accrual": accrual,
        "grace_days": grace,
        "on_break": on_break,
        "approved_by": approved_by,
        "paper": paper,
        "text": text,
        "on": on,
        "override": override,
        "agent": agent,
    }
    with override_offered(ctx):
        ctx.obj.write(NewPlan, values, actor, dry_run, as_json)


def show(
    ctx: Context, case: CaseRef, as_of: AsOf = None, as_json: Json = False, format_name: FormatName = None
) -> None:
    """Show the latest plan and its progress.

    Examples:
      dunning plan show PF-2026-0007
    """
    session = ctx.obj
    session.view(plan_sheet(session.reader, case, session.day(as_of, "--as-of")), as_json, format_name)


def end(
    ctx: Context,
    case: CaseRef,
    reason: Annotated[str | None, Option("--reason", metavar="TEXT", help="Why.")] = None,
    on: On = None,
    override: Override = None,
    actor: ActorName = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """End the active plan by agreement.

    Examples:
      dunning plan end PF-2026-0007 --reason "new plan agreed"
    """
    with override_offered(ctx):
        ctx.obj.write(
            EndPlan, {"case": case, "reason": reason, "on": on, "override": override}, actor, dry_run, as_json
        )
