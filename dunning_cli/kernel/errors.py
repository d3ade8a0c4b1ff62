"""The ways a command can fail, each with its exit code (docs/refusals.md); a user sees one line of each."""

from __future__ import annotations

from collections.abc import Sequence

from dunning_cli.kernel.message import FieldWords, Message, Problem, msg
from dunning_cli.kernel.record import dataclass


class Failure(Exception):
    """An operation or question that could not be carried out; the message says what to change."""

    code = "failed"
    """What kind of failure it is, for scripts."""
    exit_code = 1
    tells_all = False
    """Whether every problem is shown, however many there are."""
    hint: Message | None = None
    """What to do about it, where that is not part of the message."""

    def __init__(self, message: Message, problems: Sequence[Problem] = ()) -> None:
        super().__init__(str(message))
        self.message = message
        self.problems = tuple(problems)

    @property
    def field(self) -> str | None:
        """The field or option at fault, as the message names it; None where it is about no single one."""
        return _named_in(self.message)


class Refused(Failure):
    """Well formed, but the ledger's state or rules do not allow it."""

    code = "refused"
    exit_code = 1


class Again(Refused):
    """It was recorded before; with a reason it is recorded again."""

    code = "recorded-before"


class WrongUsage(Failure):
    """The words of the command or the form of a value are wrong."""

    code = "wrong-usage"
    exit_code = 2


class NotFound(Failure):
    """The named case, entry or revision does not exist, or the name fits several."""

    code = "not-found"
    exit_code = 3


class NoSuchCase(NotFound):
    """No case has that id or debtor; `reference` is what was typed."""

    def __init__(self, reference: str, message: Message) -> None:
        super().__init__(message)
        self.reference = reference


class AgainstRule(Failure):
    """A contact or approval rule forbids it; `rule` is its name."""

    code = "against-rule"
    exit_code = 4

    def __init__(self, message: Message, rule: str) -> None:
        super().__init__(message)
        self.rule = rule


class Busy(Failure):
    """Another writer holds the ledger, or the files changed underneath."""

    code = "busy"
    exit_code = 5


class Unsound(Failure):
    """`check` or `audit` found something; the problems have been shown."""

    code = "unsound"
    exit_code = 6


class Bug(Failure):
    """The program itself is at fault; a log for its makers was written where that was possible."""

    code = "bug"
    exit_code = 70


class WrongLines(Failure):
    """Lines of a batch that cannot be carried out, each told; it ends as the surest fault would alone."""

    code = "wrong-lines"
    tells_all = True

    def __init__(self, messages: Sequence[Message], exit_code: int) -> None:
        super().__init__(messages[0], [Problem("line", message) for message in messages[1:]])
        self.exit_code = exit_code


_FIELD_NAMES = ("option", "key", "field")
"""Under these a message names the field it is about."""


def _named_in(message: Message) -> str | None:
    for name in _FIELD_NAMES:
        value = message.values.get(name)
        if isinstance(value, FieldWords):
            return value.field
        if isinstance(value, str):
            return value
    inner = message.values.get("what")
    return _named_in(inner) if isinstance(inner, Message) else None


class Miscalculated(Exception):
    """Figures of ours contradict each other: a bug of the program, never of the ledger or its user.

    No Failure, so that nothing which copes with failures copes with this: no figure that rests on it is shown or
    written. Lists alone catch it, to keep the row and print the rest. `message` is one line that names the case,
    `details` what its makers need, without anything personal.
    """

    exit_code = 70

    def __init__(self, message: Message, details: str) -> None:
        super().__init__(details)
        self.message = message
        self.details = details

    @classmethod
    def of_all(cls, found: Sequence[Miscalculated]) -> Miscalculated:
        """One for a list in which several cases, each named beside it already, show no figures."""
        message = msg("accounts that do not add up, their figures not shown: {count}", count=len(found))
        return cls(message, "\n\n".join(each.details for each in found))


@dataclass(frozen=True, slots=True)
class MiscalculationNote(Message):
    """What is said beside an answer of a case that was miscalculated; the command that shows it ends as a bug."""

    found: Miscalculated | None = None


class Unreadable(ValueError):
    """A text is not of its form; the message names the text and the form expected."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message
