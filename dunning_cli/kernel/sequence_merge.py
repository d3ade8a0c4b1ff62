"""Two lists that grew from one, woven into one list that is the same whichever of the two comes first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

Key = TypeVar("Key")


def woven(
    ours: Sequence[Key],
    theirs: Sequence[Key],
    base: Sequence[Key],
    rank: Callable[[Key], Any] = lambda key: key,
) -> list[Key]:
    """Every key of both lists once. Keys are unique within a list.

    Keys of both lists stay in their order; between them new keys of the two lists follow sorted by `rank`,
    none overtaking another of its own list. Where the lists disagree about the order of common keys, the one
    that changed it since `base` is followed; where both did, common keys are sorted by `rank`.
    """
    common = _common_order(ours, theirs, base, rank)
    places = frozenset(common)
    ours_after, theirs_after = _gaps(ours, places), _gaps(theirs, places)
    result: list[Key] = []
    for anchor in (None, *common):
        if anchor is not None:
            result.append(anchor)
        result += _zipped(ours_after.get(anchor, []), theirs_after.get(anchor, []), rank)
    return result


def _common_order(
    ours: Sequence[Key], theirs: Sequence[Key], base: Sequence[Key], rank: Callable[[Key], Any]
) -> list[Key]:
    in_ours, in_theirs = frozenset(ours), frozenset(theirs)
    by_ours = [key for key in ours if key in in_theirs]
    by_theirs = [key for key in theirs if key in in_ours]
    if by_ours == by_theirs:
        return by_ours
    before = [key for key in base if key in in_ours and key in in_theirs]
    if before == by_ours:
        return by_theirs
    return by_ours if before == by_theirs else sorted(by_ours, key=rank)


def _gaps(keys: Sequence[Key], places: frozenset[Key]) -> dict[Key | None, list[Key]]:
    """The keys that one list has alone, by the common key they follow (None: they stand before all)."""
    found: dict[Key | None, list[Key]] = {}
    anchor: Key | None = None
    for key in keys:
        if key in places:
            anchor = key
        else:
            found.setdefault(anchor, []).append(key)
    return found


def _zipped(one: list[Key], other: list[Key], rank: Callable[[Key], Any]) -> Iterator[Key]:
    one, other = one[::-1], other[::-1]
    while one and other:
        yield (one if rank(one[-1]) <= rank(other[-1]) else other).pop()
    yield from (*one[::-1], *other[::-1])
