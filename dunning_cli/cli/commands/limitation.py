"""Command on limitation: limitation."""

from __future__ import annotations

from typing import Annotated

from typer import Argument, Context, Typer

from dunning_cli.cli.options import AsOf, FormatName, Json, Looker, Owner, Reveal
from dunning_cli.present.help_page import HelpfulCommand


def add_to(app: Typer) -> None:
    """Adds this command to the program."""
    app.command("limitation", cls=HelpfulCommand)(limitation)


def limitation(
    ctx: Context,
    case: Annotated[
        str | None, Argument(metavar="[CASE]", help="One case; without it all open ones, by date.")
    ] = None,
    as_of: AsOf = None,
    owner: Owner = None,
    reveal: Reveal = False,
    actor: Looker = None,
    as_json: Json = False,
    format_name: FormatName = None,
) -> None:
    """Show until when claims can be brought to court, what began the three years anew and how that is proved.

    Examples:
      dunning limitation
      dunning limitation PF-2026-0007 --json
      dunning limitation --owner wang --format csv
    """
    from dunning_cli.views.legal.limitation import limitation_list, limitation_sheet

    session = ctx.obj
    day = session.day(as_of, "--as-of")
    if case is None:
        answer = limitation_list(session.reader, day, session.viewer(actor, reveal), session.collector(owner))
    else:
        answer = limitation_sheet(session.reader, case, day, session.viewer(actor, reveal))
    session.view(answer, as_json, format_name)
