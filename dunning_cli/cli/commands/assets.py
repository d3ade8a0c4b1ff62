"""Commands on what the debtor owns and to whom else they owe: asset add, check, creditor, list."""

from __future__ import annotations

from typing import Annotated

from typer import Argument, Context, Typer

from dunning_cli.cli.declared import add_declared
from dunning_cli.cli.options import (
    AsOf,
    FormatName,
    Json,
    Looker,
    Reveal,
)
from dunning_cli.present.help_page import HelpfulCommand, HelpfulGroup


def add_to(app: Typer) -> None:
    """Adds this family to the program."""
    family = Typer(
        cls=HelpfulGroup,
        rich_markup_mode=None,
        no_args_is_help=True,
        help="Keep what the debtor owns, what secures the debt, and other creditors.\n\n"
        "Examples:\n  dunning asset list XD-2026-0001",
    )
    for words in ("asset add", "asset check", "asset creditor"):
        add_declared(family, words)
    family.command("list", cls=HelpfulCommand)(list_)
    app.add_typer(family, name="asset")


def list_(
    ctx: Context,
    case: Annotated[
        str | None, Argument(metavar="[CASE]", help="One case; without it all open ones that know of assets.")
    ] = None,
    as_of: AsOf = None,
    reveal: Reveal = False,
    actor: Looker = None,
    as_json: Json = False,
    format_name: FormatName = None,
) -> None:
    """Show assets as last known, what they are worth beside the debt, how old that is, and other creditors.

    Examples:
      dunning asset list
      dunning asset list XD-2026-0001 --json
    """
    from dunning_cli.views.legal.assets import asset_list, asset_sheet

    session = ctx.obj
    day, viewer = session.day(as_of, "--as-of"), session.viewer(actor, reveal)
    if case is None:
        answer = asset_list(session.reader, day, viewer)
    else:
        answer = asset_sheet(session.reader, case, day, viewer)
    session.view(answer, as_json, format_name)
