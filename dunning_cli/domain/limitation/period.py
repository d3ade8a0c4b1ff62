"""The limitation period itself: how long it is, and its course while events are met in the order of their dates.

Sources: 民法通则 135; 民法典 188, 192, 194, 195, 201-203; 法释〔2018〕12号 2, 3; 诉讼时效规定 19.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dunning_cli.domain.limitation.grounds import PROCEEDINGS, Restart
from dunning_cli.domain.limitation.suspensions import Obstacles, Suspended
from dunning_cli.kernel.dates import add_months
from dunning_cli.kernel.workdays import WorkCalendar, last_day

YEARS = 3
"""民法典 188; 民法总则 188 before it."""
FORMER_YEARS = 2
"""民法通则 135."""
THREE_YEARS_SINCE = date(2017, 10, 1)
"""Where two years had run before this day they are all there was (法释〔2018〕12号 2, 3)."""

Span = tuple[date, date | None]
"""First and last day of a suit, arbitration or payment order; the last is None while it is under way."""


def end_of_period(start: date, calendar: WorkCalendar) -> date:
    """The last day of the period counted from the day after `start` (民法典 201-203)."""
    return last_day(add_months(start, 12 * years_from(start, calendar)), calendar)


def years_from(start: date, calendar: WorkCalendar) -> int:
    """How many years the period that counts from a day has: two where they ended before 2017-10-01, else three."""
    former = last_day(add_months(start, 12 * FORMER_YEARS), calendar)
    return FORMER_YEARS if former < THREE_YEARS_SINCE else YEARS


class Run:
    """A period while the events of a case are met in the order of their dates."""

    def __init__(
        self,
        starts: date,
        calendar: WorkCalendar,
        proceedings: Sequence[Span],
        obstacles: Obstacles | None = None,
    ) -> None:
        self.starts = starts
        self.calendar = calendar
        self.proceedings = proceedings
        self._obstacles = obstacles
        self.suspended: tuple[Suspended, ...] = ()
        """What moved its end as it counts now."""
        self.expires = self._end(starts)
        self.counted: list[Restart] = []
        self.late: list[Restart] = []
        self.revived: list[date] = []
        self.filed: set[date] = set()
        """Days on which proceedings began in time."""

    def through(self, events: Sequence[Restart]) -> Run:
        """The period after all the events, given by date; those before its start change nothing."""
        for event in events:
            if event.date > self.starts:
                self._meet(event)
        return self

    def _meet(self, event: Restart) -> None:
        in_time = event.date <= self.expires or self.in_court(event.date)
        if not in_time and not event.revives:
            self.late.append(event)
            return
        if not in_time:
            self.revived.append(self.expires)
        if event.kind in PROCEEDINGS:
            self.filed.add(event.date)
        self.expires = self._end(event.date)
        self.counted.append(event)

    def _end(self, start: date) -> date:
        """The end of the period that counts from a day, obstacles in its last six months considered."""
        end = end_of_period(start, self.calendar)
        if self._obstacles is None:
            return end
        end, self.suspended = self._obstacles.moved(end)
        return end

    def in_court(self, day: date) -> bool:
        """Whether proceedings that began in time before this day had not ended."""
        return any(
            first in self.filed and first < day and (last is None or day <= last)
            for first, last in self.proceedings
        )

    def lapsed(self, day: date) -> bool:
        """Whether the period had run out before a day."""
        return day > self.expires and not self.in_court(day)

    @property
    def counted_from(self) -> date:
        """From when the period counts now: the last restart, else its start."""
        return self.counted[-1].date if self.counted else self.starts
