"""Commands on the legal track: legal, which shows it or takes a step on it, and the papers that begin proceedings."""

from __future__ import annotations

from typing import Any

from typer import Context, Typer

from dunning_cli.cli.commands import court_batches, court_forms
from dunning_cli.cli.commands.awards import parts_of, running_of
from dunning_cli.cli.declared import Given, add_declared, write
from dunning_cli.cli.options import AsOf, FormatName, Reveal
from dunning_cli.kernel.errors import WrongUsage
from dunning_cli.kernel.message import msg
from dunning_cli.present.help_page import CommandWithFamily, HelpfulCommand, HelpfulGroup


def add_to(app: Typer) -> None:
    """Adds this command to the program."""
    own = {"as_of": (AsOf, None), "reveal": (Reveal, False), "format_name": (FormatName, None)}
    add_declared(app, "legal", legal, own, cls=_Legal)


def _family() -> Typer:
    family = Typer(cls=HelpfulGroup, rich_markup_mode=None)
    family.callback()(lambda: None)
    family.command("form", cls=HelpfulCommand)(court_forms.form)
    family.command("batch", cls=HelpfulCommand)(court_batches.batch_folders)
    return family


class _Legal(CommandWithFamily):
    """The command `legal`, with those of its family."""

    family = staticmethod(_family)


def legal(ctx: Context, words: str, values: dict[str, Any], given: Given) -> None:
    """Takes the step named, or shows the track where none is. Raises WrongUsage for options of the other."""
    from dunning_cli.views.legal.legal_track import legal_sheet

    session, own = ctx.obj, given.own
    case, step = values.pop("case"), values.pop("step")
    values["parts"] = parts_of(values["parts"]) or None
    values["running"] = running_of(values["running"]) or None
    if step is not None:
        if own["as_of"] is not None or own["format_name"] is not None or own["reveal"]:
            raise WrongUsage(msg("--as-of, --reveal and --format are for looking; leave out the step"))
        write(ctx, words, {"case": case, "step": step, **values}, given)
        return
    if given.dry_run or any(value is not None for value in values.values()):
        raise WrongUsage(msg("say which step to record, such as file or judgment"))
    viewer = session.viewer(given.actor, own["reveal"])
    answer = legal_sheet(session.reader, case, session.day(own["as_of"], "--as-of"), viewer)
    session.view(answer, given.as_json, own["format_name"])
