"""Commands that take a list of the post office: letter post, letter result."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from typer import Argument, Context, Typer

from dunning_cli.cli.carrying_out import booked, print_receipt
from dunning_cli.cli.options import ActorName, DryRun, Json
from dunning_cli.cli.session import Session
from dunning_cli.present.help_page import HelpfulCommand
from dunning_cli.present.progress import ProgressLine

ListFile = Annotated[str, Argument(metavar="FILE", help="An .xlsx, .xls, .csv or .tsv file.")]


def add_to(family: Typer) -> None:
    """Adds these commands to the family of letters."""
    family.command("post", cls=HelpfulCommand)(post)
    family.command("result", cls=HelpfulCommand)(result)


def post(
    ctx: Context,
    file: ListFile,
    actor: ActorName = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Record from a file which letters went out: columns serial, tracking, date, and method where it was another.

    Every line is checked before anything is written, and all go into one commit; lines on record already are left.

    Examples:
      dunning letter post ems-2026-06-02.csv --dry-run
      dunning letter post ems-2026-06-02.csv
    """
    _follow(ctx.obj, file, False, actor, dry_run, as_json)


def result(
    ctx: Context,
    file: ListFile,
    actor: ActorName = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Record from a file what became of letters: columns serial or tracking, result, date; signed_by, reason.

    A result is delivered, refused or returned, or as the post says it: 本人签收, 拒收, 退回. Letters still under way are
    passed over. Every line is checked before anything is written, and all go into one commit.

    Examples:
      dunning letter result ems-results.xlsx --dry-run
      dunning letter result ems-results.xlsx
    """
    _follow(ctx.obj, file, True, actor, dry_run, as_json)


def _follow(
    session: Session, file: str, results: bool, actor: str | None, dry_run: bool, as_json: bool
) -> None:
    """Reads a list, carries it out and prints the receipt."""
    from dunning_cli.operations.intake.foreign_table import table_bytes
    from dunning_cli.operations.letters.post_office import list_to_follow

    path = Path(file)
    receipt = session.moment.execute(
        list_to_follow(path.name, table_bytes(path), results=results),
        session.code("STAFF", actor),
        dry_run,
        session.screen.note,
        progress=ProgressLine(session.translate),
    )
    booked(session, receipt)
    print_receipt(session, receipt, as_json)
