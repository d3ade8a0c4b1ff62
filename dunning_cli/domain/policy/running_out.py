"""What is known up to a last day only: how near that day is.

Rules run on until others take their place; tables of facts end, and what lies beyond them is not known.
"""

from __future__ import annotations

from datetime import date

from dunning_cli.kernel.record import dataclass

TOLD_DAYS_AHEAD = 90
"""So many days before its last day it is told that something ends."""


@dataclass(frozen=True, slots=True)
class End:
    """The last day of something, seen from a day."""

    last: date
    today: date

    @property
    def days_left(self) -> int:
        """Days from today to the last day: 0 on that day, less than 0 after it."""
        return (self.last - self.today).days

    @property
    def passed(self) -> bool:
        """Whether the last day has passed."""
        return self.days_left < 0

    @property
    def near(self) -> bool:
        """Whether the last day is to come, in 90 days or fewer."""
        return 0 <= self.days_left <= TOLD_DAYS_AHEAD
