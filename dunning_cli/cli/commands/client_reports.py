"""Command on what a client is paid: report client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from typer import Context, Option

from dunning_cli.cli.answering import chosen_format
from dunning_cli.cli.commands.report_files import paper_target, show_file, typeface
from dunning_cli.cli.options import DryRun, FormatName, Json, Looker, Reveal
from dunning_cli.cli.session import Session
from dunning_cli.kernel.answer import Answer
from dunning_cli.kernel.errors import WrongUsage
from dunning_cli.kernel.message import Message, msg
from dunning_cli.present.tables import Format

if TYPE_CHECKING:
    from dunning_cli.domain.portfolio.periods import Period
    from dunning_cli.store.machine.printer import PaperKind
    from dunning_cli.views.reports.client_statement import ClientStatement, StatementSheet


def client(
    ctx: Context,
    client: Annotated[
        str, Option("--client", metavar="NAME", help="The client, or the name of the file with its terms.")
    ],
    from_: Annotated[
        str | None,
        Option("--from", metavar="DATE", help="First value date; that of last month unless given."),
    ] = None,
    to: Annotated[
        str | None, Option("--to", metavar="DATE", help="Last value date; that of last month unless given.")
    ] = None,
    issue: Annotated[
        bool,
        Option("--issue", help="Keep it in the ledger as issued: later ones tell what has changed of it."),
    ] = False,
    dry_run: DryRun = False,
    output: Annotated[
        str | None,
        Option("--output", "-o", metavar="FILE", help="Write it into FILE.txt, FILE.pdf or FILE.xlsx."),
    ] = None,
    reveal: Reveal = False,
    actor: Looker = None,
    as_json: Json = False,
    format_name: FormatName = None,
) -> None:
    """Show what a client is paid for a period: each payment with its rate and commission, totals, what has changed since.

    The terms stand in clients/NAME.yaml (docs/settlement.md). Days that were issued are shown as issued. Files are for
    the client: collectors' shares are not in them.

    Examples:
      dunning report client --client 星渡银行信用卡中心
      dunning report client --client xingdu --from 2026-05-01 --to 2026-05-31 -o ../xingdu-2026-05.txt
      dunning report client --client xingdu --from 2026-05-01 --to 2026-05-31 --issue --actor zhou
    """
    from dunning_cli.store.machine.printer import write_paper
    from dunning_cli.views.reports.client_statement import StatementSheet, statement_of

    session: Session = ctx.obj
    style = chosen_format(as_json, format_name)
    if dry_run and not issue:
        raise WrongUsage(msg("--dry-run goes with --issue"))
    target = paper_target(session, output, ".txt", ".pdf", ".xlsx") if output is not None else None
    shown = statement_of(session.reader, client, _period(session, from_, to))
    viewer = session.viewer(actor, reveal)
    sheet = StatementSheet(session.reader, shown, viewer)
    answer = sheet.answer(in_one_table=style in (Format.CSV, Format.TSV))
    if issue:
        answer = _issued(session, shown, answer, actor, dry_run)
    if target is not None:
        path, kind = target
        write_paper(path, _data(session, sheet, kind), session.ledger.folder, kind)
        written = msg("statement written: {file}", file=path)
        show_file(session, answer, path, written, as_json, format_name)
    else:
        session.view(answer, as_json, format_name)


def _period(session: Session, from_: str | None, to: str | None) -> Period:
    """The days asked for; last month where neither end is given. Raises WrongUsage."""
    from dunning_cli.views.reports.asked_days import days_of_statement

    first = session.day(from_, "--from") if from_ is not None else None
    last = session.day(to, "--to") if to is not None else None
    return days_of_statement(first, last, session.moment.today)


def _issued(
    session: Session, shown: ClientStatement, answer: Answer, actor: str | None, dry_run: bool
) -> Answer:
    """Issues a statement; the answer with where it stands. Raises Refused."""
    from dunning_cli.cli.answering import confirmation
    from dunning_cli.cli.carrying_out import executed
    from dunning_cli.operations.ledger.statements import IssueStatement

    operation = IssueStatement(
        slug=shown.found.slug,
        statement=shown.statement,
        known=tuple(each.hash for each in shown.found.issued),
    )
    receipt = executed(session, operation, actor, dry_run)
    data: dict[str, Any] = {
        **answer.data,
        "statement": receipt.outcomes[0].data["statement"],
        "commit": receipt.commit,
    }
    told: Message = confirmation(receipt)
    return Answer(data, (*answer.parts, told), (*answer.warnings, *receipt.warnings))


def _data(session: Session, sheet: StatementSheet, kind: PaperKind) -> bytes:
    """A statement in the form of its file. Raises Refused."""
    from dunning_cli.store.machine.printer import PDF, WORKBOOK
    from dunning_cli.views.reports import client_paper

    reader, spoken = session.reader, session.spoken
    if kind is PDF:
        from dunning_cli.views.reports.client_pages import statement_pdf

        return statement_pdf(reader, sheet, session.language, spoken, typeface(session))
    if kind is WORKBOOK:
        return client_paper.statement_workbook(sheet, spoken)
    return kind.begins + client_paper.statement_text(sheet, reader.office.office, spoken).encode("utf-8")
