"""Strict YAML: bytes to a plain tree of texts, maps and lists; whatever is unusual is a problem with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from dunning_cli.kernel.message import Message, Problem, msg
from dunning_cli.kernel.nodes import DEEPEST, Map, Node, Pair, Sequence, Text
from dunning_cli.kernel.pattern import pattern

LARGEST_FILE = 5_000_000
"""Bytes; a case with thousands of entries is far below it."""
_UNREADABLE = pattern("[\0-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\r(?!\n)")


def parse_yaml(data: bytes, problems: list[Problem]) -> Node | None:
    """The tree of one YAML document, or None where anything about it is wrong; faults are added to `problems`.

    Every scalar stays the text it was written as; nothing is guessed to be a number, date or truth value.
    Refused as problems: bytes that are not UTF-8, control characters and tabs, malformed YAML, doubled or
    non-scalar keys, anchors, aliases, tags, merge keys, directives, a second document, nesting deeper than
    20, files above 5 MB. A byte order mark at the start and CRLF line ends are tolerated.
    An empty document is an empty unquoted text.
    """
    before = len(problems)
    text = _decoded(data, problems)
    if text is None:
        return None
    node = _Reading(problems).document(text)
    return node if len(problems) == before else None


def parse_rules(data: bytes, problems: list[Problem]) -> Node | None:
    """As `parse_yaml`; the same bytes are parsed once a process: a day's `work` asks for the rules at every case."""
    node, found = _parsed_rules(data)
    problems += found
    return node


@lru_cache(maxsize=64)
def _parsed_rules(data: bytes) -> tuple[Node | None, tuple[Problem, ...]]:
    problems: list[Problem] = []
    return parse_yaml(data, problems), tuple(problems)


def _decoded(data: bytes, problems: list[Problem]) -> str | None:
    if len(data) > LARGEST_FILE:
        problems.append(Problem("too-large", msg("the file is larger than {megabytes} MB", megabytes=5)))
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.append(
            Problem(
                "not-utf-8",
                msg("this line is not UTF-8"),
                line=line,
                fix=msg("save the file as UTF-8"),
            )
        )
        return None
    text = text.removeprefix("\ufeff")
    found = _UNREADABLE.search(text)
    if found is None:
        return text
    line = text.count("\n", 0, found.start()) + 1
    problems.append(_unreadable_character(found.group(), line))
    return None


def _unreadable_character(character: str, line: int) -> Problem:
    if character == "\t":
        fix = msg("use blanks, or \\t within double quotes")
        return Problem("tab", msg("a tab cannot stand here"), line=line, fix=fix)
    return Problem(
        "control-character",
        msg("the character U+{number} cannot stand in a file", number=f"{ord(character):04X}"),
        line=line,
        fix=msg("take it out, or write it as an escape within double quotes"),
    )


class _Stop(Exception):
    """Reading cannot go on; the problem has been noted."""


class _Reading:
    """One pass over the events of a document."""

    def __init__(self, problems: list[Problem]) -> None:
        import yaml

        self._yaml = yaml
        self._problems = problems

    def document(self, text: str) -> Node | None:
        yaml = self._yaml
        loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
        events = yaml.parse(text, Loader=loader)
        try:
            return self._document(events)
        except _Stop:
            return None
        except yaml.MarkedYAMLError as error:
            deep = _nested_too_deep(text, error.problem_mark)
            if deep is not None:
                self._note_depth(deep)
            else:
                self._problems.append(_malformed(error, text.rstrip().count("\n") + 1))
            return None
        except yaml.YAMLError:
            self._note("malformed", msg("this is not well-formed YAML"), 0)
            return None

    def _document(self, events: Iterator[Any]) -> Node:
        next(events)
        start = next(events)
        if isinstance(start, self._yaml.StreamEndEvent):
            return Text("", 1)
        if start.version or start.tags:
            self._note("directive", msg("directives such as %YAML are not used here"), 1)
        root = self._node(next(events), events, 1)
        next(events)
        after = next(events)
        if not isinstance(after, self._yaml.StreamEndEvent):
            line = after.start_mark.line + 1
            self._note("several-documents", msg("a second document begins here; one file holds one"), line)
        return root

    def _node(self, event: Any, events: Iterator[Any], depth: int) -> Node:
        yaml = self._yaml
        line: int = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent):
            self._note("alias", msg("aliases (*{name}) are not used here", name=event.anchor), line)
            return Text("", line)
        if event.anchor is not None:
            self._note("anchor", msg("anchors (&{name}) are not used here", name=event.anchor), line)
        if event.tag is not None:
            self._note("tag", msg("tags ({name}) are not used here", name=event.tag), line)
        if isinstance(event, yaml.ScalarEvent):
            return Text(event.value, line, bool(event.style))
        if depth > DEEPEST:
            self._note_depth(line)
            raise _Stop
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(line, events, depth)
        return self._map(line, events, depth)

    def _sequence(self, line: int, events: Iterator[Any], depth: int) -> Sequence:
        end = self._yaml.SequenceEndEvent
        items = []
        for event in events:
            if isinstance(event, end):
                break
            items.append(self._node(event, events, depth + 1))
        return Sequence(tuple(items), line)

    def _map(self, line: int, events: Iterator[Any], depth: int) -> Map:
        end = self._yaml.MappingEndEvent
        pairs: list[Pair] = []
        seen: dict[str, int] = {}
        for event in events:
            if isinstance(event, end):
                break
            key = self._node(event, events, depth + 1)
            value = self._node(next(events), events, depth + 1)
            if not isinstance(key, Text) or (not key.value and not key.quoted):
                self._note("bad-key", msg("a key must be a single word"), key.line)
                continue
            name = key.value
            if name == "<<" and not key.quoted:
                self._note("merge-key", msg("merge keys (<<) are not used here"), key.line)
            elif name in seen:
                self._note(
                    "duplicate-key",
                    msg(
                        "the key '{key}' stands here again; it is already on line {line}",
                        key=name,
                        line=seen[name],
                    ),
                    key.line,
                )
            else:
                seen[name] = key.line
                pairs.append(Pair(name, value, key.line))
        return Map(tuple(pairs), line)

    def _note_depth(self, line: int) -> None:
        self._note("too-deep", msg("maps and lists are nested deeper than {most}", most=DEEPEST), line)

    def _note(self, code: str, message: Message, line: int) -> None:
        self._problems.append(Problem(code, message, line=line))


_BRACKET = pattern(r"""["](?:[^"\\]|\\.)*["]|'[^']*'|[\[{]|[\]}]""", re.DOTALL)


def _nested_too_deep(text: str, mark: Any) -> int | None:
    """The line of the bracket one too deep before the place where the reader gave up, None where none is.

    A reader of YAML may have a limit of its own and look so far ahead that it stops before it gives us the levels above.
    """
    depth = 0
    for found in _BRACKET.finditer(text, 0, mark.index + 1 if mark else len(text)):
        if found[0] in "[{":
            depth += 1
        elif found[0] in "]}":
            depth = max(0, depth - 1)
        # the document itself is the first level
        if depth >= DEEPEST:
            return text.count("\n", 0, found.start()) + 1
    return None


_BEGUN_AT_CONTEXT = (
    "quoted scalar",
    "double-quoted",
    "single-quoted",
    "simple key",
    "flow mapping",
    "flow sequence",
)
"""What is opened and not closed is best mended where it begins; all else where the reader stumbled."""


def _malformed(error: Any, last_line: int) -> Problem:
    context = error.context or ""
    begun = any(part in context for part in _BEGUN_AT_CONTEXT)
    mark = error.context_mark if begun and error.context_mark else error.problem_mark
    line = min(mark.line + 1, last_line) if mark else 0
    return Problem("malformed", _plain_reason(context, error.problem or ""), line=line)


def _plain_reason(context: str, problem: str) -> Message:
    if "flow mapping" in context:
        return msg("a comma or the closing } of this line's map is missing")
    if "flow sequence" in context:
        return msg("a comma or the closing ] of this line's list is missing")
    if "escape" in problem or "hexadecimal" in problem:
        return msg("the text in double quotes holds a \\ that starts no known escape; write \\\\")
    if "quoted" in context:
        return msg("a quote is opened here and never closed")
    if "mapping values are not allowed" in problem:
        return msg("a colon cannot stand here: quote the text, or give the line above its own colon")
    if "cannot start any token" in problem:
        return msg("a value cannot begin with this character; put it in double quotes")
    if "could not find expected ':'" in problem:
        return msg("a key lacks its colon")
    if "sequence entries are not allowed" in problem:
        return msg("a list cannot begin on the line of its key")
    return msg("this line does not fit the lines before it: look at its indent, quotes and brackets")
