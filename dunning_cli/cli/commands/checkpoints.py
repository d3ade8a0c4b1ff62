"""Commands on checkpoints: checkpoint, and cosign and verify of its family."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Context, Exit, Option, Typer

from dunning_cli.cli.answering import chosen_format
from dunning_cli.cli.options import ActorName, DryRun, Json
from dunning_cli.kernel.answer import Answer
from dunning_cli.kernel.errors import Refused, Unsound
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.present.help_page import CommandWithFamily, HelpfulCommand, HelpfulGroup

if TYPE_CHECKING:
    from dunning_cli.cli.session import Session
    from dunning_cli.store.format.checkpoint_lines import Checkpoint

TYPED = "-"
"""In the place of a file: what is typed, or comes from another command."""


def add_to(app: Typer) -> None:
    """Adds this command to the program."""
    app.command("checkpoint", cls=_Checkpoint)(checkpoint)


def _family() -> Typer:
    family = Typer(cls=HelpfulGroup, rich_markup_mode=None)
    family.callback()(lambda: None)
    family.command("verify", cls=HelpfulCommand)(verify)
    family.command("cosign", cls=HelpfulCommand)(cosign)
    return family


class _Checkpoint(CommandWithFamily):
    """The command `checkpoint`, with those of its family."""

    family = staticmethod(_family)


def checkpoint(
    ctx: Context,
    after: Annotated[
        str | None,
        Option(
            "--after",
            metavar="FILE",
            help="The last checkpoint of another ledger that this one goes on from, after an archive.",
        ),
    ] = None,
    actor: ActorName = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Print three lines that say how the whole history stands, for paper, a letter or head office; keep them here too.

    Whoever has the lines can prove later that nothing before them was changed, taken out or put in, whoever did it
    and with whatever keys: see `checkpoint verify`. Where nothing came since the last ones, these are printed again.

    Examples:
      dunning checkpoint
      dunning checkpoint --actor zhou > ../checkpoint.txt
      dunning checkpoint --after ../old-ledger.txt
    """
    from dunning_cli.cli.carrying_out import executed
    from dunning_cli.operations.ledger.checkpoints import TakeCheckpoint
    from dunning_cli.present.progress import ProgressLine

    session: Session = ctx.obj
    before = _read(session, (after,)).as_predecessor() if after is not None else None
    receipt = executed(session, TakeCheckpoint(after=before), actor, dry_run, ProgressLine(session.translate))
    outcome = receipt.outcomes[0]
    if receipt.commit is not None:
        session.screen.note(msg("kept in {file}", file=outcome.data["checkpoint"]))
    lines = tuple(Message("{line}", {"line": line}) for line in outcome.data["lines"])
    session.show(Answer(receipt.as_json(), lines, receipt.warnings), chosen_format(as_json))


def cosign(
    ctx: Context,
    file: Annotated[
        str | None,
        Argument(
            metavar="[FILE]",
            help="A file that holds the lines, or - for what is typed; the last one kept here unless given.",
        ),
    ] = None,
    actor: ActorName = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Say for a checkpoint, as a second person, that this history leads to it; it is compared first.

    Examples:
      dunning checkpoint cosign ../checkpoint.txt --actor zhou
      dunning checkpoint cosign --actor zhou
    """
    from dunning_cli.cli.carrying_out import executed, print_receipt
    from dunning_cli.operations.ledger.checkpoints import CosignCheckpoint
    from dunning_cli.present.progress import ProgressLine
    from dunning_cli.views.audit.checkpoint_report import checkpoint_report

    session: Session = ctx.obj
    read = _read(session, (file,)) if file is not None else None
    progress = ProgressLine(session.translate)
    report = checkpoint_report(session.ledger.folder, read, progress)
    if not report.leads:
        session.show(report.answer, chosen_format(as_json))
        raise Exit(Unsound.exit_code)
    receipt = executed(session, CosignCheckpoint(checkpoint=report.checkpoint), actor, dry_run, progress)
    print_receipt(session, receipt, as_json)


def verify(
    ctx: Context,
    lines: Annotated[
        list[str] | None,
        Argument(
            metavar="[FILE|LINE…]",
            help="A file that holds the lines, the lines themselves, or - for what is typed; the last one kept here unless given.",
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Compare a checkpoint with the history here: every commit and file before it is read again. Exit 6 where it differs.

    The one kept here proves little against somebody who wrote the whole history anew; one on paper or elsewhere does.

    Examples:
      dunning checkpoint verify ../checkpoint.txt
      dunning checkpoint verify -
      dunning checkpoint verify
    """
    from dunning_cli.present.progress import ProgressLine
    from dunning_cli.views.audit.checkpoint_report import checkpoint_report

    session: Session = ctx.obj
    given = tuple(lines or ())
    read = _read(session, given) if given else None
    report = checkpoint_report(session.ledger.folder, read, ProgressLine(session.translate))
    session.show(report.answer, chosen_format(as_json))
    if not report.leads:
        raise Exit(Unsound.exit_code)


def _read(session: Session, given: tuple[str, ...]) -> Checkpoint:
    """The checkpoint that is given: a file's, or typed. Raises NotFound, WrongUsage, Refused where a line is mistyped."""
    from dunning_cli.store.format.checkpoint_lines import LONGEST, begins, read_checkpoint
    from dunning_cli.store.format.foreign_file import foreign_bytes

    if len(given) > 1 or begins(given[0]):
        return read_checkpoint("\n".join(given), session.translate(label("line")))
    name = given[0]
    if name == TYPED:
        data = sys.stdin.buffer.read(LONGEST + 1)
    else:
        data = foreign_bytes(name, msg("{file}: a checkpoint is a file of text with its lines", file=name))
    if len(data) > LONGEST:
        raise Refused(msg("{file} is longer than any checkpoint", file=name))
    return read_checkpoint(data.decode("utf-8-sig", "replace"), name)
