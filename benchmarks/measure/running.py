"""One process and what it took; several of them by turns, and the medians of each."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_KILOBYTE = 1024
_QUICK, _SLOW = 4.0, 30.0
"""Seconds of processor time: what takes less than the first is measured in all rounds, what takes more than the second once."""
_ROUNDS_BETWEEN = 3


class Failed(Exception):
    """A command that is to be measured did not succeed; the text says which and what it said."""


@dataclass(frozen=True)
class Taken:
    """What one process and all that it started took: processor and wall time in seconds, its largest memory in bytes."""

    cpu: float
    wall: float
    peak: int


@dataclass(frozen=True)
class Side:
    """A command to be measured; `before` makes things ready each time and is not measured.

    `words` may be worked out anew for each round, from its number. What it prints goes to the file `out`.
    """

    words: Sequence[str] | Callable[[int], Sequence[str]]
    place: Path
    environment: Mapping[str, str]
    before: Callable[[int], None] | None = None
    out: Path | None = None
    lawful: tuple[int, ...] = (0,)
    """Exit codes that are no failure."""

    def run(self, number: int) -> Taken:
        """Makes ready and runs; raises Failed."""
        if self.before is not None:
            self.before(number)
        words = self.words(number) if callable(self.words) else self.words
        return measured(words, self.place, self.environment, self.out, self.lawful)


@dataclass
class Figures:
    """The medians of a side and in how many rounds they were found."""

    cpu: float
    wall: float
    peak: int
    rounds: int = 1
    notes: dict[str, float] = field(default_factory=dict)
    """What else is known of it, such as how many letters were written."""


def measured(
    words: Sequence[str],
    place: Path,
    environment: Mapping[str, str],
    out: Path | None = None,
    lawful: tuple[int, ...] = (0,),
) -> Taken:
    """Runs a command to its end. Raises Failed.

    The memory is that of the largest of its processes, and at least what this one has, as Linux counts.
    """
    with (out or Path(os.devnull)).open("wb") as printed, tempfile.TemporaryFile() as said:
        begun = time.perf_counter()
        process = subprocess.Popen(
            words, cwd=place, env=environment, stdin=subprocess.DEVNULL, stdout=printed, stderr=said
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in lawful:
            said.seek(0)
            told = said.read().decode("utf-8", "replace").strip()[-2000:]
            raise Failed(f"{' '.join(words)}: exit code {process.returncode}\n{told}")
    return Taken(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss * _KILOBYTE)


def by_turns(sides: Mapping[str, Side], rounds: int, *, at_rest: bool = False) -> dict[str, Figures]:
    """Every side in turn, round by round, so that what else the machine does falls on all of them alike.

    Slow sides are measured in fewer rounds, all together. With `at_rest` each side has one turn before, which is not
    counted: what a command works out once for all later ones is not part of its figures.
    """
    if at_rest:
        for side in sides.values():
            side.run(-1)
    taken: dict[str, list[Taken]] = {name: [] for name in sides}
    number = 0
    while number < rounds:
        for name, side in sides.items():
            taken[name].append(side.run(number))
        number += 1
        slowest = max(each[0].cpu for each in taken.values())
        if slowest > _SLOW:
            break
        if slowest > _QUICK:
            rounds = min(rounds, _ROUNDS_BETWEEN)
    return {name: _medians(each) for name, each in taken.items()}


def _medians(taken: list[Taken]) -> Figures:
    return Figures(
        statistics.median(each.cpu for each in taken),
        statistics.median(each.wall for each in taken),
        int(statistics.median(each.peak for each in taken)),
        len(taken),
    )


def own_memory() -> int:
    """The largest memory this process had, bytes: no child can be told from it below."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _KILOBYTE
