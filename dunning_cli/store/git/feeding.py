"""A git process that is handed its input while its output is read, so that neither waits on a full pipe."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO


@contextmanager
def fed(process: subprocess.Popen[bytes], data: bytes) -> Iterator[IO[bytes]]:
    """The output of a process that is given `data`; the process is ended with the block."""
    assert process.stdin is not None
    assert process.stdout is not None
    feeder = threading.Thread(target=_feed, args=(process.stdin, data), daemon=True)
    feeder.start()
    try:
        yield process.stdout
    finally:
        process.kill()
        feeder.join()


def _feed(pipe: IO[bytes], data: bytes) -> None:
    try:
        pipe.write(data)
        pipe.close()
    except (BrokenPipeError, ValueError):
        return
