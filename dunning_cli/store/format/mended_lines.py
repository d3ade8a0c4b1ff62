"""Entries of a case file that cannot be read and that a `mend` entry names: found by their bytes, passed over by all readers."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from dunning_cli.domain.case.entries import Entry, Mend, read_entry
from dunning_cli.kernel.message import Problem, msg
from dunning_cli.kernel.nodes import Map, Node, Pair, Text
from dunning_cli.kernel.nodes import Sequence as NodeList
from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.format.yaml_reader import LARGEST_FILE, parse_yaml

_MARK = b"kind: mend"
"""Stands in every entry of that kind as the product writes it, so that other files need no second look."""
_ENTRIES_LINE = pattern(rb"^(?:entries|\"entries\"|'entries')[ ]*:[^\n]*\n", re.MULTILINE)
_DASH = pattern(rb"([ ]*)-(?:[ ]|\r?\n|\r?\Z)")
_ENTRY_ID = pattern(rb"\bid: \"?([0-9a-z]{16})\b")
_KEYS = {
    key: re.compile(rb"\b" + key.encode() + rb": \"?([^\s,}\"]+)")
    for key in ("id", "kind", "date", "by", "at")
}
_IN_LIST = b"entries:\n"
OUTLINE = "unreadable"
"""The key under which an outline has the text of an entry that is no sound YAML."""
NONE_MENDED: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FileEntry:
    """The text of one entry as the file has it: from its dash to the next one, comments below it included."""

    line: int
    """The line of its dash, from 1."""
    start: int
    text: bytes

    @property
    def hash(self) -> str:
        """SHA-256 of its bytes, in small hexadecimal digits; a last line without its end counts as ended."""
        ended = self.text if self.text.endswith(b"\n") else self.text + b"\n"
        return hashlib.sha256(ended).hexdigest()

    @property
    def last_line(self) -> int:
        """The last line that belongs to it."""
        return self.line + len(_lines(self.text)) - 1

    @property
    def ids(self) -> list[str]:
        """The entry ids in it, as far as they can be made out."""
        return [found.decode("ascii") for found in dict.fromkeys(_ENTRY_ID.findall(self.text))]

    def node(self, problems: list[Problem]) -> Node | None:
        """Its tree, read alone; None where it is no sound YAML."""
        return entry_tree(self.text, problems)

    def outline(self) -> Map:
        """What can be made out of an entry that is no sound YAML: some of its keys, and its whole text as one value."""
        found = ((key, pattern.search(self.text)) for key, pattern in _KEYS.items())
        pairs = [
            Pair(key, Text(match[1].decode("utf-8", "replace"))) for key, match in found if match is not None
        ]
        return Map((*pairs, Pair(OUTLINE, Text(self.text.decode("utf-8", "backslashreplace")))))

    def read(self, problems: list[Problem]) -> Entry | None:
        """The entry, read alone; None with problems where it cannot be read."""
        return _entry(self.text, problems)


@dataclass(frozen=True, slots=True)
class UnreadableLine:
    """An entry that cannot be read, with what is wrong about it."""

    found: FileEntry
    problem: Problem


def file_entries(data: bytes) -> list[FileEntry]:
    """The entries of a case file by their dashes, whether they can be read or not; none where no list of them begins."""
    marker = _ENTRIES_LINE.search(data)
    if marker is None or len(data) > LARGEST_FILE:
        return []
    starts: list[tuple[int, int]] = []
    column = -1
    place, number = marker.end(), data.count(b"\n", 0, marker.end()) + 1
    for line in _lines(data[place:]):
        dash = _DASH.match(line)
        if dash is not None:
            column = len(dash[1]) if column < 0 else column
            # an item of a list within the entry stands deeper by two at least
            if len(dash[1]) <= column + 1:
                starts.append((number, place))
        place, number = place + len(line), number + 1
    ends = [start for _, start in starts[1:]] + [len(data)]
    return [FileEntry(line, start, data[start:end]) for (line, start), end in zip(starts, ends, strict=False)]


def unreadable_entries(data: bytes) -> list[UnreadableLine]:
    """The entries of a file that cannot be read, or whose id an earlier one has, and that no mend passes over."""
    over = {found.start for found in passed_over(data)}
    return [bad for bad in _unreadable(file_entries(data)) if bad.found.start not in over]


def _unreadable(entries: Iterable[FileEntry]) -> Iterator[UnreadableLine]:
    taken: dict[str, int] = {}
    for found in entries:
        problems: list[Problem] = []
        entry = found.read(problems)
        if entry is None:
            first = problems[0]
            line = found.line + max(first.line, 1) - 1
            yield UnreadableLine(found, Problem(first.code, first.message, line=line, fix=first.fix))
            continue
        if entry.id in taken:
            message = msg(
                "the entry id {id} stands here again; it is already on line {line}",
                id=entry.id,
                line=taken[entry.id],
            )
            yield UnreadableLine(found, Problem("duplicate-entry", message, line=found.line))
        taken.setdefault(entry.id, found.line)


def named_in(data: bytes) -> frozenset[str]:
    """The hashes that the mends of a case file name."""
    if _MARK not in data:
        return NONE_MENDED
    mends = (found.read([]) for found in file_entries(data) if _MARK in found.text)
    return frozenset(entry.hash for entry in mends if isinstance(entry, Mend))


def passed_over(data: bytes, more: Collection[str] = NONE_MENDED) -> list[FileEntry]:
    """The entries that are passed over: named by a mend of the file, or in `more`, and not to be read.

    A mend that names an entry which can be read has no effect: nothing is hidden that way.
    """
    named = named_in(data).union(more)
    if not named:
        return []
    entries = file_entries(data)
    meant = [found for found in entries if found.hash in named]
    if all(found.read([]) is None for found in meant):
        return meant
    return [bad.found for bad in _unreadable(entries) if bad.found.hash in named]


def without_mended(data: bytes, more: Collection[str] = NONE_MENDED) -> bytes:
    """The bytes with empty comments in the place of the lines passed over, so that all others keep their numbers."""
    return blanked(data, passed_over(data, more))


def blanked(data: bytes, entries: Sequence[FileEntry]) -> bytes:
    """The bytes with empty comments in the place of entries, given in file order."""
    for found in reversed(entries):
        blank = b"#\n" * found.text.count(b"\n") + (b"" if found.text.endswith(b"\n") else b"#")
        data = data[: found.start] + blank + data[found.start + len(found.text) :]
    return data


def readable_beginning(found: FileEntry) -> int | None:
    """The last line up to which an entry can be read, where it is only what follows that cannot; else None."""
    lines = _lines(found.text)
    for count in range(1, len(lines)):
        if _entry(b"".join(lines[:count]), []) is not None:
            return found.line + count - 1
    return None


def entry_tree(text: bytes, problems: list[Problem]) -> Node | None:
    """The tree of the text of one entry, its dash included; None, with problems, where it is no sound YAML or not one entry."""
    tree = parse_yaml(_IN_LIST + text, problems)
    listed = tree.pairs[0].node if isinstance(tree, Map) and len(tree.pairs) == 1 else None
    if isinstance(listed, NodeList) and len(listed.items) == 1:
        return listed.items[0]
    if not problems:
        problems.append(
            Problem("not-a-map", msg("an entry must be a map of keys, on one line in braces"), line=2)
        )
    return None


def _lines(data: bytes) -> list[bytes]:
    return re.findall(rb"[^\n]*\n|[^\n]+\Z", data)


def _entry(text: bytes, problems: list[Problem]) -> Entry | None:
    """The entry of a text; lines of problems count from its own first line."""
    found: list[Problem] = []
    node = entry_tree(text, found)
    entry = read_entry(node, found) if node is not None else None
    # the line `entries:` stands before it
    problems += [
        Problem(problem.code, problem.message, problem.file, max(problem.line - 1, 0), problem.fix)
        for problem in found
    ]
    return entry if not found else None
