"""Command on a case that cannot be read: mend."""

from __future__ import annotations

from typing import Annotated

from typer import Argument, Context, Option, Typer

from dunning_cli.cli.options import ActorName, CaseRef, DryRun, Json
from dunning_cli.operations.ledger.mend_lines import MendLines
from dunning_cli.present.help_page import HelpfulCommand


def add_to(app: Typer) -> None:
    """Adds this command to the program."""
    app.command("mend", cls=HelpfulCommand)(mend)


def mend(
    ctx: Context,
    case: CaseRef,
    line: Annotated[
        list[str],
        Argument(metavar="LINE…", help="Lines of the file on which entries stand that cannot be read."),
    ],
    reason: Annotated[str, Option("--reason", metavar="TEXT", help="Why they cannot be put right.")],
    actor: ActorName = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Pass over a line of a case file that cannot be read, so that the case can be worked again.

    The line stays in the file. Only exactly this text is passed over, and the audit lists it with the reason.

    Examples:
      dunning mend PF-2026-0007 17 --reason "time without a lawful offset; the call is entered again"
    """
    ctx.obj.write(MendLines, {"case": case, "line": line, "reason": reason}, actor, dry_run, as_json)
