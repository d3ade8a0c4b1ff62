"""Commands on a client's batch: return, which may write its dossier too, and extension."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

from typer import Context, Option, Typer

from dunning_cli.cli.carrying_out import carried_out, print_receipt
from dunning_cli.cli.commands.dossiers import IN_FULL, ClientColumns, dossier_target, write_dossier
from dunning_cli.cli.declared import Given, add_declared
from dunning_cli.cli.options import Reveal
from dunning_cli.cli.overriding import override_offered
from dunning_cli.kernel.errors import Failure
from dunning_cli.kernel.message import msg
from dunning_cli.operations.registry import operation_named
from dunning_cli.present.progress import ProgressLine

Dossier = Annotated[
    str | None, Option("--dossier", metavar="FILE.xlsx", help="Write the batch's dossier into this workbook.")
]


def add_to(app: Typer) -> None:
    """Adds these commands to the program."""
    add_declared(
        app,
        "return",
        return_batch,
        {"dossier": (Dossier, None), "profile": (ClientColumns, None), "reveal": (Reveal, False)},
    )
    add_declared(app, "extension")


def return_batch(ctx: Context, words: str, values: dict[str, Any], given: Given) -> None:
    """Returns the batch, then writes its dossier where one is wanted; a dry run writes neither."""
    from dunning_cli.views.portfolio.batch_dossier import batch_on

    session, file = ctx.obj, given.own["dossier"]
    target = None
    if file is not None:
        target = dossier_target(session, file, session.viewer(given.actor, given.own["reveal"]))
    progress = ProgressLine(session.translate)
    with override_offered(ctx):
        receipt = carried_out(session, operation_named(words), values, given.actor, given.dry_run, progress)
    written = None
    if target is not None and receipt.commit is not None:
        fresh = replace(session)
        try:
            write_dossier(
                fresh,
                target,
                batch_on(fresh.reader, values["batch"], fresh.day(values["on"], "--on")),
                given.own["profile"],
            )
            written = target
            session.screen.note(IN_FULL)
        except Failure as failure:
            session.screen.note(
                msg(
                    "the batch is returned, but its dossier was not written: {why}; write it with: dunning report batch "
                    "{batch} -o {file}",
                    why=failure.message,
                    batch=values["batch"],
                    file=file,
                )
            )
    print_receipt(session, receipt, given.as_json, written, key="dossier")
