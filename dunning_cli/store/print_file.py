"""Printed pages as files, outside or inside the ledger: never half written, never over something else."""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path

from dunning_cli.domain.failure import Refused
from dunning_cli.domain.message import msg

_PDF = b"%PDF-"


def check_target(path: Path) -> None:
    """Raises Refused where a PDF cannot be put at a path: no such folder, or another kind of file stands there."""
    try:
        _check(path)
    except OSError as error:
        raise _unwritable(path, error) from None


def _check(path: Path) -> None:
    folder = path.parent
    if not folder.is_dir():
        raise Refused(msg("there is no folder {folder} to write {file} into", folder=folder, file=path.name))
    if not os.access(folder, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    if not path.name:
        raise Refused(msg("{path} is a folder; name a file", path=path))
    # a name that is just short enough itself may be too long while it is being written
    _temporary(path).exists()
    if path.is_dir():
        raise Refused(msg("{path} is a folder; name a file", path=path))
    if path.exists() and (not path.is_file() or not _is_pdf(path)):
        raise Refused(msg("{path} is no PDF and is not overwritten; name another file", path=path))


def _is_pdf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_PDF)) in (_PDF, b"")


def write_pdf(path: Path, data: bytes) -> None:
    """Puts a PDF at a path, in one move. Raises Refused where that cannot be done."""
    check_target(path)
    temporary = _temporary(path)
    try:
        temporary.write_bytes(data)
        temporary.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise _unwritable(path, error) from None


def _temporary(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}.new")


def _unwritable(path: Path, error: OSError) -> Refused:
    return Refused(msg("{path} cannot be written: {reason}", path=path, reason=error.strerror))
