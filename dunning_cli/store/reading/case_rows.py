"""A case as the bytes of a cache row and back: every value under its name, exact, and nothing that can run."""

from __future__ import annotations

import typing
from collections.abc import Collection
from functools import cache, cached_property
from typing import Any

import msgspec

from dunning_cli.domain.case.case import Case, Head
from dunning_cli.domain.case.entries import KINDS, Entry
from dunning_cli.kernel.nodes import Map
from dunning_cli.kernel.schema import fields_of
from dunning_cli.store.reading.tree_rows import plain_tree, tree_of


class _Row(msgspec.Struct):
    head: msgspec.Raw
    entries: list[tuple[str, msgspec.Raw]]
    """Each with its kind."""


_encoder = msgspec.json.Encoder()
_rows = msgspec.json.Decoder(_Row)


def case_row(case: Case) -> bytes | None:
    """The bytes of a case as it was read from its file; None for one that cannot be told exactly."""
    if case.filed is not None:
        return None
    entries = [(entry.kind, _form(type(entry)).pack(entry)) for entry in case.entries]
    try:
        data = _encoder.encode({"head": _form(Head).pack(case.head), "entries": entries})
    except (ValueError, NotImplementedError, RecursionError):
        return None
    return data


def case_of_row(data: bytes) -> Case | None:
    """The case of such bytes, None for any others: whatever they are, they are read as data."""
    try:
        row = _rows.decode(data)
        entries = tuple([_form(KINDS[kind]).unpack(entry) for kind, entry in row.entries])
        return Case(_form(Head).unpack(row.head), entries)
    except (ValueError, TypeError, KeyError, IndexError, RecursionError):
        return None


def entries_in_row(data: bytes, kinds: Collection[str]) -> tuple[Entry, ...] | None:
    """The entries of some kinds in such bytes, in their order, None for any others."""
    try:
        row = _rows.decode(data)
        return tuple([_form(KINDS[kind]).unpack(entry) for kind, entry in row.entries if kind in kinds])
    except (ValueError, TypeError, KeyError, IndexError, RecursionError):
        return None


class _Form:
    """How one record is told: its keys by name, those that are as by default left out, trees as plain maps."""

    def __init__(self, record: type[Any]) -> None:
        self._record = record
        self._stands_in = False
        self._decoder: msgspec.json.Decoder[Any]
        try:
            self._decoder = msgspec.json.Decoder(record)
        except TypeError:
            # it holds a tree, and no value of several classes can be decoded
            self._stands_in = True
            self._decoder = msgspec.json.Decoder(_without_trees(record))

    @cached_property
    def _defaults(self) -> dict[str, Any]:
        return {key.attribute: key.default for key in fields_of(self._record)}

    @cached_property
    def _trees(self) -> tuple[str, ...]:
        return tuple(key.attribute for key in fields_of(self._record) if key.form is Map)

    def pack(self, record: Any) -> dict[str, Any]:
        """The values of a record for the encoder."""
        values = {name: getattr(record, name) for name in self._defaults}
        values.update((name, plain_tree(values[name])) for name in self._trees)
        return {
            name: value
            for name, value in values.items()
            if value is not None and value != self._defaults[name]
        }

    def unpack(self, data: msgspec.Raw) -> Any:
        """The record of such bytes. Raises ValueError, TypeError or KeyError for any others."""
        found = self._decoder.decode(data)
        if not self._stands_in:
            return found
        values = {name: getattr(found, name) for name in self._defaults}
        values.update((name, tree_of(values[name])) for name in self._trees)
        return self._record(**values)


@cache
def _made_form(record: type[Any]) -> _Form:
    return _Form(record)


def _form(record: type[Any]) -> _Form:
    return _made_form(record)  # type: ignore[arg-type]  # a class is hashable


def _without_trees(record: type[Any]) -> type[Any]:
    """A stand-in for a record, whose trees are read as plain maps."""
    hints = typing.get_type_hints(record, include_extras=True)
    return msgspec.defstruct(
        record.__name__,
        [
            (key.attribute, Any)
            if key.form is Map
            else (key.attribute, hints[key.attribute])
            if key.required
            else (key.attribute, hints[key.attribute], key.default)
            for key in fields_of(record)
        ],
        kw_only=True,
    )
