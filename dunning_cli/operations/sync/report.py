"""What came of a sync: remote by remote, and what a person should know beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from typing import TYPE_CHECKING

from dunning_cli.kernel.errors import Busy, Failure, Unsound
from dunning_cli.kernel.message import Message
from dunning_cli.kernel.record import dataclass

if TYPE_CHECKING:
    from dunning_cli.operations.sync.json_keys import RemoteData, SyncData


@dataclass(slots=True)
class RemoteReport:
    """How one remote came out: commits taken in and given, and how far apart the two are now."""

    remote: str
    fetched: int = 0
    pushed: int = 0
    ahead: int = 0
    behind: int = 0
    failure: Failure | None = None

    def as_json(self) -> RemoteData:
        """`{remote, fetched, pushed, ahead, behind, error}`."""
        return {
            "remote": self.remote,
            "fetched": self.fetched,
            "pushed": self.pushed,
            "ahead": self.ahead,
            "behind": self.behind,
            "error": self.failure.message if self.failure is not None else None,
        }


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What came of a sync, remote by remote."""

    remotes: tuple[RemoteReport, ...]
    notices: tuple[Message, ...] = field(default=())

    @property
    def exit_code(self) -> int:
        """0 where all went well, 6 where the audit found something, 5 where a person must answer or wait, else 1."""
        codes = {report.failure.exit_code for report in self.remotes if report.failure is not None}
        if not codes:
            return 0
        worst = (code for code in (Unsound.exit_code, Busy.exit_code) if code in codes)
        return next(worst, Failure.exit_code)

    def as_json(self) -> SyncData:
        """`{remotes: [...]}`."""
        return {"remotes": [report.as_json() for report in self.remotes]}


def each_once(notices: Sequence[Message]) -> tuple[Message, ...]:
    """Notices in their order without repetitions."""
    return tuple(notice for number, notice in enumerate(notices) if notice not in notices[:number])
