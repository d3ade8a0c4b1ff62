"""How personal data is shown to whoever does not need it in full (R63)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar, cast

SEALED_PREFIX = "enc1:"
SEALED = "●●●"
_KEPT_OF_NUMBER = 4
_LONG_NUMBER = re.compile(r"(?<!\d)(?:\d{4}(?:[ -]\d{4}){2,}(?:[ -]\d{1,4})?|\d{13,}[Xx]?)(?!\d)")
"""Identity, card and account numbers as people write them; telephone numbers and dates are shorter."""


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
    return _LONG_NUMBER.sub(lambda found: _starred(found[0], 0, _KEPT_OF_NUMBER), text)


class Mask:
    """Shows names and numbers in part, or in full where `reveal` is asked for; sealed data never."""

    def __init__(self, reveal: bool = False) -> None:
        self.reveal = reveal

    def name(self, name: str | None) -> str:
        """A person's name: the first character, the rest starred."""
        return self._shown(name, lambda text: text[:1] + "*" * min(len(text) - 1, 2))

    def phone(self, number: str | None) -> str:
        """A telephone number: first three and last four digits."""
        return self._shown(number, lambda text: _starred(text, 3, _KEPT_OF_NUMBER))

    def number(self, number: str | None) -> str:
        """An identity, card or account number: the last four digits."""
        return self._shown(number, lambda text: _starred(text, 0, _KEPT_OF_NUMBER))

    def address(self, address: str | None) -> str:
        """An address: the first six characters."""
        return self._shown(address, lambda text: text if len(text) <= 6 else text[:6] + "***")

    def email(self, email: str | None) -> str:
        """An e-mail address: the first character and what stands after the @."""
        return self._shown(
            email, lambda text: text[:1] + "***" + text[text.find("@") :] if "@" in text else "***"
        )

    def _shown(self, value: str | None, shorten: Callable[[str], str]) -> str:
        if not value:
            return ""
        if value.startswith(SEALED_PREFIX):
            return SEALED
        if self.reveal:
            return value
        return shorten(value)


def _starred(text: str, front: int, back: int) -> str:
    if len(text) <= front + back:
        return "*" * len(text)
    return text[:front] + "*" * (len(text) - front - back) + text[-back:]
