"""The diary of one case: entries with their ids, and the moments at which they were written down."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from dunning_cli.domain.case.case import Head
from dunning_cli.domain.case.entries import Entry
from dunning_cli.kernel.entry_id import entry_id
from dunning_cli.store.format.case_file import new_case_text
from sample.chance import Chance
from sample.working_days import (
    CLOSES,
    LAST_MOMENT,
    at,
    in_office_hours,
    is_working_day,
    next_working_day,
    on,
)

Kind = TypeVar("Kind", bound=Entry)
_LATE = 17 * 60
"""Up to when an entry without an hour of its own is written down, minutes."""


class Diary:
    """A head and its entries. What is written down at one moment belongs together and becomes one commit."""

    def __init__(self, head: Head) -> None:
        self.head = head
        self.owner = head.owner or "wang"
        self.chance = Chance(head.case)
        self.entries: list[Entry] = []
        self._last_bits: dict[datetime, int] = {}
        self._taken: set[datetime] = set()

    def enter(self, kind: type[Kind], day: date, by: str, moment: datetime, /, **own: Any) -> Kind:
        """Adds an entry; a second one at the same moment gets the next id."""
        bits = self._last_bits.get(moment, -1) + 1 or self.chance.entry_bits()
        self._last_bits[moment] = bits
        entry = kind(id=entry_id(moment, bits), date=day, by=by, at=moment, **own)
        for place, message in getattr(entry, "contradictions", list)():
            raise ValueError(f"{self.head.case}: {place}: {message}")
        self.entries.append(entry)
        return entry

    def beside(self, kind: type[Kind], day: str, by: str, /, *, clock: str = "", **own: Any) -> Kind:
        """Adds an entry written down on its own day, after what is there of that day; moves nothing else."""
        with self.aside(f"{kind.kind} {day} {clock}"):
            return self.enter(kind, on(day), by, self.moment_on(on(day), clock, _LATE), **own)

    @contextmanager
    def aside(self, name: str) -> Iterator[None]:
        """Draws chance from a source of its own, so that the rest of the story keeps its picks."""
        usual, self.chance = self.chance, Chance(f"{self.head.case} {name}")
        try:
            yield
        finally:
            self.chance = usual

    def moment_on(self, day: date, clock: str = "", latest: int = 11 * 60) -> datetime:
        """A free moment of a working day, or of the next one: near `clock`, else between 8:40 and `latest` (minutes).

        What was written down before on that day comes first.
        """
        if not is_working_day(day):
            day = next_working_day(day)
        if not clock:
            if day == LAST_MOMENT.date():
                latest = 9 * 60 + 50
            minutes = self.chance.between(8 * 60 + 40, latest)
            clock = f"{minutes // 60:02}:{minutes % 60:02}"
        return self._free(self._in_turn(at(day, clock) + timedelta(seconds=self.chance.below(60))))

    def moment_after(self, happened: datetime) -> datetime:
        """A free moment some minutes after something, or the next working morning."""
        soon = happened + timedelta(minutes=self.chance.between(1, 7), seconds=self.chance.below(60))
        if not in_office_hours(soon):
            morning = happened.date()
            if not is_working_day(morning) or soon.time() > CLOSES:
                morning = next_working_day(morning)
            soon = at(morning, "08:30") + timedelta(seconds=self.chance.below(25 * 60))
        return self._free(self._in_turn(soon))

    def _in_turn(self, moment: datetime) -> datetime:
        """The moment, or some minutes after the last entry where that one is of the same day and later."""
        if not self.entries:
            return moment
        last = self.entries[-1].at
        if last.date() != moment.date() or last < moment:
            return moment
        return last + timedelta(minutes=self.chance.between(2, 25), seconds=self.chance.below(60))

    def _free(self, moment: datetime) -> datetime:
        while moment in self._taken:
            moment += timedelta(seconds=7)
        if moment > LAST_MOMENT:
            raise ValueError(f"{self.head.case}: {moment} is after the day of the sample")
        self._taken.add(moment)
        return moment

    def in_order(self) -> list[Entry]:
        """The entries in the order in which they were written down."""
        return sorted(self.entries, key=lambda entry: (entry.at, entry.id))

    def text(self) -> str:
        """The case file."""
        return new_case_text(self.head, self.in_order())
