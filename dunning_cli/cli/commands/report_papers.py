"""Reports as papers: the manager's page, the week's and the month's paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Context, Option, Typer

from dunning_cli.cli.commands.report_files import paper_target, show_file, typeface
from dunning_cli.cli.options import AsOf, Json, Owner
from dunning_cli.kernel.message import msg
from dunning_cli.present.help_page import HelpfulCommand

if TYPE_CHECKING:
    from dunning_cli.cli.session import Session
    from dunning_cli.domain.portfolio.periods import Period
    from dunning_cli.kernel.answer import Answer
    from dunning_cli.kernel.message import Message
    from dunning_cli.store.machine.printer import PaperKind
    from dunning_cli.views.reports.periodic import Paper

PaperFile = Annotated[
    str | None,
    Option("--output", "-o", metavar="FILE", help="Write it into FILE.txt, FILE.html or FILE.pdf."),
]


def add_to(family: Typer) -> None:
    """Adds these reports to the family."""
    family.command("page", cls=HelpfulCommand)(page)
    family.command("weekly", cls=HelpfulCommand)(weekly)
    family.command("monthly", cls=HelpfulCommand)(monthly)


def page(
    ctx: Context,
    output: Annotated[
        str, Option("--output", "-o", metavar="FILE.html", help="Write the page into this file.")
    ],
    from_: Annotated[str | None, Option("--from", metavar="DATE", help="First day of the period.")] = None,
    to: Annotated[
        str | None, Option("--to", metavar="DATE", help="Last day of the period; today unless given.")
    ] = None,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """Write one page for a manager: five figures, ageing, money in, roll, promises, collectors, deadlines, clients.

    The page stands by itself: it opens in any browser without a network, on a phone too, and prints on A4. Without days
    it is of the month up to today. Debtors are named in part.

    Examples:
      dunning report page -o ../report.html
      dunning report page -o ../2026-05.html --from 2026-05-01 --to 2026-05-31
    """
    from dunning_cli.cli.commands.measured_reports import asked_period
    from dunning_cli.store.machine.printer import write_paper
    from dunning_cli.views.reports.definitions import RECOVERY
    from dunning_cli.views.reports.manager_page import manager_page, page_file

    session = ctx.obj
    path, kind = paper_target(session, output, ".html")
    period, _ = asked_period(session, RECOVERY, from_, to, as_of, None)
    made = manager_page(session.reader, period, session.language)
    data = page_file(made, session.language, session.spoken)
    write_paper(path, data, session.ledger.folder, kind)
    show_file(session, made.answer, path, _said(path), as_json)


def weekly(
    ctx: Context,
    as_of: AsOf = None,
    owner: Owner = None,
    output: PaperFile = None,
    as_json: Json = False,
) -> None:
    """Show the week's paper of the office or one collector: results, problems, the plan of the coming seven days.

    The week is the seven days that end with the day asked for, held against the seven before. Debtors are not named.

    Examples:
      dunning report weekly
      dunning report weekly --owner wang -o ../wang.html
    """
    from dunning_cli.domain.portfolio.periods import week_to
    from dunning_cli.views.reports.periodic import WEEKLY

    session = ctx.obj
    _show(session, WEEKLY, week_to(session.day(as_of, "--as-of")), owner, output, as_json)


def monthly(
    ctx: Context,
    month: Annotated[
        str | None,
        Option("--month", metavar="MONTH", help="The month, as 2026-05; that of today unless given."),
    ] = None,
    owner: Owner = None,
    output: PaperFile = None,
    as_json: Json = False,
) -> None:
    """Show the month's paper of the office or one collector: results against the target, problems, the plan ahead.

    Of a month that is not over it is up to today. Debtors are not named.

    Examples:
      dunning report monthly --month 2026-05
      dunning report monthly --owner wang -o ../wang.txt
    """
    from dunning_cli.domain.portfolio.periods import month_up_to
    from dunning_cli.views.reports.periodic import MONTHLY

    session = ctx.obj
    today = session.moment.today
    period = month_up_to(session.month(month, "--month", today), today)
    _show(session, MONTHLY, period, owner, output, as_json)


def _show(
    session: Session, paper: Paper, period: Period, owner: str | None, output: str | None, as_json: bool
) -> None:
    """A paper on the screen, or in a file. Raises WrongUsage for another kind, Refused where it cannot go there."""
    from dunning_cli.store.machine.printer import write_paper
    from dunning_cli.views.reports.periodic import paper_of

    target = paper_target(session, output, ".txt", ".html", ".pdf") if output is not None else None
    answer = paper_of(session.reader, paper, period, session.collector(owner), session.language)
    if target is None:
        session.view(answer, as_json)
        return
    path, kind = target
    write_paper(path, _data(session, answer, kind), session.ledger.folder, kind)
    show_file(session, answer, path, _said(path), as_json)


def _data(session: Session, answer: Answer, kind: PaperKind) -> bytes:
    """A paper in the form of its file. Raises Refused."""
    from dunning_cli.store.machine.printer import PAGE, PDF
    from dunning_cli.views.reports.periodic import paper_page, paper_pdf

    if kind is PDF:
        return paper_pdf(answer, session.language, session.spoken, typeface(session))
    if kind is PAGE:
        return paper_page(answer, session.language, session.spoken)
    return kind.begins + _text(session, answer)


def _text(session: Session, answer: Answer) -> bytes:
    """The paper as it stands on the screen."""
    from dataclasses import replace
    from io import StringIO

    from dunning_cli.present.screen import Screen

    paper = StringIO()
    screen = Screen(session.translate, paper, StringIO(), session.spoken)
    screen.answer(replace(answer, warnings=()))
    return paper.getvalue().encode("utf-8")


def _said(path: Path) -> Message:
    return msg("report written: {file}", file=path)
