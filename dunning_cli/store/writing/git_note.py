"""The note of the git that works for a write: made before it is started, completed with its process id."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from dunning_cli.kernel.record import dataclass
from dunning_cli.store.git.git import WRITER_VARIABLE
from dunning_cli.store.writing.locks.processes import gits_of, runs

_LENGTH = 32


@dataclass(frozen=True, slots=True)
class StartedGit:
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
    """The note of one journal; a process of the ledger's that dies at any step leaves one that can be read.

    Its place on the disk is taken before the first file is touched, so that a full disk cannot keep it from
    being written later; every change of it is one write of as many bytes.
    """

    def __init__(self, file: Path) -> None:
        self._file = file

    def prepare(self) -> None:
        """Take the place on the disk; nothing is noted yet."""
        self._file.write_bytes(bytes(_LENGTH))

    def starts(self) -> None:
        """Note that this process is about to start git."""
        self._write(f"{os.getpid()}\n")

    def started(self, pid: int) -> None:
        """Note the process id of the git just started."""
        self._write(f"{os.getpid()}\n{pid}\n")

    def read(self) -> StartedGit | None:
        """What is noted, None where no git was started."""
        with contextlib.suppress(OSError):
            text, since = self._file.read_bytes(), self._file.stat().st_mtime
            whole = text.rstrip(b"\0").split(b"\n")[:-1]
            if whole:
                writer, git = [*(_number(line) for line in whole), None][:2]
                return StartedGit(writer, git, since)
        return None

    def _write(self, text: str) -> None:
        with self._file.open("r+b" if self._file.exists() else "wb", buffering=0) as out:
            out.write(text.encode("ascii").ljust(_LENGTH, b"\0"))


def _number(line: bytes) -> int | None:
    return int(line) if line.isdigit() and len(line) <= 10 else None
