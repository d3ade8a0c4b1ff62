"""Plain trees to YAML text that every YAML reader, of 1.1 or 1.2, reads as the same text."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from dunning_cli.kernel.nodes import Map, Node, Pair, Sequence, Text, is_empty
from dunning_cli.kernel.pattern import pattern

WIDEST = 200
"""Columns above which an entry with long text is written one key a line; texts themselves are never folded."""
SHORT_TEXT = 40
"""Texts up to this length keep their entry on one line, however many keys it has."""
_FLOW_WIDTH = 100

_UNSEEN = "\0-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff"
"""Control, direction, line-end and zero-width characters: never written as they are."""
_NEEDS_ESCAPE = pattern(f"[{_UNSEEN}]")
_ESCAPED = pattern(f'[{_UNSEEN}"\\\\]')
_SHORT_ESCAPES = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\"}

_INDICATORS = "-?:,[]{}#&*!|>'\"%@`"
_BREAKS_PLAIN = pattern(r"[,\[\]{}?]|:(?=\s|$)|\s#")
_OTHER_THAN_TEXT = pattern(
    r"[-+]?(?:[0-9][0-9_]*\.?[0-9_]*|\.[0-9_]+)(?:e[-+]?[0-9]+)?"
    r"|[-+]?0x[0-9a-f_]+|[-+]?0o[0-7_]+|[-+]?0b[01_]+"
    r"|[-+]?[0-9][0-9_]*(?::[0-9_.]*)+"
    r"|[-+]?\.?(?:inf|nan)"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[t ].*)?"
    r"|<<|=|~",
    re.ASCII | re.IGNORECASE,
)
_WORDS_FOR_VALUES = frozenset({"y", "yes", "n", "no", "on", "off", "null"})
_TRUTH = frozenset({"true", "false"})


def scalar(text: Text) -> str:
    """One value as it stands in a line: bare where every reader takes it for the same, else in double quotes.

    A value that is not marked as quoted (date, amount, code) is bare unless that would change what it says.
    """
    value = text.value
    if is_empty(text):
        return ""
    if _must_quote(value) or (text.quoted and _looks_typed(value)):
        return quoted(value)
    return value


def quoted(value: str) -> str:
    """A text in double quotes, with escapes for line ends, control and direction characters."""
    return '"' + _ESCAPED.sub(_escape, value) + '"'


def _escape(found: re.Match[str]) -> str:
    character = found.group()
    number = ord(character)
    return _SHORT_ESCAPES.get(character) or (f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}")


def _must_quote(value: str) -> bool:
    return (
        not value
        or value[0] in _INDICATORS
        or value[0].isspace()
        or value[-1].isspace()
        or value.startswith("...")
        or value in ("<<", "=", "~")
        or value.casefold() in _WORDS_FOR_VALUES
        or _BREAKS_PLAIN.search(value) is not None
        or _NEEDS_ESCAPE.search(value) is not None
    )


def _looks_typed(value: str) -> bool:
    if ":" in value or value.casefold() in _TRUTH:
        return True
    return _OTHER_THAN_TEXT.fullmatch(value) is not None


def flow(node: Node) -> str:
    """A tree within one line."""
    if isinstance(node, Text):
        return scalar(node)
    if isinstance(node, Sequence):
        return "[" + ", ".join(_flow_item(item) for item in node.items) + "]"
    return flow_line(node)


def flow_line(map: Map) -> str:  # noqa: A002  # the name the format uses
    """A map within one line: `{id: 01jtd3k8q7m4x2aa, kind: charge, ...}`."""
    return "{" + ", ".join(_flow_pair(pair) for pair in map.pairs) + "}"


def _flow_pair(pair: Pair) -> str:
    value = flow(pair.node)
    return f"{key(pair.key)}: {value}"


def _flow_item(item: Node) -> str:
    # A list within one line has no form for a value that is not there; the empty text reads alike.
    return flow(item) or '""'


@lru_cache(maxsize=1024)
def key(name: str) -> str:
    """A key as it stands before its colon."""
    return scalar(Text(name, quoted=True))


def block(map: Map, indent: int = 0, spread: Collection[str] = ()) -> str:  # noqa: A002
    """A map, one key a line, each line with `indent` blanks before it; ends in a newline.

    Short maps and lists of plain values stand within the line of their key; lists of maps get one line
    an item. The keys named in `spread` always have their own keys on lines below.
    """
    return "".join(_block_pair(pair, indent, pair.key in spread) for pair in map.pairs)


def _block_pair(pair: Pair, indent: int, spread: bool = False) -> str:
    start = " " * indent + key(pair.key) + ":"
    node = pair.node
    if isinstance(node, Text):
        return _block_text(start, node, indent)
    if isinstance(node, Map):
        if not node.pairs or (not spread and _fits(node, len(start))):
            return f"{start} {flow(node)}\n"
        return f"{start}\n{block(node, indent + 2)}"
    if not node.items or (all(isinstance(item, Text) for item in node.items) and _fits(node, len(start))):
        return f"{start} {flow(node)}\n"
    return start + "\n" + "".join(item_line(item, indent + 2) for item in node.items)


def item_line(item: Node, indent: int) -> str:
    """One item of a list with `indent` blanks before its dash: a line, or one key a line where it is long."""
    dash = " " * indent + "- "
    spread = isinstance(item, Map) and _too_wide(item, _least_width(item, indent))
    line = "" if spread else dash + _flow_item(item)
    if isinstance(item, Map) and item.pairs and (spread or _too_wide(item, len(line)) or _holds_lines(item)):
        return dash + block(item, indent + 2)[indent + 2 :]
    return line + "\n"


def _fits(node: Node, before: int) -> bool:
    if isinstance(node, Map) and any(isinstance(pair.node, Sequence) for pair in node.pairs):
        return False
    return before + len(flow(node)) < _FLOW_WIDTH and not _holds_lines(node)


def _too_wide(item: Map, width: int) -> bool:
    if width <= WIDEST:
        return False
    texts = (len(pair.node.value) for pair in item.pairs if isinstance(pair.node, Text))
    return max(texts, default=0) > SHORT_TEXT


def _least_width(item: Map, indent: int) -> int:
    """Columns below which the line of a map cannot stay, whatever of it is quoted: looked at before it is written."""
    texts = sum(len(pair.node.value) for pair in item.pairs if isinstance(pair.node, Text))
    between = sum(len(pair.key) + len(": , ") for pair in item.pairs) - len(", ")
    return indent + len("- {}") + between + texts


def _holds_lines(node: Node) -> bool:
    if isinstance(node, Text):
        return "\n" in node.value
    if isinstance(node, Map):
        return any(_holds_lines(pair.node) for pair in node.pairs)
    return any(_holds_lines(item) for item in node.items)


def _block_text(start: str, text: Text, indent: int) -> str:
    lines = text.value.split("\n")
    if len(lines) > 1 and all(_stands_as_it_is(line) for line in lines) and lines[0] and lines[-1]:
        body = "".join(" " * (indent + 2) + line + "\n" if line else "\n" for line in lines)
        return f"{start} |-\n{body}"
    value = scalar(text)
    return f"{start} {value}\n" if value else f"{start}\n"


def _stands_as_it_is(line: str) -> bool:
    return not line or (line.strip() == line and _NEEDS_ESCAPE.search(line) is None)
