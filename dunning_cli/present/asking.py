"""Asking in the terminal: a line of input for a question, on a terminal and over a pipe alike."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Sequence
from typing import TextIO, TypeVar

from dunning_cli.kernel.answer import cell_text
from dunning_cli.kernel.errors import Failure, Unreadable
from dunning_cli.kernel.message import Message, label
from dunning_cli.kernel.text import harmless
from dunning_cli.present.columns import columns_of
from dunning_cli.present.lines import page_width
from dunning_cli.present.screen import Screen

T = TypeVar("T")


class EndOfInput(Exception):
    """Whoever answers has stopped: the end of the pipe, or Ctrl-D."""


LEAVES = "q"
"""Typed alone it leaves a question."""


class Left(Exception):
    """Whoever answers would rather leave the question."""


class AskAgain(Exception):
    """What was asked for has been shown, and the question is put again."""


class Asking:
    """Questions on the screen and their answers, each a line ended with Enter."""

    def __init__(self, screen: Screen, source: TextIO | None = None) -> None:
        self.screen = screen
        self._source = source or sys.stdin
        self._typed = self._source.isatty()
        if isinstance(self._source, io.TextIOWrapper):
            # bytes that are no text are refused where the answer is read, not here
            encoding = None if self._typed else "utf-8"
            self._source.reconfigure(encoding=encoding, errors="surrogateescape")

    def line(self, question: Message) -> str:
        """The answer to a question, without blanks around it. Raises EndOfInput.

        Answers that do not come from a terminal are printed after their question, as they would stand there.
        """
        self.screen.line(self.screen.translate(question) + " ", end="")
        answer = self._source.readline()
        if not answer:
            self.screen.line("")
            raise EndOfInput
        if not self._typed:
            self.screen.line(harmless(answer.rstrip("\r\n")))
        return answer.strip()

    def value(self, question: Message, read: Callable[[str], T]) -> T:
        """What `read` makes of the answer; where it raises Unreadable, its reason is shown and the question put again.
        `read` raises AskAgain where it has shown something itself.

        Raises EndOfInput, and Left for a `q` alone.
        """
        while True:
            answer = self.line(question)
            if answer.casefold() == LEAVES:
                raise Left
            try:
                return read(answer)
            except AskAgain:
                continue
            except Unreadable as error:
                self.screen.failure(Failure(error.message))
                self.screen.note(label("q leaves the question"))

    def menu(self, choices: Sequence[tuple[str, Message | str]]) -> None:
        """Keys with their meaning, in as few lines as the page allows; nothing where there are none."""
        line = ""
        for key, meaning in choices:
            choice = f"{key} {cell_text(meaning, self.screen.translate)}"
            if line and columns_of(line) + 2 + columns_of(choice) > page_width():
                self.screen.line(line)
                line = ""
            line = f"{line}  {choice}" if line else choice
        if line:
            self.screen.line(line)
