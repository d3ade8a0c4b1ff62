"""The letter series that a clone takes with its first letter, proposed to whoever sits at the terminal."""

from __future__ import annotations

from dunning_cli.cli.commands.sync_questions import at_a_terminal
from dunning_cli.cli.session import Session
from dunning_cli.kernel.message import msg
from dunning_cli.present.asking import Asking, EndOfInput


def series_wanted(session: Session, given: str | None, *, asked: bool) -> str | None:
    """The series given, else what is answered where one is to be proposed and somebody may be `asked`; None leaves it open."""
    from dunning_cli.operations.writing.letter_series import series_to_propose

    if given is not None or not asked or not at_a_terminal():
        return given
    proposed = series_to_propose(session.reader.folder, session.reader.office)
    if proposed is None:
        return None
    question = msg("letters of this clone need a series of their own; Enter takes {series}:", series=proposed)
    try:
        return Asking(session.screen).line(question) or proposed
    except EndOfInput:
        return proposed
