"""One case file: text to a case with all that is wrong about it, and entries added at its end."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from pathlib import PurePosixPath

from dunning_cli.domain.case.case import Case, Head
from dunning_cli.domain.case.entries import Entry, entry_node, read_entry
from dunning_cli.domain.case.renamed import followed
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import Message, Problem, msg
from dunning_cli.kernel.nodes import Map, Node, Sequence, is_empty
from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import remedy
from dunning_cli.kernel.schema import read, to_node
from dunning_cli.store.format.case_path import CASE_SUFFIX, is_named_for
from dunning_cli.store.format.mended_lines import NONE_MENDED, named_in, without_mended
from dunning_cli.store.format.quick_reader import quick_case
from dunning_cli.store.format.yaml_reader import parse_yaml
from dunning_cli.store.format.yaml_writer import block, item_line

ENTRIES = "entries"
UNREADABLE_KEPT = "surrogateescape"
"""How bytes that are not UTF-8 stand in the text of a case file: a line that is passed over may hold some."""
_HEAD_MAPS_ON_LINES = ("debtor", "terms")
_ENTRY_INDENT = 2
_EMPTY_LIST = pattern(r"^entries:[ ]*\[[ ]*\][ ]*(#[^\r\n]*)?\r?$", re.MULTILINE)
_ENTRIES_LINE = pattern(r"^(?:entries|\"entries\"|'entries')[ ]*:", re.MULTILINE)
_FIRST_ITEM = pattern(r"^([ ]*)-(?:[ ]|\r?$)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class CaseRead:
    """What reading a case file gave: the case, or None and at least one problem.

    `file` is relative to the ledger, empty for text that has no file.
    """

    case: Case | None
    problems: tuple[Problem, ...] = ()
    file: str = ""


def read_case(data: bytes, file: str = "", mended: Collection[str] = NONE_MENDED) -> CaseRead:
    """A case from the bytes of its file; every problem is collected, with file and line.

    The file's name must be the case id and `entries` the last key; with `file` empty the name is not judged.
    Entries that cannot be read and that a mend names, in the file or by its hash in `mended`, are passed over.
    """
    quick = quick_case(data, file)
    # where every entry can be read nothing is passed over, whatever mends name
    return CaseRead(quick, (), file) if quick is not None else read_strictly(data, file, mended)


def read_strictly(data: bytes, file: str = "", mended: Collection[str] = NONE_MENDED) -> CaseRead:
    """As `read_case`, whatever form the file has: the one reader that tells what is wrong."""
    problems: list[Problem] = []
    node = parse_yaml(without_mended(data, mended), problems)
    case = None if node is None else _read_document(node, file, problems)
    placed = tuple(problem.placed(file) for problem in problems) if file else tuple(problems)
    return CaseRead(None if problems else case, placed, file)


def _read_document(node: Node, file: str, problems: list[Problem]) -> Case | None:
    if not isinstance(node, Map):
        problems.append(Problem("not-a-case", msg("this is not a case: a map of keys belongs here"), line=1))
        return None
    head_pairs = tuple(pair for pair in node.pairs if pair.key != ENTRIES)
    head = read(Head, Map(head_pairs, node.line), problems)
    entries = _read_entries(node, problems)
    if head is None:
        return None
    _check_file_name(head, node, file, problems)
    return Case(head, followed(entries))


def _read_entries(node: Map, problems: list[Problem]) -> tuple[Entry, ...]:
    listed = node.get(ENTRIES)
    if listed is None:
        problems.append(
            Problem(
                "missing-key",
                msg("the key '{key}' is missing", key=ENTRIES),
                line=node.pairs[-1].line if node.pairs else 1,
                fix=msg("end the file with the line 'entries:'"),
            )
        )
        return ()
    last = node.pairs[-1]
    if last.key != ENTRIES:
        problems.append(
            Problem(
                "entries-not-last",
                msg("'{key}' stands after 'entries'", key=last.key),
                line=last.line,
                fix=msg("move it above 'entries', so that entries can be added at the end"),
            )
        )
    if is_empty(listed):
        return ()
    if not isinstance(listed, Sequence):
        problems.append(Problem("not-a-list", msg("'{key}' must be a list", key=ENTRIES), line=listed.line))
        return ()
    return tuple(_distinct(listed, problems))


def _distinct(listed: Sequence, problems: list[Problem]) -> Iterator[Entry]:
    lines: dict[str, int] = {}
    for item in listed.items:
        entry = read_entry(item, problems)
        if entry is None:
            continue
        if entry.id in lines:
            message = msg(
                "the entry id {id} stands here again; it is already on line {line}",
                id=entry.id,
                line=lines[entry.id],
            )
            problems.append(Problem("duplicate-entry", message, line=item.line))
        lines.setdefault(entry.id, item.line)
        yield entry


def _check_file_name(head: Head, node: Map, file: str, problems: list[Problem]) -> None:
    if not file or is_named_for(file, head.case):
        return
    name = unicodedata.normalize("NFC", PurePosixPath(file).name)
    line = next(pair.line for pair in node.pairs if pair.key == "case")
    message = msg("the file is named {name}, but its case is {case}", name=name, case=head.case)
    fix = msg("rename the file to {name}", name=head.case + CASE_SUFFIX)
    problems.append(Problem("file-name", message, line=line, fix=fix))


def new_case_text(head: Head, entries: Iterable[Entry] = ()) -> str:
    """The text of a new case file: the head in the format's order, then the entries."""
    node = to_node(head)
    terms = tuple(pair for pair in node.pairs if not (pair.key == "terms" and pair.node == Map(())))
    return append_entries(block(Map(terms), spread=_HEAD_MAPS_ON_LINES) + ENTRIES + ":\n", entries)


def entry_text(entry: Entry, indent: int = _ENTRY_INDENT) -> str:
    """The text of one entry as it is added to a file: a line, or one key a line where it holds long text."""
    return item_line(entry_node(entry), indent)


def append_entries(text: str, entries: Iterable[Entry]) -> str:
    """The text of a case file with entries added at its end; everything before stays byte for byte.

    `text` is one that `read_case` found sound. The only rewrite is `entries: []`, which becomes `entries:`.
    A missing last newline is added. Raises Refused where the file is not laid out so that a line added at
    its end becomes an entry.
    """
    added = list(entries)
    if not added:
        return text
    start = _EMPTY_LIST.sub(lambda found: "entries:" + (f"  {found[1]}" if found[1] else ""), text, count=1)
    if start and not start.endswith("\n"):
        start += "\n"
    indent = _item_indent(start)
    result = start + "".join(entry_text(entry, indent) for entry in added)
    if not _ends_in_own_form(start, indent):
        _check_added(text, result, added)
    return result


def _ends_in_own_form(text: str, indent: int) -> bool:
    """Whether the last line is `entries:` or a one-line entry, after which an item needs no second reading."""
    last = text[text.rfind("\n", 0, -1) + 1 : -1]
    return last == "entries:" or (last.startswith(" " * indent + "- {") and last.endswith("}"))


def _item_indent(text: str) -> int:
    key = _ENTRIES_LINE.search(text)
    item = _FIRST_ITEM.search(text, key.end()) if key else None
    return len(item[1]) if item else _ENTRY_INDENT


def _check_added(before: str, after: str, added: list[Entry]) -> None:
    """Read both texts again: what stood before must stand unchanged, followed by what was added."""
    mended = named_in(after.encode("utf-8", UNREADABLE_KEPT))
    old, new = _tail(before, mended), _tail(after, mended)
    expected = tuple(entry_node(entry) for entry in added)
    if old is None or new is None or len(new) != len(old) + len(added):
        raise Refused(_unfit())
    if [_bare(node) for node in new] != [_bare(node) for node in (*old, *expected)]:
        raise Refused(_unfit())


def _unfit() -> Message:
    return msg(
        "entries cannot be added at the end of this file: 'entries' must be its last key, a list with one entry "
        "a dash; put it right by hand and run '{cure}'",
        cure=remedy("commit"),
    )


def _tail(text: str, mended: Collection[str]) -> tuple[Node, ...] | None:
    node = parse_yaml(without_mended(text.encode("utf-8", UNREADABLE_KEPT), mended), [])
    if not isinstance(node, Map) or not node.pairs or node.pairs[-1].key != ENTRIES:
        return None
    listed = node.pairs[-1].node
    if is_empty(listed):
        return ()
    return listed.items if isinstance(listed, Sequence) else None


def _bare(node: Node) -> object:
    """A tree without lines and quotation marks, for comparison."""
    if isinstance(node, Map):
        return {pair.key: _bare(pair.node) for pair in node.pairs}
    if isinstance(node, Sequence):
        return [_bare(item) for item in node.items]
    return node.value
