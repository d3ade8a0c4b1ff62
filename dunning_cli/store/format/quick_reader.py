"""Case files in the program's own form, read straight to records; whatever is unsure is left to the strict reader.

An entry on one line, or with one key a line, that holds no more than plain values and texts in quotes is told apart by
its text (`own_form`), and each value is read as the strict reader reads it. An entry in another form is read alone by
the strict reader, the head always is. Where anything at all is not as it should be there is no answer: what is wrong,
and on which line, is told by one reader only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import cache, partial
from itertools import chain
from re import Pattern
from typing import Any, NamedTuple

from dunning_cli.domain.case.case import Case, Head
from dunning_cli.domain.case.entries import KINDS, Entry, read_entry
from dunning_cli.domain.case.renamed import followed
from dunning_cli.kernel.errors import Unreadable
from dunning_cli.kernel.nodes import Node
from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.schema import Scalar, fields_of, parse_scalar, read
from dunning_cli.store.format.case_path import is_named_for
from dunning_cli.store.format.own_form import DASH, LIST, VALUE, end_of_entry, head_tree, tree_alone
from dunning_cli.store.format.own_head import own_head
from dunning_cli.store.format.own_values import OtherForm, own_value
from dunning_cli.store.format.yaml_reader import LARGEST_FILE

_ON_ONE_LINE = DASH + "{"
_PAIR_ON_ONE_LINE = pattern(rf"(?:  - \{{|, )([a-z_]+): ({VALUE})(?=, |\}}\n)")
_PAIR_ON_LINES = pattern(rf"(?:  - |    )([a-z_]+): ({VALUE})\n")
_KIND = "kind"
_QUOTE = '"'


class _NotSure(Exception):
    """Something that the strict reader has to judge."""


def quick_case(data: bytes, file: str = "") -> Case | None:
    """The case that the strict reader would read from these bytes without a problem; None where that is not sure.

    With `file` empty the name is not judged.
    """
    head_text, found, listed = data.partition(LIST)
    if not found or len(data) > LARGEST_FILE:
        return None
    try:
        head = _head(head_text + b"\n")
        if head is None or (file and not is_named_for(file, head.case)):
            return None
        entries = tuple(_entries(listed.decode("utf-8")))
    except (_NotSure, Unreadable, UnicodeDecodeError):
        return None
    if len({entry.id for entry in entries}) < len(entries):
        return None
    return Case(head, followed(entries))


def _head(text: bytes) -> Head | None:
    tree = own_head(text.decode("utf-8")) or head_tree(text)
    return read(Head, tree, []) if tree is not None else None


def _entries(text: str) -> Iterator[Entry]:
    """The entries of what stands below `entries:`. Raises _NotSure and Unreadable."""
    place, end = 0, len(text)
    while place < end:
        entry = None
        if text.startswith(_ON_ONE_LINE, place):
            stop = text.find("\n", place) + 1
            entry = _told(text[place:stop], _PAIR_ON_ONE_LINE, 4, 5)
        if entry is None:
            stop = end_of_entry(text, place)
            entry = _told(text[place:stop], _PAIR_ON_LINES, 7, 0) or _read_alone(text[place:stop])
        yield entry
        place = stop


def _told(written: str, pair: Pattern[str], around: int, beside: int) -> Entry | None:
    """The entry of a text that is nothing but keys with plain values; None for any other.

    `around` and `beside` count the characters that stand around each pair of key and value, and beside all of them:
    by them one knows that no character was passed over.
    """
    pairs = pair.findall(written)
    told = dict(pairs)
    length = around * len(pairs) + beside + sum(map(len, chain.from_iterable(pairs)))
    if length != len(written) or len(told) < len(pairs):
        return None
    kind = _kind(told.pop(_KIND, ""))
    if kind is None or not kind.required <= told.keys() <= kind.keys.keys():
        return None
    values = {}
    for key, text in told.items():
        attribute, value_of = kind.keys[key]
        values[attribute] = value_of(text[1:-1] if text[0] == _QUOTE else text)
    entry = kind.record(**values)
    check = getattr(entry, "contradictions", None)
    if check is not None and any(True for _ in check()):
        raise _NotSure
    return entry


def _read_alone(written: str) -> Entry:
    if not (written.startswith(DASH) and written.endswith("\n")):
        raise _NotSure
    node: Node | None
    try:
        node = own_value(written[len(DASH) : -1], 1)
    except OtherForm:
        node = tree_alone(written)
    entry = read_entry(node, []) if node is not None else None
    if entry is None:
        raise _NotSure
    return entry


class _Kind(NamedTuple):
    """How the plain values of one kind are read."""

    record: type[Entry]
    keys: dict[str, tuple[str, Callable[[str], Any]]]
    """Attribute and reader by key; keys that hold lists or maps are left out."""
    required: frozenset[str]


@cache
def _kind(name: str) -> _Kind | None:
    record = KINDS.get(name)
    if record is None:
        return None
    fields = fields_of(record)
    keys = {each.key: (each.attribute, _reader(each.form)) for each in fields if _is_plain(each.form)}
    return _Kind(record, keys, frozenset(each.key for each in fields if each.required))


def _is_plain(form: Any) -> bool:
    return isinstance(form, Scalar) or (isinstance(form, type) and issubclass(form, StrEnum))


def _reader(form: Any) -> Callable[[str], Any]:
    """The reader of one value. Raises Unreadable."""
    return form.parse if isinstance(form, Scalar) else partial(parse_scalar, form)
