"""A plain tree as values that a cache row holds, and back: every text with its line, and nothing that can run."""

from __future__ import annotations

from typing import Any

import msgspec

from dunning_cli.kernel.nodes import Map, Node, Pair, Sequence, Text

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder()


def tree_row(node: Node) -> bytes | None:
    """The bytes of a tree; None for one that cannot be told exactly."""
    try:
        return _encoder.encode(plain_tree(node))
    except (ValueError, RecursionError):
        return None


def tree_of_row(data: bytes) -> Node | None:
    """The tree of such bytes, None for any others: whatever they are, they are read as data."""
    try:
        return tree_of(_decoder.decode(data))
    except (ValueError, TypeError, KeyError, IndexError, RecursionError):
        return None


def plain_tree(node: Node) -> list[Any]:
    """The values of a tree: a text with whether it is quoted, a list of items, or a list of keys; each with its line."""
    if isinstance(node, Map):
        return ["m", node.line, [[pair.key, pair.line, plain_tree(pair.node)] for pair in node.pairs]]
    if isinstance(node, Sequence):
        return ["s", node.line, [plain_tree(item) for item in node.items]]
    return ["t", node.line, node.value, node.quoted]


def tree_of(data: Any) -> Node:
    """The tree of such values. Raises ValueError, TypeError or IndexError for any others."""
    kind, line, held = data[0], data[1], data[2]
    if not isinstance(line, int):
        raise TypeError(line)
    if kind == "m":
        return Map(tuple(Pair(_text(key), tree_of(node), at) for key, at, node in held), line)
    if kind == "s":
        return Sequence(tuple(tree_of(item) for item in held), line)
    if kind != "t" or not isinstance(data[3], bool):
        raise ValueError(kind)
    return Text(_text(held), line, data[3])


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value
