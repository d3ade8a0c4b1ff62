"""Who is told of a git that is started, before and after."""

from __future__ import annotations

from typing import Protocol


class Watch(Protocol):
    """Who keeps a note of the git at work, so that what it leaves when it is killed is known to be ours."""

    def git_starts(self) -> None:
        """Git is about to be started; until it is, its process id is not known."""

    def git_started(self, pid: int) -> None:
        """Git runs, and has not been given yet what it waits for."""


class _Unwatched:
    """For callers that keep no note."""

    def git_starts(self) -> None:
        pass

    def git_started(self, pid: int) -> None:
        pass


UNWATCHED = _Unwatched()
