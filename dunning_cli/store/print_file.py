"""Printed pages as files, outside or inside the ledger: never half written, never over something else."""

from __future__ import annotations

import os
from pathlib import Path

from dunning_cli.domain.failure import Refused
from dunning_cli.domain.message import msg

_PDF = b"%PDF-"


def check_target(path: Path) -> None:
    """Raises Refused where a PDF cannot be put at a path: no such folder, or another kind of file stands there."""
    if not path.parent.is_dir():
        raise Refused(
            msg("there is no folder {folder} to write {file} into", folder=path.parent, file=path.name)
        )
    if path.is_dir():
        raise Refused(msg("{path} is a folder; name a file", path=path))
    if path.exists():
        with path.open("rb") as file:
            if file.read(len(_PDF)) not in (_PDF, b""):
                raise Refused(msg("{path} is no PDF and is not overwritten; name another file", path=path))


def write_pdf(path: Path, data: bytes) -> None:
    """Puts a PDF at a path, in one move. Raises Refused where that cannot be done."""
    check_target(path)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        temporary.write_bytes(data)
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise Refused(msg("{path} cannot be written: {reason}", path=path, reason=error.strerror)) from None
