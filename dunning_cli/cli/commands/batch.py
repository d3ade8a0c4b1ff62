"""The command `batch`: a file of operations, all of them in one commit or none."""

from __future__ import annotations

import sys
from pathlib import PurePath
from typing import Annotated

from typer import Argument, Context, Option, Typer

from dunning_cli.cli.carrying_out import booked
from dunning_cli.cli.options import ActorName, DryRun, Json
from dunning_cli.kernel.errors import WrongUsage
from dunning_cli.kernel.message import msg
from dunning_cli.present.gathering import gathered
from dunning_cli.present.help_page import HelpfulCommand
from dunning_cli.present.progress import ProgressLine

MOST_NOTES = 20
"""Notes on lines shown one by one; beyond, their number is given."""


def add_to(app: Typer) -> None:
    """Adds this command to the program."""
    app.command("batch", cls=HelpfulCommand)(batch)


def batch(
    ctx: Context,
    file: Annotated[
        str, Argument(metavar="FILE", help="A .jsonl or .csv file; - reads JSON lines from standard input.")
    ],
    resume: Annotated[
        bool, Option("--resume", help="Name the lines that were known by their key and skipped.")
    ] = False,
    actor: ActorName = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Carry out many operations, one a line, in one commit or none; lines known by their key are skipped.

    A line holds op, the words of a command, and its fields; a key of its own makes it safe to run again.

    Examples:
      dunning batch payments.jsonl --dry-run
      dunning batch payments.jsonl --resume
      dunning batch payments.csv --json
    """
    from dunning_cli.operations.batch.batch import Batch
    from dunning_cli.operations.batch.batch_lines import read_plan
    from dunning_cli.operations.batch.batch_report import result_lines, summary, warnings_of

    session = ctx.obj
    name, data = _content(file)
    plan = read_plan(name, data, delimited=name.casefold().endswith(".csv"))
    receipt = session.moment.execute(
        Batch(plan=plan), actor, dry_run, session.screen.note, ProgressLine(session.translate)
    )
    booked(session, receipt)
    if as_json:
        for found in result_lines(receipt):
            session.screen.data_line(found)
    else:
        for line in summary(receipt, resume=resume):
            session.screen.say(line)
    session.screen.untold = None
    notes = gathered(warnings_of(receipt))
    session.notes(notes[:MOST_NOTES])
    if len(notes) > MOST_NOTES:
        session.screen.note(msg("and {count} more", count=len(notes) - MOST_NOTES))


def _content(file: str) -> tuple[str, bytes]:
    """The name of a batch and its bytes. Raises WrongUsage for another kind of file, NotFound where there is none."""
    from dunning_cli.store.format.foreign_file import foreign_bytes

    if file == "-":
        return file, sys.stdin.buffer.read()
    path = PurePath(file)
    wanted = msg("{file}: a batch is a .jsonl or .csv file, or - for standard input", file=path.name)
    if path.suffix.casefold() not in (".jsonl", ".csv"):
        raise WrongUsage(wanted)
    return path.name, foreign_bytes(file, wanted)
