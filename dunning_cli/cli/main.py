"""The program: all commands, the language, and one clear line for everything that can go wrong."""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from collections.abc import Sequence
from pathlib import Path

import typer

from dunning_cli.cli.families import program_for
from dunning_cli.cli.session import Session
from dunning_cli.cli.usage import usage_message
from dunning_cli.domain.failure import Failure, Miscalculated, WrongUsage
from dunning_cli.domain.message import Message, Problem, msg
from dunning_cli.present.language import choose_language, translator
from dunning_cli.present.screen import ReaderGone, Screen
from dunning_cli.store.books import read_office
from dunning_cli.store.folder import LedgerFolder

BUG = 70
INTERRUPTED = 130


def run(arguments: Sequence[str] | None = None) -> None:
    """The console script: runs one command and ends the process with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    sys.exit(main(list(sys.argv[1:] if arguments is None else arguments)))


def main(arguments: list[str]) -> int:
    """Runs one command; returns its exit code (DESIGN §5). Never raises."""
    screen = Screen(translator(choose_language(None, os.environ, None)))
    try:
        rest, given = global_options(arguments)
        language = choose_language(given.get("--lang"), os.environ, _ledger_language(given.get("--ledger")))
        session = Session(translator(language), language, given.get("--lang"), given.get("--ledger"))
        screen = session.screen
        word = next((argument for argument in rest if not argument.startswith("-")), None)
        command = typer.main.get_command(program_for(word))
        result = command.main(args=rest, prog_name="dunning", standalone_mode=False, obj=session)
        return result if isinstance(result, int) else 0
    except Failure as failure:
        screen.failure(failure)
        return failure.exit_code
    except (KeyboardInterrupt, typer.Abort):
        screen.note(msg("stopped"))
        return INTERRUPTED
    except ReaderGone:
        # what is still buffered must not fail at the interpreter's end
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
        return 0
    except Exception as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            screen.line(str(error))
            return WrongUsage.exit_code
        wrong = usage_message(error)
        if wrong is not None:
            screen.failure(WrongUsage(wrong))
            return WrongUsage.exit_code
        return _bug(screen, error.message if isinstance(error, Miscalculated) else None)


def global_options(arguments: list[str]) -> tuple[list[str], dict[str, str]]:
    """--ledger and --lang taken out from anywhere before a `--`, and the rest. Raises WrongUsage."""
    rest: list[str] = []
    given: dict[str, str] = {}
    waiting = iter(arguments)
    for argument in waiting:
        name, equals, value = argument.partition("=")
        if name in ("--ledger", "--lang"):
            taken = value if equals else next(waiting, None)
            if taken is None:
                raise WrongUsage(msg("{option} needs a value", option=name))
            if name == "--lang" and taken not in ("zh", "en"):
                raise WrongUsage(msg("'{text}' is not a language of this product; use zh or en", text=taken))
            given[name] = taken
            continue
        rest.append(argument)
        if argument == "--":
            rest.extend(waiting)
    return rest, given


def _ledger_language(ledger: str | None) -> str | None:
    """The language set in dunning.yaml, where there is a ledger that can be read."""
    problems: list[Problem] = []
    try:
        folder = LedgerFolder.find(Path(ledger) if ledger else None, os.environ.get("DUNNING_LEDGER", ""))
        office = read_office(folder, problems)
    except (Failure, OSError):
        return None
    return office.language if office else None


def _bug(screen: Screen, what: Message | None) -> int:
    with tempfile.NamedTemporaryFile(
        "w", prefix="dunning-", suffix=".log", delete=False, encoding="utf-8"
    ) as log:
        log.write(traceback.format_exc())
    bug = msg("this is a bug of dunning; please send the log {file} to its makers", file=log.name)
    screen.failure(Failure(bug if what is None else msg("{what}; {bug}", what=what, bug=bug)))
    return BUG
