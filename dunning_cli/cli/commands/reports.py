"""Commands that report: one family, `report`."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from typer import Argument, Context, Option, Typer

from dunning_cli.cli.commands import client_reports, measured_reports, report_papers
from dunning_cli.cli.commands.compliance_report import compliance
from dunning_cli.cli.commands.dossiers import IN_FULL, ClientColumns, dossier_target, write_dossier
from dunning_cli.cli.options import AsOf, FormatName, Json, Looker, Owner, Reveal
from dunning_cli.cli.session import Session
from dunning_cli.kernel.answer import Answer
from dunning_cli.kernel.message import msg
from dunning_cli.present.help_page import HelpfulCommand, HelpfulGroup

From = Annotated[
    str | None, Option("--from", metavar="DATE", help="First value date; the beginning unless given.")
]
To = Annotated[str | None, Option("--to", metavar="DATE", help="Last value date; the end unless given.")]


def add_to(app: Typer) -> None:
    """Adds this family to the program."""
    family = Typer(
        cls=HelpfulGroup,
        rich_markup_mode=None,
        no_args_is_help=True,
        help="Report on the work.\n\nExamples:\n  dunning report contact-breaches --from 2026-06-01",
    )
    family.command("access", cls=HelpfulCommand)(access)
    family.command("backdated", cls=HelpfulCommand)(backdated)
    family.command("batch", cls=HelpfulCommand)(of_batch)
    family.command("client", cls=HelpfulCommand)(client_reports.client)
    family.command("contact-breaches", cls=HelpfulCommand)(breaches)
    family.command("given-up", cls=HelpfulCommand)(given)
    family.command("reasons", cls=HelpfulCommand)(reasons)
    family.command("compliance", cls=HelpfulCommand)(compliance)
    measured_reports.add_to(family)
    report_papers.add_to(family)
    app.add_typer(family, name="report")


def access(
    ctx: Context,
    case: Annotated[
        str | None,
        Argument(metavar="[CASE]", help="Who saw this case; who saw any without it."),
    ] = None,
    from_: Annotated[
        str | None, Option("--from", metavar="DATE", help="First day; the beginning unless given.")
    ] = None,
    to: Annotated[str | None, Option("--to", metavar="DATE", help="Last day; the end unless given.")] = None,
    as_json: Json = False,
    format_name: FormatName = None,
) -> None:
    """List who saw personal data in full, or took it out of the ledger: each --reveal, export and evidence.

    It is read from access.log and those put aside as access.log.1 and so on, on this machine.

    Examples:
      dunning report access PF-2026-0007
      dunning report access --from 2026-06-01 --json
    """
    from dunning_cli.views.ledger.access import access_report

    session = ctx.obj
    first, last = _period(session, from_, to)
    session.view(access_report(session.reader, case, first, last), as_json, format_name)


def backdated(
    ctx: Context,
    from_: From = None,
    to: To = None,
    as_json: Json = False,
    format_name: FormatName = None,
) -> None:
    """List what was recorded after the day from which it counts: by whom, on which case, by how many days.

    Examples:
      dunning report backdated
      dunning report backdated --from 2026-06-01 --to 2026-06-30 --json
    """
    from dunning_cli.views.portfolio.backdated import backdated_report

    session = ctx.obj
    first, last = _period(session, from_, to)
    session.view(backdated_report(session.reader, first, last), as_json, format_name)


def of_batch(
    ctx: Context,
    batch: Annotated[str, Argument(metavar="BATCH", help="The client's batch number.")],
    output: Annotated[
        str | None,
        Option("--output", "-o", metavar="FILE.xlsx", help="Write the dossier into this workbook."),
    ] = None,
    profile: ClientColumns = None,
    as_of: AsOf = None,
    reveal: Reveal = False,
    actor: Looker = None,
    as_json: Json = False,
    format_name: FormatName = None,
) -> None:
    """Show what became of a client's batch; with -o its dossier: cases, contacts, visits, payments, promises, letters.

    The workbook shows names and numbers in full, for the client who owns the cases; the figures are those of `list
    --batch BATCH --all`.

    Examples:
      dunning report batch 2026-05-A
      dunning report batch 2026-05-A -o 2026-05-A.xlsx --as-of 2026-08-04
      dunning report batch GR-2026-06-A -o returned.xlsx --profile personal-loans
    """
    from dunning_cli.views.portfolio.batch_dossier import batch_on, batch_report

    session = ctx.obj
    target = dossier_target(session, output, session.viewer(actor, reveal)) if output is not None else None
    found = batch_on(session.reader, batch, session.day(as_of, "--as-of"))
    answer = batch_report(found)
    if target is not None:
        write_dossier(session, target, found, profile)
        session.screen.untold = written = msg("dossier written: {file}", file=target)
        data = {**answer.data, "file": str(target)}
        answer = Answer(data, (*answer.parts, written), (*answer.warnings, IN_FULL))
    session.view(answer, as_json, format_name)


def breaches(
    ctx: Context,
    from_: From = None,
    to: To = None,
    reveal: Reveal = False,
    actor: Looker = None,
    as_json: Json = False,
    format_name: FormatName = None,
) -> None:
    """List contacts against the contact rules: overridden, found on record, agreed, or recorded late.

    The rules run over what is on record, each contact judged by the rules of its day and what came before it in all
    cases: so that what two places recorded apart, an import or a correction is seen. Uses of --agreed without which a
    rule would be broken stand apart; contacts recorded later than contact_hours in dunning.yaml are listed too.

    Examples:
      dunning report contact-breaches
      dunning report contact-breaches --from 2026-06-01 --to 2026-06-30 --format csv
    """
    from dunning_cli.views.people.contact_breaches import contact_breaches

    session = ctx.obj
    first, last = _period(session, from_, to)
    session.view(
        contact_breaches(session.reader, first, last, session.viewer(actor, reveal)), as_json, format_name
    )


def given(
    ctx: Context,
    from_: From = None,
    to: To = None,
    reveal: Reveal = False,
    actor: Looker = None,
    as_json: Json = False,
    format_name: FormatName = None,
) -> None:
    """List what was given up for debtors, by whatever route: by whom, why, and who approved it.

    Examples:
      dunning report given-up
      dunning report given-up --from 2026-06-01 --to 2026-06-30 --json
    """
    from dunning_cli.views.portfolio.given_up import given_up

    session = ctx.obj
    first, last = _period(session, from_, to)
    session.view(given_up(session.reader, first, last, session.viewer(actor, reveal)), as_json, format_name)


def reasons(
    ctx: Context,
    from_: From = None,
    to: Annotated[
        str | None, Option("--to", metavar="DATE", help="Last value date; today unless given.")
    ] = None,
    owner: Owner = None,
    as_json: Json = False,
    format_name: FormatName = None,
) -> None:
    """Show the reasons for arrears: how often each was told, and what the cases with it owe.

    Examples:
      dunning report reasons
      dunning report reasons --from 2026-06-01 --to 2026-06-30 --owner wang
    """
    from dunning_cli.views.portfolio.arrears_reasons import reasons_report
    from dunning_cli.views.reports.asked_days import in_order

    session = ctx.obj
    first = session.day(from_, "--from") if from_ else None
    last = session.day(to, "--to")
    in_order(first, last)
    answer = reasons_report(session.reader, first, last, session.collector(owner), session.language)
    session.view(answer, as_json, format_name)


def _period(session: Session, from_: str | None, to: str | None) -> tuple[date | None, date | None]:
    """The first and last value date asked for; None where the period is open.

    Raises `WrongUsage` where the last day is before the first.
    """
    from dunning_cli.views.reports.asked_days import in_order

    return in_order(session.day(from_, "--from") if from_ else None, session.day(to, "--to") if to else None)
