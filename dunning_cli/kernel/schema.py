"""Typed records from plain trees and back: one declaration serves reading, writing and the format's documentation."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Iterator
from dataclasses import MISSING, field, fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, TypeVar

from dunning_cli.kernel.errors import Unreadable
from dunning_cli.kernel.message import Message, Problem, label, msg
from dunning_cli.kernel.nodes import Map, Node, Pair, Sequence, Text, is_empty
from dunning_cli.kernel.personal_marks import Mark
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.text import suggestion

Record = TypeVar("Record")
CONTRADICTION = "contradiction"
"""The code of a problem that lies between the keys of a record and in none of them alone."""


class TypedAs(StrEnum):
    """Kinds of value that people type in more ways than a file holds; the command line reads those."""

    AMOUNT = "amount"
    DAY = "day"
    MONTH = "month"
    PERIOD = "period"
    HOUR = "hour"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True, eq=False)
class Scalar:
    """How one kind of value is read from text and written to it.

    `plain` values need no quotes in YAML; in `open` ones people write what they like, personal data too.
    """

    name: Message
    parse: Callable[[str], Any]
    write: Callable[[Any], str] = str
    plain: bool = False
    open: bool = False
    typed_as: TypedAs | None = None


class Kept:
    """A record that case files hold: each text in it says what it is of people, or is refused with a TypeError."""

    __slots__ = ()


def key(
    doc: str = "", /, *, default: Any = MISSING, required: bool = False, personal: Mark | None = None
) -> Any:
    """A key of a record with its meaning for `docs/format.md`; optional (None) unless `required` or given a default.

    `personal` says of a text in a case file what it is of people, or that it is nothing.
    """
    metadata: dict[str, object] = {"doc": label(doc)} if doc else {}
    if personal is not None:
        metadata["personal"] = personal
    if required:
        return field(metadata=metadata)
    return field(default=None if default is MISSING else default, metadata=metadata)


@dataclass(frozen=True, slots=True)
class Field:
    """One key as the schema knows it."""

    attribute: str
    key: str
    required: bool
    default: Any
    doc: Message | None
    form: Any
    """A Scalar, a StrEnum class, a record class, Many or Map itself."""
    personal: Mark | None = None
    """What it is of people; None of what can't be, and in records that are not kept in case files."""


@dataclass(frozen=True, slots=True)
class Many:
    """A list of one form."""

    of: Any


def fields_of(record: type[Any]) -> tuple[Field, ...]:
    """The keys of a record class in the order of their declaration."""
    return _declared(record)  # type: ignore[arg-type]  # a class is hashable


@cache
def _declared(record: type[Any]) -> tuple[Field, ...]:
    hints = typing.get_type_hints(record, include_extras=True)
    result = []
    for item in fields(record):
        required = item.default is MISSING and item.default_factory is MISSING
        default = None if required else item.default
        if item.default_factory is not MISSING:
            default = item.default_factory()
        result.append(
            Field(
                item.name,
                item.name.rstrip("_"),
                required,
                default,
                item.metadata.get("doc"),
                _form_of(hints[item.name]),
                item.metadata.get("personal"),
            )
        )
    if issubclass(record, Kept):
        for made in result:
            _refuse_unmarked(record, made)
    return tuple(result)


def _refuse_unmarked(record: type[Kept], item: Field) -> None:
    """Raises TypeError where a key doesn't say whether it is personal data, or says so and can't be."""
    form = item.form.of if isinstance(item.form, Many) else item.form
    where = f"{record.__name__}.{item.attribute}"
    if isinstance(form, Scalar):
        if form.open and item.personal is None:
            raise TypeError(f"{where} is a text: say with personal= what it is of people, or NOT_PERSONAL")
        if item.personal is not None and not form.open:
            raise TypeError(f"{where} is no text and can hold no personal data: leave personal= out")
    elif is_dataclass(form) and form is not Map and not (isinstance(form, type) and issubclass(form, Kept)):
        raise TypeError(f"{where} holds a record that doesn't say what is personal data: make it a Kept one")


def _form_of(hint: Any) -> Any:
    origin = typing.get_origin(hint)
    if origin is Annotated:
        return typing.get_args(hint)[1]
    if origin in (typing.Union, types.UnionType):
        return next(_form_of(part) for part in typing.get_args(hint) if part is not type(None))
    if origin is tuple:
        return Many(_form_of(typing.get_args(hint)[0]))
    return hint


def read(record: type[Record], node: Node, problems: list[Problem]) -> Record | None:
    """A record from a tree, or None where anything about it is wrong; every fault is added to `problems`."""
    if not isinstance(node, Map):
        problems.append(_problem("not-a-map", msg("a map of keys belongs here"), node.line))
        return None
    before = len(problems)
    known = {item.key: item for item in fields_of(record)}
    values: dict[str, Any] = {}
    for pair in node.pairs:
        item = known.get(pair.key)
        if item is None:
            problems.append(unknown_key(pair, known))
        elif not is_empty(pair.node):
            values[item.attribute] = _read_form(item.form, pair.node, pair.key, problems)
    for item in known.values():
        if item.required and item.attribute not in values:
            problems.append(
                _problem("missing-key", msg("the key '{key}' is missing", key=item.key), node.line)
            )
    if len(problems) > before:
        return None
    made = record(**values)
    problems.extend(_contradictions(made, node))
    return made if len(problems) == before else None


def unknown_key(pair: Pair, known: typing.Iterable[str]) -> Problem:
    """The problem of a key that the format does not have, with the nearest known one."""
    return Problem(
        "unknown-key",
        msg("unknown key '{key}'", key=pair.key),
        line=pair.line,
        fix=suggestion(pair.key, known),
    )


def _contradictions(record: object, node: Map) -> Iterator[Problem]:
    check = getattr(record, "contradictions", None)
    if check is None:
        return
    lines = {pair.key: pair.line for pair in node.pairs}
    for pair in node.pairs:
        if isinstance(pair.node, Sequence):
            lines.update({f"{pair.key}[{place}]": item.line for place, item in enumerate(pair.node.items)})
    for at, message in check():
        yield _problem(CONTRADICTION, message, lines.get(at, node.line))


def _read_form(form: Any, node: Node, at: str, problems: list[Problem]) -> Any:
    if form is Map:
        if isinstance(node, Map):
            return node
        problems.append(_problem("not-a-map", msg("'{key}' must be a map of keys", key=at), node.line))
        return None
    if isinstance(form, Many):
        if isinstance(node, Sequence):
            return tuple(_read_form(form.of, item, at, problems) for item in node.items)
        problems.append(_problem("not-a-list", msg("'{key}' must be a list", key=at), node.line))
        return None
    if isinstance(form, Scalar) or issubclass(form, StrEnum):
        if isinstance(node, Text):
            return _read_scalar(form, node, at, problems)
        problems.append(_problem("not-a-value", msg("'{key}' must be a single value", key=at), node.line))
        return None
    if not isinstance(node, Map):
        problems.append(_problem("not-a-map", msg("'{key}' must be a map of keys", key=at), node.line))
        return None
    return read(form, node, problems)


def _read_scalar(form: Any, node: Text, at: str, problems: list[Problem]) -> Any:
    try:
        return parse_scalar(form, node.value)
    except Unreadable as error:
        problems.append(
            _problem("bad-value", msg("{key}: {reason}", key=at, reason=error.message), node.line)
        )
        return None


def parse_scalar(form: Any, text: str) -> Any:
    """A value from text by its form. Raises Unreadable."""
    if isinstance(form, Scalar):
        return form.parse(text)
    members = _members(form)
    if text in members:
        return members[text]
    raise Unreadable(
        msg("'{text}' is not one of the known words; {hint}", text=text, hint=suggestion(text, members))
    )


@cache
def _members(form: type[StrEnum]) -> dict[str, StrEnum]:
    return {member.value: member for member in form}


def to_node(record: Any) -> Map:
    """A record as a tree in the fixed key order; empty values are left out."""
    pairs = []
    for item in fields_of(type(record)):
        value = getattr(record, item.attribute)
        if value is None or value == ():
            continue
        pairs.append(Pair(item.key, _form_to_node(item.form, value)))
    return Map(tuple(pairs))


def _form_to_node(form: Any, value: Any) -> Node:
    if isinstance(form, Many):
        return Sequence(tuple(_form_to_node(form.of, item) for item in value))
    if form is Map:
        assert isinstance(value, Map)
        return value
    if isinstance(form, Scalar):
        return Text(form.write(value), quoted=not form.plain)
    if isinstance(value, StrEnum):
        return Text(value.value)
    return to_node(value)


def _problem(code: str, message: Message, line: int) -> Problem:
    return Problem(code, message, line=line)
