"""The note of the git that works for a write: made before it is started, completed with its process id."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path

from dunning_cli.store.git import WRITER_VARIABLE
from dunning_cli.store.locks.processes import gits_of, runs


@dataclass(frozen=True, slots=True)
class Noted:
    """Which process started git, git's process id where it came to be noted, and when, in seconds since 1970."""

    writer: int | None
    git: int | None
    since: float

    def at_work(self) -> int | None:
        """The process id of that git if it still runs."""
        if self.git is not None:
            return self.git if runs(self.git, self.since) else None
        if self.writer is None:
            return None
        return next((git.pid for git in gits_of(self.writer, WRITER_VARIABLE, self.since)), None)


class GitNote:
    """The note of one journal; a process of the ledger's that dies at any step leaves one that can be read."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def starts(self) -> None:
        """Note that this process is about to start git."""
        self._file.write_text(f"{os.getpid()}\n", encoding="ascii")

    def started(self, pid: int) -> None:
        """Note the process id of the git just started."""
        with self._file.open("a", encoding="ascii") as out:
            out.write(f"{pid}\n")

    def read(self) -> Noted | None:
        """What is noted, None where no git was started."""
        with contextlib.suppress(OSError):
            text, since = self._file.read_bytes(), self._file.stat().st_mtime
            whole = text.split(b"\n")[:-1]
            writer, git = [*(_number(line) for line in whole), None, None][:2]
            return Noted(writer, git, since)
        return None


def _number(line: bytes) -> int | None:
    return int(line) if line.isdigit() and len(line) <= 10 else None
