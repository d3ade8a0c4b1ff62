"""Files and folders whose bytes and names are on the disk before the call returns."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path

from dunning_cli.store.format.plain_files import new_file

_SYNC_ONE_BY_ONE = 64
"""Files above which one sync of everything is cheaper than one a file."""


def write_through(file: Path, data: bytes) -> None:
    """Write a file anew and wait until its bytes are on the disk; never through a link that stands in its place."""
    with open(new_file(file), "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())


def write_all(texts: Sequence[tuple[Path, bytes]]) -> None:
    """Write many new files and wait until their bytes are on the disk."""
    if len(texts) <= _SYNC_ONE_BY_ONE or not hasattr(os, "sync"):
        for file, data in texts:
            write_through(file, data)
        return
    for file, data in texts:
        with open(new_file(file), "wb") as out:
            out.write(data)
    os.sync()


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk, where the system knows how."""
    with contextlib.suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
