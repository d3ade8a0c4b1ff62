"""Commands on the past: history."""

from __future__ import annotations

from typing import Annotated

from typer import Argument, Context, Option, Typer

from dunning_cli.cli.options import FormatName, Json
from dunning_cli.present.help_page import HelpfulCommand
from dunning_cli.views.diary import diary


def add_to(app: Typer) -> None:
    """Adds these commands to the program."""
    app.command("history", cls=HelpfulCommand)(history)


def history(
    ctx: Context,
    case: Annotated[
        str | None, Argument(metavar="[CASE]", help="One case; without it the whole ledger.")
    ] = None,
    limit: Annotated[
        str, Option("--limit", metavar="N", help="Show the last N changes; 50 unless given, 0 for all.")
    ] = "50",
    as_json: Json = False,
    format_name: FormatName = None,
) -> None:
    """Show who changed what and when, from git.

    Examples:
      dunning history PF-2026-0007
      dunning history --limit 200
    """
    session = ctx.obj
    session.view(diary(session.books, case, session.count(limit, "--limit")), as_json, format_name)
