"""Ranges that terms name: days past due as `91+` or `0-90`, yuan as `10000+` or `0-9999.99`; both ends belong to them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Annotated

from dunning_cli.kernel.errors import Unreadable
from dunning_cli.kernel.message import label, msg
from dunning_cli.kernel.money import parse_amount
from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import Scalar

_RANGE = pattern(r"(?P<first>[0-9.]+)(?:(?P<open>\+)|\s*-\s*(?P<last>[0-9.]+))?")
_DAYS = pattern(r"0|[1-9][0-9]{0,5}")


@dataclass(frozen=True, slots=True)
class Range:
    """From a first to a last number, both in it; open upwards where there is no last."""

    text: str
    first: Decimal
    last: Decimal | None

    def __contains__(self, number: Decimal | int) -> bool:
        return self.first <= number and (self.last is None or number <= self.last)


def _days(text: str) -> Decimal:
    if not _DAYS.fullmatch(text):
        raise Unreadable(msg("'{text}' is not a whole number", text=text))
    return Decimal(text)


def _parsed(text: str, number: Callable[[str], Decimal], example: str) -> Range:
    match = _RANGE.fullmatch(text.strip())
    if match is None:
        raise Unreadable(msg("'{text}' is no range: write it as {example}", text=text, example=example))
    first = number(match["first"])
    last = None if match["open"] else number(match["last"] or match["first"])
    if last is not None and last < first:
        raise Unreadable(
            msg("the range {start}–{end} ends before it begins", start=match["first"], end=match["last"])
        )
    return Range(text.strip(), first, last)


def parse_days(text: str) -> Range:
    """Days past due from `91+`, `0-90` or `30`. Raises Unreadable."""
    return _parsed(text, _days, "0-90 / 91+")


def parse_amounts(text: str) -> Range:
    """Yuan from `10000+`, `0-9999.99` or `500`. Raises Unreadable."""
    return _parsed(text, parse_amount, "0-9999.99 / 10000+")


def _written(found: Range) -> str:
    return found.text


DayRange = Annotated[Range, Scalar(label("range of days"), parse_days, _written)]
AmountRange = Annotated[Range, Scalar(label("range of amounts"), parse_amounts, _written)]
