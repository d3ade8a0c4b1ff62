"""The lines of a batch as operations: each built as the command line builds its own, with what is wrong about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dunning_cli.domain.case.line_keys import stored_key
from dunning_cli.intake.files.batch_file import BatchLine, batch_lines, listed, shortened
from dunning_cli.kernel.errors import Failure, Unreadable, WrongUsage
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import Many, fields_of
from dunning_cli.kernel.text import parse_filled_text
from dunning_cli.operations.declared.operation import Operation
from dunning_cli.operations.registry import operation_named
from dunning_cli.operations.writing.building import build

OP, KEY = "op", "key"
"""The two names of a line that are no fields of its operation."""
_ACTOR = ("actor", "by", "author", "committer")
"""Names under which somebody may try to say who writes; an operation may have one of them for something else."""
COMMANDS_ALONE = frozenset(
    {"audit", "batch", "check", "doctor", "import", "init", "merge-driver", "sync", "work"}
)
"""Commands that are no operations: dialogues, and those on the ledger as a whole."""


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """A line that can be carried out: its number, its operation, and its key as it is stored."""

    number: int
    operation: Operation
    key: str | None


@dataclass(frozen=True, slots=True)
class LineFault:
    """Why a line cannot be carried out."""

    number: int
    failure: Failure


@dataclass(frozen=True, slots=True)
class BatchPlan:
    """All lines of a batch: those to be carried out, those that say the same again, and those that are wrong."""

    lines: tuple[PlannedLine, ...]
    faults: tuple[LineFault, ...]
    repeated: Mapping[int, int]
    """By line the earlier line that it repeats with its key."""
    never_opened: frozenset[str]
    """Ids of the cases that faulty lines were to open."""


def planned(lines: Iterable[BatchLine], *, delimited: bool = False) -> BatchPlan:
    """Every line built, and every fault of form told. `delimited`: cells of text, also where a list belongs."""
    plans: list[PlannedLine] = []
    faults: list[LineFault] = []
    repeated: dict[int, int] = {}
    never: set[str] = set()
    first: dict[str, PlannedLine] = {}
    for line in lines:
        try:
            made = _planned(line, delimited)
            before = first.setdefault(made.key, made) if made.key is not None else made
            if before is not made:
                if before.operation != made.operation:
                    raise WrongUsage(msg("line {line} has this key for something else", line=before.number))
                repeated[made.number] = before.number
            plans.append(made)
        except Failure as failure:
            faults.append(LineFault(line.number, failure))
            if line.fields.get(OP) == "open":
                never.add(str(line.fields.get("case", line.fields.get("id"))))
    return BatchPlan(tuple(plans), tuple(faults), repeated, frozenset(never))


def _planned(line: BatchLine, delimited: bool) -> PlannedLine:
    if line.fault is not None:
        raise WrongUsage(line.fault)
    record = _record_of(line.fields.get(OP))
    values = _values(record, line)
    known = {item.key: item for item in fields_of(record)}
    for name in values:
        if name in _ACTOR and name not in known:
            raise WrongUsage(
                msg("{field}: a line cannot set the actor; say who acts with --actor", field=name)
            )
    values = {
        name: _list(name, value, delimited) if name in known and isinstance(known[name].form, Many) else value
        for name, value in values.items()
    }
    shown = {name if name in known else shortened(name): value for name, value in values.items()}
    return PlannedLine(line.number, build(record, shown), line_key(line.fields.get(KEY)))


def _values(record: type[Operation], line: BatchLine) -> dict[str, Any]:
    """What a line gives, by the fields of its operation. Raises WrongUsage where it gives one by two keys."""
    for other, field in record.other_keys.items():
        if other in line.fields and field in line.fields:
            raise WrongUsage(msg("'{one}' and '{other}' are the same here; give one", one=field, other=other))
    return {
        record.other_keys.get(name, name): value
        for name, value in line.fields.items()
        if name not in (OP, KEY)
    }


def _record_of(op: Any) -> type[Operation]:
    """The operation of a line. Raises WrongUsage for none, an unknown one, and one that cannot be in a batch."""
    if not isinstance(op, str) or not op.strip():
        raise WrongUsage(msg("the key '{key}' is missing", key=OP))
    word = " ".join(op.split())
    if word in COMMANDS_ALONE:
        raise WrongUsage(_alone(word))
    record = operation_named(word if len(word) < 40 else shortened(word))
    if record.alone:
        raise WrongUsage(_alone(word))
    return record


def _alone(word: str) -> Message:
    return msg("{field}: '{op}' cannot be in a batch; give it as a command of its own", field=OP, op=word)


def _list(name: str, value: Any, delimited: bool) -> Any:
    """What stands where a list belongs: one value alone is a list of it."""
    if not isinstance(value, str):
        return value
    try:
        return listed(value) if delimited else [value]
    except ValueError:
        raise WrongUsage(msg("'{key}' must be a list", key=name)) from None


def line_key(given: Any) -> str | None:
    """A key as it is stored, None for none. Raises WrongUsage for what is no text."""
    if given is None:
        return None
    if not isinstance(given, str):
        raise WrongUsage(msg("'{key}' must be a single value", key=KEY))
    try:
        return stored_key(parse_filled_text(given))
    except Unreadable as error:
        raise WrongUsage(msg("{key}: {reason}", key=KEY, reason=error.message)) from None


def numbered(lines: Iterable[Mapping[str, Any]]) -> Iterable[BatchLine]:
    """Lines that a program gives, counted from 1."""
    return (BatchLine(number, fields) for number, fields in enumerate(lines, start=1))


def read_plan(name: str, data: bytes, *, delimited: bool) -> BatchPlan:
    """The lines of a batch file, built. Raises WrongUsage for a file that cannot be read as a whole."""
    return planned(batch_lines(name, data, delimited=delimited), delimited=delimited)
