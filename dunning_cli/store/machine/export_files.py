"""Exports as files: made for their owner alone, put in place whole or not at all, never over another unasked."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, BinaryIO

from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.format.folder import ATTRIBUTES_FILE, SETTINGS_FILE, LedgerFolder
from dunning_cli.store.machine.access_log import NAME
from dunning_cli.store.machine.printer import refuse_kept_folders
from dunning_cli.store.machine.private_files import FILE_MODE

_LEDGERS_OWN = (SETTINGS_FILE, ATTRIBUTES_FILE, ".gitignore", NAME)
Write = Callable[[BinaryIO], None]
"""Writes an export into the stream it is given."""


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A file to export into."""

    path: Path
    ledger: LedgerFolder
    replace: bool = False

    def check(self) -> None:
        """Raises Refused where no file can be put there: no such folder, one of the ledger's own, a file already."""
        refuse_kept_folders(self.path, self.ledger)
        place = Path(os.path.abspath(self.path))
        if place.parent.resolve() == self.ledger.root.resolve() and place.name.startswith(_LEDGERS_OWN):
            raise Refused(msg("{path} is a file of the ledger; name another place", path=self.path))
        folder = self.path.parent
        if not folder.is_dir():
            raise Refused(
                msg("there is no folder {folder} to write {file} into", folder=folder, file=self.path.name)
            )
        if not self.path.name or self.path.is_dir():
            raise Refused(msg("{path} is a folder; name a file", path=self.path))
        if not os.path.lexists(self.path):
            return
        if self.path.is_symlink() or not self.path.is_file():
            raise Refused(msg("{path} is no ordinary file; name another one", path=self.path))
        if not self.replace:
            raise Refused(
                msg("{path} exists already; --replace puts the new file in its place", path=self.path)
            )

    def put(self, write: Write, before: Callable[[str], None]) -> str:
        """Writes the file and puts it in its place; gives its SHA-256, which `before` is told first and may refuse.

        Raises Refused as `check`, where writing fails, and what `write` and `before` raise; then nothing is changed.
        """
        self.check()
        new = self.path.with_name(f".{self.path.name}.{os.getpid()}.new")
        try:
            with contextlib.suppress(FileNotFoundError):
                new.unlink()
            with _private(new) as out:
                write(out)
                out.flush()
                os.fsync(out.fileno())
                digest = _sha256(out)
            before(digest)
            new.replace(self.path)
        except OSError as error:
            reason = error.strerror or os.strerror(error.errno or errno.EIO)
            raise Refused(msg("{path} cannot be written: {reason}", path=self.path, reason=reason)) from None
        finally:
            with contextlib.suppress(OSError):
                new.unlink()
        return digest


def _private(path: Path) -> BinaryIO:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), FILE_MODE)
    if hasattr(os, "fchmod"):
        os.fchmod(descriptor, FILE_MODE)
    return os.fdopen(descriptor, "w+b")


@contextlib.contextmanager
def held_back(write: Write, before: Callable[[str], None]) -> Iterator[IO[bytes]]:
    """What an export writes, in a file that nobody else can open and that is gone afterwards; `before` as for `put`.

    Raises Refused where there is no room for it.
    """
    try:
        with tempfile.TemporaryFile() as out:
            write(out)
            before(_sha256(out))
            out.seek(0)
            yield out
    except OSError as error:
        raise Refused(msg("the export cannot be kept meanwhile: {reason}", reason=error.strerror)) from None


def _sha256(file: BinaryIO | IO[bytes]) -> str:
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]  # any binary file will do
