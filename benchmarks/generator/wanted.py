"""Which ledger is wanted, and the chance from which everything in it is drawn."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from sample.chance import Chance

DAY = date(2026, 6, 15)
"""The day on which the ledger stands still, unless another is wanted."""


@dataclass(frozen=True)
class Wanted:
    """A ledger: the same words give the same bytes and commits, whatever else is made beside it.

    `branch` is the office's branch: it stands in case ids, letter numbers and the names of the staff's mailboxes, so
    that ledgers of several branches have nothing in common by accident. The first `shared_persons` cases belong to
    people whom every ledger has that is made with that option, whatever its seed and branch.
    """

    cases: int
    seed: int = 1
    branch: str = ""
    shared_persons: int = 0
    day: date = DAY

    def chance(self, *about: object) -> Chance:
        """Chance of its own for each subject, so that one more draw here changes nothing there."""
        return Chance(" ".join(map(str, ("ledger", self.seed, self.branch, *about))))

    def offset(self, below: int) -> int:
        """Where this ledger's own numbers begin among so many, far from those of another seed or branch."""
        digest = hashlib.sha256(f"{self.seed} {self.branch}".encode()).digest()
        return int.from_bytes(digest[:8], "big") % below

    @property
    def prefix(self) -> str:
        """What every case id begins with."""
        return f"{self.branch}-" if self.branch else ""

    @property
    def series(self) -> str:
        """The series of the letters' numbers."""
        return self.branch or "A"
