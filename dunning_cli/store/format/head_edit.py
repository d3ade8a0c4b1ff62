"""Edits of a case's head in place: only the lines of the value change, comments and layout stay."""

from __future__ import annotations

import re
from collections.abc import Sequence as Steps
from typing import Any

from dunning_cli.domain.case.case import Head
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import Problem, msg
from dunning_cli.kernel.nodes import Map, Node, Pair, Sequence, is_empty
from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import remedy
from dunning_cli.kernel.schema import fields_of
from dunning_cli.store.format.yaml_reader import parse_yaml
from dunning_cli.store.format.yaml_writer import block, flow, item_line

_ENTRIES_LINE = pattern(r"^entries[ ]*:", re.MULTILINE)

Path = Steps[str | int]
"""Keys and list positions (from 0) that lead to a value."""


def set_head_value(text: str, path: Path, value: Node | None) -> str:
    """The text of a case file with one value of its head changed, added or, with None, removed.

    A position one past the end of a list adds an item; missing maps and lists on the way are made; a map or
    list left empty goes too. Taking away what is not there changes nothing. New keys of the head stand in
    the format's order. Works for any YAML map, such as a policy, as well.
    Raises Refused where the text is not sound YAML, the path does not fit it, or it cannot be edited safely.
    """
    before = _tree(text)
    if not path or path[0] == "entries":
        raise Refused(msg("entries cannot be edited; reverse the entry and enter it again"))
    expected = _with_value(_plain(before), path, value)
    marker = _ENTRIES_LINE.search(text)
    end = marker.start() if marker else len(text)
    result = _spliced(text[:end], path, value) + text[end:]
    if _plain(_tree(result)) != expected:
        raise Refused(
            msg(
                "'{key}' cannot be edited in place; edit the file by hand, then run '{cure}'",
                key=_name(path),
                cure=remedy("commit"),
            )
        )
    return result


def _tree(text: str) -> Map:
    problems: list[Problem] = []
    node = parse_yaml(text.encode("utf-8"), problems)
    if problems:
        raise Refused(problems[0].as_message(), problems)
    if not isinstance(node, Map):
        raise Refused(msg("this is not a map of keys; nothing can be set in it"))
    return node


def _name(path: Path) -> str:
    return ".".join(map(str, path))


def _plain(node: Node) -> Any:
    if isinstance(node, Map):
        return {pair.key: _plain(pair.node) for pair in node.pairs}
    if isinstance(node, Sequence):
        return [_plain(item) for item in node.items]
    return None if is_empty(node) else node.value


def _nested(path: Path, value: Node) -> Node:
    """The value within the maps and lists that lead to it."""
    for step in reversed(path):
        if isinstance(step, str):
            value = Map((Pair(step, value),))
        elif step == 0:
            value = Sequence((value,))
        else:
            raise Refused(msg("there is no item {number}; the list has {count}", number=step, count=0))
    return value


def _with_value(tree: Any, path: Path, value: Node | None) -> Any:
    """What the plain tree must be after the edit. Raises Refused where the path does not fit."""
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        if not isinstance(tree, list):
            raise Refused(msg("'{key}' is a position in a list, but there is none", key=_name(path)))
        if step > len(tree) or (step == len(tree) and value is None):
            raise Refused(
                msg("there is no item {number}; the list has {count}", number=step, count=len(tree))
            )
        children: dict[Any, Any] = dict(enumerate(tree))
    else:
        if not isinstance(tree, dict):
            raise Refused(msg("'{key}' cannot be set: it is no key of a map", key=_name(path)))
        children = dict(tree)
    below = children.get(step)
    if not rest or below is None:
        changed = None if value is None else _plain(_nested(rest, value))
    else:
        changed = _with_value(below, rest, value)
    gone = changed in ({}, []) or (value is None and (not rest or below is None))
    if gone:
        children.pop(step, None)
    else:
        children[step] = changed
    return list(children.values()) if isinstance(tree, list) else children


@dataclass(frozen=True, slots=True)
class _Place:
    """One child of a map or list in the text: the container, the child's number in it, key and value."""

    container: Any
    number: int
    key: Any
    value: Any


def _spliced(text: str, path: Path, value: Node | None) -> str:
    from ruamel.yaml import YAML

    bom = "\ufeff" if text.startswith("\ufeff") else ""
    body = text.removeprefix("\ufeff")
    # The round-trip composer counts places in characters, as slices do.
    root = YAML(typ="rt", pure=True).compose(body)
    return bom + _Splice(body).done(root, path, value)


class _Splice:
    """One edit of a text whose YAML nodes are known with their places."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._newline = "\r\n" if "\r\n" in text else "\n"

    def done(self, root: Any, path: Path, value: Node | None) -> str:
        places: list[_Place] = []
        container = root
        for depth, step in enumerate(path):
            place = _child(container, step)
            if place is None:
                return self._text if value is None else self._add(container, path, depth, value)
            places.append(place)
            if depth < len(path) - 1 and _is_nothing(place.value):
                return (
                    self._text if value is None else self._replace(place, _nested(path[depth + 1 :], value))
                )
            container = place.value
        if value is not None:
            return self._replace(places[-1], value)
        while len(places) > 1 and len(places[-1].container.value) == 1:
            places.pop()
        return self._remove(places[-1])

    def _cut(self, start: int, end: int, new: str) -> str:
        return self._text[:start] + new.replace("\n", self._newline) + self._text[end:]

    def _replace(self, place: _Place, value: Node) -> str:
        start = self._start(place)
        end = start if _is_nothing(place.value) else self._end(place.value)
        if place.container.flow_style:
            return self._cut(start, end, self._after_colon(start) + flow(value))
        lines = self._lines(place, value)
        if lines.count("\n") == 1 and _within_a_line(place.value):
            return self._cut(start, end, self._after_colon(start) + flow(value))
        begin = place.key.start_mark.index if place.key is not None else self._dash(place)
        return self._cut(begin, self._line_end(end), lines)

    def _lines(self, place: _Place, value: Node) -> str:
        if place.key is None:
            column = self._column(self._dash(place))
            return item_line(value, column)[column:]
        column = place.key.start_mark.column
        return block(Map((Pair(place.key.value, value),)), column)[column:]

    def _after_colon(self, start: int) -> str:
        return " " if start and self._text[start - 1] in ":-" else ""

    def _add(self, container: Any, path: Path, depth: int, value: Node) -> str:
        step, new = path[depth], _nested(path[depth + 1 :], value)
        pair = Map((Pair(step, new),)) if isinstance(step, str) else None
        if container.flow_style or not container.value:
            inner = flow(pair)[1:-1] if pair else flow(new)
            if container.value:
                end = self._end(_last(container))
                return self._cut(end, end, ", " + inner)
            start = container.start_mark.index
            return self._cut(start + 1, start + 1, inner)
        before = _last(container)
        if depth == 0 and isinstance(step, str):
            before = _preceding(container, step)
        if before is None:
            start = container.start_mark.index
            return self._cut(start, start, block(pair or Map(())))
        column = container.start_mark.column
        lines = block(pair, column) if pair else item_line(new, column)
        end = self._line_end(self._end(before))
        open_end = "" if self._text[:end].endswith("\n") else "\n"
        return self._cut(end, end, open_end + lines)

    def _remove(self, place: _Place) -> str:
        children = place.container.value
        first = place.key or place.value
        start, end = first.start_mark.index, self._end(place.value)
        following = children[place.number + 1] if place.number + 1 < len(children) else None
        if place.container.flow_style:
            if following is not None:
                return self._cut(start, _first(following).start_mark.index, "")
            if place.number:
                start = self._end(_value(children[place.number - 1]))
            return self._cut(start, end, "")
        line_start = self._text.rfind("\n", 0, start) + 1
        stands_first = not self._text[line_start:start].strip(" ")
        if place.key is not None and not stands_first and following is not None:
            return self._cut(start, _first(following).start_mark.index, "")
        return self._cut(line_start, self._line_end(end), "")

    def _end(self, node: Any) -> int:
        """Where the last character of a value stands, blank lines and comments after it left out."""
        while not isinstance(node.value, str) and not node.flow_style and node.value:
            node = _last(node)
        start: int = node.start_mark.index
        return start + len(self._text[start : node.end_mark.index].rstrip())

    def _start(self, place: _Place) -> int:
        """Where a value begins; one that is missing begins behind its colon, wherever the composer saw it."""
        if place.key is not None and _is_nothing(place.value):
            return self._text.index(":", place.key.end_mark.index) + 1
        begin: int = place.value.start_mark.index
        return begin

    def _line_end(self, place: int) -> int:
        found = self._text.find("\n", place)
        return len(self._text) if found < 0 else found + 1

    def _dash(self, place: _Place) -> int:
        return self._text.rfind("-", 0, place.value.start_mark.index)

    def _column(self, place: int) -> int:
        return place - (self._text.rfind("\n", 0, place) + 1)


def _child(container: Any, step: str | int) -> _Place | None:
    for number, child in enumerate(container.value):
        if isinstance(child, tuple):
            if child[0].value == step:
                return _Place(container, number, *child)
        elif number == step:
            return _Place(container, number, None, child)
    return None


def _first(child: Any) -> Any:
    return child[0] if isinstance(child, tuple) else child


def _value(child: Any) -> Any:
    return child[1] if isinstance(child, tuple) else child


def _last(container: Any) -> Any:
    return _value(container.value[-1])


def _is_nothing(node: Any) -> bool:
    return isinstance(node.value, str) and not node.value and not node.style


def _within_a_line(node: Any) -> bool:
    if isinstance(node.value, str):
        return node.style not in ("|", ">")
    return bool(node.flow_style)


def _preceding(root: Any, key: str) -> Any:
    """The value after which a new key of the head belongs; None before all others."""
    order = [item.key for item in fields_of(Head)]
    if key not in order:
        return _last(root)
    earlier = set(order[: order.index(key)])
    standing = [value for name, value in root.value if name.value in earlier]
    return standing[-1] if standing else None
