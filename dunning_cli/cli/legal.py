"""Command on the legal track: legal."""

from __future__ import annotations

from typing import Annotated

from typer import Argument, Context, Option, Typer

from dunning_cli.cli.options import (
    ActorName,
    Agent,
    CaseRef,
    DryRun,
    Fee,
    Interest,
    Json,
    On,
    Penalty,
    Principal,
)
from dunning_cli.operations.legal import TakeLegalStep
from dunning_cli.present.help_page import HelpfulCommand


def add_to(app: Typer) -> None:
    """Adds this command to the program."""
    app.command("legal", cls=HelpfulCommand)(legal)


def legal(
    ctx: Context,
    case: CaseRef,
    step: Annotated[
        str,
        Argument(
            metavar="STEP",
            help="negotiate, file, arbitrate, preserve, payment-order, mediate, judgment, enforce, in-kind or "
            "withdraw.",
        ),
    ],
    court: Annotated[str | None, Option("--court", metavar="NAME", help="Court or arbitration body.")] = None,
    docket: Annotated[str | None, Option("--docket", metavar="TEXT", help="Docket number.")] = None,
    cost: Annotated[
        str | None, Option("--cost", metavar="AMOUNT", help="Cost, charged as a fee, in yuan.")
    ] = None,
    text: Annotated[str | None, Option("--text", metavar="TEXT", help="Anything else.")] = None,
    principal: Principal = None,
    interest: Interest = None,
    penalty: Penalty = None,
    fee: Fee = None,
    perform_by: Annotated[
        str | None,
        Option("--perform-by", metavar="DATE", help="Of a judgment: last day of the performance period."),
    ] = None,
    on: On = None,
    actor: ActorName = None,
    agent: Agent = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Record a step on the legal track; a judgment gives the amounts awarded and re-bases the account.

    Examples:
      dunning legal XD-2026-0001 file --court 云州市江北区人民法院 --docket "(2026)云0101民初1号" --cost 50.00
      dunning legal XD-2026-0001 judgment --principal 10000.00 --interest 500.00 --perform-by 2026-07-15
    """
    values = {
        "case": case,
        "step": step,
        "court": court,
        "docket": docket,
        "cost": cost,
        "text": text,
        "principal": principal,
        "interest": interest,
        "penalty": penalty,
        "fee": fee,
        "perform_by": perform_by,
        "on": on,
        "agent": agent,
    }
    ctx.obj.write(TakeLegalStep, values, actor, dry_run, as_json)
