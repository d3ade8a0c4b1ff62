"""The values of one letter as its template sees them: cleaned text, and stand-ins for what is unset."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from types import SimpleNamespace
from typing import Any

from dunning_cli.documents.letter_fields import LetterFields
from dunning_cli.documents.letter_shape import field_type
from dunning_cli.documents.plain_text import one_line
from dunning_cli.kernel.record import dataclass

NOT_FILLED: Mapping[str, str] = {"zh": "〔未填写〕", "en": "[not filled in]"}
"""What a letter prints for a field that is unset, by language."""


class Unfilled:
    """Stands for an unset field: false, equal to nothing, above and below nothing."""

    def __init__(self, name: str, text: str, noted: dict[str, None]) -> None:
        self._name = name
        self._text = text
        self._noted = noted

    def printed(self) -> str:
        """The text to print; the field counts as missing from now on."""
        self._noted[self._name] = None
        return self._text

    def __bool__(self) -> bool:
        return False

    def _false(self, _other: object) -> bool:
        return False

    __lt__ = __le__ = __gt__ = __ge__ = _false


class UnfilledGroup(SimpleNamespace):
    """Stands for an unset group of fields: false, and each of its fields is unset."""

    def __bool__(self) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class LetterValues:
    """Turns the fields of a letter into the values its template names.

    `unset` is what unset fields print; `noted` collects the names of those that were printed.
    """

    unset: str
    noted: dict[str, None]

    def of(self, letter: LetterFields) -> dict[str, object]:
        """Name to value; groups are plain namespaces, rows of lists too."""
        return self._members(letter, "")

    def _members(self, record: Any, prefix: str) -> dict[str, object]:
        return {
            name: self._value(getattr(record, name), group, prefix + name)
            for name, group in _keys(type(record))  # type: ignore[arg-type]  # a class is hashable
        }

    def _value(self, value: object, group: type | None, path: str) -> object:
        if value is None:
            # A group's fields all have defaults, so an empty one stands for the group that is not there.
            if group is not None:
                return UnfilledGroup(**self._members(group(), f"{path}."))
            return Unfilled(path, self.unset, self.noted)
        if isinstance(value, str):
            return one_line(value)
        if isinstance(value, tuple):
            return tuple(self._row(row, path) for row in value)
        if is_dataclass(value):
            return SimpleNamespace(**self._members(value, f"{path}."))
        return value

    def _row(self, row: object, path: str) -> object:
        return SimpleNamespace(**self._members(row, f"{path}.")) if is_dataclass(row) else one_line(str(row))


@cache
def _keys(record: type[Any]) -> tuple[tuple[str, type | None], ...]:
    """The fields of a record by name, each with the record it holds where it is set, None where it holds none."""
    names = [entry.name for entry in fields(record)]
    held = [field_type(record, name) for name in names]  # type: ignore[arg-type]  # as above
    groups = [each if isinstance(each, type) and is_dataclass(each) else None for each in held]
    return tuple(zip(names, groups, strict=True))
