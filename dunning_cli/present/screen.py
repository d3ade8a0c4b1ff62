"""Writing to the terminal: answers to standard output, messages to standard error, one line each."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TextIO

from dunning_cli.kernel.answer import Answer, Listing, Paragraph, Table
from dunning_cli.kernel.errors import AgainstRule, Failure
from dunning_cli.kernel.message import Message, Translate, msg
from dunning_cli.kernel.remedy import remedy_in
from dunning_cli.kernel.text import harmless
from dunning_cli.present.lines import rows_of, terminal_size
from dunning_cli.present.streams import OutputLost
from dunning_cli.present.tables import Format, listing_text, table_text
from dunning_cli.present.values import json_line, json_text

MOST_PROBLEMS = 20
"""Further problems shown line by line after a failure; beyond, their number is given."""

_ROOM_BELOW = 2
"""Rows of the terminal that the next prompt and what is said beside the answer take."""

LONGEST_ERROR = 1000
"""Characters of an error shown: it may quote what was typed, however long that is."""


class Screen:
    """Where a command's words go; what standard error cannot take is said on standard output at the end."""

    def __init__(
        self,
        translate: Translate,
        out: TextIO | None = None,
        err: TextIO | None = None,
        spoken: Translate | None = None,
    ) -> None:
        self.translate = spoken or translate
        """Puts messages in words for people."""
        self._for_data = translate
        self._out = out or sys.stdout
        self._err = err or sys.stderr
        self._unsaid: list[str] = []
        self._data_only = False
        self._held: list[Message] = []
        self.json_errors = False
        """Whether a failure is told as one JSON object, so that notes wait until it is known that there is none."""
        self.before: Callable[[Answer], None] | None = None
        """Told of each answer before it is shown; where it raises, nothing is."""
        self.untold: Message | None = None
        """What has been done for good and is not printed yet."""

    def answer(
        self,
        answer: Answer,
        style: Format = Format.TABLE,
        header: Message | None = None,
        pager: Callable[[str], bool] | None = None,
    ) -> None:
        """Prints an answer. JSON holds data only, delimited text the first table; notes go to standard error.

        What is longer than the terminal is given to `pager`, which says whether it has shown it.
        """
        if self.before is not None:
            self.before(answer)
        self._data_only = self._data_only or style in (Format.JSON, Format.CSV, Format.TSV)
        if style is Format.JSON:
            self.line(json_text(answer.data, self._for_data))
        else:
            texts = self._texts(answer, style, header)
            if pager is not None and style is Format.TABLE and self.on_a_terminal:
                texts = self._left_by(pager, texts)
            for text in texts:
                self.line(text)
        self.untold = None
        self.notes(answer.warnings)

    def _texts(self, answer: Answer, style: Format, header: Message | None) -> Iterator[str]:
        """The parts of an answer as they are shown, each of one or more lines."""
        if style in (Format.CSV, Format.TSV):
            tables = [part for part in answer.parts if isinstance(part, Table)]
            for table in tables[:1]:
                yield table_text(table, style, self.translate)
            return
        if header is not None:
            yield self.translate(header)
        first = True
        for part in answer.parts:
            if isinstance(part, Table):
                if part.heading is not None:
                    yield ("" if first and header is None else "\n") + self.translate(part.heading)
                yield table_text(part, style, self.translate, self._room)
            elif isinstance(part, Listing):
                yield listing_text(part, self.translate)
            elif isinstance(part, Paragraph):
                yield "\n".join(harmless(line) for line in part.text.split("\n"))
            else:
                yield self.translate(part)
            first = False

    def _left_by(self, pager: Callable[[str], bool], texts: Iterator[str]) -> Iterator[str]:
        """What is still to be printed of an answer: nothing where the pager has shown it."""
        whole = "\n".join(texts)
        columns, rows = terminal_size()
        if rows_of(whole, columns) + _ROOM_BELOW > rows and pager(whole + "\n"):
            return
        yield whole

    @property
    def on_a_terminal(self) -> bool:
        """Whether somebody reads the answers as they come."""
        return self._out.isatty()

    @property
    def _room(self) -> int | None:
        """Columns of the terminal; None where the answer goes elsewhere, and is as wide as it is."""
        return terminal_size()[0] if self.on_a_terminal else None

    def data_line(self, data: Mapping[str, Any]) -> None:
        """One object of a stream of JSON lines."""
        self._data_only = True
        self.line(json_line(data, self._for_data))

    def say(self, message: Message) -> None:
        """One line on standard output."""
        self.line(self.translate(message))

    def line(self, text: str, end: str = "\n") -> None:
        """Text on standard output as it is. Raises OutputLost where it cannot be written."""
        print(text, end=end, file=self._out, flush=True)

    def data(self, text: str) -> None:
        """Data as it is, to the last line end. Raises OutputLost where it cannot be written."""
        self._data_only = True
        raw = getattr(self._out, "buffer", None)
        if raw is None:
            self._out.write(text)
            return
        self._out.flush()
        self._out.write(text) if os.linesep == "\n" else raw.write(text.encode("utf-8"))

    def note(self, message: Message) -> None:
        """One line beside the result, on standard error; held back where an error is to be one JSON object."""
        if self.json_errors:
            self._held.append(message)
        else:
            self._beside(self.translate(msg("note: {message}", message=message)))

    def notes(self, notes: Sequence[Message]) -> None:
        """Several notes, those of one kind as one."""
        for note in _gathered(notes):
            self.note(note)

    def aside(self, message: Message) -> None:
        """A note that every command repeats: where standard error cannot take it, it is not said elsewhere."""
        with contextlib.suppress(OutputLost):
            print(self.translate(msg("note: {message}", message=message)), file=self._err)

    def failure(self, failure: Failure) -> None:
        """One line saying what failed, then the further problems, one line each."""
        if self.json_errors:
            self._failure_as_json(failure)
            return
        told = failure.message
        if failure.hint is not None:
            told = msg("{what}; {fix}", what=told, fix=failure.hint)
        text = self.translate(msg("error: {message}", message=told))
        self._beside(text if len(text) <= LONGEST_ERROR else text[:LONGEST_ERROR] + "…")
        self.problems(
            (problem.as_message() for problem in failure.problems),
            None if failure.tells_all else MOST_PROBLEMS,
        )

    def _failure_as_json(self, failure: Failure) -> None:
        """One object, with whatever was noted before it; no line stands beside it."""
        held, self._held = self._held, []
        error = {
            "code": failure.code,
            "message": failure.message,
            "field": failure.field,
            "rule": failure.rule if isinstance(failure, AgainstRule) else None,
            "hint": failure.hint,
            "remedy": _remedy(failure.message, failure.hint),
            "problems": [
                {
                    "code": problem.code,
                    "message": problem.message,
                    "file": problem.file or None,
                    "line": problem.line or None,
                    "hint": problem.fix,
                    "remedy": _remedy(problem.message, problem.fix),
                }
                for problem in failure.problems
            ],
            "notes": held,
        }
        self._beside(json_line({"error": error}, self._for_data))

    def problems(self, problems: Iterable[Message], most: int | None = None) -> None:
        """Problems one a line; beyond `most` only their number."""
        listed = _gathered(list(problems))
        for problem in listed[:most]:
            self._beside(self.translate(problem))
        if most is not None and len(listed) > most:
            self._beside(self.translate(msg("and {count} more", count=len(listed) - most)))

    def tell_held(self) -> None:
        """Says the notes that were held back: there is no error for them to stand in."""
        self.json_errors = False
        held, self._held = self._held, []
        for message in held:
            self.note(message)

    def finish(self) -> None:
        """Says on standard output what standard error did not take, unless data for a program stands there."""
        unsaid, self._unsaid = self._unsaid, []
        if not self._data_only:
            with contextlib.suppress(OutputLost):
                for text in unsaid:
                    self.line(text)

    def _beside(self, text: str) -> None:
        try:
            print(text, file=self._err)
        except OutputLost:
            self._unsaid.append(text)


def _gathered(notes: Sequence[Message]) -> Sequence[Message]:
    """Notes with those of one kind as one; loaded where there are several."""
    if len(notes) < 2:
        return notes
    from dunning_cli.present.gathering import gathered

    return gathered(notes)


def _remedy(*messages: Message | None) -> dict[str, Any] | None:
    """The first command that messages name as a cure."""
    found = next(filter(None, map(remedy_in, messages)), None)
    return found.as_json() if found is not None else None
