"""Records whose `__init__` is written at first use are the dataclasses they stand for."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from typing import Any

import pytest

from dunning_cli.kernel.record import dataclass


@dataclass(frozen=True, slots=True)
class Base:
    """A record with every kind of field."""

    name: str
    count: int = 3
    parts: list[int] = dataclasses.field(default_factory=list)
    length: int = dataclasses.field(init=False, default=7, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived(Base):
    """A record on another one."""

    extra: str | None = None


@dataclass(slots=True)
class Changing:
    """A record that may be changed, with something to do once it is made."""

    value: int
    doubled: int = dataclasses.field(init=False)

    def __post_init__(self) -> None:
        self.doubled = 2 * self.value


@dataclass(frozen=True, slots=True, eq=False)
class Itself:
    """A record equal only to itself."""

    value: int


def test_made_by_place_and_by_name() -> None:
    assert Base("a") == Base(name="a", count=3, parts=[])
    assert Base("a", 4, [1]).parts == [1]
    assert Derived("a", extra="x") == Derived(name="a", extra="x")
    assert Base("a").parts is not Base("a").parts
    assert Base("a").length == 7


def test_what_is_missing_or_too_much_is_refused() -> None:
    made: Any = Base
    for words in ((), ("a", 1, [], 5)):
        with pytest.raises(TypeError):
            made(*words)
    with pytest.raises(TypeError):
        made(nobody=1)


def test_nothing_of_a_frozen_record_changes() -> None:
    record: Any = Base("a")
    with pytest.raises(dataclasses.FrozenInstanceError):
        record.name = "b"
    with pytest.raises(dataclasses.FrozenInstanceError):
        del record.name
    assert record.name == "a"


def test_equality_and_hash_go_by_the_fields_compared() -> None:
    assert Base("a") != Base("b")
    assert Base("a") != Derived(name="a")
    assert Itself(1) != Itself(1)
    assert hash(Base("a", 1, ())) == hash(Base("a", 1, ()))  # type: ignore[arg-type]  # a list has no hash
    one = dataclasses.replace(Base("a"), count=5)
    assert (one.count, one.name) == (5, "a")
    with pytest.raises(TypeError):
        hash(Changing(1))


def test_work_to_do_once_made_is_done() -> None:
    changing = Changing(4)
    assert changing.doubled == 8
    changing.value = 5
    assert repr(changing) == "Changing(value=5, doubled=8)"


def test_copies_are_equal() -> None:
    record = Base("a", 2, [1, 2])
    assert copy.deepcopy(record) == record
    assert copy.copy(record) == record
    assert pickle.loads(pickle.dumps(record)) == record
