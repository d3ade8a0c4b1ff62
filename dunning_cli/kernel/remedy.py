"""What would cure a refusal or a lack, as a value: the command to carry out and its values, spelled elsewhere.

Arguments and options are declared with the operations, of which kernel and domain know nothing. They name what is to
be done; whoever starts the program says once how that is typed (`spell_with`), and from then on a Remedy is spelled so
wherever it becomes text: in a message of any language, by `str`. A command is typed alike in every language, so this
needs no translator; only the words for what is to be filled in may be a language's own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Any

from dunning_cli.kernel.message import Message, ToBeFilled, label
from dunning_cli.kernel.record import dataclass


class Placeholder(str):
    """A value that whoever follows the remedy is to fill in: a word in capitals, such as DATE."""

    __slots__ = ()


class Typed(str):
    """A text of somebody's own, such as a name; it stands in quotes whatever it holds."""

    __slots__ = ()


PLACE_WORDS: Mapping[str, Message] = {
    "ADDRESS": label("ADDRESS"),
    "AMOUNT": label("AMOUNT"),
    "AMOUNT|all": label("AMOUNT|all"),
    "BATCH": label("BATCH"),
    "CASE": label("CASE"),
    "CODE": label("CODE"),
    "COMPONENT": label("COMPONENT"),
    "DATE": label("DATE"),
    "ENTRY": label("ENTRY"),
    "FILE": label("FILE"),
    "ID": label("ID"),
    "KIND": label("KIND"),
    "LINE": label("LINE"),
    "N": label("N"),
    "NAME": label("NAME"),
    "NUMBER": label("NUMBER"),
    "PERCENT": label("PERCENT"),
    "POLICY": label("POLICY"),
    "RATE": label("RATE"),
    "REASON": label("REASON"),
    "ROLE": label("ROLE"),
    "SERIAL": label("SERIAL"),
    "STAFF": label("STAFF"),
    "TEMPLATE": label("TEMPLATE"),
    "TEXT": label("TEXT"),
    "WAY": label("WAY"),
    "WHAT": label("WHAT"),
    "WHO": label("WHO"),
}
"""What is to be filled in where such a word stands, for readers of another language."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A key of a case's head and what it is to be set to, as `set` takes them."""

    key: str
    value: object

    def __str__(self) -> str:
        return f"{self.key}={self.value}"


@dataclass(frozen=True, slots=True)
class Remedy(ToBeFilled):
    """A command that would help: its words, such as `letter new`, and values by field in the order they are said.

    A value may be a text, date, amount, placeholder, typed text or setting, True for a flag, or a tuple of these.
    """

    operation: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return _spelling[0](self)

    def __format__(self, named: str) -> str:
        """As `str`; `named` gives placeholders a translator's words, as in `{cure:DATE=日期,PERCENT=百分比}`."""
        if not named:
            return str(self)
        words = (pair.split("=", 1) for pair in named.split(","))
        return str(self.filled({word: Placeholder(called) for word, called in words}))

    def filled(self, given: Mapping[str, object]) -> Remedy:
        """The remedy with values in place of its placeholders, by their words; those not given stay."""
        return Remedy(self.operation, {name: _filled(value, given) for name, value in self.values.items()})

    def for_reader(self, translate_template: Callable[[str], str]) -> Remedy:
        """The remedy with its placeholders in the reader's language."""
        return self.filled(
            {word: Placeholder(translate_template(words.template)) for word, words in PLACE_WORDS.items()}
        )

    def as_json(self) -> dict[str, Any]:
        """Command words, and values by field as a batch line takes them; words in capitals are to be filled in."""
        return {
            "operation": self.operation,
            "values": {name: _plain(value) for name, value in self.values.items()},
        }


def remedy(operation: str, /, **values: object) -> Remedy:
    """A remedy; a field named as a word of Python, such as `from`, is given with `_` behind it, as records have it."""
    return Remedy(operation, {name.rstrip("_"): value for name, value in values.items()})


def kept_remedy(operation: str, values: Mapping[str, object]) -> Remedy:
    """A remedy that was made before, from what was kept of it."""
    return Remedy(operation, values)


def remedy_in(message: Message | None) -> Remedy | None:
    """The first remedy that a message names, in itself or in a message within."""
    for value in message.values.values() if message is not None else ():
        found = remedy_in(value) if isinstance(value, Message) else value
        if isinstance(found, Remedy):
            return found
    return None


def each_of(value: object) -> tuple[object, ...]:
    """The values of a field, which may have several."""
    return value if isinstance(value, tuple) else (value,)


def unspelled(found: Remedy) -> str:
    """The command with its values by field, where nobody has said how it is typed."""
    said = (f"{name}={each}" for name, value in found.values.items() for each in each_of(value))
    return " ".join(("dunning", found.operation, *said))


_spelling: list[Callable[[Remedy], str]] = [unspelled]


def spell_with(spell: Callable[[Remedy], str]) -> None:
    """From here on remedies are spelled so in this process; said by what starts the program."""
    _spelling[0] = spell


def _filled(value: object, given: Mapping[str, object]) -> object:
    if isinstance(value, tuple):
        return tuple(_filled(each, given) for each in value)
    if isinstance(value, Setting):
        return Setting(value.key, _filled(value.value, given))
    return given.get(value, value) if isinstance(value, Placeholder) else value


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value if isinstance(value, bool) else str(value)
