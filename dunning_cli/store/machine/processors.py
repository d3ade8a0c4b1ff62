"""Many independent things worked out on all processors, where that pays."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any, TypeVar

from dunning_cli.kernel.progress import Progress, silent

Thing = TypeVar("Thing")
Found = TypeVar("Found")
_PART = 100
"""Things that are worked out at once: so often it can be told how far it is."""
_MANY = 400
"""Below that, starting processes takes longer than they save."""
_MOST_PROCESSES = 8


def worked_out(
    things: Sequence[Thing],
    work: Callable[[Sequence[Thing]], list[Found]],
    progress: Progress = silent,
    part: int | None = None,
    many: int | None = None,
) -> Iterator[Found]:
    """What `work` gives for each thing, in order; it is given some at a time, a `part` where that is said.

    From so `many` on it pays to start processes, for things that take longer than usual.

    Where there are many, copies of this process do it, which have all that it has in memory; what they give has to be
    plain data, and what they change is lost with them. What a copy cannot do is done here, so that a failure is told
    as it would be without them. Whoever stops asking stops them.
    """
    bounds = [*range(0, len(things), part or _PART), len(things)]
    parts = [(start, end) for start, end in pairwise(bounds) if end > start]
    processes = min(_processors(), _MOST_PROCESSES, len(parts))
    done = 0
    pays = _pays(len(things), processes) if many is None else len(things) >= many and _may_copy(_processors())
    found = _by_copies(things, work, parts, processes) if pays else iter(())
    for (start, end), done_apart in zip(parts, found, strict=False):
        yield from done_apart if done_apart is not None else work(things[start:end])
        done += 1
        progress(end, len(things))
    for start, end in parts[done:]:
        yield from work(things[start:end])
        progress(end, len(things))


def _processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def _pays(things: int, processes: int) -> bool:
    return things >= _MANY and _may_copy(processes)


def _may_copy(processes: int) -> bool:
    # a copy has none of the threads that may hold something at that moment
    return processes > 1 and threading.active_count() == 1


_task: Callable[[int, int], list[Any]] | None = None
"""What copies of this process are made for."""


def _by_copies(
    things: Sequence[Thing],
    work: Callable[[Sequence[Thing]], list[Found]],
    parts: list[tuple[int, int]],
    processes: int,
) -> Iterator[list[Found] | None]:
    """What copies found, part by part; None for a part that one could not do. It ends early where copies are killed."""
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    global _task

    def task(start: int, end: int) -> list[Found]:
        return work(things[start:end])

    _task = task
    pool = ProcessPoolExecutor(processes, get_context("fork"), _left_alone)
    try:
        yield from pool.map(_part_done, parts)
    except BrokenProcessPool:
        return
    finally:
        _task = None
        pool.shutdown(cancel_futures=True)


def _left_alone() -> None:
    """Ctrl-C is for the process that was started, which ends its copies."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _part_done(part: tuple[int, int]) -> list[Any] | None:
    assert _task is not None
    try:
        return _task(*part)
    except Exception:
        # told by whoever does it again
        return None
