"""Sentences that the program writes into commits and files in English, and reads back to say them in any language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal

from dunning_cli.kernel.message import Message
from dunning_cli.kernel.record import dataclass

_PLACES = {
    **dict.fromkeys(("count", "bills"), r"\d+"),
    **dict.fromkeys(("amount", "total", "owed"), r"\d+\.\d\d"),
    **dict.fromkeys(("case", "target", "commit", "was", "now"), r"\S+"),
}
"""What can stand in a place of a form, by its name; elsewhere anything can."""
_AMOUNTS = ("amount", "total", "owed")


@dataclass(frozen=True, slots=True)
class Form:
    """A sentence with places: filled in when it is written, read back when it is shown.

    `labels` are the messages that can stand in a place, by the name of the place.
    """

    template: Message
    labels: Mapping[str, tuple[Message, ...]] = field(default_factory=dict)

    def __call__(self, **values: object) -> Message:
        """The sentence with its values."""
        return Message(self.template.template, values)

    def read(self, text: str) -> Message | None:
        """The sentence that a text is, with its values; None for another."""
        found = re.fullmatch(_pattern(self.template.template), text)
        if found is None:
            return None
        return self(**{name: self._value(name, told) for name, told in found.groupdict().items()})

    def _value(self, name: str, text: str) -> object:
        if name in _AMOUNTS:
            return Decimal(text)
        return next((words for words in self.labels.get(name, ()) if str(words) == text), text)


def _pattern(template: str) -> str:
    """The template as a regular expression; re keeps those it has compiled."""
    pieces = re.split(r"\{(\w+)\}", template)
    return "".join(
        f"(?P<{piece}>{_PLACES.get(piece, '.+')})" if place % 2 else re.escape(piece)
        for place, piece in enumerate(pieces)
    )
