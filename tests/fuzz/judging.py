"""What must hold of any command line: no bug, no traceback, no hang, and a refused command changed nothing."""

from __future__ import annotations

import contextlib
import io
import os
import signal
import subprocess
import sys
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from dunning_cli.cli import endings
from dunning_cli.cli.main import main

LONGEST = 120
"""Seconds after which a command counts as hanging."""
CODES = {0, 1, 2, 3, 4, 5, 6}
"""The exit codes of the README but for a bug."""


class Hanging(BaseException):
    """A command that took too long."""


@dataclass
class Ran:
    """What came of a command."""

    code: int
    out: str
    err: str
    trace: str = ""


@contextlib.contextmanager
def limited(seconds: float = LONGEST) -> Iterator[None]:
    """Raises Hanging within where it takes longer."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise Hanging

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def run(words: list[str], typed: bytes = b"") -> Ran:
    """Runs a command in this process, with streams as the process has them."""
    out, err, traces = io.BytesIO(), io.BytesIO(), []
    streams = [
        io.TextIOWrapper(stream, encoding="utf-8", errors="backslashreplace", write_through=True)
        for stream in (out, err)
    ]
    noted = endings._bug

    def noting(error: BaseException) -> object:
        traces.append("".join(traceback.format_exception(error)))
        return noted(error)

    endings._bug = noting  # type: ignore[assignment]
    with patched_stdin(typed), contextlib.redirect_stdout(streams[0]), contextlib.redirect_stderr(streams[1]):
        try:
            with limited():
                code = main(list(words))
        except Hanging:
            code = -1
            traces.append(traceback.format_exc())
        except Exception:
            code = -2
            traces.append(traceback.format_exc())
        finally:
            endings._bug = noted
    return Ran(code, out.getvalue().decode("utf-8"), err.getvalue().decode("utf-8"), "\n".join(traces))


@contextlib.contextmanager
def patched_stdin(typed: bytes) -> Iterator[None]:
    """Gives the command something to read where it asks."""
    before, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO(typed), encoding="utf-8")
    try:
        yield
    finally:
        sys.stdin = before


class Ledger:
    """The ledger in the working directory, watched."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._read: dict[str, tuple[object, bytes]] = {}

    def state(self) -> dict[str, object]:
        """Head, and every versioned file as the file system knows it."""
        return {"head": self.head(), "files": dict(self._files(self.folder))}

    def head(self) -> str:
        """The commit checked out."""
        git = self.folder / ".git"
        name = (git / "HEAD").read_text(encoding="utf-8").strip().removeprefix("ref: ")
        return (git / name).read_text(encoding="utf-8") if (git / name).is_file() else name

    def _files(self, folder: Path) -> Iterator[tuple[str, bytes | str]]:
        for entry in os.scandir(folder):
            if entry.name == ".git":
                continue
            if entry.is_dir(follow_symlinks=False):
                yield entry.path, "folder"
                yield from self._files(Path(entry.path))
            else:
                # read again only where it was written anew: then its number or time is another
                found = entry.stat(follow_symlinks=False)
                stamp = (found.st_ino, found.st_size, found.st_mtime_ns)
                if self._read.get(entry.path, (None, b""))[0] != stamp:
                    self._read[entry.path] = stamp, Path(entry.path).read_bytes()
                yield entry.path, self._read[entry.path][1]

    def reset(self, to: str) -> None:
        """Back to a commit, with nothing beside it."""
        for words in (("reset", "-q", "--hard", to), ("clean", "-q", "-f", "-d", "-x")):
            subprocess.run(["git", *words], cwd=self.folder, check=True, capture_output=True)


def faults(ran: Ran, codes: set[int] = CODES) -> list[str]:
    """What is wrong with how a command ended."""
    found = []
    if ran.code not in codes:
        found.append(f"exit code {ran.code}")
    if "Traceback" in ran.err or ran.trace:
        found.append(ran.trace or ran.err)
    if ran.code not in (0, 6) and not (ran.err.strip() or ran.out.strip()):
        found.append("failed in silence")
    return found
