"""Dataclasses that write their `__init__` when the first object is made: a command loads hundreds and uses a few."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from operator import attrgetter
from types import MemberDescriptorType
from typing import TYPE_CHECKING, Any, NoReturn

_FACTORY = object()
"""Stands for a default that is made anew for each object."""

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(
        cls: type | None = None,
        /,
        *,
        frozen: bool = False,
        slots: bool = False,
        kw_only: bool = False,
        eq: bool = True,
    ) -> Any:
        """As `dataclasses.dataclass` with these parameters; what it makes is one to `fields`, `replace` and the like.

        The standard one compiles six methods a class before anybody has asked for one, which is half of what a
        command takes to start.
        """
        if cls is None:
            return lambda given: dataclass(given, frozen=frozen, slots=slots, kw_only=kw_only, eq=eq)
        own = set(vars(cls))
        made = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots, kw_only=kw_only)(cls)
        made.__init__ = _writes_itself(made, frozen=frozen)
        methods: dict[str, Callable[..., Any]] = {"__repr__": _shown}
        if eq:
            methods["__eq__"] = _comparing(made)
            methods["__hash__"] = _hashing(made) if frozen else None
        if frozen:
            methods |= {"__setattr__": _no_change, "__delattr__": _no_change}
        if frozen and slots:
            methods |= {"__getstate__": _state, "__setstate__": _with_state}
        for name, method in methods.items():
            if name not in own:
                setattr(made, name, method)
        return made


def _writes_itself(owner: type, *, frozen: bool) -> Callable[..., None]:
    """An `__init__` that is replaced by the written one as soon as it is called."""

    def first_use(self: Any, *given: Any, **named: Any) -> None:
        written = _written_init(owner, frozen=frozen)
        owner.__init__ = written  # type: ignore[misc]  # one of the same parameters
        written(self, *given, **named)

    return first_use


def _written_init(owner: type, *, frozen: bool) -> Callable[..., None]:
    names: dict[str, Any] = {"_set": object.__setattr__, "_FACTORY": _FACTORY}
    places: list[str] = []
    by_name: list[str] = []
    lines: list[str] = []
    for field in dataclasses.fields(owner):
        name, value = field.name, field.name
        if field.default_factory is not dataclasses.MISSING:
            names[f"_make_{name}"] = field.default_factory
            value = f"_make_{name}() if {name} is _FACTORY else {name}" if field.init else f"_make_{name}()"
            default = "=_FACTORY"
        elif field.default is not dataclasses.MISSING:
            names[f"_default_{name}"] = field.default
            default = f"=_default_{name}"
            value = value if field.init else f"_default_{name}"
        else:
            default = ""
        if field.init:
            (by_name if field.kw_only else places).append(name + default)
        elif not default:
            continue
        lines.append(f"    {_setting(owner, name, value, names, frozen=frozen)}")
    if hasattr(owner, "__post_init__"):
        lines.append("    self.__post_init__()")
    parameters = ", ".join(["self", *places, *(["*", *by_name] if by_name else [])])
    source = "\n".join([f"def __init__({parameters}):", *(lines or ["    pass"])])
    # the words of the source are names of fields, which are identifiers
    exec(source, names)  # as the standard library makes it, only later
    written: Callable[..., None] = names["__init__"]
    written.__qualname__ = f"{owner.__qualname__}.__init__"
    return written


def _setting(owner: type, name: str, value: str, names: dict[str, Any], *, frozen: bool) -> str:
    """The statement that sets a field: the quickest that its record allows."""
    if not frozen:
        return f"self.{name} = {value}"
    slot = getattr(owner, name, None)
    if not isinstance(slot, MemberDescriptorType):
        return f"_set(self, {name!r}, {value})"
    names[f"_set_{name}"] = slot.__set__
    return f"_set_{name}(self, {value})"


def _values_of(owner: type, wanted: str) -> Callable[[Any], Any]:
    compared = [
        each.name for each in dataclasses.fields(owner) if each.compare and getattr(each, wanted) is not False
    ]
    if not compared:
        return lambda _: ()
    return attrgetter(*compared)


def _comparing(owner: type) -> Callable[[Any, Any], Any]:
    values = _values_of(owner, "compare")

    def equal(self: Any, other: Any) -> Any:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return values(self) == values(other)

    return equal


def _hashing(owner: type) -> Callable[[Any], int]:
    values = _values_of(owner, "hash")

    def hashed(self: Any) -> int:
        return hash(values(self))

    return hashed


def _shown(self: Any) -> str:
    parts = (f"{each.name}={getattr(self, each.name)!r}" for each in dataclasses.fields(self) if each.repr)
    return f"{self.__class__.__qualname__}({', '.join(parts)})"


def _no_change(_: Any, name: str, *_value: Any) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _state(self: Any) -> list[Any]:
    return [getattr(self, each.name) for each in dataclasses.fields(self)]


def _with_state(self: Any, state: list[Any]) -> None:
    for each, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, each.name, value)
