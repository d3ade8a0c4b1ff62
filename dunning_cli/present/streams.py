"""The streams of the process: always there, always UTF-8, and what one of them cannot take is told at once."""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import BinaryIO, cast

from dunning_cli.kernel.message import Message, msg


class OutputLost(Exception):
    """What was to be said has not been written; `reason` says why."""

    def __init__(self, reason: Message) -> None:
        super().__init__(str(reason))
        self.reason = reason


class ReaderGone(OutputLost):
    """Whoever read the output through a pipe has stopped; nothing more can or need be said."""


class Outlet(io.TextIOWrapper):
    """Standard output or standard error. Raises OutputLost where the text cannot be written, then and ever after."""

    def __init__(self, number: int, name: str) -> None:
        buffer = open(number, "wb", closefd=False)  # noqa: SIM115
        super().__init__(
            cast(BinaryIO, buffer), encoding="utf-8", errors="backslashreplace", line_buffering=True
        )
        self._lost: OutputLost | None = None
        self._called = name

    def write(self, text: str) -> int:
        """Writes a text."""
        self._still_there()
        try:
            return super().write(text)
        except OSError as error:
            raise self._lose(error) from None

    def flush(self) -> None:
        """Hands over all that was written."""
        self._still_there()
        try:
            super().flush()
        except OSError as error:
            raise self._lose(error) from None

    def _still_there(self) -> None:
        if self._lost is not None:
            raise self._lost

    def _lose(self, error: OSError) -> OutputLost:
        self._lost = _lost(error, self._called)
        # what is still buffered would fail once more at the interpreter's end
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self.fileno())
        os.close(nowhere)
        return self._lost


def _lost(error: OSError, name: str) -> OutputLost:
    if isinstance(error, BrokenPipeError):
        return ReaderGone(msg("{stream}: nobody reads it any more", stream=name))
    if error.errno == errno.EBADF:
        return OutputLost(msg("{stream} is closed", stream=name))
    return OutputLost(msg("{stream}: {reason}", stream=name, reason=error.strerror or str(error)))


def open_streams() -> None:
    """Puts outlets in the place of standard output and error, and something in that of a stream that was closed.

    A number left free would be taken by the next file opened, which then gets what was meant for the stream.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            # open for reading only, so that writing to it fails as to a closed one
            found = os.open(os.devnull, os.O_RDONLY)
            if found != number:
                os.dup2(found, number)
                os.close(found)
    if sys.stdin is None:
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout, sys.stderr = Outlet(1, "stdout"), Outlet(2, "stderr")


def close_streams() -> None:
    """The last flush; the interpreter, which flushes once more at its end, finds nothing there that could fail."""
    for name in ("stdout", "stderr"):
        try:
            getattr(sys, name).flush()
        except OutputLost:
            setattr(sys, name, None)
