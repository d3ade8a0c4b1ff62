"""Command on suspected fraud: fraud."""

from __future__ import annotations

from typing import Annotated

from typer import Argument, Context, Option, Typer

from dunning_cli.cli.options import ActorName, Agent, CaseRef, DryRun, Json, On, Override
from dunning_cli.cli.overriding import override_offered
from dunning_cli.operations.cases.fraud import SuspectFraud
from dunning_cli.present.help_page import HelpfulCommand


def add_to(app: Typer) -> None:
    """Adds the command to the program."""
    app.command("fraud", cls=HelpfulCommand)(fraud)


def fraud(
    ctx: Context,
    case: CaseRef,
    text: Annotated[str | None, Argument(metavar="TEXT", help="What is suspected.")] = None,
    police: Annotated[
        str | None, Option("--police", metavar="STATION", help="Police station that took the report.")
    ] = None,
    receipt: Annotated[
        str | None, Option("--receipt", metavar="NUMBER", help="Number of the police receipt.")
    ] = None,
    cleared: Annotated[bool, Option("--cleared", help="The suspicion is cleared; with --reason.")] = False,
    reason: Annotated[
        str | None, Option("--reason", metavar="TEXT", help="Why the suspicion is cleared.")
    ] = None,
    on: On = None,
    override: Override = None,
    actor: ActorName = None,
    agent: Agent = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Record suspected fraud with the receipt of the police, or that the suspicion is cleared.

    While it stands nobody is to be contacted and no step of the strategy is listed; deadlines of the law still are.

    Examples:
      dunning fraud CC-2026-0004 "card applied for with another person's papers" --police 江北派出所 --receipt 2026-0615-17
      dunning fraud CC-2026-0004 --cleared --reason "the signature is the debtor's, says the expert"
    """
    values = {
        "case": case,
        "text": text,
        "police": police,
        "receipt": receipt,
        "cleared": cleared,
        "reason": reason,
        "on": on,
        "override": override,
        "agent": agent,
    }
    with override_offered(ctx):
        ctx.obj.write(SuspectFraud, values, actor, dry_run, as_json)
