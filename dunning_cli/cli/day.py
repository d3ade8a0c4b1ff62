"""What the program shows where no command is named: the day in the ledger at hand."""

from __future__ import annotations

from dataclasses import replace

from dunning_cli.cli.session import Session
from dunning_cli.kernel.message import msg


def show_day(session: Session) -> None:
    """Shows the day in ten lines, of whoever looks where they have work. Raises as every view."""
    from dunning_cli.views.portfolio.day_sheet import day_sheet

    person = session.viewer(None).person
    day = day_sheet(session.reader, session.moment.today, person, session.language)
    session.view(replace(day, parts=(*day.parts, msg("all commands: {command}", command="dunning --help"))))
