"""A file from elsewhere, such as a client's table or a batch: read whole, with its errors in plain words."""

from __future__ import annotations

from pathlib import Path

from dunning_cli.kernel.errors import NotFound, Refused, WrongUsage
from dunning_cli.kernel.message import Message, msg


def foreign_bytes(file: Path | str, wanted: Message) -> bytes:
    """The bytes of a file that is no part of the ledger; it is only read.

    `wanted` says which file to name, for a folder or a device in its place.
    Raises NotFound where there is none, WrongUsage with `wanted`, Refused where it cannot be read.
    """
    path = Path(file)
    if not path.exists():
        raise NotFound(msg("there is no file {file}", file=str(file)))
    if not path.is_file():
        raise WrongUsage(wanted)
    try:
        return path.read_bytes()
    except OSError as error:
        raise Refused(
            msg("{file} cannot be read: {reason}", file=str(file), reason=error.strerror or "")
        ) from error
