"""Messages and what they hold as plain values that can be kept, and back: nothing in them can run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from dunning_cli.kernel.message import CodeWords, FieldWords, Message
from dunning_cli.kernel.remedy import Placeholder, Remedy, Setting, Typed, kept_remedy

_MESSAGE, _FIELD, _CODED, _AMOUNT, _DAY = "message", "field", "coded", "amount", "day"
_MAP, _LIST, _SEVERAL = "map", "list", "several"
_REMEDY, _PLACE, _TYPED, _SETTING = "remedy", "place", "typed", "setting"
_PLAIN = (str, int, bool)


class CannotBeKept(Exception):
    """Something has no form to be kept in."""


def plain_words(value: object, special: Callable[[object], Any] | None = None) -> Any:
    """The plain form of a value; `special` gives that of values of the caller's own, None of others.

    Lists stand for what is no text or number, their first item says what. Raises CannotBeKept.
    """
    own = special(value) if special is not None else None
    if own is not None:
        return own
    if isinstance(value, Message):
        values = {key: plain_words(each, special) for key, each in value.values.items()}
        if isinstance(value, CodeWords):
            return [_CODED, value.template, values, plain_words(value.code, special)]
        if isinstance(value, FieldWords):
            return [_FIELD, value.template, values, value.field]
        return [_MESSAGE, value.template, values]
    if isinstance(value, Decimal):
        return [_AMOUNT, str(value)]
    if type(value) is date:
        return [_DAY, value.isoformat()]
    if isinstance(value, dict):
        return [_MAP, {key: plain_words(each, special) for key, each in value.items()}]
    if isinstance(value, (list, tuple)):
        return [
            _LIST if isinstance(value, list) else _SEVERAL,
            [plain_words(each, special) for each in value],
        ]
    if isinstance(value, Remedy):
        return [_REMEDY, value.operation, {name: plain_words(each) for name, each in value.values.items()}]
    if isinstance(value, Setting):
        return [_SETTING, value.key, plain_words(value.value)]
    if isinstance(value, (Placeholder, Typed)):
        return [_PLACE if isinstance(value, Placeholder) else _TYPED, str(value)]
    if isinstance(value, StrEnum):
        return value.value
    if value is None or type(value) in _PLAIN:
        return value
    raise CannotBeKept


def words_of_plain(value: Any, special: Mapping[str, Callable[..., object]] | None = None) -> Any:
    """The value of a plain form; `special` makes those of the caller's own.

    Raises ValueError, TypeError, LookupError, AttributeError or ArithmeticError for any others.
    """
    if not isinstance(value, list):
        return value
    kind, *held = value
    if special is not None and kind in special:
        return special[kind](*held)
    if kind == _AMOUNT:
        return Decimal(held[0])
    if kind == _DAY:
        return date.fromisoformat(held[0])
    if kind == _MAP:
        return {key: words_of_plain(each, special) for key, each in held[0].items()}
    if kind in (_LIST, _SEVERAL):
        several = [words_of_plain(each, special) for each in held[0]]
        return several if kind == _LIST else tuple(several)
    if kind == _REMEDY:
        return kept_remedy(held[0], {name: words_of_plain(each) for name, each in held[1].items()})
    if kind == _SETTING:
        return Setting(held[0], words_of_plain(held[1]))
    if kind in (_PLACE, _TYPED):
        return Placeholder(held[0]) if kind == _PLACE else Typed(held[0])
    values = {key: words_of_plain(each, special) for key, each in held[1].items()}
    if kind == _CODED:
        code = words_of_plain(held[2], special)
        if not isinstance(code, str):
            raise TypeError(code)
        return CodeWords(held[0], values, code=code)
    if kind == _FIELD:
        return FieldWords(held[0], values, field=held[2])
    if kind != _MESSAGE:
        raise ValueError(kind)
    return Message(held[0], values)
