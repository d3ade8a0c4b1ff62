"""An answer as it would stand on paper: lines of text and tables with labelled columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dunning_cli.domain.message import Message

Cell = object
"""Text, a number, a date, an amount (Decimal), a message or None."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its label, and whether its values are figures, set to the right."""

    title: Message
    figures: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under labelled columns, with an optional heading and last row."""

    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    heading: Message | None = None
    total: Sequence[Cell] | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of text as they are, such as a letter."""

    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a view answers: `data` for scripts, `parts` for people, `warnings` beside either."""

    data: Mapping[str, Any]
    parts: tuple[Table | Message | Paragraph, ...] = ()
    warnings: tuple[Message, ...] = field(default=())
