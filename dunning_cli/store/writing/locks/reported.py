"""What keeps git from writing, in words: another git at work, or a lock that nobody holds, its age and the cure."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path

from dunning_cli.kernel.errors import Busy, Failure
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.pattern import pattern
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.git.git import GitFailed, another_git, refusal
from dunning_cli.store.writing.locks.git_locks import GitLock, holders, lock_at, standing_locks
from dunning_cli.store.writing.locks.processes import can_be_seen

_NAMED = pattern(r"'([^'\n]+\.lock)'|lock config file ([^\n]+): File exists")
_FRESH = 60.0
"""Seconds up to which a lock is believed to be held, where the system does not show its processes."""
_PASSING = 2.0
"""The same where it does: a program that is no git may be at work, and is done in an instant."""


def git_failure(folder: LedgerFolder, error: GitFailed) -> Failure:
    """Why git did not write, as one line for people: Busy where a lock or another git is in the way, else Refused."""
    return Busy(in_the_way(folder, error)) if error.about_a_lock else refusal(error)


def in_the_way(folder: LedgerFolder, error: GitFailed) -> Message:
    """What the lock is about that git ran into."""
    lock = _lock_of(folder, error)
    if lock is None:
        return another_git()
    pids = holders(folder, lock)
    if pids:
        return msg(
            "another git command is at work in this ledger (process {pid}); nothing was changed, "
            "try again when it is done",
            pid=pids[0],
        )
    if lock.age < _passing():
        return another_git()
    return msg("{found}; nothing was changed; {cure}", found=found_left(lock), cure=cure_of([lock]))


def in_the_way_of_settling(folder: LedgerFolder, error: GitFailed) -> Message:
    """The same where a write was begun and could not be taken back yet."""
    lock = _lock_of(folder, error)
    if lock is None or lock.age < _passing() or holders(folder, lock):
        return msg("another git command is at work in this ledger; the next command settles what was begun")
    return msg(
        "{found}; {cure}; the next command settles what was begun",
        found=found_left(lock),
        cure=cure_of([lock]),
    )


def is_left(folder: LedgerFolder, error: GitFailed) -> bool:
    """Whether it is of no use to wait for the lock that git ran into: it is old, and no process holds it."""
    lock = _lock_of(folder, error)
    return lock is not None and lock.age >= _FRESH and not holders(folder, lock)


def left_locks(folder: LedgerFolder) -> list[GitLock]:
    """The locks that stand and that no process of this machine is found to hold."""
    old = [lock for lock in standing_locks(folder) if lock.age >= _passing()]
    return [lock for lock in old if not holders(folder, lock) and lock_at(lock.path) == lock]


def found_left(lock: GitLock) -> Message:
    """That a lock stands, since when, and that nobody holds it."""
    return msg(
        "the lock {file} has stood for {age} and no git is found at work on it",
        file=lock.path,
        age=_age(lock.age),
    )


def cure_of(locks: Sequence[GitLock]) -> Message:
    """What to do about locks that are left and may be anybody's."""
    return msg(
        "make sure that no program uses git here, on this or another machine, then: rm {files}",
        files=" ".join(shlex.quote(str(lock.path)) for lock in locks),
    )


def _passing() -> float:
    return _PASSING if can_be_seen() else _FRESH


def _lock_of(folder: LedgerFolder, error: GitFailed) -> GitLock | None:
    named = _NAMED.search(error.text)
    if named is None:
        return None
    path = folder.root / (named[1] or named[2])
    return lock_at(path if path.suffix == ".lock" else Path(f"{path}.lock"))


def _age(seconds: float) -> Message:
    if seconds >= 2 * 86_400:
        return msg("{count} days", count=int(seconds // 86_400))
    if seconds >= 2 * 3_600:
        return msg("{count} hours", count=int(seconds // 3_600))
    if seconds >= 2 * 60:
        return msg("{count} minutes", count=int(seconds // 60))
    return msg("{count} seconds", count=int(seconds))
