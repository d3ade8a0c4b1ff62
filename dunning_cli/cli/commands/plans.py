"""Commands on repayment plans: plan new, show, end."""

from __future__ import annotations

from typer import Context, Typer

from dunning_cli.cli.declared import add_declared
from dunning_cli.cli.options import (
    AsOf,
    CaseRef,
    FormatName,
    Json,
)
from dunning_cli.present.help_page import HelpfulCommand, HelpfulGroup


def add_to(app: Typer) -> None:
    """Adds this family to the program."""
    family = Typer(
        cls=HelpfulGroup,
        rich_markup_mode=None,
        no_args_is_help=True,
        help="Agree repayment plans and follow them.\n\nExamples:\n  dunning plan show PF-2026-0007",
    )
    add_declared(family, "plan new")
    family.command("show", cls=HelpfulCommand)(show)
    add_declared(family, "plan end")
    app.add_typer(family, name="plan")


def show(
    ctx: Context, case: CaseRef, as_of: AsOf = None, as_json: Json = False, format_name: FormatName = None
) -> None:
    """Show the latest plan and its progress.

    Examples:
      dunning plan show PF-2026-0007
    """
    from dunning_cli.views.account.plans import plan_sheet

    session = ctx.obj
    session.view(plan_sheet(session.reader, case, session.day(as_of, "--as-of")), as_json, format_name)
