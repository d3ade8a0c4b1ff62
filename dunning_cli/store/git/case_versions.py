"""Case files out of history as versions to compare; one that only grew at its end is read no further than what was added."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection

from dunning_cli.domain.case.changes import ENTRIES, CaseVersion, case_version, entry_versions
from dunning_cli.domain.case.entries import Named, Renamed
from dunning_cli.kernel.nodes import Map, Node, Sequence, Text, is_empty
from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.format.mended_lines import NONE_MENDED, blanked, file_entries, named_in
from dunning_cli.store.format.yaml_reader import parse_yaml
from dunning_cli.store.git.change_log import Objects
from dunning_cli.store.git.git import blob_id

_MOST_KEPT = 2_000_000
"""Entries of all kept versions together, a version counting as twenty more; entries they share take no more memory."""
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


class CaseVersions:
    """The versions of cases by the ids of their bytes, kept for as long as they are likely to be asked for again."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._weight = 0

    def of(
        self,
        blob: str,
        grown_from: str | None = None,
        mended: Callable[[], Collection[str]] = lambda: NONE_MENDED,
    ) -> CaseVersion | None:
        """The version of a blob, None where it is no readable case; `grown_from` is the one it may have grown from.

        `mended` gives the hashes of entries that later mends pass over; it is asked only where one can't be read.
        """
        version = self._known(blob, grown_from).version
        if version is not None and version.unreadable and not set(version.unreadable) <= set(mended()):
            return None
        return version

    def _known(self, blob: str, grown_from: str | None = None) -> _Kept:
        kept = self._kept.get(blob)
        if kept is None:
            data = self._objects.content(blob)
            # the earlier version is about to be asked for anyway
            grown = _grown(self._known(grown_from), grown_from, data) if grown_from is not None else None
            kept = grown or _read(data)
            self._keep(blob, kept)
        self._kept.move_to_end(blob)
        return kept

    def _keep(self, blob: str, kept: _Kept) -> None:
        self._kept[blob] = kept
        self._weight += _weight(kept)
        while self._weight > _MOST_KEPT and len(self._kept) > 1:
            self._weight -= _weight(self._kept.popitem(last=False)[1])


def _weight(kept: _Kept) -> int:
    return _A_VERSION + (len(kept.version.entries) if kept.version is not None else 0)


def version_in(data: bytes) -> CaseVersion | None:
    """The version in the bytes of a file, None where it is no readable case."""
    version = _read(data).version
    return version if version is not None and not version.unreadable else None


def tree_in(data: bytes) -> Node | None:
    """The tree of any YAML file of the ledger, None where it cannot be read."""
    return parse_yaml(data, [])


def _read(data: bytes) -> _Kept:
    tree = parse_yaml(data, [])
    if tree is None:
        return _Kept(_in_outline(data), len(data), None)
    version = case_version(tree)
    return _Kept(version, len(data), _column(tree, data) if version is not None else None)


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


def _grown(old: _Kept, old_blob: str, data: bytes) -> _Kept | None:
    """The version of bytes that begin with those of an older one, None where they have to be read as a whole."""
    if old.version is None or old.column is None or len(data) <= old.size:
        return None
    added = data[old.size :]
    if not added.startswith(b" " * old.column + b"- ") or blob_id(data[: old.size], old_blob) != old_blob:
        return None
    text = b"entries:\n" + added
    tree = parse_yaml(text, [])
    if not isinstance(tree, Map) or len(tree.pairs) != 1 or not isinstance(tree.pairs[0].node, Sequence):
        return None
    entries = entry_versions(tree.pairs[0].node.items, old.version.entries)
    return _Kept(CaseVersion(old.version.head, entries), len(data), _column(tree, text))


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
    said = [each.text("was") for each in new.entries if (each.text("kind"), each.text("what")) == _A_CASE]
    return isinstance(was, Text) and was.value in said and all(entry.id in ids for entry in old.entries)
