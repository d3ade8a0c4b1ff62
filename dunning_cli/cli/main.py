"""The program: the words of the command line, the language, and the command they name."""

from __future__ import annotations

import locale
import os
import signal
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import typer

from dunning_cli.cli.day import show_day
from dunning_cli.cli.endings import INTERRUPTED, ended
from dunning_cli.cli.families import command_for
from dunning_cli.cli.front_door.elsewhere import where_it_stands
from dunning_cli.cli.session import Session
from dunning_cli.kernel.errors import Failure, NoSuchCase, WrongUsage
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.remedy import spell_with
from dunning_cli.operations.spelling import spelled
from dunning_cli.present.language import choose_language, translator
from dunning_cli.present.screen import Screen
from dunning_cli.present.streams import OutputLost, close_streams, open_streams
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.format.ledger_language import language_set

_HELP = frozenset({"help", "帮助"})
"""Typed for a command they show the help page, of the command after them where one stands there."""


def run(arguments: Sequence[str] | None = None) -> None:
    """The console script: runs one command and ends the process with its exit code."""
    try:
        _speak_utf8()
        open_streams()
        code = main(_words(sys.argv[1:]) if arguments is None else list(arguments))
        # what is left to do takes no time; an impatient second Ctrl-C has nothing to stop
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        close_streams()
    except KeyboardInterrupt:
        code = INTERRUPTED
    sys.exit(code)


def main(arguments: list[str]) -> int:
    """Runs one command; returns its exit code as in docs/refusals.md. Never raises."""
    spell_with(spelled)
    screen = Screen(translator(choose_language(None, os.environ, None)))
    session: Session | None = None
    failed = False
    try:
        rest, given = global_options(arguments)
        if rest and rest[0] in _HELP:
            rest = [*rest[1:], "--help"]
        language = choose_language(given.get("--lang"), os.environ, _ledger_language(given.get("--ledger")))
        session = Session(translator(language), language, given.get("--lang"), given.get("--ledger"))
        screen = session.screen
        screen.json_errors = _wants_json(rest)
        if rest or not _in_a_ledger(given.get("--ledger")):
            word = next((argument for argument in rest if not argument.startswith("-")), None)
            command = command_for(word)
            # not `command.main`, which has ways of its own to end a process
            with command.make_context("dunning", rest, obj=session) as context:
                command.invoke(context)
        else:
            show_day(session)
        code = 0
    except (Exception, KeyboardInterrupt) as error:
        failed = not isinstance(error, typer.Exit)
        if session is not None and isinstance(error, NoSuchCase):
            error = where_it_stands(session.reader, session.viewer, error)
        try:
            code = ended(error, screen)
        except OutputLost as lost:
            code = ended(lost, screen)
    screen.tell_held()
    # an error is one line and nothing beside it
    if session is not None and session.in_practice and not failed:
        screen.aside(msg("practice ledger: nothing in it is real"))
    screen.finish()
    return code


def _speak_utf8() -> None:
    """Starts the program anew in UTF-8 where the locale has another encoding: file names are UTF-8 to git too."""
    if sys.getfilesystemencoding() != "utf-8" and os.name == "posix" and not sys.flags.utf8_mode:
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])


def _words(arguments: list[str]) -> list[str]:
    """The arguments as text; bytes that are no UTF-8 are read in the locale's encoding, such as GBK.

    A path that exists by these bytes stays as it is.
    """
    return [
        _in_the_locale(word) if not word.isascii() and not os.path.lexists(word) else word
        for word in arguments
    ]


def _in_the_locale(word: str) -> str:
    try:
        word.encode("utf-8")
        return word
    except UnicodeEncodeError:
        pass
    try:
        return os.fsencode(word).decode(locale.getencoding())
    except (UnicodeError, LookupError):
        return word


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


def _wants_json(arguments: list[str]) -> bool:
    """Whether the answer is wanted as JSON; then an error is too."""
    words = arguments[: arguments.index("--")] if "--" in arguments else arguments
    return "--json" in words or "--format=json" in words or ("--format", "json") in pairwise(words)


def _ledger_language(ledger: str | None) -> str | None:
    """The language set in dunning.yaml, where there is a ledger."""
    try:
        return language_set(_folder(ledger))
    except (Failure, OSError, ValueError):
        return None


def _in_a_ledger(ledger: str | None) -> bool:
    """Whether there is a ledger here, or where one is named: there no words mean the day, elsewhere the help page."""
    try:
        _folder(ledger)
    except (Failure, OSError, ValueError):
        return ledger is not None
    return True


def _folder(ledger: str | None) -> LedgerFolder:
    return LedgerFolder.find(Path(ledger) if ledger else None, os.environ.get("DUNNING_LEDGER", ""))
