"""Command on schedules: schedule, which works one out and charges it where a case is named."""

from __future__ import annotations

from typing import Any

from typer import Context, Typer

from dunning_cli.cli.answering import chosen_format
from dunning_cli.cli.carrying_out import built
from dunning_cli.cli.declared import Given, add_declared, write
from dunning_cli.cli.options import FormatName


def add_to(app: Typer) -> None:
    """Adds this command to the program."""
    add_declared(app, "schedule", schedule, {"format_name": (FormatName, None)})


def schedule(ctx: Context, words: str, values: dict[str, Any], given: Given) -> None:
    """Charges the schedule to the case named, or only shows it."""
    from dunning_cli.operations.money.schedules import ChargeSchedule
    from dunning_cli.views.account.schedules import schedule_sheet

    if values["charge"] is not None:
        write(ctx, words, values, given)
        return
    answer = schedule_sheet(built(ctx.obj, ChargeSchedule, values).parts())
    ctx.obj.show(answer, chosen_format(given.as_json, given.own["format_name"]))
