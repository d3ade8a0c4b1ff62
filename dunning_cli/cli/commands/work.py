"""Commands of the working day: remind."""

from __future__ import annotations

from typing import Annotated

from typer import Context, Option, Typer

from dunning_cli.cli.options import AsOf, FormatName, Json, Looker, Owner, Reveal
from dunning_cli.present.help_page import HelpfulCommand
from dunning_cli.present.tables import Format


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
    scripts: Annotated[bool, Option("--scripts", help="Show what to say below the list.")] = False,
    actor: Looker = None,
    reveal: Reveal = False,
    as_json: Json = False,
    format_name: FormatName = None,
) -> None:
    """List who must do what, and why: deadlines, promises, callbacks, the steps of each strategy, approvals.

    What was missed is listed once, what was done is not listed any more.

    Examples:
      dunning remind --owner wang
      dunning remind --owner wang --scripts
      dunning remind --days 7 --json
    """
    from dunning_cli.views.worklist.work_list import Wanted, work_list

    session = ctx.obj
    # who looks in full has the whole answer noted
    data = as_json or reveal or format_name == Format.JSON
    wanted = Wanted(session.collector(owner), session.count(days, "--days"), scripts, data)
    viewer = session.viewer(actor, reveal)
    answer = work_list(session.reader, session.day(as_of, "--as-of"), wanted, viewer)
    session.view(answer, as_json, format_name)
