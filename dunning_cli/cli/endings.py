"""How a command ends: its exit code, and one clear line for everything that can go wrong (docs/refusals.md)."""

from __future__ import annotations

import os
import traceback

import typer

from dunning_cli.cli.usage import usage_message
from dunning_cli.kernel.errors import Bug, Failure, Miscalculated, Refused, WrongUsage
from dunning_cli.kernel.message import Message, msg
from dunning_cli.present.screen import Screen
from dunning_cli.present.streams import OutputLost, ReaderGone
from dunning_cli.store.machine.working_folder import working_folder_is_gone

DONE = 0
INTERRUPTED = 130
_LONGEST_PATH = 80
"""Characters of a path that a message shows."""


def ended(error: BaseException, screen: Screen) -> int:
    """Says what ended a command; gives the exit code.

    What is done for good and not printed yet decides it: then the command has succeeded, whatever went wrong
    after, and a script must not try it again.
    """
    untold, screen.untold = screen.untold, None
    if isinstance(error, (KeyboardInterrupt, typer.Abort)):
        screen.note(msg("stopped") if untold is None else msg("stopped; done before: {what}", what=untold))
        return INTERRUPTED
    if isinstance(error, typer.Exit):
        return error.exit_code
    if isinstance(error, OutputLost):
        return _unprinted(error, untold, screen)
    if type(error).__name__ == "NoArgsIsHelpError":
        screen.line(str(error))
        return WrongUsage.exit_code
    failure, code = _failure(error)
    if untold is None:
        screen.failure(failure)
        return code
    screen.note(msg("done: {what}; after that: {failure}", what=untold, failure=failure.message))
    return DONE


def _unprinted(lost: OutputLost, untold: Message | None, screen: Screen) -> int:
    if untold is not None:
        screen.note(
            msg("done, but it could not be printed ({reason}): {what}", reason=lost.reason, what=untold)
        )
        return DONE
    if isinstance(lost, ReaderGone):
        return DONE
    screen.failure(Failure(msg("the answer could not be printed: {reason}", reason=lost.reason)))
    return Failure.exit_code


def _failure(error: BaseException) -> tuple[Failure, int]:
    if isinstance(error, Failure):
        return error, error.exit_code
    wrong = usage_message(error)
    if wrong is not None:
        return WrongUsage(wrong), WrongUsage.exit_code
    if isinstance(error, OSError):
        return Refused(_of_the_machine(error)), Refused.exit_code
    if isinstance(error, MemoryError):
        return Refused(msg("there is not enough memory")), Refused.exit_code
    bug = _bug(error)
    if isinstance(error, Miscalculated):
        bug = msg("{what}; {bug}", what=error.message, bug=bug)
    return Bug(bug), Bug.exit_code


def _of_the_machine(error: OSError) -> Message:
    """What the system refused, where no place nearer to it has said so."""
    if working_folder_is_gone():
        return msg("the working directory is gone or may not be entered; change to another one")
    reason = error.strerror or str(error)
    if error.filename is None:
        return msg("the system refused: {reason}", reason=reason)
    path = os.fsdecode(error.filename) if isinstance(error.filename, (str, bytes)) else str(error.filename)
    shown = path if len(path) <= _LONGEST_PATH else path[:_LONGEST_PATH] + "…"
    return msg("{path}: {reason}", path=shown, reason=reason)


def _bug(error: BaseException) -> Message:
    from dunning_cli.store.machine.crash_report import write_crash_report

    log = write_crash_report("".join(traceback.format_exception(error)))
    if log is None:
        last = traceback.extract_tb(error.__traceback__)[-1:]
        place = f"{os.path.basename(last[0].filename)}:{last[0].lineno}" if last else "?"
        return msg(
            "this is a bug of dunning, and no log of it can be written here; please tell its makers: {what} in {place}",
            what=type(error).__name__,
            place=place,
        )
    return msg("this is a bug of dunning; please send the log {file} to its makers", file=log)
