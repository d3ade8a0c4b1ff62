"""Printed pages as files: outside the ledger unless a place in it is asked for, never half written or over something else."""

from __future__ import annotations

import os
from pathlib import Path

from dunning_cli.domain.failure import Refused
from dunning_cli.domain.message import msg
from dunning_cli.store.folder import LedgerFolder
from dunning_cli.store.private_files import write_private

_PDF = b"%PDF-"
_VERSIONED = frozenset({".git", "cases", "policies", "templates", "letters", "clients", "checkpoints"})
"""Folders of a ledger whose files go into its history, and from there to every clone."""


def usual_place(name: str, ledger: LedgerFolder) -> Path:
    """Where a PDF goes that was given no place: the working directory, or beside the ledger where that lies in it.

    Raises Refused where nothing can be written there.
    """
    here, root = Path.cwd().resolve(), ledger.root.resolve()
    if not here.is_relative_to(root):
        return Path(name)
    if not os.access(root.parent, os.W_OK):
        raise Refused(
            msg("pages with personal data are not put into the ledger unasked; name the file with -o FILE")
        )
    return root.parent / name


def check_target(path: Path, ledger: LedgerFolder) -> None:
    """Raises Refused where a PDF cannot be put at a path: no such folder, another kind of file, a folder of the ledger's."""
    place, root = Path(os.path.abspath(path)).resolve(), ledger.root.resolve()
    if place.is_relative_to(root) and _VERSIONED.intersection(place.relative_to(root).parts[:1]):
        raise Refused(
            msg("{path} lies in a folder that the ledger keeps for ever; name another place", path=path)
        )
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


def write_pdf(path: Path, data: bytes, ledger: LedgerFolder) -> None:
    """Puts a PDF at a path, in one move. Raises Refused where that cannot be done."""
    check_target(path, ledger)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        temporary.unlink(missing_ok=True)
        write_private(temporary, data)
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise Refused(msg("{path} cannot be written: {reason}", path=path, reason=error.strerror)) from None
