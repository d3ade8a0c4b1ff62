"""Which dates of a record nobody may enter today, though a file may hold them from earlier."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import is_dataclass
from datetime import date
from typing import Any

from dunning_cli.kernel.dates import may_be_entered, not_to_be_entered
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.nodes import Map
from dunning_cli.kernel.schema import fields_of
from dunning_cli.kernel.values import PAST_DAY

FIRST_VALUE_YEAR = 1980
"""Value dates before this year are more often a slip than meant: they need a reason."""


def dates_outside(record: Any) -> Iterator[tuple[str, date]]:
    """Every date and time of a record, and of the records in it, outside the years that may be entered, by key.

    Days that may lie long before any debt (`values.PastDay`) are left out.
    """
    for item in fields_of(type(record)):
        value = getattr(record, item.attribute)
        if value is not None and type(value) is not str and item.form is not PAST_DAY:
            yield from _outside(item.key, value)


def new_dates_outside(before: Any | None, record: Any) -> Iterator[tuple[str, date]]:
    """The same of a record made of an earlier one: what that one holds already may stay."""
    earlier = {day for _, day in dates_outside(before)} if before is not None else set()
    return ((at, day) for at, day in dates_outside(record) if day not in earlier)


def _outside(at: str, value: Any) -> Iterator[tuple[str, date]]:
    if isinstance(value, date):
        if not may_be_entered(value):
            yield at, value
    elif isinstance(value, tuple):
        for place, each in enumerate(value):
            yield from _outside(f"{at}[{place}]", each)
    elif is_dataclass(value) and not isinstance(value, (type, Map)):
        yield from ((f"{at}.{inner}", day) for inner, day in dates_outside(value))


def refusal_of(at: str, day: date) -> Message:
    """What is wrong with such a date, with its key."""
    return msg("{key}: {reason}", key=at, reason=not_to_be_entered(day))
