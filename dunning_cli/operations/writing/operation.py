"""What every operation is: a typed record that is applied to the ledger as one command changes it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date
from typing import Any, ClassVar, TypeVar

from dunning_cli.domain.case.entered_dates import dates_outside, refusal_of
from dunning_cli.domain.case.entries import Entry
from dunning_cli.kernel.errors import WrongUsage
from dunning_cli.kernel.message import Message, Problem, msg
from dunning_cli.kernel.nodes import Map, Node, Pair, Text
from dunning_cli.kernel.nodes import Sequence as NodeList
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import key, read
from dunning_cli.kernel.values import Day, FilledWords
from dunning_cli.operations.writing.unit_of_work import UnitOfWork

Op = TypeVar("Op", bound="Operation")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an operation came to: the commit's subject, the cases and entries it touched."""

    subject: Message
    case_ids: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    value_date: date | None = None
    warnings: tuple[Message, ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict)
    """More for scripts than case, entry and commit."""
    nothing_new: bool = False
    """Whether all it was to do had been done before, so that there may be nothing to commit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation(ABC):
    """One thing to do. The command line, a batch line and the Python API all build the same record."""

    op: ClassVar[str] = ""
    commits_settings: ClassVar[bool] = False
    """Whether it commits dunning.yaml as somebody has edited it."""
    alone: ClassVar[bool] = False
    """Whether it is about files or commits as they stand, and so cannot be one of several in a batch."""

    on: Day | None = key("value date, today unless given")
    agent: FilledWords | None = key("who did it, where not the actor")
    override: FilledWords | None = key("reason for overriding a contact rule")

    @abstractmethod
    def apply(self, unit: UnitOfWork) -> Outcome:
        """Checks the operation against the ledger and adds its entries to what the command writes.

        Raises a Failure where it cannot be done; then nothing is written.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOperation(Operation):
    """An operation on one case."""

    case: FilledWords = key("case id, a unique beginning of it, or the debtor's name", required=True)


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


def on_case(case_id: str, what: Message, value_date: date) -> Message:
    """The subject of a commit about one case: its id, what happened and the value date."""
    return msg("{case}: {what}, value date {date}", case=case_id, what=what, date=value_date.isoformat())
