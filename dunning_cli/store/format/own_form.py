"""Entries in the form in which the program writes them, told apart without a reader of YAML.

What is taken here is a part of YAML that every reader reads alike: plain values, texts in double quotes without
escapes, moments. Whatever else stands in an entry makes it one of another form, for whom the strict reader is asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dunning_cli.domain.case.changes import ENTRIES, EntryTree, EntryVersion
from dunning_cli.kernel.nodes import Map, Node, is_empty
from dunning_cli.kernel.pattern import pattern
from dunning_cli.store.format.mended_lines import entry_tree
from dunning_cli.store.format.yaml_reader import LARGEST_FILE, parse_yaml

LIST = b"\n" + ENTRIES.encode() + b":\n"
"""What stands before the entries, the end of the line before it included."""
DASH = "  - "
OWN_COLUMN = 2
"""Where the dash of an entry stands."""

_UNSEEN = r"\0-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff"
_APART = rf"{_UNSEEN},\[\]{{}}:#\"'\\?"
_PLAIN = rf"[^{_APART} &*!|>%@`.~=-](?:[^{_APART}]*[^{_APART} ])?"
_QUOTED = rf'"[^"\\{_UNSEEN}]*"'
_MOMENT = (
    "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.][0-9]+)?)?(?:[+-][0-9]{2}:[0-9]{2}|Z)?"
)
VALUE = rf"(?:{_PLAIN}|{_QUOTED}|{_MOMENT})"
"""A value that every reader of YAML takes for the same text, where a comma, a brace or the end of the line follows."""
_ID = "[0-9a-hjkmnp-tv-z]{16}"
_ON_ONE_LINE = pattern(
    rf"  - \{{id: ({_ID}), kind: ([a-z_]+), date: ([0-9][0-9-]{{9}})"
    rf"((?:, [a-z_]+: {VALUE}(?=[,}}]))*?)"
    rf", by: ({_PLAIN})(?:, agent: {_PLAIN})?, at: ({_MOMENT})(?:, key: {VALUE})?\}}\n"
)
_ON_LINES = pattern(
    rf"  - id: ({_ID})\n    kind: ([a-z_]+)\n    date: ([0-9][0-9-]{{9}})\n"
    rf"((?:    [a-z_]+: {VALUE}\n)*?)"
    rf"    by: ({_PLAIN})\n(?:    agent: {_PLAIN}\n)?    at: ({_MOMENT})\n(?:    key: {VALUE}\n)?"
)
_KEYS = pattern(r"(?:, |    )([a-z_]+): ")
"""All keys between those that every entry has, and perhaps more: words within a text in quotes."""
_NOT_BETWEEN = frozenset({"id", "kind", "date", "by", "agent", "at", "key"})
_NEXT = pattern(r"^  - ", re.MULTILINE)
_AT_THE_MARGIN = pattern(r"^(?!  |\n|\Z)", re.MULTILINE)
"""A line that is not within the list: a mark of a document's end, a comment, another key."""
_KNOWN_KEYS: set[tuple[str, ...]] = {()}
"""Keys between that were found to be different ones."""
_MOST_KNOWN = 10_000


class WrittenEntry(EntryVersion):
    """An entry of which the text is known, and of that no more is read than is asked for."""

    __slots__ = ("_end", "_start", "_text")

    def __init__(self, text: str, start: int, end: int, told: Sequence[str]) -> None:
        self._text, self._start, self._end = text, start, end
        self.id, self.kind, self.date, self.by, self.at = told

    @property
    def written(self) -> str:
        """From its dash to the next one."""
        return self._text[self._start : self._end]

    @property
    def node(self) -> Node:
        """Its tree."""
        found = entry_tree(self.written.encode("utf-8"), [])
        assert found is not None
        return found


def own_entries(data: bytes) -> list[EntryVersion] | None:
    """The entries of what stands below `entries:`, in order; those in another form as their trees.

    None where they cannot be told one by one, so that the whole has to be read.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    entries: list[EntryVersion] = []
    place, end = 0, len(text)
    on_one_line, on_lines, keys_of = _ON_ONE_LINE.match, _ON_LINES.match, _KEYS.findall
    while place < end:
        found = on_one_line(text, place) or on_lines(text, place)
        if found is not None:
            keys = tuple(keys_of(found[4]))
            if keys in _KNOWN_KEYS or _differ(keys):
                stop = found.end()
                entries.append(WrittenEntry(text, place, stop, found.group(1, 2, 3, 5, 6)))
                place = stop
                continue
        stop = end_of_entry(text, place)
        node = tree_alone(text[place:stop])
        if node is None:
            return None
        entries.append(EntryTree(node))
        place = stop
    return entries


def _differ(keys: tuple[str, ...]) -> bool:
    """Whether the keys of an entry are each there once, by those between what every entry has."""
    if len(set(keys)) < len(keys) or not _NOT_BETWEEN.isdisjoint(keys):
        return False
    if len(_KNOWN_KEYS) < _MOST_KNOWN:
        _KNOWN_KEYS.add(keys)
    return True


def end_of_entry(text: str, place: int) -> int:
    """Where the entry that begins at a place ends: at the next dash, or with the text."""
    following = _NEXT.search(text, place + 1)
    return following.start() if following is not None else len(text)


def tree_alone(text: str) -> Node | None:
    """The tree of an entry in any form, by its text alone; None where that is no entry or what follows may belong to it."""
    if not text.startswith(DASH) or not text.endswith("\n") or _AT_THE_MARGIN.search(text):
        return None
    return entry_tree(text.encode("utf-8"), [])


_SHAPE = pattern(rf"(?<=: )(?:({_QUOTED})|{_PLAIN}|{_MOMENT})(?=[,}}\]\n])")
_KNOWN_SHAPES: dict[str, bool] = {}


def head_and_entries(data: bytes) -> tuple[bytes, bytes] | None:
    """What a case file has up to the line `entries:`, and what stands below it; None where that is not sure.

    The head is sound YAML; two heads that differ in values that are no more than texts are so both or neither.
    """
    if len(data) > LARGEST_FILE:
        return None
    head, found, entries = data.partition(LIST)
    if not found:
        return None
    head += b"\n"
    try:
        shape = _SHAPE.sub(lambda value: '""' if value[1] else "v", head.decode("utf-8"))
    except UnicodeDecodeError:
        return None
    sound = _KNOWN_SHAPES.get(shape)
    if sound is None:
        sound = head_tree(head) is not None
        if len(_KNOWN_SHAPES) < _MOST_KNOWN:
            _KNOWN_SHAPES[shape] = sound
    return (head, entries) if sound else None


def head_tree(head: bytes) -> Map | None:
    """The tree of a head; None where it is no map, or `entries` could not be its last key."""
    tree = parse_yaml(head + LIST[1:], [])
    if not isinstance(tree, Map) or len(tree.pairs) < 2:
        return None
    last = tree.pairs[-1]
    if last.key != ENTRIES or not is_empty(last.node):
        return None
    return Map(tree.pairs[:-1], tree.line)
