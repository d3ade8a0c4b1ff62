"""Commands that record facts of a case: verify, phase, complaint."""

from __future__ import annotations

from typing import Annotated

from typer import Argument, Context, Option, Typer

from dunning_cli.cli.options import ActorName, Agent, CaseRef, DryRun, Json, On, Override
from dunning_cli.cli.overriding import override_offered
from dunning_cli.operations.cases.facts import EnterPhase, RecordComplaint, VerifyCase
from dunning_cli.present.help_page import HelpfulCommand


def add_to(app: Typer) -> None:
    """Adds these commands to the program."""
    for name, command in (("verify", verify), ("phase", phase), ("complaint", complaint)):
        app.command(name, cls=HelpfulCommand)(command)


def verify(
    ctx: Context,
    case: CaseRef,
    invalid: Annotated[bool, Option("--invalid", help="The case is not valid; with --reason.")] = False,
    reason: Annotated[
        str | None, Option("--reason", metavar="TEXT", help="What was checked, or why it is invalid.")
    ] = None,
    on: On = None,
    override: Override = None,
    actor: ActorName = None,
    agent: Agent = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Record that identity and debt were checked before the first demand.

    Examples:
      dunning verify XD-2026-0001 --reason "identity card and contract compared"
      dunning verify XD-2026-0001 --invalid --reason "another person of the same name"
    """
    values = {
        "case": case,
        "invalid": invalid,
        "reason": reason,
        "on": on,
        "override": override,
        "agent": agent,
    }
    with override_offered(ctx):
        ctx.obj.write(VerifyCase, values, actor, dry_run, as_json)


def phase(
    ctx: Context,
    case: CaseRef,
    name: Annotated[str, Argument(metavar="NAME", help="Name of the phase, such as pre-suit.")],
    reason: Annotated[str | None, Option("--reason", metavar="TEXT", help="Why.")] = None,
    on: On = None,
    override: Override = None,
    actor: ActorName = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Move a case into a phase of the work.

    Examples:
      dunning phase PF-2026-0007 pre-suit
    """
    with override_offered(ctx):
        ctx.obj.write(
            EnterPhase,
            {"case": case, "phase": name, "reason": reason, "on": on, "override": override},
            actor,
            dry_run,
            as_json,
        )


def complaint(
    ctx: Context,
    case: CaseRef,
    text: Annotated[str, Argument(metavar="TEXT", help="What about, or how it was settled.")],
    about: Annotated[
        str | None, Option("--about", metavar="STAFF", help="The staff member complained of.")
    ] = None,
    resolves: Annotated[
        str | None, Option("--resolves", metavar="ENTRY", help="The earlier complaint this settles.")
    ] = None,
    on: On = None,
    override: Override = None,
    actor: ActorName = None,
    agent: Agent = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Record a complaint, or that one is settled.

    Examples:
      dunning complaint PF-2026-0007 "calls during the midday rest" --about li
    """
    values = {
        "case": case,
        "text": text,
        "about": about,
        "resolves": resolves,
        "on": on,
        "override": override,
        "agent": agent,
    }
    with override_offered(ctx):
        ctx.obj.write(RecordComplaint, values, actor, dry_run, as_json)
