"""The plain tree a structured file is read into: texts, maps and lists that know their line."""

from __future__ import annotations

from dataclasses import field

from dunning_cli.kernel.record import dataclass

DEEPEST = 20
"""Levels of maps and lists within each other, in files and in dotted keys."""


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar as it was written; `quoted` tells `""` from an empty value and text from a number.

    Lines and quotes do not count when trees are compared: they are how a value was written, not what it is.
    """

    value: str
    line: int = field(default=0, compare=False)
    quoted: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Pair:
    """One key of a map with the line it stands on."""

    key: str
    node: Node
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Map:
    """A map in file order; keys are unique."""

    pairs: tuple[Pair, ...]
    line: int = field(default=0, compare=False)

    def get(self, key: str) -> Node | None:
        """The value of a key, or None."""
        for pair in self.pairs:
            if pair.key == key:
                return pair.node
        return None


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list in file order."""

    items: tuple[Node, ...]
    line: int = field(default=0, compare=False)


Node = Text | Map | Sequence

EMPTY_MAP = Map(())


def is_empty(node: Node) -> bool:
    """Whether a key has no value at all, as in `owner:`."""
    return isinstance(node, Text) and not node.quoted and node.value == ""


def merged(base: Map, over: Map) -> Map:
    """`base` with the keys of `over` laid on top, maps merged key by key, all else replaced."""
    result = {pair.key: pair for pair in base.pairs}
    for pair in over.pairs:
        below = result.get(pair.key)
        if below is not None and isinstance(below.node, Map) and isinstance(pair.node, Map):
            result[pair.key] = Pair(pair.key, merged(below.node, pair.node), pair.line)
        else:
            result[pair.key] = pair
    return Map(tuple(result.values()), base.line)
