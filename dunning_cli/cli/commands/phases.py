"""Command on phases: phase, which moves a case into one, or shows them and where the case stands."""

from __future__ import annotations

from typing import Any

from typer import Context, Typer

from dunning_cli.cli.declared import Given, add_declared, write
from dunning_cli.cli.options import FormatName
from dunning_cli.kernel.errors import WrongUsage
from dunning_cli.kernel.message import msg


def add_to(app: Typer) -> None:
    """Adds this command to the program."""
    add_declared(app, "phase", phase, {"format_name": (FormatName, None)})


def phase(ctx: Context, words: str, values: dict[str, Any], given: Given) -> None:
    """Moves the case into the phase named, or shows them where none is. Raises WrongUsage for options of the other."""
    from dunning_cli.views.case.phases import phase_sheet

    session, style = ctx.obj, given.own["format_name"]
    if values["phase"] is not None:
        if style is not None:
            raise WrongUsage(msg("--format is for looking; leave out the phase"))
        write(ctx, words, values, given)
        return
    if given.dry_run or values["reason"] is not None or values["override"] is not None:
        raise WrongUsage(msg("say which phase the case enters, such as pre-suit"))
    answer = phase_sheet(session.reader, values["case"], session.day(values["on"], "--on"), session.language)
    session.view(answer, given.as_json, style)
