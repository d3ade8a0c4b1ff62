"""Reports by measures, a command each: portfolio, ageing, recovery, roll, promises, plans, activity, inspections and others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated, Any

from typer import Context, Option, Typer

from dunning_cli.cli.answering import chosen_format
from dunning_cli.cli.commands.case_filters import (
    InStage,
    OfArea,
    OfBatch,
    OfClient,
    OfPolicy,
    filters_of,
    selection_of,
)
from dunning_cli.cli.commands.report_files import show_file, workbook_target
from dunning_cli.cli.options import AsOf, FormatName, Json, Owner, Rev
from dunning_cli.kernel.errors import WrongUsage
from dunning_cli.kernel.message import msg
from dunning_cli.present.help_page import HelpfulCommand
from dunning_cli.present.tables import Format

if TYPE_CHECKING:
    from dunning_cli.cli.session import Session
    from dunning_cli.domain.portfolio.periods import Period
    from dunning_cli.kernel.answer import Answer
    from dunning_cli.kernel.message import Message
    from dunning_cli.views.reports.definitions import Report

HELP: dict[str, str] = {
    "portfolio": """Show what is owed: open cases, balance and its parts, overdue; by stage unless asked otherwise.

    Examples:
      dunning report portfolio
      dunning report portfolio --by client,stage --as-of 2026-05-31
      dunning report portfolio --by client,stage --cases "华夏银行 / M3"
    """,
    "ageing": """Show what is owed by days past due.

    Examples:
      dunning report ageing
      dunning report ageing --by product,age --as-of 2026-05-31 -o ../ageing.xlsx
    """,
    "arrears": """Show what is overdue by the age of each instalment, bill or minimum; by product unless asked otherwise.

    A case stands in several columns where instalments of several months are unpaid; `report ageing` puts the whole case
    under its oldest.

    Examples:
      dunning report arrears
      dunning report arrears --by client --as-of 2026-05-31 -o ../arrears.xlsx
    """,
    "recovery": """Show what was assigned and collected, and the recovery rate; by collector unless asked otherwise.

    Examples:
      dunning report recovery --from 2026-05-01 --to 2026-05-31
      dunning report recovery --by batch --from 2026-05-01 --to 2026-05-31 --json
    """,
    "roll": """Show how cases moved between stages: worse, same, better, settled; by the stage they had at first.

    Examples:
      dunning report roll --from 2026-05-01 --to 2026-05-31
      dunning report roll --by product,stage --from 2026-05-01 --to 2026-05-31
    """,
    "promises": """Show promises to pay: taken, kept, partly kept, broken, open; by who took them.

    Examples:
      dunning report promises --from 2026-05-01 --to 2026-05-31
      dunning report promises --by stage
    """,
    "plans": """Show repayment plans: agreed, kept, broken, ended, running; by who agreed them.

    Examples:
      dunning report plans --from 2026-01-01 --to 2026-05-31
      dunning report plans --by product
    """,
    "activity": """Show what was done: calls, connected ones, messages, visits, letters, receipts signed; by who did it.

    Examples:
      dunning report activity --from 2026-05-01 --to 2026-05-31
      dunning report activity --by collector,stage
    """,
    "collectors": """Show each collector's cases, money, work and promises side by side.

    Examples:
      dunning report collectors --from 2026-05-01 --to 2026-05-31
      dunning report collectors --as-of 2026-05-31 --format csv
    """,
    "inspections": """Show contacts inspected: how many, how many passed, their score, corrections open and overdue.

    Examples:
      dunning report inspections --from 2026-05-01 --to 2026-05-31
      dunning report inspections --by collector,product --json
    """,
    "field": """Show a round household by household: notices signed, cash, who intends to pay, who did none of it.

    Examples:
      dunning report field --from 2026-05-01 --to 2026-05-31
      dunning report field --by building --area 青禾花园
    """,
    "default-rate": """Show how many loans being repaid are in default, by number and by principal.

    Examples:
      dunning report default-rate --policy student-loan
      dunning report default-rate --policy student-loan --by batch --as-of 2026-05-31
    """,
    "collection-rate": """Show what of the bills was collected: those of the period and older ones, by amount and household.

    Examples:
      dunning report collection-rate --policy property-fee
      dunning report collection-rate --policy property-fee --by area --from 2026-01-01 --to 2026-06-30
    """,
}


def add_to(family: Typer) -> None:
    """Adds these reports to the family."""
    for name, text in HELP.items():
        family.command(name, cls=HelpfulCommand, help=text)(_command(name))


def _command(name: str) -> Callable[..., Any]:
    """The command that shows one report."""

    def report(
        ctx: Context,
        from_: Annotated[
            str | None, Option("--from", metavar="DATE", help="First day of the period.")
        ] = None,
        to: Annotated[
            str | None, Option("--to", metavar="DATE", help="Last day of the period; today unless given.")
        ] = None,
        as_of: AsOf = None,
        by: Annotated[
            str | None,
            Option(
                "--by",
                metavar="GROUP,…",
                help="One or two of product, stage, collector, batch, client, area, building, reason, age.",
            ),
        ] = None,
        cases: Annotated[
            str | None, Option("--cases", metavar="KEY", help="The cases that one row is made of.")
        ] = None,
        output: Annotated[
            str | None, Option("--output", "-o", metavar="FILE.xlsx", help="Write it into this workbook.")
        ] = None,
        rev: Rev = None,
        owner: Owner = None,
        policy: OfPolicy = None,
        stage: InStage = None,
        batch: OfBatch = None,
        area: OfArea = None,
        client: OfClient = None,
        as_json: Json = False,
        format_name: FormatName = None,
    ) -> None:
        from dunning_cli.views.reports.definitions import REPORTS
        from dunning_cli.views.reports.groups import groupings
        from dunning_cli.views.reports.report_sheet import Asked, report_sheet

        session, found = ctx.obj, REPORTS[name]
        style = chosen_format(as_json, format_name)
        chosen = selection_of(
            session, owner=owner, policy=policy, stage=stage, batch=batch, area=area, client=client
        )
        period, of_a_day = asked_period(session, found, from_, to, as_of, rev)
        asked = Asked(
            found, period, groupings(by, found.by), chosen, cases, of_a_day, session.screen.translate
        )
        in_one_table = output is None and style in (Format.CSV, Format.TSV)

        def made() -> Answer:
            answer = report_sheet(session.reader_at(rev), asked, session.language, in_one_table=in_one_table)
            if not answer.data.get("rows", answer.data.get("cases")):
                session.matched_nothing(filters_of(chosen))
            return answer

        if output is not None:
            write_report(session, output, made, as_json)
        else:
            session.view(made(), as_json, format_name)

    return report


def asked_period(
    session: Session, report: Report, from_: str | None, to: str | None, as_of: str | None, rev: str | None
) -> tuple[Period, bool]:
    """The period asked for, and whether it is one day that was asked for. Raises WrongUsage."""
    from dunning_cli.views.reports.asked_days import days_of

    if as_of is not None and (from_ is not None or to is not None):
        raise WrongUsage(msg("--as-of and --from or --to exclude each other"))
    last = session.day(to, "--to") if to is not None else session.as_of(as_of, rev)
    return days_of(report, session.day(from_, "--from") if from_ is not None else None, last)


def write_report(
    session: Session,
    file: str,
    made: Callable[[], Answer],
    as_json: bool,
    titles: Sequence[Message] | None = None,
) -> None:
    """Writes a report into a workbook. Raises WrongUsage for another kind of file, Refused where it cannot go there."""
    from dunning_cli.store.machine.printer import WORKBOOK, write_paper
    from dunning_cli.views.reports.report_workbook import report_workbook

    path = workbook_target(session, file)
    answer = made()
    named = () if titles is None else (titles,)
    write_paper(path, report_workbook(answer, session.spoken, *named), session.ledger.folder, WORKBOOK)
    show_file(session, answer, path, msg("report written: {file}", file=path), as_json)
