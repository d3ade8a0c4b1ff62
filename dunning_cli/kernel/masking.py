"""How personal data is shown to whoever does not need it in full (docs/privacy.md)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar, cast

from dunning_cli.kernel.message import Message
from dunning_cli.kernel.personal_marks import Form
from dunning_cli.kernel.personal_patterns import PersonalKind, personal_data_in
from dunning_cli.kernel.record import dataclass

SEALED_PREFIX = "enc1:"
SEALED = "●●●"
_KEPT_OF_NUMBER = 4


@dataclass(frozen=True, slots=True)
class Personal:
    """Personal data in a message: masked wherever nobody has said that it may be shown (`Mask.words`)."""

    text: str
    form: Form

    def __str__(self) -> str:
        return Mask().shown(self.text, self.form)


Sealable = TypeVar("Sealable")


def sealed_hidden(record: Sealable) -> Sealable:
    """A record with every sealed text, at any depth, replaced by ●●●: nobody without the key can read it."""
    if isinstance(record, str):
        return cast(Sealable, SEALED if record.startswith(SEALED_PREFIX) else record)
    if isinstance(record, tuple):
        return cast(Sealable, tuple(sealed_hidden(item) for item in record))
    if is_dataclass(record) and not isinstance(record, type):
        changed = {item.name: sealed_hidden(getattr(record, item.name)) for item in fields(record)}
        return replace(record, **changed)
    return record


def numbers_masked(text: str) -> str:
    """A text with the identity, card and account numbers in it starred but for the last four characters."""
    return Mask(contacts=True).text(text)


class Mask:
    """How the personal data of a case is shown to one reader; sealed data never is.

    `contacts`: names, telephone numbers, addresses and e-mails stand in full, numbers of documents, cards and
    accounts in part. `reveal`: everything stands in full. `known` gives the personal data of the case, which is
    looked for in free text beside what has the form of personal data.
    """

    def __init__(
        self,
        reveal: bool = False,
        contacts: bool = False,
        known: Callable[[], Iterable[tuple[str, Form]]] = tuple,
    ) -> None:
        self.reveal = reveal
        self.contacts = contacts or reveal
        self._known = known

    def name(self, name: str | None) -> str:
        """A person's name: the first character, the rest starred."""
        return self._shown(name, self.contacts, lambda text: text[:1] + "*" * min(len(text) - 1, 2))

    def phone(self, number: str | None) -> str:
        """A telephone number: first three and last four digits."""
        return self._shown(number, self.contacts, lambda text: _starred(text, 3, _KEPT_OF_NUMBER))

    def number(self, number: str | None) -> str:
        """An identity, card or account number: the last four digits."""
        return self._shown(number, self.reveal, lambda text: _starred(text, 0, _KEPT_OF_NUMBER))

    def address(self, address: str | None) -> str:
        """An address: the first six characters, and no number of a document in what may be shown."""
        if self.contacts:
            return self.text(address)
        return self._shown(address, False, lambda text: text if len(text) <= 6 else text[:6] + "***")

    def email(self, email: str | None) -> str:
        """An e-mail address: the first character and what stands after the @."""
        return self._shown(
            email,
            self.contacts,
            lambda text: text[:1] + "***" + text[text.find("@") :] if "@" in text else "***",
        )

    def text(self, text: str | None) -> str:
        """Free text: numbers of documents and cards in part, and what the reader may not see of people."""
        return self._shown(text, self.reveal, self._text)

    def shown(self, text: str, form: Form) -> str:
        """Personal data of one form."""
        shown: str = getattr(self, form.value)(text)
        return shown

    def words(self, message: Message) -> Message:
        """A message with the personal data in it as it is shown to the reader."""
        return replace(message, values={key: self._value(value) for key, value in message.values.items()})

    def _value(self, value: object) -> object:
        if isinstance(value, Message):
            return self.words(value)
        return self.shown(value.text, value.form) if isinstance(value, Personal) else value

    def _text(self, text: str) -> str:
        for value, form in self._known() if not self.contacts else ():
            text = text.replace(value, self.shown(value, form))
        parts, end = [], 0
        for found in personal_data_in(text):
            if found.kind is PersonalKind.NUMBER or not self.contacts:
                piece = text[found.start : found.end]
                parts += [text[end : found.start], self.shown(piece, Form(found.kind.value))]
                end = found.end
        return "".join((*parts, text[end:]))

    def _shown(self, value: str | None, in_full: bool, shorten: Callable[[str], str]) -> str:
        if not value:
            return ""
        if value.startswith(SEALED_PREFIX):
            return SEALED
        return value if in_full else shorten(value)


def _starred(text: str, front: int, back: int) -> str:
    if len(text) <= front + back:
        return "*" * len(text)
    return text[:front] + "*" * (len(text) - front - back) + text[-back:]
