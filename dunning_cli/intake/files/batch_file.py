"""The lines of a batch: a file of JSON lines or of comma-separated values, each line the fields of one operation."""

from __future__ import annotations

import codecs
import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from typing import Any

from dunning_cli.intake.files.csv_rows import csv_rows
from dunning_cli.kernel.errors import WrongUsage
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.nodes import DEEPEST
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.text import harmless

LARGEST_BATCH = 100_000_000
"""Bytes of the largest batch that is read."""
LONGEST_LINE = 65_536
"""Characters of the longest line: several of the longest texts that are kept fit into it."""
_SHOWN = 40
"""Characters shown of a name that is not known."""


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One line: its number counted from 1, the fields it gives, and what is wrong with it as a line."""

    number: int
    fields: Mapping[str, Any] = field(default_factory=dict)
    fault: Message | None = None


class _Fault(Exception):
    """What is wrong with a line."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def batch_lines(name: str, data: bytes, *, delimited: bool) -> tuple[BatchLine, ...]:
    """The lines of a batch in their order; blank ones are left out. A faulty line comes with its fault.

    `delimited` is for comma-separated values under a header of field names; else each line is a JSON object. Numbers
    in JSON are kept as they are written. `name` is used in messages only. Raises WrongUsage for a file that is empty,
    too large, no UTF-8, or whose header names a field twice or no `op`.
    """
    if len(data) > LARGEST_BATCH:
        raise WrongUsage(
            msg("{file}: the file is larger than {megabytes} MB", file=name, megabytes=LARGEST_BATCH // 10**6)
        )
    text = _text(name, data)
    lines = tuple(_records(name, text) if delimited else _objects(text))
    if not lines:
        raise WrongUsage(msg("{file}: the batch is empty", file=name))
    return lines


def _text(name: str, data: bytes) -> str:
    body = data.removeprefix(codecs.BOM_UTF8)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
    raise WrongUsage(
        msg("{file}: line {line} is not UTF-8: save the file again as UTF-8", file=name, line=line)
    )


def _objects(text: str) -> Iterator[BatchLine]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            yield BatchLine(number, _object(line))
        except _Fault as fault:
            yield BatchLine(number, fault=fault.message)


def _object(line: str) -> dict[str, Any]:
    if len(line) > LONGEST_LINE:
        raise _Fault(_too_long(len(line)))
    try:
        found = json.loads(
            line, parse_float=str, parse_int=str, parse_constant=_no_number, object_pairs_hook=_fields
        )
    except (ValueError, RecursionError):
        raise _Fault(msg("this is no JSON object on one line")) from None
    if not isinstance(found, dict):
        raise _Fault(msg("this is no JSON object on one line"))
    if _too_deep(found):
        raise _Fault(msg("maps and lists are nested deeper than {most}", most=DEEPEST))
    return found


def _too_deep(found: Any) -> bool:
    level = [found]
    for _ in range(DEEPEST + 1):
        inner = [each.values() if isinstance(each, dict) else each for each in level]
        level = [value for values in inner for value in values if isinstance(value, (dict, list))]
        if not level:
            return False
    return True


def _no_number(text: str) -> str:
    raise _Fault(msg("{text} is not a number", text=text))


def _fields(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for place, name in enumerate(names) if name in names[:place])
        raise _Fault(msg("the field '{key}' stands twice", key=shortened(twice)))
    return found


def _too_long(length: int) -> Message:
    return msg("the line has {length} characters; at most {most} are read", length=length, most=LONGEST_LINE)


def _records(name: str, text: str) -> Iterator[BatchLine]:
    # csv has a limit of its own for a cell; a longer line is told below
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    header: list[str] | None = None
    for line, cells in csv_rows(name, text, WrongUsage):
        if not any(cell.strip() for cell in cells):
            continue
        if header is None:
            header = _header(name, line, cells)
        else:
            yield _record(line, header, cells)


def _header(name: str, line: int, cells: Sequence[str]) -> list[str]:
    header = [cell.strip() for cell in cells]
    twice = next((cell for place, cell in enumerate(header) if cell and cell in header[:place]), None)
    if twice is not None:
        fault = msg("the field '{key}' stands twice", key=shortened(twice))
        raise WrongUsage(msg("{file}: line {line}: {problem}", file=name, line=line, problem=fault))
    if "op" not in header:
        fault = msg("the header of a batch names its fields, 'op' among them")
        raise WrongUsage(msg("{file}: line {line}: {problem}", file=name, line=line, problem=fault))
    return header


def _record(line: int, header: Sequence[str], cells: Sequence[str]) -> BatchLine:
    length = sum(map(len, cells))
    if length > LONGEST_LINE:
        return BatchLine(line, fault=_too_long(length))
    beyond = [*cells[len(header) :], *(cell for name, cell in zip(header, cells, strict=False) if not name)]
    if any(cell.strip() for cell in beyond):
        return BatchLine(line, fault=msg("a cell stands under no header"))
    fields = {name: cell for name, cell in zip(header, cells, strict=False) if name and cell.strip()}
    return BatchLine(line, fields)


def listed(cell: str) -> Any:
    """What a cell under the name of a list holds: a JSON list where it begins with `[`, else its one value.

    Raises ValueError for text that begins like a list and is none.
    """
    if not cell.lstrip().startswith("["):
        return [cell]
    try:
        found = json.loads(
            cell, parse_float=str, parse_int=str, parse_constant=_no_number, object_pairs_hook=_fields
        )
    except (RecursionError, _Fault) as error:
        raise ValueError from error
    if not isinstance(found, list):
        raise ValueError
    return found


def shortened(name: str) -> str:
    """A name as it is quoted in a message, which may be of any length."""
    shown = harmless(name)
    return shown if len(shown) <= _SHOWN else shown[:_SHOWN] + "…"
