"""How a remedy is typed: its command, arguments in their places, and every other value behind its option."""

from __future__ import annotations

from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.remedy import Placeholder, Remedy, Typed, each_of
from dunning_cli.operations.declared.operation import CommandWords, words_by_field
from dunning_cli.operations.registry import OPERATIONS, declared_operation

UNDECLARED: dict[str, tuple[str, ...]] = {
    "asset list": ("case",),
    "audit": (),
    "check": ("names",),
    "checkpoint": (),
    "checkpoint verify": ("lines",),
    "doctor": (),
    "fees": ("case",),
    "find": ("text",),
    "history": (),
    "import": ("file",),
    "init": (),
    "legal form": ("case",),
    "letter list": (),
    "letter receipt": ("case",),
    "letter show": ("serial",),
    "limitation": ("case",),
    "list": (),
    "policy check": (),
    "remind": (),
    "report contact-breaches": (),
    "report portfolio": (),
    "show": ("case",),
    "sync": (),
    "work": (),
}
"""Commands without an operation that remedies name, each with the arguments named; an option is called as its field."""

_NEEDS_NO_QUOTES = pattern(r"[\w@%+=:,./…-]+")
"""What a shell takes as it stands; letters of every language are."""


def spelled(remedy: Remedy) -> str:
    """The command line of a remedy, options where their values stand. Raises KeyError for an unknown command or field."""
    known = words_of(remedy)
    arguments = iter([name for name, words in known.items() if words.argument and name in remedy.values])
    typed = ["dunning", remedy.operation]
    for name, value in remedy.values.items():
        words = known[name]
        for each in each_of(remedy.values[next(arguments)] if words.argument else value):
            if not words.argument:
                typed.append(words.names(name)[0])
            if each is not True:
                typed.append(_quoted(each))
    return " ".join(typed)


def words_of(remedy: Remedy) -> dict[str, CommandWords]:
    """How the fields of a remedy's command are said, in the order of their declaration. Raises KeyError for none."""
    if remedy.operation not in OPERATIONS:
        arguments = UNDECLARED[remedy.operation]
        asked = {name: CommandWords("", argument=True) for name in arguments}
        return asked | {name: CommandWords("") for name in remedy.values if name not in arguments}
    offered = words_by_field(declared_operation(remedy.operation))
    return {name.rstrip("_"): words for name, words in offered.items()}


def _quoted(value: object) -> str:
    text = str(value)
    own = isinstance(value, Typed) or not _NEEDS_NO_QUOTES.fullmatch(text)
    return "'" + text.replace("'", """'"'"'""") + "'" if own and not isinstance(value, Placeholder) else text
