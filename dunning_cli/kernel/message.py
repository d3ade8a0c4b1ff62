"""A message for people: an English template with named values, translated only where it is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field as record_field
from decimal import Decimal

from dunning_cli.kernel.record import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence to be shown: `template` is English and the key in the language catalogue.

    Values may be text, numbers, dates, amounts or other messages; they are filled in
    after translation, so a value is data and never a template. An amount is given as Decimal, and is written here
    alone: as `shown_amount` has it for people, without separators in a record.
    """

    template: str
    values: Mapping[str, object] = record_field(default_factory=dict)

    def __str__(self) -> str:
        return in_english(self)


@dataclass(frozen=True, slots=True)
class FieldWords(Message):
    """What people call a field; `field` is its key, for scripts."""

    field: str = ""


@dataclass(frozen=True, slots=True)
class CodeWords(Message):
    """A fixed word that stands as its code in English, in commits too, and in words in other languages."""

    code: str = ""


Translate = Callable[[Message], str]
"""Turns a message into text of one language; made once by the command line and passed down."""


def msg(template: str, /, **values: object) -> Message:
    """A message; the extractor of the language catalogue collects the templates of these calls."""
    return Message(template, values)


def label(template: str, /) -> Message:
    """A message without values, for tables of labels; collected like `msg`."""
    return Message(template)


def coded(words: Message, code: str) -> CodeWords:
    """Words for what stands as its code in English."""
    return CodeWords(words.template, words.values, code=code)


def enumerated(words: Iterable[Message | str]) -> Message | str:
    """Words one after the other, with a comma of the language between; nothing for none."""
    listed: Message | str = ""
    for word in words:
        listed = msg("{before}, {next}", before=listed, next=word) if listed else word
    return listed


def shown_amount(amount: Decimal) -> str:
    """Yuan as people read them: thousands apart, two decimals, more only where the figure has them."""
    text = f"{amount:,.2f}"
    if not amount.is_finite() or Decimal(text.replace(",", "")) == amount:
        return text
    return f"{amount:,f}".rstrip("0")


def in_english(message: Message) -> str:
    """The untranslated text of a message, for people."""
    return fill(message, lambda template: template)


def as_recorded(message: Message) -> str:
    """The untranslated text of a message as commits and files hold it: amounts are written as in the file, 3236.00."""
    return fill(message, lambda template: template, lambda amount: shown_amount(amount).replace(",", ""))


def fill(
    message: Message,
    translate_template: Callable[[str], str],
    amount_text: Callable[[Decimal], str] = shown_amount,
) -> str:
    """The text of a message in the language of `translate_template`, nested messages included."""
    values = {key: _filled(value, translate_template, amount_text) for key, value in message.values.items()}
    template = translate_template(message.template)
    for key, value in values.items():
        if isinstance(value, ToBeFilled) and f"{{{key}:" not in template:
            # a translator who gives it words of its own has the last word
            values[key] = value.for_reader(translate_template)
    if isinstance(message, CodeWords) and template == message.template:
        return message.code
    return template.format_map(values) if values else template


def _filled(
    value: object, translate_template: Callable[[str], str], amount_text: Callable[[Decimal], str]
) -> object:
    if isinstance(value, Message):
        return fill(value, translate_template, amount_text)
    return amount_text(value) if isinstance(value, Decimal) else value


class ToBeFilled:
    """A value that has places to be filled in, each named by a word."""

    __slots__ = ()

    def for_reader(self, translate_template: Callable[[str], str]) -> object:
        """The same with those words in the reader's language."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with data: where it stands, what it is, how to mend it.

    `file` is relative to the ledger, `line` counts from 1; both are empty for input that has no file.
    """

    code: str
    message: Message
    file: str = ""
    line: int = 0
    fix: Message | None = None

    def placed(self, file: str) -> Problem:
        """The same problem with its file named."""
        return Problem(self.code, self.message, file, self.line, self.fix)

    def as_message(self) -> Message:
        """One line: file and line, what is wrong, what to do."""
        body = self.message if self.fix is None else msg("{what}; {fix}", what=self.message, fix=self.fix)
        if not self.file:
            return body
        if not self.line:
            return msg("{file}: {problem}", file=self.file, problem=body)
        return msg("{file}:{line}: {problem}", file=self.file, line=self.line, problem=body)
