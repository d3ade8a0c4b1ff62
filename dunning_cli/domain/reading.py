"""The error of a text that cannot be read as what it should be."""

from __future__ import annotations

from dunning_cli.domain.message import Message


class Unreadable(ValueError):
    """A text is not of its form; the message names the text and the form expected."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message
