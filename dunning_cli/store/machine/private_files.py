"""Files with personal data outside the ledger: only their owner may read them, from their first byte, whatever the umask."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import msg
from dunning_cli.store.format.folder import LEDGER_FOLDERS, LedgerFolder

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


def check_new_file(path: Path, ledger: LedgerFolder) -> None:
    """Raises Refused where no new file can be put: something stands there, no folder does, or the ledger keeps it for ever."""
    place, root = Path(os.path.abspath(path)).resolve(), ledger.root.resolve()
    kept = place.relative_to(root).parts[:1] if place.is_relative_to(root) else ()
    if kept == (".git",) or LEDGER_FOLDERS.intersection(kept):
        raise Refused(
            msg("{path} lies in a folder that the ledger keeps for ever; name another place", path=path)
        )
    if os.path.lexists(path):
        raise Refused(msg("{path} is there already and is not overwritten; name another file", path=path))
    if not path.parent.is_dir():
        raise Refused(
            msg("there is no folder {folder} to write {file} into", folder=path.parent, file=path.name)
        )


def put_new_file(path: Path, data: bytes, ledger: LedgerFolder) -> None:
    """A new file that only its owner may read. Raises Refused where it cannot be written."""
    check_new_file(path, ledger)
    try:
        write_private(path, data)
    except OSError as error:
        raise Refused(
            msg("{path} cannot be written: {reason}", path=path, reason=error.strerror or "")
        ) from error


def check_new_folder_files(folder: Path, names: Iterable[str], ledger: LedgerFolder) -> None:
    """Raises Refused where new files cannot be put into a folder, which may be new itself: within the ledger, or there already."""
    place = Path(os.path.abspath(folder))
    if place.resolve().is_relative_to(ledger.root.resolve()):
        raise Refused(msg("{path} lies within the ledger; name a place outside it", path=folder))
    if not os.path.lexists(place):
        if not place.parent.is_dir():
            raise Refused(
                msg("there is no folder {folder} to write {file} into", folder=place.parent, file=place.name)
            )
        return
    for name in names:
        check_new_file(place / name, ledger)


def put_in_folder(folder: Path, files: Mapping[str, bytes], ledger: LedgerFolder) -> list[Path]:
    """New files in a folder, which is made where there is none; their paths. Raises Refused."""
    check_new_folder_files(folder, files, ledger)
    try:
        if not folder.exists():
            make_private_folder(folder)
    except OSError as error:
        raise Refused(
            msg("{path} cannot be written: {reason}", path=folder, reason=error.strerror or "")
        ) from error
    for name, data in files.items():
        put_new_file(folder / name, data, ledger)
    return [folder / name for name in files]
