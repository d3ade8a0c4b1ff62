"""The head of a case file in the form in which the program writes it, as a tree, without a reader of YAML.

A head of that form is keys one below the other, each with a value on its line, or with a map or a list below it, two
blanks deeper. Anything else, a comment too, makes it one of another form.
"""

from __future__ import annotations

from typing import NamedTuple

from dunning_cli.kernel.nodes import Map, Node, Pair, Sequence
from dunning_cli.kernel.pattern import pattern
from dunning_cli.store.format.own_values import KEY, OtherForm, map_of, own_value

_LINE = pattern(rf"((?:  )*)(?:- |({KEY}):(?: |$))(.*)")
_STEP = 2


class _Line(NamedTuple):
    """A line: how far it stands in, its key or None for an item, and its value where it has one."""

    number: int
    indent: int
    key: str | None
    node: Node | None


def own_head(text: str) -> Map | None:
    """The tree of a head, whose last line is ended; None for one of another form."""
    try:
        lines = [_line(number, line) for number, line in enumerate(text.split("\n")[:-1], 1)]
        node, after = _block(lines, 0, 0)
    except OtherForm:
        return None
    return node if isinstance(node, Map) and after == len(lines) else None


def _line(number: int, line: str) -> _Line:
    found = _LINE.fullmatch(line)
    if found is None:
        raise OtherForm
    indent, key, value = found.groups()
    return _Line(number, len(indent), key, own_value(value, number) if value else None)


def _block(lines: list[_Line], place: int, indent: int) -> tuple[Node, int]:
    """The map or list of the lines from a place on that stand in so far, and the place behind it."""
    first = lines[place] if place < len(lines) else None
    if first is None or first.indent != indent:
        raise OtherForm
    pairs: list[Pair] = []
    items: list[Node] = []
    while place < len(lines) and lines[place].indent == indent:
        line = lines[place]
        node, place = line.node, place + 1
        if node is None:
            if line.key is None:
                raise OtherForm
            node, place = _block(lines, place, indent + _STEP)
        if line.key is None:
            items.append(node)
        else:
            pairs.append(Pair(line.key, node, line.number))
    if items and pairs:
        raise OtherForm
    return (Sequence(tuple(items), first.number), place) if items else (map_of(pairs), place)
