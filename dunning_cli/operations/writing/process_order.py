"""What one process records stays in the order it was recorded: its clock does not run back a little, its ids grow."""

from __future__ import annotations

import os
import secrets
from datetime import datetime
from threading import Lock

from dunning_cli.domain.case.clock_jumps import SteadyClock
from dunning_cli.kernel.entry_id import CHANCE_BITS, IdSequence


def _chance() -> int:
    return secrets.randbits(CHANCE_BITS)


class _Process:
    """The clock and the ids of one process; threads take turns, and a process split off has its own."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Forgets what was handed out before."""
        self.turn = Lock()
        self.clock = SteadyClock()
        self.ids = IdSequence(_chance)


_process = _Process()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_process.begin)


def steadied(reading: datetime) -> datetime:
    """A reading of the machine's clock; where that was set back a little, the last one read (`SteadyClock`)."""
    with _process.turn:
        return _process.clock.steadied(reading)


def next_entry_id(moment: datetime) -> str:
    """A new entry id, greater than every one this process has made, whatever its clock has done since."""
    with _process.turn:
        return _process.ids.next(moment)
