"""Commands on who works what: assign, workload."""

from __future__ import annotations

import sys
from typing import Annotated, Any

from typer import Context, Option, Typer

from dunning_cli.cli.answering import chosen_format
from dunning_cli.cli.carrying_out import carried_out, print_receipt
from dunning_cli.cli.declared import Given, add_declared
from dunning_cli.cli.options import AsOf, FormatName, Json, Owner
from dunning_cli.cli.overriding import override_offered
from dunning_cli.kernel.errors import WrongUsage
from dunning_cli.kernel.message import msg
from dunning_cli.operations.registry import operation_named
from dunning_cli.present.help_page import HelpfulCommand
from dunning_cli.present.tables import Format

FROM_STDIN = "-"


def add_to(app: Typer) -> None:
    """Adds these commands to the program."""
    add_declared(app, "assign", assign)
    app.command("workload", cls=HelpfulCommand)(workload)


def assign(ctx: Context, words: str, values: dict[str, Any], given: Given) -> None:
    """Assigns the cases named, those on standard input for a `-`; names after commas are shared among."""
    from dunning_cli.operations.cases.assignment_report import assignment_tables

    session = ctx.obj
    values["case"] = _references(values["case"] or [])
    names = ",".join(values["spread"] or ()).replace("，", ",").split(",")
    values["spread"] = [name.strip() for name in names if name.strip()]
    with override_offered(ctx):
        receipt = carried_out(session, operation_named(words), values, given.actor, given.dry_run)
    print_receipt(session, receipt, given.as_json, parts=assignment_tables(receipt))


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
    from dunning_cli.views.portfolio.workload_sheet import workload_sheet

    session = ctx.obj
    style = chosen_format(as_json, format_name)
    day = session.day(as_of, "--as-of")
    answer = workload_sheet(
        session.reader,
        day,
        session.month(month, "--month", day),
        session.collector(owner),
        in_one_table=style in (Format.CSV, Format.TSV),
        language=session.language,
    )
    session.view(answer, as_json, format_name)
