"""Plain files: read without waiting on pipes and devices, written without going through links."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
from pathlib import Path

_READING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def plain_bytes(file: Path | str, most: int | None = None, through_links: bool = False) -> bytes:
    """The bytes of an ordinary file. Raises OSError where it is a link, longer than `most`, or (EINVAL) something else."""
    opened = os.open(file, _READING if through_links else _READING | _NO_LINK)
    try:
        status = os.fstat(opened)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "it is no ordinary file", str(file))
    except BaseException:
        os.close(opened)
        raise
    with open(opened, "rb") as reading:
        if most is not None and status.st_size > most:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(file))
        return reading.read()


def is_plain(file: Path | str) -> bool:
    """Whether an ordinary file stands there, under this one name, and no link."""
    try:
        status = os.lstat(file)
    except OSError:
        return False
    return stat.S_ISREG(status.st_mode) and status.st_nlink == 1


def is_real_folder(place: Path | str) -> bool:
    """Whether a folder stands there, and no link to one."""
    try:
        return stat.S_ISDIR(os.lstat(place).st_mode)
    except OSError:
        return False


def is_ours_alone(status: os.stat_result) -> bool:
    """Whether what has that status belongs to this user, and nobody else can write to it; on Windows that is not asked."""
    return not hasattr(os, "getuid") or (status.st_uid == os.getuid() and not status.st_mode & 0o022)


def new_file(file: Path, mode: int = 0o666) -> int:
    """A descriptor of a file made anew; a link, pipe or file in its place is removed, never written to. Raises OSError."""
    try:
        return os.open(file, _NEW, mode)
    except FileExistsError:
        file.unlink()
        return os.open(file, _NEW, mode)


def clear_for_a_file(file: Path) -> None:
    """Remove what stands where a file of ours is to be opened, unless it is a plain file. Raises OSError for a folder."""
    if os.path.lexists(file) and not is_plain(file):
        with contextlib.suppress(FileNotFoundError):
            file.unlink()


def remove_folder(place: Path) -> None:
    """Remove a folder with all that is in it, or the link that stands in its place; as far as possible."""
    if is_real_folder(place):
        shutil.rmtree(place, ignore_errors=True)
        return
    with contextlib.suppress(OSError):
        place.unlink()
