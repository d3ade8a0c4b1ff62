"""Commands on the do-not-lend list: do-not-lend add, remove, list."""

from __future__ import annotations

from typing import Annotated

from typer import Context, Option, Typer

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
        help="Keep the list of settled bad payers for the lender's own lending decisions; it is not for publication.\n\n"
        "Examples:\n  dunning do-not-lend list",
    )
    for words in ("do-not-lend add", "do-not-lend remove"):
        add_declared(family, words)
    family.command("list", cls=HelpfulCommand)(show)
    app.add_typer(family, name="do-not-lend")


def show(
    ctx: Context,
    candidates: Annotated[
        bool,
        Option(
            "--candidates",
            help="Closed cases not on the list with 2 or more promises broken, written off, or ever more than 90 days "
            "past due.",
        ),
    ] = False,
    as_of: AsOf = None,
    reveal: Reveal = False,
    actor: Looker = None,
    as_json: Json = False,
    format_name: FormatName = None,
) -> None:
    """Show the do-not-lend list with how each case went, or the cases that might belong on it.

    The list is for the lender's own lending decisions; it is not to be published or shown to third parties.

    Examples:
      dunning do-not-lend list --reveal --format csv
      dunning do-not-lend list --candidates
    """
    from dunning_cli.views.people.do_not_lend import do_not_lend_candidates, do_not_lend_list

    session = ctx.obj
    day = session.day(as_of, "--as-of")
    view = do_not_lend_candidates if candidates else do_not_lend_list
    session.view(view(session.reader, day, session.viewer(actor, reveal)), as_json, format_name)
