"""Commands that make charges by rule: schedule, bill."""

from __future__ import annotations

from typing import Annotated

from typer import Argument, Context, Option, Typer

from dunning_cli.cli.options import ActorName, DryRun, FormatName, Json, On, Override
from dunning_cli.cli.overriding import override_offered
from dunning_cli.cli.session import chosen_format
from dunning_cli.operations.money.bills import MakeBills
from dunning_cli.operations.money.schedules import ChargeSchedule
from dunning_cli.operations.writing.operation import build
from dunning_cli.present.help_page import HelpfulCommand
from dunning_cli.views.account.schedules import schedule_sheet


def add_to(app: Typer) -> None:
    """Adds these commands to the program."""
    app.command("schedule", cls=HelpfulCommand)(schedule)
    app.command("bill", cls=HelpfulCommand)(bill)


def schedule(
    ctx: Context,
    kind: Annotated[
        str,
        Option("--kind", metavar="KIND", help="equal-instalment, equal-principal, interest-first or bullet."),
    ],
    principal: Annotated[str, Option("--principal", metavar="AMOUNT", help="Amount lent, in yuan.")],
    rate: Annotated[str, Option("--rate", metavar="PERCENT", help="Rate per year, such as 12%.")],
    periods: Annotated[str, Option("--periods", metavar="N", help="Number of instalments.")],
    first: Annotated[str, Option("--first", metavar="DATE", help="First due date.")],
    start: Annotated[
        str | None,
        Option("--start", metavar="DATE", help="Interest runs from here; one period before unless given."),
    ] = None,
    every: Annotated[
        str | None, Option("--every", metavar="PERIOD", help="month (unless given), quarter, year or week.")
    ] = None,
    count: Annotated[
        str | None,
        Option(
            "--count", metavar="BASIS", help="Interest by period (unless given), 360, 365, actual or 30-360."
        ),
    ] = None,
    due_day: Annotated[
        str | None,
        Option("--due-day", metavar="RULE", help="Where a month is short: clamp to its end, or roll over."),
    ] = None,
    whole_yuan: Annotated[
        bool, Option("--whole-yuan", help="Instalments in whole yuan; the last takes the rest.")
    ] = False,
    charge: Annotated[
        str | None, Option("--charge", metavar="CASE", help="Charge the instalments to this case.")
    ] = None,
    ref: Annotated[
        str | None, Option("--ref", metavar="TEXT", help="Beginning of each charge's reference.")
    ] = None,
    actor: ActorName = None,
    dry_run: DryRun = False,
    as_json: Json = False,
    format_name: FormatName = None,
) -> None:
    """Work out an instalment schedule, and charge it to a case if wanted.

    Examples:
      dunning schedule --kind equal-instalment --principal 12000 --rate 12% --periods 12 --first 2026-02-10
      dunning schedule --kind interest-first --principal 50000 --rate 8% --periods 6 --first 2026-07-31 --charge XD-2026-0001
    """
    values = {
        "kind": kind,
        "principal": principal,
        "rate": rate,
        "periods": periods,
        "first": first,
        "start": start,
        "every": every,
        "count": count,
        "due_day": due_day,
        "whole_yuan": whole_yuan,
        "charge": charge,
        "ref": ref,
    }
    if charge is not None:
        ctx.obj.write(ChargeSchedule, values, actor, dry_run, as_json)
    else:
        answer = schedule_sheet(build(ChargeSchedule, values).parts())
        ctx.obj.show(answer, chosen_format(as_json, format_name))


def bill(
    ctx: Context,
    case: Annotated[list[str], Argument(metavar="CASE…", help="Cases to bill.")],
    period: Annotated[
        str, Option("--period", metavar="PERIOD", help="Month 2026-01, quarter 2026Q1 or year 2026.")
    ],
    prepaid: Annotated[
        bool, Option("--prepaid", help="Paid ahead: the policy's discount comes off.")
    ] = False,
    on: On = None,
    override: Override = None,
    actor: ActorName = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Charge the bill of a period by area and price, as the policy's `billing` says.

    The value date is the first day of the period unless --on is given.

    Examples:
      dunning bill PF-2026-0007 --period 2026Q3
      dunning bill PF-2026-0007 PF-2026-0008 --period 2026Q4 --prepaid
    """
    values = {"case": case, "period": period, "prepaid": prepaid, "on": on, "override": override}
    with override_offered(ctx):
        ctx.obj.write(MakeBills, values, actor, dry_run, as_json)
