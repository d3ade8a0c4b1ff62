"""The locks of git that stand in a ledger: who holds each, and those that a write of ours has left behind."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path

from dunning_cli.kernel.record import dataclass
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.writing.locks.processes import can_be_seen, gits_at_work, runs, that_hold_open

_STAYS = 1.0
"""Seconds a lock must stand untouched before it counts as left behind, where processes cannot be looked at."""
_STAYS_SEEN = 0.2
"""The same where they can."""
_NEXT_INDEX = "next-index-"


@dataclass(frozen=True, slots=True)
class GitLock:
    """A lock as found; one that is touched or taken anew is another. `touched` in seconds since 1970."""

    path: Path
    inode: int
    touched: float

    @property
    def age(self) -> float:
        """Seconds since it was last touched."""
        return max(0.0, time.time() - self.touched)


def lock_at(path: Path) -> GitLock | None:
    """The lock that stands in a place, if one does."""
    try:
        status = path.lstat()
    except OSError:
        return None
    return GitLock(path, status.st_ino, status.st_mtime)


def standing_locks(folder: LedgerFolder) -> list[GitLock]:
    """Every lock of git in the ledger's repository that keeps somebody from writing, the longest standing first."""
    found = {lock.path: lock for path in _places(folder) if (lock := lock_at(path)) is not None}
    return sorted(found.values(), key=lambda lock: lock.touched)


def holders(folder: LedgerFolder, lock: GitLock) -> list[int] | None:
    """The processes of this machine that may hold a lock; None where the system does not show its processes."""
    gits = gits_at_work(folder)
    if gits is None:
        return None
    found = [git.pid for git in gits if git.may_have_made(lock.touched)]
    return sorted({*found, *that_hold_open(lock.path)})


def remove_left_locks(folder: LedgerFolder, pid: int | None, since: float) -> None:
    """Remove the locks that a git started by a write of ours, which is dead, can no longer release itself.

    `pid` is its process id where that came to be noted, `since` when the write began, in seconds since 1970;
    older locks are somebody else's. The lock that bears its number is its own; the others only where no
    process is found that may hold them and they stay untouched.
    """
    if pid is not None:
        with contextlib.suppress(FileNotFoundError):
            (folder.git_dir / f"{_NEXT_INDEX}{pid}.lock").unlink()
    found = {lock for lock in _of_a_commit(folder) if _left_since(folder, lock, since)}
    if not found:
        return
    until = time.monotonic() + (_STAYS_SEEN if can_be_seen() else _STAYS)
    while time.monotonic() < until:
        time.sleep(0.05)
        found = {lock for lock in found if lock_at(lock.path) == lock}
    for lock in found:
        if not holders(folder, lock) and lock_at(lock.path) == lock:
            with contextlib.suppress(FileNotFoundError):
                lock.path.unlink()


def may_be_of(folder: LedgerFolder, lock: GitLock, since: float) -> bool:
    """Whether a lock may be of a write that began at a moment, in seconds since 1970."""
    # file systems keep time more coarsely than the clock
    return lock.touched >= since - 1 and lock in set(_of_a_commit(folder))


def _left_since(folder: LedgerFolder, lock: GitLock, since: float) -> bool:
    if lock.touched < since - 1 or holders(folder, lock):
        return False
    number = lock.path.name.removeprefix(_NEXT_INDEX).removesuffix(".lock")
    return not (number.isdecimal() and runs(int(number), lock.touched))


def _of_a_commit(folder: LedgerFolder) -> Iterator[GitLock]:
    """The locks that stand of those that any git takes to commit."""
    paths = [folder.git_dir / "index.lock", folder.git_dir / "HEAD.lock"]
    paths += folder.git_dir.glob(f"{_NEXT_INDEX}*.lock")
    paths += (folder.common_git_dir / "refs" / "heads").rglob("*.lock")
    yield from (lock for path in paths if (lock := lock_at(path)) is not None)


def _places(folder: LedgerFolder) -> Iterator[Path]:
    for place in dict.fromkeys((folder.git_dir, folder.common_git_dir)):
        yield from place.glob("*.lock")
        yield from (place / "refs").rglob("*.lock")
