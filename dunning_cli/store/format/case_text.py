"""A case file taken apart line by line: the head, the line `entries:`, and each entry with its own lines."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from collections.abc import Sequence as Series
from dataclasses import field

from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import Message, Problem, msg
from dunning_cli.kernel.nodes import Map, Node, Sequence, Text, is_empty
from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import remedy
from dunning_cli.store.format.case_file import ENTRIES, UNREADABLE_KEPT
from dunning_cli.store.format.mended_lines import (
    NONE_MENDED,
    FileEntry,
    blanked,
    file_entries,
    passed_over,
)
from dunning_cli.store.format.yaml_reader import parse_yaml

_ENTRIES_LINE = pattern(r"^(?:entries|\"entries\"|'entries')[ ]*:", re.MULTILINE)
_EMPTY_LIST = pattern(r"^([^:]+:)[ ]*\[[ ]*\]")
_DASH = pattern(r"([ ]*)-(?:[ ]|\r?\n)")


@dataclass(frozen=True, slots=True)
class CaseText:
    """The parts of a case file. Texts of entries and `opening` end with a line end; put together they are the file.

    `opening` is the line `entries:` with comments before the first entry; an empty list `[]` is left out.
    """

    head_text: str
    opening: str
    entry_texts: Mapping[str, str]
    head: Map
    entries: Mapping[str, Node]


NO_CASE = CaseText("", "", {}, Map(()), {})
"""Stands for the file before there was one."""


@dataclass(slots=True)
class _Lines:
    """A text by lines, numbered from 1 as YAML readers do."""

    text: str
    lines: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.lines = re.findall(r"[^\n]*\n|[^\n]+\Z", self.text)

    def between(self, first: int, after: int) -> str:
        return "".join(self.lines[first - 1 : after - 1])


def take_apart(data: bytes, path: str, mended: Collection[str] = NONE_MENDED) -> CaseText:
    """The parts of a case file's bytes. Entries passed over by a mend, or by their hash in `mended`, keep their lines.

    Raises Refused naming the file and line where it is no sound YAML, an entry has no id of its own, or the
    entries are not laid out one a dash at the end of the file.
    """
    over = passed_over(data, mended)
    tree = _tree(blanked(data, over), path)
    text = data.decode("utf-8", UNREADABLE_KEPT)
    marker = _ENTRIES_LINE.search(text)
    last = tree.pairs[-1] if tree.pairs else None
    if marker is None or last is None or last.key != ENTRIES:
        raise _refused(path, 0, _unfit())
    head = Map(tree.pairs[:-1])
    opening, rest = text[marker.start() :], text[: marker.start()]
    if rest.count("\n") + 1 != last.line:
        raise _refused(path, last.line, _unfit())
    if over:
        return _with_passed_over(data, over, CaseText(rest, opening, {}, head, {}), path)
    if is_empty(last.node) or last.node == Sequence(()):
        return CaseText(rest, _line_end(_EMPTY_LIST.sub(r"\1", opening)), {}, head, {})
    if not isinstance(last.node, Sequence):
        raise _refused(path, last.line, _unfit())
    lines = _Lines(text)
    starts = _starts(lines, last.node.items, path)
    entries = _by_id(last.node.items, path)
    ends = [*starts[1:], len(lines.lines) + 1]
    texts = [_line_end(lines.between(start, end)) for start, end in zip(starts, ends, strict=True)]
    return CaseText(
        rest,
        lines.between(last.line, starts[0]),
        dict(zip(entries, texts, strict=True)),
        head,
        entries,
    )


def _with_passed_over(data: bytes, over: Series[FileEntry], parts: CaseText, path: str) -> CaseText:
    """The parts of a file of which some entries cannot be read: these are told apart by id or place, and compared by bytes."""
    texts: dict[str, str] = {}
    entries: dict[str, Node] = {}
    listed = file_entries(data)
    hidden = {found.start for found in over}
    sound = [found for found in listed if found.start not in hidden]
    nodes = {found.start: found.node([]) for found in sound}
    names = {found.start: _name(nodes[found.start]) for found in sound}
    last = ""
    for found in listed:
        name = names.get(found.start, "")
        if found.start in hidden:
            own = found.ids
            free = len(own) == 1 and own[0] not in (*names.values(), *entries)
            name = own[0] if free else f"{last}+{found.hash[:16]}"
        if not name or name in entries:
            raise _refused(path, found.line, msg("this entry has no id of its own"))
        entries[name] = nodes.get(found.start) or found.node([]) or Text(found.hash)
        texts[name] = _line_end(found.text.decode("utf-8", UNREADABLE_KEPT))
        last = name
    first = listed[0].start if listed else len(data)
    opening = data[len(parts.head_text.encode("utf-8", UNREADABLE_KEPT)) : first]
    return CaseText(parts.head_text, opening.decode("utf-8"), texts, parts.head, entries)


def _name(node: Node | None) -> str:
    name = node.get("id") if isinstance(node, Map) else None
    return name.value if isinstance(name, Text) else ""


def put_together(head_text: str, opening: str, entry_texts: Iterable[str]) -> bytes:
    """The bytes of a file of these parts."""
    return "".join((head_text, opening, *entry_texts)).encode("utf-8", UNREADABLE_KEPT)


def only_added(before: bytes, after: bytes) -> bool:
    """Whether a look at the bytes alone tells that entries were added and nothing else was changed."""
    if not after.startswith(before) or not before.endswith(b"\n"):
        return False
    listed = re.search(rb"^entries:[ ]*\r?\n", before, re.MULTILINE)
    if listed is None:
        return False
    if listed.end() == len(before):
        return True
    first = re.compile(rb"([ ]*)- ").match(before, listed.end())
    return first is not None and after.startswith(first[0], len(before))


def _tree(data: bytes, path: str) -> Map:
    problems: list[Problem] = []
    tree = parse_yaml(data, problems)
    if problems or not isinstance(tree, Map):
        placed = [problem.placed(path) for problem in problems]
        raise Refused(placed[0].as_message() if placed else _refused(path, 1, _unfit()).message, placed[1:])
    return tree


def _starts(lines: _Lines, items: Iterable[Node], path: str) -> list[int]:
    """The line of each entry's dash; all dashes stand in one column."""
    starts: list[int] = []
    columns = set()
    for item in items:
        number = item.line
        # A map may begin on a line after its dash.
        while number > 1 and not _DASH.match(lines.lines[number - 1]):
            number -= 1
        dash = _DASH.match(lines.lines[number - 1])
        if dash is None or (starts and number <= starts[-1]):
            raise _refused(path, item.line, _unfit())
        columns.add(len(dash[1]))
        starts.append(number)
    if len(columns) > 1:
        raise _refused(path, starts[0], _unfit())
    return starts


def _by_id(items: Iterable[Node], path: str) -> dict[str, Node]:
    found: dict[str, Node] = {}
    for item in items:
        name = item.get("id") if isinstance(item, Map) else None
        if not isinstance(name, Text) or not name.value or name.value in found:
            raise _refused(path, item.line, msg("this entry has no id of its own"))
        found[name.value] = item
    return found


def _line_end(text: str) -> str:
    return text if not text or text.endswith("\n") else text + "\n"


def _refused(path: str, line: int, message: Message) -> Refused:
    return Refused(Problem("merge", message, path, line).as_message())


def _unfit() -> Message:
    return msg(
        "this file cannot be merged: 'entries' must be its last key, a list with one entry a dash; put it right "
        "by hand and run '{cure}'",
        cure=remedy("commit"),
    )
