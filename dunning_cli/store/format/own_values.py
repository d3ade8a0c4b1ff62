"""Values in the form in which the program writes them on one line, as trees: plain ones, texts in quotes, braces, brackets."""

from __future__ import annotations

from dunning_cli.kernel.nodes import Map, Node, Pair, Sequence, Text
from dunning_cli.kernel.pattern import pattern
from dunning_cli.store.format.own_form import VALUE

KEY = "[a-z][a-z_0-9]*"
_VALUE = pattern(rf"({VALUE})(?=[,}}\]]|$)")
_KEY = pattern(rf"({KEY}): ")
_AND, _QUOTE = ", ", '"'
_DEEPEST = 5
"""Braces and brackets within each other: no record has more."""


class OtherForm(Exception):
    """Something that a reader of YAML has to judge."""


def own_value(text: str, line: int) -> Node:
    """The tree of a text that is wholly one value. Raises OtherForm."""
    node, end = _value(text, 0, line, 0)
    if end != len(text):
        raise OtherForm
    return node


def map_of(pairs: list[Pair]) -> Map:
    """The map of these keys, on the line of the first. Raises OtherForm where it has none, or one twice."""
    if not pairs or len({pair.key for pair in pairs}) < len(pairs):
        raise OtherForm
    return Map(tuple(pairs), pairs[0].line)


def _value(text: str, place: int, line: int, depth: int) -> tuple[Node, int]:
    if depth > _DEEPEST:
        raise OtherForm
    if text.startswith("{", place):
        pairs: list[Pair] = []
        end = place
        while not pairs or text.startswith(_AND, end):
            key = _KEY.match(text, end + (len(_AND) if pairs else 1))
            if key is None:
                raise OtherForm
            node, end = _value(text, key.end(), line, depth + 1)
            pairs.append(Pair(key[1], node, line))
        return map_of(pairs), _closed(text, end, "}")
    if text.startswith("[", place):
        items: list[Node] = []
        end = place
        while not items or text.startswith(_AND, end):
            node, end = _value(text, end + (len(_AND) if items else 1), line, depth + 1)
            items.append(node)
        return Sequence(tuple(items), line), _closed(text, end, "]")
    found = _VALUE.match(text, place)
    if found is None:
        raise OtherForm
    written = found[1]
    quoted = written.startswith(_QUOTE)
    return Text(written[1:-1] if quoted else written, line, quoted), found.end()


def _closed(text: str, place: int, bracket: str) -> int:
    if not text.startswith(bracket, place):
        raise OtherForm
    return place + 1
