"""Many papers drawn on all processors, where that pays and can be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from dunning_cli.kernel.progress import Progress, silent
from dunning_cli.store.machine.processors import Found, Thing, worked_out
from dunning_cli.store.machine.typesetter_memory import copies_can_draw

_MANY = 12
"""Things below which starting processes takes longer than they save."""


def many_drawn(
    things: Sequence[Thing],
    work: Callable[[Sequence[Thing]], list[Found]],
    progress: Progress = silent,
    part: int = 1,
    many: int = _MANY,
) -> Iterator[Found]:
    """What `work`, which draws, gives for each thing, as `worked_out` does: a `part` of them at a time.

    From so `many` on copies of this process do it.
    """
    return worked_out(things, work, progress, part, many if copies_can_draw() else len(things) + 1)
