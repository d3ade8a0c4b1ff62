"""What is worked out of many cases together, part by part: good while every file of the part keeps its stamp."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from functools import cached_property

import msgspec

from dunning_cli.kernel.record import dataclass
from dunning_cli.store.format.folder import CaseFile
from dunning_cli.store.reading.cache import CacheSet, is_settled
from dunning_cli.store.reading.table_cache import is_plain, place_of

_PARTS = 16
"""A change of one case has a sixteenth of them worked out anew, from rows that lie in a sixteenth of the segments."""


@dataclass(frozen=True)
class Part:
    """Some of the case files of a ledger, in their order; which of them, only their paths say."""

    number: int
    files: Sequence[CaseFile]

    @cached_property
    def state(self) -> str:
        """Which files they are and how they stand, as a digest."""
        told = msgspec.msgpack.encode(
            [(file.path.encode("utf-8", "surrogateescape"), file.stamp) for file in self.files]
        )
        return hashlib.blake2b(told, digest_size=16).hexdigest()

    @cached_property
    def may_be_kept(self) -> bool:
        """Whether none of them was changed in this very moment, and each has a name that is text."""
        return all(is_settled(file) and is_plain(file.path) for file in self.files)


def parts_of(files: Sequence[CaseFile]) -> tuple[Part, ...]:
    """The files in parts; those of one segment of the tables stand in one part."""
    found: dict[int, list[CaseFile]] = {}
    for file in files:
        found.setdefault(place_of(file.path) % _PARTS, []).append(file)
    return tuple(Part(number, found[number]) for number in sorted(found))


class PartCache(CacheSet):
    """One set of answers to several questions, each with a row of bytes for each part of the case files."""

    def get_all(self, question: str, parts: Sequence[Part]) -> dict[int, bytes]:
        """The number of a part to its row, for those of the parts that have one as their files stand."""
        rows = self.get_rows({_name(part, question): _about(part, question) for part in parts})
        named = {_name(part, question): part.number for part in parts}
        return {named[name]: data for name, data in rows.items()}

    def keep(self, question: str, rows: Iterable[tuple[Part, bytes]]) -> None:
        """Remember rows; those of parts with files changed in this very moment are left out and asked for again."""
        self.put_rows(
            (_name(part, question), _about(part, question), data) for part, data in rows if part.may_be_kept
        )


def _name(part: Part, question: str) -> str:
    return f"{part.number} {question}"


def _about(part: Part, question: str) -> str:
    return f"{_name(part, question)}\0{part.state}\0"
