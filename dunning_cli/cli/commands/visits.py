"""Commands on visits: the route sheet, arranging one, recording one."""

from __future__ import annotations

from typing import Annotated

from typer import Context, Option, Typer

from dunning_cli.cli.answering import chosen_format
from dunning_cli.cli.declared import add_declared
from dunning_cli.cli.options import (
    AsOf,
    FormatName,
    Json,
    Looker,
)
from dunning_cli.present.help_page import HelpfulCommand, HelpfulGroup
from dunning_cli.present.tables import Format


def add_to(app: Typer) -> None:
    """Adds this family to the program."""
    family = Typer(
        cls=HelpfulGroup,
        rich_markup_mode=None,
        no_args_is_help=True,
        help="Arrange visits, print the route sheet, record what came of them.\n\n"
        "Examples:\n  dunning visit sheet --owner chen",
    )
    family.command("sheet", cls=HelpfulCommand)(sheet)
    for words in ("visit plan", "visit record"):
        add_declared(family, words)
    app.add_typer(family, name="visit")


def sheet(
    ctx: Context,
    owner: Annotated[
        str | None,
        Option("--owner", metavar="STAFF", help="Visits of this collector; a sheet for each unless given."),
    ] = None,
    as_of: AsOf = None,
    days: Annotated[
        str, Option("--days", metavar="N", help="Look this many days ahead; 0 unless given.")
    ] = "0",
    actor: Looker = None,
    reveal: Annotated[
        bool, Option("--reveal", help="Show names and addresses in full; ID and card numbers never are.")
    ] = False,
    as_json: Json = False,
    format_name: FormatName = None,
) -> None:
    """Print the route sheet: the visits due or arranged, by area and address, with room for result and signature.

    ID and card numbers are masked whoever asks. Cases that are closed, held, disputed or under suspicion of
    fraud are not on it; visits without a known address come last.

    Examples:
      dunning visit sheet --owner chen
      dunning visit sheet --owner chen --as-of 2026-06-16 --reveal
      dunning visit sheet --days 7 --format csv
    """
    from dunning_cli.views.worklist.route_sheet import route_sheet

    session = ctx.obj
    viewer = session.viewer(actor, reveal)
    tabular = chosen_format(as_json, format_name) is not Format.TABLE
    answer = route_sheet(
        session.reader,
        session.day(as_of, "--as-of"),
        session.count(days, "--days"),
        session.collector(owner),
        viewer,
        tabular,
    )
    session.view(answer, as_json, format_name)
