"""Case files out of history as versions to compare; one that only grew at its end is read no further than what was added."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection
from typing import Generic, TypeVar

from dunning_cli.domain.case.changes import (
    ENTRIES,
    CaseVersion,
    EntryVersion,
    case_version,
    entry_versions,
)
from dunning_cli.domain.case.entries import Named, Renamed
from dunning_cli.kernel.nodes import Map, Node, Sequence, Text, is_empty
from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.format.mended_lines import NONE_MENDED, blanked, file_entries, named_in
from dunning_cli.store.format.own_form import OWN_COLUMN, head_and_entries, head_tree, own_entries
from dunning_cli.store.format.yaml_reader import LARGEST_FILE, parse_yaml
from dunning_cli.store.git.git import blob_id
from dunning_cli.store.git.objects import Objects

_MOST_KEPT = 30_000
"""Entries of all kept versions together, a version counting as twenty more."""
_MOST_REMEMBERED = 1_000_000
"""The same of versions of which only the names of the entries are remembered, so that what is added can be told."""
_A_VERSION = 20
_ENTRY_INDENT = 2
_ONE_LINE_ITEM = pattern(rb"( *)- \{.*\}")
_NEW_NAME = b"kind: renamed"
"""Stands in every file of a case that got another id, as the product writes it; others need no second look."""
_A_CASE = (Renamed.kind, Named.CASE)
_PLAIN_KEY = pattern(rb"( +)[a-z_]+: [^ #\"'|>&*!\[{].*")


@dataclass(frozen=True, slots=True)
class _Kept:
    """A version, the bytes it has, and the column of the dash of an item added behind it; None where that is unsure."""

    version: CaseVersion | None
    size: int
    column: int | None

    @property
    def weight(self) -> int:
        """How much memory it takes, about, in entries."""
        return _A_VERSION + (len(self.version.entries) if self.version is not None else 0)


@dataclass(frozen=True, slots=True)
class _End:
    """How a version ends: the bytes it has, the column of a further dash, the names of its entries."""

    size: int
    column: int
    names: tuple[str, ...]

    @property
    def weight(self) -> int:
        """As of a version."""
        return _A_VERSION + len(self.names)


_Held = TypeVar("_Held", _Kept, _End)


class _Recent(Generic[_Held]):
    """What was asked for last, by the ids of bytes."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[str, _Held] = OrderedDict()
        self._weight = 0

    def get(self, blob: str) -> _Held | None:
        found = self._held.get(blob)
        if found is not None:
            self._held.move_to_end(blob)
        return found

    def keep(self, blob: str, held: _Held) -> None:
        if blob in self._held:
            return
        self._held[blob] = held
        self._weight += held.weight
        while self._weight > self._most and len(self._held) > 1:
            self._weight -= self._held.popitem(last=False)[1].weight


class CaseVersions:
    """The versions of cases by the ids of their bytes, kept for as long as they are likely to be asked for again."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self._kept: _Recent[_Kept] = _Recent(_MOST_KEPT)
        self._ends: _Recent[_End] = _Recent(_MOST_REMEMBERED)

    def of(
        self, blob: str, mended: Callable[[], Collection[str]] = lambda: NONE_MENDED
    ) -> CaseVersion | None:
        """The version of a blob, None where it is no readable case.

        `mended` gives the hashes of entries that later mends pass over; it is asked only where one can't be read.
        """
        version = self.as_it_is(blob)
        if version is not None and version.unreadable and not set(version.unreadable) <= set(mended()):
            return None
        return version

    def as_it_is(self, blob: str) -> CaseVersion | None:
        """The version of a blob, with entries that are no sound YAML in outline; None where it is no case at all."""
        kept = self._kept.get(blob)
        if kept is None:
            kept = self._read(blob, self._objects.content(blob))
        return kept.version

    def added(self, before: str, after: str) -> tuple[EntryVersion, ...] | None:
        """The entries by which a version is longer than an earlier one; None where that is not all there is to tell.

        No more of it is read than was added.
        """
        end = self._end(before)
        data = self._objects.content(after)
        found = _grown(end, before, data) if end is not None else None
        if found is None:
            # it is about to be asked for as a whole
            self._read(after, data)
            return None
        entries, column = found
        if end is not None and column is not None:
            names = (*end.names, *(entry.id for entry in entries))
            self._ends.keep(after, _End(len(data), column, names))
        return entries

    def _end(self, blob: str) -> _End | None:
        if self._ends.get(blob) is None:
            self._read(blob, self._objects.content(blob))
        return self._ends.get(blob)

    def _read(self, blob: str, data: bytes) -> _Kept:
        kept = _read(data)
        self._kept.keep(blob, kept)
        if kept.version is not None and kept.column is not None:
            names = tuple([entry.id for entry in kept.version.entries])
            self._ends.keep(blob, _End(kept.size, kept.column, names))
        return kept


def version_in(data: bytes) -> CaseVersion | None:
    """The version in the bytes of a file, None where it is no readable case."""
    version = _read(data).version
    return version if version is not None and not version.unreadable else None


def tree_in(data: bytes) -> Node | None:
    """The tree of any YAML file of the ledger, None where it cannot be read."""
    return parse_yaml(data, [])


def _read(data: bytes) -> _Kept:
    parts = head_and_entries(data)
    if parts is not None:
        head, text = parts
        entries = own_entries(text)
        if entries is not None:
            return _Kept(CaseVersion(lambda: _head_of(head), entry_versions(entries)), len(data), OWN_COLUMN)
    tree = parse_yaml(data, [])
    if tree is None:
        return _Kept(_in_outline(data), len(data), None)
    version = case_version(tree)
    return _Kept(version, len(data), _column(tree, data) if version is not None else None)


def _head_of(head: bytes) -> Map:
    tree = head_tree(head)
    assert tree is not None
    return tree


def _in_outline(data: bytes) -> CaseVersion | None:
    """The version of a file with entries that are no sound YAML, each with what can be made out of it; else None."""
    entries = file_entries(data)
    broken = [found for found in entries if found.node([]) is None]
    tree = parse_yaml(blanked(data, broken), []) if broken else None
    version = case_version(tree) if tree is not None else None
    if version is None:
        return None
    named = named_in(data)
    return CaseVersion(
        version.head,
        entry_versions([found.node([]) or found.outline() for found in entries]),
        tuple(found.hash for found in broken if found.hash not in named),
    )


def _grown(end: _End, before: str, data: bytes) -> tuple[tuple[EntryVersion, ...], int | None] | None:
    """What stands in bytes behind those of an older version, and the column for more; None where it is no end of a list."""
    if len(data) <= end.size or len(data) > LARGEST_FILE:
        return None
    added = data[end.size :]
    if not added.startswith(b" " * end.column + b"- ") or blob_id(data[: end.size], before) != before:
        return None
    if end.column == OWN_COLUMN:
        entries = own_entries(added)
        if entries is not None:
            return entry_versions(entries, end.names), OWN_COLUMN
    text = b"entries:\n" + added
    tree = parse_yaml(text, [])
    if not isinstance(tree, Map) or len(tree.pairs) != 1 or not isinstance(tree.pairs[0].node, Sequence):
        return None
    return entry_versions(tree.pairs[0].node.items, end.names), _column(tree, text)


def _column(tree: Node | None, data: bytes) -> int | None:
    """Where the dash of a further item belongs, if the last line of the text surely ends an entry or is `entries:`."""
    if not isinstance(tree, Map) or not data.endswith(b"\n") or b"\r" in data:
        return None
    last = tree.pairs[-1]
    if last.key != ENTRIES:
        return None
    line, number = data[data.rfind(b"\n", 0, -1) + 1 : -1], data.count(b"\n")
    if is_empty(last.node):
        return _ENTRY_INDENT if line == b"entries:" else None
    item = last.node.items[-1] if isinstance(last.node, Sequence) and last.node.items else None
    if not isinstance(item, Map) or not item.pairs:
        return None
    in_braces = _ONE_LINE_ITEM.fullmatch(line)
    if in_braces and item.line == number:
        return len(in_braces[1])
    end, plain = item.pairs[-1], _PLAIN_KEY.fullmatch(line)
    if not plain or not isinstance(end.node, Text) or end.node.quoted:
        return None
    column = len(plain[1]) - len("- ")
    begins = data.split(b"\n", item.line)[item.line - 1].startswith(b" " * max(column, 0) + b"- ")
    return column if begins and column >= 0 and end.line == end.node.line == number else None


def goes_on_as(before: bytes, after: bytes) -> bool:
    """Whether a case file says that it is the case of an earlier one under another id, and has that one's entries."""
    if _NEW_NAME not in after:
        return False
    old, new = version_in(before), version_in(after)
    if old is None or new is None:
        return False
    was, ids = old.head.get("case"), {entry.id for entry in new.entries}
    said = [each.text("was") for each in new.entries if (each.kind, each.text("what")) == _A_CASE]
    return isinstance(was, Text) and was.value in said and all(entry.id in ids for entry in old.entries)
