"""Commands of the working day: remind."""

from __future__ import annotations

from typing import Annotated

from typer import Context, Option, Typer

from dunning_cli.cli.options import AsOf, FormatName, Json, Owner, Reveal
from dunning_cli.present.help_page import HelpfulCommand
from dunning_cli.views.reminders import work_list


def add_to(app: Typer) -> None:
    """Adds these commands to the program."""
    app.command("remind", cls=HelpfulCommand)(remind)


def remind(
    ctx: Context,
    as_of: AsOf = None,
    owner: Owner = None,
    days: Annotated[
        str, Option("--days", metavar="N", help="Look this many days ahead; 0 unless given.")
    ] = "0",
    reveal: Reveal = False,
    as_json: Json = False,
    format_name: FormatName = None,
) -> None:
    """List who must do what, and why: promises due, callbacks, overdue calls, return dates.

    Examples:
      dunning remind --owner wang
      dunning remind --days 7 --json
    """
    session = ctx.obj
    answer = work_list(
        session.books, session.day(as_of, "--as-of"), session.count(days, "--days"), owner, reveal
    )
    session.view(answer, as_json, format_name)
