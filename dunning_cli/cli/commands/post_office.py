"""Commands for the way to the post office and back: letter labels, letter post, letter result."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Context, Option, Typer

from dunning_cli.cli.carrying_out import executed, print_receipt
from dunning_cli.cli.commands.printing import refuse_to_strangers
from dunning_cli.cli.options import ActorName, AsOf, DryRun, FormatName, Json, Looker, Reveal
from dunning_cli.cli.session import Session
from dunning_cli.kernel.message import msg
from dunning_cli.present.help_page import HelpfulCommand
from dunning_cli.present.progress import ProgressLine

if TYPE_CHECKING:
    from dunning_cli.views.letters.envelopes import Envelopes

ListFile = Annotated[str, Argument(metavar="FILE", help="An .xlsx, .xls, .csv or .tsv file.")]


def add_to(family: Typer) -> None:
    """Adds these commands to the family of letters."""
    family.command("labels", cls=HelpfulCommand)(labels)
    family.command("post", cls=HelpfulCommand)(post)
    family.command("result", cls=HelpfulCommand)(result)


def labels(
    ctx: Context,
    serials: Annotated[
        list[str] | None,
        Argument(
            metavar="[SERIAL]…",
            help="Numbers, or FIRST..LAST; unless given, of all letters by post that have not gone out.",
        ),
    ] = None,
    output: Annotated[
        str | None,
        Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Labels as FILE.pdf or FILE.txt; as FILE.xlsx a table for the waybills of the post.",
        ),
    ] = None,
    as_of: AsOf = None,
    reveal: Reveal = False,
    actor: Looker = None,
    as_json: Json = False,
    format_name: FormatName = None,
) -> None:
    """Address the envelopes of letters: labels, sixteen a sheet, or a table for waybills that names the contents.

    A waybill names paper, number and contract, as a court asks of whoever has to prove what was sent; nothing on a label
    tells that anything is owed. Files hold names and addresses in full; who wrote them is noted in access.log.

    Examples:
      dunning letter labels
      dunning letter labels 2026-A-0012..2026-A-0051 -o labels.pdf
      dunning letter labels 2026-A-0012 -o waybill.xlsx
    """
    from dunning_cli.cli.commands.report_files import paper_target, show_file
    from dunning_cli.store.machine.printer import write_paper
    from dunning_cli.views.letters.envelopes import envelopes, envelopes_answer

    session = ctx.obj
    viewer = session.viewer(actor, reveal)
    target = None
    if output is not None:
        refuse_to_strangers(viewer)
        target = paper_target(session, output, ".pdf", ".txt", ".xlsx")
    asked = envelopes(session.reader, serials or (), session.day(as_of, "--as-of"))
    answer = envelopes_answer(asked, viewer)
    if target is None:
        session.view(answer, as_json, format_name)
        return
    path, kind = target
    data = _envelope_file(session, asked, path.suffix.lower())
    session.noting(actor, ("labels",)).file(asked.cases, hashlib.sha256(data).hexdigest(), len(asked.found))
    write_paper(path, data, session.ledger.folder, kind)
    said = msg("written: {files}", files=path)
    show_file(session, answer, path, said, as_json, format_name)


def _envelope_file(session: Session, asked: Envelopes, ending: str) -> bytes:
    from dunning_cli.cli.commands.report_files import typeface
    from dunning_cli.views.letters.envelopes import labels_as_text, labels_pdf, waybills

    if ending == ".pdf":
        return labels_pdf(asked, typeface(session))
    if ending == ".txt":
        return labels_as_text(asked)
    return waybills(asked, session.reader.office, session.translate)


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

    A result is delivered, refused or returned, or as the post says it in Chinese. Letters still under way are
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
    told = list_to_follow(path.name, table_bytes(path), results=results)
    receipt = executed(session, told, actor, dry_run, ProgressLine(session.translate))
    print_receipt(session, receipt, as_json)
