"""Files with personal data outside the ledger: only their owner may read them, from their first byte, whatever the umask."""

from __future__ import annotations

import os
from pathlib import Path

FILE_MODE = 0o600
FOLDER_MODE = 0o700


def write_private(path: Path, data: bytes) -> None:
    """A new file that only its owner may read. Raises OSError, also where something stands at the path already."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), FILE_MODE)
    with os.fdopen(descriptor, "wb") as file:
        if hasattr(os, "fchmod"):
            os.fchmod(descriptor, FILE_MODE)
        file.write(data)


def make_private_folder(path: Path) -> None:
    """A new folder that only its owner may enter. Raises OSError, also where something stands at the path already."""
    os.mkdir(path, FOLDER_MODE)
    os.chmod(path, FOLDER_MODE)
