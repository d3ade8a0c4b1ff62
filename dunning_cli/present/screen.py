"""Writing to the terminal: answers to standard output, messages to standard error, one line each."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TextIO

from dunning_cli.domain.failure import Failure
from dunning_cli.domain.message import Message, Translate, msg
from dunning_cli.domain.sheet import Answer, Listing, Paragraph, Table
from dunning_cli.domain.texts import harmless
from dunning_cli.present.tables import Format, listing_text, table_text
from dunning_cli.present.values import json_text

MOST_PROBLEMS = 20
"""Further problems shown line by line after a failure; beyond, their number is given."""


class ReaderGone(Exception):
    """Whoever read the output through a pipe has stopped; nothing more can or need be said."""


class Screen:
    """Where a command's words go."""

    def __init__(self, translate: Translate, out: TextIO | None = None, err: TextIO | None = None) -> None:
        self.translate = translate
        self._out = out or sys.stdout
        self._err = err or sys.stderr

    def answer(self, answer: Answer, style: Format = Format.TABLE, header: Message | None = None) -> None:
        """Prints an answer. JSON holds data only, delimited text the first table; notes go to standard error."""
        if style is Format.JSON:
            self.line(json_text(answer.data, self.translate))
        else:
            self._parts(answer, style, header)
        for warning in answer.warnings:
            self.note(warning)

    def _parts(self, answer: Answer, style: Format, header: Message | None) -> None:
        if style in (Format.CSV, Format.TSV):
            tables = [part for part in answer.parts if isinstance(part, Table)]
            for table in tables[:1]:
                self.line(table_text(table, style, self.translate))
            return
        if header is not None:
            self.say(header)
        first = True
        for part in answer.parts:
            if isinstance(part, Table):
                if part.heading is not None:
                    self.line(("" if first and header is None else "\n") + self.translate(part.heading))
                self.line(table_text(part, style, self.translate))
            elif isinstance(part, Listing):
                self.line(listing_text(part, self.translate))
            elif isinstance(part, Paragraph):
                self.line("\n".join(harmless(line) for line in part.text.split("\n")))
            else:
                self.say(part)
            first = False

    def say(self, message: Message) -> None:
        """One line on standard output."""
        self.line(self.translate(message))

    def line(self, text: str, end: str = "\n") -> None:
        """Text on standard output as it is. Raises ReaderGone where nobody reads it any more."""
        try:
            print(text, end=end, file=self._out, flush=True)
        except BrokenPipeError:
            raise ReaderGone from None

    def note(self, message: Message) -> None:
        """One line beside the result, on standard error."""
        print(self.translate(msg("note: {message}", message=message)), file=self._err)

    def failure(self, failure: Failure) -> None:
        """One line saying what failed, then the further problems, one line each."""
        print(self.translate(msg("error: {message}", message=failure.message)), file=self._err)
        self.problems((problem.as_message() for problem in failure.problems), MOST_PROBLEMS)

    def problems(self, problems: Iterable[Message], most: int | None = None) -> None:
        """Problems one a line; beyond `most` only their number."""
        listed = list(problems)
        for problem in listed[:most]:
            print(self.translate(problem), file=self._err)
        if most is not None and len(listed) > most:
            rest = msg("and {count} more", count=len(listed) - most)
            print(self.translate(rest), file=self._err)
