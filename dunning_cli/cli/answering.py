"""What is said around an answer: its format, its day, a fixed today, what was done, a miscalculation at its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from dunning_cli.kernel.answer import Answer, Table
from dunning_cli.kernel.errors import Miscalculated, MiscalculationNote, WrongUsage
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.text import suggestion
from dunning_cli.present.tables import Format

if TYPE_CHECKING:
    from dunning_cli.moment import Moment
    from dunning_cli.operations.writing.execute import Receipt


def chosen_format(as_json: bool, name: str | None = None) -> Format:
    """The format of `--json` or `--format NAME`. Raises WrongUsage for an unknown one."""
    if as_json or name is None:
        return Format.JSON if as_json else Format.TABLE
    known = [style.value for style in Format]
    if name not in known:
        raise WrongUsage(msg("'{name}' is not a format; {hint}", name=name, hint=suggestion(name, known)))
    return Format(name)


def confirmation(receipt: Receipt) -> Message:
    """What was done, with its commit where something was written."""
    if receipt.commit is None:
        return receipt.subject
    return msg("{what} [{commit}]", what=receipt.subject, commit=receipt.commit[:10])


def dated(answer: Answer, moment: Moment) -> Answer:
    """The answer with a line that names its day, where neither it nor the line about a fixed today does."""
    day = answer.data.get("as_of")
    if not isinstance(day, date) or (moment.fixed_today is not None and day == moment.today):
        return answer
    headings = [part.heading if isinstance(part, Table) else part for part in answer.parts]
    if any(_names(heading, day) for heading in headings if isinstance(heading, Message)):
        return answer
    return replace(answer, parts=(msg("as of {day}", day=day), *answer.parts))


def _names(message: Message, day: date) -> bool:
    return any(
        value == day or (isinstance(value, Message) and _names(value, day))
        for value in message.values.values()
    )


def fixed_today(moment: Moment, by_variable: bool) -> Message | None:
    """The line that names a fixed today and says what fixed it; None where the clock counts."""
    if moment.fixed_today is None:
        return None
    if by_variable:
        return msg("(today is fixed at {day} by DUNNING_TODAY)", day=moment.today)
    return msg(
        "(today is fixed at {day}; delete the line 'today' in dunning.yaml to go live)", day=moment.today
    )


def end_as_bug(notes: Sequence[Message]) -> None:
    """Raises Miscalculated where notes tell of figures that the program could not work out."""
    found = [note.found for note in notes if isinstance(note, MiscalculationNote) and note.found is not None]
    if found:
        raise Miscalculated.of_all(found)
