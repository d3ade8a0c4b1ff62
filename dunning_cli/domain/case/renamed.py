"""Names that two places gave at once: what entries mean that were recorded under a name which is another's now."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import (
    Charge,
    Delivery,
    Entry,
    Letter,
    Named,
    Renamed,
    TransferIn,
    TransferOut,
)

Names = tuple[str, ...]

_CASES: Mapping[type[Entry], str] = {TransferOut: "into", TransferIn: "from_", Letter: "cases"}
_LETTERS: Mapping[type[Entry], str] = {Letter: "serial", Delivery: "serial", Charge: "ref"}
_NAMED = {Named.CASE: _CASES, Named.LETTER: _LETTERS}
"""By kind of entry the key that names a case or a letter."""


def names_in(entry: Entry, what: Named) -> Names:
    """The cases or letters that an entry names."""
    key = _NAMED[what].get(type(entry))
    value = getattr(entry, key) if key is not None else None
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)


def followed(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries of a case as they are to be taken: those that a `renamed` entry lists say the new name."""
    listed = tuple(entries)
    for renaming in [entry for entry in listed if isinstance(entry, Renamed)]:
        meant = frozenset(renaming.entries)
        listed = tuple(_renamed(entry, renaming) if entry.id in meant else entry for entry in listed)
    return listed


def renumbered(earlier: Case, case: Case) -> Case:
    """An earlier state of a case, its letters and what belongs to them with the numbers they got since."""
    since = tuple(each for each in _renamings(case) if each.what is Named.LETTER and each.hash is not None)
    entries = followed((*earlier.entries, *since))[: len(earlier.entries)]
    return replace(earlier, entries=entries) if since else earlier


def _renamed(entry: Entry, renaming: Renamed) -> Entry:
    if renaming.was not in names_in(entry, renaming.what):
        return entry
    key = _NAMED[renaming.what][type(entry)]
    value = getattr(entry, key)
    changes: dict[str, Any] = {
        key: tuple(renaming.now if each == renaming.was else each for each in value)
        if isinstance(value, tuple)
        else renaming.now
    }
    if isinstance(entry, Letter) and renaming.what is Named.LETTER and renaming.hash is not None:
        changes["hash"] = renaming.hash
    return replace(entry, **changes)


def with_number(text: bytes, was: str, now: str) -> bytes:
    """The text of a letter as it comes out with another number: a template prints the number and makes nothing of it."""
    whole = re.compile(rb"(?<![\w-])" + re.escape(was.encode("utf-8")) + rb"(?![\w-])")
    return whole.sub(lambda _: now.encode("utf-8"), text)


def earlier_ids(case: Case, named: str | None = None) -> Names:
    """The ids a case had before, the last one first; with `named` those of another case that this one names."""
    return _chain(case, Named.CASE, named or case.id, lambda _: True)


def earlier_numbers(case: Case, letter: Letter) -> Names:
    """The numbers a letter had before, the last one first."""
    return _chain(case, Named.LETTER, letter.serial, lambda renaming: letter.id in renaming.entries)


def issued_number(case: Case, letter: Letter) -> str:
    """The number on the paper: the one it has, unless it had gone out under another."""
    for renaming in reversed(list(_renamings(case))):
        if renaming.now == letter.serial and letter.id in renaming.entries and renaming.hash is None:
            return renaming.was
    return letter.serial


def _chain(case: Case, what: Named, name: str, meant: Callable[[Renamed], bool]) -> Names:
    found: list[str] = []
    for renaming in reversed(list(_renamings(case))):
        if renaming.what is what and renaming.now == name and meant(renaming):
            found.append(renaming.was)
            name = renaming.was
    return tuple(found)


def _renamings(case: Case) -> Iterator[Renamed]:
    return (entry for entry in case.entries if isinstance(entry, Renamed))
