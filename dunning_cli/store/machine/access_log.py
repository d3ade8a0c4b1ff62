"""The log of who saw personal data in full, or took it out of the ledger: local, appended to, never changed."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import stat
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from dunning_cli.kernel.errors import Failure, Refused
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.format.plain_files import is_real_folder, plain_bytes
from dunning_cli.store.machine.private_files import FILE_MODE
from dunning_cli.store.writing.lock import locked

NAME = "access.log"
LARGEST = 5_000_000
"""Bytes from which on a log is put aside, as `access.log.1`, `.2` and so on; none is ever removed."""
_EXCLUDED = (f"/{NAME}", f"/{NAME}.*")
_NO_FILE = msg("it is no ordinary file")
_OPENING = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Access:
    """One look at personal data: who, when, with which command, at which cases; never what was searched for."""

    at: datetime
    who: str
    command: str
    """The words of the command, such as `export cases`."""
    parts: tuple[str, ...]
    """What of it: `reveal`, the format of a file."""
    cases: tuple[str, ...]
    sha256: str
    """Of the file that was written, or of the answer."""
    rows: int | None = None
    """How many rows a file has."""


@dataclass(frozen=True, slots=True)
class LoggedLine:
    """A line of the log: where it stands, and what it says; None where it cannot be read."""

    file: str
    number: int
    access: Access | None


class AccessLog:
    """The log of one ledger. A look that cannot be noted in it is refused: `ready`, and `note`."""

    def __init__(self, folder: LedgerFolder) -> None:
        self._folder = folder
        self._file = folder.root / NAME

    def ready(self) -> None:
        """Raises Refused where it can be seen that nothing could be written into the log; changes nothing."""
        try:
            status = os.lstat(self._file)
        except FileNotFoundError:
            writable = os.access(self._folder.root, os.W_OK | os.X_OK)
        except OSError as error:
            raise _refused(error.strerror or str(error)) from None
        else:
            if not stat.S_ISREG(status.st_mode):
                raise _refused(_NO_FILE)
            writable = os.access(self._file, os.W_OK)
        if not writable or not os.access(self._folder.common_git_dir, os.W_OK | os.X_OK):
            raise _refused(os.strerror(errno.EACCES))

    def note(self, access: Access) -> None:
        """Adds a line, whole, and puts it on the disk. Raises Refused where that cannot be done."""
        with self._writing() as descriptor:
            size = os.fstat(descriptor).st_size
            # what was broken off by a crash stays a line of its own
            left = (b"" if not size or _last_byte(descriptor, size) == b"\n" else b"\n") + _line(access)
            while left:
                left = left[os.write(descriptor, left) :]
            os.fsync(descriptor)

    @contextlib.contextmanager
    def _writing(self) -> Iterator[int]:
        """The log opened to add to, by one process at a time."""
        try:
            private = self._folder.private
            private.mkdir(mode=0o700, exist_ok=True)
            with locked(private / "access"):
                self._keep_out_of_git()
                self._put_aside()
                descriptor = self._opened()
                try:
                    yield descriptor
                finally:
                    os.close(descriptor)
        except OSError as error:
            raise _refused(error.strerror or str(error)) from None
        except Refused as error:
            raise _refused(error.message) from None

    def _opened(self) -> int:
        descriptor = os.open(self._file, _OPENING, FILE_MODE)
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.close(descriptor)
            raise OSError(errno.EINVAL, "it is no ordinary file")
        if hasattr(os, "fchmod"):
            os.fchmod(descriptor, FILE_MODE)
        return descriptor

    def _put_aside(self) -> None:
        """Where the log has grown large it is kept under the next number, and a new one begun."""
        with contextlib.suppress(FileNotFoundError):
            if os.lstat(self._file).st_size >= LARGEST:
                numbers = [number for number, _ in _aside(self._folder)]
                self._file.rename(self._file.with_name(f"{NAME}.{max(numbers, default=0) + 1}"))

    def _keep_out_of_git(self) -> None:
        """Names the log in what git leaves out in this clone: it is of this machine, and no file of the ledger's."""
        file = self._folder.common_git_dir / "info" / "exclude"
        try:
            known = plain_bytes(file)
        except FileNotFoundError:
            known = b""
        missing = [line for line in _EXCLUDED if line.encode() not in known.splitlines()]
        if missing:
            file.parent.mkdir(exist_ok=True)
            if not is_real_folder(file.parent):
                raise OSError(errno.ENOTDIR, f"{file.parent} is no folder")
            start = b"" if not known or known.endswith(b"\n") else b"\n"
            with file.open("ab") as adding:
                adding.write(start + "".join(f"{line}\n" for line in missing).encode())


def logged(folder: LedgerFolder) -> Iterator[LoggedLine]:
    """Every line of the log, the oldest first, those put aside among them."""
    files = [name for _, name in sorted(_aside(folder))]
    for name in (*files, NAME):
        try:
            data = plain_bytes(folder.root / name)
        except FileNotFoundError:
            continue
        for number, line in enumerate(data.split(b"\n"), start=1):
            if line.strip():
                yield LoggedLine(name, number, _read(line))


def _last_byte(descriptor: int, size: int) -> bytes:
    os.lseek(descriptor, size - 1, os.SEEK_SET)
    return os.read(descriptor, 1)


def _aside(folder: LedgerFolder) -> list[tuple[int, str]]:
    """The logs put aside, with their numbers."""
    found = []
    for place in folder.root.glob(f"{NAME}.*"):
        number = place.name.removeprefix(f"{NAME}.")
        if number.isascii() and number.isdigit():
            found.append((int(number), place.name))
    return found


def _line(access: Access) -> bytes:
    data = {
        "at": access.at.isoformat(timespec="seconds"),
        "who": access.who,
        "command": access.command,
        "parts": access.parts,
        "count": len(access.cases),
        "cases": access.cases,
        "rows": access.rows,
        "sha256": access.sha256,
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8") + b"\n"


def _read(line: bytes) -> Access | None:
    try:
        data: Any = json.loads(line)
        at = datetime.fromisoformat(_text(data["at"]))
        rows = data["rows"]
        if at.tzinfo is None or not (rows is None or type(rows) is int):
            return None
        return Access(
            at,
            _text(data["who"]),
            _text(data["command"]),
            _texts(data["parts"]),
            _texts(data["cases"]),
            _text(data["sha256"]),
            rows,
        )
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _texts(values: object) -> tuple[str, ...]:
    if not isinstance(values, list):
        raise TypeError
    return tuple(map(_text, values))


def _refused(reason: Message | str) -> Failure:
    return Refused(
        msg(
            "{file} cannot be written, in which looks at personal data are noted: {reason}",
            file=NAME,
            reason=reason,
        )
    )


def login_name() -> str:
    """Who is logged in on this machine, where neither the staff list nor git names somebody."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "?"
