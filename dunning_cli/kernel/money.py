"""Yuan as Decimal: strict grammar, rounding, components of a debt."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from dunning_cli.kernel.errors import Unreadable
from dunning_cli.kernel.message import label, msg
from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.schema import Scalar, parse_scalar

if TYPE_CHECKING:
    from fractions import Fraction

CENT = Decimal("0.01")
ZERO = Decimal("0.00")
LARGEST = Decimal("999999999999.99")
"""The largest amount a case can hold: twelve digits of yuan, as capital figures can be written."""

_AMOUNT = pattern(r"(0|[1-9][0-9]{0,11})(\.[0-9]{1,2})?", re.ASCII)


class Component(StrEnum):
    """The four parts of a debt."""

    PRINCIPAL = "principal"
    INTEREST = "interest"
    PENALTY = "penalty"
    FEE = "fee"


COMPONENT_LABELS = {
    Component.PRINCIPAL: label("principal"),
    Component.INTEREST: label("interest"),
    Component.PENALTY: label("penalty"),
    Component.FEE: label("fee"),
}


def _components(text: str) -> tuple[Component, ...]:
    return tuple(dict.fromkeys(parse_scalar(Component, part.strip()) for part in text.split("+")))


Components = Annotated[
    tuple[Component, ...], Scalar(label("components joined with +"), _components, "+".join)
]
"""One or several components: `principal`, `principal+interest`."""


class Rounding(StrEnum):
    """How a running total becomes cents."""

    HALF_UP = "half_up"
    TRUNCATE = "truncate"


def parse_amount(text: str) -> Decimal:
    """Yuan from text such as `1200`, `0.5` or `1200.00`, zero or more.

    Raises Unreadable for anything else: signs, separators, exponents, other digits than 0-9,
    more than two decimals or twelve digits of yuan.
    """
    if not _AMOUNT.fullmatch(text):
        raise Unreadable(
            msg(
                "'{text}' is not an amount: write yuan with at most two decimals, as in 1200.00",
                text=text,
            )
        )
    return Decimal(text).quantize(CENT)


def as_yuan(cents: int) -> Decimal:
    """Whole cents as yuan with two decimals."""
    return CENT * cents


def as_cents(yuan: Decimal) -> int:
    """Yuan with two decimals as whole cents."""
    return int(yuan.scaleb(2))


def to_cents(amount: Decimal) -> Decimal:
    """A figure rounded to cents, to the even one: of any size, where `quantize` takes no more than 28 digits."""
    return Decimal(f"{amount:.2f}")


def format_amount(amount: Decimal) -> str:
    """Yuan with two decimals, no separators, no negative zero."""
    return str(amount.quantize(CENT) + ZERO)


def exact_to_cents(exact: Fraction) -> Decimal:
    """An exact figure of zero or more rounded to the cent, half up."""
    return (Decimal(int((exact * 200 + 1) // 2)) / 100).quantize(CENT)
