"""Reads the types of `--json`: the keys of an answer with their values and meanings, and what does not fit them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    NotRequired,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from dunning_cli.kernel.message import Message

AMOUNT = re.compile(r"-?\d+\.\d\d")


@dataclass(frozen=True)
class Key:
    """One key of an object: the kinds of value it may have, null apart."""

    name: str
    kinds: tuple[Any, ...]
    null: bool
    absent: bool
    meaning: str


@cache
def keys_of(answer: Any) -> tuple[Key, ...]:
    """The keys of an object type in the order declared. Raises ValueError for one without a meaning."""
    return tuple(_key(name, hint) for name, hint in get_type_hints(answer, include_extras=True).items())


def _key(name: str, hint: Any) -> Key:
    absent = get_origin(hint) is NotRequired
    if absent:
        (hint,) = get_args(hint)
    if get_origin(hint) is not Annotated or not isinstance(hint.__metadata__[-1], str):
        raise ValueError(f"the key {name} has no meaning")
    kinds = kinds_of(hint)
    return Key(
        name,
        tuple(kind for kind in kinds if kind is not NoneType),
        NoneType in kinds,
        absent,
        hint.__metadata__[-1],
    )


def kinds_of(hint: Any) -> tuple[Any, ...]:
    """What a value may be: the members of a union, each without its annotations."""
    if get_origin(hint) is Annotated:
        return kinds_of(hint.__origin__)
    if get_origin(hint) in (Union, UnionType):
        return tuple(kind for each in get_args(hint) for kind in kinds_of(each))
    return (hint,)


def member_of(kind: Any) -> Any | None:
    """What a list holds; None for what is no list."""
    return get_args(kind)[0] if get_origin(kind) in (list, Sequence) else None


def objects_in(answer: Any) -> Iterator[Any]:
    """An object type and every one within it."""
    yield answer
    for key in keys_of(answer):
        for kind in key.kinds:
            for each in kinds_of(member_of(kind) or kind):
                if is_typeddict(each):
                    yield from objects_in(each)


def misfits(value: Any, kinds: Sequence[Any], at: str, seen: set[Any]) -> list[str]:
    """Where a value read from JSON is of none of the kinds; the object types that were met are put into `seen`."""
    found: list[list[str]] = []
    for kind in kinds:
        met: set[Any] = set()
        wrong = _wrong(value, kind, at, met)
        if not wrong:
            seen |= met
            return []
        found.append(wrong)
    # of several the one that is nearest
    return min(found, key=len)


def _wrong(value: Any, kind: Any, at: str, seen: set[Any]) -> list[str]:
    if is_typeddict(kind):
        return _wrong_object(value, kind, at, seen)
    member = member_of(kind)
    if member is not None:
        if not isinstance(value, list):
            return [f"{at}: no list: {value!r}"]
        return [wrong for each in value for wrong in misfits(each, kinds_of(member), f"{at}[]", seen)]
    if get_origin(kind) is Mapping:
        return _wrong_map(value, get_args(kind)[1], at, seen)
    return [] if _fits(value, kind) else [f"{at}: not {kind}: {value!r}"]


def _wrong_object(value: Any, kind: Any, at: str, seen: set[Any]) -> list[str]:
    if not isinstance(value, dict):
        return [f"{at}: no object: {value!r}"]
    seen.add(kind)
    keys = {key.name: key for key in keys_of(kind)}
    wrong = [f"{at}.{name}: not declared" for name in value if name not in keys]
    for name, key in keys.items():
        if name not in value:
            wrong += [] if key.absent else [f"{at}.{name}: missing"]
        elif not (value[name] is None and key.null):
            wrong += misfits(value[name], key.kinds or (NoneType,), f"{at}.{name}", seen)
    return wrong


def _wrong_map(value: Any, inner: Any, at: str, seen: set[Any]) -> list[str]:
    if not isinstance(value, dict):
        return [f"{at}: no object: {value!r}"]
    if inner is Any:
        return []
    return [
        wrong
        for name, each in value.items()
        for wrong in misfits(each, kinds_of(inner), f"{at}.{name}", seen)
    ]


def _fits(value: Any, kind: Any) -> bool:
    if kind is NoneType:
        return value is None
    if get_origin(kind) is Literal:
        return value in get_args(kind)
    if kind is bool or kind is int:
        return type(value) is kind
    if not isinstance(value, str):
        return False
    if kind in (str, Message):
        return True
    if kind is Decimal:
        return AMOUNT.fullmatch(value) is not None
    if kind in (date, datetime):
        return _iso(value, kind)
    return issubclass(kind, Enum) and value in {member.value for member in kind}


def _iso(value: str, kind: type[date]) -> bool:
    try:
        moment = kind.fromisoformat(value)
    except ValueError:
        return False
    return not isinstance(moment, datetime) or moment.tzinfo is not None
