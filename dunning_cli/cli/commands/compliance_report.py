"""The report of a month by the rules: one command."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from typer import Context, Option

from dunning_cli.cli.answering import chosen_format
from dunning_cli.cli.commands.case_filters import OfClient
from dunning_cli.cli.options import FormatName, Json
from dunning_cli.present.tables import Format

if TYPE_CHECKING:
    from dunning_cli.cli.session import Session
    from dunning_cli.domain.portfolio.periods import Period


def compliance(
    ctx: Context,
    from_: Annotated[
        str | None, Option("--from", metavar="DATE", help="First day; of the last whole month unless given.")
    ] = None,
    to: Annotated[
        str | None,
        Option("--to", metavar="DATE", help="Last day; of the last whole month, or today with --from."),
    ] = None,
    client: OfClient = None,
    output: Annotated[
        str | None, Option("--output", "-o", metavar="FILE.xlsx", help="Write it into this workbook.")
    ] = None,
    as_json: Json = False,
    format_name: FormatName = None,
) -> None:
    """Show whether a month went by the rules: contacts judged again, overrides, complaints, verification, proof.

    It is counted from the record and names the commit, so that a client counts it again from a clone; exports and
    looks in full come from access.log of this machine alone. No names of people stand in it.

    Examples:
      dunning report compliance
      dunning report compliance --from 2026-05-01 --to 2026-05-31 --client 星渡银行信用卡中心 --json
      dunning report compliance -o ../may.xlsx
    """
    from dunning_cli.views.reports.compliance import month_by_rules
    from dunning_cli.views.reports.compliance_sheet import compliance_sheet, sheet_titles

    session = ctx.obj
    style = chosen_format(as_json, format_name)
    month = month_by_rules(session.reader, _period(session, from_, to), client, session.moment.today)
    if not month.cases:
        session.matched_nothing({"--client": ("CLIENT", client)})
    if output is not None:
        from dunning_cli.cli.commands.measured_reports import write_report

        write_report(session, output, lambda: compliance_sheet(month), as_json, sheet_titles(month))
        return
    answer = compliance_sheet(month, in_one_table=style in (Format.CSV, Format.TSV))
    session.view(answer, as_json, format_name)


def _period(session: Session, from_: str | None, to: str | None) -> Period:
    """The period asked for, the last whole month unless one is. Raises WrongUsage."""
    from dunning_cli.views.reports.asked_days import days_by_rules

    first = session.day(from_, "--from") if from_ is not None else None
    last = session.day(to, "--to") if to is not None else None
    return days_by_rules(first, last, session.moment.today)
