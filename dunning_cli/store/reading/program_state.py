"""The state of the code that reads cases, as one digest: another version of it asks for other rows of the cache."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import sys
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

RACY_NS = 2_000_000_000
"""What was written within this time of being looked at may change again without its stamp changing."""
_CODE = (".py", ".pyc", ".pyd", ".so")
_PACKAGE = Path(__file__).resolve().parents[2]


@cache
def program_state() -> str | None:
    """A digest of all the code that an answer read from cases depends on, made once a process.

    It names every module of this package at any depth, the packages that read YAML and know holidays, and the version of Python,
    each file by size, inode and the times of its last writing and of the last change of its record; a file
    that was edited, replaced or installed anew gets others, even where its size and time of writing are put
    back. None where no digest can vouch for the code that is running: it lies in no folder, or changed in this
    very moment, perhaps after it was loaded.
    """
    digest = hashlib.blake2b(sys.version.encode(), digest_size=16)
    newest, count = 0, 0
    try:
        for name, status in (*sorted(_modules(_PACKAGE, "")), *_packages()):
            stamp = (status.st_size, status.st_ino, status.st_mtime_ns, status.st_ctime_ns)
            digest.update(f"{name} {stamp}\n".encode())
            newest, count = max(newest, status.st_mtime_ns, status.st_ctime_ns), count + 1
    except OSError:
        return None
    return None if count < 2 or newest > time.time_ns() - RACY_NS else digest.hexdigest()


def _modules(folder: Path | str, relative: str) -> Iterator[tuple[str, os.stat_result]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            name = f"{relative}/{entry.name}"
            if entry.name.endswith(_CODE):
                yield name, entry.stat()
            elif "." not in entry.name and entry.name != "__pycache__" and entry.is_dir():
                yield from _modules(entry.path, name)


def _packages() -> Iterator[tuple[str, os.stat_result]]:
    for name in ("yaml", "chinese_calendar"):
        found = importlib.util.find_spec(name)
        yield name, os.stat(found.origin if found and found.origin else "")
