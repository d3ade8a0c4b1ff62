"""Operations built from texts, as a command line, a batch line or Python gives them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dunning_cli.domain.case.entered_dates import dates_outside, refusal_of
from dunning_cli.kernel.errors import WrongUsage
from dunning_cli.kernel.message import Problem
from dunning_cli.kernel.nodes import Map, Node, Pair, Text
from dunning_cli.kernel.nodes import Sequence as NodeList
from dunning_cli.kernel.schema import read
from dunning_cli.operations.declared.operation import Op


def build(record: type[Op], values: Mapping[str, object]) -> Op:
    """An operation from texts, numbers and lists of them, as a command line or a batch line gives them.

    Raises WrongUsage that names every wrong value, dates outside the years that may be entered too.
    """
    problems: list[Problem] = []
    made = read(record, Map(tuple(_pairs(values))), problems)
    if made is not None:
        problems += [Problem("bad-value", refusal_of(at, day)) for at, day in dates_outside(made)]
    if made is None or problems:
        first = problems[0]
        raise WrongUsage(first.as_message(), problems[1:])
    return made


def _pairs(values: Mapping[str, object]) -> Sequence[Pair]:
    return [Pair(name, _node(value)) for name, value in values.items() if not _absent(value)]


def _absent(value: object) -> bool:
    return value is None or value is False or (isinstance(value, (list, tuple)) and not value)


def _node(value: object) -> Node:
    if isinstance(value, (list, tuple)):
        return NodeList(tuple(_node(item) for item in value))
    if isinstance(value, Mapping):
        return Map(tuple(_pairs(value)))
    if value is True:
        return Text("true")
    return Text(str(value), quoted=True)
