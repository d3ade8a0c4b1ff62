"""Command on the legal track: legal."""

from __future__ import annotations

from typing import Annotated

from typer import Argument, Context, Option, Typer

from dunning_cli.cli.awards import parts_of, running_of
from dunning_cli.cli.options import (
    ActorName,
    Agent,
    AsOf,
    CaseRef,
    DryRun,
    Fee,
    FormatName,
    Interest,
    Json,
    On,
    Override,
    Penalty,
    Principal,
    Reveal,
)
from dunning_cli.cli.overriding import override_offered
from dunning_cli.kernel.errors import WrongUsage
from dunning_cli.kernel.message import msg
from dunning_cli.operations.legal.legal import TakeLegalStep
from dunning_cli.present.help_page import HelpfulCommand
from dunning_cli.views.legal.legal_track import legal_sheet


def add_to(app: Typer) -> None:
    """Adds this command to the program."""
    app.command("legal", cls=HelpfulCommand)(legal)


def legal(
    ctx: Context,
    case: CaseRef,
    step: Annotated[
        str | None,
        Argument(
            metavar="[STEP]",
            help="negotiate, file, arbitrate, preserve, payment-order, mediate, notarise, judgment, enforce, "
            "in-kind or withdraw; without it the track so far and what a suit lacks are shown.",
        ),
    ] = None,
    court: Annotated[
        str | None, Option("--court", metavar="NAME", help="Court, arbitration body or notary.")
    ] = None,
    docket: Annotated[str | None, Option("--docket", metavar="TEXT", help="Docket number.")] = None,
    cost: Annotated[
        str | None, Option("--cost", metavar="AMOUNT", help="Cost, charged as a fee, in yuan.")
    ] = None,
    text: Annotated[str | None, Option("--text", metavar="TEXT", help="Anything else.")] = None,
    principal: Principal = None,
    interest: Interest = None,
    penalty: Penalty = None,
    fee: Fee = None,
    court_fee: Annotated[
        str | None,
        Option(
            "--court-fee",
            metavar="AMOUNT",
            help="Of a judgment or its like: court fee laid on the debtor beside what is awarded, in yuan; "
            "awarded costs are given with --fee.",
        ),
    ] = None,
    part: Annotated[
        list[str] | None,
        Option(
            "--part",
            metavar="DATE:AMOUNT",
            help="Of a judgment or its like: what is to be paid by a day of its own; repeat it.",
        ),
    ] = None,
    running: Annotated[
        list[str] | None,
        Option(
            "--running",
            metavar="KEY=VALUE,…",
            help="Of a judgment or its like: interest or penalty awarded from a day on; repeat it. Keys: "
            "component, rate, from, base (principal unless given), until (paid, or perform_by), basis (365).",
        ),
    ] = None,
    perform_by: Annotated[
        str | None,
        Option(
            "--perform-by",
            metavar="DATE",
            help="Of a judgment, mediation, award, payment order or notarised paper: last day of the "
            "performance period; of parts that of the last, which it is unless given.",
        ),
    ] = None,
    value: Annotated[
        str | None,
        Option(
            "--value",
            metavar="AMOUNT",
            help="Of in-kind: what the thing counts for, recorded as a payment, in yuan.",
        ),
    ] = None,
    on: On = None,
    override: Override = None,
    as_of: AsOf = None,
    reveal: Reveal = False,
    actor: ActorName = None,
    agent: Agent = None,
    dry_run: DryRun = False,
    as_json: Json = False,
    format_name: FormatName = None,
) -> None:
    """Show a case's legal track, or record a step on it; a judgment or its like re-bases the account.

    Examples:
      dunning legal XD-2026-0001
      dunning legal XD-2026-0001 file --court 云州市江北区人民法院 --docket "(2026)云0101民初1号" --cost 50.00
      dunning legal XD-2026-0001 judgment --principal 10000.00 --interest 500.00 --perform-by 2026-07-15
      dunning legal XD-2026-0001 mediate --principal 9000 --part 2026-08-31:4000 --part 2026-12-31:5000
      dunning legal XD-2026-0001 judgment --principal 9000 --court-fee 50 --perform-by 2026-07-15 --running component=interest,rate=15.4%/year,from=2026-03-01
      dunning legal XD-2026-0001 enforce
    """
    session = ctx.obj
    values = {
        "court": court,
        "docket": docket,
        "cost": cost,
        "text": text,
        "principal": principal,
        "interest": interest,
        "penalty": penalty,
        "fee": fee,
        "court_fee": court_fee,
        "parts": parts_of(part) or None,
        "running": running_of(running) or None,
        "perform_by": perform_by,
        "value": value,
        "on": on,
        "override": override,
        "agent": agent,
    }
    if step is not None:
        if as_of is not None or format_name is not None or reveal:
            raise WrongUsage(msg("--as-of, --reveal and --format are for looking; leave out the step"))
        with override_offered(ctx):
            session.write(TakeLegalStep, {"case": case, "step": step, **values}, actor, dry_run, as_json)
        return
    if dry_run or any(given is not None for given in values.values()):
        raise WrongUsage(msg("say which step to record, such as file or judgment"))
    viewer = session.viewer(actor, reveal)
    session.view(
        legal_sheet(session.reader, case, session.day(as_of, "--as-of"), viewer), as_json, format_name
    )
