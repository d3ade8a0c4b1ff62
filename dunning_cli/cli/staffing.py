"""Commands on who works what: assign, workload."""

from __future__ import annotations

import sys
from typing import Annotated

from typer import Argument, Context, Option, Typer

from dunning_cli.cli.options import ActorName, AsOf, DryRun, FormatName, Json, On, Override, Owner
from dunning_cli.cli.overriding import override_offered
from dunning_cli.cli.session import chosen_format
from dunning_cli.kernel.errors import WrongUsage
from dunning_cli.kernel.message import msg
from dunning_cli.operations.cases.assignment import AssignCases
from dunning_cli.operations.cases.assignment_report import assignment_tables
from dunning_cli.present.help_page import HelpfulCommand
from dunning_cli.present.tables import Format
from dunning_cli.views.portfolio.workload_sheet import workload_sheet

FROM_STDIN = "-"


def add_to(app: Typer) -> None:
    """Adds these commands to the program."""
    for name, command in (("assign", assign), ("workload", workload)):
        app.command(name, cls=HelpfulCommand)(command)


def assign(
    ctx: Context,
    case: Annotated[
        list[str] | None,
        Argument(
            metavar="CASE…",
            help="Cases to assign; - reads ids from standard input, one a line. Without any, all open ones selected.",
        ),
    ] = None,
    owner: Annotated[
        str | None, Option("--owner", metavar="STAFF", help="The collector from now on.")
    ] = None,
    spread: Annotated[
        str | None,
        Option(
            "--spread",
            metavar="STAFF,…",
            help="Share the cases among these, so that balances come out even; instead of --owner.",
        ),
    ] = None,
    from_: Annotated[
        str | None,
        Option("--from", metavar="STAFF", help="Cases of this collector only; nobody for those without one."),
    ] = None,
    batch: Annotated[str | None, Option("--batch", metavar="BATCH", help="Cases of this batch only.")] = None,
    policy: Annotated[
        str | None, Option("--policy", metavar="POLICY", help="Cases of this policy only.")
    ] = None,
    stage: Annotated[
        str | None, Option("--stage", metavar="STAGE", help="Cases in this stage only, such as M2.")
    ] = None,
    area: Annotated[
        str | None, Option("--area", metavar="TEXT", help="Cases of this village, estate or district only.")
    ] = None,
    on: On = None,
    override: Override = None,
    actor: ActorName = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Give cases to a collector, or share all open cases of a selection among several.

    Examples:
      dunning assign PF-2026-0007 PF-2026-0008 --owner li
      dunning assign --from wang --spread li,zhao --dry-run
      dunning assign --batch 2026-05-A --stage M2 --from nobody --owner li
    """
    session = ctx.obj
    values = {
        "case": _references(case or []),
        "owner": owner,
        "spread": [name.strip() for name in (spread or "").replace("，", ",").split(",") if name.strip()],
        "from": from_,
        "batch": batch,
        "policy": policy,
        "stage": stage,
        "area": area,
        "on": on,
        "override": override,
    }
    with override_offered(ctx):
        receipt = session.make(AssignCases, values, actor, dry_run)
    session.receipt(receipt, as_json, parts=assignment_tables(receipt))


def _references(words: list[str]) -> list[str]:
    """The cases named, those on standard input in the place of a `-`. Raises WrongUsage where they are no text."""
    if FROM_STDIN not in words:
        return words
    try:
        lines = sys.stdin.buffer.read().decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise WrongUsage(msg("standard input is not UTF-8 text; give one case id a line")) from None
    read = [line.strip() for line in lines if line.strip()]
    named = [word for word in words if word != FROM_STDIN]
    if not read and not named:
        raise WrongUsage(msg("standard input names no case; give one case id a line"))
    return named + read


def workload(
    ctx: Context,
    owner: Owner = None,
    month: Annotated[
        str | None,
        Option("--month", metavar="MONTH", help="Month of activity and targets, as 2026-07; that of today."),
    ] = None,
    as_of: AsOf = None,
    as_json: Json = False,
    format_name: FormatName = None,
) -> None:
    """Show what each collector has to do, has done and has reached: cases, duties, activity, targets, complaints.

    Examples:
      dunning workload
      dunning workload --month 2026-05 --owner wang
      dunning workload --format csv
    """
    session = ctx.obj
    style = chosen_format(as_json, format_name)
    day = session.day(as_of, "--as-of")
    answer = workload_sheet(
        session.reader,
        day,
        session.month(month, "--month", day),
        session.collector(owner),
        in_one_table=style in (Format.CSV, Format.TSV),
    )
    session.view(answer, as_json, format_name)
