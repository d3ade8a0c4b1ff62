"""Printed pages as files: outside the ledger unless a place in it is asked for, never half written or over something else."""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path

from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.format.folder import LEDGER_FOLDERS, LedgerFolder
from dunning_cli.store.machine.private_files import write_private


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


def usual_folder(ledger: LedgerFolder) -> Path:
    """The folder of the usual place, in full. Raises Refused where nothing can be written there."""
    return usual_place("page.pdf", ledger).resolve().parent


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A kind of file that the program writes for people: how one begins, and what it is called."""

    begins: bytes
    name: Message


PDF = PaperKind(b"%PDF-", label("PDF"))
WORKBOOK = PaperKind(b"PK", label("workbook"))
PAGE = PaperKind(b"<!DOCTYPE html>", label("page"))
TEXT = PaperKind(b"\xef\xbb\xbf", label("text that this program wrote"))
"""Plain text with the mark of UTF-8 at its beginning, which other systems need to read Chinese."""
KIND_OF = {".pdf": PDF, ".xlsx": WORKBOOK, ".html": PAGE, ".txt": TEXT}
"""The kind of file that the ending of a name asks for."""


def check_target(path: Path, ledger: LedgerFolder, kind: PaperKind = PDF) -> None:
    """Raises Refused where a file cannot be put at a path: no such folder, another kind of file, a folder of the ledger's."""
    refuse_kept_folders(path, ledger)
    try:
        _check(path, kind)
    except OSError as error:
        raise _unwritable(path, error) from None


def refuse_kept_folders(path: Path, ledger: LedgerFolder) -> None:
    """Raises Refused for a path in a folder whose files go into the ledger's history."""
    place, root = Path(os.path.abspath(path)).resolve(), ledger.root.resolve()
    if place.is_relative_to(root) and _kept_for_ever(place.relative_to(root)):
        raise Refused(
            msg("{path} lies in a folder that the ledger keeps for ever; name another place", path=path)
        )


def _check(path: Path, kind: PaperKind) -> None:
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
    if path.exists() and (not path.is_file() or not _is_one(path, kind)):
        raise Refused(
            msg("{path} is no {kind} and is not overwritten; name another file", path=path, kind=kind.name)
        )


def _kept_for_ever(path: Path) -> bool:
    return path.parts[:1] == (".git",) or bool(LEDGER_FOLDERS.intersection(path.parts[:1]))


def _is_one(path: Path, kind: PaperKind) -> bool:
    with path.open("rb") as file:
        return file.read(len(kind.begins)) in (kind.begins, b"")


def write_paper(path: Path, data: bytes, ledger: LedgerFolder, kind: PaperKind = PDF) -> None:
    """Puts a file for people at a path, in one move. Raises Refused where that cannot be done."""
    check_target(path, ledger, kind)
    temporary = _temporary(path)
    try:
        temporary.unlink(missing_ok=True)
        write_private(temporary, data)
        temporary.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise _unwritable(path, error) from None


def _temporary(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}.new")


def _unwritable(path: Path, error: OSError) -> Refused:
    return Refused(msg("{path} cannot be written: {reason}", path=path, reason=error.strerror))
