"""One writer at a time: an operating-system lock that dies with its holder, and a note of who holds it."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import socket
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from dunning_cli.kernel.errors import Busy, Refused
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.text import harmless
from dunning_cli.store.format.plain_files import clear_for_a_file, is_real_folder, plain_bytes

PATIENCE = 30.0
"""Seconds a writer waits for another."""
_SILENT = 0.5
"""Seconds of waiting before it is announced."""
_POLL = 0.02
_LONGEST_HOST = 100
_LONGEST_NOTE = 4096
"""Bytes of the note of who holds the lock."""

OnWait = Callable[[Message], None]
"""Told once, after half a second, that another writer is being waited for."""


def say_nothing(message: Message) -> None:
    """For callers that do not announce waiting."""


@contextlib.contextmanager
def locked(private: Path, on_wait: OnWait = say_nothing, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the ledger's write lock.

    `private` is the ledger's unversioned folder, made where it is missing. Waits up to `patience` seconds for another holder and then
    raises Busy naming it; raises Refused where the folder cannot be written. The lock ends with the process,
    however that ends; the file `holder` beside it is only a note for people.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(private / "lock")
    begun = time.monotonic()
    try:
        private.mkdir(mode=0o700, exist_ok=True)
        if not is_real_folder(private):
            raise NotADirectoryError(errno.ENOTDIR, "it is no folder but a link or a file")
        for name in ("lock", "holder"):
            clear_for_a_file(private / name)
        try:
            lock.acquire(timeout=min(_SILENT, patience), poll_interval=_POLL)
        except Timeout:
            on_wait(msg("waiting for another command on this ledger: {holder}", holder=_holder(private)))
            left = max(0.0, patience - (time.monotonic() - begun))
            lock.acquire(timeout=left, poll_interval=_POLL)
    except Timeout:
        raise Busy(
            msg(
                "the ledger is in use by {holder}; nothing was changed, try again when it is done",
                holder=_holder(private),
            )
        ) from None
    except OSError as error:
        raise Refused(
            msg("the ledger cannot be locked in {folder}: {reason}", folder=private, reason=error.strerror)
        ) from None
    try:
        _sign(private)
        yield
    finally:
        with contextlib.suppress(OSError):
            (private / "holder").unlink()
        lock.release()


@contextlib.contextmanager
def locked_for_sync(private: Path, on_wait: OnWait = say_nothing) -> Iterator[None]:
    """Hold the lock that only one sync of a clone has at a time; other commands may write meanwhile.

    Raises as `locked`.
    """
    private.mkdir(mode=0o700, exist_ok=True)
    with locked(private / "sync", on_wait):
        yield


def _sign(private: Path) -> None:
    note = {"pid": os.getpid(), "host": socket.gethostname()}
    with contextlib.suppress(OSError):
        (private / "holder").write_text(json.dumps(note), encoding="utf-8")


def _holder(private: Path) -> Message:
    file = private / "holder"
    try:
        note = json.loads(plain_bytes(file, _LONGEST_NOTE))
        since = datetime.fromtimestamp(file.stat().st_mtime).astimezone()
        return msg(
            "process {pid} on {host} since {since}",
            pid=int(note["pid"]),
            host=harmless(note["host"])[:_LONGEST_HOST],
            since=since.isoformat(" ", timespec="seconds"),
        )
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return msg("another process")
