"""The program that shows a long text page by page: `less`, or what DUNNING_PAGER or PAGER names."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
from collections.abc import Mapping

_USUAL = "less"
_NONE = frozenset(("", "cat"))
"""Values that say: no pages."""


def shown_by_pager(text: str, prompt: str, environment: Mapping[str, str]) -> bool:
    """Shows a text and comes back when the reader is done; False where there is no pager, or none is wanted.

    `prompt` stands below each page of `less` and names its keys.
    """
    words = _words(environment)
    if not words:
        return False
    settings = {
        # -X leaves on the screen what was read; a text of one page needs no key
        "LESS": f"-FX -Ps{_as_prompt(prompt)}$",
        "LESSCHARSET": "utf-8",
        **environment,
    }
    try:
        process = subprocess.Popen(words, stdin=subprocess.PIPE, env=settings, encoding="utf-8")
    except OSError:
        return False
    # Ctrl-C belongs to the pager while it is open
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        process.communicate(text)
    finally:
        signal.signal(signal.SIGINT, before)
    return True


def _words(environment: Mapping[str, str]) -> list[str]:
    for name in ("DUNNING_PAGER", "PAGER"):
        wanted = environment.get(name)
        if wanted is not None:
            return [] if wanted.strip() in _NONE else _split(wanted)
    return [_USUAL] if shutil.which(_USUAL) else []


def _split(wanted: str) -> list[str]:
    try:
        return shlex.split(wanted, posix=os.name == "posix")
    except ValueError:
        return []


def _as_prompt(text: str) -> str:
    """A text as `less` takes it for its prompt: what has a meaning there has a stroke before it."""
    return "".join(f"\\{character}" if character in "?:.%\\$" else character for character in text)
