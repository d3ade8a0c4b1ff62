"""Interest rates as text a person can read, and what they are per day on a date."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Annotated

from dunning_cli.kernel.dates import parse_date
from dunning_cli.kernel.errors import Unreadable
from dunning_cli.kernel.message import label, msg
from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import Scalar

CONTRACT = "contract"
"""The reference that stands for the contract's own rate (`contract_rate`)."""
CONTRACT_DATE = "contract_date"
DAYS_OF_A_MONTH = 30
"""A rate per month is a thirtieth of it per day, whatever the month (人民银行 custom: monthly rate ÷ 30)."""

_NUMBER = r"(?:0|[1-9][0-9]{0,5})(?:\.[0-9]{1,10})?"
_SUMMAND = pattern(
    rf"""(?:(?P<number>{_NUMBER})\s*(?P<sign>[%‰])(?:\s*/\s*(?P<unit>day|month|year))?
         |(?P<reference>[a-z][a-z0-9_]*)(?:@(?P<at>[a-z_]+|[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}))?)
        (?:\s*\*\s*(?P<factor>{_NUMBER})\s*(?P<share>%)?)?\s*""",
    re.ASCII | re.VERBOSE,
)


class Unit(StrEnum):
    """The time a rate is for."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class Basis(StrEnum):
    """Days a rate per year is divided by; `actual` is 365, or 366 in a leap year."""

    D360 = "360"
    D365 = "365"
    ACTUAL = "actual"

    def days(self, *, leap: bool) -> int:
        """Days of a year under this basis; `leap` tells whether the year has 366."""
        if self is Basis.D360:
            return 360
        return 366 if leap and self is Basis.ACTUAL else 365


@dataclass(frozen=True, slots=True)
class Summand:
    """One part of a rate: a figure with its unit, or a named reference rate, times a factor."""

    factor: Fraction
    unit: Unit | None = None
    """None for a reference, and for a bare percentage beside one, which is per year."""
    reference: str | None = None
    at: date | str | None = None
    """The date a reference is fixed at: a date, `contract_date`, or None for one that floats."""


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate as it was written, and its summands; none at all for `none`."""

    text: str
    summands: tuple[Summand, ...] = ()

    @property
    def references(self) -> frozenset[str]:
        """The reference rates it needs."""
        return frozenset(part.reference for part in self.summands if part.reference)

    @property
    def needs_contract_date(self) -> bool:
        """Whether a reference is fixed at the date of the contract."""
        return any(part.at == CONTRACT_DATE for part in self.summands)


NO_RATE = Rate("none")


def parse_rate(text: str) -> Rate:
    """A rate from `0.05%/day`, `3‰/day`, `0.8%/month`, `4.35%/year`, `contract * 1.5`, `lpr_1y + 3%` or `none`.

    A reference may be fixed at a date: `lpr_1y@2024-03-01 * 4`, `lpr_1y@contract_date`.
    Raises Unreadable, also for a percentage that does not say per what.
    """
    return _parse(text, bare_is_yearly=False)


def parse_yearly_rate(text: str) -> Rate:
    """A rate where a bare percentage means per year: caps and rows of reference tables. Raises Unreadable."""
    return _parse(text, bare_is_yearly=True)


def _parse(text: str, *, bare_is_yearly: bool) -> Rate:
    written = text.strip().replace("%", "%")
    if written == "none":
        return NO_RATE
    parts = [_summand(match, 1 if sign == "+" else -1) for sign, match in signed_parts(written)]
    if not bare_is_yearly and all(part.unit is None and part.reference is None for part in parts):
        raise Unreadable(
            msg("'{text}' does not say per what: write {text}/day, {text}/month or {text}/year", text=text)
        )
    if parts[0].factor < 0 or (
        not any(part.reference for part in parts) and sum(p.factor for p in parts) < 0
    ):
        raise Unreadable(msg("'{text}' is below zero", text=text))
    return Rate(written, tuple(parts))


def signed_parts(text: str) -> list[tuple[str, re.Match[str]]]:
    """The parts of a rate as they are written, each with the sign before it. Raises Unreadable."""
    parts: list[tuple[str, re.Match[str]]] = []
    position, sign = 0, "+"
    while True:
        match = _SUMMAND.match(text, position)
        if match is None:
            raise _no_rate(text)
        parts.append((sign, match))
        position = match.end()
        if position == len(text):
            return parts
        sign = text[position]
        if sign not in "+-":
            raise _no_rate(text)
        position += 1
        while text[position : position + 1] == " ":
            position += 1


def _summand(match: re.Match[str], sign: int) -> Summand:
    factor = Fraction(match["factor"] or 1) * sign
    if match["share"]:
        factor /= 100
    if match["reference"]:
        return Summand(factor, None, match["reference"], _anchor(match["at"]))
    figure = Fraction(match["number"]) / (100 if match["sign"] == "%" else 1000)
    return Summand(figure * factor, Unit(match["unit"]) if match["unit"] else None)


def _anchor(text: str | None) -> date | str | None:
    if text is None or text == CONTRACT_DATE:
        return text
    return parse_date(text)


def _no_rate(text: str) -> Unreadable:
    return Unreadable(
        msg(
            "'{text}' is not a rate: write it as 0.05%/day, 3‰/day, 4.35%/year, contract * 1.5, lpr_1y + 3% or none",
            text=text,
        )
    )


def parse_percent(text: str) -> Fraction:
    """A share from `10%` or `3‰`. Raises Unreadable."""
    match = re.fullmatch(rf"({_NUMBER})\s*([%%‰])", text.strip(), re.ASCII)
    if match is None:
        raise Unreadable(msg("'{text}' is not a percentage: write it as 10%", text=text))
    return Fraction(match[1]) / (1000 if match[2] == "‰" else 100)


def parse_yearly_percent(text: str) -> Fraction:
    """A share a year from `12%`, `12%/year` or `0.8%/month`, twelve times the month's. Raises Unreadable."""
    match = re.fullmatch(rf"({_NUMBER}\s*[%%‰])\s*(?:/\s*(month|year))?", text.strip(), re.ASCII)
    if match is None:
        raise Unreadable(
            msg("'{text}' is not a rate a year or a month: write it as 12% or 0.8%/month", text=text)
        )
    return parse_percent(match[1]) * (12 if match[2] == Unit.MONTH else 1)


def percent_text(share: Fraction) -> str:
    """A share as a percentage without needless zeros: 0.05%."""
    exact = Decimal(share.numerator * 100) / Decimal(share.denominator)
    return f"{exact.normalize():f}%"


def _write_rate(rate: Rate) -> str:
    return rate.text


def _rate_words(text: str) -> str:
    return parse_rate(text).text


RateText = Annotated[Rate, Scalar(label("rate"), parse_rate, _write_rate)]
"""A rate that says per what."""
RateWords = Annotated[str, Scalar(label("rate"), _rate_words)]
"""The text of a rate that says per what, which `parse_rate` reads."""
Percent = Annotated[Fraction, Scalar(label("percentage"), parse_percent, percent_text)]
"""A share such as 10%."""
YearlyPercent = Annotated[
    Fraction, Scalar(label("percentage a year or a month"), parse_yearly_percent, percent_text)
]
"""A share a year such as 12%, or given by the month as 0.8%/month."""
