"""The bytes of a table that came from elsewhere, refused early where it is none."""

from __future__ import annotations

from pathlib import Path

from dunning_cli.intake.files.opened import refuse_other_kinds
from dunning_cli.kernel.message import msg
from dunning_cli.store.format.foreign_file import foreign_bytes


def table_bytes(path: Path) -> bytes:
    """The bytes of a workbook or a text file to be imported; it is only read.

    Raises WrongUsage for another kind of file and for a folder, NotFound where there is none, Refused where it cannot
    be read.
    """
    refuse_other_kinds(path)
    return foreign_bytes(path, msg("{file} is a folder: name the file to import", file=str(path)))
