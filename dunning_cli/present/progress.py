"""How far a long command is, on one line of the terminal; nothing where there is none."""

from __future__ import annotations

import sys
from typing import TextIO

from dunning_cli.kernel.message import Translate, msg


class ProgressLine:
    """A line on standard error that counts up and goes away; only a terminal sees it."""

    def __init__(self, translate: Translate, err: TextIO | None = None) -> None:
        self._translate = translate
        self._err = err or sys.stderr
        self._shown = -1

    def __call__(self, done: int, of: int) -> None:
        """Shows the count, at most a hundred times however many there are, and clears the line at the end."""
        if of < 1 or not self._err.isatty():
            return
        share = done * 100 // of
        if share == self._shown:
            return
        self._shown = share
        text = self._translate(msg("{done} of {all}", done=done, all=of))
        self._err.write("\r\x1b[K" + ("" if done >= of else text))
        self._err.flush()
