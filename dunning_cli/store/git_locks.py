"""Locks that a git which died has left behind: told from a living one's, and removed."""

from __future__ import annotations

import contextlib
import os
import re
import time
from collections.abc import Iterable
from pathlib import Path

from dunning_cli.store.folder import LedgerFolder

_STAYS = 1.0
"""Seconds a lock must stand untouched before it counts as left behind, where processes cannot be looked at."""
_STAYS_SEEN = 0.2
"""The same where they can."""
_PROCESSES = Path("/proc")


def runs(pid: int, noted: float) -> bool:
    """Whether the git that had this process id when it was noted still runs; `noted` in seconds since 1970.

    A number given to another program since does not count, nor does a process that only waits to be buried.
    """
    if os.name == "nt":
        # There a signal of 0 would end the process; its locks tell enough.
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    process = _PROCESSES / str(pid)
    name, state = _text(process / "comm"), _text(process / "stat")
    if name is None or state is None:
        return not (_PROCESSES / "self").exists()
    if b") Z " in state:
        return False
    # For an instant a program just started bears the name of the one that started it.
    return name.startswith(b"git") or _started(state) <= noted + 2


def _started(state: bytes) -> float:
    """When a process started, in seconds since 1970, from its line of /proc."""
    booted = re.search(rb"^btime (\d+)", (_PROCESSES / "stat").read_bytes(), re.MULTILINE)
    ticks = int(state.rpartition(b")")[2].split()[19])
    return (int(booted[1]) if booted else 0) + ticks / os.sysconf("SC_CLK_TCK")


def remove_left_locks(folder: LedgerFolder, pid: int, since: float) -> None:
    """Remove the locks that git process `pid`, which is dead, can no longer release itself.

    `since` is when it was told to begin, in seconds since 1970; older locks are somebody else's. The lock that
    bears its number is its own; the others only where no other git works in this ledger and they stay untouched.
    """
    with contextlib.suppress(FileNotFoundError):
        (folder.git_dir / f"next-index-{pid}.lock").unlink()
    found = {lock: mark for lock in _shared(folder) if (mark := _mark(lock, since)) is not None}
    if not found or _others(folder.root):
        return
    until = time.monotonic() + (_STAYS_SEEN if (_PROCESSES / "self").exists() else _STAYS)
    while time.monotonic() < until:
        time.sleep(0.05)
        found = {lock: mark for lock, mark in found.items() if _mark(lock, since) == mark}
    if _others(folder.root):
        return
    for lock in found:
        with contextlib.suppress(FileNotFoundError):
            lock.unlink()


def _shared(folder: LedgerFolder) -> Iterable[Path]:
    """The locks that any git takes to commit."""
    yield folder.git_dir / "index.lock"
    yield folder.git_dir / "HEAD.lock"
    head = (folder.git_dir / "HEAD").read_text(encoding="utf-8").strip()
    if head.startswith("ref: "):
        yield folder.common_git_dir / f"{head.removeprefix('ref: ')}.lock"


def _mark(lock: Path, since: float) -> tuple[int, int] | None:
    """What changes when a lock is touched or taken anew; None where there is none, or an older one."""
    try:
        status = lock.stat()
    except FileNotFoundError:
        return None
    # file systems keep time more coarsely than the clock
    return (status.st_ino, status.st_mtime_ns) if status.st_mtime >= since - 1 else None


def _others(root: Path) -> bool:
    """Whether a git is at work in this ledger, or one that may be and is not ours to look at; False where unknown."""
    real = os.path.realpath(root)
    for process in _PROCESSES.glob("[0-9]*"):
        name, state = _text(process / "comm"), _text(process / "stat")
        if name is None or not name.startswith(b"git") or (state is not None and b") Z " in state):
            continue
        try:
            place = os.readlink(process / "cwd")
        except PermissionError:
            return True
        except OSError:
            continue
        if place == real or place.startswith(real + os.sep):
            return True
    return False


def _text(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except OSError:
        return None
