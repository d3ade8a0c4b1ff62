"""The command import: what a foreign file holds, taken into the ledger."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from typer import Argument, Context, Exit, Option, Typer

from dunning_cli.cli.commands.payment_review import take_statement
from dunning_cli.cli.options import ActorName, DryRun, Json
from dunning_cli.cli.session import chosen_format
from dunning_cli.domain.case.codes.people import LawfulSource
from dunning_cli.intake.profiles.kinds import ImportKind
from dunning_cli.intake.profiles.profile import Spread
from dunning_cli.kernel.errors import WrongUsage
from dunning_cli.kernel.message import msg
from dunning_cli.operations.cases.opening import terms_of
from dunning_cli.operations.intake.import_cases import ImportOrder, import_cases
from dunning_cli.operations.intake.import_payments import StatementOrder, is_statement
from dunning_cli.operations.intake.import_report import import_report
from dunning_cli.operations.intake.kind import kind_of
from dunning_cli.present.help_page import HelpfulCommand

REFUSED = 1


def add_to(app: Typer) -> None:
    """Adds this command to the program."""
    app.command("import", cls=HelpfulCommand)(import_file)


def import_file(
    ctx: Context,
    file: Annotated[str, Argument(metavar="FILE", help="An .xlsx, .xls, .csv or .tsv file.")],
    kind: Annotated[
        str | None,
        Option("--kind", metavar="KIND", help="cases, contacts or payments; else what its header says."),
    ] = None,
    profile: Annotated[
        str | None,
        Option("--profile", metavar="NAME", help="What the columns mean; else the one that fits the header."),
    ] = None,
    policy: Annotated[
        str | None,
        Option("--policy", metavar="POLICY", help="Product policy of the new cases; else the profile's."),
    ] = None,
    owner: Annotated[
        str | None, Option("--owner", metavar="STAFF", help="First collector of the new cases.")
    ] = None,
    batch: Annotated[
        str | None, Option("--batch", metavar="BATCH", help="The client's batch of all cases.")
    ] = None,
    entrusted: Annotated[
        str | None, Option("--entrusted", metavar="DATE", help="Entrusted on, where the rows do not say.")
    ] = None,
    return_by: Annotated[
        str | None, Option("--return-by", metavar="DATE", help="All cases are to be returned by then.")
    ] = None,
    term: Annotated[
        list[str] | None,
        Option("--term", metavar="KEY=VALUE", help="A term of all cases, as contract_rate=12%/year."),
    ] = None,
    spread: Annotated[
        str | None,
        Option(
            "--spread",
            metavar="EVERY",
            help="Divide a sum for several months into bills by month, quarter or year; none for one sum.",
        ),
    ] = None,
    visible_only: Annotated[
        bool, Option("--visible-only", help="Leave out the rows that the spreadsheet does not show.")
    ] = False,
    basis: Annotated[
        str | None,
        Option(
            "--basis",
            metavar="CODE",
            help="Lawful source: contract, reserved, authorised, public, told or bureau; not said unless given.",
        ),
    ] = None,
    partial: Annotated[bool, Option("--partial", help="Take the good rows though others are wrong.")] = False,
    review: Annotated[
        bool, Option("--review", help="Of a statement: decide the lines that are asked, one after the other.")
    ] = False,
    output: Annotated[
        str | None,
        Option(
            "--output",
            "-o",
            metavar="FILE.csv",
            help="With --review: write them into a table to be filled in.",
        ),
    ] = None,
    actor: ActorName = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Take over a foreign file, all of it in one commit or nothing: a client's cases, contacts or payments.

    Examples:
      dunning import personal-loans-2026-06.xlsx --dry-run
      dunning import personal-loans-2026-06.xlsx --owner wang --basis reserved
      dunning import arrears.xlsx --policy property-fee --spread quarter
      dunning import wechat-2026-06.xlsx --kind payments
      dunning import wechat-2026-06.xlsx --kind payments --review
      dunning import wechat-2026-06.xlsx --kind payments --review -o asked.csv
    """
    session = ctx.obj
    for text, option, words in (
        (kind, "--kind", tuple(ImportKind)),
        (spread, "--spread", tuple(Spread)),
        (basis, "--basis", tuple(LawfulSource)),
    ):
        if text is not None:
            session.one_of(text, option, words)
    context = session.moment.writing(actor, dry_run)
    folder = session.ledger.folder
    chosen = ImportKind(kind) if kind else None
    if is_statement(kind_of(folder, Path(file), chosen, profile)):
        wanted = StatementOrder(profile=profile, partial=partial, visible_only=visible_only)
        take_statement(session, Path(file), context, wanted, review=review, output=output, as_json=as_json)
        return
    if review or output:
        raise WrongUsage(msg("{option} is for statements of payments", option="--review" if review else "-o"))
    order = ImportOrder(
        profile=profile,
        policy=policy,
        owner=owner,
        basis=LawfulSource(basis) if basis else None,
        partial=partial,
        batch=batch,
        entrusted=session.day(entrusted, "--entrusted") if entrusted else None,
        return_by=session.day(return_by, "--return-by") if return_by else None,
        terms=terms_of(tuple(term or ())),
        spread=Spread(spread) if spread else None,
        visible_only=visible_only,
    )
    _finish(session, import_cases(folder, Path(file), context, order), as_json)


def _finish(session: Any, result: Any, as_json: bool) -> None:
    session.booked(result.receipt)
    session.show(import_report(result), chosen_format(as_json))
    if result.refused:
        raise Exit(REFUSED)
