"""Entry ids: sixteen characters, time in milliseconds then chance, in the order of their making."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_LETTERS = frozenset(_ALPHABET)
TIME_LENGTH = 10
"""Letters at the beginning of an id that say when it was made."""
_CHANCE_LENGTH = 6
CHANCE_BITS = 5 * _CHANCE_LENGTH


def entry_id(moment: datetime, chance: int) -> str:
    """The id for a moment and a number of `CHANCE_BITS` random bits."""
    milliseconds = int(moment.timestamp() * 1000)
    return _written(milliseconds, TIME_LENGTH) + _written(chance, _CHANCE_LENGTH)


def moment_in(text: str) -> datetime | None:
    """The moment at which an id was made, None for a text that is no such id."""
    if len(text) != TIME_LENGTH + _CHANCE_LENGTH or not _LETTERS.issuperset(text):
        return None
    try:
        return datetime.fromtimestamp(_read(text[:TIME_LENGTH]) / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _read(text: str) -> int:
    number = 0
    for character in text:
        number = number * 32 + _ALPHABET.index(character)
    return number


def _written(number: int, length: int) -> str:
    digits = []
    for _ in range(length):
        number, digit = divmod(number, 32)
        digits.append(_ALPHABET[digit])
    return "".join(reversed(digits))


class IdSequence:
    """Ids for the entries of one process: never the same twice, each greater than the last."""

    def __init__(self, chance: Callable[[], int]) -> None:
        self._chance = chance
        self._last = ""

    def next(self, moment: datetime) -> str:
        """A new id; within one millisecond, and while the clock is behind the last id, that one is counted up."""
        made = entry_id(moment, self._chance() % (1 << (CHANCE_BITS - 1)))
        if made <= self._last:
            made = _successor(self._last)
        self._last = made
        return made


def _successor(text: str) -> str:
    return _written(_read(text) + 1, len(text))
