"""The tree of names a letter template may use, derived from LetterFields."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import field, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from dunning_cli.documents.letter_fields import LetterFields
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.text import nearest


class ValueKind(StrEnum):
    """What a single value is."""

    TEXT = "text"
    AMOUNT = "amount"
    DATE = "date"
    COUNT = "count"
    FLAG = "yes or no"


@dataclass(frozen=True, slots=True)
class Group:
    """Named fields under one name, such as `office`."""

    members: Mapping[str, Shape] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ListShape:
    """A list, for a `for`."""

    of: Shape


Shape = ValueKind | Group | ListShape

_KINDS: Mapping[type, ValueKind] = {
    str: ValueKind.TEXT,
    Decimal: ValueKind.AMOUNT,
    date: ValueKind.DATE,
    int: ValueKind.COUNT,
    bool: ValueKind.FLAG,
}


@functools.cache
def letter_shape() -> Group:
    """All a template may name: the fields of LetterFields and the template's own `title`."""
    fields_of_letter = record_shape(LetterFields)
    return Group({"title": ValueKind.TEXT, **fields_of_letter.members})


@functools.cache
def record_shape(record: type) -> Group:
    """The fields of one dataclass."""
    hints = get_type_hints(record)
    return Group({entry.name: _shape(hints[entry.name]) for entry in fields(record)})


@functools.cache
def field_type(record: type, name: str) -> Any:
    """The type a field of a dataclass holds where it is set."""
    return _without_none(get_type_hints(record)[name])


def _shape(hint: Any) -> Shape:
    inner = _without_none(hint)
    if get_origin(inner) is tuple:
        return ListShape(_shape(get_args(inner)[0]))
    return _KINDS[inner] if inner in _KINDS else record_shape(inner)


def _without_none(hint: Any) -> Any:
    if get_origin(hint) in (UnionType, Union):
        return next(part for part in get_args(hint) if part is not type(None))
    return hint


def list_names(group: Group, prefix: str = "") -> list[str]:
    """The lists a `for` can go through, by their full names."""
    found = []
    for name, shape in group.members.items():
        if isinstance(shape, ListShape):
            found.append(prefix + name)
        elif isinstance(shape, Group):
            found.extend(list_names(shape, f"{prefix}{name}."))
    return found


def nearest_field(name: str) -> str | None:
    """The field meant by a name that is none: the same name in a group, else one that looks like it."""
    top = letter_shape().members
    inner = {
        last: f"{group}.{last}"
        for group, shape in reversed(list(top.items()))
        if isinstance(shape, Group)
        for last in shape.members
    }
    if name in inner:
        return inner[name]
    near = nearest(name, top)
    if near is None and (last := nearest(name, inner)):
        return inner[last]
    return near
