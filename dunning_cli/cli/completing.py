"""Which words may come next on a command line: commands, options, and the values that fit a place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from dunning_cli.cli.families import WORDS, command_for
from dunning_cli.cli.session import Session
from dunning_cli.domain.case.codes.legal import CourtPaper
from dunning_cli.kernel.errors import Failure
from dunning_cli.kernel.languages import LANGUAGES
from dunning_cli.kernel.message import Message
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.text import harmless
from dunning_cli.operations.registry import OPERATIONS
from dunning_cli.present.help_page import help_texts
from dunning_cli.present.tables import Format
from dunning_cli.views.export.formats import ExportFormat

_FIXED = {
    "FORMAT": tuple(style.value for style in Format),
    "FILETYPE": tuple(style.value for style in ExportFormat),
    "LANG": LANGUAGES,
    "ZH|EN": LANGUAGES,
    "PAPER": tuple(paper.value for paper in CourtPaper),
}


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the word to be completed stands: the command, the words before it, and the option it is the value of."""

    command: Any
    words: str
    given: tuple[str, ...]
    option: Any


def completions(session: Session, typed: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Words for the last of those typed, each with its meaning; nothing where nothing is known. Never raises."""
    beginning = typed[-1] if typed else ""
    try:
        place = _place(list(typed[:-1]))
        found = list(_fitting(session, place, beginning))
    except (Failure, OSError, ValueError):
        return
    for word, meaning in found:
        told = session.translate(meaning) if isinstance(meaning, Message) and meaning.template else meaning
        yield harmless(word), harmless(str(told))


def _place(before: list[str]) -> _Place:
    command = command_for(next((word for word in before if word in WORDS), None))
    words: list[str] = []
    given: list[str] = []
    option: Any = None
    for word in before:
        if option is not None:
            option = None
        elif word.startswith("-"):
            option = None if "=" in word else _option(command, word)
        elif not given and word in getattr(command, "commands", {}):
            command = command.commands[word]
            words.append(word)
        else:
            given.append(word)
    return _Place(command, " ".join(words), tuple(given), option)


def _option(command: Any, word: str) -> Any:
    """The option of a word, where a value follows it."""
    known = [*command.params, *command_for(None).params]
    found = next((each for each in known if word in each.opts), None)
    return None if found is None or getattr(found, "is_flag", False) else found


def _fitting(session: Session, place: _Place, beginning: str) -> Iterator[tuple[str, Message | str]]:
    if place.option is not None:
        yield from _values(session, place, place.option, beginning)
    elif beginning.startswith("-"):
        options = [each for each in place.command.params if each.param_type_name == "option"]
        for parameter in options:
            name = parameter.opts[0]
            if name.startswith(beginning) and not parameter.hidden:
                yield name, Message(" ".join((parameter.help or "").split()))
    elif getattr(place.command, "commands", None) and not getattr(place.command, "acts", False):
        yield from _commands(place, beginning)
    else:
        if getattr(place.command, "commands", None) and not place.given:
            yield from _commands(place, beginning)
        arguments = [each for each in place.command.params if each.param_type_name == "argument"]
        if arguments:
            parameter = arguments[min(len(place.given), len(arguments) - 1)]
            if len(place.given) < len(arguments) or parameter.nargs == -1:
                yield from _values(session, place, parameter, beginning)


def _commands(place: _Place, beginning: str) -> Iterator[tuple[str, Message | str]]:
    whole = place.command if place.words else command_for(None)
    for name, command in whole.commands.items():
        if name.startswith(beginning) and not command.hidden:
            paragraphs, _ = help_texts(command.help)
            yield name, Message(paragraphs[0]) if paragraphs else ""


def _values(
    session: Session, place: _Place, parameter: Any, beginning: str
) -> Iterator[tuple[str, Message | str]]:
    kind = (parameter.metavar or "").strip("[]…,").upper()
    words = dict.fromkeys(_FIXED.get(kind, ()), "") or _words_of(session, place.words, parameter.name)
    if words:
        yield from ((word, meaning) for word, meaning in words.items() if word.startswith(beginning))
        return
    from dunning_cli.views.ledger.candidates import candidates

    case = place.given[0] if place.given else None
    yield from candidates(kind, session.reader, session.viewer(None), beginning, case)


def _words_of(session: Session, command: str, parameter: str) -> dict[str, str]:
    """The words a field takes with their labels, where the operation's record knows them all."""
    from enum import StrEnum

    from dunning_cli.kernel.schema import fields_of
    from dunning_cli.operations.declared.operation import words_by_field
    from dunning_cli.operations.registry import declared_operation

    if command not in OPERATIONS:
        return {}
    offered = words_by_field(declared_operation(command)).get(parameter)
    if offered is not None and offered.offers:
        return dict.fromkeys(offered.offers, "")
    form = next(
        (each.form for each in fields_of(declared_operation(command)) if each.attribute == parameter), None
    )
    if not (isinstance(form, type) and issubclass(form, StrEnum)):
        return {}
    from dunning_cli.cli.front_door.vocabulary import labels_of_words

    labels = labels_of_words(form, session.language)
    return {word: words[0] if words else "" for word, words in labels.items()}
