"""The machine's clock beside what the ledger remembers: whether one of the two has jumped."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from dunning_cli.kernel.message import Message, msg

CLOCKS_MAY_DIFFER = timedelta(minutes=10)
"""By how much two machines' clocks differ without anything being wrong."""
LONG_SILENCE = timedelta(days=62)
"""Time without a change after which a clock that has jumped is as likely as an office that has rested."""


class SteadyClock:
    """Readings of one clock that never run back by as little as clocks differ, so that they keep the order of events.

    A clock that is set right by some seconds stands still for so long; one that is set back by more is believed.
    """

    def __init__(self) -> None:
        self._last: datetime | None = None

    def steadied(self, reading: datetime) -> datetime:
        """The reading, or the last one given, in the reading's zone, where the clock has gone back a little since."""
        last = self._last
        if last is not None and reading < last <= reading + CLOCKS_MAY_DIFFER:
            return last.astimezone(reading.tzinfo)
        self._last = reading
        return reading


def clock_behind(clock: datetime, written: Iterable[datetime | None]) -> datetime | None:
    """The latest moment at which the ledger was written, where the clock has not come to it yet.

    All moments have a time zone.
    """
    last = _latest(written)
    return last if last is not None and last > clock + CLOCKS_MAY_DIFFER else None


def clock_ahead(clock: datetime, written: Iterable[datetime | None]) -> timedelta | None:
    """The time since the ledger was last written, where that is long enough to ask whether the clock is right."""
    last = _latest(written)
    return clock - last if last is not None and clock - last > LONG_SILENCE else None


def behind_words(clock: datetime, last: datetime) -> Message:
    """What is said of a clock that is behind the ledger."""
    return msg(
        "the clock says {now}, but the ledger was last written {last}",
        now=clock.isoformat(" ", "minutes"),
        last=last.astimezone(clock.tzinfo).isoformat(" ", "minutes"),
    )


def ahead_words(clock: datetime, silence: timedelta) -> Message:
    """What is said of a clock that is far ahead of the ledger."""
    return msg(
        "the clock says {now}, {days} days after the ledger was last written; is it right?",
        now=clock.isoformat(" ", "minutes"),
        days=silence.days,
    )


def _latest(written: Iterable[datetime | None]) -> datetime | None:
    return max((moment for moment in written if moment is not None), default=None)
