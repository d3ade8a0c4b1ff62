"""Commands that register letters, print them, and follow them through the post: letter new, batch, deliver, spoil."""

from __future__ import annotations

from typing import Annotated, Any

from typer import Context, Option, Typer

from dunning_cli.cli.carrying_out import carried_out, print_receipt
from dunning_cli.cli.commands.printing import Output, Pdf, printed_letters, printer
from dunning_cli.cli.commands.series_question import series_wanted
from dunning_cli.cli.declared import Given, add_declared
from dunning_cli.cli.overriding import override_offered
from dunning_cli.operations.registry import operation_named
from dunning_cli.present.progress import ProgressLine

Due = Annotated[bool, Option("--due", help="The letters that `remind` asks for, each with its own template.")]


def add_to(family: Typer) -> None:
    """Adds these commands to the family of letters."""
    pages = {"pdf": (Pdf, False), "output": (Output, None)}
    add_declared(family, "letter new", register, pages)
    add_declared(family, "letter batch", batch, {"due": (Due, False), **pages})
    for words in ("letter deliver", "letter spoil"):
        add_declared(family, words)


def batch(ctx: Context, words: str, values: dict[str, Any], given: Given) -> None:
    """Registers the letters of a selection, or those that are due in it."""
    from dunning_cli.views.worklist.reminders import letters_due

    if given.own["due"]:
        session = ctx.obj
        places = {"stage": "STAGE", "owner": "STAFF", "policy": "POLICY"}
        selection = {name: session.code(place, values.pop(name)) for name, place in places.items()}
        day = session.day(values["on"], "--on")
        values["letter"] = letters_due(session.reader, day, **selection)
    register(ctx, words, values, given)


def register(ctx: Context, words: str, values: dict[str, Any], given: Given) -> None:
    """Registers letters and prints them where pages are asked for."""
    session = ctx.obj
    values["language"] = session.letter_language(values["language"])
    asked = not (given.dry_run or given.as_json)
    values["series"] = series_wanted(session, values["series"], asked=asked)
    press = printer(session, given.own["pdf"], given.own["output"], asked=asked)
    progress = ProgressLine(session.translate)
    with override_offered(ctx):
        receipt = carried_out(session, operation_named(words), values, given.actor, given.dry_run, progress)
    print_receipt(session, receipt, given.as_json, printed_letters(session, press, receipt))
