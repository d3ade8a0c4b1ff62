"""What a column of an export is: its key, label, kind of value, and what it is of people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from dunning_cli.kernel.answer import plain_cell
from dunning_cli.kernel.message import Message, Translate, label
from dunning_cli.kernel.personal_marks import NOT_PERSONAL, Mark
from dunning_cli.kernel.record import dataclass

Value = str | int | bool | Decimal | date | datetime | None
"""What stands in a row: text as it may be shown, or a typed value; None where there is none."""

YES, NO = label("Yes"), label("No")


class Kind(StrEnum):
    """What the values of a column are."""

    TEXT = "text"
    CODE = "code"
    """A word that is the same in every language; people read its label."""
    AMOUNT = "amount"
    """Yuan with two decimals."""
    COUNT = "count"
    DAY = "date"
    MOMENT = "moment"
    """Date and time with time zone."""
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Heading:
    """A column as writers know it; `key` never changes, `title` is for people."""

    key: str
    title: Message
    kind: Kind = Kind.TEXT
    personal: Mark = NOT_PERSONAL


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table to be written: its columns, and its rows as they come, each with a value for every column.

    `codes`: headers are keys and flags `true` and `false`; else labels in the language of `translate`.
    """

    name: str
    headings: tuple[Heading, ...]
    rows: Iterable[tuple[Value, ...]]
    translate: Translate
    codes: bool = False

    def header(self) -> list[str]:
        """The first line: keys, or labels."""
        return [each.key if self.codes else self.translate(each.title) for each in self.headings]

    def text(self, value: Value) -> str:
        """A value in a line of text: amounts and dates as they are compared, flags as words."""
        if isinstance(value, bool):
            return str(value).lower() if self.codes else self.translate(YES if value else NO)
        if isinstance(value, datetime):
            return value.isoformat(timespec="seconds") if self.codes else f"{value:%Y-%m-%d %H:%M:%S}"
        return plain_cell(value, self.translate)


def named(row: tuple[Value, ...], headings: tuple[Heading, ...]) -> Mapping[str, Value]:
    """A row by the keys of its columns."""
    return {each.key: value for each, value in zip(headings, row, strict=True)}
