"""A case kept in the cache comes back as it was read, and whatever else stands there is read as data."""

from __future__ import annotations

import dataclasses
import functools
import types
import typing
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from how_many import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from dunning_cli.domain.case.case import Case, Head
from dunning_cli.domain.case.entries import KINDS
from dunning_cli.kernel.nodes import Map, Pair, Sequence, Text
from dunning_cli.store.format.case_file import read_case
from dunning_cli.store.reading.case_rows import case_of_row, case_row

SAMPLE = sorted((Path(__file__).parents[2] / "cases").rglob("*.yaml"))
FEW = settings(max_examples=examples(12), deadline=None)
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
lines = st.integers(0, 10_000)
zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
trees = st.recursive(
    st.builds(Text, words, lines, st.booleans()),
    lambda inner: st.one_of(
        st.builds(
            Map,
            st.lists(st.builds(Pair, words, inner, lines), max_size=3).map(tuple),
            lines,
        ),
        st.builds(Sequence, st.lists(inner, max_size=3).map(tuple), lines),
    ),
    max_leaves=8,
)
maps = st.builds(Map, st.lists(st.builds(Pair, words, trees, lines), max_size=3).map(tuple), lines)
OF_TYPE: dict[Any, st.SearchStrategy[Any]] = {
    str: words,
    bool: st.booleans(),
    int: st.integers(0, 999_999),
    Decimal: st.decimals(0, "999999999999.99", places=2),
    date: st.dates(),
    datetime: st.datetimes(timezones=zones).map(lambda moment: moment.replace(microsecond=0, fold=0)),
    time: st.times().map(lambda hour: hour.replace(second=0, microsecond=0, fold=0)),
    Map: maps,
}


def values(hint: Any) -> st.SearchStrategy[Any]:
    """Values that a key of a record may have, by its annotation."""
    origin = typing.get_origin(hint)
    if origin is typing.Annotated:
        return values(typing.get_args(hint)[0])
    if origin in (typing.Union, types.UnionType):
        return st.one_of(st.none() if part is type(None) else values(part) for part in typing.get_args(hint))
    if origin is tuple:
        return st.lists(values(typing.get_args(hint)[0]), max_size=2).map(tuple)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return st.sampled_from(hint)
    return OF_TYPE[hint] if hint in OF_TYPE else records(hint)


@functools.cache
def records(record: type[Any]) -> st.SearchStrategy[Any]:
    """Records of a class with any values its keys can hold; put together once, not anew for every example."""
    hints = typing.get_type_hints(record, include_extras=True)
    return st.builds(record, **{key.name: values(hints[key.name]) for key in dataclasses.fields(record)})


def exact(case: Case | None) -> str:
    """All of a case: lines of its trees, quotes, the zeros of amounts and the offsets of times, which `==` passes over."""
    return repr(case)


@pytest.mark.parametrize("path", SAMPLE, ids=lambda path: path.stem)
def test_every_case_of_the_sample_comes_back(path: Path) -> None:
    case = read_case(path.read_bytes(), path.name).case
    assert case is not None
    row = case_row(case)
    assert row is not None
    assert case_of_row(row) == case
    assert exact(case_of_row(row)) == exact(case)


@pytest.mark.parametrize("kind", KINDS)
@FEW
@given(data=st.data())
def test_every_entry_of_every_kind_comes_back(kind: str, data: st.DataObject) -> None:
    head = data.draw(records(Head))
    entry = data.draw(records(KINDS[kind]))
    case = Case(head, (entry, data.draw(records(KINDS["payment"])), entry))
    row = case_row(case)
    assert row is not None
    assert exact(case_of_row(row)) == exact(case)


def test_a_row_names_its_values() -> None:
    case = read_case(SAMPLE[0].read_bytes(), SAMPLE[0].name).case
    assert case is not None
    row = case_row(case)
    assert row is not None
    for name in ("case", "debtor", "entries", "date", "by", "at"):
        assert f'"{name}":'.encode() in row
    assert case_of_row(row.replace(b'"by":', b'"xy":')) is None


json_texts = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["head", "entries", "terms", "pairs", "value", "items", "key", "node", "case"]),
            inner,
        )
    ),
)


@FEW
@given(st.binary(max_size=200) | json_texts.map(lambda tree: str(tree).replace("'", '"').encode()))
def test_other_bytes_are_no_case(data: bytes) -> None:
    assert case_of_row(data) is None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[" * 200_000,
        b'{"head":' * 50_000,
        b'{"head":{},"entries":[]}',
        b'{"head":{"case":"A-1"},"entries":[["nonsense",{}]]}',
        b"\x80\x05cposix\nsystem\n(S'true'\ntR.",
    ],
    ids=["nothing", "deep", "deeper", "bare", "unknown kind", "pickle"],
)
def test_what_would_harm_another_reader_is_no_case(data: bytes) -> None:
    assert case_of_row(data) is None


def test_a_head_known_on_a_day_is_no_file() -> None:
    case = read_case(SAMPLE[0].read_bytes(), SAMPLE[0].name).case
    assert case is not None
    assert case_row(dataclasses.replace(case, filed=case.head)) is None
