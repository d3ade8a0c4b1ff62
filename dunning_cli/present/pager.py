"""A long answer on a terminal, page by page: by `less`, or by what DUNNING_PAGER or PAGER names."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from typing import TextIO

from dunning_cli.kernel.message import Translate, label
from dunning_cli.present.columns import columns_of

_USUAL = "less"
_ON_THE_SCREEN = frozenset(("", "cat"))
"""Values that say: no pages."""
_ROOM_BELOW = 2
"""Lines of the terminal that the next prompt and what is said beside the answer take."""


class Pager:
    """Shows texts that are longer than a terminal page by page; what is short, or goes elsewhere, it leaves alone."""

    def __init__(self, out: TextIO, environment: Mapping[str, str], translate: Translate) -> None:
        self._out = out
        self._environment = environment
        self._translate = translate

    def show(self, texts: Sequence[str]) -> bool:
        """Shows texts, each of one or more lines, and comes back when the reader is done; False where they are not for it."""
        if not self._out.isatty():
            return False
        size = shutil.get_terminal_size()
        if _rows(texts, size.columns) + _ROOM_BELOW <= size.lines:
            return False
        words = self._words()
        return bool(words) and self._run(words, "".join(f"{text}\n" for text in texts))

    def _words(self) -> list[str]:
        """The pager with its options; none where none is wanted, or there is no `less`."""
        for name in ("DUNNING_PAGER", "PAGER"):
            wanted = self._environment.get(name)
            if wanted is not None:
                return [] if wanted.strip() in _ON_THE_SCREEN else _split(wanted)
        return [_USUAL] if shutil.which(_USUAL) else []

    def _run(self, words: list[str], text: str) -> bool:
        prompt = self._translate(label("space: on   b: back   /: search   q: done"))
        environment = {
            # -X leaves on the screen what was read; a text of one page needs no key
            "LESS": f"-FX -Ps{_as_prompt(prompt)}$",
            "LESSCHARSET": "utf-8",
            **self._environment,
        }
        self._out.flush()
        try:
            process = subprocess.Popen(words, stdin=subprocess.PIPE, env=environment, encoding="utf-8")
        except OSError:
            return False
        # Ctrl-C belongs to the pager while it is open
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            process.communicate(text)
        finally:
            signal.signal(signal.SIGINT, before)
        return True


def _rows(texts: Sequence[str], columns: int) -> int:
    """How many rows of a terminal of so many columns they take."""
    lines = [line for text in texts for line in text.split("\n")]
    return sum(max(columns_of(line) - 1, 0) // max(columns, 1) + 1 for line in lines)


def _split(wanted: str) -> list[str]:
    try:
        return shlex.split(wanted, posix=os.name == "posix")
    except ValueError:
        return []


def _as_prompt(text: str) -> str:
    """A text as `less` takes it for its prompt: what has a meaning there has a stroke before it."""
    return "".join(f"\\{character}" if character in "?:.%\\$" else character for character in text)
