"""The ways a command can fail, each with its exit code (DESIGN §5); a user sees one line of each."""

from __future__ import annotations

from collections.abc import Sequence

from dunning_cli.domain.message import Message, Problem


class Failure(Exception):
    """An operation or question that could not be carried out; the message says what to change."""

    exit_code = 1

    def __init__(self, message: Message, problems: Sequence[Problem] = ()) -> None:
        super().__init__(str(message))
        self.message = message
        self.problems = tuple(problems)


class Refused(Failure):
    """Well formed, but the ledger's state or rules do not allow it."""

    exit_code = 1


class WrongUsage(Failure):
    """The words of the command or the form of a value are wrong."""

    exit_code = 2


class NotFound(Failure):
    """The named case, entry or revision does not exist, or the name fits several."""

    exit_code = 3


class AgainstRule(Failure):
    """A contact or approval rule forbids it; `rule` is its name."""

    exit_code = 4

    def __init__(self, message: Message, rule: str) -> None:
        super().__init__(message)
        self.rule = rule


class Busy(Failure):
    """Another writer holds the ledger, or the files changed underneath."""

    exit_code = 5


class Unsound(Failure):
    """`check` or `audit` found something; the problems have been shown."""

    exit_code = 6
